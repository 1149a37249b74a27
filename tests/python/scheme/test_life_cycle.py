"""Life cycles: what the table allows, what it refuses, and that the guide shows the table."""

import re
from pathlib import Path

import pytest

import pairwell as pw

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "life-of-a-scheme.md"
CYCLES = [cycle.name.lower() for cycle in pw.LifeCycle]


def table_of(cycle):
    """The moves of a life cycle as the rows of the guide's table."""
    rows = []
    for state in pw.states(cycle):
        for move in pw.moves_from(cycle, state.name):
            needs = ["who"] * move.needs_by + ["why"] * move.needs_reason
            must_say = " and ".join(needs) or "nothing"
            rows.append(
                f"| {move.from_state} | `{move.name}` | {move.to} | {must_say} | {move.sentence} |"
            )
    return "\n".join(rows)


def test_a_move_gives_the_new_state():
    move = pw.make_move("pair", "conversation_held", "confirm", by="A. Officer")
    assert move.to == "confirmed"
    assert move == pw.make_move(
        pw.LifeCycle.PAIR, "conversation_held", "confirm", by="A. Officer", reason="both want it"
    )
    assert repr(move) == "<Move: conversation_held -> confirmed by confirm>"


def test_an_illegal_move_names_the_state_and_the_legal_ones():
    with pytest.raises(pw.InvalidInput, match="the moves from published are start, decline and"):
        pw.make_move("pair", "published", "confirm", by="A. Officer")


def test_every_missing_fact_is_a_finding():
    with pytest.raises(pw.InvalidInput) as caught:
        pw.make_move("pair", "proposed", "decline")
    assert [finding.column for finding in caught.value.findings] == ["by", "reason"]


def test_an_unknown_life_cycle_is_refused_with_the_known_ones():
    with pytest.raises(pw.InvalidInput, match="application, pair, agreement"):
        pw.states("couples")


@pytest.mark.parametrize("cycle", CYCLES)
def test_states_and_moves_fit_together(cycle):
    names = [state.name for state in pw.states(cycle)]
    assert {move.to for move in pw.moves(cycle)} <= set(names)
    assert [move for name in names for move in pw.moves_from(cycle, name)] == pw.moves(cycle)
    assert pw.states(cycle) == pw.states(pw.LifeCycle[cycle.upper()])


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_guide_draws_and_lists_what_the_table_holds(cycle):
    page = GUIDE.read_text(encoding="utf-8")
    assert f"```mermaid\n{pw.diagram(cycle)}```" in page
    assert table_of(cycle) in page


def test_the_guide_draws_nothing_else():
    page = GUIDE.read_text(encoding="utf-8")
    assert len(re.findall("```mermaid", page)) == len(CYCLES)
    assert len(re.findall(r"^\| \w+ \| `\w+` \| \w+ \|", page, re.MULTILINE)) == sum(
        len(pw.moves(cycle)) for cycle in CYCLES
    )
