"""Bytes to text: the encoding that was declared, else the one that the bytes themselves show.

Only what is certain is taken without a word: a byte order mark, and bytes that are UTF-8, which
those of another encoding hardly ever are by chance. A guess always comes with a note.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from pairwell import _core
from pairwell.data.faults import fault, note, some
from pairwell.data.shown import plural

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The text of ISO-8859-1 is the same in Windows-1252. The first of equals is taken.
_ONE_BYTE = ("windows-1252", "iso-8859-15", "mac-roman")
_MOST_BAD_LINES = 20
_UNREADABLE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n|\r|\n")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\s,;|]+")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_MOST_LOOKED_AT = 50_000
# What becomes of UTF-8 that was taken for Windows-1252: "Ã©", "â€™".
_TWICE = re.compile("[ÂÃ][\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ˜¦“”]")
_USUAL_SIGNS = frozenset("£€§°·•½¼¾²³«»¿¡©®™×\xa0\xad–—…“”„‘’‚")
_SIGNS_IN_WORDS = frozenset("·\xa0\xad–—…’")
_SIGNS_THAT_COUNT_AS_LETTERS = frozenset("ªºƒΩπµı")  # in Unicode, but not in a name
_AFTER_APOSTROPHE = re.compile(r"(?:s|t|re|ll|d|m|ve)\b", re.IGNORECASE)
_LETTER_BEFORE_APOSTROPHE = re.compile(r"(?:^|\W)[^\W\d_]$")


@dataclass(frozen=True)
class Decoded:
    """A text, what its encoding was taken for, and what should be looked at."""

    text: str
    encoding: str
    notes: list[_core.Finding] = field(default_factory=list)


def decode(data: bytes, name: str, encoding: str | None = None, *, guess: bool = True) -> Decoded:
    """Decode a file.

    Parameters
    ----------
    encoding
        The declared one. None: by a byte order mark, else UTF-8, else a guess.
    guess
        False: bytes that show no encoding by themselves must be UTF-8.

    Raises
    ------
    InvalidInput
        With each line that the encoding does not allow.
    """
    marked = next((found for mark, found in _MARKS if data.startswith(mark)), None)
    if encoding is not None:
        text = _strict(data, name, _known(encoding, name))
        return Decoded(text, encoding, _contradicted(name, encoding, marked))
    if marked:
        return _marked(data, name, marked)
    if b"\0" in data:
        wide = _wide(data) if guess else None
        if wide is None:
            message = (
                "The file holds NUL characters, as UTF-16 does without its mark; "
                "save it as CSV in UTF-8, or declare its encoding."
            )
            row = data[: data.index(b"\0")].count(b"\n") + 1
            _core.throw_if_errors("read_table", [fault(name, "encoding", message, row=row)])
        else:
            return _guessed(data, name, wide)
    text = data.decode("utf-8", _MARKED)
    bad = len(_UNREADABLE.findall(text))
    # Where more characters are UTF-8 than are not, a few bytes were damaged.
    if not bad or not guess or len(_NOT_ASCII.findall(text)) >= 2 * bad:
        return _marked(data, name, "utf-8")
    return _guessed(data, name, _one_byte(data, name))


def line_at(text: str, place: int) -> int:
    """The line on which a place of a text is, from 1."""
    return len(_BREAK.findall(text, 0, place)) + 1


def _marked(data: bytes, name: str, encoding: str) -> Decoded:
    """Decode what is certain; say where it was decoded wrongly before it was encoded like this."""
    text = _strict(data, name, encoding)
    twice: dict[str, str] = {}
    for found in _TWICE.finditer(text):
        with suppress(UnicodeError):
            twice.setdefault(found[0], found[0].encode("cp1252").decode("utf-8"))
    if not twice:
        return Decoded(text, encoding)
    said = ", ".join(f"'{seen}' for '{meant}'" for seen, meant in list(twice.items())[:3])
    message = f"The text was spoilt before it was saved: it says {said}. Export it anew."
    row = line_at(text, text.index(next(iter(twice))))
    return Decoded(text, encoding, [note(name, "encoding", message, row=row)])


def _contradicted(name: str, encoding: str, marked: str | None) -> list[_core.Finding]:
    if marked is None or encoding.lower().replace("_", "-")[:5] == marked[:5]:
        return []
    message = f"The file begins with the mark of {marked}, but {encoding} was declared and used."
    return [note(name, "encoding", message, row=1)]


def _known(encoding: str, name: str) -> str:
    try:
        b"a, a".decode(encoding, _MARKED)
    except (LookupError, ValueError):
        known = ["utf-8", "utf-16", *_ONE_BYTE, "iso-8859-1"]
        message = f"'{encoding}' is no encoding; it is one such as {', '.join(known)}."
        _core.throw_if_errors("read_sheet", [fault(name, "encoding", message, value=encoding)])
    return encoding


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Put a surrogate, which no text holds, where bytes cannot be decoded."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return chr(0xDC00 + error.object[error.start]), error.end


_MARKED = "pairwell.marked"
codecs.register_error(_MARKED, _mark)


def _strict(data: bytes, name: str, encoding: str) -> str:
    """Decode, or raise every line that the encoding does not allow."""
    text = data.decode(encoding, _MARKED).removeprefix("\ufeff")
    shown = {"utf-8": "UTF-8"}.get(encoding.lower(), encoding)
    findings: list[_core.Finding] = []
    line, begin, more = 1, 0, 0
    while found := _UNREADABLE.search(text, begin):
        for end in _BREAK.finditer(text, begin, found.start()):
            line, begin = line + 1, end.end()
        if len(findings) < _MOST_BAD_LINES:
            byte = f"Byte 0x{ord(found[0]) & 0xFF:02X}"
            message = f"{byte} at place {found.start() - begin + 1} of the line is not {shown}; "
            remedy = "save the file as CSV in UTF-8, or declare its encoding to read_sheet."
            findings.append(fault(name, "encoding", message + remedy, row=line))
        else:
            more += 1
        ends = _BREAK.search(text, found.start())
        if ends is None:
            break
        line, begin = line + 1, ends.end()
    if more:
        findings.append(fault(name, "encoding", f"{more} more lines are not {shown}."))
    if "\0" in text:
        message = "The file holds a NUL character, which no text does."
        findings.append(fault(name, "encoding", message, row=line_at(text, text.index("\0"))))
    _core.throw_if_errors("read_table", findings)
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the zero bytes of its commas and line ends stand on one side."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if 0 in data[1 - first :: 2]:
            continue
        text = data.decode(encoding, _MARKED)
        usual = all(c in "\t\r\n" or unicodedata.category(c)[0] != "C" for c in set(text))
        if usual and any(c in text for c in "\r\n,;\t"):
            return encoding
    return None


def _one_byte(data: bytes, name: str) -> str:
    """The encoding of one byte a character by which the words look most like words."""
    last = next(islice(_HIGH_BYTE.finditer(data), _MOST_LOOKED_AT, None), None)
    looked_at = data if last is None else data[: last.start()]
    scores = {each: _plausibility(looked_at.decode(each, "replace")) for each in _ONE_BYTE}
    best = max(_ONE_BYTE, key=lambda each: scores[each])
    if scores[best] < 0:
        line = data[: next(i for i, byte in enumerate(data) if byte > 0x7F)].count(b"\n") + 1
        message = (
            "The file is not UTF-8, and its encoding cannot be told: "
            f"by none of {', '.join(_ONE_BYTE)} do its words look like words; declare it."
        )
        _core.throw_if_errors("read_sheet", [fault(name, "encoding", message, row=line)])
    return best


def _plausibility(text: str) -> int:
    """One for each character that may stand where it does, less three for each that may not."""
    total = 0
    for found in _NOT_ASCII.finditer(text):
        at, c = found.start(), found[0]
        before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        if c.isalpha() and c not in _SIGNS_THAT_COUNT_AS_LETTERS:
            joined = before.islower() and c.isupper()
            joined |= before.islower() and c.islower() and after.isupper()
            long = len(text[at - 3 : at]) == 3 and not any(map(str.isascii, text[at - 3 : at]))
            total += -3 if joined or long else 1
        elif c == "’" and before.isalpha() and after.isalpha():
            usual = _AFTER_APOSTROPHE.match(text, at + 1)
            usual = usual or _LETTER_BEFORE_APOSTROPHE.search(text[max(at - 2, 0) : at])
            total += 1 if usual else -1
        elif c not in _USUAL_SIGNS:
            total -= 3
        else:
            inside = before.isalpha() and after.isalpha()
            total += -3 if inside and c not in _SIGNS_IN_WORDS else 1
    return total


def _guessed(data: bytes, name: str, encoding: str) -> Decoded:
    text = _strict(data, name, encoding)
    words = list(dict.fromkeys(w[0] for w in _WORD.finditer(text) if not w[0].isascii()))
    said = f"by which it says {some(words)}" if words else "by which it is ASCII"
    count = plural(len(_NOT_ASCII.findall(text)), "character")
    message = (
        f"The file names no encoding and is not UTF-8; it was read as {encoding}, {said} "
        f"({count} of it not ASCII). Declare the encoding if that is wrong."
    )
    where = _NOT_ASCII.search(text)
    row = line_at(text, where.start()) if where else 0
    return Decoded(text, encoding, [note(name, "encoding", message, row=row)])
