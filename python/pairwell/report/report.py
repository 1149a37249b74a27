"""The HTML report of a round: one self-contained page that only shows what the round holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell._extras import needed
from pairwell.data.shown import plural
from pairwell.drawing.theme import style
from pairwell.plot.points import points
from pairwell.plot.scheme import timetable
from pairwell.report import figures, view, words
from pairwell.report.alternates import alternates_context
from pairwell.report.criteria import (
    PairsInWords,
    asked_in_words,
    bar,
    bar_words,
    pair_score,
    parts_of,
)
from pairwell.report.doctor import doctor_context
from pairwell.report.reasons import pair_reasons
from pairwell.report.receipts import receipts_context
from pairwell.report.variants import variants_context
from pairwell.round.round import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairwell.matching.scenarios import Scenarios
    from pairwell.round.round import Round

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
    ("receipts", "Receipts"),
    ("rules", "Rules and weights"),
    ("objective", "Objective and certificate"),
    ("data", "People and their data"),
)
OUTCOME_CLASS = {
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


def report_html(
    round_: Round,
    *,
    names: bool = False,
    is_trial: bool = False,
    variants: Scenarios | None = None,
    explain: bool = True,
) -> str:
    """Write a round as one HTML page that loads nothing and runs no script but its own.

    That script checks the receipts, and the content policy lets no other run.

    Parameters
    ----------
    round_
        What `run_round` returned.
    names
        Whether to show names and applicants' statements beside the references.
    is_trial
        Whether to say that the round was a trial on what a store has, and nothing was stored.
    variants
        What `scenarios` gave for variants of its programme, to be shown beside it.
    explain
        Whether to say why pairs are in it: those with the fewest points, up to 24, and fewer of a
        large round; and, where that does not take long, what the next best matchings would mean and
        which changes of rules would pair those in no pair.

    Raises
    ------
    Error
        Where jinja2 or matplotlib is not installed (the extra ``cli`` brings them).
    """
    context = {**_context(round_, names), "is_trial": is_trial, "variants": None, "reasons": None}
    context["alternates"] = context["doctor"] = None
    contents = list(_CONTENTS)
    if variants is not None:
        contents.insert(-1, ("variants", "Variants"))
        context["variants"] = variants_context(variants)
    if explain and round_.pairs:
        place = next(at for at, (name, _) in enumerate(contents) if name == "unpaired")
        told = [("reasons", "Why these pairs"), ("alternates", "The next best")]
        contents[place + 1 : place + 1] = told
        context["reasons"] = pair_reasons(round_, context["who"])
        context["alternates"] = alternates_context(round_, context["who"])
    is_infeasible = round_.matching.status is _core.Status.INFEASIBLE
    if explain and (round_.unpaired or is_infeasible):
        place = next(at for at, (name, _) in enumerate(contents) if name == "unpaired")
        contents.insert(place + 1, ("doctor", "What would pair them"))
        context["doctor"] = doctor_context(round_, context["who"])
    context["contents"] = contents
    return render("report.html.j2", context)


def render(template: str, context: dict[str, Any]) -> str:
    """Fill a template with what every page has and its own facts."""
    jinja2 = needed("jinja2")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        label=words.label,
        listed=words.listed,
        mark=words.mark,
        money=words.money,
        percent=words.percent,
        points=words.points_text,
    )
    rules = (_TEMPLATES / "report.css").read_text("utf-8").strip()
    css = needed("markupsafe").Markup(f"{rules}\n{style()}")
    page: str = environment.get_template(template).render(css=css, **context)
    return page


def programme_context(programme: Any) -> dict[str, Any]:
    """What every page shows of a programme."""
    return {
        "asked_as": partial(asked_as, programme),
        "is_told": partial(is_told, programme),
        "parts": parts_of(programme),
        "period": view.period(programme),
        "places": words.places(programme),
        "programme": programme,
        "selection_words": _selection_words(programme),
        "timetable": view.timetable(programme),
        "timetable_picture": timetable(programme) if programme.timetable.events else None,
        "version": _core.__version__,
    }


def _context(round_: Round, names: bool) -> dict[str, Any]:
    programme = round_.programme
    known = {p.reference: p.name for p in (*round_.mentees.identities, *round_.mentors.identities)}
    who = partial(who_of, known if names else {})
    picture = figures.heat(round_, who)
    units = [pair.score.units for pair in round_.pairs]
    told = PairsInWords(programme, ((pair.mentee, pair.mentor) for pair in round_.pairs))
    return {
        **programme_context(programme),
        "average": sum(units) // len(units) if units else 0,
        "decision_groups": decision_groups(round_.decisions),
        "funnel": {role: round_.total(role) for role in ("mentee", "mentor")},
        "findings": [finding_shown(finding, programme) for finding in round_.findings],
        "few_answers": [
            (pair.mentee.reference, pair.mentor.reference, pair.score.coverage)
            for pair in round_.pairs
            if pair.score.coverage < programme.least_coverage
        ],
        "funnel_rows": round_.funnel,
        "funnel_figures": [
            figures.funnel_figure(round_.total(role), STEPS) for role in ("mentee", "mentor")
        ],
        "heat": picture,
        "points_picture": points(round_) if all(round_.problem.shape) else None,
        "names": names,
        "outcome_class": OUTCOME_CLASS,
        "pairs": [
            pair_context(told, pair.mentee, pair.mentor, pair.score) for pair in round_.pairs
        ],
        "receipts": receipts_context(round_, who),
        "refusals": figures.refusals(round_) if picture is not None else [],
        "round": round_,
        "shortlists": shortlists(round_.selections),
        "stages": view.stages(round_),
        "steps": STEPS,
        "unpaired": [view.unpaired(person, round_) for person in round_.unpaired],
        "weakest": min(units, default=0),
        "who": who,
    }


def who_of(names: Mapping[str, str], reference: str) -> str:
    """Write a reference, with the name where it is known: in one line, whatever the name holds."""
    name = " ".join(names.get(reference, "").split())
    return f"{reference} ({name})" if name else reference


def pair_context(told: PairsInWords, mentee: Any, mentor: Any, score: Any) -> dict[str, Any]:
    """What the list of pairs shows of one."""
    parts = told.parts(mentee, mentor)
    roles = ((_core.Role.MENTEE, mentee), (_core.Role.MENTOR, mentor))
    return {
        "mentee": mentee,
        "mentor": mentor,
        "score": score,
        "said": pair_score(score.units, score.coverage),
        "parts": parts,
        "bar": bar(parts),
        "bar_words": bar_words(parts),
        "answers": told.answers(mentee, mentor),
        "texts": [(form.reference, told.texts(form, role)) for role, form in roles],
        "slots": [slot for slot in mentee.slots if slot in mentor.slots],
    }


def is_told(programme: Any, field: str) -> bool:
    """Whether the answers that a reason is about, by the ids of questions, may stand on a page."""
    private = {each.id for each in programme.questions if each.is_private}
    return private.isdisjoint(field.split(", "))


def asked_as(programme: Any, field: str, role: str) -> str:
    """Give the words in which a role was asked the questions that a reason is about.

    A decision on record has the questions' ids; one that the programme has no longer stays an id.
    """
    words = {
        each.id: asked_in_words(each, _core.Role[role.upper()]) for each in programme.questions
    }
    return "; ".join(words.get(each, each) for each in field.split(", "))


def finding_shown(finding: Any, programme: Any) -> Any:
    """Give a finding without what somebody answered to a question that is not for a panel.

    Whom an answer names is there all the same: findings name people by references alone.
    """
    key = _core.fold(finding.column.strip())
    for question in programme.questions:
        mapped = [
            heading
            for sheet in programme.sheets
            for heading, answered in sheet.columns.items()
            if answered == question.id
        ]
        named = (question.id, question.words, question.mentor_words, *question.headings, *mapped)
        is_shown = question.keep is _core.Keep.APPLICATION and not question.is_private
        if is_shown or question.kind is _core.QuestionKind.PEOPLE or not key:
            continue
        if key in {_core.fold(name.strip()) for name in named if name}:
            return _core.Finding(
                severity=finding.severity,
                rule=finding.rule,
                message=f"Something is to be looked at here ({finding.rule}); what was answered is"
                " not for this page.",
                file=finding.file,
                row=finding.row,
                column=finding.column,
            )
    return finding


def decision_groups(decisions: Iterable[Any]) -> list[dict[str, Any]]:
    """Group the decisions on forms: those that need explaining first."""
    by_outcome: dict[str, list[Any]] = {}
    for decision in decisions:
        by_outcome.setdefault(words.label(decision.outcome), []).append(decision)
    eligible = by_outcome.get("eligible", [])
    groups = (
        ("Late", by_outcome.get("late", []), False),
        ("Not eligible", by_outcome.get("not eligible", []), False),
        ("Drafts that were never submitted", by_outcome.get("draft", []), False),
        ("Withdrawn by the applicant", by_outcome.get("withdrawn", []), False),
        ("Eligible by recorded grace", [d for d in eligible if d.reasons], False),
        ("Eligible", [d for d in eligible if not d.reasons], True),
    )
    return [
        {"title": f"{title}: {len(found)}", "decisions": found, "folded": folded}
        for title, found, folded in groups
        if found
    ]


def shortlists(selections: Iterable[Any]) -> list[dict[str, Any]]:
    """Make a table for each role and region: who went on, and the others, by rank."""
    tables: dict[str, dict[str, Any]] = {}
    on = ("shortlisted", "reserve")
    for entry in sorted(selections, key=lambda entry: (entry.rank == 0, entry.rank)):
        title = f"{words.label(entry.role).capitalize()}s in {entry.region}"
        table = tables.setdefault(title, {"title": title, "went_on": [], "others": []})
        table["went_on" if words.label(entry.outcome) in on else "others"].append(entry)
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
