"""The public surface: every name on purpose, documented, and no other."""

import importlib
import inspect
import typing

import pytest

import pairwell as pw

PUBLIC_MODULES = [
    "pairwell",
    "pairwell.calendar",
    "pairwell.cli",
    "pairwell.instances",
    "pairwell.plot",
    "pairwell.store",
]


def test_all_names_exist_once_and_in_order():
    assert len(set(pw.__all__)) == len(pw.__all__)
    assert sorted(pw.__all__) == sorted(name for name in pw.__all__ if hasattr(pw, name))


def test_public_names_are_all_listed():
    public = {
        name
        for name, value in vars(pw).items()
        if not name.startswith("_") and name != "TYPE_CHECKING" and not inspect.ismodule(value)
    }
    assert public <= set(pw.__all__)


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_a_star_import_gives_the_names_that_are_listed(name):
    module = importlib.import_module(name)
    names = {}
    exec(f"from {name} import *", names)
    assert set(names) - {"__builtins__"} == set(module.__all__)
    assert len(module.__all__) == len(set(module.__all__))


def test_a_room_does_not_take_the_place_of_a_function():
    # Both are called score: the folder is imported by its modules, the name is the function's.
    importlib.import_module("pairwell.score.score")
    assert inspect.isfunction(pw.score)


def test_every_public_class_and_function_says_what_it_is():
    silent = [
        name
        for name in pw.__all__
        if callable(getattr(pw, name)) and not typing.get_args(getattr(pw, name))
        if not (getattr(pw, name).__doc__ or "").strip()
    ]
    assert silent == []


def test_functions_have_signatures_with_annotations():
    for name in pw.__all__:
        value = getattr(pw, name)
        if inspect.isfunction(value):
            signature = inspect.signature(value)
            assert signature.return_annotation is not signature.empty, name
            assert all(
                parameter.annotation is not parameter.empty
                for parameter in signature.parameters.values()
            ), name


def test_the_surface_of_the_matching_module():
    expected = {
        "Error", "Finding", "Infeasibility", "InvalidInput", "Matching", "Prices", "Problem",
        "Severity", "StageResult", "Status", "Unmatched", "Verdict", "WhyUnmatched", "__version__",
        "default_objective", "make_objective", "make_problem", "match", "verify", "why_unmatched",
    }  # fmt: skip
    assert expected <= set(pw.__all__)


def test_enumerations_are_real_ones_in_upper_case():
    assert [status.name for status in pw.Status] == [
        "OPTIMAL",
        "INFEASIBLE",
        "CANCELLED",
        "TIME_LIMIT",
    ]
    assert [severity.name for severity in pw.Severity] == ["ERROR", "WARNING"]


def test_errors_are_pairwells_and_pythons():
    assert issubclass(pw.InvalidInput, pw.Error)
    assert issubclass(pw.InvalidInput, ValueError)
    assert issubclass(pw.Stopped, pw.Error)
    assert not issubclass(pw.Error, ValueError)
    assert pw.InvalidInput.__module__ == "pairwell"


def test_a_finding_is_a_value_for_a_person():
    finding = pw.Finding(
        rule="nation", message="Not a nation.", file="m.csv", row=7, column="nation", value="Walse"
    )
    assert str(finding) == "m.csv, row 7, column nation: Not a nation. (rule: nation, value: Walse)"
    assert finding == pw.Finding(
        rule="nation", message="Not a nation.", file="m.csv", row=7, column="nation", value="Walse"
    )
    assert finding.severity is pw.Severity.ERROR
    assert finding != pw.Finding(rule="nation", message="Not a nation.")
    assert finding != 7
    warning = pw.Finding(severity=pw.Severity.WARNING, rule="a", message="b")
    assert str(warning) == "warning: b (rule: a)"


def test_a_finding_in_a_log_says_where_it_is_and_not_what_somebody_wrote():
    finding = pw.Finding(
        rule="email", message="Ada's own.", file="data/m.csv", row=7, column="email", value="ada@x"
    )
    assert repr(finding) == "<Finding: error email, m.csv, row 7, column email>"
    warning = pw.Finding(severity=pw.Severity.WARNING, rule="a", message="b")
    assert repr(warning) == "<Finding: warning a>"
