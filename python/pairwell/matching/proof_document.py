"""A problem and its certificate as values for JSON, as docs/reference/certificate.md has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell import _core

if TYPE_CHECKING:
    from pairwell.matching.matching import Matching
    from pairwell.matching.problem import Problem


def problem_document(problem: Problem) -> dict[str, Any]:
    """Write a problem by positions and whole numbers; of the texts only the names of groups."""
    core = problem._core
    table = core.__getstate__()[2]
    made: dict[str, Any] = {"mentees": core.mentees, "mentors": core.mentors, "scale": core.scale}
    if isinstance(table, tuple):
        names = ("row_start", "mentor", "units")
        made |= {name: each.tolist() for name, each in zip(names, table, strict=True)}
    else:
        rows = table.reshape(problem.shape).tolist()
        made["units"] = [[None if u == _core.FORBIDDEN else u for u in row] for row in rows]
    made |= {"forbidden": core.forbidden.tolist(), "locked": core.locked.tolist()}
    for role, size in zip(("mentee", "mentor"), problem.shape, strict=True):
        ranges = getattr(core, f"{role}_capacity").tolist()
        groups = getattr(core, f"{role}_groups")
        made[f"{role}_capacity"] = ranges or [[0, 1]] * size
        made[f"{role}_groups"] = [
            {"name": name, "members": list(members), "least": least, "most": most}
            for name, members, least, most in groups
        ]
        made[f"{role}_keys"] = getattr(core, f"{role}_keys").tolist()
    return made


def certificate_document(matching: Matching) -> dict[str, Any]:
    """Write what `Matching.to_dict` does, without what is there for people alone."""
    made = matching.to_dict()
    kept = ("status", "pairs", "units", "digest")
    of_stage = ("name", "parameter", "units", "prices", "profile", "steps", "lost")
    of_none = ("prices", "asked", "limits", "open_pairs")
    why = made["infeasibility"]
    return {
        **{name: made[name] for name in kept},
        "stages": [{name: stage[name] for name in of_stage} for stage in made["stages"]],
        "infeasibility": None if why is None else {name: why[name] for name in of_none},
    }
