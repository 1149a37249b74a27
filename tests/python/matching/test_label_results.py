"""Labels out: pairs, partners, reasons and previous pairs speak them in any order of rows."""

import datetime as dt
import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import BEST, POINTS, frame

import pairwell as pw

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")


class TestResults:
    PROBLEM = pw.Problem(frame(), mentor_capacity={"Xu": 1, "Yates": 1})
    MATCHING = pw.match(PROBLEM, BEST)

    def test_frames_speak_labels(self):
        columns = {"mentee": ["ana@x.org", "cai@x.org"], "mentor": ["Xu", "Yates"],
                   "points": [9.0, 6.0]}  # fmt: skip
        assert self.MATCHING.to_pandas().to_dict("list") == columns
        assert self.MATCHING.to_polars().to_dict(as_series=False) == columns
        assert pa.table(self.MATCHING).to_pydict() == columns
        assert pw.match(POINTS, BEST).to_polars()["mentee"].to_list() == [0, 2]
        none = pw.match(pw.Problem(frame(), mentee_capacity=0), BEST)
        assert str(none.to_polars().schema["mentee"]) == "String"

    def test_a_table_of_the_pairs(self):
        table = self.MATCHING.table()
        assert table.rows == (("ana@x.org", "Xu", 9.0), ("cai@x.org", "Yates", 6.0))
        assert (len(table), table.columns) == (2, ("mentee", "mentor", "points"))
        assert table == eval("self.MATCHING.table()")
        assert repr(table) == "<MatchingTable: pairs, 2 rows>"
        assert "<td>ana@x.org</td>" in table._repr_html_()
        assert table.to_polars().rows() == list(table)
        wide = pw.match(
            pw.Problem({"ana": {"Xu": 3, "Yates": 1, "Zed": 1}, "ben": {"Yates": 2}}), BEST
        ).table(alternates=2)
        assert wide["alternate_1"] == ("Yates", None)
        assert wide["alternate_2"] == ("Zed", None)
        assert wide.to_pandas()["alternate_2"].isna().tolist() == [False, True]
        positions = pw.match(POINTS, BEST).table(alternates=2)
        assert positions.rows == ((0, 0, 9.0, 1, None), (2, 1, 6.0, 0, None))
        with pytest.raises(ValueError, match="alternates must be from 0"):
            self.MATCHING.table(-1)

    def test_a_long_table_is_cut_where_it_is_printed(self):
        text = str(pw.match(np.eye(30, dtype=int)).table())
        assert len(text.splitlines()) == 22
        assert text.endswith("and 10 more")

    def test_who_is_unmatched(self):
        assert self.MATCHING.unmatched().rows == (("mentee", "ben@x.org"),)
        mixed = pw.match(pw.Problem(pd.DataFrame([[1, 1]], index=["ana"])))
        assert len(mixed.unmatched()) == 1
        assert isinstance(mixed.unmatched()["person"][0], int)
        assert mixed.unmatched().to_pandas()["person"].tolist() == [mixed.unmatched()["person"][0]]
        assert len(pw.match(self.PROBLEM, time_limit=0).unmatched()) == 0

    def test_partners(self):
        assert self.MATCHING.partners_of(mentee="ana@x.org") == ("Xu",)
        assert self.MATCHING.partners_of(mentor="Yates") == ("cai@x.org",)
        assert self.MATCHING.partners_of(mentee="ben@x.org") == ()
        with pytest.raises(TypeError, match="exactly one"):
            self.MATCHING.partners_of()
        with pytest.raises(pw.InvalidInput, match="there is no mentee 3"):
            self.MATCHING.partners_of(mentee=3)

    def test_reasons_and_sentences_speak_labels(self):
        why = pw.why_unmatched(self.PROBLEM, self.MATCHING, mentee="ben@x.org")
        assert why == pw.why_unmatched(self.PROBLEM, self.MATCHING, mentee=1)
        assert why.would_pair_with == ("Yates",)
        assert why.losing_mentees == ("cai@x.org",)
        assert "mentee cai@x.org" in why.detail
        tuples = pd.DataFrame([[1]], index=pd.MultiIndex.from_tuples([("Hull", 2)]), columns=[7])
        stuck = pw.match(pw.Problem(tuples, mentee_capacity=(2, 2)))
        assert "mentee Hull, 2 asks" in stuck.infeasibility.reason
        assert stuck.verify()
        assert "<td>9</td>" in self.PROBLEM._repr_html_()
        assert "ana@x.org" in self.PROBLEM._repr_html_()
        assert "ana@x.org" in self.MATCHING._repr_html_()

    def test_previous_pairs_of_labels_and_of_a_matching(self):
        now = pw.Problem(frame([[1, 2], [3, 4]], ["dee@x.org", "ana@x.org"], ["Yates", "Xu"]))
        stage = pw.match(now, ["most_pairs", ("fewest_changes", self.MATCHING)]).stages[1]
        assert stage.parameter.tolist() == [[1, 1]]
        assert stage.gone == (("cai@x.org", "Yates"),)
        pairs = [("ana@x.org", "Xu"), ("cai@x.org", "Yates")]
        columns = {"mentee": ["ana@x.org", "cai@x.org"], "mentor": ["Xu", "Yates"]}
        matched = self.MATCHING.to_polars()
        for given_pairs in (pairs, set(pairs), pd.DataFrame(pairs), matched, columns):
            again = pw.match(now, ["most_pairs", ("fewest_changes", given_pairs)]).stages[1]
            assert (again.parameter.tolist(), again.gone) == ([[1, 1]], stage.gone)

    def test_previous_people_are_found_by_labels_that_are_no_keys(self):
        days = pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-03"])
        before = pw.match(pd.DataFrame(POINTS, index=days), BEST)
        now = pw.Problem(pd.DataFrame(POINTS[1:], index=days[1:]))
        matching = pw.match(now, ["most_pairs", ("fewest_changes", before)])
        assert matching.stages[1].gone == ((days[0], 0),)
        assert matching.stages[1].parameter.tolist() == [[1, 1]]
        assert json.dumps(matching.to_dict()["stages"][1]["gone"]) == (
            '[["2026-01-01 00:00:00", 0]]'
        )

    def test_given_keys_find_people_before_labels_do(self):
        before = pw.match(pw.Problem(frame(), mentee_keys=["M1", "M2", "M3"]), BEST)
        moved = frame(POINTS, ["c@y.org", "a@y.org", "b@y.org"])
        now = pw.Problem(moved, mentee_keys=["M3", "M1", "M2"])
        stage = pw.match(now, ["most_pairs", ("fewest_changes", before)]).stages[1]
        assert (stage.parameter.tolist(), stage.gone) == ([[0, 1], [1, 0]], ())
        keyed = pw.match(now, ["most_pairs", ("fewest_changes", [("M3", "Yates")])]).stages[1]
        assert keyed.parameter.tolist() == [[0, 1]]
        half = pw.Problem(frame())
        stage = pw.match(half, ["most_pairs", ("fewest_changes", before)]).stages[1]
        assert stage.parameter.tolist() == before.pairs.tolist()

    def test_a_match_takes_the_rules_of_a_problem(self):
        capacity = {"Xu": 2, "Yates": 0}
        one = pw.match(frame(), BEST, mentor_capacity=capacity)
        assert one == pw.match(pw.Problem(frame(), mentor_capacity=capacity), BEST)
        assert one == pw.match(self.PROBLEM, BEST, mentor_capacity=capacity)
        with pytest.raises(TypeError, match="Did you mean 'mentor_capacity'"):
            pw.match(frame(), mentor_capacty=2)


class TestOrder:
    KINDS = ("text", "number", "negative", "real", "tuple", "date", "mixed")

    @staticmethod
    def label(kind, side, place):
        return {
            "text": f"{side}{place}",
            "number": 10 * place + 3,
            "negative": -place,
            "real": place + 0.5,
            "tuple": (side, place),
            "date": dt.date(2026, 1, 1 + place),
            "mixed": (f"{side}{place}", place, (side, place))[place % 3],
        }[kind]

    @given(st.data())
    @settings(deadline=None, max_examples=100)
    def test_shuffling_any_table_changes_no_labelled_result(self, data):
        rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
        kind = data.draw(st.sampled_from(self.KINDS))
        mentees, mentors = (int(count) for count in rng.integers(1, 6, 2))
        names = [
            pd.Index([self.label(kind, side, place) for place in range(count)],
                     tupleize_cols=kind == "tuple")
            for side, count in (("e", mentees), ("r", mentors))
        ]  # fmt: skip
        points = pd.DataFrame(rng.integers(0, 3, (mentees, mentors)), *names)
        limits = pd.Series(rng.integers(0, 3, mentors), names[1])
        holes = pd.DataFrame(rng.random((mentees, mentors)) < 0.2, *names)
        place = pd.Series(rng.choice(["Wales", "Kent"], mentees), names[0])
        group = place.iloc[0]
        allowed = np.argwhere(~holes.to_numpy()).tolist()
        pairs = [(names[0][i], names[1][j]) for i, j in allowed[:2]]
        shape = data.draw(st.sampled_from(["frame", "long", "nested"]))

        def result(points, limits, holes, place, pairs):
            table = points
            rows = [
                (mentee, mentor, int(points.iloc[i, j]))
                for i, mentee in enumerate(points.index)
                for j, mentor in enumerate(points.columns)
            ]
            if shape == "long":
                rows = [rows[row] for row in rng.permutation(len(rows))]
                table = dict(
                    zip(("mentee", "mentor", "points"), map(list, zip(*rows, strict=True)),
                        strict=True)
                )  # fmt: skip
            elif shape == "nested":
                table = {}
                for mentee, mentor, number in rows:
                    table.setdefault(mentee, {})[mentor] = number
            problem = pw.Problem(
                table,
                mentor_capacity=limits,
                forbidden=holes,
                mentee_groups=(place, {group: (0, 2)}),
            )
            matching = pw.match(problem, ["most_pairs", ("fewest_changes", pairs)], seed=5)
            assert matching.verify()
            return (
                set(matching.table().rows),
                set(matching.unmatched().rows),
                matching.units,
                [stage.units for stage in matching.stages[:2]],
            )

        def shuffled(value):
            if isinstance(value, list):
                return [value[row] for row in rng.permutation(len(value))]
            value = value.iloc[rng.permutation(len(value))]
            return value.iloc[:, rng.permutation(value.shape[1])] if value.ndim == 2 else value

        given_tables = (points, limits, holes, place, pairs)
        assert result(*map(shuffled, given_tables)) == result(*given_tables)


def test_a_round_speaks_references():
    data = files("pairwell") / "data"
    programme = pw.Programme.read(data / "pilot.toml")
    tables = [data / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
    result = pw.run_round(programme, *tables, explain=False)
    pairs = {(pair.mentee.reference, pair.mentor.reference) for pair in result.pairs}
    assert {row[:2] for row in result.matching.table()} == pairs
    mentee, mentor = sorted(pairs)[0]
    without = pw.match(result.problem.replace(forbidden=[(mentee, mentor)]))
    diff = result.matching.diff(without)
    assert (mentee, mentor) in diff.ended
    assert result.matching.diff(result).gain == 0
    assert result.matching.partners_of(mentee=mentee) == (mentor,)
