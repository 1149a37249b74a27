"""Money on the command line: in the programme's currency, whatever it is."""

import json

import pytest
from small_rounds import programme_text

FUND = '\n[funds.travel]\npurpose = "Travel"\namount = {amount}\n'


@pytest.fixture
def in_currency(pairwell, store_url):
    """Make a store of a programme with a fund in a currency, and give commands on it."""

    def make(currency, amount):
        text = f'currency = "{currency}"\n' + programme_text() + FUND.format(amount=amount)
        with open("p.toml", "w", encoding="utf-8") as file:
            file.write(text)
        pairwell("init", "--store", store_url, "--programme", "p.toml")
        pairwell("import", "--store", store_url, "--mentees", "a.csv", "--mentors", "b.csv")
        pairwell("decide", "--store", store_url)
        return lambda *words, **more: pairwell(*words, "--store", store_url, **more)

    return make


@pytest.mark.parametrize(
    ("currency", "amount", "given", "written", "whole", "left"),
    [
        ("CHF", 10_000, "45.50", "CHF 45.50", "CHF 100", "CHF 54.50"),
        ("EUR", 1_000_000, "€1,200", "€1,200", "€10,000", "€8,800"),
        ("JPY", 3_000, "1200", "JPY 1,200", "JPY 3,000", "JPY 1,800"),
        ("KWD", 3_000, "1.205", "KWD 1.205", "KWD 3", "KWD 1.795"),
    ],
)
def test_amounts_are_in_the_programmes_currency_everywhere(
    in_currency, currency, amount, given, written, whole, left
):
    run = in_currency(currency, amount)
    offer = ["fund", "offer", "travel", "G-1", given, "--for", "ME-1"]
    said = run(*offer).stdout
    assert f"G-1, travel, for ME-1: {written} left ({written} offered" in said
    for command in (["grants"], ["fund", "show"], ["fund", "entries"]):
        shown = run(*command)
        assert "£" not in shown.stdout
        assert written in shown.stdout
        assert json.loads(run(*command, "--json").stdout)["currency"] == currency
    assert f"travel: {left} of {whole} left" in run("fund", "show").stdout
    over = " ".join(
        run("fund", "offer", "travel", "G-2", "99999", "--for", "ME-1", code=2).stderr.split()
    )
    assert f"Of {currency} 99999" in over
    assert "GBP" not in over


def test_what_was_entered_twice_is_taken_back_by_an_amount_that_is_read(in_currency):
    run = in_currency("JPY", 3_000)
    offer = ["fund", "offer", "travel", "G-1", "120", "--for", "ME-1"]
    run(*offer)
    said = " ".join(run(*offer).stderr.split())
    assert "offer JPY 120. If it was entered twice" in said
    back = "pairwell fund release travel G-1 120"
    assert back in said
    assert "JPY 120 left" in run(*back.split()[1:]).stdout


@pytest.mark.parametrize("given", ["45.5.0", "4,5", "$45", "1,2000", "45.505", "", "٤٥"])
def test_what_is_no_amount_is_refused_with_how_one_is_written(in_currency, given):
    run = in_currency("EUR", 3_000)
    said = " ".join(run("fund", "offer", "travel", "G-1", given, code=2).stderr.split())
    assert "an amount of EUR is written as in 45 or 45.50" in said


def test_a_currency_without_a_smaller_part_takes_no_decimals(in_currency):
    said = in_currency("JPY", 300)("fund", "offer", "travel", "G-1", "45.50", code=2).stderr
    assert "an amount of JPY is written as in 45, not '45.50'" in " ".join(said.split())
