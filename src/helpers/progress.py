"""What a run says while it works: one line a task, with the time it has taken."""

from __future__ import annotations

import sys
import threading
import time
from typing import TextIO

TICK_SECONDS = 0.2


class Progress:
    """Running and finished tasks, written as they change.

    On a terminal the running ones stand at the bottom, each on its line, with their time counting up;
    in a log every finished task is one plain line.
    """

    def __init__(self, stream: TextIO | None = None, total: int = 0):
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.total, self.finished = total, 0
        self._running: dict[str, float] = {}
        self._drawn = 0
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._ticker: threading.Thread | None = None

    def start(self, name: str) -> None:
        """A task began."""
        with self._lock:
            self._running[name] = time.monotonic()
            if self.live and self._ticker is None:
                self._ticker = threading.Thread(target=self._tick, daemon=True)
                self._ticker.start()
            self._draw()

    def finish(self, name: str, word: str = "done") -> None:
        """A task ended; `word` says how."""
        with self._lock:
            began = self._running.pop(name, None)
            self.finished += 1
            taken = "" if began is None else f" {time.monotonic() - began:6.1f} s"
            self._erase()
            self.stream.write(f"[{self.finished}/{self.total}] {name:<24} {word}{taken}\n")
            self._draw()

    def pass_over(self, name: str) -> None:
        """A task has nothing to do."""
        with self._lock:
            self.finished += 1

    def close(self) -> None:
        """Nothing more will run: take the running lines away."""
        self._stop.set()
        if self._ticker is not None:
            self._ticker.join()
        with self._lock:
            self._running.clear()
            self._erase()
            self.stream.flush()

    def _tick(self) -> None:
        while not self._stop.wait(TICK_SECONDS):
            with self._lock:
                self._draw()

    def _erase(self) -> None:
        if self._drawn:
            self.stream.write(f"\x1b[{self._drawn}A\x1b[J")
            self._drawn = 0

    def _draw(self) -> None:
        if not self.live:
            self.stream.flush()
            return
        self._erase()
        now = time.monotonic()
        for name, began in self._running.items():
            self.stream.write(f"      {name:<24} running {now - began:5.1f} s\n")
        self._drawn = len(self._running)
        self.stream.flush()
