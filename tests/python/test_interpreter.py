"""What Python may do to pairwell: copies, exit, threads, forks, signals, other interpreters."""

import copy
import enum
import os
import pickle
import signal
import subprocess
import sys
import time
from datetime import date
from importlib.resources import files

import numpy as np
import pytest

import pairwell as pw
from pairwell import _core

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
WAYS = {
    **{f"protocol {n}": lambda it, n=n: pickle.loads(pickle.dumps(it, n)) for n in PROTOCOLS},
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


def classes_of(scope):
    """Every class that is bound, the enumerations and errors of Python left out."""
    for value in vars(scope).values():
        if isinstance(value, type) and value.__module__ == "pairwell._core":
            if not issubclass(value, (enum.Enum, BaseException)):
                yield value
            yield from classes_of(value)


BOUND = list(classes_of(_core))
WITH_STATE = {
    "Answers": _core.answers(
        "mentee", ["ana", "ben"], [_core.Question("city", "text")], {"city": ["Leeds", None]}
    )[0],
    "Availability": _core.restore(_core.Availability, (["Monday"], [])),
    "LanguageLevel": _core.restore(_core.LanguageLevel, ("en", 3)),
    "Need": _core.restore(_core.Need, ("art", 1)),
    "WeekStretch": _core.restore(_core.WeekStretch, (540, 60)),
    "Condition": _core.Condition("age_from", "born", number=18, day=date(2026, 9, 1)),
    "Criterion": _core.Criterion("grade", "gap", mentee="a", mentor="b", low=1, high=2, weight=3),
    "EvaluationQuestion": _core.EvaluationQuestion("calm", "I am calm."),
    "Finding": _core.Finding(rule="id", message="No.", file="a.csv", row=3, value="x"),
    "Location": _core.Location("Leeds", 53.800755, -1.549077),
    "Month": _core.Month(2017, 6),
    "PairRule": _core.PairRule("r", reason="Why.", compare=_core.Criterion(mentee="a")),
    "Problem": pw.Problem([[1, 2]], forbidden=[(0, 1)], mentee_groups=[("g", [0], (0, 1))])._core,
    "Question": _core.Question("hours", "number", least=5, most=200, numbers={"up to 3": 3}),
    "Sheet": _core.Sheet("people", columns={"Your role": "role"}, roles={"Both": ["mentor"]}),
    "TravelTime": _core.TravelTime("Leeds", "York", 25),
    "Zone": _core.Zone.named("Europe/London"),
}


def test_every_class_that_has_a_state_is_among_those_that_are_tried():
    assert len(BOUND) > 60
    assert {cls.__name__ for cls in BOUND if hasattr(cls, "__setstate__")} == set(WITH_STATE)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("value", WITH_STATE.values(), ids=WITH_STATE)
def test_what_has_a_state_is_copied(value, way):
    again = way(value)
    assert type(again) is type(value)
    if isinstance(value, _core.Zone):
        assert again.name == value.name
    elif isinstance(value, _core.Answers):
        assert again.__getstate__() == value.__getstate__()
    else:
        assert again == value


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_has_no_state_refuses_to_be_copied(way):
    for cls in BOUND:
        if cls.__name__ in WITH_STATE:
            continue
        with pytest.raises(TypeError, match=f"cannot pickle '.*{cls.__name__}' object"):
            way(cls.__mro__[-2].__new__(cls))


def test_no_object_is_made_past_its_constructor():
    for cls in BOUND:
        with pytest.raises(TypeError, match=f"a {cls.__name__} is made by its constructor"):
            cls.__new__(cls)
        with pytest.raises(TypeError):
            object.__new__(cls)


def test_a_class_of_ones_own_is_made_by_the_constructor_it_inherits():
    class Own(_core.Month):
        pass

    assert Own(2017, 6) == _core.Month(2017, 6)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_public_values_are_copied(way, pilot_round):
    matching = pw.match(pw.Problem([[3, 1], [2, 2]]))
    assignment = pw.assign(np.array([[3, 1], [2, 2]]))
    for value in (matching, matching.stages[0], matching.problem, assignment, pw.Status.OPTIMAL):
        assert way(value) == value
    assert way(pilot_round.programme) == pilot_round.programme
    for error in (pw.InvalidInput("no"), pw.Stopped("no")):
        error.note = date(2017, 6, 1)
        again = way(error)
        assert type(again) is type(error)
        assert (again.args, vars(again)) == (error.args, vars(error))


def run(code, *arguments, timeout=120):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=timeout
    )


EXIT = """
import sys, threading, time
import numpy as np
import pairwell as pw
from importlib.resources import files

running = threading.Event()  # a call may be over before its first report
def forms(mentees, mentors):
    programme = pw.Programme.read(files("pairwell") / "data" / "pilot.toml")
    people = pw.synthetic_cohort(programme, mentees=mentees, mentors=mentors, flaws=False)
    return (programme, pw.read_mentees(people.mentees, programme).forms,
            pw.read_mentors(people.mentors, programme).forms)
def started(prepared):
    running.set()
    return prepared
def shown(matching): return matching.problem._core, matching._to_core()
def sleeping(*_):
    running.set()
    time.sleep(0.3)
dense = np.random.default_rng(0).integers(0, 10**9, (2000, 2000))
CALLS = {
    "match": lambda: [pw.match(started(dense)) for _ in range(1000)],
    "callback": lambda: [pw.match(dense, progress=sleeping) for _ in range(1000)],
    "assign": lambda: [pw.assign(started(table)) for table in [np.outer(*2 * [np.arange(3000)])]
                       for _ in range(1000)],
    "score_pairs": lambda: [pw.score_pairs(*started(those)) for those in [forms(2000, 1000)]
                            for _ in range(1000)],
    "Problem": lambda: [pw.Problem(started(dense)) for _ in range(1000)],
    "Assignment.verify": lambda: [started(a).verify() for a in [pw.assign(dense)]
                                  for _ in range(1000)],
    "Assignment.gap": lambda: [started(a).gap() for a in [pw.assign(dense)] for _ in range(1000)],
    "previous_pairs": lambda: [pw._core.previous_pairs(*started((p, m, p)))
                               for p, m in [shown(pw.match(dense[:800, :800], ["most_pairs"]))]
                               for _ in range(1000)],
    "digest": lambda: [started(pw.Problem(dense)).digest for _ in range(1000)],
    "verify": lambda: [pw.verify(started(m.problem), m)
                       for m in [pw.match(dense[:600, :600])] for _ in range(1000)],
    "why_unmatched": lambda: [pw.why_unmatched(started(m.problem), m, mentee=who)
                              for m in [pw.match(dense[:600, :500])]
                              for who in [int(m.unmatched_mentees[0])] for _ in range(1000)],
}
threading.Thread(target=CALLS[sys.argv[1]], daemon=True).start()
running.wait()
time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize(
    "call",
    [
        "match",
        "callback",
        "assign",
        "Assignment.verify",
        "Assignment.gap",
        "previous_pairs",
        "score_pairs",
        "Problem",
        "digest",
        "verify",
        "why_unmatched",
    ],
)
def test_a_daemon_thread_inside_a_call_does_not_hurt_the_exit(call):
    for wait in (0.0, 0.03):
        done = run(EXIT, call, str(wait))
        assert (done.returncode, done.stderr) == (0, "")


WRITES = """
import numpy as np
import pairwell as pw
from scipy.sparse import csr_array

costs = csr_array(np.random.default_rng(0).random((2000, 2000)))
costs.indptr = costs.indptr.astype(np.int64)
expected = pw.assign(costs).columns.tolist()
calls = []
def progress(*_):
    calls.append(None)
    costs.indices[:] = 2**30
    costs.indptr[:] = 2**40
assert pw.assign(costs, progress=progress).columns.tolist() == expected
assert calls
"""


def test_who_writes_to_the_positions_of_a_running_call_does_not_hurt_it():
    done = run(WRITES)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("row_start", [[], [0, 10**9], [-1, 2], [2, 1], [0, 3]])
def test_row_starts_are_looked_at_where_they_are_read(row_start):
    starts = np.array(row_start, np.int64)
    entries = np.array([0, 1], np.int32)
    with pytest.raises(pw.InvalidInput, match="row starts must rise"):
        _core.sorted_rows(starts, entries, np.ones(2), drop_zeros=False)
    nobody, none = np.zeros((0, 2), np.int64), np.zeros(0, np.uint64)
    for points in (np.ones(2), np.ones(2, np.int64)):
        with pytest.raises(pw.InvalidInput, match="row starts must rise"):
            _core.Problem(
                mentees=1,
                mentors=2,
                points=points,
                row_start=starts,
                columns=entries,
                mask=None,
                scale=None,
                mentee_capacity=nobody,
                mentor_capacity=nobody,
                forbidden=nobody,
                locked=nobody,
                mentee_groups=[],
                mentor_groups=[],
                mentee_keys=none,
                mentor_keys=none,
                findings=[],
            )


NO_MEMORY = """
import resource
import pairwell as pw
from scipy.sparse import coo_array

resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))
costs = coo_array(([1.0], ([0], [2**31 - 2])), shape=(1, 2**31 - 1))
for solve in (pw.assign, pw.min_weight_full_bipartite_matching):
    try:
        solve(costs)
    except MemoryError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_a_table_that_has_no_room_is_named():
    done = run(NO_MEMORY)
    assert (
        done.stdout.splitlines() == ["assign: not enough memory for a table of 1 x 2147483647"] * 2
    )


AT_EXIT = """
import atexit
def late():
    import pairwell as pw
    print(pw.match([[3, 1], [2, 2]]))
atexit.register(late)
import pairwell as pw
"""


def test_the_thread_that_ends_python_may_still_call():
    done = run(AT_EXIT)
    assert (done.stdout, done.stderr) == ("<Matching: optimal, 2 pairs, 5 points>\n", "")


FORK = """
import os, sys, threading
import numpy as np
import pairwell as pw

points = np.random.default_rng(0).integers(0, 10**9, (1500, 1500))
small = points[:60, :60]
running = threading.Event()
def matching():
    while True:
        running.set()
        pw.match(points)
threading.Thread(target=matching, daemon=True).start()
running.wait()
expected = pw.match(small)
child = os.fork()
if child == 0:
    sys.exit(0 if pw.match(small) == expected else 7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_beside_a_running_call_solves_and_exits():
    done = run(FORK)
    assert done.returncode == 0, done.stderr


PROCESSES = """
import multiprocessing, sys
import pairwell as pw

if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(1) as pool:
        problem = pw.Problem([[3, 1], [2, 2]])
        assert pool.map(pw.match, [problem]) == [pw.match(problem)]
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_other_processes_solve(method, tmp_path):
    script = tmp_path / "processes.py"
    script.write_text(PROCESSES, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), method], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


INTERPRETER = """
try:
    import _interpreters as interpreters
except ModuleNotFoundError:
    import _xxsubinterpreters as interpreters
other = interpreters.create()
code = '''
import sys
sys.path = {path!r}
try:
    from pairwell import match
except ImportError as error:
    print(error, flush=True)
'''
import sys
run = getattr(interpreters, "exec", None) or interpreters.run_string
run(other, code.format(path=sys.path))
import pairwell as pw
print(pw.match([[1]]))
"""


def test_a_sub_interpreter_is_refused_and_the_main_one_goes_on():
    done = run(INTERPRETER)
    *refused, here = done.stdout.splitlines()
    assert len(refused) == 1, done.stderr
    assert "interpreter" in refused[0]
    assert here == "<Matching: optimal, 1 pair, 1 point>"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="signals of POSIX")
class TestSignals:
    @pytest.fixture(autouse=True)
    def _alarm(self):
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        yield
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    def test_a_table_is_not_read_to_its_end(self):
        column = np.zeros((7000, 1))
        column[-1] = np.nan  # what is read to its end is refused
        table = np.broadcast_to(column, (7000, 7000))
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        with pytest.raises(KeyboardInterrupt) as caught:
            pw.Problem(table)
        assert caught.value.__context__ is None

    def test_scores_are_not_made_to_the_end(self):
        programme = pw.Programme.read(files("pairwell") / "data" / "pilot.toml")
        people = pw.synthetic_cohort(programme, mentees=1500, mentors=1500, flaws=False)
        forms = (
            pw.read_mentees(people.mentees, programme).forms,
            pw.read_mentors(people.mentors, programme).forms,
        )
        rows = []
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        with pytest.raises(KeyboardInterrupt):
            pw.score_pairs(programme, *forms, progress=lambda _, done, total: rows.append(done))
        assert not rows or rows[-1] < 1500

    @pytest.mark.parametrize("call", ["verify", "gap"])
    def test_an_assignment_is_not_checked_to_the_end(self, call):
        self.is_cut_short(
            getattr(pw.assign(np.broadcast_to(np.zeros((8000, 1)), (8000, 8000))), call)
        )

    def test_pairs_are_not_listed_to_the_end(self):
        problem = pw.Problem(np.zeros((5000, 5000), np.int8))
        self.is_cut_short(problem.admissible)

    @staticmethod
    def is_cut_short(check):
        started = time.process_time()
        check()
        whole = time.process_time() - started
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        started = time.process_time()
        with pytest.raises(KeyboardInterrupt):
            check()
        assert time.process_time() - started < whole / 2
