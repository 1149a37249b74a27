"""What the files of a proof say to the letter, whom they name, and what is refused."""

import dataclasses

import numpy as np
import pb_checker
import pytest

import pairwell as pw

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")


class TestWhatIsWritten:
    """To the letter."""

    SMALL = pw.Problem(
        {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}},
        locked=[("Ben", "Xu")],
        mentee_capacity={"Ana": (1, 1), "Ben": (0, 2)},
        mentor_groups=[("Wales", ["Xu", "Yates"], (1, 3))],
    )

    def test_a_formula(self, tmp_path):
        matching = pw.match(self.SMALL, ["most_pairs", "most_points"], seed=None)
        files = pw.write_proof(self.SMALL, matching, tmp_path)
        assert [file.name for file in files] == [
            "stage-1-most_pairs.opb",
            "stage-1-most_pairs.pbp",
            "stage-2-most_points.opb",
            "stage-2-most_points.pbp",
        ]
        assert (
            files[2].read_text()
            == f"""\
* #variable= 4 #constraint= 8
* Stage 2 of 2, most_points.
* Problem {self.SMALL.digest}.
* Matching {matching.digest}.
* x_i_j is 1 where mentee i is paired with mentor j; forbidden pairs have no variable.
* mentee 0: Ana
* mentee 1: Ben
* mentor 0: Xu
* mentor 1: Yates
* To be least: minus the units of all pairs.
min: -8 x_0_0 -5 x_0_1 -9 x_1_0 -4 x_1_1 ;
* mentee Ana: at least 1 pair
+1 x_0_0 +1 x_0_1 >= 1 ;
* mentee Ana: at most 1 pair
-1 x_0_0 -1 x_0_1 >= -1 ;
* mentor Xu: at most 1 pair
-1 x_0_0 -1 x_1_0 >= -1 ;
* mentor Yates: at most 1 pair
-1 x_0_1 -1 x_1_1 >= -1 ;
* mentor group "Wales": at least 1 pair
+1 x_0_0 +1 x_0_1 +1 x_1_0 +1 x_1_1 >= 1 ;
* mentor group "Wales": at most 3 pairs
-1 x_0_0 -1 x_0_1 -1 x_1_0 -1 x_1_1 >= -3 ;
* x_1_0 is locked
+1 x_1_0 >= 1 ;
* stage 1: at least 2 pairs in all
+1 x_0_0 +1 x_0_1 +1 x_1_0 +1 x_1_1 >= 2 ;
"""
        )

    def test_comments_of_the_other_stages(self, tmp_path):
        problem = pw.Problem([[8, 5], [9, 4]], scale=1)
        stages = ["most_pairs", "best_worst", ("floor", 6), "rank_maximal", "leximin", "generous"]
        stages += [("fewest_changes", [(0, 1)]), ("lottery", 7)]
        files = pw.write_proof(problem, pw.match(problem, stages), tmp_path)
        text = files[-2].read_text().splitlines()
        told = [line for line in text if line.startswith("* ")]
        assert told[5:] == [
            "* To be least: minus the tickets of all pairs, drawn with the seed 7.",
            "* mentee 0: at most 1 pair",
            "* mentee 1: at most 1 pair",
            "* mentor 0: at most 1 pair",
            "* mentor 1: at most 1 pair",
            "* stage 1: at least 2 pairs in all",
            "* stage 2: no pair below 5 units, but for locked ones",
            "* stage 3: at most 1 pair below the floor",
            "* stage 4, rank 1: at least 1 pair",
            "* stage 4, rank 2: at least 1 pair",
            "* stage 5, 4 units: at most 0 pairs",
            "* stage 5, 5 units: at most 1 pair",
            "* stage 5, 8 units: at most 0 pairs",
            "* stage 5, 9 units: at most 1 pair",
            "* stage 6, rank 2: at most 1 pair",
            "* stage 6, rank 1: at most 1 pair",
            "* stage 7: at least 1 of the previous pairs",
        ]
        told = [
            line
            for file in files[:-2:2]
            for line in file.read_text().splitlines()
            if "least:" in line or "kept_n" in line or line.startswith(("* better", "* rank 2"))
        ]
        assert told == [
            "* To be least: minus the number of pairs.",
            "* To be least: minus 1 where the worst pair can be better.",
            "* better is 1 only where no pair of 5 units is chosen",
            "* To be least: the pairs below 6 units that are not locked.",
            "* kept_n is 0 only where a level up to its own has more pairs than in the matching,",
            "* and none before that has fewer. To be least: the last of them.",
            "* rank 2: 1 pair",
            "* kept_n is 0 only where a level up to its own has fewer pairs than in the matching,",
            "* and none before that has more. To be least: the last of them.",
            "* kept_n is 0 only where a level up to its own has fewer pairs than in the matching,",
            "* and none before that has more. To be least: the last of them.",
            "* rank 2: 1 pair",
            "* To be least: minus the previous pairs that are kept.",
        ]

    def test_no_pair_and_no_matching(self, tmp_path):
        nothing = pw.match([[1]], "best_worst", seed=None)
        path, proof = pw.write_proof(nothing.problem, nothing, tmp_path)
        assert "* no pair at all, but for locked ones\n-1 x_0_0 >= 0 ;\n" in path.read_text()
        assert proof.read_text().splitlines()[2:4] == ["output NONE", "conclusion SAT : ~x_0_0"]
        none = pw.match(pw.Problem([[3, 1]], mentee_capacity=(3, 3)))
        path, proof = pw.write_proof(none.problem, none, tmp_path)
        assert (path.name, proof.name) == ("infeasible.opb", "infeasible.pbp")
        assert path.read_text().splitlines()[1] == "* No matching obeys these constraints."
        assert proof.read_text() == (
            "pseudo-Boolean proof version 2.0\nf 1\npol 1 ~x_0_0 + ~x_0_1 +\noutput NONE\n"
            "conclusion UNSAT : 2\nend pseudo-Boolean proof\n"
        )

    def test_names_and_nobody(self, tmp_path):
        matching = pw.match(self.SMALL, seed=None)
        nobody = pw.write_proof(self.SMALL, matching, tmp_path / "nobody", names=pw.Names())
        assert not any("Ana" in file.read_text() for file in nobody)
        evil = pw.Names(mentee=("Ana\n+1 x_0_0 >= 2 ;", "\u2028\ud800"), mentor_group=("a\rb",))
        named = pw.write_proof(self.SMALL, matching, tmp_path / "named", names=evil)
        text = named[0].read_text()
        assert "* mentee 0: Ana\\n+1 x_0_0 >= 2 ;\n" in text
        assert "* mentee 1: \\u2028\\ud800\n" in text
        assert '* mentor group "a\\rb": at least 1 pair\n' in text
        for formula, proof in zip(named[::2], named[1::2], strict=True):
            pb_checker.check(formula.read_text(), proof.read_text())

    def test_files_are_the_owners_and_the_same_each_time(self, tmp_path):
        matching = pw.match(self.SMALL, seed=5)
        one, other = (pw.write_proof(self.SMALL, matching, tmp_path / name) for name in "ab")
        assert [a.read_bytes() for a in one] == [b.read_bytes() for b in other]
        assert {file.stat().st_mode & 0o777 for file in one} == {0o600}


class TestFaults:
    """One sentence each, and nothing is written."""

    PROBLEM = pw.Problem([[8, 5], [9, 4]])
    MATCHING = pw.match(PROBLEM)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"problem": 7}, "write_proof: problem must be a Problem (rule: type, value: int)"),
            ({"matching": None}, "matching must be a Matching (rule: type, value: NoneType)"),
            ({"folder": 3}, "write_proof: folder must be a path (rule: type, value: int)"),
            ({"names": ["Ana"]}, "names must be a Names or None (rule: type, value: list)"),
            ({"progress": 5}, "write_proof: progress must be a function or None"),
        ],
    )  # fmt: skip
    def test_of_types(self, change, message, tmp_path):
        given = {"problem": self.PROBLEM, "matching": self.MATCHING, "folder": tmp_path} | change
        with pytest.raises(TypeError) as fault:
            pw.write_proof(**given)
        assert message in str(fault.value)
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("matching", "rule", "message"),
        [
            (pw.match(PROBLEM, time_limit=0), "status", "only an optimal or an infeasible"),
            (pw.match(PROBLEM, certificate=False), "certificate", "does not prove itself"),
            (pw.match(PROBLEM.replace(mentor_capacity=2)), "certificate", "does not prove itself"),
            (dataclasses.replace(MATCHING, units=3), "certificate", "does not prove itself"),
        ],
    )  # fmt: skip
    def test_of_matchings(self, matching, rule, message, tmp_path):
        with pytest.raises(pw.InvalidInput) as fault:
            pw.write_proof(self.PROBLEM, matching, tmp_path / "proof")
        (finding,) = fault.value.findings
        assert (finding.rule, finding.column) == (rule, "matching")
        assert message in finding.message
        assert not list(tmp_path.iterdir())

    def test_of_sizes(self, tmp_path):
        points = np.zeros((501, 500), np.int64)
        matching = pw.match(points, "most_pairs", seed=None)
        with pytest.raises(pw.InvalidInput) as fault:
            pw.write_proof(matching.problem, matching, tmp_path)
        (finding,) = fault.value.findings
        assert (finding.rule, finding.value) == ("size", "250500")
        assert finding.message == "proofs are written for at most 250000 admissible pairs"

    def test_a_file_that_is_there_stays(self, tmp_path):
        (tmp_path / "stage-3-most_points.pbp").write_text("mine")
        with pytest.raises(pw.Error, match="there is already a file; name another"):
            pw.write_proof(self.PROBLEM, self.MATCHING, tmp_path)
        assert [file.read_text() for file in tmp_path.iterdir()] == ["mine"]
        with pytest.raises(OSError, match="exists"):
            pw.write_proof(self.PROBLEM, self.MATCHING, tmp_path / "stage-3-most_points.pbp")

    def test_a_call_can_be_stopped(self, tmp_path, monkeypatch):
        with pytest.raises(pw.Stopped, match="write_proof: the time limit passed"):
            pw.write_proof(self.PROBLEM, self.MATCHING, tmp_path, time_limit=0)
        monkeypatch.setattr("pairwell.matching.watch._BETWEEN_REPORTS", -1.0)
        told = []
        say = lambda *at: told.append(at)  # noqa: E731
        pw.write_proof(self.PROBLEM, self.MATCHING, tmp_path / "a", progress=say)
        assert {at[0] for at in told} == {"proving"}
        assert [(done, total) for _, done, total in dict.fromkeys(told)] == [
            (0, 4), (1, 4), (2, 4), (3, 4), (4, 4),
        ]  # fmt: skip
        calls = iter([True] * 20 + [False] * 1000)
        with pytest.raises(pw.Stopped, match="the caller asked to stop"):
            pw.write_proof(
                self.PROBLEM, self.MATCHING, tmp_path / "b", progress=lambda *_: next(calls)
            )
        assert not list((tmp_path / "b").iterdir())
