"""The command doctor, on files and on a store: lines, values, names, exit codes and privacy."""

from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text, panel, programme_text
from store_cases import named

FILES = ["--programme", "p.toml", "--mentees", "a.csv", "--mentors", "b.csv"]
FOR_WHOM = (
    "For whoever runs the scheme, and nobody else: a rule may be what one of two people asked for."
)
NOT_LOOKED_AT = (
    "Not looked at: rules of people (who is eligible), the least number of places, pairs that stay,"
    " and changes of three rules and more."
)
VETO = (
    "1. With the veto of mentor MR-2 against mentee ME-3 lifted, mentee ME-3 would be paired with"
    " mentor MR-2 (10 points) and nobody would lose anything."
)


@pytest.fixture(autouse=True)
def tables(pairwell):
    """ME-3 has no time in common with MR-1, and MR-2 asked not to be paired with ME-3."""
    mentees = named(
        ["ME-1", "ME-2", "ME-3"],
        needs=["leadership:1", "evaluation:1", "digital:1"],
        slots=["tue-pm", "wed-pm", "wed-pm"],
    )
    mentors = named(
        ["MR-1", "MR-2"],
        offers=["leadership", "evaluation"],
        slots=["tue-pm", "tue-pm;wed-pm"],
        vetoes=[None, "ME-3"],
        capacity=["1", "2"],
    )
    Path("a.csv").write_text(csv_text(mentees), "utf-8")
    Path("b.csv").write_text(csv_text(mentors), "utf-8")
    Path("p.toml").write_text(programme_text(mentees="3"), "utf-8")


class TestOnFiles:
    def test_what_would_pair_somebody(self, pairwell):
        """With MR-1, ME-3 has 10 and ME-1 80; ME-1 has 16.66 with MR-2 who has one more slot."""
        said = pairwell("doctor", *FILES).stdout
        assert said.splitlines() == [
            "Who is in no pair",
            FOR_WHOM,
            "",
            "2 changes of rules would pair mentee ME-3.",
            VETO,
            "   There would be 3 pairs instead of 2: none would end and 1 begin.",
            "2. With 0 slots in common asked for instead of 1, mentee ME-3 would be paired with"
            " mentor MR-1 (10 points), but 2 others would lose points.",
            "   There would be 3 pairs instead of 2: 1 would end and 2 begin. Loses: mentor MR-1 70"
            " points and mentee ME-1 63.34 points.",
            "",
            NOT_LOOKED_AT,
        ]
        of_one = pairwell("doctor", "--person", "ME-3", "--most", "1", *FILES).stdout.splitlines()
        assert of_one[0] == "ME-3"
        assert of_one[3] == ("2 changes of rules would pair mentee ME-3. The first is listed.")
        assert of_one[4] == VETO

    def test_json_has_what_each_would_mean(self, pairwell):
        facts = told(pairwell("doctor", *FILES, "--json"))
        (own,) = facts["people"]
        assert (own["role"], own["reference"], own["found"]) == ("mentee", "ME-3", 2)
        veto, slots = own["remedies"]
        (change,) = veto["changes"]
        assert change["kind"] == "request"
        assert (change["rule"], change["references"]) == ("veto", ["ME-3", "MR-2"])
        (change,) = slots["changes"]
        assert (change["rule"], change["was"], change["becomes"]) == ("pairing.common_slots", 1, 0)
        assert [(each["mentee"], each["begins"]) for each in slots["chain"]] == [
            ("ME-3", True), ("ME-1", False), ("ME-1", True),
        ]  # fmt: skip
        assert slots["stages"][0] == {
            "id": "most_pairs", "title": slots["stages"][0]["title"], "before": 2, "after": 3,
        }  # fmt: skip
        assert (facts["untried"], facts["relaxation"]) == ([NOT_LOOKED_AT], None)

    def test_names_are_those_of_the_forms(self, pairwell):
        said = pairwell("doctor", *FILES, "--names").stdout
        assert "the veto of mentor MR-2 (Name of MR-2) against mentee ME-3 (Name of ME-3)" in said
        assert "(Name of" not in pairwell("doctor", *FILES).stdout

    def test_somebody_who_was_not_selected(self, pairwell):
        marks = panel(["ME-1", "ME-2", "ME-3", "MR-1", "MR-2"])
        Path("marks.csv").write_text(csv_text(marks), "utf-8")
        Path("p.toml").write_text(programme_text(mentees="1", reserves=0), "utf-8")
        panel_ = [*FILES, "--panel", "marks.csv"]
        said = pairwell("doctor", "--person", "ME-2", *panel_).stdout
        assert "1. With one place more for mentees in England (2 instead of 1), mentee ME-2" in said
        said = pairwell("doctor", "--person", "ME-3", *panel_).stdout
        assert "2 changes of two rules would pair mentee ME-3." in said
        assert (
            "1. With 2 places more for mentees in England (3 instead of 1) and the veto of mentor"
            " MR-2 against mentee ME-3 lifted, mentee ME-3 would be paired with mentor MR-2"
        ) in said
        assert "Who is in no pair\nFor whoever" in pairwell("doctor", *panel_).stdout

    def test_everybody_has_a_pair(self, pairwell):
        Path("a.csv").write_text(csv_text(named(["ME-1", "ME-2"])), "utf-8")
        said = pairwell("doctor", *FILES).stdout.splitlines()
        assert said == ["Who is in no pair", "Everybody who went on to the matching is in a pair."]

    def test_no_pairs_can_obey_every_rule(self, pairwell):
        Path("p.toml").write_text(programme_text(mentees="{ least = 3, most = 3 }"), "utf-8")
        said = pairwell("doctor", *FILES).stdout.splitlines()
        assert said == [
            "Which rules to relax",
            "No pairs can obey every rule, and each of these is enough:",
            "1. With the veto of mentor MR-2 against mentee ME-3 lifted, there is a matching: 3"
            " pairs and 170 points in all.",
            "2. With 0 slots in common asked for instead of 1, there is a matching: 3 pairs and"
            " 113.32 points in all.",
            "3. With at least 2 mentees in England instead of 3, there is a matching: 2 pairs and"
            " 160 points in all.",
        ]
        facts = told(pairwell("doctor", *FILES, "--json"))
        (change,) = facts["relaxations"][2]["changes"]
        assert (change["rule"], change["was"]) == ("places.England.mentees.least", 3)
        assert facts["relaxation"] is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--person", "me3"], "nobody has the reference 'me3'. Did you mean 'ME-3'?"),
        (["--person", "ME-3/MR-1"], "--person is of one person; what a pair would cost is said by"),
        (["--person", "ME-1"], "ME-1 is in a pair; why is said by: pairwell explain ME-1"),
        (["--most", "0"], "--most is a whole number from 1 to 1,000, not 0"),
        (["--now"], "--now is of a store; of files, every answer is of now"),
        (["--to-tell"], "No such option: --to-tell"),
    ],
)
def test_what_is_asked_wrongly_is_said(pairwell, words, sentence):
    facts = told(pairwell("doctor", *words, *FILES, "--json", code=2))
    assert sentence in facts["error"]["message"]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_on_a_store(pairwell, at):
    def ask(*words, **options):
        return pairwell(*words, "--store", at, **options)

    assert ask("doctor", code=2).stderr.startswith("pairwell: no matching was made yet; make one")
    for words in (
        "decide", "shortlist", "move application interview --all",
        "move application accept --all",
    ):  # fmt: skip
        ask(*words.split())
    first, *lines = ask("doctor", "--now").stdout.splitlines()
    assert first == "Who is in no pair, by a matching of what stands, which is not kept"
    assert lines[2] == "2 changes of rules would pair mentee ME-3."
    assert lines[3] == VETO
    ask("match")
    kept = ask("doctor", "--person", "ME-3", "--names").stdout
    assert kept.startswith("ME-3, by the matching of ")
    assert "the veto of mentor MR-2 (Name of MR-2) against mentee ME-3 (Name of ME-3)" in kept
    looks = {
        (own["action"], own["subject"])
        for own in told(ask("history", "--json"))["records"]
        if own["action"].startswith("look up")
    }
    assert looks == {("look up: doctor", own) for own in ("ME-1", "ME-3", "MR-1", "MR-2")}
    assert "say who you are" in ask("doctor", "--names", code=2, PAIRWELL_ACTOR="").stderr
    assert "ME-1 is in a pair" in ask("doctor", "--person", "ME-1", code=2).stderr
    Path("p.toml").write_text(programme_text(mentees="{ least = 3, most = 3 }"), "utf-8")
    ask("import", "--programme", "p.toml")
    said = ask("doctor", "--now").stdout.splitlines()
    assert said[0].startswith("Which rules to relax, by a matching of what stands")
    assert said[2].startswith("1. With the veto of mentor MR-2 against mentee ME-3 lifted, there")
