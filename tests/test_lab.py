"""How JupyterLab is started, and what the command line passes on."""

import json
import os
import re
import sys

import pytest

from helpers import __main__ as command_line
from helpers import lab, paths


def test_lab_is_this_environments_own_on_the_project(tmp_path):
    command = lab.lab_command(tmp_path)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in command


def test_lab_starts_at_a_page_that_names_every_notebook():
    assert f"--LabApp.default_url=/lab/tree/{lab.START_PAGE}" in lab.lab_command(paths.ROOT)
    page = (paths.ROOT / lab.START_PAGE).read_text(encoding="utf-8")
    assert [p.name for p in sorted(paths.NOTEBOOKS.glob("*.ipynb")) if f"(notebooks/{p.name})" not in page] == []


def test_lab_asks_for_neither_news_nor_versions():
    assert {"--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"} <= set(lab.lab_command(paths.ROOT))


def test_lab_lends_letters_from_the_fonts_of_the_project():
    folder = next(a.partition("=")[2] for a in lab.lab_command(paths.ROOT) if a.startswith("--LabApp.extra_labextensions_path="))
    from jupyterlab_server.config import get_federated_extensions

    extension, = get_federated_extensions([folder]).values()
    named = re.findall(r"'(\w[\w-]*\.ttf)'", (paths.FONTS / extension["jupyterlab"]["_build"]["load"]).read_text(encoding="utf-8"))
    assert extension["ext_path"] == str(paths.FONTS)
    assert named and [name for name in named if not (paths.FONTS / name).exists()] == []


def test_arguments_of_the_reader_come_last_and_win():
    assert lab.lab_command(paths.ROOT, ["--no-browser", "--port=9"])[-2:] == ["--no-browser", "--port=9"]


def test_settings_of_the_project_stand_before_other_defaults():
    found = lab.lab_environment({"JUPYTER_CONFIG_PATH": "/elsewhere", "HOME": "/h"})
    assert found == {"JUPYTER_CONFIG_PATH": os.pathsep.join([str(paths.PACKAGE), "/elsewhere"]), "HOME": "/h"}
    assert lab.lab_environment({})["JUPYTER_CONFIG_PATH"] == str(paths.PACKAGE)


def test_jupyterlab_finds_the_settings_of_the_project(monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", lab.lab_environment({})["JUPYTER_CONFIG_PATH"])
    from jupyter_core.paths import jupyter_config_path

    folder = next(f for f in jupyter_config_path() if f == str(paths.PACKAGE))
    with open(os.path.join(folder, "labconfig", "default_setting_overrides.json"), encoding="utf-8") as file:
        settings = json.load(file)
    assert settings["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}


@pytest.mark.parametrize("arguments, rest", [
    (["lab", "--no-browser", "--port=9"], ["--no-browser", "--port=9"]), (["bench", "--quick"], ["--quick"]),
    (["test", "tests/test_dates.py", "-k", "bounds", "-x"], ["tests/test_dates.py", "-k", "bounds", "-x"]), (["test"], []),
])
def test_what_belongs_to_another_program_is_passed_on_in_order(arguments, rest):
    options = command_line.read_options(arguments)
    assert options.rest == rest and options.run is getattr(command_line, arguments[0])


def test_an_unknown_option_of_our_own_commands_is_refused(capsys):
    with pytest.raises(SystemExit):
        command_line.read_options(["report", "--as-off", "2025-12-31"])
    assert "--as-off" in capsys.readouterr().err


def test_lab_runs_its_command_in_its_surroundings(monkeypatch):
    called = []
    monkeypatch.setattr("subprocess.call", lambda command, **how: called.append((command, how)) or 0)
    assert command_line.main(["lab", "--no-browser"]) == 0
    (command, how), = called
    assert command == lab.lab_command(paths.ROOT, ["--no-browser"])
    assert how["cwd"] == paths.ROOT and str(paths.PACKAGE) in how["env"]["JUPYTER_CONFIG_PATH"]
