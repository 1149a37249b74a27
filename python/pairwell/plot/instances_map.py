"""Instances on a plane."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell._arguments import check_type
from pairwell.drawing.instances_map import Spot, map_picture
from pairwell.drawing.picture import Picture
from pairwell.matching.instance_map import InstanceMap


def instances_map(result: Any) -> Picture:
    """Draws instances where their distances put them, the slower to solve the fuller their colour.

    Parameters
    ----------
    result
        An `InstanceMap`, as `pairwell.instances.map_of_instances` gives it. An instance without a
        time is a ring.

    Returns
    -------
    Picture
        Its data has a row for each instance: ``instance``, ``x``, ``y`` and ``seconds``.

    Raises
    ------
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> problems = {
    ...     name: pw.instances.mallows_culture(40, 8, norm_phi=norm_phi, seed=1).problem()
    ...     for name, norm_phi in (("agreed", 0.1), ("mixed", 0.5), ("free", 1))
    ... }
    >>> found = pw.instances.map_of_instances(problems, seconds={"free": 0.002})
    >>> print(pw.plot.instances_map(found).text)
    3 instances on a plane that shows 100% of their distances. The farthest apart are agreed and \
free: 0.795. The slowest to solve is free, 0.002 s.
    """
    check_type("plot.instances_map", "result", "an InstanceMap", InstanceMap, result)
    spots = [
        Spot(name, float(x), float(y), seconds)
        for name, (x, y), seconds in zip(
            result.names, result.places.tolist(), result.seconds, strict=True
        )
    ]
    apart = None
    if len(spots) > 1:
        i, j = divmod(int(np.argmax(result.distances)), len(spots))
        apart = (result.names[i], result.names[j], float(result.distances[i, j]))
    return map_picture(spots, result.kept, apart)
