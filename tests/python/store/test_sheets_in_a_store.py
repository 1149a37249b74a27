"""Sheets as they were exported, taken into a store; and what later versions of a programme ask."""

import json

import pytest
from peer_sheets import HELP, HELP_COUNTS, HOURS_AND_HOPES, ROLES, SHEET, TITLE, WHO_AND_WHEN
from store_cases import raw, ticking

import pairwell as pw
from pairwell.store import create_store
from pairwell.store._ledger import rows_of
from pairwell.store._tables import Desk

ID = "peers"
PROGRAMME = f"""
{TITLE}
nations = ["Wales", "England"]
[timetable.deadline]
title = "Forms are due"
on = "2026-04-01"
at = "12:00"
{WHO_AND_WHEN}
[questions.where]
kind = "choice"
plays = "region"
{HELP}
options = ["Forms and letters", "Crafts, sewing and knitting", "Work"]
{HOURS_AND_HOPES}
[questions.gender]
kind = "choice"
keep = "monitoring"
options = ["Woman", "Man"]
[questions.born]
kind = "level"
keep = "monitoring"
options = ["1980s", "1990s", "before"]
{SHEET}
{ROLES}
{HELP_COUNTS}
[objective]
stages = ["most_pairs"]
floor = 0
seed = 1
"""
HEADINGS = (
    "Timestamp;Email Address;Your name;phone;I would like to be;where;"
    "What would you like help with?;What can you help with?;hours;hopes;gender;born\n"
)
EXPORT = (
    HEADINGS
    + """\
02/03/2026 10:00;ana@example.org;Ana Reyes;0113;mentee;Wales;\
Work, Crafts, sewing and knitting;;1,5;ben@example.org;woman;1990s
01/03/2026 09:00;ben@example.org;Ben Carter;;Both of them;wales;Work;Forms and letters;2;;;before
04/03/2026 12:30;ana@example.org;Ana Reyes;;Mentee;Wales;Work;;3;ben carter, \
nobody@example.com;Woman;
"""
)


@pytest.fixture
def store(store_url):
    with create_store(store_url, clock=ticking("2026-04-02T09:00:00+00:00")) as made:
        made.add_programme(pw.Programme(PROGRAMME), actor="Officer")
        yield made


@pytest.fixture
def receive(store, tmp_path):
    """Take a sheet of both roles into the store, as a file."""

    def receive(text):
        (tmp_path / "people.csv").write_text(text, "cp1252")
        return store.reception(ID, actor="Officer").receive_sheets(
            {"people": tmp_path / "people.csv"}
        )

    return receive


def answers(store, role="mentee"):
    read = store.applications(ID, actor="Panel").forms(role)
    return {form.reference: form.answers for form in read.forms}


def cells(url, reference):
    rows = raw(url, f"SELECT cells FROM application.form WHERE reference = '{reference}'")
    return json.loads(rows[-1][0])


def test_one_sheet_of_both_roles_is_taken_in_as_it_was_exported(store, receive, store_url):
    came = receive(EXPORT)
    assert came["mentee"].new == ("MM-001", "MM-002")
    assert came["mentor"].new == ("MR-001",)
    ana = answers(store)["MM-002"]
    assert (ana["help"], ana["hours"], ana["where"]) == (["Work"], 30, "Wales")
    assert ana["hopes"] == ["MR-001", "not-found-2"]
    kept = cells(store_url, "MM-002")
    assert kept["hours"] == "3.0"
    assert kept["@state"] == "submitted"
    assert not {"email", "name", "phone", "gender", "born"} & set(kept)
    assert store.audit(ID).holds
    regions = {p.reference: p.region for p in store.pairs(ID, actor="A").standing().people.values()}
    assert regions == {"MM-001": "Wales", "MM-002": "Wales", "MR-001": "Wales"}


def test_who_somebody_is_goes_to_the_desk_that_knows_names(store, receive):
    receive(EXPORT)
    people = store.identities(ID, actor="Officer").look_up(["MM-002", "MR-001"], "a test")
    assert people["MM-002"].email == "ana@example.org"
    assert people["MM-002"].further == {"hopes": "MR-001\nnobody@example.com"}
    assert people["MR-001"].further == {}
    receive(EXPORT.replace("Ana Reyes;;Mentee", "Ana Reyes;0113;Mentee"))
    people = store.identities(ID, actor="Officer").look_up(["MM-002"], "a test")
    assert people["MM-002"].further["phone"] == "0113"
    for desk in (Desk.APPLICATIONS, Desk.MONITORING, Desk.SUPERVISION):
        with pytest.raises(pw.Error), store._database.reading(desk) as connection:
            rows_of(connection, ID, "particulars")


def test_monitoring_answers_go_to_the_desk_that_counts_them(store, receive):
    receive(EXPORT)
    found = {own.reference: own.answers for own in store.monitoring(ID, actor="A").answers()}
    assert found == {
        "MM-001": {"gender": None, "born": 2},
        "MM-002": {"gender": "Woman", "born": None},
        "MR-001": {"gender": None, "born": 2},
    }
    received = [r for r in store.records(ID) if r.action == "receive monitoring"]
    assert [(r.subject, r.outcome) for r in received] == [("monitoring", "3 rows")]


def test_references_stay_the_same_in_later_sheets(store, receive):
    receive(EXPORT)
    new = "01/02/2026 08:00;zoe@example.org;Zoe;;mentee;Wales;Work;;;ana@example.org;;\n"
    came = receive(HEADINGS + new + EXPORT.removeprefix(HEADINGS))
    assert came["mentee"].new == ("MM-003",)
    assert came["mentee"].unchanged == ("MM-001", "MM-002")
    later = "09/03/2026 08:00;BEN@example.org;Ben C.;;mentor;Wales;;Work;;zoe@example.org;;\n"
    came = receive(HEADINGS + later)
    assert (came["mentor"].new, came["mentor"].changed) == ((), ("MR-001",))
    assert answers(store, "mentor")["MR-001"]["hopes"] == ["MM-003"]  # who is known from before


def test_forms_of_one_person_know_of_each_other(store, receive):
    receive(HEADINGS + "01/03/2026 09:00;ben@example.org;Ben;;mentee;Wales;Work;;;;;\n")
    receive(HEADINGS + "02/03/2026 09:00;ben@example.org;Ben;;mentor;Wales;;Work;;;;\n")
    desk = store.applications(ID, actor="Panel")
    mentee, mentor = (desk.forms(role).forms[0] for role in ("mentee", "mentor"))
    assert mentor.same_person == [mentee.reference]
    scorer = pw._core.scorer_of(store.programme(ID), [mentee], [mentor])
    assert [refusal.rule for refusal in scorer.pair(0, 0).refusals] == ["same-person"]


def test_a_sheet_with_an_error_is_not_taken_in(store, receive):
    before = store.audit(ID)
    with pytest.raises(pw.InvalidInput) as caught:
        receive(EXPORT.replace(";1,5;", ";a few;").replace("Both of them", "neither"))
    assert {(f.file, f.row, f.column) for f in caught.value.findings if f.severity.name == "ERROR"}
    assert store.audit(ID) == before


def with_questions(**changes):
    """The programme with a question taken out (None), or with other lines in it."""
    text = PROGRAMME
    for name, lines in changes.items():
        begin = text.find(f"[questions.{name}]")
        end = text.find("\n[", begin) + 1 if begin >= 0 else 0
        if lines is None:
            text = text[:begin] + text[end:]
        elif begin >= 0:
            text = text[:begin] + f"[questions.{name}]\n{lines}\n" + text[end:]
        else:
            text = text.replace("[sheets.", f"[questions.{name}]\n{lines}\n[sheets.", 1)
    return text


class TestALaterVersion:
    @pytest.fixture(autouse=True)
    def taken_in(self, receive):
        receive(EXPORT)

    def change(self, store, **questions):
        store.add_programme(pw.Programme(with_questions(**questions)), actor="Officer")

    def test_may_ask_more(self, store):
        before = answers(store)
        self.change(store, site='kind = "choice"\noptions = ["North"]')
        assert answers(store) == {r: own | {"site": None} for r, own in before.items()}
        assert len(store.applications(ID, actor="Panel").decide()) == 3

    def test_keeps_what_it_asks_no_longer_and_tells(self, store, receive, store_url):
        self.change(store, hours=None)
        read = store.applications(ID, actor="Panel").forms("mentee")
        assert "hours" not in read.forms[0].answers
        (told,) = [finding for finding in read.findings if finding.rule == "not-asked"]
        assert (told.column, told.message[:8]) == ("hours", "2 forms ")
        assert cells(store_url, "MM-002")["hours"] == "3.0"
        held = store.custodian(ID, actor="DPO").subject_access("MM-002")
        assert '"hours":"3.0"' in held["application"]["form"][0]["cells"]
        self.change(store)  # and asked again, it is there
        assert answers(store)["MM-002"]["hours"] == 30

    def test_reads_what_was_answered_by_its_own_questions(self, store):
        self.change(store, hours='kind = "scale"\nrange = { least = 0, most = 1 }')
        with pytest.raises(pw.InvalidInput, match=r"stored mentees.*hours"):
            answers(store)
        self.change(store, hours='kind = "number"\ndecimals = 2')
        assert answers(store)["MM-002"]["hours"] == 300
        self.change(store, help='kind = "ranked"\nrange = { least = 1, most = 3 }')
        assert [need.term for need in answers(store)["MM-001"]["help"]] == ["Work"]

    def test_shows_nothing_of_what_it_keeps_elsewhere(self, store):
        self.change(store, hours='kind = "number"\ndecimals = 1\nkeep = "monitoring"')
        read = store.applications(ID, actor="Panel").forms("mentee")
        assert "hours" not in read.forms[0].answers
        view = store.applications(ID, actor="Panel").panel_view("mentee")
        assert "hours" not in view.columns

    def test_may_name_the_state_and_the_time_otherwise(self, store):
        self.change(store, when=None, sent='kind = "instant"\nplays = "submitted_at"')
        (form, _) = store.applications(ID, actor="Panel").forms("mentee").forms
        assert form.submitted_at is not None

    def test_counts_regions_by_the_question_that_plays_them_now(self, store):
        self.change(store, where='kind = "choice"', side='kind = "choice"\nplays = "region"')
        people = store.pairs(ID, actor="A").standing().people.values()
        assert {person.region for person in people} == {""}

    def test_counts_groups_by_its_own_questions_of_monitoring(self, store):
        self.change(store, gender=None)
        found = store.monitoring(ID, actor="A").answers()
        assert {tuple(own.answers) for own in found} == {("born",)}


def test_a_programme_with_tables_beside_it_is_kept_whole(store_url):
    places = {"name": ["Leeds"], "latitude": ["53.8"], "longitude": ["-1.55"]}
    text = PROGRAMME.replace("[timetable.", 'locations = "places.csv"\n[timetable.', 1)
    programme = pw.Programme(text, tables={"places.csv": places})
    with create_store(store_url, programme, actor="Officer") as store:
        kept = store.programme(ID)
        assert kept.tables == {}
        assert [place.name for place in kept.locations] == ["Leeds"]
        before = store.audit(ID)
        store.add_programme(programme, actor="Officer")
        assert store.audit(ID) == before
        assert before.holds


def test_everybody_is_of_the_one_region_where_nobody_is_asked(store_url, tmp_path):
    text = PROGRAMME.replace('["Wales", "England"]', '["Wales"]').replace('plays = "region"\n', "")
    export = tmp_path / "people.csv"
    export.write_text(EXPORT, "utf-8")
    with create_store(store_url, pw.Programme(text), actor="Officer") as store:
        store.reception(ID, actor="Officer").receive_sheets({"people": export})
        desk = store.applications(ID, actor="Panel")
        for form in (*desk.forms("mentee").forms, *desk.forms("mentor").forms):
            assert form.nation == "Wales"
        people = store.pairs(ID, actor="A").standing().people.values()
        assert {person.region for person in people} == {"Wales"}


def test_the_same_sheet_again_changes_nothing_where_a_form_of_the_other_role_came_since(
    store, receive, store_url
):
    mentors = HEADINGS + "02/03/2026 09:00;ben@example.org;Ben;;mentor;Wales;;Work;;;;\n"
    mentees = HEADINGS + "01/03/2026 09:00;ben@example.org;Ben;;mentee;Wales;Work;;;;;\n"
    receive(mentors)
    receive(mentees)
    again = receive(mentors)
    assert (again["mentor"].changed, again["mentor"].unchanged) == ((), ("MR-001",))
    kept = raw(store_url, "SELECT cells FROM application.form WHERE reference = 'MR-001'")
    assert len(kept) == 1
    desk = store.applications(ID, actor="Panel")
    mentee, mentor = (desk.forms(role).forms[0] for role in ("mentee", "mentor"))
    scorer = pw._core.scorer_of(store.programme(ID), [mentee], [mentor])
    assert [refusal.rule for refusal in scorer.pair(0, 0).refusals] == ["same-person"]
    # Under another e-mail they are somebody else, and nothing is left that says otherwise.
    receive(mentees.replace("ben@", "benjamin@").replace("MM-001", ""))
    others = desk.forms("mentee").forms
    scorer = pw._core.scorer_of(store.programme(ID), others, desk.forms("mentor").forms)
    assert [len(scorer.pair(i, 0).refusals) for i in range(len(others))] == [1, 0]
