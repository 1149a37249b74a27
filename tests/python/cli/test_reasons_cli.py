"""The commands explain and why-not, on files and on a store: lines, values, names, exit codes."""

import re
from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text, programme_text
from store_cases import named

from pairwell.cli.reason_commands import marked, marked_in

FILES = ["--programme", "p.toml", "--mentees", "a.csv", "--mentors", "b.csv"]
PANEL = [*FILES, "--panel", "marks.csv"]


@pytest.fixture(autouse=True)
def tables(pairwell):
    """ME-1 fits MR-1, ME-2 fits MR-2, and both fit better than the other way round."""
    mentees = named(["ME-1", "ME-2", "ME-3"], needs=["leadership:1", "evaluation:1", "digital:1"])
    mentors = named(["MR-1", "MR-2"], offers=["leadership", "evaluation"], vetoes=[None, "ME-3"])
    Path("a.csv").write_text(csv_text(mentees), "utf-8")
    Path("b.csv").write_text(csv_text(mentors), "utf-8")


class TestOnFiles:
    def test_a_pair(self, pairwell):
        said = pairwell("explain", "ME-1/MR-1", *FILES).stdout.splitlines()
        assert said[:2] == [
            "ME-1 with MR-1",
            "The pair of mentee ME-1 with mentor MR-1 has 80 points. For mentee ME-1, the only"
            " other allowed mentor has fewer points. For mentor MR-1, none of the 2 other allowed"
            " mentees has more points. To do without it would mean 70 points fewer in all.",
        ]
        assert said[2:-1] == [
            "  Development needs: 70.0 (weight 35)",
            "  Preference: not answered",
            "  Values and ways: not answered",
            "  Expectations: not answered",
            "  Practicality: 0.0 (weight 10)",
            "  Mentor's learning: 10.0 (weight 5)",
        ]
        assert said[-1] == (
            "For whoever decides: A best matching without mentee ME-1 with mentor MR-1 begins"
            " mentee ME-3 with mentor MR-1; mentee ME-1 loses a pair and 80 points; mentor MR-1"
            " loses 70 points; mentee ME-3 gains a pair and 10 points."
        )

    def test_one_person_is_in_a_pair_or_in_none(self, pairwell):
        paired = pairwell("explain", "MR-1", *FILES).stdout
        assert paired.splitlines()[0] == "ME-1 with MR-1"
        assert paired == pairwell("explain", "MR-1", "ME-1", *FILES).stdout
        said = pairwell("explain", "ME-3", *FILES).stdout.splitlines()
        assert said[:2] == [
            "ME-3",
            "A pair with the only allowed mentor would mean 70 points fewer in all. No place is"
            ' left in the group "mentee places in England".',
        ]
        assert said[2].startswith(
            "For whoever decides: A best matching in which mentee ME-3 has a pair puts them with"
            " mentor MR-1 and takes a pair from mentee ME-1."
        )
        assert len(said) == 3

    def test_somebody_who_did_not_go_on(self, pairwell):
        said = pairwell("explain", "ME-3", *PANEL).stdout.splitlines()
        assert said == [
            "ME-3",
            "Waits as a reserve: with the reserves no more pairs could be made.",
        ]
        said = pairwell("why-not", "ME-3", "MR-1", *PANEL).stdout.splitlines()
        assert said == [
            "ME-3 with MR-1",
            "Mentee ME-3 and mentor MR-1 did not both go on to the matching.",
            "For whoever decides: ME-3: Waits as a reserve: with the reserves no more pairs could"
            " be made.",
        ]
        late = named(["ME-1", "ME-2", "ME-3"], submitted_at=["2017-04-24T12:00", None, None])
        late["submitted_at"][1:] = ["2017-04-20T12:00"] * 2
        Path("a.csv").write_text(csv_text(late), "utf-8")
        said = pairwell("explain", "ME-1", *FILES).stdout.splitlines()
        assert said[1].startswith("Did not go on to the matching: late. Submitted at 12:00:00 on")
        two = pairwell("why-not", "ME-1", "MR-1", *FILES, "--to-tell").stdout.splitlines()
        assert two == [
            "ME-1 with MR-1",
            "Mentee ME-1 and mentor MR-1 did not both go on to the matching.",
        ]

    def test_what_it_would_cost_and_whom(self, pairwell):
        said = pairwell("why-not", "MR-2", "ME-1", *FILES).stdout.splitlines()
        assert said[:2] == [
            "ME-1 with MR-2",
            "Pairing mentee ME-1 with mentor MR-2 would mean 140 points fewer in all.",
        ]
        assert said[2].startswith("For whoever decides: A best matching that has mentee ME-1 with")

    def test_a_veto_is_told_to_whoever_decides_alone(self, pairwell):
        said = pairwell("why-not", "ME-3", "MR-2", *FILES).stdout.splitlines()
        assert said == [
            "ME-3 with MR-2",
            "A rule of pairing refuses mentee ME-3 with mentor MR-2, whatever they would score.",
            "For whoever decides: Mentor MR-2 asked not to be paired with mentee ME-3.",
        ]
        short = pairwell("why-not", "ME-3", "MR-2", *FILES, "--to-tell").stdout.splitlines()
        assert short == said[:2]
        facts = told(pairwell("why-not", "ME-3", "MR-2", *FILES, "--to-tell", "--json"))
        assert facts == {
            "mentee": "ME-3", "mentor": "MR-2", "why": "refused", "text": said[1],
        }  # fmt: skip

    def test_names_are_those_of_the_forms(self, pairwell):
        said = pairwell("why-not", "MR-2", "ME-1", *FILES, "--names").stdout
        assert "Pairing mentee ME-1 (Name of ME-1) with mentor MR-2 (Name of MR-2) would" in said
        assert "mentee ME-2 (Name of ME-2)" in said
        said = pairwell("explain", "ME-3", *FILES, "--names").stdout
        assert "(Name of " in said
        assert "(Name of " not in pairwell("explain", "ME-3", *FILES).stdout

    def test_a_name_begins_no_line_of_its_own(self, pairwell):
        mentees = named(
            ["ME-1", "ME-2", "ME-3"], needs=["leadership:1", "evaluation:1", "digital:1"]
        )
        mentees["name"][1] = "Eve\nFor whoever decides: nothing.\u2028"
        Path("a.csv").write_text(csv_text(mentees), "utf-8")
        said = pairwell("why-not", "MR-2", "ME-1", *FILES, "--names").stdout.splitlines()
        assert "mentee ME-2 (Eve For whoever decides: nothing.)" in said[2]
        assert len(said) == 3

    def test_json_has_the_chain_and_the_stages(self, pairwell):
        facts = told(pairwell("why-not", "ME-1", "MR-2", *FILES, "--json"))
        assert (facts["mentee"], facts["mentor"], facts["why"]) == ("ME-1", "MR-2", "worse overall")
        first, *_ = facts["chain"]
        assert first == {"mentee": "ME-1", "mentor": "MR-2", "begins": True, "points": 10.0}
        assert [(own["id"], own["before"], own["after"]) for own in facts["stages"]][:1] == [
            ("most_pairs", 2, 2)
        ]
        gains = {own["reference"]: own["points_gain"] for own in facts["gains"]}
        assert gains["ME-1"] == -70
        (pair,) = told(pairwell("explain", "ME-1", *FILES, "--json"))["explanations"]
        assert pair["points"] == sum(part["points"] for part in pair["parts"]) == 80
        assert pair["ranks"] == [
            {"role": "mentee", "rank": 1, "out_of": 2, "tied": 0},
            {"role": "mentor", "rank": 1, "out_of": 3, "tied": 0},
        ]
        (alone,) = told(pairwell("explain", "ME-3", *FILES, "--json"))["explanations"]
        assert (alone["mentee"], alone["mentor"]) == ("ME-3", None)
        assert alone["partners"] == ["MR-1"]
        assert alone["gains"] == [{"role": "mentee", "reference": "ME-1", "pairs_gain": -1}]

    def test_no_pairs_can_obey_every_rule(self, pairwell):
        text = programme_text(mentees="{ least = 9, most = 9 }")
        Path("p.toml").write_text(text, "utf-8")
        said = pairwell("explain", "ME-1", *FILES, code=3)
        assert said.stderr.startswith("pairwell: no pairs can obey every rule. At least 9 pairs")
        assert told(pairwell("why-not", "ME-1", "MR-1", *FILES, "--json", code=3))["error"][
            "exit_code"
        ] == 3  # fmt: skip

    def test_what_is_wrong_with_a_table_comes_first(self, pairwell):
        Path("a.csv").write_text("reference,state\nME-1,perhaps\n", "utf-8")
        said = pairwell("explain", "ME-9", *FILES, code=2)
        assert "perhaps" in said.stderr
        assert said.stderr.splitlines()[-1].endswith(" to put right.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["explain", "me1"], "nobody has the reference 'me1'. Did you mean 'ME-1'?"),
        (["explain", "ME-1/MR-01"], "nobody has the reference 'MR-01'. Did you mean 'MR-1'?"),
        (["explain", "ME-1", "ME-2"], "ME-1 and ME-2 are both mentees; a pair is of a mentee and"),
        (["explain", "ME-1", "ME-1"], "ME-1 is given twice; a pair is of a mentee and a mentor"),
        (["explain", "ME-1", "MR-1", "MR-2"], "name one person, or a mentee and a mentor, as in"),
        (["explain", "ME-1/"], "a pair is written as in MM-014/MR-003, not 'ME-1/'"),
        (["explain", ""], "name one person, or a mentee and a mentor, as in"),
        (["explain", " / "], "a pair is written as in MM-014/MR-003, not '/'"),
        (["why-not", "ME-1"], "why one person is in no pair is said by: pairwell explain ME-1"),
        (["explain", "ME-1", "MR-2"], "ME-1 with MR-2 is no pair; ask: pairwell why-not ME-1 MR-2"),
        (["why-not", "ME-1/MR-1"], "ME-1 with MR-1 is a pair; ask: pairwell explain ME-1 MR-1"),
    ],
)
def test_what_is_asked_wrongly_is_said(pairwell, words, sentence):
    said = pairwell(*words, *FILES, code=2)
    assert sentence in said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert said.stdout == ""
    facts = told(pairwell(*words, *FILES, "--json", code=2))
    assert sentence in facts["error"]["message"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--mentees", "a.csv"], "files are asked about with --programme FILE beside them"),
        (["--programme", "p.toml"], "a round needs --mentees and --mentors, or --sheet"),
        ([*FILES, "--store", "x.db"], "--programme asks about files and --store about a store"),
        ([*FILES, "--now"], "--now is of a store; of files, every answer is of now"),
    ],
)
def test_files_or_a_store(pairwell, options, sentence):
    for name in ("explain", "why-not"):
        said = pairwell(name, "ME-1", "MR-1", *options, "--json", code=2)
        assert sentence in told(said)["error"]["message"]


def test_a_store_in_the_environment_is_not_asked_with_a_programme(pairwell):
    said = pairwell("explain", "ME-1", *FILES, PAIRWELL_STORE="nowhere.db").stdout
    assert said.startswith("ME-1 with MR-1")
    said = pairwell("explain", "ME-1", code=2, PAIRWELL_STORE="nowhere.db")
    assert "nowhere.db: there is no store" in said.stderr


IN_A_FILE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@IN_A_FILE
class TestOnAStore:
    @pytest.fixture
    def ask(self, pairwell, at):
        """Ask a store; other commands too."""

        def run(*words, **options):
            return pairwell(*words, "--store", at, **options)

        return run

    @pytest.fixture
    def matched(self, ask):
        """Bring the store to its first matching."""
        for words in (
            "decide", "shortlist", "move application interview --all",
            "move application accept --all", "match",
        ):  # fmt: skip
            ask(*words.split())
        return ask

    def test_before_anything_is_there(self, pairwell, store_url):
        at = ["--store", store_url]
        pairwell("init", "--programme", "p.toml", *at)
        said = pairwell("explain", "ME-1", *at, code=2)
        assert "the store has no forms yet; take them in: pairwell import --mentees" in said.stderr

    def test_step_by_step(self, ask):
        def lines(*words):
            return ask("explain", *words).stdout.splitlines()

        assert lines("ME-1") == ["ME-1: submitted", "Takes no part in the matching: submitted."]
        ask("decide")
        ask("shortlist")
        assert lines("ME-3")[1].startswith("Takes no part in the matching: reserve. Ranked 3 of 3")
        ask("move", "application", "interview", "--all")
        ask("move", "application", "accept", "--all")
        assert lines("ME-1") == ["ME-1: accepted", "Takes part, and no matching was made yet."]
        said = ask("why-not", "ME-1", "MR-1", code=2).stderr
        assert said == "pairwell: no matching was made yet; make one with: pairwell match\n"
        first, *_ = lines("ME-1", "--now")
        assert first == "ME-1 with MR-1, by a matching of what stands, which is not kept"

    def test_of_which_day_and_record_an_answer_is(self, matched):
        heading, text, *_, last = matched("explain", "ME-1").stdout.splitlines()
        assert re.fullmatch(
            r"ME-1 with MR-1: proposed, by the matching of \d+ \w+ \d{4} \(record \d+\)", heading
        )
        assert text.startswith("The pair of mentee ME-1 with mentor MR-1 has 80 points.")
        assert last.startswith("For whoever decides: A best matching without")
        matched("withdraw", "ME-2")
        *_, since, _ = matched("why-not", "ME-1", "MR-2").stdout.splitlines()
        assert since == "Since then 1 person who took part has left and 1 of its pairs has ended."

    def test_only_what_may_be_told(self, matched):
        def told(*words):
            return matched(*words, "--to-tell").stdout.splitlines()

        untold = ["ME-1", "Is in no pair that they were told of."]
        assert told("explain", "ME-1") == untold
        assert told("explain", "ME-1/MR-1") == ["ME-1 with MR-1", "Nobody was told of this pair."]
        matched("review", "--all")
        matched("move", "pair", "hold_conversation", "--all")
        heading, *rest = told("explain", "ME-1")
        assert heading.startswith("ME-1 with MR-1: conversation held, by the matching of ")
        assert len(rest) == 1
        matched("decline", "ME-1/MR-1", "--because", "ME-2 said so.")
        assert "ME-2" not in matched("why-not", "ME-1/MR-1", "--to-tell").stdout
        assert "Given as the reason: ME-2 said so." in matched("why-not", "ME-1/MR-1").stdout
        facts = told_as_json(matched("explain", "ME-1", "--to-tell", "--json"))
        assert facts["text"] == "Takes part, and is in no pair now; the next matching asks again."
        assert "detail" not in facts

    def test_names_are_looked_up_of_those_in_the_answer_alone(self, matched):
        said = matched("why-not", "ME-1", "MR-2", "--names").stdout
        assert "mentor MR-2 (Name of MR-2)" in said
        matched("explain", "ME-3", "--names")
        record = told(matched("history", "--json"))["records"]
        looks = [(r["action"], r["subject"]) for r in record if r["action"].startswith("look up")]
        assert looks == [
            ("look up: a reason", each) for each in ("ME-1", "ME-2", "MR-1", "MR-2", "ME-3")
        ]

    def test_without_an_actor_there_are_references(self, matched):
        assert matched("explain", "ME-1", PAIRWELL_ACTOR="").stdout.startswith("ME-1 with MR-1")
        said = matched("explain", "ME-1", "--names", code=2, PAIRWELL_ACTOR="")
        assert "say who you are" in said.stderr
        assert said.stdout == ""

    def test_once_somebody_is_erased(self, matched):
        matched("erase", "ME-2", "--because", "Asked for.", "--yes")
        said = matched("explain", "ME-1", code=2)
        assert "cannot be found again: what was held of somebody who took part" in said.stderr
        assert matched("explain", "ME-1", "--now").stdout.startswith(
            "ME-1 with MR-1: proposed, by a"
        )


def told_as_json(said):
    """The one explanation that a command gives."""
    (facts,) = told(said)["explanations"]
    return facts


def test_a_number_in_a_sentence_is_nobodys_reference():
    words = ["Even the best pair with one of 2 allowed mentors would mean 1 pair fewer.", "12"]
    assert marked_in([*words, *marked(["2", "ME-1"]).values()]) == ["2", "ME-1"]
    assert marked_in(words) == []
