"""The tables by which texts are compared are what Python's unicodedata says."""

import random
import unicodedata

import pytest
import unicode_tables as tables

from pairwell import _core


@pytest.mark.skipif(
    unicodedata.unidata_version != tables.VERSION,
    reason=f"the tables are of Unicode {tables.VERSION}, which Python 3.11 has",
)
def test_the_tables_are_what_the_program_writes():
    assert tables.TABLES.read_text(encoding="ascii") == tables.text(), (
        "run: python tests/repository/unicode_tables.py --write"
    )


def known_characters():
    """What this Python's Unicode has; a later one has characters that the tables do not."""
    return [one for one in tables.characters() if unicodedata.category(one) not in ("Cn", "Co")]


def as_compared(text):
    folded = "".join(tables.folded(one) for one in tables.decomposed(text))
    return tables.decomposed(folded).strip()


@pytest.mark.skipif(
    unicodedata.unidata_version != tables.VERSION, reason="a later Unicode has more characters"
)
def test_random_texts_fold_and_compose_as_unicodedata_has_them():
    draw = random.Random(72)
    characters = known_characters()
    marks = [one for one in characters if unicodedata.combining(one)] + list("aeAE")
    for _ in range(3000):
        text = "".join(draw.choice(marks if draw.random() < 0.7 else characters) for _ in range(6))
        assert _core.fold(text) == as_compared(text), ascii(text)
        assert _core.composed(text) == unicodedata.normalize("NFC", text), ascii(text)


def test_every_mapping_in_the_tables_is_that_of_this_python():
    changed = [one for one in known_characters() if _core.fold(one) != one.strip()]
    assert len(changed) > 6000
    wrong = [ascii(one) for one in changed if _core.fold(one) != as_compared(one)]
    assert wrong == []
