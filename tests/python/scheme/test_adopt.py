"""A programme file is proposed from raw exports: what it says, and what it must never hold."""

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

EXPORTS = Path(__file__).parents[2] / "support" / "exports"
MENTEES = EXPORTS / "mentees (Responses).csv"
MENTORS = EXPORTS / "mentors (Responses).csv"
BOTH = EXPORTS / "Peer mentoring 2026(1-48).csv"


@pytest.fixture(scope="module")
def two():
    return pw.adopt(MENTEES, MENTORS)


@pytest.fixture(scope="module")
def one():
    return pw.adopt(BOTH)


def file_of(adopted) -> dict:
    return tomllib.loads(adopted.text)


def question(adopted, words: str) -> dict:
    questions = file_of(adopted)["questions"].values()
    (found,) = (q for q in questions if q["words"] == words)
    return found


def parts(adopted) -> dict[str, str]:
    questions = file_of(adopted)["questions"]
    return {name: q["plays"] for name, q in questions.items() if "plays" in q}


def kept(adopted, where: str) -> set[str]:
    questions = file_of(adopted)["questions"].values()
    return {q["words"] for q in questions if q.get("keep") == where}


def table(**columns):
    """A sheet by headings, with a name and an e-mail for each row."""
    rows = len(next(iter(columns.values())))
    people = {
        "Email": [f"p{i}@example.org" for i in range(rows)],
        "Name": [f"Person {chr(65 + i % 26)}{i}" for i in range(rows)],
    }
    return {**people, **{name.replace("_", " "): cells for name, cells in columns.items()}}


def asked(heading: str, cells, **more) -> dict:
    """What one question of mentees is proposed to be."""
    sheet = {**table(x=cells), heading: cells}
    del sheet["x"]
    return question(pw.adopt(sheet, table(Comments=["Fine."]), **more), heading)


def test_every_question_of_two_sheets_plays_its_part(two):
    assert parts(two) == {
        "submitted_at": "submitted_at",
        "email": "email",
        "name": "name",
        "line_manager": "line_manager",
        "slots": "slots",
        "vetoes": "vetoes",
        "consent": "consent",
        "capacity": "capacity",
    }
    assert kept(two, "monitoring") == {"Ethnicity"}
    assert kept(two, "identity") == {"Email Address", "What is your full name?", "Date of birth"}
    sheets = file_of(two)["sheets"]
    assert [sheets[name]["dates"] for name in ("mentees", "mentors")] == ["day_first", "day_first"]


def test_what_is_needed_and_what_is_offered_is_one_question(two):
    found = question(
        two, "What would you like help with, and what matters most? (choose up to three)"
    )
    assert found["kind"] == "choices"
    assert found["mentor_words"] == "What can you help with? (choose any, and add your own)"
    assert found["options"] == [
        "Collections care",
        "Confidence at work",
        "Digital skills",
        "Funding, grants and bids",
        "Leading a team",
        "Learning, schools and families",
        "Marketing, press and social media",
    ]
    criterion = file_of(two)["criteria"]["help"]
    assert (criterion["compare"], criterion["question"]) == ("covers", "help")


def test_kinds_are_found_in_the_answers(two):
    assert question(two, "What is your grade?")["options"] == [
        "Assistant",
        "Officer",
        "Senior officer",
        "Manager",
        "Director",
    ]
    for row in ("I like to plan", "I think by talking"):
        level = question(two, f"How far do you agree? [{row}]")
        assert (level["kind"], level["options"][0], len(level["options"])) == (
            "level",
            "Strongly disagree",
            5,
        )
    ranked = question(two, "Which kind of mentor would suit you?")
    assert ranked["kind"] == "ranked"
    assert [heading[-14:] for heading in ranked["headings"]] == [
        "[First choice]",
        "Second choice]",
        "[Third choice]",
    ]
    assert "Somebody senior, but not in my line" in ranked["options"]
    slots = question(two, "When could you meet, in a usual week?")
    assert slots["options"] == [
        "Afternoons",
        "Evenings, after 6",
        "Lunchtime",
        "Mornings, before work",
    ]
    capacity = question(two, "How many mentees could you take?")
    assert capacity["numbers"] == {"up to 3": 3, "1-2": 2, "one, maybe two": 2}
    for heading in ("What do you hope to get out of it?", "Anything else, in your own words?"):
        assert question(two, heading)["kind"] == "text"


def test_one_sheet_of_both_roles(one):
    document = file_of(one)
    assert parts(one) == {
        "submitted_at": "submitted_at",
        "role": "role",
        "email": "email",
        "name": "name",
        "capacity": "capacity",
        "slots": "slots",
        "consent": "consent",
    }
    sheet = document["sheets"]["people"]
    assert sheet["dates"] == "month_first"
    assert sheet["decimal"] == ","
    assert set(sheet["ignore"]) == {"ID", "Start time", "Last modified time"}
    assert sheet["roles"] == {
        "A mentee": "mentee",
        "A mentor": "mentor",
        "Both, a mentee and a mentor": ["mentee", "mentor"],
    }
    assert question(one, "What would you like help with?")["asked"] == ["mentee"]
    assert question(one, "What can you help with?")["asked"] == ["mentor"]
    assert question(one, "Grade (1 to 9)")["range"] == {"least": 1, "most": 9}
    hours = question(one, "How many hours a month can you give?")
    assert (hours["kind"], hours["decimals"], hours["unit"]) == ("number", 2, "hours")
    assert kept(one, "monitoring") == {"Gender"}
    help_ = document["criteria"]["help"]
    assert (help_["compare"], help_["mentee"], help_["mentor"]) == ("covers", "needs", "offers")


def test_weights_sum_to_a_hundred(two, one):
    for adopted in (two, one):
        assert sum(each["weight"] for each in adopted.criteria) == 100
        assert [each["id"] for each in adopted.criteria] == list(file_of(adopted)["criteria"])


def test_what_is_unsure_is_said_in_the_file_and_in_the_report(two):
    assert {finding.severity for finding in two.findings} == {pw.Severity.WARNING}
    for finding in two.findings:
        assert finding.file in (MENTEES.name, MENTORS.name)
    said = {(finding.rule, finding.column) for finding in two.findings}
    assert ("monitoring", "Ethnicity") in said
    assert ("numbers", "How many mentees could you take?") in said
    assert ("levels", "What is your grade?") in said
    assert two.text.count("# Unsure: ") >= 10


def test_a_proposed_file_reads_and_is_the_same_each_time(two, one):
    for adopted, sources in ((two, (MENTEES, MENTORS)), (one, (BOTH,))):
        assert adopted.programme.name == "My scheme"
        assert {w.rule for w in adopted.programme.warnings} == set()
        assert pw.adopt(*sources).text == adopted.text
        assert pw.adopt(*map(pw.read_sheet, sources)).text == adopted.text


def cells_of(path: Path, *headings: str) -> set[str]:
    sheet = pw.read_sheet(path)
    places = [sheet.columns.index(heading) for heading in headings]
    return {(row[i] or "").strip() for row in sheet.table.rows for i in places} - {""}


def test_nothing_about_anybody_is_in_the_file(two, one):
    private = (
        cells_of(MENTEES, "Email Address", "What is your full name?", "Who is your line manager?")
        | cells_of(MENTEES, "Ethnicity", "Date of birth", "What do you hope to get out of it?")
        | cells_of(MENTORS, "Email Address", "What is your full name?", "Ethnicity")
        | cells_of(MENTORS, "Date of birth", "Anything else, in your own words?", "Timestamp")
    )
    assert len(private) > 150
    assert [cell for cell in sorted(private) if cell in two.text] == []
    private = cells_of(BOTH, "Email", "Name", "Please tell us about yourself") | {"Non-binary"}
    assert [cell for cell in sorted(private) if cell in one.text] == []


def test_a_file_is_its_owners_and_takes_no_others_place(two, tmp_path):
    path = two.write(tmp_path / "my-scheme.toml")
    assert path.read_text("utf-8") == two.text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(pw.Error, match="already a file"):
        two.write(path)


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("Are you a volunteer now?", ["Yes", "no", "Yes"], "yes_no"),
        ("When did you join?", ["01/02/2020", "13/02/2020"], "date"),
        ("Booked for", ["2020-02-01 10:00", "2020-02-03 11:30"], "instant"),
        ("Years of experience", ["1", "4", "12"], "number"),
        ("How keen are you (1-5)?", ["1", "4", "5"], "scale"),
        ("How keen are you?", ["1 - Not", "4 - Quite", "5 - Very"], "scale"),
        ("How often?", ["Never", "Often", "Sometimes"], "level"),
        ("How long have you been here?", ["Under 1 year", "1-3 years", "4+ years"] * 3, "level"),
        ("Rank these", ["a;b;c", "b;a;c", "c;b;a", "a;c;b", "b;c;a"], "ranked"),
        ("Your thoughts", ["I like plants.", "We met once.", "So."], "text"),
        (
            "Which languages do you speak?",
            ["Welsh (C1); English", "English; Welsh"] * 2,
            "languages",
        ),
        ("Which programming languages?", ["C; Rust", "Rust; C", "C"] * 2, "choices"),
        ("Mobile number", ["07700 900123", "07700 900456"], "text"),
        ("Do you have any access requirements?", ["None", "A ramp", "None"], "text"),
    ],
)
def test_kinds(heading, cells, kind):
    assert asked(heading, cells)["kind"] == kind


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("What is your religion or belief?", ["None", "Sikh", "None"]),
        ("Age group", ["16-24", "25-34", "25-34"]),
        ("Do you consider yourself disabled?", ["Yes", "No", "No"]),
        ("How would you describe yourself?", ["Woman", "Man", "Woman", "Prefer not to say"]),
        ("Which of these are you?", ["Heterosexual", "Bisexual", "Heterosexual"]),
        ("Do you identify as LGBTQ+?", ["Yes", "I do not", "I do not"]),
        ("What is your income?", ["Under 20,000", "Over 20,000", "Under 20,000"]),
        ("First generation student", ["One parent was", "Yes, the first", "Yes, the first"]),
    ],
)
def test_monitoring_is_known_by_its_heading_or_its_answers(heading, cells):
    found = asked(heading, cells)
    assert found["keep"] == "monitoring"
    assert "options" not in found


def test_an_order_of_day_and_month_that_nothing_proves_is_said():
    sheet = {
        **table(Comments=["a", "b"]),
        "Timestamp": ["01/02/2026 10:00:00", "03/04/2026 11:00:00"],
    }
    adopted = pw.adopt(csv_of(sheet), table(Comments=["c"]))
    assert file_of(adopted)["sheets"]["mentees"]["dates"] == "day_first"
    assert ("dates", "Timestamp") in {(f.rule, f.column) for f in adopted.findings}


def csv_of(sheet: dict) -> bytes:
    rows = zip(*sheet.values(), strict=True)
    lines = [",".join(sheet), *(",".join(row) for row in rows)]
    return "\n".join(lines).encode() + b"\n"


def test_cells_that_cannot_be_numbers_are_named_by_row():
    sheet = {**table(Comments=["a"] * 3), "How many mentees can you take?": ["1", "ask Jane", "2"]}
    adopted = pw.adopt(table(Comments=["b"]), sheet)
    (finding,) = (f for f in adopted.findings if f.rule == "numbers")
    assert "row 2" in finding.message
    assert "Jane" not in adopted.text


def test_a_name_that_recurs_is_no_option():
    buddies = ["Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray"]
    sheet = {**table(Comments=["a"] * 4), "Name": buddies, "Buddy": buddies[::-1], "Desk": [
        "Ann Lee's desk", "Hall", "Hall", "Ann Lee's desk"]}  # fmt: skip
    adopted = pw.adopt(sheet, sheet)
    assert "Ann" not in adopted.text
    assert "Bob" not in adopted.text


@pytest.mark.parametrize(
    "heading",
    ["Partner's name", "My manager is", "Head of department", "Personal tutor", "Teacher's name"],
)
def test_others_whom_people_name_are_no_options(heading):
    adopted = pw.adopt(table(**{heading: ["Una Ray", "Vic Roe"] * 3}), table(Comments=["b"]))
    assert "Una" not in adopted.text
    assert "Vic" not in adopted.text


def test_a_name_the_other_way_round_is_no_option():
    turned = ["Lee, Ann; Press; Maps", "Ray Bob; Press", "Press; Grants", "Maps; Lee, Ann"] * 3
    whole = {**table(Skills=turned), "Name": ["Ann Lee", "Bob Ray", "Cat Lin"] * 4}
    halves = table(Skills=[cell.replace(",", "") for cell in turned])
    halves |= {"First name": ["Ann"] * 12, "Last name": ["Lee"] * 12}
    del halves["Name"]
    for mentees in (whole, halves):
        adopted = pw.adopt(mentees, {**table(Comments=["b"]), "Name": ["Bob Ray"]})
        assert "Lee" not in adopted.text
        assert "Bob" not in adopted.text


def test_a_sheet_that_tells_no_roles_is_refused():
    with pytest.raises(pw.InvalidInput) as error:
        pw.adopt(table(Comments=["a"]))
    assert [f.rule for f in error.value.findings] == ["role"]
    with pytest.raises(pw.InvalidInput) as error:
        pw.adopt(table(Comments=["a"]), {"Name": []})
    assert [f.rule for f in error.value.findings] == ["empty"]
    with pytest.raises(pw.InvalidInput) as error:
        pw.adopt(table(Comments=["a"]), table(Comments=["a"]), starts="spring")
    assert [f.rule for f in error.value.findings] == ["month"]


def test_where_nothing_can_be_compared_a_question_is_proposed():
    adopted = pw.adopt(table(Comments=["I am."]), table(Notes=["We are."]))
    assert [each["id"] for each in adopted.criteria] == ["in_common"]
    assert "criteria" in {finding.rule for finding in adopted.findings}
    assert adopted.programme.name == "My scheme"


def test_first_and_last_names_are_one_name():
    sheet = {
        "First name": ["Ann", "Bob"],
        "Surname": ["Lee", "Ray"],
        "Email": ["a@b.org", "c@b.org"],
    }
    adopted = pw.adopt(sheet, {"Email": ["d@b.org"], "Comments": ["c"]})
    (name,) = (q for q in file_of(adopted)["questions"].values() if q.get("plays") == "name")
    assert name["headings"][:2] == ["First name", "Surname"]


ATTACKS = [
    '"\n[questions.evil]\nkind = "text"\n',
    "'''\n]]\n",
    '"""',
    "\\u0000 \\",
    "# comment",
    "a = [1",
    "\u202eabc",
    "\u2028\u2029",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_headings_and_cells_cannot_write_the_file(attack):
    cells = [attack, attack, "x", "x", attack, "x"]
    sheet = {**table(Comments=["c"] * 6), f"{attack} words": cells, "Pick": cells}
    adopted = pw.adopt(sheet, sheet, name=attack + "n")
    document = file_of(adopted)
    assert "evil" not in document["questions"]
    assert document["name"] == attack + "n"
    assert adopted.programme.name == attack + "n"


def test_huge_cells_and_many_columns():
    huge = "x" * 1_000_000
    wide = {f"Question number {i}": ["a; b", "b; c", "a"] * 4 for i in range(500)}
    sheet = {
        **table(Comments=["c"] * 12),
        "Big": [huge, "a", "a"] * 4,
        huge[:600]: ["a"] * 12,
        **wide,
    }
    adopted = pw.adopt(sheet, sheet)
    assert len(adopted.text.encode()) < 2**18
    assert file_of(adopted)["sheets"]["mentees"]["ignore"][0] == huge[:600]
    assert adopted.text.count("x" * 100) == 2 * 6  # in those lists alone
    assert len(file_of(adopted)["questions"]) > 100
    assert {"size", "heading"} <= {finding.rule for finding in adopted.findings}
    assert adopted.programme.name == "My scheme"


HEADINGS = st.one_of(
    st.sampled_from(
        [
            "Timestamp", "Email Address", "Gender", "I am applying as", "When can you meet?",
            "What would you like help with?", "What can you help with?", "How many mentees?",
            "Grade", "Line manager", "Consent", "Q [First choice]", "Q [Second choice]", "A [x]",
            "A [y]", "name", "email", "Region", "Team", "", "role", "Years of experience", "ID",
            "Languages",
        ]
    ),
    st.text(max_size=20),
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        [
            "", "Yes", "no", "3", "2,5", "up to 3", "a;b;", "b;a", "x, y", "A mentee", "A mentor",
            "both", "01/02/2026 10:00:00", "13/02/2026", "ada@example.org", "Strongly agree",
            "Agree", "Disagree", "Officer", "Manager", "English (C1)", "French", "n/a", "1 - Low",
            "5 - High",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)  # fmt: skip


@st.composite
def sheets(draw):
    rows = draw(st.integers(1, 12))
    pools = st.lists(CELLS, min_size=1, max_size=4)
    headings = draw(st.lists(HEADINGS, min_size=1, max_size=8, unique=True))
    sheet = {}
    for heading in headings:
        pool = draw(pools)
        sheet[heading] = [draw(st.sampled_from(pool)) for _ in range(rows)]
    return sheet


@given(sheets(), st.none() | sheets())
@settings(max_examples=150, deadline=None)
def test_any_tables_give_a_file_that_reads_or_a_reason(mentees, mentors):
    try:
        adopted = pw.adopt(mentees, mentors)
    except pw.InvalidInput as error:
        refused = error
        adopted = None
    if adopted is None:
        assert {finding.severity for finding in refused.findings} == {pw.Severity.ERROR}
        return
    document = file_of(adopted)
    assert sum(each["weight"] for each in document["criteria"].values()) == 100
    assert pw.adopt(mentees, mentors).text == adopted.text
    assert [q["id"] for q in adopted.questions] == list(document["questions"])
    assert adopted.programme.name == "My scheme"


WORDS = st.text(st.sampled_from("qxzjvwk"), min_size=6, max_size=9)


@given(
    st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4, unique=True),
    st.lists(WORDS, min_size=1, max_size=3, unique=True),
    st.lists(WORDS, min_size=1, max_size=3, unique=True),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_names_monitoring_and_peoples_own_words_are_never_in_the_file(people, said, told, random):
    rows = 12
    names = [random.choice([f"{a} {b}" for a, b in people]) for _ in range(rows)]
    sheet = {
        "Your name": names,
        "Email": [f"{name.replace(' ', '.')}@example.org" for name in names],
        "Ethnicity": [random.choice(said) for _ in range(rows)],
        "Please tell us about yourself": [f"I am {random.choice(told)}." for _ in range(rows)],
        "Buddy": [random.choice(names) for _ in range(rows)],
        "Who is your manager?": [random.choice(names) for _ in range(rows)],
        "Notes": [f"{random.choice(names)}, {random.choice(told)}" for _ in range(rows)],
        "Topic": [random.choice(["Plans", "Grants"]) for _ in range(rows)],
    }
    adopted = pw.adopt(sheet, sheet)
    assert "Plans" in adopted.text
    private = [word for pair in people for word in pair] + said + told
    assert [word for word in private if word in adopted.text] == []


GROUPED = """\
,,About you,,,What you look for
Timestamp,Email Address,Full name,Date of birth,Gender,I can plan ahead
01/10/2026 08:00,ana@example.org,Ana Reyes,05/07/2001,Woman,agree
04/10/2026 09:13,ben@example.org,Ben Carter,14/07/1964,Man,STRONGLY AGREE
13/10/2026 10:26,cai@example.org,Cai Evans,23/10/1960,Man,Disagree
"""


def test_who_somebody_is_is_known_under_the_heading_of_a_group():
    sheet = pw.read_sheet(GROUPED.encode(), header_rows=2)
    adopted = pw.adopt(sheet, sheet)
    assert kept(adopted, "identity") == {
        "Email Address", "About you / Full name", "About you / Date of birth",
    }  # fmt: skip
    assert kept(adopted, "monitoring") == {"About you / Gender"}
    assert parts(adopted) == {"submitted_at": "submitted_at", "email": "email", "name": "name"}
    assert "plan_ahead" in {q["id"] for q in adopted.questions}
    for one in ("Ana", "Reyes", "Carter", "Cai"):
        assert one not in adopted.text


def test_a_second_row_of_headings_is_seen_where_the_first_is_sparse():
    adopted = pw.adopt(GROUPED.encode(), GROUPED.encode())
    hints = [f for f in adopted.findings if "with header_rows=2 it is read so" in f.message]
    assert [f.row for f in hints] == [2, 2]
    about_columns = [f for f in adopted.findings if "no heading" in f.message]
    assert [f.message for f in about_columns] == [
        "4 columns have no heading and hold cells that are filled: 1, 2, 4, 5."
    ] * 2
    assert [f.rule for f in adopted.findings].count("unnamed") == 2


def test_an_answer_is_not_taken_for_a_second_row_of_headings():
    rows = "Name,,,\nAna Reyes,Yes,Writing,Mornings\nBen Carter,No,Writing,Evenings\n"
    notes = pw.read_sheet((rows + "Cai Evans,No,Budgets,Evenings\n").encode()).notes
    assert not [note for note in notes if "second row" in note.message]


def test_moments_of_two_makes_are_read_beside_each_other():
    """A workbook has days of its own beside what somebody typed."""
    moments = [
        "2026-09-01T09:00:00",
        "2026-09-14T10:00:00",
        "2026-09-27T11:30:00",
        "13/9/2026 10:00",
    ]
    adopted = pw.adopt({**table(x=moments), "Submitted": moments}, table(Comments=["Fine."]))
    assert parts(adopted)["submitted_at"] == "submitted_at"
    assert file_of(adopted)["timetable"]["deadline"]["on"] == "2026-09-27"
    assert file_of(adopted)["sheets"]["mentees"]["dates"] == "day_first"


def test_a_deadline_that_no_form_tells_says_that_it_is_a_guess():
    adopted = pw.adopt(table(Help=["a", "b"]), table(Help=["a"]))
    (found,) = [f for f in adopted.findings if f.rule == "time"]
    assert "the deadline is a guess" in found.message
    assert "the day of the last form" not in adopted.text
    assert "so this is a guess. Write your own." in adopted.text


def test_the_file_says_how_it_is_checked(one, two):
    assert "pairwell check FILE --sheet ..." in one.text
    assert "pairwell check FILE --mentees ... --mentors ..." in two.text


def test_having_been_convicted_is_kept_apart():
    assert asked("Have you been convicted?", ["Yes", "No"])["keep"] == "monitoring"


@pytest.mark.parametrize("both", ["Both, please", "both", "Both of them, thank you", "Both roles"])
def test_both_is_understood_however_it_is_asked_for(both):
    meant = ["I'd like a mentor", "I'd like to mentor", both, "I'd like a mentor"]
    adopted = pw.adopt({**table(x=meant), "What are you here for?": meant})
    assert file_of(adopted)["sheets"]["people"]["roles"][both] == ["mentee", "mentor"]
    assert "role" not in {finding.rule for finding in adopted.findings}
