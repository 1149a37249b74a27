"""Named variants of a problem, of scores or of a programme, solved together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Unpack, cast

import numpy as np

from pairwell import _core
from pairwell._arguments import check_flag, check_type
from pairwell.matching.problem_parts import Rules, check_names
from pairwell.matching.scenario import Scenario
from pairwell.matching.scenarios import Scenarios
from pairwell.matching.stages import PlainStage, Stage
from pairwell.round.problem_from_forms import make_objective
from pairwell.round.problem_variants import read_names, read_problems
from pairwell.round.programme_variants import read_forms, read_programmes
from pairwell.round.round import Round
from pairwell.round.scenario_run import Run
from pairwell.scheme.programme import Programme

_FUNCTION = "scenarios"


def scenarios(
    base: Any,
    variants: Mapping[str, Any] | Iterable[tuple[str, Any]],
    *,
    objective: PlainStage | Sequence[Stage] | None = None,
    seed: int | np.random.Generator | None = 0,
    mentees: Any = None,
    mentors: Any = None,
    panel: Any = None,
    graces: Iterable[_core.Grace] = (),
    stage_prices: bool = True,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
    **rules: Unpack[Rules],
) -> Scenarios:
    """Solves named variants of one problem together, to be compared with it and with each other.

    Parameters
    ----------
    base
        A `Problem`, or whatever `Problem` takes as points, such as `Scores`; a `Round`, whose
        problem and objective are taken; or a `Programme`, with forms as `mentees` and `mentors`.
    variants
        By name, or as pairs of a name and a variant, in the order of the rows. Of a problem a
        variant is a mapping of what `Problem.replace` takes (``points`` too), with ``objective``
        and ``seed`` where they are other ones, and ``weights`` of parts by name where the base is
        `Scores`; a `Problem` of the same people; or other points of them. Of a programme it is a
        `Programme` with the same questions, or a mapping of what its file would say, such as
        ``{"places": {"England": {"mentees": 20}}}``: tables are merged into those of the file,
        ``weights`` go to criteria by their ids, and ``without`` lists dotted keys to leave out.
    objective, seed
        As `match` takes them, for the base and every variant that does not say its own. A
        programme has its own.
    mentees, mentors, panel, graces
        Of a programme: as `run_round` takes them. They are read once, by the base.
    stage_prices
        Whether to work out what each stage of the objective costs the stages behind it, which takes
        a solve for each stage of each variant.
    progress
        As `match` takes it; the stage is told as ``"name: most_points"``. False asks to stop.
    time_limit
        Seconds for all of it.
    **rules
        What `Problem` takes besides points, as `match` takes them.

    Returns
    -------
    Scenarios
        A row for each variant, the base first. A variant that no pairs can obey is a row that says
        why; one that was not solved, since the call was stopped, says so, and what was solved by
        then is kept.

    Raises
    ------
    InvalidInput
        With every fault of every variant, before any of them is solved.
    TypeError
        For options of another type, and for forms without a programme.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"ana": {"Xu": 8, "Yates": 5}, "ben": {"Xu": 9, "Yates": 4}}
    >>> found = pw.scenarios(points, {"without the best": {"forbidden": [("ben", "Xu")]}})
    >>> found.table()["points"]
    (14.0, 12.0)
    >>> print(found.people())
    variant           role    person  change  before  after  gain
    without the best  mentee  ana     gains        5      8     3
    without the best  mentee  ben     loses        9      4    -5
    without the best  mentor  Xu      loses        9      8    -1
    without the best  mentor  Yates   loses        5      4    -1
    >>> print(found.price_of_stages())
    stage       later        value  without  loss  effect
    most_pairs  best_worst       5                 worse
    most_pairs  most_points     14        0   -14  better
    best_worst  most_points     14       14     0  same
    """
    check_flag(_FUNCTION, "stage_prices", stage_prices)
    check_names(_FUNCTION, rules)
    named = read_names(variants)
    run = Run(_FUNCTION, progress, time_limit, 1 + len(named))
    found: list[Scenario]
    if isinstance(base, _core.Programme):
        check_type(_FUNCTION, "base", "a Programme that was read from a file", Programme, base)
        programme = cast(Programme, base)
        is_seeded = isinstance(seed, np.random.Generator) or seed != 0
        _refuse(
            objective is not None or bool(rules) or is_seeded,
            "a programme has an objective, a seed and rules of its own",
            base,
        )
        forms = read_forms(programme, mentees, mentors, panel, graces)
        programmes = read_programmes(programme, named, forms)
        objectives = [make_objective(each) for _, each in programmes]
        found = [run.of_programme(*each, forms) for each in programmes]
    else:
        graces = tuple(graces)
        has_forms = any(each is not None for each in (mentees, mentors, panel)) or bool(graces)
        _refuse(has_forms, "forms, marks and graces go with a Programme", base)
        if isinstance(base, Round):
            objective = make_objective(base.programme) if objective is None else objective
            base = base.problem
        problems = read_problems(base, rules, named, objective, seed)
        objectives = [stages for _, _, stages in problems]
        found = [run.of_problem(*each) for each in problems]
    if stage_prices:
        found = [
            replace(each, prices=run.prices(each.name, each.matching, stages))
            if each.matching
            else each
            for each, stages in zip(found, objectives, strict=True)
        ]
    return Scenarios(tuple(found))


def _refuse(is_wrong: bool, message: str, base: object) -> None:
    if is_wrong:
        raise TypeError(f"{_FUNCTION}: {message} (rule: type, value: {type(base).__name__})")
