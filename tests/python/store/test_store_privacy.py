"""Personal data: what is given to the person, what is erased, and what is left."""

import datetime as dt
import json

import pytest
from small_rounds import panel
from store_cases import MENTEES, MENTORS, PROGRAMME, everything, lived, named, raw, ticking

import pairwell as pw
from pairwell.store import _applications, _decisions, open_store
from pairwell.store._ledger import canonical, digest_of


@pytest.fixture
def custodian(filled):
    """The custodian of a programme that was decided upon and shortlisted."""
    desk = filled.applications(PROGRAMME, actor="Panel")
    desk.decide()
    desk.mark(panel([*MENTEES, *MENTORS]))
    desk.shortlist()
    return filled.custodian(PROGRAMME, actor="Custodian")


@pytest.fixture
def later(custodian, filled_url):
    """Give the custodian of the same store at a later time."""
    opened = []

    def at(moment):
        opened.append(open_store(filled_url, clock=ticking(moment)))
        return opened[-1].custodian(PROGRAMME, actor="Custodian")

    yield at
    for store in opened:
        store.close()


def as_before_detail(entry, role):
    """Make the row of a selection as it was while the reason named those whose marks tie."""
    row = _decisions.selected(entry, role)
    (reason,) = json.loads(row["reasons"])
    text = f"{entry.reason} {entry.detail}".rstrip()
    return row | {"reasons": canonical([reason | {"text": text}])}


class TestSubjectAccess:
    def test_gives_everything_and_only_of_that_person(self, filled, custodian):
        reception = filled.reception(PROGRAMME, actor="Officer")
        reception.receive("mentee", named(["ME-1"], nation=["Scotland"]))
        held = custodian.subject_access("ME-1")
        assert held["identity"]["person"][0]["name"] == "Name of ME-1"
        assert [json.loads(f["cells"])["nation"] for f in held["application"]["form"]] == [
            "England", "Scotland",
        ]  # fmt: skip
        assert held["application"]["mark"][0]["marks"] == '{"need":10}'
        assert [d["outcome"] for d in held["application"]["decision"]] == [
            "eligible", "shortlisted",
        ]  # fmt: skip
        assert json.loads(held["monitoring"]["answers"][0]["cells"])["gender"] == "woman"
        assert [r["action"] for r in held["record"]] == [
            "receive form", "decide", "mark", "shortlist", "receive form",
        ]  # fmt: skip
        assert "ME-2" not in json.dumps(held)
        assert filled.records(PROGRAMME)[-1].action == "subject access"

    @pytest.mark.parametrize("version", ["now", "earlier"])
    def test_names_nobody_whose_marks_tie(self, filled, filled_url, monkeypatch, version):
        if version == "earlier":  # its reasons went on to name them, and stay as they were written
            monkeypatch.setattr(_applications, "selected", as_before_detail)
        desk = filled.applications(PROGRAMME, actor="Panel")
        desk.decide()
        desk.mark({**panel(MENTEES), "need": ["9", "9", "9"]})
        first = desk.shortlist()
        assert all("The mean mark ties with ME-" in s.detail for s in first["mentee"])
        monkeypatch.undo()
        kept = raw(filled_url, "SELECT reasons FROM application.decision WHERE stage = 'selection'")
        assert any("ME-" in row[0] for row in kept) == (version == "earlier")
        own = filled.custodian(PROGRAMME, actor="DPO")
        for reference in MENTEES:
            others = {*MENTEES, *MENTORS} - {reference}
            assert not any(other in json.dumps(own.subject_access(reference)) for other in others)
        assert not any("ME-" in d.reasons[0]["text"] for d in desk.decisions("selection"))
        before = filled.audit(PROGRAMME)
        desk.shortlist()
        assert filled.audit(PROGRAMME).records == before.records  # nothing differs

    def test_says_where_nothing_is_held(self, filled, custodian):
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.Error, match="nothing is held under the reference 'ME-77'"):
            custodian.subject_access("ME-77")
        assert filled.audit(PROGRAMME) == before


class TestErasure:
    def test_leaves_nothing_of_the_person_and_the_chain_holds(self, filled, filled_url, custodian):
        assert "Name of ME-1" in everything(filled_url)
        erased = custodian.erase("ME-1", because="Asked for on 3 May.")
        # Name, form, mark, two decisions, answers; and four records are about nobody now.
        assert erased == 6 + 4
        left = everything(filled_url)
        for gone in ("Name of ME-1", "me-1@example.org", "ME-1"):
            assert gone not in left
        assert "Name of ME-2" in left
        assert filled.audit(PROGRAMME).holds
        with pytest.raises(pw.Error, match="nothing is held under the reference 'ME-1'"):
            custodian.subject_access("ME-1")

    def test_keeps_anonymous_counts(self, custodian):
        before = custodian.counts()
        assert before[("mentee", "England")] == {
            "applied": 3, "eligible": 3, "shortlisted": 2, "interviewed": 0, "matched": 0,
            "completed": 0,
        }  # fmt: skip
        for reference in ("ME-1", "ME-3", "MR-2"):
            custodian.erase(reference, because="Asked for.")
        assert custodian.counts() == before

    def test_is_refused_without_a_reason_or_for_nobody(self, filled, custodian):
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.Error, match="says why"):
            custodian.erase("ME-1", because=" ")
        with pytest.raises(pw.Error, match="nothing is held"):
            custodian.erase("ME-77", because="Asked for.")
        assert filled.audit(PROGRAMME) == before

    @pytest.mark.parametrize(
        "because",
        [
            "Rhéa has asked for it.",
            "rhea O HARA-JONES",
            "The Joneses rang.",
            "ohara asked",
            "Mail of R.Hara-Jones@Example.org",
            "By rjhara, on 3 May.",
        ],
    )
    def test_keeps_no_reason_that_names_the_person(self, filled, filled_url, custodian, because):
        who = named(["ME-1"])
        who |= {"name": ["Rhea O'Hara-Jones"], "email": ["rjhara@example.org"]}
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", who)
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput, match="may not hold a part of the") as refused:
            custodian.erase("ME-1", because=because)
        assert because not in str(refused.value)
        assert filled.audit(PROGRAMME) == before
        assert custodian.erase("ME-1", because="Asked for by the applicant.") > 5

    @pytest.mark.parametrize("because", ["ME-1 asked.", "asked (me-1)", "ＭＥ-1"])
    def test_keeps_no_text_with_the_persons_reference(self, filled, custodian, because):
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput, match="may not hold the person's reference"):
            custodian.erase("ME-1", because=because)
        with pytest.raises(pw.InvalidInput, match="may not hold the person's reference"):
            filled.identities(PROGRAMME, actor="Officer").look_up(["ME-2", "ME-1"], because)
        assert filled.audit(PROGRAMME) == before
        assert custodian.erase("ME-1", because="Not of ME-11 or HOME-1.")

    def test_says_what_it_would_take_and_whom_it_does_not_know(self, filled):
        pairs = lived(filled)
        custodian = filled.custodian(PROGRAMME, actor="Custodian")
        before = filled.audit(PROGRAMME)
        held = custodian.held(pairs[0][0])
        assert (held.pairs, held.grants) == ((pairs[0],), ("G-1",))
        assert sum(held.rows.values()) == custodian.erase(pairs[0][0], because="Asked for.")
        assert before.records + 1 == filled.audit(PROGRAMME).records
        with pytest.raises(pw.Error, match=r"reference 'MR-01'.*Did you mean 'MR-1'"):
            custodian.held("MR-01")

    def test_what_was_taken_away_without_a_record_still_shows(self, filled, filled_url, custodian):
        custodian.erase("ME-1", because="Asked for.")
        raw(filled_url, "DELETE FROM identity.person WHERE reference = 'ME-2'")
        assert not filled.audit(PROGRAMME).holds

    def test_a_guess_at_what_was_erased_cannot_be_tried(self, filled, custodian):
        """Two people alike in everything leave different digests."""
        reception = filled.reception(PROGRAMME, actor="Officer")
        for _ in range(2):
            reception.receive("mentee", named(["ME-9"]))
            custodian.erase("ME-9", because="Asked for.")
        received = [r for r in filled.records(PROGRAMME) if r.action == "receive form"][-2:]
        assert [r.subject for r in received] == ["", ""]
        for part in ("inputs", "digest"):
            assert len({getattr(r, part) for r in received}) == 2

    def test_marks_cannot_be_guessed_from_what_is_left(self, filled, filled_url, custodian):
        """Whoever knows the panel can try every mark on every digest that is left."""
        custodian.erase("ME-1", because="Asked for.")
        left = everything(filled_url)
        for most in range(11):
            looked_at = digest_of([["A", [most]]])
            assert looked_at not in left
        decided = pw.decide(
            filled.programme(PROGRAMME),
            pw.read_mentees(named(["ME-1"]), filled.programme(PROGRAMME)).forms,
        )
        assert decided[0].inputs not in left

    def test_takes_what_the_record_says_of_somebody_of_whom_nothing_is_held(
        self, filled, filled_url, custodian
    ):
        filled.identities(PROGRAMME, actor="Officer").look_up(["ME-77"], "letters")
        assert custodian.erase("ME-77", because="Asked for.") == 1
        assert "ME-77" not in everything(filled_url)
        assert filled.audit(PROGRAMME).holds


class TestRetention:
    def test_says_what_is_due_and_changes_nothing_at_first(self, filled, custodian):
        custodian.keep_for("monitoring", 6, because="Published policy.")
        custodian.keep_for("identity", 12, because="Published policy.")
        before = filled.audit(PROGRAMME)
        report = custodian.purge(dt.date(2018, 6, 1))
        assert report.is_dry
        assert [(d.kind, d.kept_until, d.is_due, d.rows, d.people) for d in report.classes] == [
            ("application", None, False, 20, 5),
            ("identity", dt.date(2018, 11, 30), False, 5, 5),
            ("monitoring", dt.date(2018, 5, 31), True, 3, 3),
            ("supervision", None, False, 0, 0),
        ]
        assert filled.audit(PROGRAMME) == before

    def test_is_over_on_the_day_after_the_last(self, custodian):
        custodian.keep_for("monitoring", 6, because="Published policy.")
        due = {d.kind: d.is_due for d in custodian.purge(dt.date(2018, 5, 31)).classes}
        assert not due["monitoring"]

    def test_erases_nothing_before_its_day(self, filled, later):
        """The day is that of the programme's zone: in London it is 23:30 and not yet 1 June."""
        custodian = later("2018-05-31T22:30:00+00:00")
        custodian.keep_for("monitoring", 6, because="Published policy.")
        before = filled.audit(PROGRAMME)
        assert custodian.today() == dt.date(2018, 5, 31)
        with pytest.raises(pw.Error, match=r"2018-05-31 in Europe/London.*not of 2018-06-01"):
            custodian.purge(dt.date(2018, 6, 1), dry=False)
        assert [d.kind for d in custodian.purge(dt.date(2018, 6, 1)).classes if d.is_due]
        assert custodian.purge().on == dt.date(2018, 5, 31)
        assert filled.audit(PROGRAMME) == before
        custodian = later("2018-05-31T23:30:00+00:00")
        assert [d.kind for d in custodian.purge(dry=False).classes if d.is_due] == ["monitoring"]

    def test_erases_the_class_that_is_due_and_no_other(self, filled, filled_url, later):
        custodian = later("2018-03-02T10:00:00+00:00")
        custodian.keep_for("identity", 0, because="Published policy.")
        custodian.keep_for("application", 3, because="Published policy.")
        counts = custodian.counts()
        report = custodian.purge(dt.date(2017, 12, 1), dry=False)
        assert [d.kind for d in report.classes if d.is_due] == ["identity"]
        assert "Name of" not in everything(filled_url)
        assert len(filled.applications(PROGRAMME, actor="A").forms("mentee").forms) == 3
        custodian.purge(dt.date(2018, 3, 1), dry=False)
        assert filled.applications(PROGRAMME, actor="A").forms("mentee").forms == []
        assert custodian.counts() == counts
        assert filled.audit(PROGRAMME).holds
        assert [r.subject for r in filled.records(PROGRAMME) if r.action == "purge"] == [
            "identity", "application",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("kind", "months", "because", "words"),
        [
            ("shoes", 1, "Policy.", "no class of data 'shoes'; there are application, identity"),
            ("identity", -1, "Policy.", "0 to 1200 months, not -1"),
            ("identity", 1, " ", "has a reason"),
        ],
    )
    def test_is_set_with_a_class_a_time_and_a_reason(self, custodian, kind, months, because, words):
        with pytest.raises(pw.Error, match=words):
            custodian.keep_for(kind, months, because=because)
