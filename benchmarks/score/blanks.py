"""Whether it pays to leave an answer out: ``python benchmarks/score/blanks.py [PRESET ...]``.

On synthetic cohorts with too few people on the other side, each person in turn leaves one
criterion blank that they had answered. Everything else stays, and the matching of most points is
made again. A line for each criterion has the mean share of pairs of which both answered, and by
how much the chance to be in a pair changes: above 0, it pays to leave the answer out. Decision 85
has the results.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

import pairwell as pw

SIZES = {"mentees": (40, 24), "mentors": (24, 40)}
"""By the side of which not everybody can be in a pair: how many mentees and mentors apply."""

LOW = ("covers", "overlap", "wish", "dot", "given")
"""Comparisons by which two people at random have little in common: a blank counts less."""


@dataclass(frozen=True)
class Cohort:
    """What pairs are worth by each criterion."""

    allowed: npt.NDArray[np.bool_]
    shares: npt.NDArray[np.float64]
    """By mentee, mentor and criterion, 0 to 1; not a number where somebody left a blank."""


def with_blanks(programme: pw.Programme, blank: str) -> pw.Programme:
    """Give a programme all of whose criteria treat blanks in one way."""
    lines: list[str] = []
    is_criterion = False
    for line in programme.to_toml().splitlines():
        if line.startswith("["):
            is_criterion = line.startswith("[criteria.") and ".of." not in line
        if is_criterion and line.partition(" ")[0] in ("blank", "neutral"):
            continue
        lines.append(line)
        if is_criterion and line.startswith("["):
            lines.append(f'blank = "{blank}"')
    return pw.Programme.parse("\n".join(lines))


def cohort_of(programme: pw.Programme, mentees: int, mentors: int, seed: int) -> Cohort:
    """Make up people and score all pairs."""
    made = pw.synthetic_cohort(programme, mentees=mentees, mentors=mentors, seed=seed, flaws=False)
    forms = pw.read_applications(programme, made.sheets, strict=True)
    scores = pw.score(with_blanks(programme, "leaves"), forms.mentees, forms.mentors)
    parts = [np.asarray(scores.parts[criterion.id]) for criterion in programme.criteria]
    return Cohort(np.asarray(scores.allowed), np.stack(parts, axis=-1))


def counted(programme: pw.Programme) -> npt.NDArray[np.float64]:
    """Give what a blank counts in each criterion; not a number where it leaves."""

    def count(criterion: pw.Criterion) -> float:
        if criterion.blank is not pw.Blank.NEUTRAL:
            return 0 if criterion.blank is pw.Blank.ZERO else np.nan
        usual = 200 if criterion.compare.name.lower() in LOW else 500
        return (usual if criterion.neutral is None else criterion.neutral) / 1000

    return np.array([count(criterion) for criterion in programme.criteria])


def points(
    shares: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    blanks: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Score all pairs in thousandths of a point, 0 to 100,000."""
    filled = np.where(np.isnan(shares), blanks, shares)
    weighed = np.where(np.isnan(filled), 0, weights)
    sums = (np.nan_to_num(filled) * weights).sum(axis=-1)
    return np.floor(100_000 * sums / np.maximum(weighed.sum(axis=-1), 1e-9) + 1e-6)


def in_pairs(table: npt.NDArray[np.float64], allowed: npt.NDArray[np.bool_], side: int) -> set[int]:
    """Who is in a pair of the matching of most points, by position."""
    stages = ["most_pairs", "most_points"]
    matching = pw.match(np.where(allowed, table, -np.inf), objective=stages)
    return {int(pair[side]) for pair in matching.pairs}


def changes(programme: pw.Programme, side: str, cohorts: list[Cohort]) -> Iterator[list[int]]:
    """For each criterion: whether each person who left it blank came into a pair, or out of it."""
    axis = list(SIZES).index(side)
    weights = np.array([float(criterion.weight) for criterion in programme.criteria])
    blanks = counted(programme)
    before = [
        in_pairs(points(each.shares, weights, blanks), each.allowed, axis) for each in cohorts
    ]
    for k in range(len(weights)):
        gained = []
        for each, was in zip(cohorts, before, strict=True):
            for person in range(each.allowed.shape[axis]):
                shares = each.shares.copy()
                own = shares[person, :, k] if axis == 0 else shares[:, person, k]
                if np.isnan(own).all():
                    continue
                own[:] = np.nan
                now = in_pairs(points(shares, weights, blanks), each.allowed, axis)
                gained.append((person in now) - (person in was))
        yield gained


def rows(programme: pw.Programme, seeds: int) -> Iterator[str]:
    """Give a line of the table for each criterion."""
    made = {
        side: [cohort_of(programme, *size, seed) for seed in range(1, seeds + 1)]
        for side, size in SIZES.items()
    }
    columns = [list(changes(programme, side, cohorts)) for side, cohorts in made.items()]
    for k, criterion in enumerate(programme.criteria):
        shares = np.concatenate(
            [each.shares[..., k].ravel() for both in made.values() for each in both]
        )
        cells = [criterion.id, f"{np.nanmean(shares):.2f}", f"{counted(programme)[k]:.2f}"]
        for side in columns:
            mean, error = np.mean(side[k]), np.std(side[k]) / len(side[k]) ** 0.5
            cells.append(f"{mean:+.2f} ± {error:.2f}".replace("-", "−"))
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the tables of some programmes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("programmes", nargs="*", default=list(pw.presets()))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--blank", choices=["zero", "neutral", "leaves"], help="of all criteria")
    arguments = parser.parse_args()
    for name in arguments.programmes:
        programme = pw.preset(name) if name in pw.presets() else pw.Programme.read(Path(name))
        if arguments.blank:
            programme = with_blanks(programme, arguments.blank)
        print(f"\n{programme.name}\n")
        print("| criterion left blank | mean share | a blank counts | by mentees | by mentors |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for row in rows(programme, arguments.seeds):
            print(row, flush=True)


if __name__ == "__main__":
    main()
