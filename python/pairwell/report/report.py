"""The HTML report of a round: one self-contained page that only shows what the round holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell._extras import needed
from pairwell.data.shown import plural
from pairwell.report import figures, view, words
from pairwell.round.round import STEPS

if TYPE_CHECKING:
    from pairwell.round.round import Paired, Round

_TEMPLATES = Path(__file__).with_name("templates")
_CONTENTS = (
    ("programme", "The programme"),
    ("funnel", "From forms to pairs"),
    ("timetable", "Timetable"),
    ("pairs", "The pairs"),
    ("picture", "Every possible pair"),
    ("unpaired", "Not paired"),
    ("shortlist", "Shortlist"),
    ("decisions", "Decisions on forms"),
    ("rules", "Rules and weights"),
    ("objective", "Objective and certificate"),
    ("data", "People and their data"),
)
_OUTCOME_CLASS = {
    "eligible": "good",
    "not eligible": "bad",
    "late": "warn",
    "draft": "soft",
    "withdrawn": "soft",
    "shortlisted": "good",
    "reserve": "warn",
    "not selected": "soft",
    "not scored": "bad",
}


def report_html(round_: Round, *, names: bool = False) -> str:
    """Write a round as one HTML page that loads nothing and runs no script.

    Parameters
    ----------
    round_
        What `run_round` returned.
    names
        Whether to show names and applicants' statements beside the references.

    Raises
    ------
    Error
        Where jinja2 is not installed (the extra ``cli`` brings it).
    """
    jinja2 = needed("jinja2")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        fit_words=words.fit_words,
        label=words.label,
        listed=words.listed,
        mark=words.mark,
        money=words.money,
        percent=words.percent,
        points=words.points_text,
    )
    css = needed("markupsafe").Markup((_TEMPLATES / "report.css").read_text("utf-8").strip())
    page: str = environment.get_template("report.html.j2").render(
        css=css, **_context(round_, names)
    )
    return page


def _context(round_: Round, names: bool) -> dict[str, Any]:
    programme = round_.programme
    known = {p.reference: p.name for p in (*round_.mentees.identities, *round_.mentors.identities)}
    who = partial(_who, known if names else {})
    weights = programme.weights
    picture = figures.heat(round_, who)
    units = [pair.score.units for pair in round_.pairs]
    return {
        "average": sum(units) // len(units) if units else 0,
        "contents": _CONTENTS,
        "decision_groups": _decision_groups(round_),
        "funnel": {role: round_.total(role) for role in ("mentee", "mentor")},
        "funnel_figures": [
            figures.funnel_figure(round_.total(role), STEPS) for role in ("mentee", "mentor")
        ],
        "heat": picture,
        "names": names,
        "outcome_class": _OUTCOME_CLASS,
        "pairs": [_pair(pair) for pair in round_.pairs],
        "parts": [
            {"id": part, "name": name, "about": about, "weight": getattr(weights, part)}
            for part, (name, about) in words.PARTS.items()
        ],
        "period": view.period(programme),
        "places": words.places(programme),
        "programme": programme,
        "refusals": figures.refusals(round_) if picture is not None else [],
        "round": round_,
        "selection_words": _selection_words(programme),
        "shortlists": _shortlists(round_),
        "stages": view.stages(round_),
        "steps": STEPS,
        "timetable": view.timetable(programme),
        "unpaired": [view.unpaired(person, round_) for person in round_.unpaired],
        "version": _core.__version__,
        "weakest": min(units, default=0),
        "who": who,
    }


def _who(names: dict[str, str], reference: str) -> str:
    name = names.get(reference)
    return f"{reference} ({name})" if name else reference


def _pair(pair: Paired) -> dict[str, Any]:
    parts = figures.pair_parts(pair)
    mentee, mentor = pair.mentee, pair.mentor
    priority = {1: "first", 2: "second", 3: "third"}
    sides = [
        {
            "title": title,
            "terms": [
                {
                    "text": f"{need.term} ({priority[need.priority]} priority)",
                    "met": need.term in offers,
                }
                for need in sorted(form.needs, key=lambda need: need.priority)
            ],
        }
        for title, form, offers in (
            ("The mentee wants to develop", mentee, mentor.offers),
            ("The mentor wants to learn", mentor, mentee.offers),
        )
    ]
    return {
        "mentee": mentee,
        "mentor": mentor,
        "score": pair.score,
        "parts": parts,
        "bar": figures.pair_bar(parts),
        "bar_words": figures.bar_words(parts),
        "sides": sides,
        "slots": [slot for slot in mentee.slots if slot in mentor.slots],
    }


def _decision_groups(round_: Round) -> list[dict[str, Any]]:
    by_outcome = {
        outcome: [d for d in round_.decisions if d.outcome == outcome] for outcome in _core.Outcome
    }
    eligible = by_outcome[_core.Outcome.ELIGIBLE]
    groups = (
        ("Late", by_outcome[_core.Outcome.LATE], False),
        ("Not eligible", by_outcome[_core.Outcome.NOT_ELIGIBLE], False),
        ("Drafts that were never submitted", by_outcome[_core.Outcome.DRAFT], False),
        ("Withdrawn by the applicant", by_outcome[_core.Outcome.WITHDRAWN], False),
        ("Eligible by recorded grace", [d for d in eligible if d.reasons], False),
        ("Eligible", [d for d in eligible if not d.reasons], True),
    )
    return [
        {"title": f"{title}: {len(decisions)}", "decisions": decisions, "folded": folded}
        for title, decisions, folded in groups
        if decisions
    ]


def _shortlists(round_: Round) -> list[dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    on = (_core.Selected.SHORTLISTED, _core.Selected.RESERVE)
    for entry in sorted(round_.selections, key=lambda entry: (entry.rank == 0, entry.rank)):
        title = f"{words.label(entry.role).capitalize()}s in {entry.region}"
        table = tables.setdefault(title, {"title": title, "went_on": [], "others": []})
        table["went_on" if entry.outcome in on else "others"].append(entry)
    return [tables[title] for title in sorted(tables)]


def _selection_words(programme: Any) -> str:
    rules = programme.selection
    lines = words.listed(
        f"{line.id} (0 to {line.most}, weight {line.weight})" for line in rules.rubric
    )
    ties = ", then ".join([*rules.tie_rule, "the published lottery"])
    members = plural(rules.panel_members, "panel member")
    return (
        f"At least {members} scored each form on {lines}. Ties are broken by {ties}; "
        f"places and {plural(rules.reserves, 'reserve')} go by region and role."
    )
