"""The HTML report of a round: one self-contained page that only shows what the round holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell._extras import needed
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
from pairwell.report.language import LANGUAGES, Language, language_of, later, speak
from pairwell.report.proof import SCRIPTS as PROOF_SCRIPTS
from pairwell.report.proof import report_proof
from pairwell.report.reasons import pair_reasons
from pairwell.report.receipts import SCRIPTS as RECEIPT_SCRIPTS
from pairwell.report.receipts import receipts_context
from pairwell.report.script_words import script_words
from pairwell.report.scripts import data_of, policy_of, script_of
from pairwell.report.variants import variants_context
from pairwell.round.round import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pairwell.matching.scenarios import Scenarios
    from pairwell.round.round import Round

_TEMPLATES = Path(__file__).with_name("templates")
_CONTENTS = (
    ("programme", later("The programme")),
    ("funnel", later("From forms to pairs")),
    ("timetable", later("Timetable")),
    ("pairs", later("The pairs")),
    ("picture", later("Every possible pair")),
    ("unpaired", later("Not paired")),
    ("shortlist", later("Shortlist")),
    ("decisions", later("Decisions on forms")),
    ("receipts", later("Receipts")),
    ("rules", later("Rules and weights")),
    ("objective", later("Objective and certificate")),
    ("proof", later("Check it yourself")),
    ("data", later("People and their data")),
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
    proof: bool = True,
) -> str:
    """Write a round as one HTML page that loads nothing and runs no script but its own.

    Those scripts sort and search tables and check the matching and the receipts, and the content
    policy lets no other run. The page is in the language of the programme where there are texts in
    it.

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
    proof
        Whether the page carries the problem, by positions and whole numbers, and receipts, so that
        it can check them wherever it is opened. A table of more than 250,000 points is too large.

    Raises
    ------
    Error
        Where jinja2 or matplotlib is not installed (the extra ``cli`` brings them).
    """
    context = {**_context(round_, names), "is_trial": is_trial, "variants": None, "reasons": None}
    context |= _checked(round_, context["who"], proof)
    explain = explain and round_.verdict.holds
    context["alternates"] = context["doctor"] = None
    contents = list(_CONTENTS)
    if variants is not None:
        contents.insert(-1, ("variants", later("Variants")))
        context["variants"] = variants_context(variants)
    if explain and round_.pairs:
        place = next(at for at, (name, _) in enumerate(contents) if name == "unpaired")
        told = [("reasons", later("Why these pairs")), ("alternates", later("The next best"))]
        contents[place + 1 : place + 1] = told
        context["reasons"] = pair_reasons(round_, context["who"])
        context["alternates"] = alternates_context(round_, context["who"])
    is_infeasible = round_.matching.status is _core.Status.INFEASIBLE
    if explain and (round_.unpaired or is_infeasible):
        place = next(at for at, (name, _) in enumerate(contents) if name == "unpaired")
        contents.insert(place + 1, ("doctor", later("What would pair them")))
        context["doctor"] = doctor_context(round_, context["who"])
    context["contents"] = contents
    return render("report.html.j2", context)


def render(template: str, context: dict[str, Any]) -> str:
    """Fill a template with what every page has and its own facts, in the programme's language.

    Both scripts are named in the page's policy by their digests: that of the tables, which every
    page has, and the page's own. A page without a programme is in the language that its facts name
    as ``page_language``, or else in English.
    """
    jinja2, markup = needed("jinja2"), needed("markupsafe").Markup
    wanted = context.pop("page_language", None)
    if wanted is None:
        wanted = context["programme"].language if "programme" in context else "en"
    language = language_of(wanted)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    speak(environment, language, markup)
    environment.filters.update(
        counted_points=language.counted_points,
        day=language.day,
        label=language.label,
        listed=language.listed,
        mark=language.mark,
        moment=language.moment,
        money=language.money,
        number=language.number,
        percent=language.percent,
        points=language.points,
        state=words.label,
    )
    css, proof_css, tables = map(_part, ("report.css", "proof.css", "tables.js"))
    script = context.pop("script", "")
    page: str = environment.get_template(template).render(
        css=markup(f"{css}\n{proof_css}\n{style()}"),
        english=markup("" if language.code == "en" else ' lang="en"'),
        language=language,
        policies=[policy_of(each) for each in (tables, script) if each],
        scripts=[markup(each) for each in (tables, script) if each],
        script_words=markup(data_of(script_words(language))) if script else "",
        untold_language="" if wanted in LANGUAGES else wanted,
        **context,
    )
    return page


def _part(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8").strip()


def programme_context(programme: Any) -> dict[str, Any]:
    """What every page shows of a programme."""
    language = language_of(programme.language)
    return {
        "asked_as": partial(asked_as, programme),
        "is_told": partial(is_told, programme),
        "own_rules": {rule.id for rule in programme.rules},
        "parts": parts_of(programme, language),
        "period": language.period(programme),
        "places": language.places(programme),
        "programme": programme,
        "selection_words": _selection_words(programme, language),
        "timetable": view.timetable(programme, language),
        "timetable_picture": timetable(programme) if programme.timetable.events else None,
        "version": _core.__version__,
    }


def _context(round_: Round, names: bool) -> dict[str, Any]:
    programme = round_.programme
    known = {p.reference: p.name for p in (*round_.mentees.identities, *round_.mentors.identities)}
    who = partial(who_of, known if names else {})
    language = language_of(programme.language)
    picture = figures.heat(round_, who, language)
    units = [pair.score.units for pair in round_.pairs]
    told = PairsInWords(programme, ((p.mentee, p.mentor) for p in round_.pairs), language)
    return {
        **programme_context(programme),
        "average": sum(units) // len(units) if units else 0,
        "decision_groups": decision_groups(round_.decisions, language),
        "funnel": {role: round_.total(role) for role in ("mentee", "mentor")},
        "findings": [finding_shown(finding, programme) for finding in round_.findings],
        "few_answers": [
            (pair.mentee.reference, pair.mentor.reference, pair.score.coverage)
            for pair in round_.pairs
            if pair.score.coverage < programme.least_coverage
        ],
        "funnel_rows": round_.funnel,
        "funnel_figures": [
            figures.funnel_figure(round_.total(role), STEPS, language)
            for role in ("mentee", "mentor")
        ],
        "heat": picture,
        "points_picture": points(round_) if all(round_.problem.shape) else None,
        "names": names,
        "outcome_class": OUTCOME_CLASS,
        "pairs": [
            pair_context(told, pair.mentee, pair.mentor, pair.score, language)
            for pair in round_.pairs
        ],
        "refusals": figures.refusals(round_) if picture is not None else [],
        "round": round_,
        "shortlists": shortlists(round_.selections, language),
        "stages": view.stages(round_, language),
        "steps": STEPS,
        "unpaired": [view.unpaired(person, round_, language) for person in round_.unpaired],
        "weakest": min(units, default=0),
        "who": who,
    }


def _checked(round_: Round, who: Callable[[str], str], proof: bool) -> dict[str, Any]:
    """What the page can check by itself; proof and receipts are None where they are left out."""
    made: dict[str, Any] = {"proof": None, "receipts": None, "wrong": round_.verdict.failures}
    scripts: tuple[str, ...] = ()
    if proof:
        language = language_of(round_.programme.language)
        made["proof"] = report_proof(round_.problem, round_.matching, language)
        scripts += PROOF_SCRIPTS if made["proof"] else ()
        made["receipts"] = receipts_context(round_, who)
        scripts += RECEIPT_SCRIPTS if made["receipts"] else ()
    return {**made, "script": script_of(*scripts)}


def who_of(names: Mapping[str, str], reference: str) -> str:
    """Write a reference, with the name where it is known: in one line, whatever the name holds."""
    name = " ".join(names.get(reference, "").split())
    return f"{reference} ({name})" if name else reference


def pair_context(
    told: PairsInWords, mentee: Any, mentor: Any, score: Any, language: Language
) -> dict[str, Any]:
    """What the list of pairs shows of one."""
    parts = told.parts(mentee, mentor)
    roles = ((_core.Role.MENTEE, mentee), (_core.Role.MENTOR, mentor))
    return {
        "mentee": mentee,
        "mentor": mentor,
        "score": score,
        "said": pair_score(score.units, score.coverage, language),
        "parts": parts,
        "bar": bar(parts, language),
        "bar_words": bar_words(parts, language),
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


def decision_groups(decisions: Iterable[Any], language: Language) -> list[dict[str, Any]]:
    """Group the decisions on forms: those that need explaining first."""
    by_outcome: dict[str, list[Any]] = {}
    for decision in decisions:
        by_outcome.setdefault(words.label(decision.outcome), []).append(decision)
    eligible = by_outcome.get("eligible", [])
    groups = (
        (later("Late: %(count)s"), by_outcome.get("late", []), False),
        (later("Not eligible: %(count)s"), by_outcome.get("not eligible", []), False),
        (later("Drafts that were never submitted: %(count)s"), by_outcome.get("draft", []), False),
        (later("Withdrawn by the applicant: %(count)s"), by_outcome.get("withdrawn", []), False),
        (later("Eligible by recorded grace: %(count)s"), [d for d in eligible if d.reasons], False),
        (later("Eligible: %(count)s"), [d for d in eligible if not d.reasons], True),
    )
    return [
        {
            "title": language.gettext(title, count=len(found)),
            "decisions": found,
            "folded": folded,
        }
        for title, found, folded in groups
        if found
    ]


def shortlists(selections: Iterable[Any], language: Language) -> list[dict[str, Any]]:
    """Make a table for each role and region: who went on, and the others, by rank."""
    tables: dict[str, dict[str, Any]] = {}
    on = ("shortlisted", "reserve")
    for entry in sorted(selections, key=lambda entry: (entry.rank == 0, entry.rank)):
        text = later("Mentors in %(region)s")
        if words.label(entry.role) == "mentee":
            text = later("Mentees in %(region)s")
        title = language.gettext(text, region=entry.region)
        table = tables.setdefault(title, {"title": title, "went_on": [], "others": []})
        table["went_on" if words.label(entry.outcome) in on else "others"].append(entry)
    return [tables[title] for title in sorted(tables)]


def _selection_words(programme: Any, language: Language) -> str:
    rules = programme.selection
    lines = language.listed(
        language.gettext(
            "%(line)s (0 to %(most)s, weight %(weight)s)",
            line=line.id, most=line.most, weight=line.weight,
        )
        for line in rules.rubric
    )  # fmt: skip
    sentences = [
        language.ngettext(
            "At least %(num)s panel member scored each form on %(lines)s.",
            "At least %(num)s panel members scored each form on %(lines)s.",
            rules.panel_members,
            lines=lines,
        ),
        language.gettext(
            "Ties are broken by %(lines)s, then the published lottery.",
            lines=language.listed(rules.tie_rule),
        )
        if rules.tie_rule
        else language.gettext("Ties are broken by the published lottery."),
        language.ngettext(
            "Places and %(num)s reserve go by region and role.",
            "Places and %(num)s reserves go by region and role.",
            rules.reserves,
        ),
    ]
    return " ".join(sentences)
