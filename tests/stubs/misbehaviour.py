"""What a child process may do, well and badly."""

import os
import signal
import socket
import time
from pathlib import Path

from helpers import errors


def double(number):
    return 2 * number


def refuse(kind, text):
    raise getattr(errors, kind)(text)


def divide(a, b):
    return a / b


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def hang():
    time.sleep(600)


def connect(host, port=80):
    socket.create_connection((host, port), timeout=1).close()
    return "connected"


def threads_of_parent():
    return len(os.listdir(f"/proc/{os.getppid()}/task"))


def write_pid_and_hang(path):
    from helpers import children

    children.settle_child(os.getcwd(), dict(os.environ))
    Path(path + ".new").write_text(str(os.getpid()))
    os.replace(path + ".new", path)
    time.sleep(600)
