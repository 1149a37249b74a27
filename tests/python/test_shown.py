"""How values show themselves: in a log by one short line, in a notebook by a short table."""

import dataclasses
import datetime as dt
import enum
import html
import importlib
import inspect
import re
from collections import Counter
from importlib.resources import files

import numpy as np
import pytest
from small_rounds import forms, programme_text
from store_cases import PROGRAMME, filled_store, lived, named

import pairwell as pw
from pairwell.store import Clash, LeftOut, OnBoard, Rescheduled, equality_funnel, find_bearings

MODULES = ["pairwell", "pairwell.calendar", "pairwell.instances", "pairwell.plot", "pairwell.store"]
LENGTH = 120
AS_MANY = 30
DAY = dt.date(2017, 6, 12)
DATA = files("pairwell") / "data"
INFEASIBLE = pw.match(pw.Problem([[1]], mentee_capacity=(2, 3)))


def public_classes():
    """Every public class whose instances somebody may print."""
    found = set()
    for module in map(importlib.import_module, MODULES):
        found |= {
            value for name in module.__all__ if inspect.isclass(value := getattr(module, name))
        }
    return {kind for kind in found if not issubclass(kind, (enum.Enum, BaseException))}


def walk(starts):
    """Every value of pairwell's own that attributes and containers lead to, some of each class."""
    # What is seen is kept, for the address of what is gone may be another's.
    waiting, seen, counts = list(starts), {}, Counter()
    while waiting:
        value = waiting.pop()
        if isinstance(value, (list, tuple, set, frozenset)):
            waiting += list(value)[:AS_MANY]
        elif isinstance(value, dict):
            waiting += list(value.values())[:AS_MANY]
        kind = type(value)
        if not kind.__module__.startswith("pairwell") or isinstance(value, enum.Enum):
            continue
        if id(value) in seen or counts[kind] == AS_MANY:
            continue
        seen[id(value)] = value
        counts[kind] += 1
        yield value
        for name in dir(value):
            is_method = inspect.isroutine(inspect.getattr_static(kind, name, None))
            if not name.startswith("_") and not is_method:
                waiting.append(getattr(value, name))


def of_own_questions():
    """Values of programmes with questions of their own, and of frames."""
    community = pw.preset("community")
    sheets = pw.synthetic_cohort(community, mentees=12, mentors=9, flaws=False).sheets
    read = pw.read_applications(community, sheets)
    grades = pw.preset("grades")
    help_with = pw.covers("wants", "offers", weight=3)
    own = pw.custom(np.zeros((2, 3)), weight=1, name="own")
    mentees = {"id": ["Ada Lovelace", "b"], "wants": ["x", "y"]}
    mentors = {"id": ["c", "d", "e"], "offers": ["x", "y", "x"]}
    scores = pw.score(mentees, mentors, [help_with, own], index="id")
    matching = pw.match(scores)
    other = pw.match(scores, forbidden=[("Ada Lovelace", "c")])
    board = pw.board(scores, actor="J. Farrow")
    board.veto("Ada Lovelace", "c", because="Ada Lovelace knows c.")
    few = pw.match(np.ones((3, 1)))
    without = (few.unmatched_mentees[0], 0)
    return [
        board, board.log, board.log[0].price,
        read, read.known(), community, grades, scores, own, matching, matching.table(),
        scores.explain("Ada Lovelace", "c"), matching.diff(other),
        pw.why_unmatched_all(few.problem, few), pw.why_not(few.problem, few, *without),
        pw.doctor(few.problem, few),
        pw.explain_all(few.problem, few),
        pw.explain(few.problem, few, *few.pairs[0].tolist()), pw.read_sheet(DATA / "mentees.csv"),
        pw.EvaluationQuestion("calm", "I am calm."), pw.TravelTime("Leeds", "York", 25),
    ]  # fmt: skip


def after_the_solve():
    """Values that say more of a matching."""
    points = {"Ada Lovelace": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}, "Cem": {"Xu": 7}}
    problem = pw.Problem(points)
    matching = pw.match(problem, ["most_pairs", "most_points"])
    several = pw.alternates(problem, matching)
    tight = problem.replace(mentee_capacity=[(1, 1)] * 3)
    mentees = {"id": ["Ada Lovelace", "b", "c"], "wants": ["x", "y", "x"], "town": list("ppq")}
    mentors = {"id": ["c", "d", "e"], "offers": ["x", "y", "x"], "town": list("pqp")}
    criteria = [pw.covers("wants", "offers", weight=3), pw.same("town", weight=2)]
    scores = pw.score(mentees, mentors, criteria, index="id")
    best = pw.match(scores, ["most_pairs", "most_points"])
    drawn = pw.weight_firmness(scores, best, draws=20, by=0.9)
    receipt = pw.receipts(problem, matching)[0]
    return [
        several, next(several), pw.alternate_partners(problem, matching, mentee="Ada Lovelace"),
        pw.common_core(problem, matching), pw.firmness(problem, matching),
        pw.pair_prices(problem, matching), pw.pair_rises(problem, matching),
        pw.worth(problem, matching), pw.receipts(problem, matching),
        pw.doctor(tight, pw.match(tight)), pw.doctor(problem, matching),
        pw.repair(matching, vetoes=[("Ada Lovelace", "Yates")]),
        pw.repair(matching, mentor_capacity={"Xu": 0, "Yates": 1}),
        pw.trade_off(matching, vetoes=[("Ada Lovelace", "Yates")]),
        pw.Repairer(problem, matching), pw.Arrival({"Ada Lovelace": 3}),
        drawn, drawn.pairs, drawn.people, receipt, receipt.partners, pw.weight_ranges(scores, best),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def starts(pilot_round, tmp_path_factory):
    """Values from which attributes lead to one of every public class."""
    programme = pilot_round.programme
    mentees, mentors = pilot_round.mentee_forms, pilot_round.mentor_forms
    all_mentees = pilot_round.mentees.forms
    records = [
        pw.PairRecord(mentee=pair.mentee.reference, mentor=pair.mentor.reference, state="confirmed")
        for pair in pilot_round.pairs
    ]
    who = {"mentee": records[0].mentee, "mentor": records[0].mentor}
    refused = np.argwhere(~pilot_round.scores.allowed).tolist()
    panel = pw.read_panel(DATA / "panel.csv", programme)
    hour = [pw.interval("Europe/London", dt.datetime(2017, 5, 3, 9), dt.datetime(2017, 5, 3, 10))]
    request, late = (pw.ScheduleRequest(person=p, free=h) for p, h in (("a", hour), ("b", [])))
    host, rules = pw.ScheduleHost(id="panel A", free=hour), pw.ScheduleRules()
    fixed = pw.Appointment(person="a", host="panel A", start=hour[0][0], end=hour[0][1])
    fund = programme.funds[0].id
    entry = pw.LedgerEntry(
        fund=fund, kind="offer", pence=100, grant="G-1", on=DAY, by="A. Officer", **who
    )
    agreement = pw.Agreement(from_day=DAY, until=DAY, goals=["Lead"], **who)
    meeting = pw.Meeting(on=DAY, **who)
    event = next(e.id for e in programme.timetable.events if pw.may_attend(e, "mentee"))
    attendance = pw.Attendance(reference=who["mentee"], role="mentee", event=event)
    note = pw.SupervisionNote(mentor=who["mentor"], supervisor="S. Visor", on=DAY, text="Said.")
    marks = [3] * len(pw.evaluation_questions())
    answers = [
        pw.EvaluationAnswers(reference=who["mentee"], role="mentee", when=when, marks=marks)
        for when in ("before", "after")
    ]
    outcome = pw.PairOutcome(state="active", mentee_fit=3, mentor_fit=4, predicted=70_000, **who)
    orders = "# DATA TYPE: soc\n# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 1\n"
    orders += (
        "# NUMBER UNIQUE ORDERS: 1\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n1: 1, 2\n"
    )
    problem_of_two = pw.Problem([[3, 1], [2, 2]])
    matching_of_two = pw.match(problem_of_two, ["most_pairs", "most_points"])
    on_demand = pw.match_on_demand(
        pw.Features.of_function(np.multiply.outer, 2, 2, name="products"), ["most_points"]
    )
    leximin = pw.match(np.arange(12.0).reshape(3, 4), ["most_pairs", "leximin"])
    forged = dataclasses.replace(leximin, units=7, pairs=[[0, 0], [1, 0], [2, 0]])
    people = [f"P-{i}" for i in range(40)]
    genders = {"reference": people, "gender": ["woman", "man"] * 20}
    of_all = pw.read_monitoring(genders).answers
    store = filled_store(str(tmp_path_factory.mktemp("shown") / "s.db"))
    pair = lived(store)[0]
    desks = [
        getattr(store, name)(PROGRAMME, actor="A. Officer")
        for name in ("reception", "applications", "pairs", "running", "supervision", "identities",
                     "monitoring", "custodian")
    ]  # fmt: skip
    by_name = {type(desk).__name__: desk for desk in desks}
    small = pw.Programme(programme_text(mentees="{ least = 2, most = 2 }"))
    none = pw.run_round(small, forms(["ME-1"]), forms(["MR-1"]))
    yield [
        pilot_round,
        pw.scheme_doctor(pilot_round, "MR-023"),
        pw.scheme_doctor(none),
        pw.plot.ranks(leximin),
        programme,
        pw.calendar.Zone.named("Europe/London"),
        [pilot_round.scores.at(*place).refusals for place in refused],
        pw.synthetic_cohort(programme, mentees=4, mentors=2),
        pw.synthetic_people(4, 2),
        pw.adopt(DATA / "mentees.csv", DATA / "mentors.csv"),
        pw.read_graces(DATA / "grace.csv", programme),
        pw.decide(programme, pilot_round.mentees.forms),
        pw.scenarios(
            {"Ada Lovelace": {"Xu": 1}}, {"none": {"forbidden": [("Ada Lovelace", "Xu")]}}
        ),
        pw.shortlist(programme, "mentee", pilot_round.decisions[:60], all_mentees, panel),
        panel,
        pw.panel_agreement(programme, panel.scores),
        pw.PanelConflict(member="A", reference="MM-001", reason="A friend"),
        pw.read_monitoring({"reference": ["MM-001"], "gender": ["woman"]}),
        leximin,
        leximin.stages[1].steps,
        leximin.verify(),
        forged.verify(),
        INFEASIBLE,
        pw.assign([[1, 2], [3, 4]]),
        pw.assign_batch([[[1, 2], [3, 4]], [[5]]]),
        on_demand,
        next(iter(pw.pair_prices(problem_of_two, matching_of_two))),
        next(iter(pw.pair_rises(problem_of_two, matching_of_two))),
        on_demand.features,
        on_demand.passes[0],
        records,
        pw.make_rematch(programme, mentees, mentors, pilot_round.scores, records),
        pw.compare_pairs(mentees, mentors, records, pilot_round.matching),
        pw.make_schedule([request, late], [host], rules),
        [request, host, rules, entry, agreement, meeting, attendance, note, answers, outcome],
        pw.Names(mentee=("Ada Lovelace",)),
        pw.balances(programme, [entry]),
        pw.totals(programme, [entry], "grant"),
        pw.meeting_counts([meeting]),
        pw.attendance_counts(programme, [attendance]),
        pw.SupervisorView("S. Visor"),
        pw.evaluate(answers, [outcome]),
        pw.states("pair"),
        pw.moves("pair"),
        pw.Table("t.csv", ["name"], [["Ada Lovelace"]] * 50),
        pw.calendar.Month(2017, 6),
        pw.calendar.parse_event_date("Tuesday 16 May 2017"),
        pw.instances.parse_preferences(orders),
        pw.instances.dense("uniform", 3),
        pw.instances.sparse(9, degree=2),
        pw.instances.map_of_instances({"a": pw.Problem([[1, 2]]), "b": pw.Problem([[1, 1]])}),
        pw.instances.ProvedInstance(problem_of_two, matching_of_two, {"title": "a"}),
        pw.instances.capacitated(9, 9),
        store,
        desks,
        store.audit(PROGRAMME),
        store.records(PROGRAMME),
        by_name["Reception"].receive("mentee", named(["ME-1"])),
        by_name["Applications"].decisions("eligibility"),
        by_name["Pairs"].pairs(),
        by_name["Pairs"].match(),
        by_name["Pairs"].move_pairs([pair], "complete", because="All was met"),
        by_name["Running"].logged("meeting"),
        by_name["Running"].sittings("interviews"),
        by_name["Running"].schedule("conversations", [], [host]),
        Rescheduled("ME-1", None, fixed),
        Clash("ME-1", "an interview", "a conversation", fixed.start),
        pw.Taken(who=["ME-1"], start=fixed.start, end=fixed.end, what="the training"),
        by_name["Pairs"].overview(),
        by_name["Pairs"].overview().total("mentee"),
        by_name["Pairs"].match(dry=True),
        LeftOut("ME-1", "mentee", "", "No mentor is allowed.", ""),
        OnBoard("lock", "ME-1", "MR-1", "Locked.", "J. Farrow", "2017-06-12", "They met.", "", 3),
        by_name["Pairs"].standing(),
        by_name["Pairs"].matching_on_record(),
        by_name["Pairs"].reasons(keep="most"),
        list(by_name["Pairs"].reasons(keep="most").person("ME-1")),
        list(by_name["Pairs"].standing().people.values()),
        by_name["Running"].grants(),
        by_name["Identities"].look_up(["ME-1"], "a test"),
        by_name["Custodian"].held("ME-1"),
        by_name["Custodian"].purge(DAY),
        equality_funnel("gender", of_all, dict.fromkeys(people, "matched")),
        find_bearings("gender", of_all, {"rule need": dict.fromkeys(people, True)}),
        *of_own_questions(),
        *after_the_solve(),
    ]
    store.close()


def test_a_repr_is_one_short_line_without_addresses_or_personal_data(starts, pilot_round):
    said = [word for each in pilot_round.mentees.identities for word in (each.name, each.email)]
    private = ["Farrow", "Name of ME-", "example.org", "What was said", "Ada Lovelace", *said]
    reached, wrong = set(), []
    for value in walk(starts):
        reached.update(type(value).__mro__)
        shown = repr(value)
        if len(shown) > LENGTH or "\n" in shown or " object at " in shown or " 0x" in shown:
            wrong.append(shown[:200])
        wrong += [f"{shown} says {word}" for word in private if word in shown]
    assert "\n".join(wrong) == ""
    left = sorted(kind.__name__ for kind in public_classes() - reached)
    assert ", ".join(left) == ""


def rows_of(shown):
    """The cells of the tables in an HTML text, with their entities read."""
    rows = re.findall("<tr>(.*?)</tr>", shown)
    return [[html.unescape(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t", r)] for r in rows]


def caption_of(shown):
    return html.unescape(re.search("<caption>(.*?)</caption>", shown)[1])


def with_references(pilot_round, reference):
    """The round with another reference for everybody."""

    @dataclasses.dataclass
    class Form:
        reference: str

    pairs = [
        dataclasses.replace(pair, mentee=Form(reference), mentor=Form(reference))
        for pair in pilot_round.pairs
    ]
    unpaired = [dataclasses.replace(own, form=Form(reference)) for own in pilot_round.unpaired]
    return dataclasses.replace(pilot_round, pairs=tuple(pairs), unpaired=tuple(unpaired))


class TestInANotebook:
    def test_a_round_shows_pairs_and_who_is_in_none_by_reference(self, pilot_round):
        shown = pilot_round._repr_html_()
        assert caption_of(shown) == (
            "mentoring-for-all-2017, optimal, 19 pairs, 1312.234 points, 8 unpaired, proof holds"
        )
        pairs = [
            [pair.mentee.reference, pair.mentor.reference, f"{pair.score.points:.1f}"]
            for pair in pilot_round.pairs
        ]
        unpaired = [[own.role, own.form.reference, own.text] for own in pilot_round.unpaired]
        head = [["mentee", "mentor", "points"]], [["role", "reference", "why"]]
        assert rows_of(shown) == [*head[0], *pairs, *head[1], *unpaired]
        names = [each.name for each in pilot_round.mentees.identities]
        assert [name for name in names if name in shown] == []

    def test_an_infeasible_round_says_why(self, pilot_round):
        nothing = {
            "pairs": (),
            "unpaired": (),
            "matching": INFEASIBLE,
            "problem": INFEASIBLE.problem,
        }
        round_ = dataclasses.replace(pilot_round, **nothing, verdict=INFEASIBLE.verify())
        assert INFEASIBLE.infeasibility.reason in caption_of(round_._repr_html_())
        assert "In no pair" not in round_._repr_html_()

    def test_long_tables_end_after_twenty_rows(self, pilot_round):
        many = dataclasses.replace(pilot_round, pairs=pilot_round.pairs * 3, unpaired=())
        assert rows_of(many._repr_html_())[-1] == ["and 37 more"]
        assert len(rows_of(many._repr_html_())) == 22
        ones = pw.match(np.ones((21, 21)))
        assert rows_of(ones._repr_html_())[-1] == ["and 1 more"]

    def test_a_problem_shows_its_points_and_what_is_forbidden(self):
        problem = pw.Problem([[1.5, 2], [3, -np.inf]])
        assert rows_of(problem._repr_html_()) == [
            ["", "0", "1"],
            ["0", "1.5", "2"],
            ["1", "3", "forbidden"],
        ]
        assert caption_of(problem._repr_html_()) in repr(problem)

    def test_a_large_problem_shows_its_corner(self):
        rows = rows_of(pw.Problem(np.arange(25 * 12).reshape(25, 12))._repr_html_())
        assert rows[0] == ["", *map(str, range(10)), "and 2 more"]
        assert rows[2] == ["1", *map(str, range(12, 22)), ""]
        assert rows[-1] == ["and 5 more"]
        assert len(rows) == 22

    def test_scores_show_points_under_references(self, pilot_round):
        scores = pilot_round.scores
        rows = rows_of(scores._repr_html_())
        assert rows[0][1:11] == [form.reference for form in pilot_round.mentor_forms[:10]]
        assert [row[0] for row in rows[1:-1]] == [
            form.reference for form in pilot_round.mentee_forms[: len(rows) - 2]
        ]
        for i, row in enumerate(rows[1:-1]):
            for j, cell in enumerate(row[1:11]):
                allowed = scores.allowed[i, j]
                assert cell == (f"{scores.points[i, j]:.1f}" if allowed else "refused")

    def test_why_somebody_is_unmatched_is_a_sentence_over_a_table(self):
        matching = pw.match([[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]])
        why = pw.why_unmatched(matching.problem, matching, mentee=2)
        assert repr(why) == "<WhyUnmatched: worse overall, 2 allowed>"
        assert caption_of(why._repr_html_()) == why.text
        assert ["allowed", "2"] in rows_of(why._repr_html_())

    def test_what_people_wrote_cannot_become_markup(self, pilot_round):
        evil = "<script>alert('&')</script>"
        group = (evil, [0], (2, 3))
        refused = pw.match(pw.Problem([[1]], mentor_groups=[group]))
        scores = pw.ScoreTable(
            pilot_round.scores._core, *([evil] * n for n in pilot_round.scores.shape)
        )
        why = dataclasses.replace(pw.why_unmatched(*two_to_one(), mentee=1), text=evil)
        for value in (refused, with_references(pilot_round, evil), scores, why):
            shown = value._repr_html_()
            assert "<script" not in shown
            assert "&lt;script&gt;" in shown

    def test_no_table_brings_colours_of_its_own(self, pilot_round):
        problem, matching = two_to_one()
        why = pw.why_unmatched(problem, matching, mentee=1)
        for value in (pilot_round, pilot_round.scores, problem, matching, why):
            shown = value._repr_html_()
            assert "style" not in shown
            assert "color" not in shown
            assert shown.count("<table>") == shown.count("</table>") >= 1


def two_to_one():
    matching = pw.match([[2], [1]])
    return matching.problem, matching


def test_one_is_counted_in_the_singular(pilot_round):
    problem, matching = two_to_one()
    assert repr(problem) == "<Problem: 2 mentees x 1 mentor, 2 admissible pairs, scale 1>"
    assert repr(pw.Problem([[1]], mentee_groups=[([0], 1)], locked=[(0, 0)])) == (
        "<Problem: 1 mentee x 1 mentor, 1 admissible pair, 1 locked, 1 group, scale 1>"
    )
    assert repr(matching) == "<Matching: optimal, 1 pair, 2 points>"
    assert repr(pw.match([[1]])) == "<Matching: optimal, 1 pair, 1 point>"
    assert repr(pilot_round.programme).startswith("<Programme: mentoring-for-all-2017, 1 warning,")
    one = dataclasses.replace(pilot_round, matching=matching, problem=problem)
    assert "optimal, 1 pair, 2 points, 8 unpaired" in repr(one)


def test_a_repr_says_what_matters():
    leximin = pw.match([[3, 1], [2, 2]], ["most_pairs", "leximin", "most_points"])
    assert [repr(stage) for stage in leximin.stages[:3]] == [
        "<StageResult: most_pairs, 2>",
        "<StageResult: leximin, 2.0>",
        "<StageResult: most_points, 5.0>",
    ]
    assert repr(leximin.stages[0].prices) == "<Prices: 2 mentees, 2 mentors, 0 groups>"
    assert repr(leximin.verify()) == "<Verdict: holds>"
    assert repr(dataclasses.replace(leximin, units=7).verify()) == "<Verdict: 1 failure>"
    assert repr(pw.Table("a.csv", ["x"], [["1"], [None]])) == "<Table: a.csv, 2 rows, 1 column>"
    assert repr(INFEASIBLE.infeasibility) == "<Infeasibility: 1 person or group collides>"
    three = pw.match(pw.Problem([[1], [1], [1]], mentee_capacity=[(1, 1)] * 3)).infeasibility
    assert (len(three.asked), len(three.limits)) == (2, 1)
    assert repr(three) == "<Infeasibility: 3 people and groups collide>"
    wales = ("Wales", [0, 1], (0, 1))
    locked = pw.Problem(np.ones((2, 2)), locked=[(0, 0), (1, 1)], mentee_groups=[wales])
    collide = pw.match(locked).infeasibility
    assert repr(collide) == "<Infeasibility: 5 people and groups collide>"
