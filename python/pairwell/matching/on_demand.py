"""Matching people whose table of pairs is never made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options, check_type, whole
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.matching.blocks import BlockBy, blocks_of
from pairwell.matching.cluster import ClusterReader
from pairwell.matching.faults import Faults, warn_caller
from pairwell.matching.features import Features
from pairwell.matching.labels import Labels
from pairwell.matching.match import DEFAULT, read_objective
from pairwell.matching.matching import Matching, Verdict
from pairwell.matching.pairs_input import read_locked
from pairwell.matching.points_table import Points
from pairwell.matching.problem import Problem
from pairwell.matching.problem_parts import Rules, check_names, read_parts
from pairwell.matching.stages import PlainStage, Stage
from pairwell.matching.value import Int64Array

if TYPE_CHECKING:
    import distributed

_MOST_THREADS = 256
_NO_LIMIT = 2**62
_REFUSED = _core.PairSource.REFUSED
_HEADINGS = ("mentees", "pairs", "gaining", "added")
Progress = Callable[[str, int, int], object]


class ClusterWarning(UserWarning):
    """A cluster lost its workers before all pairs were read."""


@dataclass(frozen=True)
class Pass:
    """One reading of pairs."""

    mentees: int
    """All of whose pairs were read, or passed over for what they can be worth at most."""
    pairs: int
    """That were read, single ones among them."""
    gaining: int
    """Unlisted pairs that would gain by the prices at hand; 0 while the first lists are made."""
    added: int
    """To the list."""


@dataclass(frozen=True, eq=False, repr=False)
class OnDemandMatching(Framed):
    """A matching with what was read for it; its frames have a row for each pass.

    It can be pickled, with its features by what they are made of, and so be kept over night for
    ``begin_from``.

    Questions about a pair that is not listed cannot be asked of `matching`: its problem is the one
    of the listed pairs, and only its digest is that of all.
    """

    features: Features
    matching: Matching
    passes: tuple[Pass, ...]
    """The first made the lists, of people who were new or changed where it began from a matching of
    the day before; the others held prices against the pairs that might gain."""
    covers_all: bool
    """Whether no pair of all would gain, so that `verify` can hold."""
    ended: _core.Status | None
    """Why the call was stopped; None where it was not."""
    rules: Problem
    """The people with their capacities, groups, forbidden and locked pairs."""
    kept: bytes = b""
    """What is known of pairs that are not listed, for ``begin_from``; empty where the call was
    stopped or nothing was optimal. Some 0.4 kB a person."""

    @property
    def listed(self) -> Problem:
        """The problem of the listed pairs, for whatever one asks of a problem."""
        return self.matching.problem

    def verify(
        self, *, threads: int = 1, progress: Progress | None = None, time_limit: float | None = None
    ) -> Verdict:
        """Recompute everything from the features alone, over all pairs, in exact integers.

        Parameters
        ----------
        threads
            1 to 256; the result is the same for all.
        progress, time_limit
            As `match_on_demand` takes them.

        Raises
        ------
        Stopped
            Where progress asked to stop or the time limit passed.
        """
        check_options("verify", progress, time_limit)
        threads = whole("verify", "threads", threads, 1, _MOST_THREADS + 1)
        failures = _core.verify_on_demand(
            self.features._source, self.rules._core, self.matching._to_core(), threads=threads,
            progress=progress, time_limit=time_limit,
        )  # fmt: skip
        return Verdict(not failures, tuple(failures))

    def __bool__(self) -> bool:
        return bool(self.matching) and self.covers_all

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (
            self.features, _with_problem(self.matching), self.passes, self.covers_all,
            self.ended, self.rules, self.kept,
        )  # fmt: skip

    def _frame(self) -> list[Column]:
        return [
            Column(name, "whole", np.array([getattr(each, name) for each in self.passes], np.int64))
            for name in _HEADINGS
        ]

    def _summary(self) -> str:
        proved = "held against all pairs" if self.covers_all else "not held against all pairs"
        return (
            f"{repr(self.matching)[11:-1]}, {plural(len(self.passes), 'pass', 'passes')}, {proved}"
        )

    def __repr__(self) -> str:
        return f"<OnDemandMatching: {self._summary()}>"

    def _repr_html_(self) -> str:
        rows = [[getattr(each, name) for name in _HEADINGS] for each in self.passes]
        return html_table(self._summary(), _HEADINGS, rows, len(rows))


def _with_problem(matching: Matching) -> Matching:
    """The same matching, whose pickle has its problem: the pairs that were listed."""
    return Matching._with_its_problem(matching.problem, *matching._parts())


def match_on_demand(
    features: Features,
    objective: PlainStage | Sequence[Stage] = DEFAULT,
    *,
    seed: int | np.random.Generator | None = 0,
    threads: int = 1,
    list_length: int | None = None,
    most_passes: int | None = None,
    memory_limit: int | None = None,
    client: distributed.Client | None = None,
    begin_from: OnDemandMatching | None = None,
    block_by: BlockBy | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
    **rules: Unpack[Rules],
) -> OnDemandMatching:
    """Match people exactly from their features, without a table of all pairs.

    The best pairs of everybody are listed and solved; the prices of that solution are held against
    all pairs, block by block, and pairs that would gain join the list, until none does (delayed
    column generation). Rows are read again only where prices fell further than what was read of
    them allows.

    Parameters
    ----------
    features
        What pairs are worth.
    objective, seed
        As `match` takes them, without the stages by levels ("leximin", "rank_maximal" and
        "generous"), which count the open pairs of all people.
    threads
        1 to 256 read pairs; the result is the same for all.
    list_length
        Pairs that each mentee lists at first; mentors list as many pairs in all. None: 32, and 64
        of 50,000 mentors and more.
    most_passes
        How often rows may be read after the lists are made; the result then says whether it covers
        all pairs. None: until it does.
    memory_limit
        In bytes, beside the features. What would take more is refused before it starts.
    client
        A `distributed.Client` whose workers read the pairs (the extra ``cluster`` brings Dask).
        Features are sent to them once, so they must be of `features`, or of a function that can be
        pickled. The result is the same as on one machine. A worker that is lost costs what it was
        reading.
    begin_from
        A matching of the day before, of much the same people, who are known by their labels (by
        position where there are none). What it proved of the pairs that it did not list holds as
        long as both people are as they were, so that a few pairs in a thousand are read. What the
        stages reach, and what is proved, is the same as without. All is read where features of a
        function have no ``marks``, criteria are one's own, the earlier matching is not optimal, or
        its ``kept`` is not as it was written.
    block_by
        Makes the first lists of the pairs alone that share a block, and reads only these for them:
        people share one where both gave a term in common. By a question that both roles answer; a
        tuple of one of the mentees and one of the mentors; a list of such, of which any will do;
        or, whatever the features are of, a tuple of the labels of all mentees and of all mentors,
        where each entry is a text or number, a list of several, or None for nobody's block. Prices
        are held against all pairs as ever, so that blocks change how much is read and nothing of
        what is reached or proved. Not used where the lists of ``begin_from`` are.
    progress
        Called at most every 20 ms as ``progress(stage, done, total)``, and of a cluster every 50 ms
        as ``progress("parts", done, total)``. What it raises comes out of
        this call, and False (Python's or NumPy's) asks to stop, which gives the matching of what is
        listed so far, or one of status CANCELLED.
    time_limit
        Seconds.
    **rules
        What `Problem` takes besides points, but for a scale.

    Raises
    ------
    InvalidInput
        With every fault of the rules and of the objective, and for features out of range.
    TypeError
        For arguments of another type, and those that neither this nor `Problem` takes.

    Warns
    -----
    ClusterWarning
        Where a cluster lost its workers: the matching is then that of the pairs listed so far.

    Notes
    -----
    What each stage reaches is what `match` reaches on the table of all pairs. Pairs are read twice
    or a little more often, a processor's core some 80 million a second by criteria.

    Examples
    --------
    >>> import pairwell as pw
    >>> people = {"Name": ["ana", "ben", "cai"], "Grade": [1, 2, 3]}
    >>> mentors = {"Name": ["Xu", "Yates"], "Grade": [3, 4]}
    >>> features = pw.features(
    ...     people, mentors, [pw.gap("Grade", low=1, high=2, weight=1)], index="Name"
    ... )
    >>> found = pw.match_on_demand(features, mentor_capacity={"Xu": 2, "Yates": 1})
    >>> found
    <OnDemandMatching: optimal, 3 pairs, 300 points, 3 passes, held against all pairs>
    >>> print(found.matching.table())
    mentee  mentor  points
    ana     Xu         100
    ben     Xu         100
    cai     Yates      100
    >>> found.verify()
    <Verdict: holds>
    """
    check_type("match_on_demand", "features", "Features", Features, features)
    check_options("match_on_demand", progress, time_limit)
    threads = whole("match_on_demand", "threads", threads, 1, _MOST_THREADS + 1)
    length = 0
    if list_length is not None:
        length = whole("match_on_demand", "list_length", list_length, 1, 2**31)
    passes = 0
    if most_passes is not None:
        passes = whole("match_on_demand", "most_passes", most_passes, 1, 2**31)
    memory = 0
    if memory_limit is not None:
        memory = whole("match_on_demand", "memory_limit", memory_limit, 1, _NO_LIMIT)
    check_names("match_on_demand", rules)
    if "scale" in rules:
        raise TypeError("match_on_demand: features have a scale of their own (rule: scale)")
    asked = _rules_of(features, rules)
    stages, gone = read_objective(objective, seed, asked)
    earlier = None
    if begin_from is not None:
        check_type(
            "match_on_demand", "begin_from", "an OnDemandMatching", OnDemandMatching, begin_from
        )
        earlier = _earlier(begin_from, features)
    cluster = None if client is None else ClusterReader(client, features, progress, time_limit)
    found = _core.match_on_demand(
        features._source, asked._core, objective=stages, list_length=length, threads=threads,
        most_passes=passes, memory_limit=memory, read=cluster,
        parts=1 if cluster is None else cluster.parts, begin_from=earlier,
        blocks=blocks_of(block_by, features), progress=progress, time_limit=time_limit,
    )  # fmt: skip
    if cluster is not None and cluster.fault is not None:
        read = plural(len(found.passes), "pass", "passes")
        warn_caller(
            ClusterWarning,
            f"match_on_demand: the cluster lost its workers after {read}"
            f" ({type(cluster.fault).__name__}); the matching is that of the pairs listed so far:"
            " start workers and call again (rule: cluster)",
        )
    listed = Problem._of(asked._parts._replace(core=found.listed), asked._names)
    return OnDemandMatching(
        features,
        Matching._of(listed, found.matching, gone),
        tuple(Pass(*each) for each in found.passes),
        found.covers_all,
        found.ended,
        asked,
        found.kept,
    )


def _earlier(before: OnDemandMatching, features: Features) -> tuple[Any, ...]:
    """An earlier matching, and where the people of now were in it."""
    check_type("match_on_demand", "begin_from.kept", "bytes", bytes, before.kept)
    positions = [
        _positions(then, now)
        for then, now in zip(before.features._labels, features._labels, strict=True)
    ]
    found = before.matching
    return found._to_core(), found.problem._core, before.kept, *positions


def _positions(then: Labels | None, now: Labels | None) -> list[int]:
    """Where everybody was, -1 for those who are new; nothing where people have no labels."""
    if then is None or now is None:
        return []
    places = (then.place_of(label) for label in now.values)
    return [-1 if place is None else place for place in places]


def _rules_of(features: Features, rules: Rules) -> Problem:
    """A problem with the rules, whose only points are those of the locked pairs."""
    given: dict[str, Any] = dict(rules)
    locked = given.pop("locked", None)
    none = np.zeros((0, 2), np.int64)
    parts = read_parts(_points(features, none), given)
    if locked is not None:
        faults = Faults()
        pairs = read_locked(locked, parts.sides, faults)
        _core.throw_if_errors("Problem", faults)
        parts = read_parts(_points(features, pairs), rules)
    return Problem._of(parts, parts.names())


def _points(features: Features, pairs: Int64Array) -> Points:
    """The points of some pairs, as compressed rows."""
    rows, columns = features.shape
    within = ((pairs >= 0) & (pairs < (rows, columns))).all(axis=1)
    known = np.unique(pairs[within], axis=0)
    units = np.array(
        [features._source.units(i, 1, j, 1)[0, 0] for i, j in known.tolist()], np.int64
    )
    is_allowed = units != _REFUSED
    known, units = known[is_allowed], units[is_allowed]
    counts = np.bincount(known[:, 0], minlength=rows) if rows else np.zeros(0, np.int64)
    return Points(
        (rows, columns),
        units,
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        known[:, 1].astype(np.int32),
        scale=features.scale,
        in_units=True,
        labels=features._labels,
    )
