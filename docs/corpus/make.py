"""Makes the corpus anew: ``python docs/corpus/make.py FOLDER``, with pairwell installed.

Every instance comes from a seed, so that the same version gives the same bytes on every platform.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

import pairwell as pw

FULL = ["most_pairs", "most_points"]
BEGIN, END = "<!-- begin instances -->", "<!-- end instances -->"


class Entry(NamedTuple):
    """An instance to publish."""

    name: str
    about: str
    problem: pw.Problem
    objective: list[object]
    published: tuple[str, bytes] | None = None
    """The ending and the bytes of the same instance in a format of others."""


def as_sparse(costs: "np.ndarray") -> pw.instances.SparseInstance:
    """A table of whole costs as compressed rows of all its pairs."""
    rows, columns = costs.shape
    return pw.instances.SparseInstance(
        (rows, columns),
        np.arange(0, rows * columns + 1, columns, dtype=np.int64),
        np.tile(np.arange(columns, dtype=np.int32), rows),
        costs.ravel(),
        np.full(rows, -1, np.int32),
    )


def dense() -> Iterator[Entry]:
    """Tables of costs, also in the format of DIMACS."""
    for kind, rows, columns in (
        ("integers_100", 25, 25),
        ("integers_n", 20, 30),
        ("geometric_grid", 20, 20),
        ("product", 20, 20),
        ("zero_one", 30, 30),
        ("mentoring", 30, 20),
    ):
        made = pw.instances.dense(kind, rows, columns, seed=2026)
        sparse = as_sparse(made.costs)
        comment = f"pairwell.instances.dense({kind!r}, {rows}, {columns}, seed=2026)"
        about = f"table of costs, class {kind}, as points with their sign changed"
        yield Entry(
            f"dense-{kind.replace('_', '-')}-{rows}x{columns}",
            about,
            sparse.problem(),
            FULL,
            (".asn", sparse.to_dimacs(comment)),
        )


def sparse() -> Iterator[Entry]:
    """A list of costs."""
    made = pw.instances.sparse(60, degree=4, most=100, seed=2026)
    comment = "pairwell.instances.sparse(60, degree=4, most=100, seed=2026)"
    about = "four pairs a row, with a planted assignment"
    yield Entry(
        "sparse-60-degree-4", about, made.problem(), FULL, (".asn", made.to_dimacs(comment))
    )


def wishes() -> Iterator[Entry]:
    """Ranked wishes by three cultures, also in the format of PrefLib."""
    given = {"length": 5, "seed": 2026}
    for name, made in (
        ("impartial", pw.instances.impartial_culture(40, 15, **given)),
        ("urn", pw.instances.urn_culture(40, 15, alpha=0.1, **given)),
        ("mallows", pw.instances.mallows_culture(40, 15, norm_phi=0.4, **given)),
    ):
        about = "40 voters name five of 15 alternatives, which take three each"
        problem = made.problem(alternative_capacity=3)
        file = (".soi", made.to_preflib())
        yield Entry(f"wishes-{name}-40x15", about, problem, ["rank_maximal"], file)


def schemes() -> Iterator[Entry]:
    """Capacities and nested groups, by several objectives, and rules that collide."""
    about = "capacities 1 to 4, regions within nations with least and most numbers of pairs"
    for name, objective in (
        ("points", FULL),
        ("worst", ["most_pairs", "best_worst", "most_points"]),
        ("leximin", ["most_pairs", "leximin"]),
        ("lottery", ["most_pairs", "most_points", ("lottery", 2026)]),
    ):
        made = pw.instances.capacitated(40, 16, degree=8, nations=2, regions=2, seed=2026)
        yield Entry(f"scheme-{name}-40x16", about, made.problem, objective)
    people = pw.instances.dense("mentoring", 12, 4, seed=2026).problem()
    crowded = people.replace(mentee_capacity=[(1, 1)] * 12, mentor_capacity=2)
    about = "twelve mentees of whom each must have a mentor, and eight places: there is no matching"
    yield Entry("infeasible-12x4", about, crowded, FULL)


def entries() -> Iterator[Entry]:
    """All instances, in the order of the page."""
    for make in (dense, sparse, wishes, schemes):
        yield from make()


def reached(matching: pw.Matching) -> str:
    """What each stage reached."""
    if not matching:
        return "infeasible"
    parts = []
    for stage in matching.stages:
        levels = ", ".join(f"{pairs} at {level}" for level, pairs in stage.profile.tolist()[:5])
        parts.append(f"{stage.name} {levels or stage.units}")
    return "; ".join(parts)


def files() -> dict[str, bytes]:
    """Every file of the corpus but its page, by name."""
    made: dict[str, bytes] = {}
    rows = ["| instance | what | optimum | digest |", "| --- | --- | --- | --- |"]
    for entry in entries():
        matching = pw.match(entry.problem, entry.objective, seed=None)
        about = {"title": entry.name, "what": entry.about}
        proved = pw.instances.ProvedInstance(entry.problem, matching, about)
        made[f"{entry.name}.json"] = proved.to_json()
        links = f"[{entry.name}]({entry.name}.json)"
        if entry.published is not None:
            ending, content = entry.published
            made[f"{entry.name}{ending}"] = content
            links += f", [{ending}]({entry.name}{ending})"
        rows.append(f"| {links} | {entry.about} | {reached(matching)} | {matching.digest[:12]} |")
    made["table"] = "\n".join(rows).encode()
    return made


def page(text: str, table: str) -> str:
    """The page with its table put in."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def main(folder: Path) -> None:
    """Write all files to a folder, and the table into the page that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    made = files()
    table = made.pop("table").decode()
    for name, content in made.items():
        (folder / name).write_bytes(content)
    readme = folder / "README.md"
    if readme.is_file():
        readme.write_text(page(readme.read_text("utf-8"), table), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
