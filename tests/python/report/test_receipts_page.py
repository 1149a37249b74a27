"""Receipts in the report, and the script that checks them, in a browser."""

import json
import re

import numpy as np
import oracle
import pytest
from browser import browse, complaints, needs_browser
from page_verifier import needs_javascript, receipt_verdicts
from receipt_forgery import signed_again
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report.receipts import receipts_data
from pairwell.report.report import report_html


def section(page):
    return page[page.index('<section id="receipts">') :].partition("</section>")[0]


def test_everybody_who_went_on_has_one(pilot_round):
    told = section(report_html(pilot_round))
    people = (*pilot_round.mentee_forms, *pilot_round.mentor_forms)
    assert told.count('<details class="more receipt">') == len(people)
    assert [each[:6] for each in re.findall(r"<summary>(.*?)</summary>", told)] == [
        form.reference for form in people
    ]
    receipts = pw.receipts(pilot_round.problem, pilot_round.matching)
    assert receipts.digest in told
    assert told.count("No other allowed partner leaves you more than yours.") > len(people)


def test_names_are_shown_and_not_published(pilot_round):
    told = section(report_html(pilot_round, names=True))
    assert "<summary>MM-001 (Rachel Jones): mentee" in told
    assert "Rachel" not in told[told.index('id="receipts-data"') :]


def test_many_people_have_none():
    programme = pw.Programme.parse(programme_text(), file="p.toml")
    mentees = forms([f"ME-{i}" for i in range(80)])
    mentors = forms([f"MR-{i}" for i in range(80)])
    text = report_html(pw.run_round(programme, mentees, mentors, explain=False))
    assert "There are too many people for a receipt each on one page" in section(text)
    assert "receipts-data" not in text
    assert "runs no script but its own, which sorts and searches its tables" in text


def test_a_label_does_not_end_the_element():
    names = pw.Names(mentee=("</script><b>",), mentor=("x",))
    problem = pw.Problem([[3]])
    written = list(pw.receipts(problem, pw.match(problem), names=names))
    assert "<" not in receipts_data(written)
    assert json.loads(receipts_data(written))["sheets"]["mentees"][0]["label"] == "</script><b>"


@needs_browser
def test_the_page_checks_them(tmp_path, pilot_round):
    page = report_html(pilot_round)
    count = len(pilot_round.mentee_forms) + len(pilot_round.mentor_forms)
    result = browse(tmp_path, page, "--dump-dom", "--virtual-time-budget=20000")
    assert complaints(result.stderr) == []
    assert f"This page has checked all {count} receipts, and they hold." in result.stdout
    held = re.findall(
        r"Checked by this page: the receipt holds\. It is of (\S+); partners", result.stdout
    )
    paired = {form.reference for pair in pilot_round.pairs for form in (pair.mentee, pair.mentor)}
    assert set(held) == paired
    assert len(held) == len(paired) <= count


@needs_browser
def test_the_page_finds_a_forged_number(tmp_path, pilot_round):
    page = report_html(pilot_round)
    forged = re.sub(r'"paired":true,', "", page, count=1)
    result = browse(tmp_path, forged, "--dump-dom", "--virtual-time-budget=20000")
    assert re.search(r'id="receipts-checked">Receipts that do not hold: 1 of \d+', result.stdout)
    assert "The digest is not that of the parts." in result.stdout


@needs_browser
def test_another_script_does_not_run(tmp_path, pilot_round):
    page = report_html(pilot_round).replace("</footer>", "<script>document.title = 'no'</script>")
    result = browse(tmp_path, page, "--dump-dom", "--virtual-time-budget=20000")
    assert "<title>no</title>" not in result.stdout
    assert "violates the following Content Security Policy" in result.stderr


def forged_documents(document, rng):
    """The document itself, and others that say something else, signed again."""
    yield document
    own = document["own"]
    for _ in range(3):
        forged = json.loads(json.dumps(document))
        kind = rng.integers(5)
        if kind == 0 and own["partners"]:
            partner = forged["own"]["partners"][rng.integers(len(own["partners"]))]
            partner["units"] = str(int(partner["units"]) + int(rng.integers(-3, 4)))
        elif kind == 1 and own["partners"]:
            partner = forged["own"]["partners"][rng.integers(len(own["partners"]))]
            if not partner.pop("paired", False):
                partner["paired"] = True
        elif kind == 2 and own["prices"]:
            place = rng.integers(len(own["prices"]))
            forged["own"]["prices"][place] = str(
                int(own["prices"][place]) + int(rng.integers(-1, 2))
            )
        elif kind == 3 and document["rules"]["groups"] and own["prices"]:
            group = forged["rules"]["groups"][rng.integers(len(document["rules"]["groups"]))]
            place = rng.integers(len(own["prices"]))
            group["prices"][place] = str(int(group["prices"][place]) + int(rng.integers(-1, 2)))
        elif kind == 4:
            forged["own"]["most"] = int(rng.integers(0, 3))
        yield signed_again(forged)


@needs_javascript
@pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")
def test_the_script_agrees_with_the_checker_in_python():
    documents = []
    for seed in range(150):
        rng = np.random.default_rng([19, seed])
        problem = oracle.random_problem(rng)
        matching = pw.match(problem, oracle.as_given(oracle.random_objective(rng)), seed=None)
        if not matching:
            continue
        for receipt in pw.receipts(problem, matching):
            documents += forged_documents(receipt.to_dict(), rng)
    verdicts = [bool(pw.check_receipt(json.dumps(each))) for each in documents]
    assert len(documents) > 1000
    assert 0.2 < np.mean(verdicts) < 0.9
    assert receipt_verdicts(documents) == verdicts


def test_the_page_of_one_person_says_what_the_receipt_says():
    problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    receipt = pw.receipts(problem, pw.match(problem)).of(mentee="Ana")
    page = pw.receipt_page(receipt, title="Ana <b>")
    assert "<title>Ana &lt;b&gt;</title>" in page
    assert "No other allowed partner leaves you more than yours." in page
    assert '<div id="proof-alarm" role="alert" hidden ' in page
    forged = pw.Receipt.from_json(receipt.to_json().replace('"units":"8"', '"units":"9"'))
    told = pw.receipt_page(forged)
    assert '<div id="proof-alarm" role="alert" data' in told
    assert "The digest is not that of the parts." in told
    with pytest.raises(TypeError, match=r"receipt_page: receipt must be a Receipt"):
        pw.receipt_page(receipt.to_json())


@needs_browser
def test_the_page_of_one_person_checks_it(tmp_path):
    problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    page = pw.receipt_page(pw.receipts(problem, pw.match(problem)).of(mentor="Xu"))
    right = browse(tmp_path, page, "--dump-dom", "--virtual-time-budget=20000")
    assert complaints(right.stderr) == []
    assert "Checked on this machine: this receipt holds." in right.stdout
    forged = page.replace('"units":"9"', '"units":"7"')
    wrong = browse(tmp_path, forged, "--dump-dom", "--virtual-time-budget=20000")
    assert re.search(r'id="receipts-checked">This receipt does not hold\.', wrong.stdout)
    assert '<div id="proof-alarm" role="alert" data' in wrong.stdout
