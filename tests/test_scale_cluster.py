"""Universes on a real Dask cluster, one of whose workers is killed on the way."""

import os
import signal

import pytest

from helpers import multiverse, scale
from helpers.errors import RunError
from helpers.study import open_study

FINDING = "find-tenure-median-posts"


@pytest.fixture(scope="module")
def plan():
    study = open_study()
    return study, multiverse.design(study, FINDING, limit=160)


@pytest.fixture(scope="module")
def alone(plan):
    return scale.run(*plan, size=10).as_dict()


def test_two_processes_give_the_same_as_one(plan, alone):
    assert scale.run(*plan, size=10, jobs=2).as_dict() == alone


def test_cluster_that_loses_a_worker_gives_the_same_bytes(plan, alone):
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    finished = []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        victim = next(iter(cluster.workers.values())).pid

        def progress(n):
            finished.append(n)
            if len(finished) == 3:
                os.kill(victim, signal.SIGKILL)

        summary = scale.run(*plan, size=10, scheduler=cluster.scheduler_address, progress=progress)
    assert summary.as_dict() == alone
    assert sum(finished) == len(plan[1])


def test_scheduler_that_does_not_answer_is_one_clear_error(plan, monkeypatch):
    pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    with pytest.raises(RunError, match="no Dask scheduler answers at tcp://127.0.0.1:9"):
        scale.run(*plan, scheduler="tcp://127.0.0.1:9")
