"""The public headers as pages: what Doxygen reads of them, as directives of Sphinx's C++ domain.

Declarations that follow one another without a blank line share the comment of the first, as they
do in the headers: they become one entry with several signatures.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from textwrap import indent
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ROOT = Path(__file__).parents[2]
XML = ROOT / "build" / "doxygen" / "xml"
DIRECTIVES = {
    "class": "class",
    "concept": "concept",
    "enum": "enum-class",
    "function": "function",
    "struct": "struct",
    "typedef": "type",
    "variable": "var",
}
FIELDS = {"remark": "Complexity", "return": "Returns", "see": "See"}


@dataclass(frozen=True)
class Entity:
    """A declaration: of a namespace, or a member of a class."""

    kind: str
    signature: str
    text: str
    line: int
    paragraph: int  # The number of blank lines above it in its file.
    members: tuple[Entity, ...] = ()


def run_doxygen() -> list[str]:
    """Reads the headers anew, and gives what Doxygen complains about."""
    XML.parent.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(
        ["doxygen", "docs/Doxyfile"], cwd=ROOT, check=True, stderr=subprocess.PIPE, text=True
    )
    # Specialisations of other namespaces' templates puzzle it; the site does not show them.
    return [line for line in run.stderr.splitlines() if "Internal inconsistency" not in line]


def page(module: str) -> tuple[str, list[str]]:
    """The Markdown of a module, a section a header, and what has no comment there."""
    sections, bare = [], []
    for header in sorted((ROOT / "include" / "pairwell" / module).glob("*.hpp")):
        path = header.relative_to(ROOT / "include").as_posix()
        first = re.match(r"((?:///.*\n)+)", header.read_text(encoding="utf-8"))
        about = re.sub(r"^/// ?", "", first[1], flags=re.MULTILINE) if first else ""
        declared = entities().get(f"include/{path}", [])
        bare += [
            f"{path}:{entity.line}: {entity.signature}" for entity in without_comment(declared)
        ]
        body = "\n".join(directive(group) for group in grouped(declared))
        sections.append(
            f"## `{path.removeprefix('pairwell/')}`\n\n{linked(about, markdown=True)}\n"
            f'```cpp\n#include "{path}"\n```\n\n'
            f"````{{eval-rst}}\n.. cpp:namespace:: pairwell\n\n{body}\n````\n"
        )
    return "\n".join(sections), bare


def directive(group: tuple[Entity, ...], inside: bool = False) -> str:
    """A group of declarations as a directive of reStructuredText."""
    kind = DIRECTIVES[group[0].kind]
    kind = "member" if kind == "var" and inside else kind
    lead = f".. cpp:{kind}:: "
    signatures = ("\n" + " " * len(lead)).join(entity.signature for entity in group)
    inner = "".join(
        directive(members, inside=True) if group[0].kind != "enum" else enumerators(members)
        for members in grouped(group[0].members)
    )
    return f"{lead}{signatures}\n\n{indent(group[0].text + chr(10) * 2 + inner, '   ')}\n"


def enumerators(group: tuple[Entity, ...]) -> str:
    """Enumerators as directives: each has a comment of its own, or none."""
    return "".join(
        f".. cpp:enumerator:: {e.signature}\n\n{indent(e.text, '   ')}\n\n" for e in group
    )


def grouped(members: Iterable[Entity]) -> Iterator[tuple[Entity, ...]]:
    """Joins those without a comment to what stands on the lines right above, if of one kind."""
    group: list[Entity] = []
    for entity in members:
        if group and not entity.members and not entity.text and shares(group[-1], entity):
            group.append(entity)
        else:
            if group:
                yield tuple(group)
            group = [entity]
    if group:
        yield tuple(group)


def shares(last: Entity, entity: Entity) -> bool:
    """Whether a declaration is of one kind with that right above, and under its comment.

    Functions are spoken of above, variables behind.
    """
    together = entity.paragraph == last.paragraph and entity.kind == last.kind
    return together and (entity.kind in ("function", "typedef") or not last.text)


def without_comment(declared: list[Entity]) -> Iterator[Entity]:
    """Those that have no comment, and stand under nothing that has."""
    spoken_of = {entity.paragraph for entity in declared if entity.text}
    return (entity for entity in declared if entity.paragraph not in spoken_of)


@cache
def blank_lines(path: str) -> list[int]:
    """For each line of a file, how many blank ones there are up to it."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return list(accumulate((not line.strip() for line in lines), initial=0))


@cache
def entities() -> dict[str, list[Entity]]:
    """What each header declares, in its order."""
    found: dict[str, list[Entity]] = {}
    for file in sorted(XML.glob("*.xml")):
        compound = ElementTree.parse(file).getroot().find("compounddef")
        if compound is None:
            continue
        name = compound.findtext("compoundname") or ""
        if compound.get("kind") == "namespace" and name == "pairwell":
            declared = [member(m) for m in compound.iter("memberdef")]
        elif compound.get("kind") in ("class", "struct", "concept"):
            declared = [compound_entity(compound, name)] if is_ours(name) else []
        else:
            continue
        for entity, path in declared:
            found.setdefault(path, []).append(entity)
    return {path: sorted(declared, key=lambda e: e.line) for path, declared in found.items()}


def is_ours(name: str) -> bool:
    """Whether it is declared in our namespace itself, and no specialisation."""
    return re.fullmatch(r"pairwell::\w+", name) is not None


def compound_entity(compound: Element, name: str) -> tuple[Entity, str]:
    """A class, struct or concept with its public members, and the header it is in."""
    kind = compound.get("kind", "")
    if kind == "concept":
        parameters = (compound.findtext("initializer") or "").split("concept")[0]
        signature = one_line(f"{parameters} {name.removeprefix('pairwell::')}")
    else:
        signature = template(compound) + name.removeprefix("pairwell::")
        bases = [inner_text(b) for b in compound.findall("basecompoundref")]
        signature += f" : public {', '.join(bases)}" if bases else ""
    members = [
        member(m)[0]
        for section in compound.findall("sectiondef")
        for m in section.findall("memberdef")
        if m.get("prot") == "public"
        and m.get("kind") != "friend"
        and not (m.findtext("name") or "").startswith("operator")
    ]
    members.sort(key=lambda e: e.line)
    line, paragraph = place_of(compound)
    entity = Entity(kind, signature, text_of(compound), line, paragraph, tuple(members))
    return entity, file_of(compound)


def member(node: Element) -> tuple[Entity, str]:
    """A function, variable, type or enumeration, and the header it is in."""
    kind = node.get("kind", "")
    name = node.findtext("name") or ""
    line, paragraph = place_of(node)
    members: tuple[Entity, ...] = ()
    if kind == "enum":
        signature = name
        members = tuple(
            Entity("enumerator", v.findtext("name") or "", text_of(v), line, paragraph)
            for v in node.findall("enumvalue")
        )
    elif kind == "typedef":
        signature = f"{template(node)}{name} = {type_of(node)}"
    elif kind == "variable":
        initializer = one_line(inner_text(node.find("initializer"))).removesuffix("{}")
        signature = f"{type_of(node)} {name}{node.findtext('argsstring') or ''} {initializer}"
    else:
        signature = f"{template(node)}{type_of(node)} {name}{node.findtext('argsstring') or ''}"
    entity = Entity(kind, one_line(signature), text_of(node), line, paragraph, members)
    return entity, file_of(node)


def template(node: Element) -> str:
    """The head of a template; empty where it is none."""
    parameters = node.find("templateparamlist")
    if parameters is None:
        return ""
    told = []
    for parameter in parameters:
        type_, name = inner_text(parameter.find("type")), parameter.findtext("declname") or ""
        default = inner_text(parameter.find("defval"))
        told.append(f"{type_} {name}".strip() + (f" = {default}" if default else ""))
    return f"template <{', '.join(told)}> "


def type_of(node: Element) -> str:
    """The type of a declaration."""
    return inner_text(node.find("type"))


def inner_text(node: Element | None) -> str:
    """The text of an element without its markup."""
    return "" if node is None else "".join(node.itertext())


def one_line(text: str) -> str:
    """Without line breaks, and with digit separators as they were."""
    return re.sub(r"(\d) '(?=\d)", r"\1'", re.sub(r"\s+", " ", text)).strip()


def file_of(node: Element) -> str:
    """The header that a declaration is in."""
    place = node.find("location")
    return "" if place is None else place.get("declfile") or place.get("file") or ""


def place_of(node: Element) -> tuple[int, int]:
    """The line of a declaration and the number of its paragraph."""
    place = node.find("location")
    if place is None:
        return 0, 0
    line = int(place.get("declline") or place.get("line") or 0)
    return line, blank_lines(file_of(node))[line]


def text_of(node: Element) -> str:
    """A comment as reStructuredText."""
    parts = [block(node.find("briefdescription")), block(node.find("detaileddescription"))]
    return linked("\n\n".join(part for part in parts if part))


def block(node: Element | None) -> str:
    """Paragraphs, lists and fields."""
    if node is None:
        return ""
    parts = [part for child in node.findall("para") for part in paragraph(child)]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def paragraph(node: Element) -> list[str]:
    """One paragraph of Doxygen, which may hold fields and lists: as several of ours."""
    parts, text = [], node.text or ""
    text = escaped(text)
    for child in node:
        if child.tag == "simplesect":
            field = FIELDS[child.get("kind", "")]
            parts.append(f":{field}: {one_line(block(child))}")
        elif child.tag == "parameterlist":
            field = {"exception": "throws", "param": "param"}[child.get("kind", "")]
            for item in child:
                # Doxygen takes what stands before a bracket for a part of the name.
                name, *rest = one_line(inner_text(item.find("parameternamelist"))).split(" ")
                parts.append(f":{field} {name}: {' '.join([*rest, one_line(block(item[1]))])}")
        elif child.tag == "itemizedlist":
            items = "\n".join(f"- {one_line(block(item))}" for item in child)
            parts.append(items)
        elif child.tag == "computeroutput":
            text += f"``{inner_text(child)}``"
        else:
            text += escaped(inner_text(child))
        text += escaped(child.tail or "")
    fields = [p for p in parts if p.startswith(":")]
    return [text, *(p for p in parts if p not in fields), "\n".join(fields)]


def escaped(text: str) -> str:
    """Text without what reStructuredText would take for markup."""
    return re.sub(r"([*`|\\_])", r"\\\1", text)


def linked(text: str, markdown: bool = False) -> str:
    """Pages of the tree that a comment names become links to them."""
    link = r"[\1.md](/\1.md)" if markdown else r":doc:`/\1`"
    return re.sub(r"(docs/[a-z/_-]+)\.md", link, text)
