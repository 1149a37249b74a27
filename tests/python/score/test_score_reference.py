"""The scorer gives the integers of a slow reference that is written from docs/design/score.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import score_reference as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from pairwell import _core

LETTERS = "abcdef"
CURVES = ("straight", "square")
BLANKS = {"neutral": 333, "zero": 0, "leaves": None}

texts = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=4, unique=True)
letters = st.sampled_from(LETTERS)
small = st.integers(0, 9)
bands = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 1000)), min_size=1, max_size=4).map(
    lambda rows: sorted(dict(rows).items())
)


def _level(level: int) -> str:
    return ("", " (A1)", " (A2)", " (B1)", " (B2)", " (C1)", " (C2)")[level]


class Form:
    """A comparison: its question's kind, its answers and how they are written, its reference."""

    def __init__(
        self,
        kind: str,
        answers: st.SearchStrategy[Any],
        write: Callable[[Any], str],
        share: Callable[[Any, Any], int],
        **parameters: Any,
    ) -> None:
        self.kind = kind
        self.answers = answers
        self.write = write
        self.share = share
        self.parameters = parameters


def _numbers(compare: str, share: Callable[[int, int], int], **parameters: Any) -> Form:
    return Form("number", small, str, share, compare=compare, **parameters)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    curve = draw(st.sampled_from(CURVES))
    low, more, fall = draw(st.integers(0, 3)), draw(st.integers(1, 6)), draw(st.integers(0, 5))
    kind = draw(st.sampled_from(("jaccard", "dice", "smaller")))
    rows = draw(bands)
    join = "; ".join
    return draw(
        st.sampled_from(
            [
                Form(
                    "ranked",
                    st.lists(
                        st.tuples(letters, st.integers(1, 3)),
                        min_size=1,
                        max_size=4,
                        unique_by=lambda need: need[0],
                    ),
                    lambda needs: join(f"{term}:{priority}" for term, priority in needs),
                    lambda x, y: reference.covers(x, [term for term, _ in y]),
                    compare="covers",
                ),
                Form(
                    "choices",
                    texts,
                    join,
                    lambda x, y: reference.overlap(x, y, kind),
                    compare="overlap",
                    overlap=kind,
                ),
                Form("choice", letters, str, reference.same, compare="same"),
                Form(
                    "choice",
                    letters,
                    str,
                    lambda x, y: reference.same(x, y, ("a",)),
                    compare="same",
                    any=["A"],
                ),
                Form(
                    "choice",
                    letters,
                    str,
                    lambda x, y: 1000 - reference.same(x, y),
                    compare="different",
                ),
                _numbers(
                    "near",
                    lambda x, y: reference.near(x, y, low, low + more, curve),
                    low=low,
                    high=low + more,
                    curve=curve,
                ),
                _numbers(
                    "at_least",
                    lambda x, y: reference.at_least(x, y, fall, curve),
                    fall=fall,
                    curve=curve,
                ),
                _numbers(
                    "gap",
                    lambda x, y: reference.gap(x, y, low, low + more, fall, curve),
                    low=low,
                    high=low + more,
                    fall=fall,
                    curve=curve,
                ),
                _numbers("ratio", reference.ratio),
                Form(
                    "choice",
                    letters,
                    str,
                    lambda x, y: {("a", "b"): 700, ("b", "c"): 20}.get((x, y), 310),
                    compare="table",
                    table=[("A", "b", 700), ("b", "c", 20)],
                    otherwise=310,
                ),
                Form(
                    "languages",
                    st.lists(
                        st.tuples(
                            st.sampled_from(("English", "Cymraeg", "Polski")), st.integers(0, 6)
                        ),
                        min_size=1,
                        max_size=3,
                        unique_by=lambda language: language[0],
                    ),
                    lambda spoken: join(name + _level(level) for name, level in spoken),
                    lambda x, y: reference.common_language(x, y, fall),
                    compare="common_language",
                    high=fall,
                ),
                Form(
                    "vector",
                    st.lists(st.integers(-128, 127), min_size=3, max_size=3),
                    repr,
                    lambda x, y: reference.dot(x, y, 0, 0, rows),
                    compare="dot",
                    bands=rows,
                ),
                Form(
                    "vector",
                    st.lists(st.integers(-128, 127), min_size=3, max_size=3),
                    repr,
                    lambda x, y: reference.dot(x, y, -low * 900, more * 700, []),
                    compare="dot",
                    low=-low * 900,
                    high=more * 700,
                ),
            ]
        )
    )


def column(form: Form, answers: list[Any]) -> Any:
    if form.kind == "vector":
        return np.array(answers, dtype=np.int8)
    if form.kind == "number":
        return np.array([np.nan if a is None else a for a in answers], dtype=np.float64)
    return [None if answer is None else form.write(answer) for answer in answers]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_points_shares_and_coverage_are_those_of_the_reference(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(forms(), min_size=1, max_size=5))
    blanks = [data.draw(st.sampled_from(sorted(BLANKS))) for _ in chosen]
    weights = [data.draw(st.integers(0 if k else 1, 1000)) for k in range(len(chosen))]
    people = {"mentee": data.draw(st.integers(1, 4)), "mentor": data.draw(st.integers(1, 6))}
    given_answers: dict[str, list[list[Any]]] = {}
    for role, count in people.items():
        given_answers[role] = [
            [
                data.draw(form.answers if form.kind == "vector" else st.none() | form.answers)
                for _ in range(count)
            ]
            for form in chosen
        ]
    questions = [_core.Question(f"q{k}", kind=form.kind) for k, form in enumerate(chosen)]
    sides = []
    for role, count in people.items():
        columns = {f"q{k}": column(form, given_answers[role][k]) for k, form in enumerate(chosen)}
        references = [f"{role}-{i}" for i in range(count)]
        answers, findings = _core.answers(role, references, questions, columns)
        assert findings == []
        sides.append(answers)
    criteria = [
        _core.Criterion(
            f"c{k}",
            mentee=f"q{k}",
            mentor=f"q{k}",
            weight=weights[k],
            blank=blanks[k],
            neutral=333 if blanks[k] == "neutral" else None,
            **form.parameters,
        )
        for k, form in enumerate(chosen)
    ]
    scorer = _core.Scorer(questions, criteria, *sides)
    table, coverage = scorer.table(), scorer.coverage()
    shares = [scorer.shares(k) for k in range(len(chosen))]
    for i in range(people["mentee"]):
        for j in range(people["mentor"]):
            parts, answered = [], []
            for k, form in enumerate(chosen):
                x, y = given_answers["mentee"][k][i], given_answers["mentor"][k][j]
                blank = x is None or y is None
                share = BLANKS[blanks[k]] if blank else form.share(x, y)
                parts.append((weights[k], share))
                answered.append((weights[k], not blank))
                assert shares[k][i, j] == (-1 if share is None else share), form.parameters
            assert table[i, j] == reference.points(parts)
            assert coverage[i, j] == reference.coverage(answered)
            pair = scorer.pair(i, j)
            assert (pair.units, pair.coverage) == (table[i, j], coverage[i, j])
            assert [part.share for part in pair.parts] == [share for _, share in parts]
            assert sum(part.units for part in pair.parts) == pair.units


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_means_and_largest_remainders_are_those_of_the_reference(data: st.DataObject) -> None:
    groups = data.draw(st.lists(st.lists(st.integers(1, 1000), min_size=1, max_size=4), max_size=4))
    groups.append([1])
    weights = [data.draw(st.integers(0, 1000)) for _ in groups[1:]] + [1000]
    blanks = [data.draw(st.sampled_from(sorted(BLANKS))) for _ in groups]
    ids = [(k, m) for k, inner in enumerate(groups) for m in range(len(inner))]
    answers = {role: {at: data.draw(st.none() | small) for at in ids} for role in ("a", "b")}
    questions = [_core.Question(f"q{k}_{m}", kind="number") for k, m in ids]
    sides = [
        _core.answers(
            role,
            [role],
            questions,
            {f"q{k}_{m}": column(_numbers("ratio", reference.ratio), [answers[own][k, m]])
             for k, m in ids},
        )[0]
        for role, own in (("mentee", "a"), ("mentor", "b"))
    ]  # fmt: skip
    criteria, parts, known = [], [], []
    for k, inner in enumerate(groups):
        within = [
            _core.Criterion(f"c{k}_{m}", compare="ratio", mentee=f"q{k}_{m}", mentor=f"q{k}_{m}",
                            weight=weight)
            for m, weight in enumerate(inner)
        ]  # fmt: skip
        neutral = 333 if blanks[k] == "neutral" else None
        criteria.append(
            _core.Criterion(f"c{k}", compare="mean", of=within, weight=weights[k],
                            blank=blanks[k], neutral=neutral)
        )  # fmt: skip
        pairs = [(answers["a"][k, m], answers["b"][k, m]) for m in range(len(inner))]
        shares = [None if None in pair else reference.ratio(*pair) for pair in pairs]
        mean = reference.mean(list(zip(inner, shares, strict=True)))
        parts.append((weights[k], BLANKS[blanks[k]] if mean is None else mean))
        known.append((weights[k], mean is not None))
    pair = _core.Scorer(questions, criteria, *sides).pair(0, 0)
    assert (pair.units, pair.coverage) == (reference.points(parts), reference.coverage(known))
    assert [part.share for part in pair.parts] == [share for _, share in parts]
    total = sum(weight for weight, share in parts if share is not None)
    worth = [100 * weight * (share or 0) for weight, share in parts]
    units = [each // max(total, 1) for each in worth]
    first = sorted(range(len(worth)), key=lambda k: (-(worth[k] % max(total, 1)), k))
    for k in first[: pair.units - sum(units)]:
        units[k] += 1
    assert [part.units for part in pair.parts] == units
