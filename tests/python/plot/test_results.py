"""What pictures tell of results, checked against the results; and bad input."""

import itertools

import numpy as np
import pytest

import pairwell as pw

plot = pw.plot


class TestPoints:
    def test_stand_in_matched_order_with_every_pair_outlined(self):
        matching = pw.match({"ana": {"Xu": 1, "Yates": 5}, "ben": {"Xu": 9, "Yates": 2}})
        picture = plot.points(matching)
        assert picture.data["paired"] == ("no", "yes", "yes", "no")
        assert picture.data["points"] == (1, 5, 9, 2)
        assert "ben with Xu (9), ana with Yates (5)" in picture.text
        inside = picture.svg.partition("</style>")[2]
        assert inside.index(">ben<") < inside.index(">ana<")
        assert inside.index(">Xu<") < inside.index(">Yates<")

    def test_without_labels_it_says_that_positions_are_shown(self):
        told = plot.points(pw.match([[3, 1], [2, 2]])).text
        assert "The mentees and mentors have no labels, so their positions are shown." in told

    def test_cells_are_shapes_up_to_a_number_and_dots_of_an_image_beyond(self):
        assert "<image" not in plot.points(pw.Problem(np.ones((50, 80)))).svg
        large = plot.points(pw.Problem(np.ones((50, 81))))
        assert "data:image/png;base64," in large.svg
        assert "<image" in large.html

    def test_the_largest_are_blocks_and_say_so(self):
        points = np.arange(700 * 650.0).reshape(700, 650)
        picture = plot.points(pw.Problem(points))
        assert "each dot is a block of 2 by 2 of them" in picture.text
        assert len(picture.svg) < 1_000_000

    def test_means_of_blocks_are_of_admissible_pairs(self):
        from pairwell.plot.grids import mean_table, share_table

        places = np.array([[0, 0], [1, 1], [600, 3]])
        table = mean_table((601, 4), places, np.array([2.0, 4.0, 7.0]))
        assert table.shape == (301, 4)
        assert table[0].tolist()[:2] == [2, 4]
        assert table[300, 3] == 7
        assert share_table((601, 4), places)[300, 3] == 1
        assert share_table((601, 4), places)[0, 0] == 0.5

    def test_a_problem_without_people_or_pairs_has_a_picture(self):
        for problem in (pw.Problem(np.empty((0, 0))), pw.Problem(np.full((2, 2), -np.inf))):
            assert plot.points(problem).svg.endswith("</svg>")
            assert plot.admissible(problem).svg.endswith("</svg>")

    def test_scores_have_the_matching_of_their_own_people(self):
        problem = pw.Problem({"ana": {"Xu": 1}})
        with pytest.raises(pw.InvalidInput, match="the matching is of other mentees"):
            plot.points(problem, pw.match({"ben": {"Xu": 1}}))
        with pytest.raises(TypeError, match="a Matching has its own matching"):
            plot.points(pw.match([[1]]), pw.match([[1]]))


def most_pairs(table):
    """How many pairs can be, by trying all assignments."""
    mentees, mentors = table.shape
    size = max(mentees, mentors)
    square = np.zeros((size, size), bool)
    square[:mentees, :mentors] = table
    rows = np.arange(size)
    return max(int(square[rows, list(p)].sum()) for p in itertools.permutations(range(size)))


class TestAdmissible:
    @pytest.mark.parametrize("seed", range(30))
    def test_the_bottleneck_violates_halls_condition_by_what_it_says(self, seed):
        rng = np.random.default_rng(seed)
        table = rng.random((6, 5)) < 0.35
        problem = pw.Problem(np.where(table, 1.0, -np.inf))
        picture = plot.admissible(problem)
        inside = {
            m
            for m, own in zip(picture.data["mentee"], picture.data["bottleneck"], strict=True)
            if own == "yes"
        }
        lost = 6 - most_pairs(table)
        assert lost  # 6 mentees, 5 mentors
        empty = [m for m in range(6) if not table[m].any()]
        people = [int(m) for m in inside] + empty
        neighbours = np.flatnonzero(table[people].any(axis=0))
        assert len(people) - len(neighbours) == lost
        assert "Framed is the bottleneck" in picture.text

    def test_places_count_and_not_mentors(self):
        points = {"a": {"X": 1}, "b": {"X": 1}, "c": {"X": 1}}
        told = plot.admissible(pw.Problem(points, mentor_capacity=2)).text
        assert "who has 2 places, so at least 1 of them stays without" in told

    def test_groups_are_told_from_a_bottleneck(self):
        problem = pw.Problem(np.ones((2, 2)), mentor_groups=[([0, 1], (0, 1))])
        assert "the groups, the locked pairs or the stages" in plot.admissible(problem).text

    def test_when_everybody_is_in_a_pair_there_is_none(self):
        assert "no bottleneck" in plot.admissible(pw.match(np.ones((2, 2)))).text
        assert "2 mentors in none" in plot.admissible(pw.match(np.ones((2, 4)))).text

    def test_rules_that_collide_are_framed(self):
        problem = pw.Problem({"a": {"X": 1}, "b": {"X": 1}}, mentee_capacity=[(1, 1)] * 2)
        matching = pw.match(problem)
        picture = plot.admissible(matching)
        assert matching.infeasibility.reason in picture.text
        assert picture.data["bottleneck"] == ("yes", "yes")


def test_ranks_are_those_that_the_stages_count():
    points = np.random.default_rng(5).integers(0, 6, (12, 9))
    matching = pw.match(points, ["rank_maximal"], seed=None)
    data = plot.ranks(matching).data
    counted = {
        rank: pairs for rank, pairs in zip(data["rank"], data["pairs"], strict=True) if pairs
    }
    assert counted == dict(matching.stages[0].profile.tolist())


def test_many_ranks_are_counted_together_and_told():
    points = np.tile(np.arange(100.0, 0, -1), (100, 1))  # all want the same mentors
    picture = plot.ranks(pw.match(points))
    assert sum(picture.data["pairs"]) == 100
    assert picture.data["last"][0] == 4
    assert "Each bar is of 4 ranks." in picture.text


def test_the_distribution_counts_every_pair_at_every_stage():
    points = np.random.default_rng(2).integers(0, 100, (8, 6))
    matching = pw.match(points, ["most_pairs", ("floor", 40), "best_worst", "most_points"])
    picture = plot.distribution(matching)
    counts = {}
    for stage, pairs in zip(picture.data["stage"], picture.data["pairs"], strict=True):
        counts[stage] = counts.get(stage, 0) + pairs
    assert counts.pop("all admissible") == 48
    assert set(counts.values()) == {6}
    assert len(counts) == 4
    assert f"{matching.points:,.15g} in all." in picture.text


def test_prices_of_stages_say_what_the_prices_say():
    rows = [[9, 1, 5], [1, 9, 4], [4, 3, 3]]
    stages = ["most_pairs", "best_worst", "most_points"]
    found = pw.scenarios(rows, {"two": {"mentor_capacity": 2}}, objective=stages)
    for name in found.names:
        picture = plot.stage_prices(found, name)
        assert picture.data["loss"] == found.price_of_stages(name)["loss"]
        assert picture == plot.stage_prices(found.scenario(name))
        assert picture == plot.stage_prices(found.scenario(name).prices)
    assert '"best_worst" costs "most_points" 3 points.' in plot.stage_prices(found).text


def test_the_firmest_pairs_are_left_out_and_counted():
    points = np.random.default_rng(4).random((40, 40)).round(3)
    problem = pw.Problem(points)
    matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
    firm = pw.firmness(problem, matching)
    picture = plot.firmness(firm)
    assert "The 30 least firm of 40 are drawn." in picture.text
    falls = [fall for fall in picture.data["fall"] if fall is not None]
    assert falls == sorted(float(pair.fall) for pair in firm if pair.fall is not None)


def test_the_pictures_of_a_round_tell_what_it_holds(pilot_round):
    funnel = plot.funnel(pilot_round, "mentor")
    assert dict(zip(funnel.data["step"], funnel.data["forms"], strict=True))["Eligible"] == 24
    parts = plot.parts(pilot_round)
    total = sum(points or 0 for points in parts.data["points"])
    assert total == pytest.approx(
        pilot_round.matching.points, abs=0.001 * len(parts.data["points"])
    )
    assert plot.points(pilot_round) == plot.points(pilot_round.matching)
    events = plot.timetable(pilot_round)
    assert events.data["first"][1] == "2017-04-24"
    assert events.data["last"][0] == "2017-03-31"
    assert "10:00 on Monday 24 April 2017 (BST)" in events.text


def test_curves_of_a_run_are_read_from_its_folder(tmp_path):
    head = "class,form,n,m,pairs,solver,role,version,round,wall,cpu,peak,objective,status"
    rows = [
        f"uniform,dense,{n},{n},{n * n},{solver},{role},1,0,{n * slow / 1e4},1.0,1,5,ok,False,"
        for n in (100, 200, 400)
        for solver, role, slow in (("assign", "ours", 1), ("slow", "peer", 9), ("quick", "peer", 2))
    ]
    (tmp_path / "results.csv").write_text("\n".join([f"{head},on_grid,message", *rows]) + "\n")
    picture = plot.curves(tmp_path)
    assert picture == plot.curves(tmp_path / "results.csv")
    assert picture.data["solver"][0].startswith("assign")
    assert set(picture.data["class"]) == {"uniform real numbers"}
    assert "uniform real numbers: assign" in picture.text


@pytest.mark.parametrize("others", [0, 1, 4])
def test_the_legend_of_curves_lies_on_none_of_them(others):
    times = {"ours": [(10, 1e-6), (2000, 3.0)], "best": [(10, 9.0), (2000, 9.0)]}
    times |= {f"peer {number}": [(10, 8.0), (2000, 8.5)] for number in range(others)}
    figure = plot.curves({"dense": times}).figure()
    (axes,) = figure.axes
    figure.canvas.draw()
    legend = axes.get_legend().get_window_extent()
    highest = max(axes.transData.transform(line.get_xydata())[:, 1].max() for line in axes.lines)
    assert legend.y0 > highest
    assert axes.get_tightbbox().x0 >= 0


NOT_SOLVED = pw.match(pw.Problem([[1]], mentee_capacity=(2, 3)))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: plot.points("x"), TypeError, "plot.points: result must be a Matching"),
        (lambda: plot.admissible(7), TypeError, "plot.admissible: result must be"),
        (lambda: plot.ranks(NOT_SOLVED), pw.InvalidInput, "only an optimal matching has pairs"),
        (lambda: plot.distribution(pw.Problem([[1]])), TypeError, "a Matching or a Round"),
        (lambda: plot.firmness(None), TypeError, "a Firmness or a WeightFirmness"),
        (lambda: plot.scenarios([]), TypeError, "plot.scenarios: result must be Scenarios"),
        (lambda: plot.trade_off(1), TypeError, "must be a TradeOff"),
        (lambda: plot.weight_ranges(1), TypeError, "must be WeightRanges"),
        (lambda: plot.stage_prices([]), pw.InvalidInput, "no prices of stages were worked out"),
        (lambda: plot.stage_prices(3), TypeError, "Scenarios, a Scenario or a list"),
        (lambda: plot.funnel(1), TypeError, "plot.funnel: result must be a Round"),
        (lambda: plot.timetable(1), TypeError, "a Programme or a Round"),
        (lambda: plot.parts(pw.match([[1]])), TypeError, "a Round or Scores"),
        (lambda: plot.curves({"a": {}}), TypeError, "times by solver"),
        (lambda: plot.curves({"a": {"b": [(1, -1)]}}), pw.InvalidInput, "must be positive numbers"),
        (lambda: plot.curves("/no/such/folder"), pw.InvalidInput, "no results of several sizes"),
    ],
)
def test_bad_input_is_one_clear_sentence(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_another_role_is_refused(pilot_round):
    with pytest.raises(pw.InvalidInput, match='must be "mentee" or "mentor"'):
        plot.funnel(pilot_round, "panel")
