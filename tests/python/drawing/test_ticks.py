"""The numbers on the axes of a trade-off: none is written over another."""

import pytest

from pairwell.drawing.trade_off import Dot, trade_off_picture


def ticks(*dots):
    figure = trade_off_picture([Dot(*dot, None) for dot in dots], "most_points", 20, "").figure()
    axes = figure.axes[0]
    return axes.get_xticks().tolist(), axes.get_yticks().tolist()


@pytest.mark.parametrize(
    ("dots", "kept", "values"),
    [
        ([(18, 40.0), (15, 50.0), (10, 60.0)], [10, 15, 18], [40.0, 50.0, 60.0]),
        ([(18, 40.0), (15, 59.9), (14, 60.0)], [14, 15, 18], [40.0, 60.0]),
        ([(18, 40.0), (15, 50.0), (11, 50.1), (10, 60.0)], [10, 11, 15, 18], [40.0, 50.0, 60.0]),
        ([(18, 40.0), (17, 40.1), (2, 60.0)], [2, 18], [40.0, 60.0]),
        ([(18, 40.0)], [18], [40.0]),
        ([(20 - i, 40.0 + i) for i in range(9)], [12, 20], [40.0, 48.0]),
    ],
)
def test_ticks_between_the_ends_have_room(dots, kept, values):
    assert ticks(*dots) == (kept, values)
