"""The stages that an objective may have: the engine's own table of names, parameters and words."""

from __future__ import annotations

from pairwell import _core

STAGES: dict[str, _core.StageRow] = {row.name: row for row in _core.stage_rows()}
"""The row of each stage, by its name."""


def as_written(row: _core.StageRow) -> str:
    """Write a stage as an objective has it: ``"most_pairs"`` or ``("floor", points)``."""
    return f'"{row.name}"' if row.parameter is None else f'("{row.name}", {row.parameter})'
