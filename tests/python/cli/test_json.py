"""Every command's --json is one object of one documented schema, what went wrong included."""

import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from cli_cases import told
from small_rounds import csv_text, programme_text
from store_cases import EXTRA
from typer.main import get_command

from pairwell.cli.commands import app

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "reference" / "command-line.schema.json").read_text()
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def with_json(command, names=()):
    """The names of all commands that have --json."""
    for name, inner in getattr(command, "commands", {}).items():
        yield from with_json(inner, (*names, name))
    if any("--json" in option.opts for option in command.params):
        yield " ".join(names)


def wrong(facts):
    return [
        f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"[:300]
        for fault in VALIDATOR.iter_errors(facts)
    ]


STORELESS = ("adopt", "check", "demo", "new", "run", "scenarios")

WALK = """
init
adopt a.csv b.csv --out adopted.toml
new
new alumni --out new.toml --cohort made-up
check p.toml --mentees a.csv --mentors b.csv
demo --out demo
run p.toml --mentees a.csv --mentors b.csv --panel marks.csv --out run
run p.toml --mentees a.csv --mentors b.csv --variants v.toml --out varied
explain ME-1 --programme p.toml --mentees a.csv --mentors b.csv
explain MR-2 --programme p.toml --mentees a.csv --mentors b.csv --panel marks.csv --to-tell
why-not ME-3 MR-1 --programme p.toml --mentees a.csv --mentors b.csv --panel marks.csv
alternates --programme p.toml --mentees a.csv --mentors b.csv
alternates --person MR-1 --programme p.toml --mentees a.csv --mentors b.csv --panel marks.csv
doctor --programme p.toml --mentees a.csv --mentors b.csv
doctor --person ME-3 --programme p.toml --mentees a.csv --mentors b.csv --panel marks.csv
scenarios p.toml --mentees a.csv --mentors b.csv --panel marks.csv --variants v.toml --out compared
import --programme p.toml --mentees a.csv --mentors b.csv --monitoring m.csv
import --panel marks.csv --grace g.csv
status
decide
view mentee --out view.csv
shortlist
score ME-1 MR-1
status
letters --to shortlisted --out letters
schedule interviews --people free.csv --hosts hosts.csv --out calendars
appointments
people
people --names
move application accept --all
explain ME-1
match
pairs
explain ME-1
explain PAIR0 --names
explain ME-3
why-not CROSS --names
why-not CROSS --now --to-tell
alternates --names
alternates --person MR-1 --now
doctor --names
doctor --now
review --all
move pair hold_conversation --all
confirm PAIR0
decline PAIR1 --because No.
publish --all
move pair start --all
report --out report
trial --variants v.toml --out trial
fund offer travel G-1 45.50 --for PAIR0
fund commit travel G-1 40
fund spend travel G-1 20
fund refund travel G-1 5
fund release travel G-1 5
fund show
fund entries
grants
log agreement PAIR0 --from 2017-06-01 --until 2017-11-30 --goal Lead
log agreement PAIR0 sign_as_mentee
log agreement PAIR0 sign_as_mentor
log meeting PAIR0 1 --on 2017-06-12
log attendance ME-1 training
log supervision MR-1 --on 2017-09-14 --text note.txt
log supervision MR-1
log show agreement
log show meeting
log show attendance
import --evaluation answers.csv
evaluate
evaluate gender
withdraw ME-2
explain ME-2
alternates --person ME-2
explain PAIR0
keep identity 6 --because Policy.
purge
access ME-1
erase ME-1 --because Asked. --yes
status
export a.zip
history
audit
allow
init --upgrade
""".strip().splitlines()


def test_every_command_keeps_to_the_schema(pairwell, store_url, tmp_path):
    free = {"person": ["ME-1"], "start": ["2017-05-03T09:00"], "end": ["2017-05-03T10:00"]}
    hosts = {"host": ["panel A"], "start": ["2017-05-03T09:00"], "end": ["2017-05-03T10:00"]}
    answers = {"reference": ["ME-1"], "role": ["mentee"], "when": ["before"], "reflect": ["3"]}
    for name, table in (("free", free), ("hosts", hosts), ("answers", answers)):
        Path(f"{name}.csv").write_text(csv_text(table), "utf-8")
    Path("v.toml").write_text("[points]\nobjective.stages = ['most_points']\n", "utf-8")
    Path("note.txt").write_text("What was said.", "utf-8")
    Path("p.toml").write_text(programme_text() + EXTRA, "utf-8")
    pairs, walked, faults = [], set(), []
    known = set(with_json(get_command(app)))
    for line in WALK:
        words = line.split()
        for place, pair in enumerate(pairs):
            words = [word.replace(f"PAIR{place}", pair) for word in words]
        if len(pairs) > 1:
            crossed = f"{pairs[0].split('/')[0]}/{pairs[1].split('/')[1]}"
            words = [word.replace("CROSS", crossed) for word in words]
        name = max((n for n in known if line == n or line.startswith(f"{n} ")), key=len)
        is_of_files = name in STORELESS or "--programme p.toml --mentees a.csv" in line
        at = [] if is_of_files and name != "import" else ["--store", store_url]
        has_logins = "://" in store_url
        code = 2 if name == "allow" and not has_logins else 0
        facts = told(pairwell(*words, *at, "--json", code=code))
        if name == "match":
            pairs = facts["added"]
        faults += [f"{line}: {fault}" for fault in wrong(facts)]
        walked.add(name)
    assert "\n".join(faults) == ""
    assert sorted(known - walked) == []


@pytest.mark.parametrize("name", sorted(with_json(get_command(app))))
def test_what_went_wrong_is_json_too(pairwell, name):
    """Once a mistake in the options, and once a store that is not there."""
    said = pairwell(*name.split(), "--no-such-option", "--json", code=2)
    (error,) = told(said).values()
    assert (error["exit_code"], error["findings"]) == (2, [])
    assert "--no-such-option" in error["message"]
    assert wrong(told(said)) == []
    assert said.stderr == ""


def test_findings_are_objects_and_said_once(pairwell, at, tmp_path):
    table = {"reference": ["ME-1"], "role": ["boss"], "when": ["later"]}
    Path("answers.csv").write_text(csv_text(table), "utf-8")
    said = pairwell("import", "--evaluation", "answers.csv", "--store", at, "--json", code=2)
    error = told(said)["error"]
    assert [(f["rule"], f["row"], f["column"], f["value"]) for f in error["findings"]] == [
        ("role", 2, "role", "boss"),
        ("when", 2, "when", "later"),
    ]
    assert wrong(told(said)) == []
    assert said.stderr == ""
    plain = pairwell("import", "--evaluation", "answers.csv", "--store", at, code=2)
    lines = plain.stderr.splitlines()
    assert len(lines) == len(set(lines)) == 3
    assert plain.stdout == ""
    assert lines[-1] == "pairwell: 2 to put right. Nothing was changed."
    moved = pairwell("withdraw", "ME-9", "--store", at, code=2)
    assert moved.stderr.splitlines()[-1] == "pairwell: 1 to put right. Nothing was changed."
    view = pairwell("view", "mente", "--out", "x.csv", "--store", at, code=2)
    assert view.stderr.splitlines()[-1] == "pairwell: 1 to put right."


def test_warnings_are_said_once(pairwell, tmp_path):
    doubted = programme_text() + EXTRA.replace("Tuesday 16", "Monday 16")
    Path("p.toml").write_text(doubted, "utf-8")
    tables = ["--mentees", "a.csv", "--mentors", "b.csv"]
    for command in (["check"], ["run", "--out", "round"]):
        said = pairwell(command[0], "p.toml", *tables, *command[1:]).output
        assert "warning: warning:" not in said
        assert said.count("16 May 2017 is a Tuesday") == 1
    facts = told(pairwell("check", "p.toml", *tables, "--json"))
    assert [finding["severity"] for finding in facts["findings"]] == ["warning"]


def test_outcomes_and_ranks_are_said_in_words(pairwell, at, tmp_path):
    Path("q.csv").write_text(
        csv_text({"reference": ["ME-1"], "state": ["submitted"], "nation": ["Wales"]}), "utf-8"
    )
    pairwell("decide", "--store", at)
    said = pairwell("shortlist", "--store", at).stdout.replace(at, "")
    assert "ME-3: reserve (England, rank 3)" in said
    assert "_" not in said.replace(at, "")
    assert "rank none" not in said


def test_no_text_of_a_programme_commands_a_terminal(pairwell, tmp_path):
    text = (files("pairwell") / "data" / "pilot.toml").read_text()
    name = 'name = "One\\u001b[31m\\u009b32m\\u202etwo"'
    (tmp_path / "own.toml").write_text(re.sub("(?m)^name = .*$", lambda _: name, text, count=1))
    data = files("pairwell") / "data"
    ran = pairwell(
        "run", tmp_path / "own.toml", "--mentees", data / "mentees.csv", "--mentors",
        data / "mentors.csv", "--out", tmp_path / "out", "--json",
    )  # fmt: skip
    assert told(ran)["programme"]["name"] == "One\x1b[31m\x9b32m\u202etwo"
    assert not set("\x1b\x9b\u202e") & set(ran.stdout)
