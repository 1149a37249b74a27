"""Every text of pages and letters is in every language, whole; no template has text of its own."""

from __future__ import annotations

import re

import pytest
from texts import CATALOGUES, read, templates, text_outside, texts

_FILLED = re.compile(r"%\(\w+\)s|\{\w+\}|(?<!\w)[#@](?!\w)|</?[a-z]\w*[^>]*>")


def test_templates_are_found_with_those_that_they_use():
    names = {path.name for path in templates()}
    assert {"report.html.j2", "pair_list.html.j2", "parts.html.j2", "frame.md.j2"} <= names


def test_no_template_has_text_outside_of_the_texts():
    outside = {path.name: text_outside(path.read_text("utf-8")) for path in templates()}
    assert {name: words for name, words in outside.items() if words} == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>{% trans %}All is well{% endtrans %} {{ name }}, <b>5</b></p>", []),
        ("<p>Not so {% if x %}well{% endif %}</p>", ["Not", "so", "well"]),
        (
            '<td aria-label="Said aloud">{% trans %}a{% pluralize %}b{% endtrans %}</td>',
            ["Said", "aloud"],
        ),
        ("<p{{ english }}>As the <i>engine</i> says</p><p>{{ english }} not so</p>", ["not", "so"]),
        ('<td class="wide" id="pairs"><code>pairwell</code></td>', []),
    ],
)
def test_text_outside_is_found(source, words):
    assert text_outside(source) == words


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_catalogue_has_every_text_whole(code):
    catalogue = read(code)
    wanted = texts()
    kept = {(m.context, m.id) for m in catalogue if m.id}
    assert kept == set(wanted), "python tests/repository/texts.py --write"
    for context, message in wanted:
        singular, *rest = (message,) if isinstance(message, str) else message
        own = catalogue.get(singular, context)
        forms = (own.string,) if isinstance(own.string, str) else own.string
        assert len(forms) == (catalogue.num_plurals if rest else 1)
        assert all(forms), f"not translated: {singular}"
        assert not own.fuzzy
        kinds = [set(_FILLED.findall(each)) for each in (singular, *rest)]
        for form in forms:
            assert set(_FILLED.findall(form)) in kinds, f"{form!r} is filled otherwise"
            assert form.strip() == form
