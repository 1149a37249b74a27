"""The commands on a store: from forms to a purge, on both databases, and what they refuse."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text, environment, forms, programme_text
from store_cases import MENTEES, MENTORS, PROGRAMME, named, raw

import pairwell as pw
from pairwell.store import open_store

ON_A_STORE = [
    "init", "import", "decide", "view", "shortlist", "score", "match", "pairs", "move",
    "review", "confirm", "decline", "publish", "withdraw", "schedule", "report", "trial", "letters",
    "history", "audit",
    "export", "access", "erase", "keep", "purge", "allow", "evaluate",
]  # fmt: skip


def test_a_programme_goes_from_forms_to_a_purge(pairwell, at, tmp_path):
    def run(*arguments, **more):
        return told(pairwell(*arguments, "--store", at, "--json", **more))

    came = run("import", "--mentees", "a.csv")
    assert came == {"mentees": {"new": 0, "changed": 0, "unchanged": 3}}
    decided = run("decide")["decisions"]
    assert [d["outcome"] for d in decided] == ["eligible"] * 5
    selected = {s["reference"]: s["outcome"] for s in run("shortlist")["selections"]}
    assert selected == {
        "ME-1": "shortlisted", "ME-2": "shortlisted", "ME-3": "reserve",
        "MR-1": "shortlisted", "MR-2": "shortlisted",
    }  # fmt: skip
    made = run("report", "--out", "out")
    assert len(made["files"]) == 8
    assert "Name of ME-1" not in (tmp_path / "out" / "report.html").read_text("utf-8")
    records = run("history", "--about", "ME-1")["records"]
    assert [(r["actor"], r["action"]) for r in records] == [
        ("Officer", a) for a in ("receive form", "let in", "mark", "decide", "shortlist")
    ]
    assert run("evaluate", "gender")["totals"][:3] == [5, 5, None]
    assert run("keep", "identity", 1, "--because", "Policy.")["kept_until"] == "2017-12-31"
    held = run("access", "ME-1")
    assert held["identity"]["person"][0]["email"] == "me-1@example.org"
    assert run("erase", "ME-1", "--because", "Asked for.", "--yes")["rows"] == 13
    dry = run("purge", "--on", "2018-01-01")
    assert [c["is_due"] for c in dry["classes"]] == [False, True, False, False]
    assert run("purge", "--on", "2018-01-01", "--really")["is_dry"] is False
    head = run("export", "a.zip")["head"]
    report = run("audit", "--expect", head)
    assert (report["holds"], report["head"]) == (True, head)
    pairwell("init", "--store", "other.db")
    other = ["import", "--store", "other.db", "--archive", "a.zip", "--expect", head, "--json"]
    assert told(pairwell(*other)) == {"archive": PROGRAMME}
    with open_store("other.db") as store, open_store(at) as first:
        assert store.records(PROGRAMME)[:-1] == first.records(PROGRAMME)


def test_one_is_said_as_one(pairwell, at, tmp_path):
    (tmp_path / "one.csv").write_text(csv_text(named(["ME-9"])), "utf-8")
    pairwell("decide", "--store", at)
    pairwell("import", "--store", at, "--mentees", "one.csv")
    said = pairwell("shortlist", "--store", at, code=2).output
    assert "not decided upon: 1 form, ME-9; decide first" in said
    said = pairwell("keep", "identity", 1, "--because", "Policy.", "--store", at).stdout
    assert "identity is kept for 1 month: until 2017-12-31." in said
    assert "set retention identity: 1 month\n" in pairwell("history", "--store", at).stdout
    (tmp_path / "late.csv").write_text(
        csv_text(named(["ME-8"], submitted_at=["2017-04-24T10:00:01"])), "utf-8"
    )
    pairwell("import", "--store", at, "--mentees", "late.csv")
    pairwell("decide", "--store", at)
    written = pairwell("letters", "--store", at, "--to", "late", "--out", "late")
    assert written.stdout.startswith("1 letter, not sent: ")


def test_people_read_sentences(pairwell, at):
    assert "5 eligible" in pairwell("decide", "--store", at).stdout
    assert "ME-3: reserve (England, rank 3)" in pairwell("shortlist", "--store", at).stdout
    assert "Officer: decide ME-1: eligible" in pairwell("history", "--store", at).stdout
    assert "The record of small-2017 holds" in pairwell("audit", "--store", at).stdout
    assert "too small to show" in pairwell("evaluate", "gender", "--store", at).stdout
    assert "no time is set" in pairwell("purge", "--store", at).stdout
    assert (
        "mentees: 0 new, 0 changed, 3 unchanged"
        in pairwell("import", "--store", at, "--mentees", "a.csv").stdout
    )
    out = pairwell("report", "--store", at, "--out", "out")
    assert "report.html" in out.stdout


def test_names_in_a_report_are_looked_up_on_record(pairwell, at, tmp_path):
    pairwell("decide", "--store", at)
    pairwell("report", "--store", at, "--out", "out", "--names")
    assert "Name of ME-1" in (tmp_path / "out" / "report.html").read_text("utf-8")
    looks = [r for r in told(pairwell("history", "--store", at, "--json"))["records"]]
    assert sum(r["action"] == "look up: report" for r in looks) == 5


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("ME-1.md", ["letters"]),
        ("letters.csv", ["letters", "--to", "shortlisted"]),
        ("pairs.csv", ["report"]),
        ("ME-1.ics", ["schedule", "interviews", "--people", "free.csv", "--hosts", "hosts.csv"]),
    ],
)
def test_a_file_that_was_edited_is_never_lost(pairwell, at, tmp_path, file, command):
    pairwell("decide", "--store", at)
    marks = {"reference": ["ME-1"], "member": ["Panel A"], "need": ["9"]}
    (tmp_path / "marks.csv").write_text(csv_text(marks), "utf-8")
    pairwell("import", "--store", at, "--panel", "marks.csv")
    pairwell("shortlist", "--store", at)
    when = {"start": ["2017-05-03T09:00"], "end": ["2017-05-03T12:00"]}
    (tmp_path / "free.csv").write_text(csv_text({"person": ["ME-1"], **when}), "utf-8")
    (tmp_path / "hosts.csv").write_text(csv_text({"host": ["panel A"], **when}), "utf-8")
    pairwell(*command, "--store", at, "--out", "out")
    edited = tmp_path / "out" / file
    edited.write_text(edited.read_text("utf-8") + "PS: bring a pen.\n", "utf-8")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    refused = pairwell(*command, "--store", at, "--out", "out", code=2)
    assert f"out holds '{file}', edited since pairwell wrote it" in refused.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    edited.unlink()  # what is taken out of it is no reason to refuse
    pairwell(*command, "--store", at, "--out", "out")
    assert "PS" not in edited.read_text("utf-8")


def test_templates_are_refused_before_anything_is_looked_up_or_written(pairwell, at, tmp_path):
    pairwell("decide", "--store", at)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mached.md.j2").write_text("Dear {{ name }}", "utf-8")
    (tmp_path / "own" / "late.md.j2").write_text("\nDear {{ nmae }}", "utf-8")
    write = ["letters", "--store", at, "--out", "out", "--templates", "own"]
    said = pairwell(*write, code=2).stderr
    assert "own/mached.md.j2" in said
    assert "Did you mean 'matched.md.j2'?" in said
    assert "There is no variable 'nmae'. Did you mean 'name'?" in said
    assert not (tmp_path / "out").exists()
    with open_store(at) as store:
        assert not any(r.action.startswith("look up") for r in store.records(PROGRAMME))
    said = pairwell("letters", "--store", at, "--out", "out", "--to", "late", code=2).stderr
    assert "there is nobody whose letter is late" in said


def test_a_form_with_a_script_and_a_formula_comes_to_nothing(pairwell, at, tmp_path):
    evil = named(["ME-1"], statement=["<script>alert(1)</script>"])
    evil["name"] = ["=HYPERLINK(0)<script>alert(2)</script>"]
    (tmp_path / "a.csv").write_text(csv_text(evil), "utf-8")
    pairwell("import", "--store", at, "--mentees", "a.csv")
    pairwell("decide", "--store", at)
    pairwell("report", "--store", at, "--out", "out", "--names")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "&lt;script&gt;alert(2)" in page
    assert "<script>alert" not in page
    cells = (tmp_path / "out" / "people.csv").read_text("utf-8")
    assert "HYPERLINK" in cells
    assert ",=HYPERLINK" not in cells


def test_a_panel_reads_forms_without_who_it_is(pairwell, at, tmp_path):
    table = named(
        ["ME-1"],
        statement=["=1+1 I am good at it."],
        employer=["Ashmere Gallery"],
        access_cost=["120"],
        vetoes=["MR-1"],
    )
    (tmp_path / "a.csv").write_text(csv_text(table), "utf-8")
    pairwell("import", "--store", at, "--mentees", "a.csv")
    draft = csv_text(named(["ME-8"], state=["draft"], submitted_at=[None]))
    (tmp_path / "a.csv").write_text(draft, "utf-8")
    pairwell("import", "--store", at, "--mentees", "a.csv")
    pairwell("view", "mentee", "--out", "view.csv", "--store", at)
    text = (tmp_path / "view.csv").read_text("utf-8-sig")
    assert stat.S_IMODE((tmp_path / "view.csv").stat().st_mode) == 0o600
    assert [line.split(",")[0] for line in text.splitlines()] == ["reference", *MENTEES]
    for hidden in ("Name of", "example.org", "Ashmere", "120", "MR-1", "woman"):
        assert hidden not in text
    assert "'=1+1 I am good at it." in text


def test_a_pair_is_scored_as_the_library_does(pairwell, at, tmp_path):
    table = named(["ME-1"], vetoes=["MR-1"])
    (tmp_path / "a.csv").write_text(csv_text(table), "utf-8")
    pairwell("import", "--store", at, "--mentees", "a.csv")
    programme = pw.Programme(programme_text())
    mentor = pw.read_mentors(named(MENTORS), programme).forms[0]
    for mentee in (
        pw.read_mentees(table, programme).forms[0],
        pw.read_mentees(named(MENTEES), programme).forms[1],
    ):
        expected = pw.score_pair(programme, mentee, mentor)
        facts = told(pairwell("score", mentee.reference, "MR-1", "--store", at, "--json"))
        assert facts["points"] == expected.points
        assert facts["coverage"] == expected.coverage / 1000
        assert [r["text"] for r in facts["refusals"]] == [r.text for r in expected.refusals]
        shares = {part["part"]: part["share"] for part in facts["parts"]}
        assert shares["needs"] == expected.part("needs").share / 1000
        assert shares["deep_fit"] is None
    said = pairwell("score", "ME-1", "MR-1", "--store", at).stdout
    assert "Development needs: 70.0 (weight 35)" in said
    assert "Values and ways: not answered" in said
    assert "Not allowed: " in said
    assert (
        "no mentee has the reference 'MR-1'"
        in pairwell("score", "MR-1", "ME-1", "--store", at, code=2).stderr
    )


def test_who_names_themselves_in_a_statement_is_said(pairwell, at, tmp_path):
    table = named(
        ["ME-5", "ME-6", "ME-7"],
        statement=["I, Ann O'Hara, write.", "Write to me-6@example.org", "An annual report."],
    )
    table["name"] = ["Ann O'Hara", "Bo Li", "Ann Li"]
    (tmp_path / "a.csv").write_text(csv_text(table), "utf-8")
    result = pairwell("import", "--store", at, "--mentees", "a.csv")
    assert "that name themselves: ME-5 ME-6\n" in result.stdout


def test_a_record_that_was_changed_is_its_own_exit_code(pairwell, at):
    raw(at, "UPDATE record.audit SET outcome = 'late' WHERE seq = 2", triggers=False)
    result = pairwell("audit", "--store", at, code=5)
    assert "record 2: was changed after it was written" in result.stdout
    assert told(pairwell("audit", "--store", at, "--json", code=5))["holds"] is False


class TestRefusals:
    @pytest.fixture
    def small(self, pairwell, tmp_path):
        pairwell("init", "--programme", "p.toml")
        return tmp_path

    def test_there_is_no_store(self, pairwell):
        assert "make one with: pairwell init" in pairwell("decide", code=2).stderr

    def test_nobody_says_who_they_are(self, pairwell, small):
        result = pairwell("import", "--mentees", "a.csv", code=2, PAIRWELL_ACTOR="")
        assert "every change names who makes it" in result.stderr

    def test_there_is_nothing_to_take_in(self, pairwell, small):
        assert "say what to take in" in pairwell("import", code=2).stderr

    def test_a_table_with_errors_brings_nothing(self, pairwell, small):
        wrong = csv_text(forms(["ME-1", "ME-2"], state=["sumbitted", "submitted"]))
        (small / "a.csv").write_text(wrong, "utf-8")
        result = pairwell("import", "--mentees", "a.csv", code=2)
        assert "a.csv" in result.stderr
        assert "sumbitted" in result.stderr
        assert len(told(pairwell("history", "--json"))["records"]) == 1

    def test_a_programme_has_to_be_told_from_another(self, pairwell, small):
        other = programme_text().replace("small-2017", "small-2018")
        (small / "q.toml").write_text(other, "utf-8")
        pairwell("import", "--programme", "q.toml")
        result = pairwell("decide", code=2)
        assert "say which programme with --id; it has small-2017, small-2018" in result.stderr
        assert "no programme 'x'; it has" in pairwell("decide", "--id", "x", code=2).stderr
        pairwell("decide", "--id", "small-2018")

    def test_a_store_without_programmes_says_what_to_do(self, pairwell):
        pairwell("init")
        assert "add one: pairwell import --programme FILE" in pairwell("decide", code=2).stderr

    def test_a_programme_that_nobody_adds_leaves_no_store_behind(self, pairwell, tmp_path):
        result = pairwell("init", "--programme", "p.toml", "--actor", "", code=2)
        assert "variable PAIRWELL_ACTOR" in result.stderr
        assert not (tmp_path / "scheme.db").exists()
        pairwell("init", "--programme", "p.toml", "--actor", "Pat")

    def test_a_store_is_made_once_and_is_up_to_date(self, pairwell, small):
        assert "there is already a file" in pairwell("init", code=2).stderr
        assert "is of the newest version" in pairwell("init", "--upgrade").stdout

    def test_a_folder_of_somebody_else_is_left(self, pairwell, small):
        (small / "out").mkdir()
        (small / "out" / "thesis.txt").write_text("years of work")
        pairwell("import", "--mentees", "a.csv", "--mentors", "b.csv")
        result = pairwell("report", "--out", "out", code=2)
        assert "did not write" in result.stderr

    def test_names_need_somebody_who_looks_them_up(self, pairwell, small):
        pairwell("import", "--mentees", "a.csv", "--mentors", "b.csv")
        result = pairwell("report", "--out", "out", "--names", code=2, PAIRWELL_ACTOR="")
        assert "names who makes it" in result.stderr

    def test_a_question_that_is_not_asked(self, pairwell, small):
        assert "does not ask 'shoes'" in pairwell("evaluate", "shoes", code=2).stderr


@pytest.mark.parametrize("command", ON_A_STORE)
def test_every_command_helps_with_an_example(pairwell, command):
    said = pairwell(command, "--help").stdout
    assert f"Example: pairwell {command}" in said
    if command != "report":
        assert "--json" in said


def test_other_commands_do_not_wait_for_the_stores_libraries():
    heavy = "{'sqlalchemy', 'alembic', 'scipy', 'pandas'}"
    code = f"import sys, pairwell.cli.commands; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_matching_that_cannot_be_ends_with_its_own_code(pairwell, at, monkeypatch):
    from pairwell.store import InfeasibleError, NotCertifiedError, _pairs

    assert "accept first" in pairwell("match", "--store", at, code=2).output
    for error, code in ((InfeasibleError, 3), (NotCertifiedError, 4)):

        def refuse(self, error=error, **options):
            raise error("So it is.")

        monkeypatch.setattr(_pairs.Pairs, "match", refuse)
        said = pairwell("match", "--store", at, code=code).output
        assert "So it is. Nothing was changed." in said


def test_a_report_says_what_became_of_pairs(pairwell, at):
    pairwell("decide", "--store", at)
    pairwell("shortlist", "--store", at)
    pairwell("move", "application", "accept", "--all", "--store", at)
    made = told(pairwell("match", "--store", at, "--json"))["added"]
    pairwell("decline", made[0], "--because", "=1+1", "--store", at)
    pairwell("report", "--store", at, "--out", "report")
    text = Path("report/ended.csv").read_text("utf-8")
    mentee, mentor = made[0].split("/")
    assert f"{mentee},{mentor},declined," in text
    assert ",=1+1" not in text  # no formula


def test_moves_are_named_and_asked_for_in_full(pairwell, at):
    for arguments, said in (
        (["move", "panel", "accept"], "an application or a pair, not 'panel'"),
        (["move", "pair", "marry"], "no move 'marry' of a pair; there are complete"),
        (["move", "application", "accept"], "name whom to move, or say --all"),
        (["review", "--all"], "no pair can make the move review now"),
        (["review", "MM-1"], "a pair is written as in MM-014/MR-003, not 'MM-1'"),
        (["fund", "offer", "travel", "G-1", "1.234"], "an amount of GBP is written as in 45 or"),
        (["log", "agreement", "ME-1/MR-1"], "give --from and --until"),
        (["log", "agreement", "ME-1/MR-1", "--from", "June", "--until", "x"], "not 'June'"),
        (["log", "supervision", "MR-1", "--text", "none.txt"], "none.txt: cannot be read"),
    ):
        assert said in " ".join(pairwell(*arguments, "--store", at, code=2).output.split())


class TestImport:
    """Several tables come in as a whole."""

    FIRST = ("--mentees", "a.csv", "--mentors", "b.csv", "--monitoring", "m.csv")

    @pytest.mark.parametrize(
        ("option", "text", "said"),
        [
            ("--panel", "reference,member,need\nME-99,P,9\n", "ME-99"),
            ("--grace", "reference,until,reason,decided_by\nME-1,soon,Down.,O\n", "soon"),
            ("--evaluation", "reference,role,when,reflect\nME-1,mentee,now,3\n", "now"),
        ],
    )
    def test_brings_nothing_where_the_last_table_is_wrong(
        self, pairwell, store_url, tmp_path, option, text, said
    ):
        pairwell("init", "--store", store_url)
        (tmp_path / "wrong.csv").write_text(text)
        first = ("import", "--store", store_url, "--programme", "p.toml", *self.FIRST)
        result = pairwell(*first, option, "wrong.csv", code=2)
        assert said in result.stderr
        with open_store(store_url) as store:
            assert store.programmes() == []
        pairwell(*first, "--panel", "marks.csv")
        with open_store(store_url) as store:
            assert store.audit(PROGRAMME).holds

    def test_takes_an_archive_in_by_itself(self, pairwell, at):
        pairwell("export", "a.zip", "--store", at)
        result = pairwell("import", "--store", at, "--archive", "a.zip", *self.FIRST, code=2)
        assert "an archive is taken in by itself" in result.stderr


def test_a_change_with_a_request_is_written_once(pairwell, at):
    keep = ("keep", "identity", 1, "--because", "Policy.", "--store", at, "--request", "May")
    pairwell(*keep)
    assert "is on record already, as record" in pairwell(*keep).stdout
    told_again = json.loads(pairwell(*keep, "--json").stdout)
    history = json.loads(pairwell("history", "--store", at, "--json").stdout)
    assert str(history).count("set retention") == 1
    assert told_again["already_written"] > 1


@pytest.mark.parametrize("read", ["status", "people", "pairs", "appointments", "grants"])
def test_what_changes_nothing_takes_no_request(pairwell, at, read):
    told = pairwell(read, "--store", at, "--request", "May", code=2).stderr
    assert "No such option" in told
    assert "--request" in told


def test_logins_are_allowed_desks_where_there_are_logins(pairwell, at):
    if "://" not in at:
        assert "a file has no logins" in pairwell("allow", "--store", at, code=2).output
        return
    name = f"login_{at.rsplit('_', 1)[1]}_of_the_cli"
    raw(at, f"CREATE ROLE {name}")
    for words, lines in (((), f"{name}: applications\n"), (("--no-longer",), "")):
        said = pairwell("allow", name, "applications", *words, "--store", at).stdout
        assert said.startswith(lines)
        assert (name in said) == bool(lines)
    assert "name a login and a desk" in pairwell("allow", name, "--store", at, code=2).output
    raw(at, f"DROP ROLE {name}")
