"""Child processes: forked or plain, they answer, fail, end and keep to this machine."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers import children
from helpers.errors import DataError, ParameterError, RunError


@pytest.fixture(params=["forked", "plain"])
def way(request, monkeypatch):
    monkeypatch.setenv(children.PLAIN, "1" if request.param == "plain" else "")
    return request.param


def call(function, *args, limit=60):
    return children.call(f"misbehaviour:{function}", *args, folder=os.getcwd(), limit=limit)


def test_call_returns_the_result(way):
    assert call("double", 21) == 42


def test_call_raises_the_projects_own_error(way):
    with pytest.raises(DataError, match="raw/a.csv line 2: no."):
        call("refuse", "DataError", "raw/a.csv line 2: no.")


def test_call_keeps_the_traceback_of_any_other_error(way):
    with pytest.raises(children.ChildError, match="ZeroDivisionError: division by zero.") as caught:
        call("divide", 1, 0)
    assert "in divide" in caught.value.details


def test_call_of_a_child_that_dies_says_so(way):
    with pytest.raises(RunError, match="misbehaviour:die died before it finished."):
        call("die")


def test_call_of_a_child_that_hangs_stops_it(way):
    with pytest.raises(RunError, match="did not finish within 1 seconds and was stopped."):
        call("hang", limit=1)


def test_child_reaches_this_machine_only(way):
    with pytest.raises(RunError, match="a connection to 192.0.2.1 was refused: a run needs no network."):
        call("connect", "192.0.2.1")
    with pytest.raises(RunError, match="a connection to example.org was refused"):
        call("connect", "example.org")
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert call("connect", "127.0.0.1", server.getsockname()[1]) == "connected"


PARENT = """
import os, sys, time
import misbehaviour
from helpers import children
if __name__ == "__main__":
    children.start_process(misbehaviour.write_pid_and_hang, sys.argv[1])
    while not os.path.exists(sys.argv[1]):
        time.sleep(0.01)
    os.kill(os.getpid(), 9)
"""


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_child_dies_with_its_parent(way, tmp_path):
    (tmp_path / "parent.py").write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, str(tmp_path / "parent.py"), str(tmp_path / "pid")], env=environment, timeout=60)
    pid = int((tmp_path / "pid").read_text())
    deadline = time.monotonic() + 5
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(pid)


def test_warm_server_runs_one_thread():
    assert call("threads_of_parent") == 1


@pytest.mark.parametrize(("kind", "expected"), [("ParameterError", ParameterError), ("DataError", DataError), ("ValueError", RunError), ("os", RunError)])
def test_as_error_knows_the_projects_errors_only(kind, expected):
    assert type(children.as_error(kind, "text")) is expected
