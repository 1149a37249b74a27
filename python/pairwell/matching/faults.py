"""Gathers what is wrong with the arguments of a call, so that all of it is told at once."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core

_FAULTS_TOLD = 20


class Faults(list[_core.Finding]):
    """The faults of one call."""

    def add(self, rule: str, column: str, message: str, value: object = "") -> None:
        """Notes one fault of the argument that `column` names."""
        self.append(_core.Finding(rule=rule, message=message, column=column, value=str(value)))

    def add_at(
        self,
        places: npt.NDArray[Any],
        values: npt.NDArray[Any],
        rule: str,
        column: str,
        message: str,
    ) -> None:
        """Notes a fault for each marked place of an array, at most twenty in full."""
        if not places.any():
            return
        positions = np.argwhere(places)
        for position in positions[:_FAULTS_TOLD]:
            index = ", ".join(str(part) for part in position)
            self.add(
                rule, f"{column}[{index}]" if index else column, message, values[tuple(position)]
            )
        if len(positions) > _FAULTS_TOLD:
            self.add(
                rule,
                column,
                f"more values break this rule: {message}",
                len(positions) - _FAULTS_TOLD,
            )


class ObjectiveWarning(UserWarning):
    """A stage of an objective says less than it seems to at its place; what was asked is solved."""


def warn_caller(category: type[Warning], message: str) -> None:
    """Warns of the line outside of pairwell from which it was called."""
    level = 1
    frame = sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").split(".")[0] == "pairwell":
        frame = frame.f_back
        level += 1
    warnings.warn(message, category, stacklevel=level)


def raise_fault(function: str, rule: str, column: str, message: str, value: object = "") -> None:
    """Raises InvalidInput with one finding."""
    faults = Faults()
    faults.add(rule, column, message, value)
    _core.throw_if_errors(function, faults)


def check_time_limit(function: str, seconds: float | None) -> None:
    """Raises InvalidInput for what is no time limit."""
    if seconds is not None and not seconds >= 0:
        raise_fault(
            function,
            "time_limit",
            "time_limit",
            "a time limit is a number of seconds, 0 or more",
            seconds,
        )
