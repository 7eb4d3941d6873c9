"""No network, no file outside the output folder and the cache, and no parameter that does more than it says."""

import os
import subprocess

import pytest
import tiny

HOSTILE = ["<script>alert(1)</script>", "'; touch owned; '", "$(touch owned)", "`touch owned`", "../../owned", "#import \"owned\"", "=HYPERLINK(\"owned\")", "-owned", "a\nb", "𝟚𝟘𝟚𝟘-01-01"]
LONG = os.environ.get("HELPERS_LONG") == "1"


@pytest.mark.parametrize("option", ["--as-of", "--readings", "--reading"])
def test_hostile_parameter_is_refused_and_does_nothing(published, option):
    before = tiny.contents(published)
    for text in HOSTILE if LONG else HOSTILE[2:6]:
        finished = tiny.run(published, "report", f"{option}={text}", HELPERS_PLAIN_KERNELS="1")
        assert finished.returncode == 1
        assert "Traceback" not in finished.stderr
    assert list(published.parent.rglob("owned")) == []
    assert tiny.contents(published) == before


def test_hostile_parameter_of_make_reaches_no_shell(tmp_path, published):
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    makefile = open(os.path.join(root, "Makefile"), encoding="utf-8").read().replace(": setup ##", ": ##")
    (tmp_path / "Makefile").write_text(makefile.replace(".venv/bin/python -m helpers", "echo"))
    for text in ("'; touch owned; '", "`touch owned`", "\"; touch owned; \""):
        said = subprocess.run(["make", "report", f"AS_OF={text}"], cwd=tmp_path, capture_output=True, text=True)
        assert said.stdout.strip() == f"report --as-of {text}".strip()
    assert not (tmp_path / "owned").exists()


def test_run_writes_in_its_own_folders_only(published, tmp_path):
    home, scratch, out = tmp_path / "home", tmp_path / "scratch", tmp_path / "out"
    home.mkdir(), scratch.mkdir()
    known = set(published.rglob("*"))
    finished = tiny.run(published, "report", "--as-of", "2020-01-01", "--out", str(out), HOME=str(home), TMPDIR=str(scratch))
    assert finished.returncode == 0, finished.stderr
    assert list(home.rglob("*")) == [] and list(scratch.rglob("*")) == []
    outside = {p for p in set(published.rglob("*")) - known if (published / "build") not in p.parents}
    assert outside == set()


def test_run_needs_no_network(published):
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("a machine without a network cannot be made here")
    (published / "data" / "raw" / "a.csv").write_text("id,value\na,5\n")
    finished = subprocess.run(
        ["unshare", "-rn", "sh", "-c", 'ip link set lo up 2>/dev/null; exec "$@"', "sh", *tiny.command("report")],
        env=tiny.environment(published), cwd=published, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )
    if "Cannot assign requested address" in finished.stderr:
        pytest.skip("the loopback cannot be brought up here")
    assert finished.returncode == 0, finished.stderr


def test_cell_that_asks_the_network_fails_the_run(published):
    tiny.write_notebook(published, "n02_count", "import urllib.request\nurllib.request.urlopen('http://192.0.2.1/')")
    finished = tiny.run(published, "report")
    assert finished.returncode == 1
    assert "a connection to 192.0.2.1 was refused: a run needs no network." in finished.stderr
