"""A run that is killed, refused, starved or hung loses nothing that was published."""

import os
import random
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
import tiny

from helpers import edition

LONG = os.environ.get("HELPERS_LONG") == "1"
KILLS = 40 if LONG else 5
ROWS = 3000         # so many tables that staging and swapping take a while
SEED = 1948
PAUSE = """import os, pathlib, time
pathlib.Path(os.environ["HELPERS_ROOT"], "paused").touch()
time.sleep({})"""


def wait_for_pause(root):
    """Return when the notebook that pauses has begun to."""
    deadline = time.monotonic() + 60
    while not list(root.glob("build/cache/*/paused")) and time.monotonic() < deadline:
        time.sleep(0.01)


def change(root):
    """Change the data, so that every file of the edition changes."""
    (root / "data" / "raw" / "a.csv").write_text("id,value\na,7\nb,8\nc,9\n")


def many_rows(root):
    rows = "".join(f"r{i},{i}\n" for i in range(ROWS))
    (root / "data" / "raw" / "a.csv").write_text("id,value\n" + rows)


def start(root, *arguments, **options):
    return subprocess.Popen(
        tiny.command("report", *arguments), env=tiny.environment(root), cwd=root, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()


def expected(published, tmp_path, change):
    """The edition that a whole run makes of the changed project."""
    twin = tmp_path / "twin"
    subprocess.run(["cp", "-r", str(published), str(twin)], check=True)
    change(twin)
    assert tiny.run(twin, "report").returncode == 0
    return tiny.contents(twin)


def test_kill_at_any_moment_leaves_the_old_edition_or_the_new_one(published, tmp_path):
    old = tiny.contents(published)
    began = time.monotonic()
    new = expected(published, tmp_path, change)
    whole = time.monotonic() - began
    change(published)
    chance = random.Random(SEED)
    for _ in range(KILLS):
        process = start(published)
        time.sleep(chance.uniform(0, whole))
        kill(process)
        edition.repair(published)
        assert tiny.contents(published) in (old, new)
    assert tiny.run(published, "report").returncode == 0
    assert tiny.contents(published) == new


@pytest.mark.parametrize("moment", ["first", "second", "swap"])
def test_kill_while_publishing_leaves_the_old_edition_or_the_new_one(published, tmp_path, moment):
    old = tiny.contents(published)
    new = expected(published, tmp_path, many_rows)
    many_rows(published)
    process = start(published)
    staging = published / edition.STAGING
    sign = {"first": staging, "second": staging / "new" / "reports" / "tables" / "tbl-row-r2000.csv", "swap": staging / edition.JOURNAL}[moment]
    while not sign.exists() and process.poll() is None:
        time.sleep(0.0002)
    kill(process)
    edition.repair(published)
    assert tiny.contents(published) in (old, new)
    assert tiny.run(published, "report").returncode == 0
    assert tiny.contents(published) == new


def test_terminal_interrupt_stops_everything_and_publishes_nothing(published):
    old = tiny.contents(published)
    tiny.write_notebook(published, "n02_count", PAUSE.format(60))
    old |= {"notebooks/n02_count.ipynb": (published / "notebooks/n02_count.ipynb").read_bytes()}
    process = start(published, start_new_session=True)
    wait_for_pause(published)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors.splitlines()[-1]) == (1, "RunError: the run was stopped. What was published before is untouched.")
    assert tiny.contents(published) == old
    assert processes_of(published) == []


def processes_of(root):
    """Command lines of the processes whose environment names the project."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"HELPERS_ROOT={root}".encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes())
        except OSError:
            continue
    return found


def test_killed_run_leaves_no_process_behind(published):
    tiny.write_notebook(published, "n02_count", PAUSE.format(60))
    process = start(published)
    wait_for_pause(published)
    kill(process)
    deadline = time.monotonic() + 10
    while processes_of(published) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(published) == []


@pytest.mark.parametrize(("cell", "sentence"), [
    ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "RunError: n02_count.ipynb: its kernel died while a cell ran. "),
    ("while True: pass", "RunError: n02_count.ipynb: a cell took longer than 2 seconds and was stopped. "),
    ("while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass", "RunError: n02_count.ipynb: a cell took longer than 2 seconds"),
])
@pytest.mark.parametrize("plain", ["", "1"])
def test_kernel_that_dies_or_hangs_fails_the_run(published, cell, sentence, plain):
    tiny.write_notebook(published, "n02_count", cell)
    before = tiny.contents(published)
    finished = tiny.run(published, "report", "--cell-limit", "2", HELPERS_PLAIN_KERNELS=plain)
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith(sentence)
    assert tiny.contents(published) == before


def test_second_run_at_once_is_refused_and_the_first_goes_on(published):
    tiny.write_notebook(published, "n02_count", PAUSE.format(2))
    first = start(published)
    wait_for_pause(published)
    second = tiny.run(published, "report")
    assert (second.returncode, second.stderr) == (
        1, f"RunError: another run (process {first.pid}) is at work on this edition. Wait until it ends, then run again.\n")
    first.communicate()
    assert first.returncode == 0


def test_notebook_edited_while_it_runs_is_not_overwritten(published):
    tiny.write_notebook(published, "n02_count", PAUSE.format(2))
    process = start(published)
    wait_for_pause(published)
    tiny.write_notebook(published, "n03_count", "'my new thought'")
    mine = tiny.contents(published)
    _, errors = process.communicate()
    assert errors.splitlines()[-1] == "RunError: n03_count.ipynb was edited while it ran. Nothing was published; run again."
    assert tiny.contents(published) == mine


def test_disk_that_is_full_fails_the_run(published):
    tiny.write_notebook(published, "n02_count", "print('x' * 300_000)")
    before = tiny.contents(published)
    process = start(published, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)))
    _, errors = process.communicate()
    assert process.returncode == 1
    assert errors.splitlines()[-1].startswith("RunError: ") and "Traceback" not in errors
    assert tiny.contents(published) == before
    assert tiny.run(published, "report").returncode == 0


def in_private_mounts(root, *mounts):
    """Run the report where `mounts` (shell commands) hold for this run alone; skips where that is not allowed."""
    allowed = subprocess.run(["unshare", "-m", "true"], capture_output=True) if os.geteuid() == 0 else None
    if allowed is None or allowed.returncode:
        pytest.skip("private mounts need root")
    script = " && ".join([*mounts, 'exec "$@"'])
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", *tiny.command("report")], env=tiny.environment(root), cwd=root,
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("folder", ["reports", "data/processed", "notebooks"])
def test_folder_that_cannot_be_written_fails_the_run(published, folder):
    change(published)
    before = tiny.contents(published)
    finished = in_private_mounts(published, f"mount --bind {folder} {folder}", f"mount -o remount,ro,bind {folder}")
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].endswith("What was published before is untouched.")
    assert "Traceback" not in finished.stderr
    assert tiny.contents(published) == before
    assert tiny.run(published, "report").returncode == 0


@pytest.mark.parametrize("kilobytes", range(40, 240, 8) if LONG else (40, 100, 140))
def test_file_system_that_is_full_fails_the_run(published, kilobytes):
    many = "".join(f"r{i},{i}\n" for i in range(20))
    (published / "data" / "raw" / "a.csv").write_text("id,value\n" + many)
    before = tiny.contents(published)
    finished = in_private_mounts(
        published, f"mount -t tmpfs -o size={kilobytes}k tmpfs build", "mkdir -p build/cache")
    if finished.returncode == 0:
        return
    assert finished.stderr.splitlines()[-1].startswith("RunError: ")
    assert "Traceback" not in finished.stderr
    assert tiny.contents(published) == before
