"""The stages that an objective may have: the engine's own table of names, parameters and words."""

from __future__ import annotations

from typing import Any, Literal, SupportsFloat, SupportsIndex, TypeAlias

from pairwell import _core

PlainStage: TypeAlias = Literal[
    "most_pairs", "best_worst", "leximin", "rank_maximal", "generous", "most_points", "lottery"
]
"""A stage that is written as its name alone; the lottery is where `match` has a seed."""

StageName: TypeAlias = PlainStage | Literal["floor", "fewest_changes"]
"""What a stage is called. Type checkers need the names written out; a test compares them with the
engine's table."""

Stage: TypeAlias = (
    PlainStage
    | tuple[Literal["floor"], SupportsFloat]
    | tuple[Literal["fewest_changes"], Any]
    | tuple[Literal["lottery"], SupportsIndex]
)
"""A stage of an objective: its name, or ("floor", points), ("lottery", seed) or ("fewest_changes",
pairs)."""

STAGES: dict[str, _core.StageRow] = {row.name: row for row in _core.stage_rows()}
"""The row of each stage, by its name."""


def as_written(row: _core.StageRow) -> str:
    """Write a stage as an objective has it: ``"most_pairs"`` or ``("floor", points)``."""
    return f'"{row.name}"' if row.parameter is None else f'("{row.name}", {row.parameter})'
