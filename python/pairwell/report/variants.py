"""Variants of a programme side by side, for the report, the terminal and the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell.data.tables import csv_bytes
from pairwell.plot.scenarios import scenarios

if TYPE_CHECKING:
    from pairwell.matching.scenarios import Scenarios
    from pairwell.matching.tables import MatchingTable

COLUMNS = (
    ("variant", "Variant"),
    ("pairs", "Pairs"),
    ("points", "Points"),
    ("worst", "Worst pair"),
    ("base_points", "By the base"),
    ("changed", "Changed"),
    ("better_off", "Better off"),
    ("worse_off", "Worse off"),
    ("points_gained", "Points gained"),
    ("points_lost", "Points lost"),
)
"""What the page and the terminal show of each variant, with the heading of each column."""

SHORT = (
    ("variant", "Variant"),
    ("pairs", "Pairs"),
    ("points", "Points"),
    ("worst", "Worst"),
    ("changed", "Changed"),
    ("better_off", "Better"),
    ("worse_off", "Worse"),
    ("points_gained", "Gained"),
    ("points_lost", "Lost"),
)
"""What fits into 80 columns of a terminal: points with one decimal."""


def variant_rows(found: Scenarios) -> list[dict[str, str]]:
    """Write the cells of each variant in words; where there are no pairs it says what it is."""
    rows = []
    for row in _rows(found.table()):
        cells = {name: _cell(row[name]) for name, _ in COLUMNS}
        if row["status"] != "optimal":
            cells["pairs"] = row["status"]
        rows.append(cells)
    return rows


def short_rows(found: Scenarios) -> list[list[str]]:
    """Write the cells of `SHORT`; why there are no pairs is told below the table."""
    return [
        [f"{row[key]:.1f}" if isinstance(row[key], float) else _cell(row[key]) for key, _ in SHORT]
        for row in _rows(found.table())
    ]


def untold(found: Scenarios) -> list[str]:
    """Say of each variant without pairs why there are none."""
    return [f"{each.name}: {each.status}. {each.why}" for each in found.scenarios if not each]


def variants_context(found: Scenarios) -> dict[str, Any]:
    """What the page shows of variants."""
    changes: dict[str, list[dict[str, str]]] = {name: [] for name in found.names[1:]}
    for row in _rows(found.people()):
        changes[row["variant"]].append({name: _cell(cell) for name, cell in row.items()})
    return {
        "columns": COLUMNS,
        "rows": variant_rows(found),
        "changes": [(name, people) for name, people in changes.items() if people],
        "prices": [price.text for price in found.base.prices],
        "picture": scenarios(found),
        "untold": untold(found),
    }


def variant_facts(found: Scenarios) -> list[dict[str, Any]]:
    """Give variants as JSON values: what is not known of one is left out."""
    people: dict[str, list[dict[str, Any]]] = {name: [] for name in found.names}
    for row in _rows(found.people()):
        people[row["variant"]].append(
            {
                "role": row["role"],
                "reference": row["person"],
                "change": row["change"],
                **{
                    f"points_{name}": row[name]
                    for name in ("before", "after", "gain")
                    if row[name] is not None
                },
            }
        )
    facts = []
    for row in found.to_dict()["variants"]:
        prices = [_known(price) for price in row.pop("prices")]
        name = row.pop("variant")
        facts.append({"name": name, **_known(row), "changes": people[name], "prices": prices})
    return facts


def variant_files(found: Scenarios) -> dict[str, bytes]:
    """Make the tables and the picture of variants; the same variants give the same bytes."""
    tables = {"variants.csv": found.table(), "variant-changes.csv": found.people()}
    made = {
        name: csv_bytes(list(table.columns), [list(map(_exact, row)) for row in table.rows])
        for name, table in tables.items()
    }
    rows: list[list[object]] = []
    for each in found.scenarios:
        if each:
            prices = found.price_of_stages(each.name)
            rows += [
                [each.name, *map(_exact, row), price.text]
                for row, price in zip(prices.rows, each.prices, strict=True)
            ]
            columns = ["variant", *prices.columns, "text"]
            made["variant-prices.csv"] = csv_bytes(columns, rows)
    return {**made, "variants.svg": found.to_svg().encode()}


def _rows(table: MatchingTable) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _exact(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
