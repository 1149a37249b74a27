"""The command alternates, on files and on a store: lines, values, names and exit codes."""

import re
from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text, programme_text
from store_cases import named

FILES = ["--programme", "p.toml", "--mentees", "a.csv", "--mentors", "b.csv"]
PANEL = [*FILES, "--panel", "marks.csv"]


@pytest.fixture(autouse=True)
def tables(pairwell):
    """ME-1 fits MR-1, ME-2 fits MR-2, and both fit better than the other way round."""
    mentees = named(["ME-1", "ME-2", "ME-3"], needs=["leadership:1", "evaluation:1", "digital:1"])
    mentors = named(["MR-1", "MR-2"], offers=["leadership", "evaluation"], vetoes=[None, "ME-3"])
    Path("a.csv").write_text(csv_text(mentees), "utf-8")
    Path("b.csv").write_text(csv_text(mentors), "utf-8")


def alike():
    """Put two mentees there whom nothing tells apart, so that a lottery draws."""
    mentees = named(["ME-1", "ME-2"], needs=["leadership:1", "leadership:1"])
    mentors = named(["MR-1", "MR-2"], offers=["leadership", "leadership"])
    Path("a.csv").write_text(csv_text(mentees), "utf-8")
    Path("b.csv").write_text(csv_text(mentors), "utf-8")


def rows(said):
    return [line.split() for line in said.splitlines()]


class TestOnFiles:
    def test_what_stands_beside_a_round(self, pairwell):
        said = pairwell("alternates", *FILES).stdout
        assert said.splitlines()[0] == "2 pairs, 160 points in all"
        assert ["1", "2", "160", "80"] in rows(said)
        assert ["2", "2", "90", "10", "1", "2"] in rows(said)
        assert "\n2. This matching would mean 70 points fewer in all.\n" in said
        assert (
            "For whoever decides: It ends mentee ME-1 with mentor MR-1, and begins mentee ME-3 with"
            " mentor MR-1; mentee ME-1 loses a pair and 80 points; mentor MR-1 loses 70 points;"
            " mentee ME-3 gains a pair and 10 points."
        ) in said
        assert "Without the lottery there is 1 best matching, so no pair was drawn by lot." in said
        assert ["ME-1", "MR-1", "80", "69.999"] in rows(said)
        assert "(Name of" not in said

    def test_there_may_be_fewer_than_are_asked_for(self, pairwell):
        said = pairwell("alternates", *FILES, "--most", "1000").stdout
        last = max(int(row[0]) for row in rows(said) if len(row) == 6 and row[0].isdigit())
        assert f"\n{last}. This matching would mean" in said
        assert "There are no more." in said
        for name, reference in (("a.csv", "ME-1"), ("b.csv", "MR-1")):
            Path(name).write_text(csv_text(named([reference])), "utf-8")
        said = pairwell("alternates", *FILES).stdout
        assert "2. This matching would mean 1 pair fewer." in said
        assert "There is no more." in said

    def test_what_the_lottery_drew(self, pairwell):
        alike()
        said = pairwell("alternates", *FILES, "--most", "1").stdout
        assert "2. This matching would mean a lower draw in the published lottery." in said
        assert (
            "Without the lottery there are 2 best matchings: 2 of the 2 pairs are not in all of"
            " them, and were drawn by lot."
        ) in said
        (drawn,) = [line for line in said.splitlines() if line.startswith("Drawn by lot: ")]
        facts = told(pairwell("alternates", *FILES, "--most", "1", "--json"))
        pairs = [f"{own['mentee']} with {own['mentor']}" for own in facts["drawn"]]
        assert drawn == f"Drawn by lot: {', '.join(pairs)}."
        assert (facts["best_matchings"], facts["is_counted"]) == (2, True)
        assert [own["fall"] for own in facts["fragile"]] == [0, 0]

    def test_json_has_what_each_would_mean(self, pairwell):
        facts = told(pairwell("alternates", *FILES, "--json"))
        assert (facts["pairs"], facts["points"], facts["worst"]) == (2, 160, 80)
        first, second = facts["alternates"]
        assert (first["place"], second["place"]) == (2, 3)
        assert first["text"] == "This matching would mean 70 points fewer in all."
        assert (first["better_off"], first["worse_off"]) == (1, 2)
        assert [own["begins"] for own in first["chain"]].count(True) == 1
        assert [(own["id"], own["before"], own["after"]) for own in first["stages"]][:1] == [
            ("most_pairs", 2, 2)
        ]
        assert facts["drawn"] == []
        assert {
            "mentee": "ME-1",
            "mentor": "MR-1",
            "points": 80,
            "least": 10.001,
            "fall": 69.999,
        } in (facts["fragile"])

    def test_whom_one_person_could_have(self, pairwell):
        said = pairwell("alternates", "--person", "MR-1", *FILES).stdout.splitlines()
        assert said[0] == "MR-1"
        assert said[1:4] == [
            "",
            "ME-3 with MR-1",
            "Pairing mentee ME-3 with mentor MR-1 would mean 70 points fewer in all.",
        ]
        assert said[4].startswith("For whoever decides: A best matching that has mentee ME-3 with")
        assert said[6] == "ME-2 with MR-1"
        one = pairwell("alternates", "--person", "MR-1", "--most", "1", *FILES).stdout
        assert one.splitlines() == said[:5]
        alone = told(pairwell("alternates", "--person", "ME-3", *FILES, "--json"))
        assert (alone["mentee"], alone["mentor"]) == ("ME-3", None)
        assert [own["mentor"] for own in alone["alternates"]] == ["MR-1"]  # MR-2 asked not to

    def test_somebody_with_nobody_else(self, pairwell):
        mentors = named(["MR-1"], offers=["leadership"], vetoes=["ME-2;ME-3"])
        Path("b.csv").write_text(csv_text(mentors), "utf-8")
        for person in ("ME-1", "MR-1", "ME-3"):
            said = pairwell("alternates", "--person", person, *FILES).stdout.splitlines()
            assert said == [person, "There is no other pair that the rules allow."]

    def test_names_are_those_of_the_forms(self, pairwell):
        said = pairwell("alternates", *FILES, "--names").stdout
        assert "mentee ME-1 (Name of ME-1) loses a pair" in said
        assert re.search(r"ME-1 \(Name of ME-1\) +MR-1 \(Name of MR-1\) +80 +69\.999", said)

    def test_an_objective_by_levels_has_no_fragile_pairs(self, pairwell):
        text = programme_text().replace('"most_points"]', '"leximin"]')
        Path("p.toml").write_text(text, "utf-8")
        said = pairwell("alternates", *FILES).stdout
        assert (
            "How far a pair's points may fall is not worked out, since a stage of the objective"
            " counts pairs by levels.\n"
        ) in said
        assert "2. This matching would mean" in said
        assert told(pairwell("alternates", *FILES, "--json"))["fragile"] == []

    def test_no_pairs_can_obey_every_rule(self, pairwell):
        text = programme_text(mentees="{ least = 9, most = 9 }")
        Path("p.toml").write_text(text, "utf-8")
        said = pairwell("alternates", *FILES, code=3)
        assert said.stderr.startswith("pairwell: no pairs can obey every rule. At least 9 pairs")
        assert told(pairwell("alternates", *FILES, "--json", code=3))["error"]["exit_code"] == 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--person", "me1"], "nobody has the reference 'me1'. Did you mean 'ME-1'?"),
        (["--person", ""], "name one person, or a mentee and a mentor, as in"),
        (
            ["--person", "ME-1/MR-1"],
            "--person is of one person; what a pair would cost is said by: pairwell why-not ME-1",
        ),
        (["--most", "0"], "--most is a whole number from 1 to 1,000, not 0"),
        (["--most", "1001"], "--most is a whole number from 1 to 1,000, not 1001"),
        (["--most", "two"], "Invalid value for '--most': "),
        (["--now"], "--now is of a store; of files, every answer is of now"),
        (["--store", "x.db"], "--programme asks about files and --store about a store: give one"),
        (["--panel", "marks.csv", "--person", "ME-3"], "why is said by: pairwell explain ME-3"),
    ],
)
def test_what_is_asked_wrongly_is_said(pairwell, words, sentence):
    facts = told(pairwell("alternates", *words, *FILES, "--json", code=2))
    assert sentence in facts["error"]["message"]
    assert facts["error"]["exit_code"] == 2


IN_A_FILE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@IN_A_FILE
class TestOnAStore:
    @pytest.fixture
    def ask(self, pairwell, at):
        """Ask a store; other commands too."""

        def run(*words, **options):
            return pairwell(*words, "--store", at, **options)

        return run

    def test_in_the_order_of_a_programme(self, ask):
        said = ask("alternates", code=2).stderr
        assert said == "pairwell: no matching was made yet; make one with: pairwell match\n"
        said = ask("alternates", "--now", code=2).stderr
        assert "no mentee was accepted; accept first" in said
        for words in (
            "decide", "shortlist", "move application interview --all",
            "move application accept --all",
        ):  # fmt: skip
            ask(*words.split())
        first, *_ = ask("alternates", "--now").stdout.splitlines()
        assert first == (
            "2 pairs, 160 points in all, by a matching of what stands, which is not kept"
        )
        said = ask("alternates", code=2).stderr
        assert said == "pairwell: no matching was made yet; make one with: pairwell match\n"
        ask("match")
        kept = ask("alternates").stdout
        assert re.match(
            r"2 pairs, 160 points in all, by the matching of \d+ \w+ \d{4} \(record \d+\)\n", kept
        )
        self._names_are_looked_up(ask)
        ask("withdraw", "ME-2")
        self._once_somebody_left(ask)
        ask("erase", "ME-2", "--because", "Asked for.", "--yes")
        said = ask("alternates", code=2).stderr
        assert "cannot be found again: what was held of somebody who took part" in said
        first, *_ = ask("alternates", "--now").stdout.splitlines()
        assert first.endswith(", by a matching of what stands, which is not kept")

    def _names_are_looked_up(self, ask):
        named_ = ask("alternates", "--person", "ME-1", "--most", "1", "--names").stdout
        assert "mentee ME-1 (Name of ME-1)" in named_
        record = told(ask("history", "--json"))["records"]
        looks = [(r["action"], r["subject"]) for r in record if r["action"].startswith("look up")]
        assert {action for action, _ in looks} == {"look up: alternates"}
        assert {subject for _, subject in looks} <= {"ME-1", "ME-2", "MR-1", "MR-2"}
        said = ask("alternates", "--names", code=2, PAIRWELL_ACTOR="")
        assert "say who you are" in said.stderr
        assert said.stdout == ""
        assert ask("alternates", PAIRWELL_ACTOR="").stdout.startswith("2 pairs, 160 points")

    def _once_somebody_left(self, ask):
        since, whom = ask("alternates").stdout.splitlines()[1:3]
        assert since == "Since then 1 person who took part has left and 1 of its pairs has ended."
        assert whom.startswith("Left: ME-2. Ended: ME-2/MR-2 (")
        lines = ask("alternates", "--person", "ME-2").stdout.splitlines()
        assert lines[0].startswith("ME-2, by the matching of ")
        assert lines[2].startswith("ME-2 no longer takes part. Left: ME-2.")
        said = ask("alternates", "--person", "ME-2", "--now", code=2).stderr
        assert said == (
            "pairwell: the matching was not asked about ME-2; why is said by: pairwell explain ME-2"
            " --now\n"
        )

    def test_before_anything_is_there(self, pairwell, store_url):
        at = ["--store", store_url]
        pairwell("init", "--programme", "p.toml", *at)
        said = pairwell("alternates", *at, code=2)
        assert "the store has no forms yet; take them in: pairwell import --mentees" in said.stderr
