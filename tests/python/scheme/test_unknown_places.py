"""A place that nobody knows the distances of is told when forms are read, not left blank unsaid."""

from peer_sheets import HELP, HELP_COUNTS, TITLE

import pairwell as pw

PROGRAMME = f"""
{TITLE}
nations = ["Wales"]
[locations.Leeds]
latitude = 53.80
longitude = -1.55
[locations.York]
latitude = 53.96
longitude = -1.08
{HELP}
[questions.home]
kind = "place"
words = "Where do you live?"
mentor_words = "Where could you meet?"
[questions.born]
kind = "place"
{HELP_COUNTS}
[criteria.place]
compare = "mean"
weight = 1
[criteria.place.of.home]
compare = "distance"
question = "home"
bands = [[30, 500], [60, 0]]
"""


def sheet(heading: str, help_with: str) -> dict[str, list[str]]:
    return {
        help_with: ["art"] * 4,
        heading: ["leeds", "Yorkk", "", "Yorkk"],
        "born": ["Atlantis"] * 4,  # which nothing looks at
    }


def test_unknown_places_are_told_once_with_how_many() -> None:
    sheets = {
        "mentees": sheet("Where do you live?", "What would you like help with?"),
        "mentors": sheet("Where could you meet?", "What can you help with?"),
    }
    read = pw.read_applications(pw.Programme(PROGRAMME), sheets)
    found = [each for each in read.findings if each.rule == "place"]
    assert [(each.file, each.row, each.column, each.value) for each in found] == [
        ("mentees", 2, "Where do you live?", "Yorkk"),
        ("mentors", 2, "Where could you meet?", "Yorkk"),
    ]
    assert found[0].message == (
        "2 mentees named a place whose distances nobody gave, so that they are blank. "
        "Did you mean 'York'?"
    )
    assert found[0].severity is pw.Severity.WARNING
    assert read.errors == []


def test_rules_of_pairs_look_at_places_too() -> None:
    rule = """
[pair_rules.near]
version = 1
sentence = "s"
reason = "r"
require = { compare = "distance", question = "born", bands = [[30, 0]] }
share = 1000
"""
    sheets = {
        "mentees": sheet("Where do you live?", "What would you like help with?"),
        "mentors": sheet("Where could you meet?", "What can you help with?"),
    }
    read = pw.read_applications(pw.Programme(PROGRAMME + rule), sheets)
    values = [each.value for each in read.findings if each.rule == "place"]
    assert values == ["Yorkk", "Atlantis"] * 2
