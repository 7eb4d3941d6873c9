"""Run one command and say what it took: wall clock, processor time, peak memory, of it and all it started.

As a program: ``measure.py COMMAND …`` prints one line of JSON. It adopts the orphans of what it starts, so
that no process is left out of the count.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36     # linux/prctl.h
SAMPLE_SECONDS = 0.1            # between two looks at the memory, at the least,
SAMPLE_SHARE = 0.02             # and so rarely that looking takes no more than this share of one processor


def descendants(pid):
    """Process ids of everything below `pid`."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    found, new = set(), {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def memory_kb(pids):
    """Proportional memory of the processes, kB: shared pages count once."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def measure(command, *, memory=True):
    """Run `command`; a dict of wall_s, cpu_s, peak_mb and status."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    peak, done = [0], threading.Event()

    def sample():
        took = 0.0
        while not done.wait(max(SAMPLE_SECONDS, took / SAMPLE_SHARE)):
            began = time.perf_counter()
            peak[0] = max(peak[0], memory_kb(descendants(os.getpid())))
            took = time.perf_counter() - began

    if memory:
        threading.Thread(target=sample, daemon=True).start()
    began = time.perf_counter()
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall = time.perf_counter() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    done.set()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall_s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": peak[0] / 1024, "status": status.returncode,
        "said": status.stderr.decode(errors="replace")[-2000:] if status.returncode else "",
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[2:], memory=sys.argv[1] == "memory")))
