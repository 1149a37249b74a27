"""Pairs read by the workers of a cluster of Dask: two processes on this machine."""

import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

import pairwell as pw

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

GRADES = np.random.default_rng(3).integers(0, 400, 700)
OBJECTIVE = ["most_pairs", "most_points"]


def near(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    return 400 - abs(GRADES[rows][:, None] - GRADES[::-1][columns])


def slowly(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    time.sleep(0.01)
    return near(rows, columns)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
            local_directory=str(tmp_path_factory.mktemp("workers")),
        ) as cluster,
        distributed.Client(cluster) as client,
    ):  # fmt: skip
        yield client


def test_finds_the_same_as_one_machine(client: object) -> None:
    features = pw.Features.of_function(near, 700, 700, name="near")
    here = pw.match_on_demand(features, OBJECTIVE, list_length=4)
    there = pw.match_on_demand(features, OBJECTIVE, list_length=4, client=client)
    assert there.matching == here.matching
    assert there.passes == here.passes
    assert there.kept == here.kept
    assert there.covers_all
    assert len(there.passes) > 2
    assert there.verify()


def test_begins_from_the_day_before_as_on_one_machine(client: object) -> None:
    marks = (GRADES.tolist(), GRADES[::-1].tolist())
    features = pw.Features.of_function(near, 700, 700, name="near", marks=marks)
    found = pw.match_on_demand(features, OBJECTIVE, list_length=4, client=client)
    other = [pw.Features.of_function(near, 700, 700, name="near", marks=marks) for marks in (
        (GRADES.tolist(), ["new", *marks[1][1:]]), (["new", *marks[0][1:]], marks[1])
    )]  # fmt: skip
    for today in other:
        there = pw.match_on_demand(today, OBJECTIVE, list_length=4, client=client, begin_from=found)
        here = pw.match_on_demand(today, OBJECTIVE, list_length=4, begin_from=found)
        assert there.matching == here.matching
        assert there.passes == here.passes
        assert there.kept == here.kept
        assert there.passes[0].pairs == 700
        assert there.verify()


def test_lists_by_blocks_as_on_one_machine(client: object) -> None:
    features = pw.Features.of_function(near, 700, 700, name="near")
    labels = (GRADES // 50).tolist(), [None if i % 9 == 0 else [i % 8, i % 5] for i in range(700)]
    here = pw.match_on_demand(features, OBJECTIVE, list_length=4, block_by=labels)
    there = pw.match_on_demand(features, OBJECTIVE, list_length=4, block_by=labels, client=client)
    assert 0 < here.passes[0].pairs < 700 * 700
    assert there.matching == here.matching
    assert there.passes == here.passes
    assert there.kept == here.kept
    assert there.verify()


def test_reads_frames_on_the_workers(client: object) -> None:
    grades = {"Grade": GRADES[:60].tolist()}
    features = pw.features(grades, grades, [pw.gap("Grade", low=0, high=20, weight=1)])
    here = pw.match_on_demand(features)
    there = pw.match_on_demand(features, client=client)
    assert there.matching == here.matching


def test_a_worker_that_is_killed_costs_what_it_was_reading(client: object) -> None:
    features = pw.Features.of_function(slowly, 700, 700, name="near")
    here = pw.match_on_demand(features, OBJECTIVE, list_length=4)
    workers = client.run(os.getpid)
    killer = threading.Timer(0.3, os.kill, (next(iter(workers.values())), signal.SIGKILL))
    killer.start()
    there = pw.match_on_demand(features, OBJECTIVE, list_length=4, client=client)
    killer.join()
    assert there.matching == here.matching
    assert there.passes == here.passes
    client.wait_for_workers(2)
    assert set(client.run(os.getpid).values()) != set(workers.values())


def test_stops_when_asked(client: object) -> None:
    features = pw.Features.of_function(slowly, 700, 700, name="near")
    late = pw.match_on_demand(features, OBJECTIVE, client=client, time_limit=0.05)
    assert late.ended is pw.Status.TIME_LIMIT
    calls: list[tuple[str, int, int]] = []
    told = pw.match_on_demand(
        features, OBJECTIVE, client=client, progress=lambda *told: calls.append(told) or False
    )
    assert told.ended is pw.Status.CANCELLED
    assert (calls[0][0], calls[0][2]) == ("parts", 8)


class Deadly:
    """Ends the process that reads a block of it from a while after it was made."""

    def __init__(self) -> None:
        self.home = os.getpid()

    def __call__(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        if os.getpid() != self.home and rows.size > 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return np.zeros((rows.size, columns.size))


def test_says_so_where_all_workers_are_lost(client: object) -> None:
    features = pw.Features.of_function(Deadly(), 60, 60, name="deadly")
    with pytest.warns(pw.ClusterWarning, match="start workers and call again"):
        found = pw.match_on_demand(features, client=client)
    assert not found
    assert found.ended is pw.Status.CANCELLED
    assert found.matching.status is pw.Status.CANCELLED
    assert found.passes == ()


def test_features_are_pickled_by_what_they_are_made_of() -> None:
    frame = {"Name": ["ana", "ben"], "Grade": [1, 2]}
    features = pw.features(frame, frame, [pw.gap("Grade", low=0, high=3, weight=1)], index="Name")
    again = pickle.loads(pickle.dumps(features))
    assert again.digest == features.digest
    assert again.mentees == ("ana", "ben")
    np.testing.assert_array_equal(again.units(), features.units())
    make, given = features.__reduce__()
    frame["Grade"][0] = 3  # that of whoever made them, not theirs
    assert make(*given).digest == features.digest
    given[1][0]["Grade"][0] = 3
    with pytest.raises(pw.InvalidInput, match="changed"):
        make(*given)


def test_wants_a_client() -> None:
    features = pw.Features.of_function(near, 7, 7, name="near")
    with pytest.raises(TypeError, match=r"distributed\.Client"):
        pw.match_on_demand(features, client="tcp://127.0.0.1:1")
