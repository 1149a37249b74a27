"""Every picture: the same bytes, harmless, told in words, and nothing of matplotlib touched."""

import json
import subprocess
import sys
import xml.dom.minidom
from functools import cache
from importlib.resources import files

import numpy as np
import pytest

import pairwell as pw

plot = pw.plot
DATA = files("pairwell") / "data"
NASTY = "<script>$x_1$ & 漢字\n"
POINTS = {"ana": {"Xu": 8, NASTY: 5}, "ben": {"Xu": 9, NASTY: 1}, "cem": {"Xu": 7, NASTY: 6}}
LATER = {"ana": {"Xu": 1, NASTY: 9}, "ben": {"Xu": 9, NASTY: 8}, "cem": {"Xu": 7, NASTY: 6}}
MENTEES = {"id": ["ana", "ola", "ida"], "Needs": ["art", "law", "trade"], "Grade": [2, 3, 4]}
MENTORS = {"id": [NASTY, "cy"], "Offers": ["law; trade", "art"], "Grade": [4, 6]}


@cache
def matching():
    return pw.match(POINTS, ["most_pairs", "best_worst", "most_points"])


@cache
def scores():
    criteria = [pw.covers("Needs", "Offers", weight=3), pw.near("Grade", high=3, weight=1)]
    return pw.score(MENTEES, MENTORS, criteria, index="id")


@cache
def variants():
    return pw.scenarios(
        matching().problem,
        {NASTY: {"forbidden": [("ben", "Xu")]}},
        objective=["most_pairs", "best_worst", "most_points"],
    )


@cache
def programme():
    return pw.Programme.read(DATA / "pilot.toml")


CASES = {
    "points": lambda: plot.points(matching()),
    "points of scores": lambda: plot.points(scores(), pw.match(scores())),
    "points as an image": lambda: plot.points(np_problem(70, 80)),
    "admissible": lambda: plot.admissible(matching()),
    "distribution": lambda: plot.distribution(matching()),
    "ranks": lambda: plot.ranks(matching()),
    "stage prices": lambda: plot.stage_prices(variants()),
    "firmness": lambda: plot.firmness(pw.firmness(matching().problem, matching())),
    "firmness of weights": lambda: plot.firmness(
        pw.weight_firmness(scores(), pw.match(scores()), draws=5)
    ),
    "scenarios": lambda: plot.scenarios(variants()),
    "trade-off": lambda: plot.trade_off(
        pw.trade_off(matching(), matching().problem.replace(LATER))
    ),
    "weight ranges": lambda: plot.weight_ranges(pw.weight_ranges(scores(), pw.match(scores()))),
    "parts": lambda: plot.parts(scores(), pw.match(scores())),
    "timetable": lambda: plot.timetable(programme()),
    "instances map": lambda: plot.instances_map(
        pw.instances.map_of_instances(
            {name: np_problem(9, size) for name, size in ((NASTY, 4), ("b", 4))}
            | {"c": pw.Problem([[3, 2, 1, 0]])},
            seconds={NASTY: 0.5, "c": 0.0},
        )
    ),
    "curves": lambda: plot.curves({NASTY: {"ours": [(1, 0.1), (2, 0.4)], "b": [(1, 0.3)]}}),
}


def np_problem(mentees, mentors):
    return pw.Problem(np.random.default_rng(3).integers(0, 100, (mentees, mentors)))


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_a_picture_is_whole_harmless_and_the_same_whatever_is_set(make):
    import matplotlib

    picture = make()
    svg = picture.svg
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path"}):
        before = dict(matplotlib.rcParams)
        assert make().svg == svg
        assert dict(matplotlib.rcParams) == before
    document = xml.dom.minidom.parseString(svg).documentElement
    assert document.getAttribute("role") == "img"
    title, words = document.childNodes[:2]
    assert (title.tagName, words.tagName) == ("title", "desc")
    assert title.firstChild.data == picture.title
    assert words.firstChild.data.split() == picture.text.split()
    assert picture.text.endswith(".")
    assert any(letter.isdigit() for letter in picture.text)
    assert not document.getElementsByTagName("script")
    assert "url(" not in svg
    assert "nan" not in svg.partition("</desc>")[2]
    assert " id=" not in svg  # two pictures of a page never share one
    assert "http" not in picture.html
    assert len({len(column) for column in picture.data.values()}) == 1
    assert list(picture.to_pandas().columns) == list(picture.data)
    json.dumps(dict(picture.data))
    chart = pytest.importorskip("altair") and picture.altair().to_dict()
    assert chart["title"] == picture.title
    used = {each["field"] for each in chart["encoding"].values() if isinstance(each, dict)}
    assert used <= set(picture.data)


def test_a_figure_is_new_each_time_and_no_window_knows_of_it():
    import matplotlib.pyplot as plt

    picture = plot.ranks(matching())
    one, other = picture.figure(), picture.figure()
    assert one is not other
    one.axes[0].set_title("changed")
    assert plt.get_fignums() == []
    assert "changed" not in picture.svg


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_a_saved_picture_has_the_same_bytes(tmp_path, suffix):
    picture = plot.ranks(matching())
    one = picture.save(tmp_path / f"one.{suffix}").read_bytes()
    assert picture.save(str(tmp_path / f"two.{suffix}")).read_bytes() == one
    assert len(one) > 1000


def test_a_picture_is_saved_as_what_it_can_be(tmp_path):
    with pytest.raises(pw.Error, match=r"\.svg, \.png or \.pdf, not as 'ranks\.bmp'"):
        plot.ranks(matching()).save(tmp_path / "ranks.bmp")


def test_a_page_of_pictures_needs_the_style_once():
    picture = plot.ranks(matching())
    assert "<style>" not in picture.html
    assert picture._repr_html_() == f"<style>{plot.style()}</style>{picture.html}"
    assert "currentColor" in picture.svg  # a file has its own


def test_importing_pairwell_loads_no_library_that_draws():
    code = (
        "import sys, pairwell; pairwell.plot.ranks(pairwell.match([[1]])).text;"
        "print([m for m in ('matplotlib', 'altair', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_library_a_line_says_what_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(pw.Error, match=r"matplotlib is not installed.*\[plot\]"):
        plot.ranks(matching()).svg  # noqa: B018
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(pw.Error, match=r"altair is not installed.*\[altair\]"):
        plot.ranks(matching()).altair()


def test_a_result_without_the_library_still_shows_its_table(monkeypatch):
    from pairwell.drawing import picture

    monkeypatch.setattr(picture, "find_spec", lambda name: None)
    shown = variants()._repr_html_()
    assert "<table>" in shown
    assert "The picture needs matplotlib: pip install" in shown
