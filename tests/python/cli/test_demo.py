"""The demo: the pilot's facts show, and its files agree with each other."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest
from small_rounds import environment

import pairwell as pw

FILES = {
    "decisions.csv", "pairs.csv", "report.html", "summary.html", "timetable.ics", "unmatched.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Run the demo once, in words."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, _run(folder)


def _run(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "pairwell", "demo", "--out", "out", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )


def _rows(folder, name):
    text = (folder / "out" / name).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_file_is_there_and_named(demo):
    folder, result = demo
    assert {path.name for path in (folder / "out").iterdir()} - {".pairwell.json"} == FILES
    assert all(f"out/{name}" in result.stdout for name in FILES)


def test_the_default_folder_is_pairwell_demo(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "pairwell", "demo"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert (tmp_path / "pairwell-demo" / "report.html").exists()


def test_the_slip_of_the_published_timetable_shows_with_both_readings(demo):
    folder, result = demo
    report = (folder / "out" / "report.html").read_text("utf-8")
    for text in (" ".join(result.stdout.split()), report):
        assert "Tuesday 16 May 2017" in text
        assert "15 May 2017" in text


def test_pairs_agree_in_table_report_and_summary(demo):
    folder, result = demo
    pairs = [(row["mentee"], row["mentor"]) for row in _rows(folder, "pairs.csv")]
    assert pairs
    summary = json.loads(_run(folder, "--json").stdout)
    assert pairs == [(pair["mentee"], pair["mentor"]) for pair in summary["pairs"]]
    assert [row["points"] for row in _rows(folder, "pairs.csv")] == [
        f"{pair['points']:.3f}" for pair in summary["pairs"]
    ]
    report = (folder / "out" / "report.html").read_text("utf-8")
    shown = re.findall(r'<span class="who"><b>(\S+)</b> with <b>(\S+)</b></span>', report)
    assert pairs == shown
    assert f"{len(pairs)} pairs\n" in result.stdout
    for mentee, mentor in pairs:
        assert re.search(rf"^ *{mentee} +{mentor} ", result.stdout, re.MULTILINE)


def test_the_unmatched_agree_in_table_report_and_summary(demo):
    folder, result = demo
    unmatched = _rows(folder, "unmatched.csv")
    summary = json.loads(_run(folder, "--json").stdout)
    assert [row["reference"] for row in unmatched] == [
        person["reference"] for person in summary["unmatched"]
    ]
    assert all(row["text"] for row in unmatched)
    paired = {row[role] for row in _rows(folder, "pairs.csv") for role in ("mentee", "mentor")}
    assert paired.isdisjoint(row["reference"] for row in unmatched)
    assert all(row["reference"] in result.stdout for row in unmatched)


def test_every_form_has_a_decision(demo, pilot_round):
    folder, _ = demo
    decided = {row["reference"] for row in _rows(folder, "decisions.csv")}
    forms = (*pilot_round.mentees.forms, *pilot_round.mentors.forms)
    assert decided == {form.reference for form in forms}


def test_each_role_has_its_one_place_in_scotland(pilot_round):
    for role in ("mentee", "mentor"):
        (row,) = [r for r in pilot_round.funnel if (r.role, r.region) == (role, "Scotland")]
        assert row.eligible > 1  # so that the place is what limits
        assert row.matched == 1


def test_no_region_has_more_pairs_than_places(pilot_round):
    for place in pilot_round.programme.places:
        role = place.role.name.lower()
        (row,) = [r for r in pilot_round.funnel if (r.role, r.region) == (role, place.region)]
        assert row.matched <= place.people.most


def test_a_form_that_came_a_second_late_is_late(pilot_round):
    late = [d for d in pilot_round.decisions if d.outcome == pw.Outcome.LATE]
    texts = [reason.text for decision in late for reason in decision.reasons]
    assert any("10:00:01" in text and ", 1 second after" in text for text in texts), texts


def test_the_declared_conflict_is_refused_and_not_paired(pilot_round):
    declared = {
        frozenset((form.reference, other))
        for form in (*pilot_round.mentees.forms, *pilot_round.mentors.forms)
        for other in form.conflicts
    }
    assert declared
    paired = {frozenset((p.mentee.reference, p.mentor.reference)) for p in pilot_round.pairs}
    assert not declared & paired
    went_on = {f.reference for f in (*pilot_round.mentee_forms, *pilot_round.mentor_forms)}
    assert any(pair <= went_on for pair in declared)  # so that the rule had something to do
    mentees = {form.reference: form for form in pilot_round.mentees.forms}
    mentors = {form.reference: form for form in pilot_round.mentors.forms}
    for pair in declared:
        (mentee,) = (mentees[reference] for reference in pair if reference in mentees)
        (mentor,) = (mentors[reference] for reference in pair if reference in mentors)
        refusals = pw.score_pair(pilot_round.programme, mentee, mentor).refusals
        assert "conflict" in [refusal.rule for refusal in refusals]


def test_grace_was_given_by_a_named_person_for_a_reason(pilot_round):
    (grace,) = pilot_round.graces
    assert grace.reason
    assert grace.decided_by
    (decision,) = [d for d in pilot_round.decisions if d.reference == grace.reference]
    assert decision.outcome == pw.Outcome.ELIGIBLE
    assert any(grace.decided_by in reason.text for reason in decision.reasons)


def test_every_kind_of_outcome_occurs(pilot_round):
    outcomes = {decision.outcome for decision in pilot_round.decisions}
    assert outcomes == set(pw.Outcome)


def test_names_appear_only_when_asked_for(demo, pilot_round):
    folder, _ = demo
    names = {p.name for p in pilot_round.mentees.identities if p.name}
    emails = {p.email for p in pilot_round.mentees.identities if p.email}
    assert names
    assert emails
    plain = "".join((folder / "out" / name).read_text("utf-8") for name in FILES)
    assert not [name for name in names | emails if name in plain]
    _run(folder, "--names")
    with_names = (folder / "out" / "report.html").read_text("utf-8")
    first = pilot_round.pairs[0].mentee.reference
    (name,) = [p.name for p in pilot_round.mentees.identities if p.reference == first]
    assert f"{first} ({name})" in with_names
    assert _rows(folder, "pairs.csv")[0]["mentee_name"] == name
    assert not [email for email in emails if email in with_names]
