"""Variants of a programme: whole rounds side by side, and what a file may say of them."""

from importlib.resources import files

import pytest
from small_rounds import forms, panel, programme_text

import pairwell as pw

MENTEES, MENTORS = ["ME-1", "ME-2", "ME-3"], ["MR-1", "MR-2", "MR-3"]
TABLES = {
    "mentees": forms(MENTEES, needs=["digital:1", "digital:1", "leadership:1"]),
    "mentors": forms(MENTORS, offers=["leadership", "digital", "digital"]),
}
DATA = files("pairwell") / "data"
PILOT = {name: DATA / f"{name}.csv" for name in ("mentees", "mentors", "panel")}
VARIANTS = {
    "more places": {"places": {"England": {"mentees": 20, "mentors": 20}}},
    "needs first": {"weights": {"needs": 70}},
    "points first": {"objective": {"stages": ["most_pairs", "most_points"]}},
    "no deep fit": {"without": ["criteria.deep_fit"]},
}


@pytest.fixture(scope="module")
def pilot():
    return pw.Programme.read(DATA / "pilot.toml")


def small(**kept):
    return pw.Programme.parse(programme_text(**kept), "small.toml")


def findings(programme, variants, **options):
    with pytest.raises(pw.InvalidInput) as caught:
        pw.scenarios(programme, variants, **(TABLES | options))
    assert all(f.severity is pw.Severity.ERROR for f in caught.value.findings)
    return [(f.file, f.row, f.column, f.rule, f.value) for f in caught.value.findings]


class TestRounds:
    def test_each_variant_is_the_round_of_the_changed_file(self, pilot):
        found = pw.scenarios(pilot, VARIANTS, **PILOT, stage_prices=False)
        text = pilot.text
        edited = {
            "more places": text.replace("mentees = 18\nmentors = 18", "mentees = 20\nmentors = 20"),
            "points first": text.replace(
                '["most_pairs", "floor", "best_worst", "most_points"]',
                '["most_pairs", "most_points"]',
            ),
        }
        for name, changed in edited.items():
            assert changed != text
            alone = pw.run_round(pw.Programme.parse(changed), *PILOT.values(), explain=False)
            assert found[name].to_dict() == alone.matching.to_dict()
            assert found.scenario(name).round.verdict.holds
        assert found["base"] == pw.run_round(pilot, *PILOT.values(), explain=False).matching
        ids = [each.id for each in found.scenario("no deep fit").round.programme.criteria]
        assert "deep_fit" not in ids
        assert len(ids) == len(pilot.criteria) - 1
        weights = {c.id: c.weight for c in found.scenario("needs first").round.programme.criteria}
        assert weights["needs"] == 70

    def test_gains_less_losses_are_the_difference_of_points(self, pilot):
        found = pw.scenarios(pilot, VARIANTS, **PILOT)
        table = found.table()
        for points, gained, lost in list(
            zip(table["points"], table["points_gained"], table["points_lost"], strict=True)
        )[1:]:
            assert gained - lost == pytest.approx(points - table["points"][0], abs=1e-9)
        places = [row for row in found.people() if row[0] == "more places"]
        assert {row[3] for row in places} >= {"came", "gains", "loses"}
        assert found.price_of_stages().rows[-1][:2] == ("best_worst", "most_points")
        later = found.scenario("points first").matching.points
        assert found.price_of_stages()["without"][-1] == later

    def test_a_programme_is_a_variant_and_one_text_gives_the_same(self):
        more = small(mentees="3", mentors="3")
        found = pw.scenarios(
            small(), {"file": more, "keys": {"places": {"England": {"mentees": 3, "mentors": 3}}}},
            **TABLES,
        )  # fmt: skip
        assert found.table()["pairs"] == (2, 3, 3)
        assert found["file"].pairs.tolist() == found["keys"].pairs.tolist()

    def test_weights_of_a_file_without_criteria(self):
        one = {"needs": 100, "preference": 0, "deep_fit": 0, "expectations": 0, "practicality": 0,
               "reciprocity": 0}  # fmt: skip
        found = pw.scenarios(small(), {"needs alone": {"weights": one}}, **TABLES)
        told = {c.id: c.weight for c in found.scenario("needs alone").round.programme.criteria}
        assert told == one

    def test_an_infeasible_variant_is_a_row(self):
        variant = {"places": {"Scotland": {"mentees": {"least": 4, "most": 9}, "mentors": 9}}}
        found = pw.scenarios(small(), {"none": variant, "again": {}}, **TABLES)
        assert found.table()["status"] == ("optimal", "infeasible", "optimal")
        assert "4" in found.scenario("none").why
        assert found.scenario("none").round.pairs == ()

    def test_marks_and_shortlists_go_with_the_variant(self):
        marks = panel([*MENTEES, *MENTORS])
        found = pw.scenarios(
            small(), {"one": {"places": {"England": {"mentees": 1, "mentors": 1}}}},
            **TABLES, panel=marks,
        )  # fmt: skip
        assert found.table()["pairs"] == (2, 1)

    def test_a_round_takes_locked_and_forbidden_pairs(self, pilot):
        round_ = pw.run_round(pilot, *PILOT.values(), explain=False)
        first = round_.matching.table().rows[0][:2]
        found = pw.scenarios(round_, {"apart": {"forbidden": [first]}, "same": {"locked": [first]}})
        assert found["base"] == round_.matching
        assert first not in {row[:2] for row in found["apart"].table()}
        assert found.table()["points"][2] == found.table()["points"][0]

    def test_stops_between_and_within_rounds(self, monkeypatch):
        monkeypatch.setattr("pairwell.matching.watch._BETWEEN_REPORTS", -1.0)
        found = pw.scenarios(
            small(), {"one": {}, "two": {}}, **TABLES,
            progress=lambda stage, done, total: (stage, done) != ("variants", 1),
        )  # fmt: skip
        assert found.table()["status"] == ("optimal", "not solved", "not solved")
        why = "Not solved: the caller asked to stop."
        assert found.scenario("two").why == why
        with pytest.raises(pw.InvalidInput, match="it has no matching") as caught:
            found["two"]
        assert why in str(caught.value)
        late = pw.scenarios(small(), {}, **TABLES, time_limit=0)
        assert late.base.why == "Not solved: the time limit passed."

    def test_the_same_inputs_give_the_same_bytes(self, pilot):
        once, twice = (pw.scenarios(pilot, VARIANTS, **PILOT) for _ in range(2))
        assert once.to_svg() == twice.to_svg()
        assert once.to_dict() == twice.to_dict()
        assert once.people() == twice.people()


class TestBadInput:
    def test_all_faults_of_all_variants_at_once(self, pilot):
        found = findings(
            pilot,
            {
                "a": {"weights": {"neds": 1}},
                "b": {"without": ["criteria.nedes", "no.such"]},
                "c": {"objctive": 3},
                "d": 5,
                "e": {"places": {"England": {"mentees": "many"}}},
                "f": {"id": {1, 2}},
                "g": {"without": "rules"},
                "h": {"weights": 3},
            },
            **PILOT,
        )
        file = f"{pilot.file}, variant "
        assert found == [
            (f"{file}a", 0, "weights.neds", "criterion", "neds"),
            (f"{file}b", 0, "without", "key", "criteria.nedes"),
            (f"{file}b", 0, "without", "key", "no.such"),
            (f"{file}c", 0, "objctive", "unknown-key", "3"),
            ("", 0, "variants['d']", "type", "int"),
            (f"{file}e", 0, "places.England.mentees", "type", "many"),
            (f"{file}f", 0, "id", "type", "set"),
            (f"{file}g", 0, "without", "type", "rules"),
            (f"{file}h", 0, "weights", "type", "3"),
        ]

    def test_other_questions(self, pilot):
        asks = {"questions": {"purpose": {"words": "And why?"}}}
        found = findings(pilot, {"asks": asks}, **PILOT)
        assert [fault[2:] for fault in found] == [
            ("variants['asks']", "questions", f"{pilot.file}, variant asks")
        ]

    def test_arguments(self, pilot):
        for options, told in (
            ({"mentees": None}, "a Programme needs mentees"),
            ({"objective": "most_pairs"}, "a programme has an objective, a seed and rules"),
            ({"seed": 3}, "a programme has an objective, a seed and rules"),
            ({"mentor_capacity": 3}, "a programme has an objective, a seed and rules"),
            ({"graces": [3]}, "graces"),
            ({"mentees": 3}, "scenarios: mentees"),
        ):
            with pytest.raises(TypeError, match=told):
                pw.scenarios(pilot, {}, **(PILOT | options))

    def test_a_file_keeps_what_no_variant_names(self, pilot):
        found = pw.scenarios(pilot, {"same": {}}, **PILOT, stage_prices=False)
        own = found.scenario("same").round.programme
        assert own.to_toml() == pilot.to_toml()
        assert own.digest != pilot.digest
        presets = {name: pw.preset(name) for name in pw.presets()}
        from pairwell.scheme.variant import programme_with

        for name, programme in presets.items():
            assert programme_with(programme, {}, name).to_toml() == programme.to_toml()
