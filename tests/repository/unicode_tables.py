"""Writes the tables by which texts are compared, from Python's unicodedata.

Usage: python tests/repository/unicode_tables.py [--write]

The tables are of Unicode 14, as Python 3.11 has it. What a later version of Unicode decomposes or
folds it never did otherwise before, so a later Python agrees about every character in the tables.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

TABLES = Path(__file__).resolve().parents[2] / "src" / "core" / "unicode_tables.cpp"
VERSION = "14.0.0"

#: Default_Ignorable_Code_Point of DerivedCoreProperties.txt, which unicodedata does not have.
IGNORABLE = [
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip
_WITHOUT = {code: None for first, last in IGNORABLE for code in range(first, last + 1)}

_HANGUL = range(0xAC00, 0xD7A4)  # by arithmetic, not by table


def characters() -> Iterable[str]:
    """Every code point that text can have."""
    return (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def folded(character: str) -> str:
    """What a decomposed character is compared as: NFKC_Casefold of UAX 44, left decomposed."""
    before, now = "", character
    while now != before:
        before = now
        now = unicodedata.normalize("NFKD", now).casefold()
        now = unicodedata.normalize("NFKD", now).translate(_WITHOUT)
    return now


def decompositions() -> dict[str, str]:
    return {
        one: decomposed(one)
        for one in characters()
        if ord(one) not in _HANGUL and decomposed(one) != one
    }


def foldings() -> dict[str, str]:
    return {one: folded(one) for one in characters() if decomposed(one) == one != folded(one)}


def compositions() -> dict[str, str]:
    """Pairs that are written as one character; of Hangul there is no table."""
    pairs = {}
    for one in characters():
        parts = unicodedata.decomposition(one).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            pair = "".join(chr(int(part, 16)) for part in parts)
            if unicodedata.normalize("NFC", pair) == one:
                pairs[pair] = one
    return pairs


def classes() -> list[tuple[int, int, int]]:
    """Runs of code points of one combining class, other than 0."""
    runs: list[tuple[int, int, int]] = []
    for one in characters():
        combining = unicodedata.combining(one)
        if not combining:
            continue
        if runs and runs[-1][1:] == (ord(one) - 1, combining):
            runs[-1] = (runs[-1][0], ord(one), combining)
        else:
            runs.append((ord(one), ord(one), combining))
    return runs


def text() -> str:
    """The source of the tables."""
    pool = ""
    tables = []
    for name, mappings in (("decompositions_", decompositions()), ("foldings_", foldings())):
        entries, pool = _entries(mappings, pool)
        tables.append(_array("Mapping", name, entries))
    pairs = (
        f"{{{ord(pair[0]):#x}, {ord(pair[1]):#x}, {ord(one):#x}}}"
        for pair, one in sorted(compositions().items())
    )
    runs = (f"{{{first:#x}, {last:#x}, {of}}}" for first, last, of in classes())
    spans = (f"{{{first:#x}, {last:#x}, 0}}" for first, last in IGNORABLE)
    return "\n".join(
        [
            "// Written by tests/repository/unicode_tables.py from Unicode " + VERSION + ".",
            "// clang-format off",
            "#include <array>",
            "#include <span>",
            "",
            '#include "core/unicode_tables.hpp"',
            "",
            "namespace pairwell::unicode {",
            "namespace {",
            "",
            *tables,
            _array("char32_t", "targets_", (f"{ord(one):#x}" for one in pool)),
            _array("Composition", "compositions_", pairs),
            _array("Range", "classes_", runs),
            _array("Range", "ignorable_", spans),
            "}  // namespace",
            "",
            "std::span<const char32_t> targets() { return targets_; }",
            "std::span<const Mapping> decompositions() { return decompositions_; }",
            "std::span<const Mapping> foldings() { return foldings_; }",
            "std::span<const Composition> compositions() { return compositions_; }",
            "std::span<const Range> combining_classes() { return classes_; }",
            "std::span<const Range> ignorable() { return ignorable_; }",
            "",
            "}  // namespace pairwell::unicode",
            "",
        ]
    )


def _entries(mappings: Mapping[str, str], pool: str) -> tuple[list[str], str]:
    """Each as its character, and where in the pool its text begins and how long it is."""
    for target in sorted(set(mappings.values()), key=lambda one: (-len(one), one)):
        if target not in pool:
            pool += target
    entries = [
        f"{{{ord(one):#x}, {pool.index(target)}, {len(target)}}}"
        for one, target in sorted(mappings.items())
    ]
    return entries, pool


def _array(kind: str, name: str, entries: Iterable[str]) -> str:
    written = list(entries)
    lines = textwrap.fill(
        ", ".join(entry.replace(" ", "\0") for entry in written), 118,
        initial_indent="  ", subsequent_indent="  ", break_long_words=False,
    )  # fmt: skip
    head = f"constexpr std::array<{kind}, {len(written)}> {name}{{{{"
    return f"{head}\n{lines}\n}}}};\n".replace("\0", "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the tables")
    wanted = parser.parse_args()
    if unicodedata.unidata_version != VERSION:
        print(f"this Python has Unicode {unicodedata.unidata_version}, not {VERSION}")
        return 1
    if wanted.write:
        TABLES.write_text(text(), encoding="ascii")
    elif TABLES.read_text(encoding="ascii") != text():
        print("run: python tests/repository/unicode_tables.py --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
