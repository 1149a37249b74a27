"""The doctor of a scheme: every rule changed by hand in the files, and the round run again."""

import itertools
import random

import pytest
from small_rounds import forms, panel, programme_text

import pairwell as pw
from pairwell.round.scheme_change import SchemeChange, request, slot

TOWNS = {"Ayr": 0.0, "Bala": 0.06, "Crewe": 0.13, "Deal": 0.2, "Ely": 0.27}
RULES = """
[pairing]
common_slots = {common}

[pair_rules.near-enough]
version = 1
sentence = "Nobody travels far."
reason = "The two live too far apart."
require = {{ compare = "distance", question = "area", bands = [[10, 500], [{radius}, 0]] }}
share = 500
"""


def text_of(common=1, radius=12, floor=40, rule=True, first="most_pairs", **small):
    """The programme, with the rules that the tests change."""
    own = RULES.format(common=common, radius=radius)
    own += "".join(
        f"\n[locations.{town}]\nlatitude = {north}\nlongitude = 0.0\n"
        for town, north in TOWNS.items()
    )
    if not rule:
        before, _, rest = own.partition("[pair_rules.near-enough]")
        own = before + rest[rest.index("\n[locations") :]
    text = programme_text(**small).replace("floor = 40", f"floor = {floor}")
    stages = dict.fromkeys([first, *pw.Programme(text).objective.stages])
    begin, end = text.index("stages ="), text.index("\nfloor")
    return f"{text[:begin]}stages = {[*stages]}{text[end:]}{own}"


class Case:
    """A small round whose rules are changed by hand."""

    def __init__(self, seed, *, marked):
        draw = random.Random(seed)
        self.mentees = [f"ME-{place}" for place in range(1, 5)]
        self.mentors = [f"MR-{place}" for place in range(1, 5)]
        terms = ("leadership", "digital", "evaluation")
        slots = ("tue-pm", "wed-pm", "tue-pm;wed-pm")

        def some(choices, count=4):
            return [draw.choice(choices) for _ in range(count)]

        def named(people):
            return [";".join(draw.sample(people, count)) or None for count in some((0, 0, 0, 1))]

        self.tables = [
            forms(
                self.mentees,
                needs=[f"{term}:1" for term in some(terms)],
                slots=some(slots),
                area=some(sorted(TOWNS)),
                vetoes=named(self.mentors),
                conflicts=named(self.mentors),
            ),
            forms(
                self.mentors,
                offers=some(terms),
                slots=some(slots),
                area=some(sorted(TOWNS)),
                vetoes=named(self.mentees),
                capacity=[str(draw.choice((1, 1, 1, 2))) for _ in range(4)],
            ),
        ]
        self.small = {"mentees": draw.choice("23"), "mentors": draw.choice("34"), "reserves": 1}
        self.small["first"] = draw.choice(("most_pairs", "floor"))
        self.marks = None
        if marked:
            self.marks = panel(draw.sample(self.mentees, 4) + draw.sample(self.mentors, 4))
            self.marks["need"] = [str(10 - place) for place in (0, 1, 2, 3) * 2]

    def run(self, *changes, **file):
        """The round with some changes made in its files."""
        mentees, mentors = ({k: list(v) for k, v in table.items()} for table in self.tables)
        small = dict(self.small)
        for change in changes:
            if change.kind == "slot":
                row = self.mentors.index(change.people[0])
                mentors["capacity"][row] = str(change.after)
            elif change.rule == "veto":
                _, mentee, mentor, is_mentors = change.lifted
                table, row, other = (
                    (mentors, self.mentors.index(mentor), mentee)
                    if is_mentors
                    else (mentees, self.mentees.index(mentee), mentor)
                )
                table["vetoes"][row] = without(table["vetoes"][row], other)
            elif change.rule == "conflict":
                row = self.mentees.index(change.people[0])
                mentees["conflicts"][row] = without(mentees["conflicts"][row], change.people[1])
            elif change.kind == "place":
                small[change.rule.rpartition(".")[2]] = str(change.after)
            elif change.rule == "pairing.common_slots":
                file["common"] = change.after
            elif change.rule == "pair_rules.near-enough":
                file["rule"] = False
            elif change.rule == "pair_rules.near-enough.require.bands":
                file["radius"] = change.after
            elif change.rule == "objective.floor":
                file["floor"] = change.after
            else:
                raise AssertionError(change)
        programme = pw.Programme(text_of(**file, **small))
        return pw.run_round(programme, mentees, mentors, self.marks, explain=False)


def without(names, name):
    return ";".join(own for own in names.split(";") if own != name) or None


def paired(round_):
    return {own.reference for pair in round_.pairs for own in (pair.mentee, pair.mentor)}


def every_single(case):
    """Every change of one rule but radii, whether or not anything comes of it."""
    for row, mentee in enumerate(case.mentees):
        for rule, column in (("veto", "vetoes"), ("conflict", "conflicts")):
            for other in (case.tables[0][column][row] or "").split(";"):
                if other:
                    yield request((rule, mentee, other, False))
    for row, mentor in enumerate(case.mentors):
        for other in (case.tables[1]["vetoes"][row] or "").split(";"):
            if other:
                yield request(("veto", other, mentor, True))
        yield slot(mentor, int(case.tables[1]["capacity"][row]))
    for role in ("mentees", "mentors"):
        most = int(case.small[role])
        yield SchemeChange("place", f"places.England.{role}", (), most, most + 1)
    yield SchemeChange("pairing", "pairing.common_slots", (), 1, 0)
    yield SchemeChange("pair_rule", "pair_rules.near-enough", (), 500, None)
    if case.small["first"] == "floor":
        ends = {int(points) for points in case.run().scores.points.ravel() if points < 40}
        for floor in sorted(ends | {end + 1 for end in ends}, reverse=True):
            yield SchemeChange("floor", "objective.floor", (), 40, floor)


def least(changes):
    """Of a floor, the first change that is enough."""
    floors = [own for own in changes if own.kind == "floor"]
    return {key(own) for own in changes if own not in floors[1:]}


def key(change):
    return change.kind, change.rule, change.people, change.after, change.lifted


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_every_single_change_is_found_and_no_other(seed, marked):
    case = Case(seed, marked=marked)
    base = case.run()
    found = pw.scheme_doctor(base, most=1000, twos=False)
    by_hand = {change: paired(case.run(change)) for change in every_single(case)}
    by_radius = {n: paired(case.run(radius=n)) for n in range(13, 32)}
    dropped = ("pair_rule", "pair_rules.near-enough", (), None, None)
    assert found.people
    for own in found.people:
        mine = {key(each.changes[0]) for each in own.remedies}
        wanted = least([change for change, people in by_hand.items() if own.person in people])
        radius = {each for each in mine if each[1].endswith("bands")}
        several = {each for each in mine if each[0] == "place"} - wanted
        assert mine - radius - several == wanted - ({dropped} if radius else set())
        for each in own.remedies:  # what is told of it is what comes of it
            again = case.run(*each.changes)
            assert own.person in paired(again)
            assert [stage[2] for stage in each.stages] == [s.value for s in again.matching.stages]
        assert [each[3] for each in radius] == [
            n for n, people in by_radius.items() if own.person in people
        ][:1]


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("seed", [0, 1])
def test_every_two_changes_are_found_where_no_single_one_does(seed, marked):
    case = Case(seed, marked=marked)
    found = pw.scheme_doctor(case.run(), most=1000)
    singles = [change for change in every_single(case) if change.kind != "floor"]
    alone = {change: paired(case.run(change)) for change in singles}
    for own in found.people:
        if not any(len(each.changes) == 2 for each in own.remedies):
            continue
        assert own.found == len(own.remedies)
        assert not any(own.person in people for people in alone.values())
        wanted = {
            frozenset((one.subject, two.subject))
            for one, two in itertools.combinations(singles, 2)
            if one.subject != two.subject and own.person in paired(case.run(one, two))
        }
        mine = set()
        for each in own.remedies:
            if any(change.kind == "floor" or change.units > 1 for change in each.changes):
                continue
            mine.add(frozenset(change.subject for change in each.changes))
            assert own.person in paired(case.run(*each.changes))
        assert mine == wanted


def alone(mentee, mentor, more="", stages=""):
    """A round of two people whom a rule refuses."""
    text = programme_text().replace('stages = ["most_pairs"', f'stages = [{stages}"most_pairs"')
    people = [
        forms([name], **{column: [cell] for column, cell in cells.items()})
        for name, cells in (("ME-1", mentee), ("MR-1", mentor))
    ]
    return pw.run_round(pw.Programme(text + more), *people)


SAME = {"employer": "A Museum", "team": "Learning"}
SECTOR = """
[pair_rules.levels]
version = 1
sentence = "Both meet about as often."
reason = "They would meet too seldom."
{verb} = {{ compare = "ratio", question = "meetings_a_month" }}
share = {share}
"""
OTHER = {"nation": "Scotland"}


@pytest.mark.parametrize(
    ("mentee", "mentor", "more", "changes"),
    [
        ({"line_manager": "MR-1"}, {}, "", ["a line manager allowed for mentee ME-1 and"]),
        (SAME, SAME, "", ["one team allowed for mentee ME-1 and mentor MR-1"]),
        ({"past_pairs": "MR-1"}, {}, "", ["another time together allowed for mentee ME-1 and"]),
        ({"vetoes": "MR-1"}, {"vetoes": "ME-1"}, "", [
            "the veto of mentee ME-1 against mentor MR-1 lifted",
            "the veto of mentor MR-1 against mentee ME-1 lifted",
        ]),
        ({"employer": "A"}, {"employer": "A"}, "[pairing]\nsame_employer = false", [
            "pairs of one employer allowed",
        ]),
        (OTHER, {}, '[pairing]\nregions = "forbidden"', ["pairs across regions allowed"]),
        ({"access_cost": "45.50"}, {}, "[pairing]\nmost_access_pence = 100\n"
         '[funds.access]\npurpose = "Access"\namount = 9000', [
            "access needs of one person funded up to GBP 45.50 instead of GBP 1",
        ]),
        ({"slots": "wed-pm"}, {}, "[pairing]\ncommon_slots = 2", [
            "0 slots in common asked for instead of 2",
        ]),
        ({"meetings_a_month": "1"}, {"meetings_a_month": "4"},
         SECTOR.format(verb="require", share=600),
         ['rule "levels" loosened, asking for a share of 250 instead of 600']),
        ({"meetings_a_month": "2"}, {"meetings_a_month": "4"},
         SECTOR.format(verb="forbid", share=400),
         ['rule "levels" loosened, refusing from a share of 501 on instead of 400']),
        ({"meetings_a_month": "4"}, {"meetings_a_month": "4"},
         SECTOR.format(verb="forbid", share=400),
         ['rule "levels" (Both meet about as often) made a wish']),
    ],
)  # fmt: skip
def test_each_rule_gives_way_as_far_as_is_needed(mentee, mentor, more, changes):
    round_ = alone(mentee, mentor, more)
    assert not round_.pairs
    found = pw.scheme_doctor(round_)
    for own in found.people:
        (remedy,) = own.remedies
        told = [change.text() for change in remedy.changes]
        assert [text.startswith(wanted) for text, wanted in zip(told, changes, strict=True)] == [
            True
        ] * len(changes)
        assert "nobody would lose anything" in remedy.text


def test_one_person_is_never_two():
    address = {"name": ["A Person"], "email": ["a@example.org"]}
    people = forms(["ME-1"], **address), forms(["MR-1"], **address, vetoes=["ME-1"])
    round_ = pw.run_round(pw.Programme(programme_text()), *people)
    assert [own.found for own in pw.scheme_doctor(round_).people] == [0, 0]


def test_what_is_asked_wrongly_is_said():
    round_ = alone({}, {})
    with pytest.raises(pw.Error, match="ME-1 is in a pair"):
        pw.scheme_doctor(round_, "ME-1")
    with pytest.raises(pw.Error, match="was not asked about ME-9; why is said by"):
        pw.scheme_doctor(round_, "ME-9")
    with pytest.raises(TypeError, match="scheme_doctor: solved"):
        pw.scheme_doctor(round_.problem)
    with pytest.raises(TypeError, match="twos"):
        pw.scheme_doctor(round_, twos=1)
    with pytest.raises(pw.Stopped):
        pw.scheme_doctor(alone({"vetoes": "MR-1"}, {}), time_limit=0)


def test_effort_bounds_what_is_tried_and_says_so():
    case = Case(1, marked=False)
    found = pw.scheme_doctor(case.run(), effort=60_000)
    assert any(own.is_cut for own in found.people)
    assert any(sentence.startswith(("Of ", "In twos, ")) for sentence in found.untried[:-1])
