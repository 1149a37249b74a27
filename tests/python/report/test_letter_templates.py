"""Templates of letters: each is checked before any is used, and sees facts and nothing else."""

import os
import re

import pytest
from small_rounds import programme_text

import pairwell as pw
from pairwell.report.letter_templates import LetterTemplates, plain_markdown
from pairwell.report.letters import KINDS, samples

SAMPLES = {kind: samples(kind) for kind in KINDS}


@pytest.fixture
def own(tmp_path):
    """Write templates into a folder, and read them."""

    def read(**texts):
        (tmp_path / "own").mkdir(exist_ok=True)
        for name, text in texts.items():
            (tmp_path / "own" / f"{name}.md.j2").write_text(text, "utf-8")
        return LetterTemplates(tmp_path / "own", SAMPLES)

    return read


def faults(read, **texts):
    """The findings of templates, each as its file's name, line and message."""
    with pytest.raises(pw.InvalidInput) as caught:
        read(**texts)
    found = caught.value.findings
    assert {finding.rule for finding in found} == {"template"}
    return [(f.file.rsplit("/", 1)[-1], f.row, f.message) for f in found]


def test_ours_write_every_kind_to_both_roles():
    ours = LetterTemplates(None, SAMPLES)
    for kind in KINDS:
        for facts in samples(kind):
            text = ours.render(kind, facts)
            assert "Dear Sam Hill," in text
            assert "\n\n\n" not in text
            assert not re.search(r"[{}]|None|\n- .*\n[^-\n]| \n|  ", text), text
            assert f" {facts['role']}" in text


def test_take_the_place_of_ours_one_by_one(own):
    templates = own(late="Dear {{ name }}, {{ reasons | length }} reason.\n")
    (facts, _) = samples("late")
    assert templates.render("late", facts) == "Dear Sam Hill, 1 reason.\n"
    assert "You are on the shortlist" in templates.render(
        "interview", facts | {"interview": samples("interview")[0]["interview"]}
    )


def test_may_extend_ours_and_include_their_own(own):
    templates = own(
        contact="{% macro sign(who) %}*{{ who }}*{% endmacro %}{{ sign(sender) }}, {{ place }}",
        completed="{% extends 'frame.md.j2' %}{% block body %}One & two: {{ name }}{% endblock %}"
        "{% block review %}{{ super() }}{% set place = 'A_ hall' %}"
        "{% include 'contact.md.j2' %}{% endblock %}",
    )
    text = templates.render("completed", samples("completed")[0] | {"name": "*", "sender": "_J_"})
    assert (
        "Dear \\*,\n\nOne & two: \\*\n" in text
    )  # what is set down is Markdown, what is told is not
    assert "\n\nIf you think that this is wrong, or want" in text
    assert "\n*\\_J\\_*, A\\_ hall\n" in text


@pytest.mark.parametrize(
    ("text", "row", "message"),
    [
        ("a\n\n{{ nmae }}", 3, "There is no variable 'nmae'. Did you mean 'name'?"),
        ("{% if false %}\n{{ rnak }}{% endif %}", 2, "There is no variable 'rnak'."),
        ("\n{{ programme.nmae }}", 2, "'dict object' has no attribute 'nmae'"),
        ("\n{% if %}", 2, "Expected an expression, got 'end of statement block'"),
        ("{{ name | uper }}", 1, "No filter named 'uper'."),
        ("{{ name + 1 }}", 1, 'can only concatenate str (not "int") to str'),
        ("\n{{ interview }}", 2, "This letter has nothing to put here; ask first."),
        ("{% include 'mine.md.j2' %}", 1, "There is no template 'mine.md.j2'."),
        ("\n{% include 'late.md.j2' %}", 2, "The template includes or extends itself."),
        ("{% extends 'late.md.j2' %}", 1, "The template includes or extends itself."),
        ("{{ 'x' * 10 ** 15 }}", 1, "MemoryError"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(own, text, row, message):
    assert faults(own, late=text) == [("late.md.j2", row, message)]


def test_the_faults_of_all_templates_are_told_at_once(own):
    assert faults(
        own, late="{{ nmae }}", matched="{{ x }}\n{{ y }}", mached="", accepted="{% x %}"
    ) == [
        ("accepted.md.j2", 1, "Encountered unknown tag 'x'."),
        (
            "mached.md.j2",
            0,
            "No letter has this template, and no template includes it."
            " Did you mean 'matched.md.j2'?",
        ),
        ("late.md.j2", 1, "There is no variable 'nmae'. Did you mean 'name'?"),
        ("matched.md.j2", 1, "There is no variable 'x'."),
        ("matched.md.j2", 2, "There is no variable 'y'."),
    ]


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("late.j2", " Did you mean 'late.md.j2'?"),
        ("matched.md", " Did you mean 'matched.md.j2'?"),
        ("wholly-other.j2", ""),
    ],
)
def test_a_name_that_is_no_templates_is_told(own, tmp_path, name, likely):
    own(late="{{ name }}")
    (tmp_path / "own" / name).write_text("Dear")
    assert faults(own) == [(name, 0, f"A template is named as in late.md.j2.{likely}")]


def test_other_files_are_left_alone(own, tmp_path):
    own(late="{{ name }}")
    (tmp_path / "own" / "README.txt").write_text("{{ nmae }}")
    (tmp_path / "own" / ".late.md.j2.swp").write_bytes(b"\xff")
    (tmp_path / "own" / "old").mkdir()
    own()


def test_a_folder_without_templates_is_refused(tmp_path):
    with pytest.raises(pw.Error, match="there is no such folder of templates"):
        LetterTemplates(tmp_path / "nothing", SAMPLES)
    with pytest.raises(pw.Error, match="has no template in it"):
        LetterTemplates(tmp_path, SAMPLES)


def test_a_file_that_is_not_utf_8_is_told(own, tmp_path):
    own(late="{{ name }}")
    (tmp_path / "own" / "late.md.j2").write_bytes(b"Si\xe2n")
    assert faults(own) == [("late.md.j2", 0, "The file is not UTF-8: invalid continuation byte.")]


def test_a_name_that_is_not_utf_8_is_told(own, tmp_path):
    own(late="{{ name }}")
    (tmp_path / "own" / os.fsdecode(b"Si\xe2n.md.j2")).write_text("Dear")
    ((name, _, message),) = faults(own)
    assert name == "Si\\udce2n.md.j2"
    assert message == "No letter has this template, and no template includes it."


class TestReachNothing:
    @pytest.mark.parametrize(
        "text",
        [
            "{{ programme.read('p.toml') }}",
            "{{ programme.__class__ }}",
            "{{ ''.__class__.__mro__[1].__subclasses__() }}",
            "{{ ''['__class__'] }}",
            "{{ name.__init__.__globals__ }}",
            "{{ '{0.__class__}'.format(name) }}",
            "{{ (name | attr('__class__')) }}",
            "{{ partners.append(name) }}",
            "{{ programme.update(name=name) }}",
            "{{ lipsum.__globals__ }}",
            "{{ self.__init__.__globals__ }}",
            "{{ cycler.__init__.__globals__.os.system('true') }}",
            "{% include '/etc/passwd' %}",
            "{% include '../p.toml' %}",
            "{% include 'p.toml' %}",
            "{% extends '../../../../../../etc/passwd' %}",
            "{% import '/etc/passwd' as x %}",
            "{% from 'os' import system %}",
            "{% for i in range(10 ** 9) %}{% endfor %}",
        ],
    )
    def test_of_files_or_objects(self, own, tmp_path, text):
        (tmp_path / "p.toml").write_text(programme_text())
        ((name, row, message),) = faults(own, late=text)
        assert (name, row) == ("late.md.j2", 1)
        assert "Small Scheme" not in message

    @pytest.mark.parametrize("target", ["elsewhere.j2", "/etc/passwd", "/dev/null", "nothing"])
    def test_through_a_link(self, own, tmp_path, target):
        (tmp_path / "elsewhere.j2").write_text("Dear")
        own(late="{{ name }}")
        (tmp_path / "own" / "matched.md.j2").symlink_to(tmp_path / target)
        assert faults(own) == [
            ("matched.md.j2", 0, "This is no file, or a link out of the folder.")
        ]

    def test_but_a_link_inside_the_folder_is_a_template(self, own, tmp_path):
        own(late="{{ name }}")
        (tmp_path / "own" / "matched.md.j2").symlink_to("late.md.j2")
        assert own().render("matched", samples("matched")[0]) == "Sam Hill\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a_b@example.org", "a_b@example.org"),
        ("_a_ *b* `c` [d](e) #f ~g~ h|i \\j", r"\_a\_ \*b\* \`c\` \[d\](e) \#f \~g\~ h\|i \\j"),
        ("R&D, A & B, &amp; &#60;b>", "R&D, A & B, &amp;amp; &amp;\\#60;b>"),
        ("<b>", "&lt;b>"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("> a", r"\> a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("24 May", "24 May"),
    ],
)
def test_text_is_no_markdown(text, shown):
    assert plain_markdown(text) == shown
