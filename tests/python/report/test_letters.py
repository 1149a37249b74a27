"""Letters: each is about where somebody stands now, and names nobody who was not told of."""

import csv
import datetime as dt
import io
import re
from importlib.resources import files
from types import SimpleNamespace

import pytest
from small_rounds import forms, panel, programme_text
from store_cases import EXTRA, MENTEES, PROGRAMME, hour, named, ticking

import pairwell as pw
from pairwell.report.letters import KINDS, TABLE, UNASKED, letters, samples
from pairwell.store import Running, create_store

ON = dt.date(2017, 4, 26)
IN_A_FILE = pytest.mark.parametrize("filled_url", ["sqlite"], indirect=True)
"""For what no database can tell apart; the rest is on both."""
WITH_INTERVIEWS = (
    programme_text(mentees="16", mentors="16", reserves=3)
    + EXTRA
    + """
[timetable.interviews]
title = "Interviews"
kind = "interviews"
on = "Wednesday 3 May 2017"
note = "They are by video."
"""
)

HEAD = """A Museum

26 April 2017

Reference: {reference}

Dear Name of {reference},

"""
DECIDED = """

{decider} decided this on 25 April 2017, by the rules of Small Scheme as published. A person
decided; no program did so alone.

If you think that this is wrong, or want to add something, please answer this letter. Somebody who
did not take part in the decision will look at it again and tell you what came of it.
"""
MATCHED = DECIDED.replace("{decider} decided this on", "Officer made that matching on").replace(
    "A person\ndecided; no program did so alone.",
    "A person looks at what comes of it; no program decides alone.",
)
NEWS = """

If you have a question, or want to add something, please answer this letter.
"""
FOOT = """
You may also ask for a copy of everything that we hold about you.

With kind regards,

J. Farrow, A Museum
"""
BODIES = {
    "eligible": """Thank you for applying to Small Scheme as a mentee. Your application meets
the rules. A panel will read it under its reference, without your name, and we will write to you
about what it decides.""",
    "not_eligible": """Thank you for applying to Small Scheme as a mentee. We are sorry to
tell you that by the published rules your application cannot go on, for this reason:

- The form names another nation.

If the form left something out that you can add, please tell us.""",
    "late": """Thank you for applying to Small Scheme as a mentee. We are sorry to tell you
that your application came after the deadline:

- Submitted at 10:00:01 on Monday 24 April 2017 (BST), 1 second after the deadline of 10:00:00.

If something beyond your control kept you from sending it in time, please tell us what it was. We
let late forms in where there is such a reason.""",
    "not_scored": """Thank you for applying to Small Scheme as a mentee. Your application
meets the rules. Not enough members of the panel have marked it yet, so it has no place on the
list so far. You need not do anything: we will write to you once they have.""",
    "shortlisted": """Thank you for applying to Small Scheme as a mentee. We are glad to tell
you that you are on the shortlist.

The next step is an interview: Interviews, Wednesday 3 May 2017. We will write to you about the
time. If you need anything that makes it easier to take part, tell us; what it costs has no part
in any decision.""",
    "promoted": """We are glad to tell you that a place in Small Scheme has become free, and
that you have moved from the reserve list to the shortlist, as a mentee.

The next step is an interview: Interviews, Wednesday 3 May 2017. We will write to you about the
time. If you need anything that makes it easier to take part, tell us; what it costs has no part
in any decision.""",
    "interview": """Thank you for applying to Small Scheme as a mentee. You are on the
shortlist, and we are glad to invite you to an interview:

- When: Wednesday 3 May 2017, 09:00 to 10:00 (BST, Europe/London)
- With: panel A
- Please note: They are by video.

If you cannot come at that time, please tell us soon, and we will look for another. If you need
anything that makes it easier to take part, tell us as well; what it costs has no part in any
decision.""",
    "interviewed": """Thank you for coming to your interview for Small Scheme. It
is not decided yet whether you have a place as a mentee. We will write to you as soon as it is.""",
    "reserve": """Thank you for applying to Small Scheme as a mentee. There are more good
applications than places, and you are number 1 on the reserve list for England. Whenever a place
becomes free, it is offered in that order, and we will write to you when it is yours.""",
    "not_selected": """Thank you for applying to Small Scheme as a mentee. There were more
good applications than places, and we are sorry that we cannot offer you one this time:

- Ranked 20 of 20 mentees in England with 0.0% of all marks from 1 panel member: behind the 16
places and the 3 reserves.""",
    "accepted": """We are glad to tell you that you have a place in Small Scheme, as a mentee.
We are looking for a mentor who suits you, and will write to you as soon as that is settled.""",
    "unpaired": """You have a place in Small Scheme, as a mentee. We are sorry that we
have not found a mentor for you in the last matching. You keep your place, and we will look again
whenever somebody becomes free. If the times that you are free, or your wishes, have changed,
please tell us: it may help.""",
    "matched": """We are glad to tell you that you are matched for Small Scheme, as a mentee,
with your mentor:

- Name of {partner}, {address}@example.org

Your mentor has your name and e-mail address too. Please write to each other soon, and agree on
what you want from working together.

If something is not as you had hoped, at any time, tell us: either of you may end it without
giving a reason.""",
    "pair_withdrawn": """We are sorry to tell you that your mentor can no longer take part in
Small Scheme, so that your pair has ended. You keep your place as a mentee: we will look for
another mentor for you, and write to you when we have found one.""",
    "pair_declined": """We are sorry to tell you that the pair that you talked about for Small
Scheme will not go ahead. That says nothing about you: a pair has to suit both sides, and nobody
has to say why it does not. You keep your place as a mentee: we will look for another mentor for
you, and write to you when we have found one.""",
    "ended_early": """Your pair in Small Scheme has ended before its time. Thank you for the
work that you put into it. You keep your place as a mentee: we will look for another mentor for
you. If you would rather not begin again, please tell us; you need not say why.""",
    "completed": """Small Scheme has come to its end for you. Thank you for taking part as a
mentee, and for the time that you gave to it. If you tell us what was good and what was not, we
can make it better for those who come next.""",
    "withdrawn": """This confirms that on 25 April 2017 you withdrew from Small Scheme, as a
mentee. You need not say why, and need not do anything else. If you did not ask for it, please
tell us at once.

We keep what we hold about you as long as we said when you applied. If you want it erased now,
please say so.""",
}
DECIDERS = {"promoted": "Officer", "accepted": "Officer", "matched": "Officer"}
NEWS_OF = {
    "not_scored", "interviewed", "pair_withdrawn", "pair_declined", "ended_early", "completed",
}  # fmt: skip


def written(store, **options):
    made = letters(store, PROGRAMME, actor="J. Farrow", on=ON, **options)
    return {name: text.decode() for name, text in made.items()}


def read(table):
    """The kind of each letter, by reference."""
    return {
        row["reference"]: row["kind"]
        for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    }


def whole(kind, reference, partner=""):
    """The whole text of a letter to a mentee."""
    foot = DECIDED.format(decider=DECIDERS.get(kind, "Panel"))
    if kind in NEWS_OF:
        foot = NEWS
    if kind in ("withdrawn", "unpaired"):
        foot = {"withdrawn": "\n", "unpaired": MATCHED}[kind]
    body = BODIES[kind].format(partner=partner, address=partner.lower())
    text = HEAD.format(reference=reference) + body + foot + FOOT
    return re.sub(r"(?<!\n)\n(?![\n-])", " ", text).rstrip() + "\n"  # a paragraph is one line


@pytest.fixture
def life(filled):
    """Bring a programme so far that every kind of letter is due to a mentee; give who has which."""
    filled.add_programme(pw.Programme(WITH_INTERVIEWS), actor="Officer")
    reception = filled.reception(PROGRAMME, actor="Officer")
    mentees = [*MENTEES, *(f"ME-{n}" for n in range(4, 21))]  # 16 places, 3 reserves and one more
    mentors = [f"MR-{n}" for n in range(1, 8)]
    reception.receive("mentee", named([*mentees[3:], "ME-21"]))
    reception.receive("mentee", named(["ME-22"], nation=["Wales"]))
    reception.receive("mentee", named(["ME-23"], submitted_at=["2017-04-24T10:00:01"]))
    reception.receive("mentee", named(["ME-24"], state=["draft"]))
    reception.receive("mentor", named(mentors, capacity=["2"] + ["1"] * 6))
    desk = filled.applications(PROGRAMME, actor="Panel")
    desk.decide()
    marks = {**panel([*mentees, *mentors]), "need": None}
    marks["need"] = [*(str(10 - n // 2) for n in range(20)), *("5" for _ in mentors)]
    marks["need"][19] = "0"
    desk.mark(marks)
    desk.shortlist()
    reception.receive("mentee", named(["ME-25"]))
    desk.decide()
    ranked = sorted(
        (d for d in desk.decisions("selection") if d.role == "mentee" and d.rank),
        key=lambda d: d.rank,
    )
    order = [d.reference for d in ranked]
    officer = filled.pairs(PROGRAMME, actor="Officer")
    free = hour("2017-05-03", 9, 10)
    filled.running(PROGRAMME, actor="Officer").schedule(
        "interviews",
        [pw.ScheduleRequest(person=order[1], free=[free])],
        [pw.ScheduleHost(id="panel A", free=[free])],
        pw.ScheduleRules(minutes=60),
    )
    officer.move_applications([order[2], order[3]], "interview")
    officer.move_applications([order[16]], "promote", because="A place is free.")
    officer.move_applications([order[4]], "withdraw")
    matched = order[5:13]  # eight mentees, and eight places of seven mentors
    officer.move_applications([*matched, *mentors], "accept")
    return SimpleNamespace(store=filled, officer=officer, order=order, matched=matched)


def paired(life):
    """Match those who take part, and bring every pair to a state of its own."""
    made = dict(life.officer.match().added)
    assert set(made) == set(life.matched)
    double = [m for m in made if made[m] == "MR-1"]
    single = [m for m in made if made[m] != "MR-1"]
    pairs = [(m, made[m]) for m in single]
    life.officer.move_pairs([pairs[0]], "decline", because="MR-3 knows ME-9.")  # nobody knew of it
    life.officer.move_pairs([*pairs[1:], *((m, "MR-1") for m in double)], "review")
    life.officer.move_pairs([*pairs[1:], *((m, "MR-1") for m in double)], "hold_conversation")
    life.officer.move_pairs([pairs[1]], "decline", because="ME-9 would be better.")
    live = [*pairs[2:], *((m, "MR-1") for m in double)]
    life.officer.move_pairs(live, "confirm")
    life.officer.move_pairs(live[:-3] + live[-2:], "publish")  # all but the last of one
    life.officer.move_pairs(pairs[2:5], "start")
    life.officer.move_applications([pairs[2][1]], "withdraw", because="A new job.")
    life.officer.move_pairs([pairs[3]], "end_early", because="ME-9 has no time.")
    life.officer.move_pairs([pairs[4]], "complete")
    life.officer.move_applications([life.order[3]], "accept")
    return SimpleNamespace(pairs=pairs, double=double, confirmed=live[-3])


def test_every_kind_has_its_whole_text(life):
    then = paired(life)
    made = written(life.store, kinds=KINDS)
    due = {
        "eligible": "ME-25", "not_eligible": "ME-22", "late": "ME-23", "not_scored": "ME-21",
        "shortlisted": life.order[0], "interview": life.order[1], "interviewed": life.order[2],
        "accepted": life.order[3], "withdrawn": life.order[4], "promoted": life.order[16],
        "reserve": life.order[17], "not_selected": life.order[19], "matched": then.double[0],
    } | {
        kind: then.pairs[place][0]
        for place, kind in enumerate(
            ("unpaired", "pair_declined", "pair_withdrawn", "ended_early", "completed")
        )
    }  # fmt: skip
    assert set(due) == set(KINDS)
    kinds = read(made[TABLE])
    assert {kind: kinds[reference] for kind, reference in due.items()} == dict(
        zip(due, due, strict=True)
    )
    assert kinds[then.confirmed[0]] == "accepted"  # matched, but told of by nobody yet
    for kind, reference in due.items():
        assert made[f"{reference}.md"] == whole(kind, reference, partner="MR-1"), kind


@IN_A_FILE
def test_what_is_due_does_not_name_or_rank_other_applicants(life):
    then = paired(life)
    partners = {m: {"MR-1"} for m in then.double} | {"MR-1": set(then.double)}
    people = life.officer.standing().people
    for name, text in written(life.store, kinds=KINDS).items():
        if name != TABLE:
            own = name.removesuffix(".md")
            found = {r for r in people if re.search(rf"\b{r}\b", text, re.IGNORECASE)}
            assert found == {own} | partners.get(own, set()), own


QUOTED = """{% extends "frame.md.j2" %}{% block body %}
Partners: {% for partner in partners %}{{ partner.reference }} {% endfor %}

{% for each in why %}
- By the matching of {{ each.on }}: {{ each.text }}
{% endfor %}
{% endblock %}"""


@pytest.fixture
def quoting(tmp_path):
    """A folder of templates that quote why, for every kind of letter."""
    folder = tmp_path / "quoting"
    folder.mkdir()
    for kind in KINDS:
        (folder / f"{kind}.md.j2").write_text(QUOTED, "utf-8")
    return folder


@IN_A_FILE
def test_why_is_quoted_to_those_who_are_told_of_a_pair_or_were_in_none(life, quoting):
    life.officer.move_applications([life.order[3]], "accept")  # one more than there are places
    made = dict(life.officer.match().added)
    (alone,) = {*life.matched, life.order[3]} - set(made)
    life.officer.move_pairs(made.items(), "review")
    letters_of_all = written(life.store, kinds=KINDS, templates=quoting)
    assert "By the matching" not in letters_of_all[f"{next(iter(made))}.md"]  # not told yet
    assert (
        "- By the matching of 25 April 2017: Even the best pair with one of 7 allowed mentors would"
        " mean a lower draw in the published lottery.\n"
    ) in letters_of_all[f"{alone}.md"]
    for move in ("hold_conversation", "confirm", "publish"):
        life.officer.move_pairs(made.items(), move)
    letters_of_all = written(life.store, kinds=KINDS, templates=quoting)
    mentee = next(iter(made))
    assert (
        f"- By the matching of 25 April 2017: The pair of mentee Name of {mentee} with mentor Name"
        f" of {made[mentee]} has 80 points. For mentee Name of {mentee}, "
    ) in letters_of_all[f"{mentee}.md"]
    first, second = [m for m in made if made[m] == "MR-1"]
    quoted = [line for line in letters_of_all["MR-1.md"].splitlines() if "By the matching" in line]
    assert [f"Name of {m} with" in line for m, line in zip((first, second), quoted, strict=True)]


@IN_A_FILE
def test_no_quoted_reason_names_a_third_person(life, quoting):
    then = paired(life)
    partners = {m: {"MR-1"} for m in then.double} | {"MR-1": set(then.double)}
    people = life.officer.standing().people
    quotes = 0
    for name, text in written(life.store, kinds=KINDS, templates=quoting).items():
        if name == TABLE:
            continue
        quotes += text.count("By the matching of")
        own = name.removesuffix(".md")
        found = {r for r in people if re.search(rf"\b{r}\b", text, re.IGNORECASE)}
        assert found == {own} | partners.get(own, set()), own
    assert quotes == 4  # of the two pairs of MR-1, to both sides
    declined_unknown = then.pairs[0][0]
    text = written(life.store, kinds=KINDS, templates=quoting)[f"{declined_unknown}.md"]
    assert "By the matching of" not in text  # of a pair that nobody was told of


@IN_A_FILE
def test_nothing_is_quoted_where_a_matching_cannot_be_found_again(life, quoting):
    then = paired(life)
    gone = then.pairs[3][0]
    life.store.custodian(PROGRAMME, actor="Custodian").erase(gone, because="Asked for.")
    made = written(life.store, kinds=KINDS, templates=quoting)
    assert f"Partners: {then.double[0]} {then.double[1]}" in made["MR-1.md"]
    assert not any("By the matching of" in text for text in made.values())


@IN_A_FILE
def test_a_matching_is_not_made_again_where_no_template_asks(life, monkeypatch):
    paired(life)
    monkeypatch.setattr(type(life.officer), "reasons", None)
    assert "MR-1.md" in written(life.store)


@IN_A_FILE
def test_a_receipt_lies_beside_each_letter_about_pairs(life):
    life.officer.move_applications([life.order[3]], "accept")  # one more than there are places
    made = dict(life.officer.match().added)
    (alone,) = {*life.matched, life.order[3]} - set(made)
    for move in ("review", "hold_conversation", "confirm", "publish"):
        life.officer.move_pairs(made.items(), move)
    files_of_all = letters(life.store, PROGRAMME, actor="J. Farrow", on=ON, receipts=True)
    pages = {name: own.decode() for name, own in files_of_all.items() if name.endswith(".html")}
    asked = {*made, *made.values(), alone}
    assert set(pages) == {f"{reference}-receipt.html" for reference in asked}
    assert f"<title>Small Scheme: receipt of {alone}</title>" in pages[f"{alone}-receipt.html"]
    for name, page in pages.items():
        own = name.removesuffix("-receipt.html")
        assert '<div id="proof-alarm" role="alert" hidden data' in page
        assert re.search(rf"<p>(Mentee|Mentor) {own}: ", page)
        assert {r for r in asked if r[:2] == own[:2] and re.search(rf"\b{r}\b", page)} == {own}
        assert "Name of" not in page


@IN_A_FILE
def test_what_a_letter_says_follows_when_things_move_on(life):
    paired(life)
    life.officer.move_applications([life.order[0]], "reserve", because="ME-9 comes first.")
    life.officer.move_applications([life.order[17]], "withdraw")
    life.officer.move_applications([life.order[19]], "overturn", because="Looked at again.")
    life.officer.move_applications(
        [life.order[1], life.order[2], life.order[3]],
        "not_select",
        because="ME-9 it is.",
    )
    life.officer.move_applications([life.order[18]], "not_select", because="ME-9 it is.")
    made = written(life.store)
    kinds = read(made[TABLE])
    assert life.order[17] not in kinds  # a confirmation is written where it is asked for
    assert kinds[life.order[19]] == "eligible"
    assert "you are on the reserve list for England" in made[f"{life.order[0]}.md"]
    for reference, text in (
        (
            life.order[1],
            "Thank you for applying to Small Scheme as a mentee. We are sorry that we cannot",
        ),
        (
            life.order[2],
            "Thank you for coming to your interview for Small Scheme. We are sorry",
        ),
        (life.order[3], "we could not find a mentor for you in Small Scheme this time"),
        (life.order[18], "Thank you for waiting on the reserve list of Small Scheme."),
    ):
        assert kinds[reference] == "not_selected"
        assert text in made[f"{reference}.md"]
        assert "Officer decided this on" in made[f"{reference}.md"]


@IN_A_FILE
def test_a_reserve_moves_up_as_others_leave(life):
    assert "number 2 on the reserve list for England" in written(life.store)[f"{life.order[18]}.md"]
    life.officer.move_applications([life.order[17]], "withdraw")
    assert "number 1 on the reserve list for England" in written(life.store)[f"{life.order[18]}.md"]


@IN_A_FILE
def test_a_mentor_of_two_reads_of_both_and_of_one_once_the_other_has_left(life):
    then = paired(life)
    first, second = then.double
    text = written(life.store)["MR-1.md"]
    assert (
        f"""as a mentor, with your mentees:

- Name of {first}, {first.lower()}@example.org
- Name of {second}, {second.lower()}@example.org

They have your name and e-mail address too. Please write to each of them soon"""
        in text
    )
    life.officer.move_applications([first], "withdraw")
    text = written(life.store)["MR-1.md"]
    assert (
        f"""with your mentee:

- Name of {second}, {second.lower()}@example.org

Your mentee has your name and e-mail address too."""
        in text
    )
    assert "\n\nAn earlier pair of yours has ended, so this letter replaces what we wrote" in text
    assert f"{first}@" not in text


def test_who_has_lost_a_partner_reads_of_the_next_matching(life):
    then = paired(life)
    left, early, never_told = then.pairs[2][0], then.pairs[3][0], then.pairs[0][0]
    again = dict(life.officer.match().added)
    kinds = read(written(life.store)[TABLE])
    alone = {left, early, never_told} - set(again)
    assert alone
    assert {kinds[reference] for reference in alone} == {"unpaired"}
    assert {kinds[reference] for reference in again} == {"accepted"}  # proposed, and not told yet
    key = next(iter(again.items()))
    for move in ("review", "hold_conversation", "confirm", "publish"):
        if move == "publish":
            assert key[1] not in written(life.store)[f"{key[0]}.md"]
        life.officer.move_pairs([key], move)
    assert (
        f"- Name of {key[1]}, {key[1].lower()}@example.org" in written(life.store)[f"{key[0]}.md"]
    )


def test_a_form_that_comes_in_withdrawn_is_told_to_both(life):
    then = paired(life)
    reception = life.store.reception(PROGRAMME, actor="Officer")
    reception.receive("mentor", named(["MR-1"], state=["withdrawn"], capacity=["2"]))
    kinds = read(written(life.store, kinds=KINDS)[TABLE])
    assert kinds["MR-1"] == "withdrawn"
    assert [kinds[reference] for reference in then.double] == ["pair_withdrawn"] * 2


@IN_A_FILE
def test_letters_are_of_one_moment(life, monkeypatch):
    changed = []

    def meanwhile(desk, purpose, read=Running.appointments):
        if not changed:
            changed.extend(life.officer.move_applications([life.order[0]], "accept"))
        return read(desk, purpose)

    monkeypatch.setattr(Running, "appointments", meanwhile)
    text = written(life.store)[f"{life.order[0]}.md"]
    assert changed
    assert "you have a place in Small Scheme" in text
    assert "Officer decided this on" in text


@IN_A_FILE
def test_an_interview_that_is_over_invites_nobody(life):
    made = letters(life.store, PROGRAMME, actor="J. Farrow", on=dt.date(2017, 5, 4))
    assert "We will write to you about the time" in made[f"{life.order[1]}.md"].decode()


@IN_A_FILE
def test_only_those_who_are_asked_for_and_their_partners_are_looked_up(life):
    paired(life)
    assert set(written(life.store, kinds=("late",))) == {"ME-23.md", TABLE}
    looks = [r for r in life.store.records(PROGRAMME) if r.action.startswith("look up")]
    assert [(r.action, r.subject) for r in looks] == [("look up: letters of 2017-04-26", "ME-23")]


@IN_A_FILE
def test_nobody_to_write_to_is_no_letter_and_no_look(filled):
    before = filled.audit(PROGRAMME)
    assert written(filled) == {}
    assert filled.audit(PROGRAMME) == before


def test_no_letter_of_the_pilot_names_another_applicant(tmp_path):
    data = files("pairwell") / "data"
    with create_store(str(tmp_path / "pilot.db"), clock=ticking()) as store:
        programme = pw.Programme.read(data / "pilot.toml")
        store.add_programme(programme, actor="Officer")
        reception = store.reception(programme.id, actor="Officer")
        references = []
        for role in ("mentee", "mentor"):
            with open(data / f"{role}s.csv", encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            table = {column: [row[column] or None for row in rows] for column in rows[0]}
            references += table["reference"]
            reception.receive(role, table | {"name": ["Somebody" for _ in rows]})
        desk = store.applications(programme.id, actor="Panel")
        desk.decide()
        desk.mark(data / "panel.csv")
        selected = desk.shortlist()["mentee"]
        made = letters(store, programme.id, actor="J. Farrow", on=ON)
    tied = [s for s in selected if "The mean mark ties with" in s.detail]
    assert any(s.outcome == pw.Selected.NOT_SELECTED for s in tied)
    del made[TABLE]
    for name, text in made.items():
        named_here = set(re.findall(r"\b[A-Z]{2}-\d+\b", text.decode())) & set(references)
        assert named_here == {name.removesuffix(".md")}


def test_every_state_has_its_letter_or_none():
    states = {state.name for state in pw.states("application")}
    assert states - {"draft", "submitted", "matched"} <= set(KINDS)
    assert "withdrawn" not in UNASKED


@IN_A_FILE
def test_a_kind_that_there_is_not_is_refused(filled):
    with pytest.raises(pw.Error, match=r"no letter is for 'mached'; .* Did you mean 'matched'"):
        written(filled, kinds=("mached",))


@IN_A_FILE
def test_everybody_without_a_name_is_said(filled):
    filled.reception(PROGRAMME, actor="Officer").receive("mentee", forms(["ME-8", "ME-9"]))
    filled.applications(PROGRAMME, actor="Panel").decide()
    with pytest.raises(pw.Error, match="ME-8, ME-9 have no name in the store"):
        written(filled)


@IN_A_FILE
class TestNames:
    @pytest.fixture
    def written_to(self, filled):
        def write(name, email="me@example.org", reference="ME-1"):
            table = named([reference]) | {"name": [name], "email": [email]}
            filled.reception(PROGRAMME, actor="Officer").receive("mentee", table)
            filled.applications(PROGRAMME, actor="Panel").decide()
            made = written(filled)
            rows = {r["reference"]: r for r in csv.DictReader(io.StringIO(made[TABLE][1:]))}
            row = rows.get(reference) or rows[f"'{reference}"]
            return made[row["letter"]], row

        return write

    def test_are_text_and_nothing_else(self, written_to):
        text, row = written_to("{{ 7 * 7 }} <script>alert(1)</script> [x](http://evil) **bold**")
        assert "Dear {{ 7 \\* 7 }} &lt;script>alert(1)&lt;/script>" in text
        assert "\\[x\\](http://evil) \\*\\*bold\\*\\*," in text
        assert row["name"].endswith("**bold**")  # the table is no Markdown

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("Ana\r\nBcc: all@example.org", "Ana Bcc: all@example.org"),
            ("Ana\u2028# Dear\tBo", "Ana \\# Dear Bo"),
            ("Ana\x1b[2J", "Ana\N{REPLACEMENT CHARACTER}\\[2J"),
            ("\u202eanA", "\N{REPLACEMENT CHARACTER}anA"),
            ("Siân O'Neill & Søn", "Siân O'Neill & Søn"),
        ],
    )
    def test_are_one_line(self, written_to, name, shown):
        text, row = written_to(name)
        assert f"\nDear {shown},\n" in text
        assert row["name"] == shown.replace("\\", "")

    def test_are_no_formulas_in_the_table(self, written_to):
        _, row = written_to("=HYPERLINK(A1)", email="+1@example.org", reference="-9")
        assert (row["name"], row["email"]) == ("'=HYPERLINK(A1)", "'+1@example.org")


@IN_A_FILE
def test_a_fact_of_the_wrong_name_would_be_seen(life, monkeypatch):
    seen = []
    render = "pairwell.report.letters.LetterTemplates.render"
    monkeypatch.setattr(render, lambda self, kind, facts: seen.append((kind, facts)) or "")
    paired(life)
    written(life.store, kinds=KINDS)
    assert {kind for kind, _ in seen} == set(KINDS)
    for kind, facts in seen:
        for sample in samples(kind):
            assert shape(facts) <= shape(sample)
            assert facts.keys() == sample.keys()


def shape(facts, under=""):
    """Every path in some facts with the type of what is there."""
    found = set()
    for key, value in facts.items():
        for each in value if isinstance(value, list) else [value]:
            path = f"{under}{key}"
            found |= shape(each, f"{path}.") if isinstance(each, dict) else {(path, type(each))}
    return found
