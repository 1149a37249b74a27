"""The summary for a board or a steering group: two pages of figures, without anybody in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pairwell.report import view
from pairwell.report.language import Language, language_of
from pairwell.report.report import programme_context, render
from pairwell.report.status_page import due_rows, money_rows, running_rows
from pairwell.report.words import label
from pairwell.round.round import STEPS

if TYPE_CHECKING:
    from pairwell.round.round import Round
    from pairwell.scheme.programme import Programme
    from pairwell.store import Overview

_BANDS = (0, 40, 60, 80, 100)
"""Points between which pairs are counted; the last band has its end."""
_MOST = {"due": 8, "notes": 3, "regions": 10, "rows": 6}
"""Rows of each table, so that two pages are enough; the page says how many it leaves out."""
_STAYED = ("accepted", "matched", "completed")


def round_board_html(round_: Round, *, is_trial: bool = False) -> str:
    """Write the summary of a round: what was proposed, out of what, and what it is worth.

    It has counts and amounts, and no reference, so that it may be handed round. It prints on two
    pages of A4.
    """
    programme = round_.programme
    language = language_of(programme.language)
    taken = Counter(
        (role, form.nation)
        for pair in round_.pairs
        for role, form in (("mentee", pair.mentee), ("mentor", pair.mentor))
    )
    forms = [round_.total(role) for role in ("mentee", "mentor")]
    units = [pair.score.units for pair in round_.pairs]
    paired = {
        role: len({_of(pair, role) for pair in round_.pairs}) for role in ("mentee", "mentor")
    }
    seen = _Facts(programme, language)
    seen.figure(language.gettext("pairs proposed"), len(round_.pairs))
    seen.figure(language.gettext("forms received"), sum(row.applied for row in forms))
    seen.figure(
        language.gettext("of the mentees who went on are paired"),
        _share(paired["mentee"], len(round_.mentee_forms), language),
    )
    seen.figure(
        language.gettext("of the mentors who went on are paired"),
        _share(paired["mentor"], len(round_.mentor_forms), language),
    )
    seen.worth(units)
    return seen.page(
        is_trial=is_trial,
        heading=language.gettext("summary of a proposal of pairs"),
        steps=STEPS,
        funnel=forms,
        places_rows=_places(programme, taken),
        unpaired=_unpaired(round_, language),
        stages=view.stages(round_, language),
        certificate=round_.verdict,
        due=[
            {"when": row["when"], "what": row["event"].title}
            for row in view.timetable(programme, language)
        ],
        money=[{"title": fund.purpose, "whole": fund.pence} for fund in programme.funds],
        notes=[*programme.warnings],
    )


def standing_board_html(overview: Overview, facts: dict[str, Any]) -> str:
    """Write the summary of a programme in a store, as `round_board_html` does of a round.

    Parameters
    ----------
    overview
        What stands.
    facts
        What `pairwell.report.status.status_facts` gave at the same moment.
    """
    stands = overview.standing
    programme = stands.programme
    language = language_of(programme.language)
    taken = Counter((p.role, p.region) for p in stands.people.values() if p.state in _STAYED)
    forms = [overview.total(role) for role in ("mentee", "mentor")]
    seen = _Facts(programme, language)
    seen.figure(language.gettext("pairs that stand or were completed"), len(stands.shown))
    seen.figure(language.gettext("forms received"), len(stands.people))
    held = sum(own["count"] for own in facts["meetings"] if own["state"] == "held")
    seen.figure(language.gettext("meetings held"), held)
    whole = sum(own["pence"]["whole"] for own in facts["funds"])
    spent = sum(own["pence"]["spent"] for own in facts["funds"])
    if whole:
        seen.figure(language.gettext("of the funds spent"), _share(spent, whole, language))
    seen.worth([score.units for _, _, _, score in overview.pairs()])
    return seen.page(
        heading=language.gettext(
            "summary as of %(day)s, record %(record)s",
            day=language.day(stands.day),
            record=stands.seq,
        ),
        steps=tuple(name for name in vars(forms[0]) if name not in ("role", "region")),
        funnel=forms,
        places_rows=_places(programme, taken),
        pair_states=facts["pairs"],
        due=due_rows(facts["due"], programme, language),
        money=money_rows(facts),
        notes=[*overview.concerns, *programme.warnings],
        head=stands.head,
        **running_rows(facts),
    )


class _Facts:
    """Collects the figures of a summary, and writes its page."""

    def __init__(self, programme: Programme, language: Language) -> None:
        self._programme, self._language = programme, language
        self._figures: list[tuple[str, str]] = []
        self._worth: dict[str, Any] | None = None

    def figure(self, title: str, value: int | str) -> None:
        """Add a figure to those on top."""
        text = value if isinstance(value, str) else self._language.number(value)
        self._figures.append((title, text))

    def worth(self, units: Sequence[int]) -> None:
        """Say what pairs are worth: on average, the least, and how many lie in each band."""
        if not units:
            return
        points = self._language.points
        bands = [
            (
                low,
                high,
                sum(low <= each / 1000 < high or each / 1000 == high == 100 for each in units),
            )
            for low, high in pairwise(_BANDS)
        ]
        self._worth = {
            "average": points(sum(units) // len(units)),
            "weakest": points(min(units)),
            "bands": bands,
        }

    def page(self, **told: Any) -> str:
        """Write the page: what is not told of is left out, and what is too long is counted."""
        rows = {"due": "due", "notes": "notes", "places_rows": "regions", "money": "rows"}
        rows |= {"attendance": "rows", "unpaired": "rows"}
        left_out = {}
        for key, limit in rows.items():
            every = told.get(key, [])
            told[key] = every[: _MOST[limit]]
            left_out[key] = len(every) - len(told[key])
        absent = dict.fromkeys(("certificate", "head", "stages"), None)
        absent |= {key: [] for key in ("agreements", "meetings", "pair_states")}
        return render(
            "summary.html.j2",
            {
                **programme_context(self._programme),
                "contents": (),
                "skip_to": "figures",
                "figures": self._figures,
                "is_trial": False,
                "left_out": left_out,
                "worth": self._worth,
                **absent,
                **told,
            },
        )


def _of(pair: Any, role: str) -> str:
    return str(getattr(pair, role).reference)


def _share(part: int, whole: int, language: Language) -> str:
    """Write a part as per cent; where there is nothing, that there is."""
    return language.percent(part * 1000 // whole) if whole else "\N{EN DASH}"


def _places(programme: Programme, taken: Mapping[Any, int]) -> list[dict[str, Any]]:
    """By region, how many places there are for each role, and how many are taken."""
    regions: dict[str, dict[str, Any]] = {}
    for place in programme.places:
        role = label(place.role)
        row = regions.setdefault(place.region, {"region": place.region})
        row[role] = {"taken": taken.get((role, place.region), 0), "most": place.people.most}
    return list(regions.values())


def _unpaired(round_: Round, language: Language) -> list[dict[str, Any]]:
    """Count those who went on and are not paired, by role and by what they stood as."""
    outcomes = {entry.reference: label(entry.outcome) for entry in round_.selections}
    counts = Counter(
        (person.role, outcomes.get(person.form.reference, "eligible")) for person in round_.unpaired
    )
    return [
        {"role": language.label(role), "stood_as": language.label(stood_as), "count": count}
        for (role, stood_as), count in sorted(counts.items())
    ]
