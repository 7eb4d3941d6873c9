"""When a kernel counts as ready, and what is said of one that never is."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest

from helpers.kernels import ProjectKernelClient


class Scripted(ProjectKernelClient):
    """A client whose kernel gives the outputs of `script`, one after each question; '' stands for silence."""

    def __init__(self, script, alive=True):
        super().__init__()
        self.script, self.alive, self.asked = iter(script), alive, 0

    def kernel_info(self):
        self.asked += 1

    async def get_shell_msg(self, timeout):
        return {"msg_type": "kernel_info_reply"}

    async def get_iopub_msg(self, timeout):
        if not (output := next(self.script, "")):
            raise Empty
        return output

    async def is_alive(self):
        return self.alive


def wait(client, seconds):
    """Wait for a client in a thread of its own: in this one a browser may have a loop running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, client.wait_for_ready(timeout=seconds)).result()


def test_kernel_is_ready_when_an_output_arrives_and_is_asked_again_until_then():
    client = Scripted(["", "", "status"])
    wait(client, 60)
    assert client.asked == 3


@pytest.mark.parametrize(("alive", "seconds", "words"), [(False, 60, "it died before it was ready"), (True, 0, "it was not ready within 0 seconds")])
def test_kernel_that_is_never_ready_is_given_up(alive, seconds, words):
    with pytest.raises(RuntimeError, match=words):
        wait(Scripted([], alive), seconds)
