"""Puts every hostile case to every solver, and tells what each did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pairwell.bench.cases import Case, cases
from pairwell.bench.hostile import CRASH, HANG, OUT, OUTCOMES, SILENT, UNCLEAR, WRONG, calls
from pairwell.bench.pages import table
from pairwell.bench.solvers import HOSTILE, OURS, PEER, Solver, python_packages
from pairwell.bench.workers import Worker

SIGNS = dict(zip(OUTCOMES, ("+", "e", "r", "s", "u", "**W**", "**C**", "**H**", ""), strict=True))
BAD = (SILENT, UNCLEAR, WRONG, CRASH, HANG)


@dataclass(frozen=True)
class Trial:
    """What a solver did with a case."""

    case: str
    solver: str
    outcome: str
    message: str = ""


def hostile_solvers() -> list[Solver]:
    """The solvers that are tried, ours first."""
    own_folders = python_packages()
    return [
        Solver(
            name,
            HOSTILE,
            package,
            "pairwell.bench.hostile:calls",
            role=PEER if package else OURS,
            own_folder=own_folders.get(package, False),
        )
        for name, (package, _) in calls().items()
    ]


def run(
    workers: Iterable[Worker],
    asked: Iterable[Case] | None = None,
    *,
    seconds: float = 10.0,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[list[Trial], dict[str, str]]:
    """Try all cases, each in a process of its own; the missing solvers come with their reason."""
    trials: list[Trial] = []
    missing: dict[str, str] = {}
    listed = list(cases() if asked is None else asked)
    for worker in workers:
        name = worker.solver.name
        with worker:
            for case in listed:
                request = {"do": "hostile", "case": case.name, "isolated": True}
                answer = worker.ask(request, seconds)
                if answer["status"] == "missing":
                    missing[name] = answer["message"]
                    say(f"{name}: missing: {answer['message']}")
                    break
                outcome = HANG if answer["status"] == "timeout" else answer["status"]
                if outcome not in OUTCOMES:
                    raise RuntimeError(f"{name}, {case.name}: {answer}")
                trials.append(Trial(case.name, name, outcome, answer.get("message", "")))
                if outcome in BAD:
                    say(f"{name}: {case.name}: {outcome}: {answer.get('message', '')}")
    return trials, missing


def totals(trials: list[Trial]) -> str:
    """How often each outcome came, one row a solver."""
    names = dict.fromkeys(trial.solver for trial in trials)
    shown = [outcome for outcome in OUTCOMES if outcome != OUT]
    rows = []
    for name in names:
        counts = Counter(trial.outcome for trial in trials if trial.solver == name)
        rows.append([name, *(str(counts[outcome] or "") for outcome in shown)])
    return table(["solver", *shown], rows)


def grid(trials: list[Trial]) -> str:
    """Every case against every solver, in signs."""
    names = list(dict.fromkeys(trial.solver for trial in trials))
    found = {(trial.case, trial.solver): trial.outcome for trial in trials}
    about = {case.name: case.about for case in cases()}
    rows = []
    for case in dict.fromkeys(trial.case for trial in trials):
        signs = [SIGNS[found.get((case, name), OUT)] for name in names]
        rows.append([case, about.get(case, ""), *signs])
    legend = ", ".join(f"{sign.strip('*')} {outcome}" for outcome, sign in SIGNS.items() if sign)
    numbered = "\n".join(f"{place}. {name}" for place, name in enumerate(names, 1))
    heads = ["case", "what", *(str(place) for place in range(1, len(names) + 1))]
    return f"Solvers:\n\n{numbered}\n\nSigns: {legend}; empty: not put to it.\n\n" + table(
        heads, rows, right=2
    )


def failures(trials: list[Trial]) -> str:
    """The solvers that fail each case."""
    rows = []
    for case in dict.fromkeys(trial.case for trial in trials):
        bad = [t for t in trials if t.case == case and t.outcome in BAD]
        if bad:
            said = "; ".join(f"{t.solver} {t.outcome}" for t in bad)
            rows.append([case, said])
    return table(["case", "solvers"], rows, right=2) if rows else "No solver fails any case."


def ours_hold(trials: list[Trial]) -> bool:
    """Whether ours gave a right answer or a clear error to every case."""
    return not any(t.outcome in BAD for t in trials if t.solver.startswith("pairwell"))


def page(trials: list[Trial], missing: dict[str, str]) -> dict[str, str]:
    """The parts of a page, by the names of their marks."""
    lines = "".join(f"\n\nNot installed: {name}." for name in missing)
    return {
        "robustness totals": totals(trials) + lines,
        "robustness failures": failures(trials),
        "robustness grid": grid(trials),
    }
