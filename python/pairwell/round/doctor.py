"""Which rules of a scheme keep people without a pair, and what changing them would bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell._arguments import check_options, check_type, whole, wrong_type
from pairwell.data.spoken import ENGLISH, Speech, phrase
from pairwell.matching.doctor import doctor
from pairwell.matching.watch import Watch
from pairwell.round.doctor_search import Search
from pairwell.round.reasons import called_in
from pairwell.round.relaxed import Scheme, SchemeOfMatching, SchemeOfRound
from pairwell.round.remedies import SchemeTreatment
from pairwell.round.remedy_words import Wording
from pairwell.round.round import Round
from pairwell.round.scheme_relaxation import Relaxing

if TYPE_CHECKING:
    from pairwell.round.reasons import Solved
    from pairwell.scheme.members import RoleName

Progress = Callable[[str, int, int], object]
EFFORT = 40_000_000
"""How many pairs are looked at, at most: a few tens of seconds."""
_ROLES: tuple[RoleName, RoleName] = ("mentee", "mentor")
_NOT_LOOKED_AT = phrase(
    "Not looked at: rules of people (who is eligible), the least number of places, pairs that stay,"
    " and changes of three rules and more."
)


def scheme_doctor(
    solved: Solved,
    person: str | None = None,
    *,
    most: int = 5,
    twos: bool | None = None,
    names: Mapping[str, str] | None = None,
    effort: int = EFFORT,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> SchemeTreatment:
    """Say which changes of a scheme's own rules would pair whoever is in no pair.

    A change is a slot more of a mentor, a place more of a region, a floor lowered, a rule of the
    programme's file loosened as far as a pair needs it, or what is known of two people lifted, such
    as a veto. With each the matching is made anew from the shortlist on, so that what is told of it
    is what would come of it; it counts where the person is in a pair then. The fewest rules come
    first, then the fewest units, then the better matching by the objective. Where no matching obeys
    the rules, it is which of them to relax, as little as is enough.

    What it says is for whoever runs the scheme. Nobody may be told what another asked for. Its
    sentences are in English, whatever the language of the programme; a report has them in that.

    Parameters
    ----------
    solved
        A `Round`, or a matching that a store has.
    person
        Who is asked about, by reference. None: everybody who went on and is in no pair.
    most
        How many remedies of each person are listed.
    twos
        Whether changes are tried in twos. None: for people whom no single change pairs.
    names
        What sentences call people, by reference.
    effort
        How many pairs are looked at in all; what is left out then is in ``untried``.
    progress, time_limit
        As `run_round` takes them; progress is told of "changing rules".

    Raises
    ------
    Error
        Where the person is in a pair, or did not come as far as the shortlist.
    Stopped
        Where progress asked to stop or the time limit passed.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> tables = [data / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
    >>> result = pw.run_round(programme, *tables)
    >>> found = pw.scheme_doctor(result, "MR-023", most=1)
    """
    return treated(
        solved,
        person,
        most=most,
        twos=twos,
        names=names,
        effort=effort,
        progress=progress,
        time_limit=time_limit,
    )


def treated(
    solved: Solved,
    person: str | None = None,
    *,
    most: int = 5,
    twos: bool | None = None,
    names: Mapping[str, str] | None = None,
    effort: int = EFFORT,
    progress: Progress | None = None,
    time_limit: float | None = None,
    say: Speech = ENGLISH,
) -> SchemeTreatment:
    """Do what `scheme_doctor` does, with its sentences in a language."""
    check_options("scheme_doctor", progress, time_limit)
    if not hasattr(solved, "mentee_forms") or not hasattr(solved, "matching"):
        raise wrong_type("scheme_doctor", "solved", "a Round", solved)
    check_type("scheme_doctor", "person", "a reference or None", (str, type(None)), person)
    if not isinstance(twos, (bool, type(None))):
        raise wrong_type("scheme_doctor", "twos", "True, False or None", twos)
    most = whole("scheme_doctor", "most", most, 1, 2**31)
    effort = whole("scheme_doctor", "effort", effort, 0, 2**63)
    watch = Watch("scheme_doctor", progress, time_limit)
    scheme: Scheme
    if isinstance(solved, Round):
        scheme = SchemeOfRound(solved, watch)
    else:
        scheme = SchemeOfMatching(solved, watch)
    if solved.matching.status is _core.Status.INFEASIBLE:
        ways = Relaxing(scheme, solved, effort).found(most, dict(names or {}), say)
        if ways:
            return SchemeTreatment(relaxations=ways)
        called = called_in(solved, names)
        found = doctor(solved.problem, solved.matching, names=called, **watch.options)
        return SchemeTreatment(relaxation=found.relaxation)
    asked = _asked(solved, person)
    if not asked:
        return SchemeTreatment()
    search = Search(scheme, solved, asked, most, effort)
    search.run(twos)
    wording = Wording(search.base, dict(names or {}), say)
    people = tuple(search.told(wording))
    return SchemeTreatment(
        people, tuple(own.told(say) for own in (*search.untried, _NOT_LOOKED_AT))
    )


def _asked(solved: Solved, person: str | None) -> dict[str, RoleName]:
    """Who is asked about, with their roles, in the order of the round."""
    paired = {
        reference
        for i, j in solved.matching.pairs.tolist()
        for reference in (solved.mentee_forms[i].reference, solved.mentor_forms[j].reference)
    }
    found: dict[str, RoleName] = {}
    if isinstance(solved, Round):
        found = {own.form.reference: own.role for own in solved.unpaired}
    else:
        for role, forms in zip(_ROLES, (solved.mentee_forms, solved.mentor_forms), strict=True):
            found |= {f.reference: role for f in forms if f.reference not in paired}
    if person is None:
        return found
    if person in paired:
        raise _core.Error(f"{person} is in a pair; why is said by: pairwell explain {person}")
    if person in found:
        return {person: found[person]}
    for own in solved.selections if isinstance(solved, Round) else ():
        if own.reference == person and own.rank:
            return {person: "mentee" if own.role is _core.Role.MENTEE else "mentor"}
    raise _core.Error(
        f"the matching was not asked about {person}; why is said by: pairwell explain {person}"
    )
