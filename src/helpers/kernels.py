"""Kernels of this very environment, forked where possible; one notebook run in one of them."""

from __future__ import annotations

from helpers.children import as_error, exit_status, fork_process, serve_kernel  # first: it keeps papermill light

import logging
import os
import re
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty

import papermill
import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from helpers import errors
from helpers.errors import HelpersError, RunError

PROVISIONER = "helpers-fork"        # the entry point in pyproject.toml
START_SECONDS = 60                  # a kernel that is not ready by then is given up
ARRIVAL_SECONDS = 0.2               # an output that is not there by then was sent before anybody listened
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

logging.getLogger("papermill").setLevel(logging.ERROR)
logging.getLogger("traitlets").setLevel(logging.CRITICAL)


class ForkedKernel:
    """The part of ``subprocess.Popen`` that jupyter_client needs, for a forked child."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        self._process, self.pid = process, process.pid

    def poll(self) -> int | None:
        """The exit status, or None while the kernel runs."""
        return exit_status(self._process)

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit status, when the kernel has ended or `timeout` seconds have passed."""
        deadline = time.monotonic() + (3600 if timeout is None else timeout)
        while self.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal, if the kernel still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask to end."""
        self.send_signal(signal.SIGTERM)


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel as a forked child; as a plain process where that is not possible."""

    async def launch_kernel(self, cmd: list[str], **options):
        """Launch the kernel; `cmd` is the plain command, run as it is only where forking fails."""
        folder = str(options.get("cwd") or os.getcwd())
        environment = dict(options.get("env") or os.environ)
        try:
            process = fork_process(serve_kernel, cmd[cmd.index("-f"):], folder, environment)
        except (OSError, EOFError, ValueError):
            return await super().launch_kernel(cmd, **options)
        self.process, self.pid, self.pgid = ForkedKernel(process), process.pid, process.pid
        return self.connection_info


class ProjectKernelClient(AsyncKernelClient):
    """Is ready as soon as the kernel answers and its outputs arrive.

    The client it builds on then waits for a silence of a fifth of a second, so that no message is left over; whoever
    runs cells passes over messages that belong to none of them.
    """

    async def wait_for_ready(self, timeout: float = START_SECONDS) -> None:
        """Return when the kernel is ready; RuntimeError when it died or `timeout` seconds have passed."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            self.kernel_info()
            with suppress(Empty):
                reply = await self.get_shell_msg(timeout=1)
                await self.get_iopub_msg(timeout=ARRIVAL_SECONDS)
                if reply["msg_type"] == "kernel_info_reply":
                    return
            if not await self.is_alive():
                raise RuntimeError("it died before it was ready")
        raise RuntimeError(f"it was not ready within {timeout:.0f} seconds")


class ProjectKernelManager(AsyncKernelManager):
    """Starts kernels of this very environment, whatever kernels the machine has installed.

    They listen on this machine's own address only, and everything they say is signed and encrypted.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.client_factory = ProjectKernelClient
        self.transport_encryption = "auto" if zmq.has("curve") else "disabled"

    @property
    def kernel_spec(self) -> KernelSpec:
        """The one kernel there is: this interpreter, through the fork provisioner."""
        argv = [sys.executable, "-m", "helpers.children", "-f", "{connection_file}"]
        metadata = {"kernel_provisioner": {"provisioner_name": PROVISIONER}, "supported_encryption": "curve"}
        return KernelSpec(argv=argv, language="python", display_name="Python 3 (ipykernel)", metadata=metadata)


def run_notebook(source: Path, target: Path, parameters: dict, *, folder: Path, limit: float) -> None:
    """Run the notebook `source` from top to bottom in a fresh kernel and write it to `target`.

    Parameters
    ----------
    parameters : values to inject after the cell tagged ``parameters``; empty: the notebook runs as it stands
    folder : working directory of the kernel
    limit : seconds that one cell may take

    Raises
    ------
    HelpersError
        What the project itself raised in a cell, as its one sentence; RunError for everything else,
        naming notebook and cell. `target` then holds the notebook up to the failing cell.
    """
    for attempt in ("first", "last"):
        try:
            papermill.execute_notebook(
                str(source), str(target), parameters=parameters, kernel_name="python3", progress_bar=False,
                request_save_on_cell_execute=False, autosave_cell_every=0, start_timeout=START_SECONDS,
                execution_timeout=int(limit), kernel_manager_class=ProjectKernelManager,
                resources={"metadata": {"path": str(folder)}},
            )
            return
        except PapermillExecutionError as failure:
            raise cell_error(source.name, failure) from None
        except CellTimeoutError:
            raise RunError(f"{source.name}: a cell took longer than {limit:.0f} seconds and was stopped. "
                           "Find the endless loop, or allow more with --cell-limit.") from None
        except DeadKernelError:
            raise RunError(f"{source.name}: its kernel died while a cell ran. "
                           "Look for too little memory, or for a library that crashes, and run again.") from None
        except RuntimeError as failure:
            if attempt == "last":       # a port taken in the moment between choosing and opening it
                raise RunError(f"{source.name}: its kernel did not start: {failure}.") from None


def cell_error(name: str, failure: PapermillExecutionError) -> HelpersError:
    """The error of a failed cell: our own sentence where it is one, else the notebook, the cell and the error."""
    own = getattr(errors, failure.ename, None)
    if isinstance(own, type) and issubclass(own, HelpersError):
        return as_error(failure.ename, failure.evalue)
    text = COLOUR.sub("", failure.evalue).strip()
    return RunError(f"{name}, cell {failure.exec_count}: {failure.ename}: {text}")
