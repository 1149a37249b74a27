"""Gathers what is wrong with the arguments of a call, so that all of it is told at once."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import as_told

_FAULTS_TOLD = 20


class Faults(list[_core.Finding]):
    """The faults of one call."""

    def add(self, rule: str, argument: str, message: str, value: object = "") -> None:
        """Notes one fault of an argument, which may name a place in it: "mentor_capacity[1]"."""
        self.append(
            _core.Finding(rule=rule, message=message, column=argument, value=as_told(value))
        )

    def add_at(
        self,
        places: npt.NDArray[Any],
        values: npt.NDArray[Any],
        rule: str,
        argument: str,
        message: str,
    ) -> None:
        """Notes a fault for each marked place of an array, at most twenty in full."""
        if not places.any():
            return
        positions = np.argwhere(places)
        for position in positions[:_FAULTS_TOLD]:
            index = ", ".join(str(part) for part in position)
            place = f"{argument}[{index}]" if index else argument
            self.add(rule, place, message, values[tuple(position)])
        if len(positions) > _FAULTS_TOLD:
            self.add(
                rule,
                argument,
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


def raise_fault(function: str, rule: str, argument: str, message: str, value: object = "") -> None:
    """Raises InvalidInput with one finding."""
    faults = Faults()
    faults.add(rule, argument, message, value)
    _core.throw_if_errors(function, faults)
