"""The page of one receipt, which checks itself wherever it is opened."""

from __future__ import annotations

from pairwell import _core
from pairwell._arguments import check_type
from pairwell._extras import needed
from pairwell.data.spoken import upper_first
from pairwell.matching.faults import raise_fault
from pairwell.matching.receipts import Receipt
from pairwell.report.language import LANGUAGES, Language, language_of, speech_of
from pairwell.report.receipts import SCRIPTS, receipts_data
from pairwell.report.report import render
from pairwell.report.scripts import script_of


def receipt_page(receipt: Receipt, *, title: str = "", language: str = "en") -> str:
    """Write the page of one person's receipt, which checks it on the machine of whoever opens it.

    It is for that person alone: it tells their points with everybody whom the rules allow. It loads
    nothing and sends nothing, and its one script does what `check_receipt` does.

    Parameters
    ----------
    receipt
        One of those that `receipts` writes.
    title
        What stands above; without it, whose receipt it is.
    language
        The language of the page: "en", "cy", "es" or "fr". What exactly fails, where the receipt
        does not hold, is in English.

    Raises
    ------
    Error
        Where jinja2 or babel is not installed (the extra ``cli`` brings them).
    InvalidInput
        For another language.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> told = pw.receipts(problem, pw.match(problem))
    >>> page = pw.receipt_page(told.of(mentee="Ana"))
    >>> "<title>Receipt of mentee Ana</title>" in page, "src=" in page
    (True, False)
    """
    check_type("receipt_page", "receipt", "a Receipt", Receipt, receipt)
    check_type("receipt_page", "title", "a text", str, title)
    check_type("receipt_page", "language", "a text", str, language)
    if language not in LANGUAGES:
        message = f"pages have texts in {', '.join(LANGUAGES)}"
        raise_fault("receipt_page", "language", "language", message, language)
    spoken = language_of(language)
    verdict = receipt.check()
    wrong = " ".join(upper_first(sentence) for sentence in verdict.failures)
    return render(
        "receipt_page.html.j2",
        {
            "title": title or _title(receipt, spoken),
            "page_language": language,
            "paragraphs": receipt._paragraphs(speech_of(spoken)) if verdict else [],
            "wrong_words": wrong,
            "data": needed("markupsafe").Markup(receipts_data([receipt])),
            "version": _core.__version__,
            "wrong": verdict.failures,
            "script": script_of(*SCRIPTS),
            "contents": (),
            "skip_to": "receipts",
        },
    )


def _title(receipt: Receipt, spoken: Language) -> str:
    if receipt.role == "mentee":
        return spoken.gettext("Receipt of mentee %(who)s", who=receipt.label)
    return spoken.gettext("Receipt of mentor %(who)s", who=receipt.label)
