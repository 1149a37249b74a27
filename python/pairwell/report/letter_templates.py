"""The templates of letters: pairwell's, and a folder's in their place, all checked before any use.

A template sees facts and nothing else: texts, numbers, lists and dictionaries. It is read here and
rendered in Jinja's sandbox from what was read, so that it can reach no file and no object.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell._extras import needed
from pairwell.report.language import Language, english, speak

_OURS = Path(__file__).with_name("templates") / "letters"
_ENDING = ".md.j2"


class LetterTemplates:
    """The templates of some kinds of letters; those of a folder were each tried on samples.

    Parameters
    ----------
    folder
        Templates that take the place of pairwell's, one by one, with those that they include.
    samples
        By kind of letter, facts to try its template on.
    language
        That of the letters; English if None.

    Raises
    ------
    InvalidInput
        With every fault of the folder's templates, those included that nobody is written with now.
    """

    def __init__(
        self,
        folder: Path | None,
        samples: Mapping[str, Sequence[Mapping[str, Any]]],
        language: Language | None = None,
    ) -> None:
        jinja2 = needed("jinja2")
        self._places: dict[str, Path] = {path.name: path for path in _OURS.iterdir()}
        texts = {name: path.read_text("utf-8") for name, path in self._places.items()}
        findings: list[_core.Finding] = []
        self._own: dict[str, str] = {}
        if folder is not None:
            self._own = _own_templates(folder, texts, findings)
            texts |= self._own
            self._places |= {name: folder / name for name in self._own}
        self._environment = needed("jinja2.sandbox").ImmutableSandboxedEnvironment(
            loader=jinja2.FunctionLoader(
                lambda name: (texts[name], str(self._places[name]), None) if name in texts else None
            ),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=self._shown,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        spoken = language or english()
        speak(self._environment, spoken, self._to_fill)
        self._environment.filters["label"] = spoken.label
        if folder is not None:  # ours are tried by tests
            known = {name for facts in samples.values() for name in facts[0]}
            findings += self._check_names(texts, known)
            _core.throw_if_errors("letters", findings or self._try(samples))

    def asks_for(self, variable: str) -> bool:
        """Whether any template of the folder reads a variable; pairwell's are not looked at."""
        nodes = needed("jinja2.nodes")
        return any(
            node.name == variable and node.ctx == "load"
            for text in self._own.values()
            for node in self._environment.parse(text).find_all(nodes.Name)
        )

    def _try(self, samples: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[_core.Finding]:
        """Find templates that fail on samples; a frame fails in many letters, and is told once."""
        found: dict[tuple[str, int, str], _core.Finding] = {}
        for kind, several in samples.items():
            for facts in several:
                try:
                    self._rendered(kind, facts)
                except Exception as error:  # a template may fail in any way
                    fault = self._fault(error)
                    found[fault.file, fault.row, fault.message] = fault
        return list(found.values())

    def render(self, kind: str, facts: Mapping[str, Any]) -> str:
        """Write a letter of a kind.

        Raises
        ------
        InvalidInput
            Where the template fails on these facts, with its file and line.
        """
        try:
            text = self._rendered(kind, facts)
        except Exception as error:
            _core.throw_if_errors("letters", [self._fault(error)])
            raise
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    def _rendered(self, kind: str, facts: Mapping[str, Any]) -> str:
        return str(self._environment.get_template(f"{kind}{_ENDING}").render(facts))

    def _shown(self, value: object) -> object:
        """What a template puts out: text is escaped, but not what a macro or a parent put out."""
        markup = needed("markupsafe").Markup
        if value is None:
            raise needed("jinja2").UndefinedError("This letter has nothing to put here; ask first.")
        return value if isinstance(value, markup) else markup(plain_markdown(str(value)))

    def _to_fill(self, text: str) -> _Text:
        """Make a text of the language one that is filled with escaped facts."""
        return _Text(text, self._shown)

    def _check_names(self, texts: Mapping[str, str], facts: set[str]) -> Iterable[_core.Finding]:
        """Find templates that do not parse, that nothing uses, and variables that there are not."""
        jinja2, nodes, meta = map(needed, ("jinja2", "jinja2.nodes", "jinja2.meta"))
        parsed = {}
        for name, text in texts.items():
            try:
                self._environment.compile(text, name)
                parsed[name] = self._environment.parse(text, name)
            except jinja2.TemplateSyntaxError as error:
                yield self._fault(error)
        included = {
            used for tree in parsed.values() for used in meta.find_referenced_templates(tree)
        }
        ours = {path.name for path in _OURS.iterdir()}
        for name in texts.keys() - ours - included:
            likely = suggestion(name, sorted(ours))
            yield _finding(
                self._places[name],
                f"No letter has this template, and no template includes it.{likely}",
            )
        known = facts | self._environment.globals.keys()
        for tree in parsed.values():  # what a template sets, it may also include or be extended by
            known |= {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")}
        for name, tree in parsed.items():
            missing = meta.find_undeclared_variables(tree) - known
            for node in tree.find_all(nodes.Name):
                if node.name in missing and node.ctx == "load":
                    likely = suggestion(node.name, sorted(facts))
                    message = f"There is no variable {node.name!r}.{likely}"
                    yield _finding(self._places[name], message, node.lineno)

    def _fault(self, error: Exception) -> _core.Finding:
        """Say what is wrong with a template, and where."""
        jinja2 = needed("jinja2")
        if isinstance(error, jinja2.TemplateSyntaxError):
            return _finding(self._places[error.name], f"{error.message}", error.lineno)
        if isinstance(error, jinja2.TemplateNotFound):
            message = f"There is no template {error.name!r}."
        elif isinstance(error, RecursionError):
            message = "The template includes or extends itself."
        else:
            message = getattr(error, "message", None) or str(error) or type(error).__name__
        ours = {str(path): path for path in self._places.values()}
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in ours:
                return _finding(ours[frame.filename], message, frame.lineno or 0)
        return _core.Finding(rule="template", message=message)


class _Text:
    """A text of ours, which its facts are put into by ``%``."""

    def __init__(self, text: str, shown: Callable[[object], object]) -> None:
        self._text, self._shown = text, shown

    def __mod__(self, facts: Mapping[str, object]) -> Any:
        told = {name: self._shown(value) for name, value in facts.items()}
        return needed("markupsafe").Markup(self._text) % told


def _own_templates(
    folder: Path, ours: Iterable[str], findings: list[_core.Finding]
) -> dict[str, str]:
    """Read the templates in a folder; what lies elsewhere or looks misspelt is a finding."""
    if not folder.is_dir():
        raise _core.Error(f"{folder}: there is no such folder of templates")
    known = sorted(ours)
    texts: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        name = path.name
        if name.startswith(".") or path.is_dir():
            continue
        if not name.endswith(_ENDING):
            meant = f"{name.partition('.')[0]}{_ENDING}"
            likely = f" Did you mean {meant!r}?" if meant in known else suggestion(name, known)
            if name.endswith(".j2") or likely:
                message = f"A template is named as in late{_ENDING}.{likely}"
                findings.append(_finding(path, message))
            continue
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            findings.append(_finding(path, "This is no file, or a link out of the folder."))
            continue
        try:
            texts[name] = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            findings.append(_finding(path, f"The file is not UTF-8: {error.reason}."))
    if not texts and not findings:
        raise _core.Error(f"{folder} has no template in it; one is named as in late{_ENDING}")
    return texts


def _finding(path: Path, message: str, row: int = 0) -> _core.Finding:
    file = str(path).encode("utf-8", "backslashreplace").decode()  # a name may be of any bytes
    return _core.Finding(rule="template", message=message, file=file, row=row)


def plain_markdown(text: str) -> str:
    """Escape what Markdown or HTML would take for more than text."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")
    text = re.sub(r"[\\`*\[\]#|~]|(?<!\w)_|_(?!\w)", r"\\\g<0>", text)
    return re.sub(r"^(\s*)([-+>=]|\d+(?=[.)]))", _not_a_list, text)


def _not_a_list(found: re.Match[str]) -> str:
    blank, start = found.groups()
    return f"{blank}{start}\\" if start.isdigit() else f"{blank}\\{start}"
