"""People of no region of the programme are told: no place counts them."""

import re

from small_rounds import csv_text, forms, panel, programme_text

import pairwell as pw
from pairwell.round.inputs import Paths, dry_run, load

RULE = re.compile(r"\[rules\.nation\].*?\n\n", re.DOTALL)
OPEN = RULE.sub("", programme_text(mentees="1"))
MENTEES = [f"ME-{number}" for number in range(1, 9)]
NATIONS = ["England", "", "Wales", "", "", "", "", ""]
MENTORS = ["MR-1", "MR-2"]


def told(findings) -> list[str]:
    return [str(finding.message) for finding in findings if finding.rule == "region"]


def test_who_is_of_no_region_is_told_in_a_round():
    tables = forms(MENTEES, nation=NATIONS), forms(MENTORS)
    marks = panel([*MENTEES, *MENTORS])
    round_ = pw.run_round(pw.Programme.parse(OPEN), *tables, marks)
    on = [entry.reference for entry in round_.selections if entry.outcome.name == "SHORTLISTED"]
    assert set(MENTEES[1:]) <= set(on)  # though England has a place for one mentee
    assert told(round_.findings) == [
        "6 eligible mentees name no region, and places are counted by region: nothing limits how"
        " many of them take part (ME-2, ME-4, ME-5, ME-6, ME-7 and 1 more).",
        "1 eligible mentee is of 'Wales', which is no region of the programme, and places are"
        " counted by region: nothing limits how many of them take part (ME-3).",
    ]
    closed = pw.run_round(pw.Programme.parse(programme_text()), *tables, marks)
    assert told(closed.findings) == []  # by its rule they take no part


def test_who_is_of_no_region_is_told_by_a_check(tmp_path):
    for name, text in (
        ("p.toml", OPEN),
        ("a.csv", csv_text(forms(MENTEES, nation=NATIONS))),
        ("b.csv", csv_text(forms(MENTORS))),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    inputs = load(Paths(tmp_path / "p.toml", tmp_path / "a.csv", tmp_path / "b.csv"))
    assert [message[:33] for message in told(dry_run(inputs))] == [
        "6 eligible mentees name no region", "1 eligible mentee is of 'Wales', ",
    ]  # fmt: skip
    everywhere = pw.Programme.parse(OPEN.partition("[places")[0])
    inputs.programme = everywhere
    assert told(dry_run(inputs)) == []  # nothing is counted
