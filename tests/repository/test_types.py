"""Type checkers catch a word that is none, and pass what is right."""

from __future__ import annotations

import datetime as dt
import inspect
import os
import re
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest
from checks import checker

import pairwell as pw
from pairwell import _core, instances
from pairwell.scheme import answers, members
from pairwell.store import _custodian, _words

ROOT = Path(__file__).parents[2]

# In its strict mode, mypy also complains of an ignored error that is none.
CALLS = """
from collections.abc import Sequence
import numpy as np
import pairwell as pw
from pairwell import instances
from pairwell.store import Store, equality_funnel

table = [[3, 1], [2, 2]]
best = pw.match(table, ["most_pairs", ("floor", 2), "leximin", ("lottery", 7)], seed=None)
pw.match(table, "most_points")
pw.match(table, ("most_pairs", ("floor", np.float64(2.5)), ("fewest_changes", best)))
pw.match(table, ["most_pairs", ("fewest_changes", [(0, 0)]), ("lottery", np.int64(3))])
pw.match(table, pw.default_objective(7))
mine: list[pw.Stage] = ["most_pairs", ("floor", 40)]
mine.append("best_worst")
name: pw.StageName = best.stages[0].name
pw.match(table, mine)
pw.match(table, ["most_pair"])  # type: ignore[list-item]
pw.match(table, "most_pair")  # type: ignore[arg-type]
pw.match(table, ["most_pairs", ("flor", 2)])  # type: ignore[list-item]
pw.match(table, ["most_pairs", ("floor", "2")])  # type: ignore[list-item]
pw.match(table, ["floor"])  # type: ignore[list-item]
pw.match(table, ["fewest_changes"])  # type: ignore[list-item]
best.stages[0].name == "most_pair"  # type: ignore[comparison-overlap]
best.status == pw.Status.OPTIMAL
best.status == "optimal"  # type: ignore[comparison-overlap]


def of_a_scheme(programme: pw.Programme, round_: pw.Round, event: pw.calendar.EventDay) -> None:
    round_.total("mentee")
    round_.total("mentees")  # type: ignore[arg-type]
    round_.scores.share("needs")
    round_.scores.share(3)  # type: ignore[arg-type]
    pw.shortlist(programme, "mentor", [], [], [])
    pw.shortlist(programme, pw.Role.MENTOR, [], [], [])
    pw.shortlist(programme, "tutor", [], [], [])  # type: ignore[arg-type]
    pw.moves("pair")
    pw.moves("pairs")  # type: ignore[arg-type]
    pw.totals(programme, [], "grant")
    pw.totals(programme, [], "grants")  # type: ignore[arg-type]
    instances.dense("uniform", 3)
    instances.dense("unifrom", 3)  # type: ignore[arg-type]


def of_a_store(store: Store) -> None:
    pairs = store.pairs("p", actor="A")
    pairs.move_applications([], "accept")
    pairs.move_applications([], "acept")  # type: ignore[arg-type]
    pairs.move_pairs([], "confirm")
    pairs.move_pairs([], "accept")  # type: ignore[arg-type]
    pairs.decisions("eligibility")
    pairs.decisions("eligible")  # type: ignore[arg-type]
    running = store.running("p", actor="A")
    running.logged("meeting")
    running.logged("meetings")  # type: ignore[arg-type]
    running.appointments("interviews")
    running.appointments("interview")  # type: ignore[arg-type]
    running.log_meeting("a", "b", 1)
    running.log_meeting("a", "b", 1, "hold")
    running.log_meeting("a", "b", 1, "held")  # type: ignore[arg-type]
    custodian = store.custodian("p", actor="A")
    custodian.keep_for("identity", 3, because="So")
    custodian.keep_for("identities", 3, because="So")  # type: ignore[arg-type]
    equality_funnel("gender", [], {})
    equality_funnel(6, [], {})  # type: ignore[arg-type]
"""


def test_the_package_is_typed_and_mypy_tells_right_words_from_wrong_ones(tmp_path):
    (tmp_path / "calls.py").write_text(CALLS, encoding="utf-8")
    done = subprocess.run(
        [checker("mypy"), "python", tmp_path / "calls.py"],
        cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "MYPYPATH": str(ROOT / "python")},
    )  # fmt: skip
    found = re.fullmatch(r"Success: no issues found in (\d+) source files\n", done.stdout)
    assert found, done.stdout + done.stderr
    assert int(found[1]) > 100


def moves(cycle: Any) -> set[str]:
    return {move.name for move in _core.moves(cycle)}


WORDS = {
    "role": (members.RoleName, {role.name.lower() for role in pw.Role}),
    "moment": (answers.Moment, {when.name.lower() for when in pw.When}),
    "dense class": (instances.DenseClass, set(_core.dense_classes())),
    "entry": (_words.Entry, {kind.name.lower() for kind in pw.EntryKind}),
    "data class": (_words.DataClass, set(_custodian.CLASSES)),
    "application": (_words.ApplicationMove, moves("application")),
    "pair": (_words.PairMove, moves("pair")),
    "agreement": (_words.AgreementMove, moves("agreement")),
    "meeting": (_words.MeetingMove, moves("meeting")),
    "attendance": (_words.AttendanceMove, moves("attendance")),
}


@pytest.mark.parametrize("name", WORDS)
def test_types_name_the_words_that_the_engine_knows(name):
    alias, known = WORDS[name]
    assert set(get_args(alias)) == known
    assert len(get_args(alias)) == len(known)


CHOSEN_FROM_A_FEW = {"role", "cycle", "objective", "when", "stage", "move"}


def functions():
    """Every public function and method that is written in Python."""
    for module in (pw, pw.calendar, pw.instances, pw.store):
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isclass(value) and value.__module__ != "pairwell._core":
                for method in vars(value).values():
                    if inspect.isfunction(method) and not method.__name__.startswith("_"):
                        yield f"{name}.{method.__name__}", method
            elif inspect.isfunction(value):
                yield name, value


def test_no_function_takes_any_text_where_only_a_few_words_are_right():
    found = dict(functions())
    assert {"match", "Round.total", "Pairs.move_pairs", "equality_funnel"} <= set(found)
    loose = [
        f"{name}({parameter})"
        for name, function in found.items()
        for parameter, own in inspect.signature(function).parameters.items()
        if parameter in CHOSEN_FROM_A_FEW and re.search(r"\bstr\b", str(own.annotation))
    ]
    assert loose == []


def test_the_compiled_functions_take_members_by_the_names_that_the_stub_says():
    fund = {"fund": "f", "pence": 1, "grant": "g", "on": dt.date(2017, 5, 1), "by": "A"}
    take = {
        pw.LifeCycle: pw.states,
        pw.Role: lambda word: pw.Attendance(reference="a", role=word, event="e").role,
        pw.When: lambda word: (
            pw.EvaluationAnswers(reference="a", role="mentee", when=word, marks=[]).when
        ),
        pw.EntryKind: lambda word: pw.LedgerEntry(kind=word, **fund).kind,
    }
    for kind, call in take.items():
        for member in kind:
            assert call(member.name.lower()) == call(member)
