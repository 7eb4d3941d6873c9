"""Child processes of a run: forked from one that already holds the imports, plain where fork is not there.

A *warm server* (the fork server of the standard library) imports the heavy libraries once. Every
notebook kernel and every report task is a child of it: its own process, its own session, its own
memory. Where forking is impossible or fails, a fresh process is started instead, with the same result.

Every child dies with the run that started it and refuses connections beyond this machine.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from importlib import import_module
from multiprocessing import forkserver

from helpers import errors
from helpers.errors import HelpersError, RunError

PLAIN = "HELPERS_PLAIN_KERNELS"     # environment variable: 1 means never fork
START = "HELPERS_START"             # environment variable: the folder Python put first on the path of the run
WARM = (                            # what notebooks and report tasks import; a missing module is passed over
    "helpers.children", "ipykernel.kernelapp", "matplotlib.pyplot", "matplotlib.backends.backend_svg",
    "matplotlib.backends.backend_agg", "helpers.stages.criticism", "helpers.stages.organization", "helpers.stages.postal",
    "helpers.stages.tenure", "helpers.exhibits", "helpers.explore", "helpers.specification", "pandera.pandas",
    "helpers.beforehand",
)
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", ""}
PR_SET_PDEATHSIG = 1                # linux/prctl.h

class ChildError(RunError):
    """A child failed with an error that is not the project's own; `details` is its traceback."""

    details = ""


LOCK = threading.RLock()            # multiprocessing's bookkeeping of children is not made for threads
_children: set = set()
_stopped = threading.Event()       # set: no child is started any more

# jsonschema builds the grammar of internationalized addresses when it is imported: a second, for a
# format that no notebook holds. Absent, it passes over that one check.
sys.modules.setdefault("rfc3987_syntax", None)


def can_fork() -> bool:
    """Whether children can be forked here: Linux, and not switched off."""
    return sys.platform == "linux" and os.environ.get(PLAIN, "") != "1"


def start_warm_server(modules: tuple[str, ...] = WARM) -> None:
    """Start importing `modules` in the background; the environment of this moment is the children's.

    Returns at once. Does nothing where forking is not possible.
    """
    if can_fork():
        multiprocessing.get_context("forkserver").set_forkserver_preload(list(modules))
        with LOCK:
            forkserver.ensure_running()


def fork_process(target, *args) -> multiprocessing.process.BaseProcess:
    """Run ``target(*args)`` in a child of the warm server.

    Raises OSError or EOFError where there is none: the caller starts a plain process instead.
    """
    if not can_fork():
        raise OSError("forking is not possible here")
    return _start("forkserver", target, args)


def start_process(target, *args) -> multiprocessing.process.BaseProcess:
    """Run ``target(*args)`` in a child of the warm server, or in a fresh process where that fails."""
    try:
        return fork_process(target, *args)
    except (OSError, EOFError):
        return _start("spawn", target, args)


def _start(method: str, target, args: tuple) -> multiprocessing.process.BaseProcess:
    process = multiprocessing.get_context(method).Process(target=target, args=args)
    with LOCK:
        if _stopped.is_set():
            raise RunError("the run was stopped before this was begun.")
        process.start()
        _children.add(process)
    return process


def end_child(process, patience: float = 0.5) -> None:
    """Wait for a child that has done its work; kill it when it does not end."""
    deadline = time.monotonic() + patience
    while exit_status(process) is None and time.monotonic() < deadline:
        time.sleep(0.005)
    with LOCK:
        if process.is_alive():
            process.kill()
        _children.discard(process)


def exit_status(process) -> int | None:
    """The exit status of a child; None while it runs."""
    with LOCK:
        return process.exitcode


def allow_children() -> None:
    """Let children be started: a run begins."""
    _stopped.clear()


def stop_children() -> None:
    """Kill every child that is left, at once; none is started until the next run."""
    with LOCK:
        _stopped.set()
        left = list(_children)
    for process in left:
        end_child(process, patience=0)


def settle_child(folder: str, environment: dict[str, str]) -> None:
    """Make the current process a child like any other: own session, folder, environment, signals."""
    if os.getpid() != os.getsid(0):
        os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.path[:1] == [environment.get(START)]:
        del sys.path[0]
    die_with_parent()
    sys.addaudithook(refuse_remote)
    collect_seldom()


def collect_seldom() -> None:
    """Look for unreachable objects seldom: not among what was imported, which stays, nor after every few hundred new ones."""
    gc.freeze()
    gc.set_threshold(1_000_000)


def die_with_parent() -> None:
    """Have this process killed when the run that started it is gone, however that ended.

    Linux does it for a direct child; a forked one, whose parent is the warm server, watches for itself.
    """
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)
    if (starter := multiprocessing.parent_process()) is not None:
        threading.Thread(target=_follow, args=(starter,), daemon=True).start()


def _follow(starter) -> None:
    starter.join()
    os.kill(os.getpid(), signal.SIGKILL)


def refuse_remote(event: str, arguments: tuple) -> None:
    """Audit hook: a connection, a datagram or a name look-up beyond this machine raises RunError."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host is not None and host not in LOOPBACK and not str(host).startswith("127."):
        raise RunError(f"a connection to {host} was refused: a run needs no network. Read local files instead.")


def serve_kernel(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Become an IPython kernel; `arguments` are those of ``ipykernel_launcher``."""
    settle_child(folder, environment)
    sys.argv = ["ipykernel_launcher", *arguments]
    sys.modules.setdefault("debugpy", None)     # nobody sets breakpoints in a run: not imported, a kernel does without
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}", "--log-level=CRITICAL"])


def call(function: str, *args, folder: str, limit: float) -> object:
    """Call ``package.module:function`` in a child process and return its result.

    Parameters
    ----------
    folder : working directory of the child
    limit : seconds after which the child is killed

    Raises
    ------
    HelpersError
        The very kind the function raised; ChildError for any other; RunError for a child that died or was late.
    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = start_process(_answer, sender, function, args, folder, dict(os.environ))
    sender.close()
    try:
        if not receiver.poll(limit):
            raise RunError(f"{function} did not finish within {limit:.0f} seconds and was stopped.")
        kind, content = receiver.recv()
    except EOFError as failure:
        raise RunError(f"{function} died before it finished. Look at memory and disk, then run again.") from failure
    finally:
        receiver.close()
        end_child(process)
    if kind == "result":
        return content
    if kind != "other":
        raise as_error(kind, content)
    failure = ChildError(content[0])
    failure.details = content[1]
    raise failure


def _answer(sender, function: str, args: tuple, folder: str, environment: dict[str, str]) -> None:
    settle_child(folder, environment)
    try:
        module, name = function.split(":")
        sender.send(("result", getattr(import_module(module), name)(*args)))
    except HelpersError as failure:
        sender.send((type(failure).__name__, str(failure)))
    except BaseException as failure:
        sender.send(("other", (f"{type(failure).__name__}: {failure}.", traceback.format_exc())))


def as_error(kind: str, text: str) -> HelpersError:
    """The project's own error of that name; a RunError naming it where it is not one of ours."""
    own = getattr(errors, kind, None)
    if isinstance(own, type) and issubclass(own, HelpersError):
        return own(text)
    return RunError(f"{kind}: {text}")


if __name__ == "__main__":
    serve_kernel(sys.argv[1:], os.getcwd(), dict(os.environ))
