"""Pages that check their own matching: what they carry, what they say, and that they are right."""

import dataclasses
import json
import re

import campaigns
import numpy as np
import page_verifier
import pytest
from browser import browse, complaints, needs_browser
from page_verifier import needs_javascript
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.matching.proof_document import certificate_document, problem_document
from pairwell.report.proof import MOST_ENTRIES
from pairwell.report.report import report_html

POINTS = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}}


def data_in(page):
    return page.partition('id="proof-data">')[2].partition("</script>")[0]


def opened(tmp_path, page):
    """The page after its script has run: the alarm on top, the verdict, and the parts in words."""
    result = browse(tmp_path, page, "--dump-dom", "--virtual-time-budget=20000")
    assert complaints(result.stderr) == []
    shown = result.stdout
    (alarm,) = re.findall(r'<div id="proof-alarm" role="alert"(.*?)</div>', shown, re.S)
    (state,) = re.findall(r'<strong id="proof-state".*?>(.*?)</strong>', shown)
    parts = re.findall(r"<li(.*?)>(.*?)</li>", shown.partition('id="proof-parts">')[2])
    return alarm, state, [(("wrong" in kind), re.sub("<.*?>", "", text)) for kind, text in parts]


@needs_javascript
def test_it_says_what_verify_says_of_right_and_forged_results():
    assert "0 findings" in campaigns.tried("campaign_page.py", 400)


@needs_javascript
def test_numbers_beyond_a_float_and_all_kinds_of_rules():
    rng = np.random.default_rng(4)
    points = rng.integers(2**53, 2**53 + 50, (6, 5))
    problem = pw.Problem(
        points,
        mentor_capacity=(1, 2),
        mentee_groups=[("Öst", [0, 1, 2], (1, 2))],
        mentor_groups=[("all", [0, 1, 2, 3], (0, 5)), ("two", [1, 2], (1, 3))],
        locked=[(5, 4)],
        forbidden=[(0, 0)],
        mentee_keys=[f"m{i}" for i in range(6)],
    )
    stages = ["most_pairs", ("floor", 2**53 + 10), "best_worst", "leximin", "generous"]
    stages += ["rank_maximal", ("fewest_changes", [(0, 1), (0, 0)]), "most_points"]
    matching = pw.match(problem, stages, seed=2**63)
    assert matching.verify()
    texts = [json.dumps(problem_document(problem)), json.dumps(certificate_document(matching))]
    near = texts[0].replace(str(int(points[1, 1])), str(int(points[1, 1]) + 1), 1)
    assert page_verifier.verdicts([texts, [near, texts[1]], ["{}", "{}"], [texts[0], "{}"]]) == [
        True,
        False,
        False,
        False,
    ]


@needs_javascript
def test_a_key_that_is_the_least_number_with_a_sign():
    problem = pw.Problem([[1, 2], [3, 4]], mentee_keys=[2**63, 2**63 - 1])
    texts = [problem_document(problem), certificate_document(pw.match(problem, seed=1))]
    assert page_verifier.verdicts([[json.dumps(each) for each in texts]]) == [True]


def test_the_digest_of_a_round_is_that_of_its_problem():
    """Whether capacities that are all the usual one were told or left out."""
    programme = pw.Programme.parse(programme_text(), file="p.toml")
    round_ = pw.run_round(programme, forms(["ME-1", "ME-2"]), forms(["MR-1", "MR-2"]))
    assert round_.problem.replace().digest == round_.problem.digest
    texts = [problem_document(round_.problem), certificate_document(round_.matching)]
    assert page_verifier.verdicts([[json.dumps(each) for each in texts]]) == [True]


class TestTheReport:
    def test_carries_positions_and_whole_numbers(self, pilot_round):
        told = data_in(report_html(pilot_round, names=True))
        data = json.loads(told)
        assert data["problem"] == problem_document(pilot_round.problem)
        assert data["certificate"]["digest"] == pilot_round.matching.digest
        assert not re.search(r"MM-|MR-|Rachel", told)

    def test_leaves_it_out_where_the_organiser_says_so(self, pilot_round):
        page = report_html(pilot_round, proof=False)
        assert 'id="proof-data"' not in page
        assert "checkReceipt" not in page
        assert 'id="receipts-data"' not in page
        assert "The organiser left the points and prices out" in page

    def test_of_pairs_that_are_not_proved_is_red_without_a_script(self, pilot_round):
        matching = dataclasses.replace(pilot_round.matching, units=1)
        verdict = pw.verify(pilot_round.problem, matching)
        page = report_html(dataclasses.replace(pilot_round, matching=matching, verdict=verdict))
        top = page.partition('<header class="masthead">')[0]
        assert '<div id="proof-alarm" role="alert" data' in top
        assert verdict.failures[0] in top

    @needs_browser
    def test_checks_itself_as_it_opens(self, tmp_path, pilot_round):
        alarm, state, parts = opened(tmp_path, report_html(pilot_round))
        assert "hidden" in alarm.partition(">")[0]
        assert state == "Checked on this machine: the proof holds."
        assert not any(is_wrong for is_wrong, _ in parts)
        told = [text for _, text in parts]
        assert told[0].endswith(
            f"is the one that the matching names: {pilot_round.matching.digest}."
        )
        assert told[1].startswith(
            "The pairs. Pairs: 19; mentees: 19; mentors: 19; points in all: 1,312.234. Each pair"
        )
        assert (
            "Stage 3. The worst pair as good as can be: 57.936 points in the worst pair." in told[4]
        )
        assert len(told) == len(pilot_round.matching.stages) + 3

    @needs_browser
    @pytest.mark.parametrize("forge", ["a price", "a pair that is listed"])
    def test_says_on_top_what_does_not_hold(self, tmp_path, pilot_round, forge):
        page = report_html(pilot_round)
        if forge == "a price":
            told = data_in(page)
            forged = page.replace(
                told, re.sub(r'"prices":{"mentee":\[(\d)', r"\g<0>7", told, count=1)
            )
            why = "Stage 1 does not hold: mentee 0"
        else:
            first, second = re.findall(r'<span class="who"><b>(.*?)</b>', page)[:2]
            forged = page.replace(
                f'<span class="who"><b>{first}<', f'<span class="who"><b>{second}<'
            )
            why = "The pairs that this page lists are not those that the proof is of."
        assert forged != page
        alarm, state, parts = opened(tmp_path, forged)
        assert "hidden" not in alarm.partition(">")[0]
        assert "The proof does not hold. Do not use these pairs." in alarm
        assert state == "Checked on this machine: the proof does not hold."
        assert any(is_wrong and why in text for is_wrong, text in parts)


class TestAPageOfAnyMatching:
    def test_lists_people_by_position_and_label(self):
        problem = pw.Problem(POINTS)
        page = pw.proof_page(problem, pw.match(problem), title="A <b>")
        assert "<title>A &lt;b&gt;</title>" in page
        assert "<td>0</td><td>Ana</td><td>1</td><td>Yates</td>" in page
        bare = pw.proof_page(problem, pw.match(problem), names=pw.Names())
        assert "Ana" not in bare
        assert "<td>0</td><td></td><td>1</td><td></td>" in bare
        assert pw.proof_page(problem, pw.match(problem)) == pw.proof_page(
            problem, pw.match(problem)
        )

    @needs_browser
    def test_checks_itself(self, tmp_path):
        problem = pw.Problem(POINTS)
        page = pw.proof_page(problem, pw.match(problem, ["most_pairs", "leximin", "most_points"]))
        _, state, parts = opened(tmp_path, page)
        assert state == "Checked on this machine: the proof holds."
        assert "Stage 3. The highest total of points: 14 points in all." in parts[4][1]
        renamed = page.replace("<td>Ana</td>", "<td>Ben</td>")
        assert opened(tmp_path, renamed)[1] == "Checked on this machine: the proof does not hold."

    @needs_browser
    def test_of_no_pairs_says_why(self, tmp_path):
        problem = pw.Problem([[1], [2]], mentee_capacity=[(1, 1), (1, 1)])
        page = pw.proof_page(problem, pw.match(problem))
        assert "No pairs obey every rule. At least 2 pairs must be made" in page
        _, state, parts = opened(tmp_path, page)
        assert state == "Checked on this machine: the proof holds."
        assert parts[2][1].startswith("Why there are none. No pairs obey every rule")

    def test_a_large_one_waits_to_be_asked(self):
        problem = pw.Problem(np.ones((400, 400)))
        page = pw.proof_page(problem, pw.match(problem, "most_pairs", seed=None))
        (work,) = re.findall(r'data-work="(\d+)"', page)
        assert int(work) > 300_000
        assert problem.shape[0] * problem.shape[1] < MOST_ENTRIES

    def test_refuses_what_cannot_be_checked(self):
        problem = pw.Problem(POINTS)
        bare = pw.match(problem, certificate=False)
        with pytest.raises(pw.InvalidInput, match=r"must have its certificate.*rule: certificate"):
            pw.proof_page(problem, bare)
        stopped = dataclasses.replace(bare, status=pw.Status.CANCELLED)
        with pytest.raises(pw.InvalidInput, match=r"stopped proves nothing.*value: cancelled"):
            pw.proof_page(problem, stopped)
        with pytest.raises(TypeError, match=r"proof_page: matching must be a Matching"):
            pw.proof_page(problem, "matching")
