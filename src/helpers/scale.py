"""Universes in bulk: a map over chunks, in this process, on all cores, or on a Dask cluster.

Every chunk yields a `multiverse.Summary`, which adds up exactly; so the result is the same to the
last byte for any number of workers and in whatever order the chunks come back.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from helpers import tables
from helpers.errors import ParameterError, RunError
from helpers.multiverse import CHUNK, Design, Summary, evaluate_universes, summarise
from helpers.study import Study, load_builders

Chunk = tuple[int, int]


def chunks(plan: Design, size: int = CHUNK, first: int = 0) -> list[Chunk]:
    """Half-open index ranges that cover a design, or its `first` universes."""
    stop = min(first, len(plan)) if first else len(plan)
    return [(start, min(start + size, stop)) for start in range(0, stop, size)]


def run_chunk(study: Study, plan: Design, chunk: Chunk) -> Summary:
    """Evaluate one chunk with a memory of its own, so that memory does not grow with the run."""
    load_builders()
    own = Study(study.raw, study.choices, study.as_of)
    return summarise(evaluate_universes(own, plan, range(*chunk)), plan)


def run(
    study: Study, plan: Design, *, jobs: int = 1, scheduler: str = "", resume: str = "",
    progress: Callable[[int], None] = lambda n: None, size: int = CHUNK, first: int = 0,
) -> Summary:
    """Evaluate every universe of a design.

    Parameters
    ----------
    study, plan
        The published universe and the design over it.
    jobs : int
        Processes on this machine; 1 stays in this one.
    scheduler : str
        Address of a Dask scheduler (``tcp://host:8786``); its workers do the work.
    resume : str
        Folder where finished chunks are kept; a later run of the same design takes them from there.
    progress : callable
        Called with the number of universes of each finished chunk.
    first : int
        Stop after so many universes, as a trial of a long run; 0 means all.

    Returns
    -------
    Summary

    Raises
    ------
    ParameterError
        `jobs` below 1, or Dask asked for and not installed.
    RunError
        The scheduler does not answer, or workers were lost more often than Dask retries.
    """
    if jobs < 1:
        raise ParameterError(f"jobs is {jobs}; give a whole number of at least 1.")
    kept = _Kept(resume, study, plan, size)
    done = {chunk: kept.read(chunk) for chunk in chunks(plan, size, first)}
    for chunk, summary in done.items():
        if summary is not None:
            progress(chunk[1] - chunk[0])
    open_chunks = [chunk for chunk, summary in done.items() if summary is None]
    for chunk, summary in _map(study, plan, open_chunks, jobs, scheduler):
        kept.write(chunk, summary)
        done[chunk] = summary
        progress(chunk[1] - chunk[0])
    return sum((done[chunk] for chunk in sorted(done)), Summary())


def _map(study: Study, plan: Design, todo: list[Chunk], jobs: int, scheduler: str) -> Iterator[tuple[Chunk, Summary]]:
    if scheduler:
        return _map_dask(study, plan, todo, scheduler)
    if jobs == 1 or len(todo) < 2:
        return ((chunk, run_chunk(study, plan, chunk)) for chunk in todo)
    return _map_processes(study, plan, todo, jobs)


def _map_processes(study: Study, plan: Design, todo: Iterable[Chunk], jobs: int) -> Iterator[tuple[Chunk, Summary]]:
    with ProcessPoolExecutor(jobs) as pool:
        futures = {pool.submit(run_chunk, study, plan, chunk): chunk for chunk in todo}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _map_dask(study: Study, plan: Design, todo: list[Chunk], scheduler: str) -> Iterator[tuple[Chunk, Summary]]:
    try:
        from distributed import Client, as_completed as dask_completed
    except ImportError:
        raise ParameterError("--scheduler needs dask.distributed. Install the extra 'cluster' of this project.") from None
    try:
        client = Client(scheduler, timeout="20s")
    except (OSError, ValueError) as error:
        raise RunError(f"no Dask scheduler answers at {scheduler} ({error}). Start one, or leave --scheduler out.") from None
    with client:
        shared = client.scatter(study, broadcast=True)
        futures = {client.submit(run_chunk, shared, plan, chunk, retries=3, pure=False): chunk for chunk in todo}
        for future in dask_completed(futures):
            if future.status != "finished":
                raise RunError(f"universes {futures[future]} could not be evaluated: {future.exception()}. Run again with --resume.")
            yield futures[future], future.result()


class _Kept:
    """Finished chunks on disk, one small JSON file each, under a name that only this run has."""

    def __init__(self, folder: str, study: Study, plan: Design, size: int):
        self.folder = Path(folder) if folder else None
        identity = (tables.fingerprint(study.raw), study.choices.as_dict(), study.as_of.isoformat(), repr(plan), size)
        self.key = hashlib.sha256(repr(identity).encode()).hexdigest()[:16]
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)

    def _path(self, chunk: Chunk) -> Path:
        return self.folder / f"{self.key}-{chunk[0]:09d}-{chunk[1]:09d}.json"

    def read(self, chunk: Chunk) -> Summary | None:
        if not self.folder or not self._path(chunk).exists():
            return None
        try:
            kept = json.loads(self._path(chunk).read_text(encoding="utf-8"))
            return Summary(
                kept["n"], kept["agree"], kept["minimum"], kept["maximum"], kept["unbounded"], Counter(kept["verdicts"]),
                Counter({(d, a, ok): n for d, a, ok, n in kept["by_alternative"]}),
            )
        except (ValueError, KeyError, TypeError):
            return None  # a file cut off by a crash: the chunk is computed again

    def write(self, chunk: Chunk, summary: Summary) -> None:
        if not self.folder:
            return
        kept = vars(summary) | {"by_alternative": [[*key, n] for key, n in sorted(summary.by_alternative.items())]}
        part = self._path(chunk).with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(kept, sort_keys=True), encoding="utf-8")
        part.replace(self._path(chunk))
