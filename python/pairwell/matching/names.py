"""What people and groups are called in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from pairwell._arguments import check_text, listed
from pairwell.data.shown import plural
from pairwell.matching.labels import is_whole_text

NameFields = tuple[list[str], list[str], list[str], list[str]]


@dataclass(frozen=True, repr=False)
class Names:
    """What people and groups are called in sentences, by position.

    Where a side has no names, and where a name is empty, it is the position, as in "mentee 1", and
    for a group its own name. A problem with labels has them for names. Any list of texts is taken.

    Raises
    ------
    TypeError
        For what is no list of texts.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[3]], mentee_capacity=(2, 2))
    >>> why = pw.match(problem).infeasibility
    >>> why.in_words(problem, pw.Names(mentee=("Ana",)))[31:]
    'mentee Ana asks for at least 2), but no more than 1 can be (only 1 pair allowed).'
    """

    mentee: tuple[str, ...] = ()
    mentor: tuple[str, ...] = ()
    mentee_group: tuple[str, ...] = ()
    mentor_group: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for side in ("mentee", "mentor", "mentee_group", "mentor_group"):
            names = tuple(listed("Names", side, "a text", str, getattr(self, side)))
            object.__setattr__(self, side, names)

    def __repr__(self) -> str:
        mentees, mentors = plural(len(self.mentee), "mentee"), plural(len(self.mentor), "mentor")
        return f"<Names: {mentees}, {mentors}>"

    def _of(self, side: int, people: int) -> list[str | int]:
        """What to show for the mentees (0) or the mentors (1): names, or positions."""
        names = self.mentor if side else self.mentee
        return [name or place for place, name in enumerate(names)] or list(range(people))

    def _to_core(self) -> NameFields:
        """As the engine takes them; raises ValueError for half of a character, which it cannot."""
        for side in ("mentee", "mentor", "mentee_group", "mentor_group"):
            names = getattr(self, side)
            if not is_whole_text("".join(names)):
                for place, name in enumerate(names):
                    check_text("Names", f"{side}[{place}]", name)
        return (
            list(self.mentee),
            list(self.mentor),
            list(self.mentee_group),
            list(self.mentor_group),
        )


NO_NAMES = Names()
