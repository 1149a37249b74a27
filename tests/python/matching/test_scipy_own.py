"""SciPy's own tests of the two functions, as its wheel carries them, run against ours."""

import pytest
from scipy.optimize.tests import test_linear_assignment as of_optimize
from scipy.sparse.csgraph.tests import test_matching as of_csgraph

import pairwell as pw

FUNCTIONS = ("linear_sum_assignment", "min_weight_full_bipartite_matching")
MODULES = (of_optimize, of_csgraph)
TESTS = {
    name: test
    for module in MODULES
    for name, test in vars(module).items()
    if name.startswith("test_") and set(FUNCTIONS) & set(test.__code__.co_names)
}
globals().update(TESTS)

# The modules share one iterator of cases, which would be spent by the first test that asks for it.
CASES = list(of_csgraph.linear_sum_assignment_test_cases)
for test in TESTS.values():
    for place, mark in enumerate(getattr(test, "pytestmark", [])):
        if mark.args[1:] == (of_csgraph.linear_sum_assignment_test_cases,):
            test.pytestmark[place] = pytest.mark.parametrize(mark.args[0], CASES).mark


@pytest.fixture(autouse=True)
def functions_under_test(monkeypatch):
    """Puts ours in the place of SciPy's."""
    for module in MODULES:
        for function in set(FUNCTIONS) & set(vars(module)):
            monkeypatch.setattr(module, function, getattr(pw, function))


def test_there_are_tests_of_both_functions():
    named = [set(FUNCTIONS) & set(test.__code__.co_names) for test in TESTS.values()]
    assert all(any(name in names for names in named) for name in FUNCTIONS)
    assert len(TESTS) >= 15
    assert len(CASES) >= 10


def test_it_is_ours_that_is_tested():
    assert of_optimize.linear_sum_assignment is pw.linear_sum_assignment
    assert (
        of_csgraph.min_weight_full_bipartite_matching
        is of_optimize.min_weight_full_bipartite_matching
        is pw.min_weight_full_bipartite_matching
    )
