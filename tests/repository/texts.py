"""The texts of pages and letters, and their catalogues: `python tests/repository/texts.py --write`.

Writes into each catalogue what the templates and the code have: new texts untranslated, which a
test tells, and without those that are gone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import babel_extract

from pairwell import _core
from pairwell.matching.stages import STAGES
from pairwell.report.language import LANGUAGES
from pairwell.report.variants import COLUMNS
from pairwell.report.words import label

REPORT = Path(__file__).parents[2] / "python" / "pairwell" / "report"
PAGES = ("receipt_page", "report", "standing", "status", "summary")
SPOKEN = [
    REPORT.parent / name
    for name in (
        "data/spoken.py",
        "matching/receipt_words.py",
        "round/doctor.py",
        "round/doctor_search.py",
        "round/remedy_words.py",
        "round/scheme_change.py",
        "round/scheme_rules.py",
    )
]
"""Modules of other rooms whose sentences pages have in their language."""
CATALOGUES = {code: REPORT / "texts" / f"{code}.po" for code in LANGUAGES if code != "en"}
_USED = re.compile(r"{%-? *(?:include|extends|from) \"([\w.]+)\"")
_KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "later": None,
    "phrase": None,
    "phrases": (1, 2),
}
_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true"}
_CYCLES = ("application", "pair", "agreement", "meeting", "attendance")
_ENUMS = (_core.Outcome, _core.Selected, _core.Role)

_ENGLISH = "\1"
"""What stands for the mark of English in the text of a template."""

Message = tuple[str | None, str | tuple[str, str]]
"""The context of a text, and the text, or those of one and of many."""


def templates() -> list[Path]:
    """The templates of a programme's pages, with all that they use, and of its letters.

    The page of a proof, which has no programme, is in English.
    """
    folder, letters = REPORT / "templates", sorted((REPORT / "templates" / "letters").glob("*.j2"))
    found: list[Path] = []
    left = [folder / f"{name}.html.j2" for name in PAGES]
    while left:
        path = left.pop()
        if path not in found:
            found.append(path)
            left += [folder / name for name in _USED.findall(path.read_text("utf-8"))]
    return [*sorted(found), *letters]


def texts() -> list[Message]:
    """Every text that a page or a letter may have in a language, each once."""
    found = [*_of_templates(), *_of_code(), *_of_the_engine()]
    return list(dict.fromkeys(found))


def _of_templates() -> Iterator[Message]:
    for path in templates():
        with path.open("rb") as file:
            for _, function, message, _ in babel_extract(file, _KEYWORDS, (), _OPTIONS):
                if message:  # none where it is the value of a variable
                    yield _message(function, message)


def _of_code() -> Iterator[Message]:
    for path in (*sorted(REPORT.glob("*.py")), *SPOKEN):
        for _, message, _, context in extract_from_file("python", path, keywords=_KEYWORDS):
            yield context, message


def _of_the_engine() -> Iterator[Message]:
    """The words for states and outcomes, and for the stages of the objective."""
    names = [state.name for cycle in _CYCLES for state in _core.states(cycle)]
    names += [name for enum in _ENUMS for name in enum.__members__]
    names += ["mentees", "mentors", "applied", "in_time"]
    for name in names:
        yield "label", label(name)
    for row in STAGES.values():
        for text in (row.title, *row.reached):
            yield "stage", text
    for _, title in COLUMNS:
        yield None, title


def _message(function: str | None, message: Any) -> Message:
    parts = message if isinstance(message, tuple) else (message,)
    if function == "pgettext":
        return parts[0], parts[1]
    return None, (parts[0], parts[1]) if function == "ngettext" else parts[0]


def read(code: str) -> Catalog:
    """Read the catalogue of a language."""
    with CATALOGUES[code].open("rb") as file:
        return read_po(file, locale=code)


def text_outside(source: str) -> list[str]:
    """The words of a template that are in no text: letters outside tags and outside ``trans``.

    What stands in an element that is marked as English may be English: the engine's words are.
    """
    tokens = Environment(extensions=["jinja2.ext.i18n"]).lex(source)
    plain, block, in_text, in_variable = [], "", False, False
    for _, kind, value in tokens:
        if kind == "block_begin":
            block = ""
        elif kind == "block_end":
            name = block.split()[0] if block.split() else ""
            in_text = {"trans": True, "endtrans": False}.get(name, in_text)
            plain.append(" ")
        elif kind == "data":
            plain.append(" " if in_text else value)
        elif kind in ("variable_begin", "variable_end"):
            in_variable = kind == "variable_begin"
        elif in_variable:
            plain.append(_ENGLISH if value == "english" else "\0")
        else:
            block += value
    whole = re.sub(rf"<(\w+)[^<>]*{_ENGLISH}[^<>]*>.*?</\1>", " ", "".join(plain), flags=re.DOTALL)
    bare = re.sub(r"<(script|style|code)\b.*?</\1>|<!.*?>|&\w+;", " ", whole, flags=re.DOTALL)
    named = re.findall(r'\b(?:aria-label|title|data-label|placeholder|alt)="([^"]*)"', bare)
    outside = [re.sub(r"<[^>]*>", " ", bare), *named]
    return [word for text in outside for word in re.findall(r"[^\W\d_]{2,}", text)]


def write() -> None:
    """Bring each catalogue up to date with the texts."""
    for code, path in CATALOGUES.items():
        before = read(code) if path.exists() else Catalog(locale=code)
        after = Catalog(locale=code, fuzzy=False, project="pairwell", version="")
        for context, message in texts():
            known = before.get(message if isinstance(message, str) else message[0], context)
            after.add(message, known.string if known else None, context=context)
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            write_po(file, after, width=110, no_location=True, omit_header=True)
        path.write_text(_head(after) + path.read_text("utf-8"), "utf-8")


def _head(catalogue: Catalog) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    write()
