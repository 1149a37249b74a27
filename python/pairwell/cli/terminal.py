"""A round as a person reads it in a terminal: at 80 columns, and without colour when piped."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from typing import TYPE_CHECKING, Any

from pairwell._extras import needed
from pairwell.data.shown import plural
from pairwell.report.language import english
from pairwell.report.summary import reason_counts
from pairwell.report.variants import SHORT, short_rows, untold
from pairwell.report.view import stages, timetable, unpaired
from pairwell.report.words import label, listed, percent, plain, points_text
from pairwell.round.round import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pairwell._core import Finding
    from pairwell.round.round import Round


_SHORT = 1.0
"""Seconds that a call may take before it shows how far it has come."""


_NOT_SHOWN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal may take for a command, or by which it turns a line round."""


def json_text(facts: object) -> str:
    """Write facts as JSON; dates and paths as text, and what cannot be seen as an escape."""
    text = json.dumps(facts, indent=2, ensure_ascii=False, default=str)
    return _NOT_SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_json(facts: object) -> None:
    """Print facts as JSON (see `json_text`)."""
    print(json_text(facts))


class Terminal:
    """Writes to both streams; what cannot be encoded is replaced, and nothing is markup."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        console = needed("rich.console")
        self.out = console.Console(highlight=False, markup=False, emoji=False)
        self.err = console.Console(stderr=True, highlight=False, markup=False, emoji=False)

    def line(self, text: str) -> None:
        """Say something, on a line of its own."""
        self.out.print(plain(text), soft_wrap=True)

    def note(self, text: str) -> None:
        """Say something beside the result, on the error stream."""
        self.err.print(plain(text), soft_wrap=True)

    def error(self, text: str) -> None:
        """Say what went wrong, on the error stream."""
        self.err.print(f"pairwell: {plain(text)}", style="bold red", soft_wrap=True)

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None]]:
        """Give what a long call takes as progress: from a second on, a bar where errors go."""
        rich = needed("rich.progress")
        columns = (rich.TextColumn("{task.description}"), rich.BarColumn())
        bar = rich.Progress(*columns, console=self.err, transient=True)
        task = bar.add_task("")
        began = time.monotonic()

        def show(stage: str, done: int, total: int) -> None:
            if time.monotonic() - began >= _SHORT and self.err.is_terminal:
                bar.start()
                bar.update(task, description=label(stage), completed=done, total=total or None)

        try:
            yield show
        finally:
            if bar.live.is_started:  # stopping prints a line even where nothing was shown
                bar.stop()

    def findings(self, findings: Iterable[Finding]) -> None:
        """List findings on the error stream, a line each."""
        for finding in findings:
            is_error = label(finding.severity) == "error"
            line = f"error: {plain(finding)}" if is_error else plain(finding)  # a warning says so
            self.err.print(line, style="red" if is_error else "yellow", soft_wrap=True)

    def round(self, round_: Round) -> None:
        """Show a round, from what to look at to the certificate."""
        programme = round_.programme
        self.out.print()
        title = ", ".join(filter(None, (programme.name, programme.organisation)))
        self.out.print(plain(title), style="bold")
        self.out.print(plain(f"{english().period(programme)}, {listed(programme.nations)}"))
        for row in timetable(programme, english()):
            for warning in row["warnings"]:
                self.heading("A date to look at")
                self.out.print(plain(warning.message), style="yellow")
        other = [f for f in (*programme.warnings, *round_.findings) if "timetable." not in f.column]
        if other:
            self.heading("To look at")
            for finding in other:
                self.out.print(plain(finding), style="yellow")
        self._funnel(round_)
        self._decisions(round_)
        self._pairs(round_)
        self._unpaired(round_)
        self._objective(round_)

    def variants(self, found: Any) -> None:
        """Show variants side by side, and what each stage of the base's objective costs."""
        self.heading("Variants side by side")
        columns = [(title, "right" if place else "left") for place, (_, title) in enumerate(SHORT)]
        self.table(columns, short_rows(found))
        for text in untold(found):
            self.line(text)
        if found.base.prices:
            self.heading("What each stage costs those behind it")
            for price in found.base.prices:
                self.line(price.text)

    def files(self, folder: Path, names: Iterable[str]) -> None:
        """Say where the files are."""
        self.heading("Files")
        for name in names:
            self.out.print(str(folder / name), soft_wrap=True)

    def heading(self, text: str) -> None:
        """Say what comes next."""
        self.out.print()
        self.out.print(text, style="bold cyan")

    def table(self, columns: Iterable[tuple[str, str]], rows: Iterable[Iterable[object]]) -> None:
        """Print a table; a column is its name and "left", "right" or "wide"."""
        table = needed("rich.table").Table(
            box=needed("rich.box").SIMPLE_HEAD,
            pad_edge=False,
            padding=(0, 1, 0, 0),
            header_style="bold",
            expand=False,
        )
        for name, kind in columns:
            right, wide = kind == "right", kind == "wide"
            table.add_column(
                name,
                justify="right" if right else "left",
                ratio=1 if wide else None,
                overflow="fold",
                no_wrap=kind in ("bar", "right"),
            )
        for row in rows:
            table.add_row(*(plain(cell) for cell in row))
        self.out.print(table)

    def _funnel(self, round_: Round) -> None:
        self.heading("From forms to pairs")
        rows: list[list[Any]] = [
            [row.role, row.region or "not given", *(getattr(row, step) for step in STEPS)]
            for row in round_.funnel
        ]
        columns = [("", "left"), ("Region", "left")]
        self.table(columns + [(label(step).capitalize(), "right") for step in STEPS], rows)

    def _decisions(self, round_: Round) -> None:
        self.heading("Decisions by reason")
        self.table(
            (("Outcome", "left"), ("Rule", "left"), ("Version", "right"), ("Forms", "right")),
            reason_counts(round_),
        )
        for decision in round_.decisions:
            if label(decision.outcome) == "late":
                said = " ".join(reason.text for reason in decision.reasons)
                self.out.print(plain(f"{decision.reference}: {said}"))

    def _pairs(self, round_: Round) -> None:
        self.heading(plural(len(round_.pairs), "pair"))
        block = "\N{FULL BLOCK}" if self.out.encoding.startswith("utf") else "#"
        self.table(
            (
                ("Mentee", "left"),
                ("Mentor", "left"),
                ("Points", "right"),
                ("Answered", "right"),
                ("0 to 100 points", "bar"),
            ),
            (
                (
                    pair.mentee.reference,
                    pair.mentor.reference,
                    points_text(pair.score.units),
                    percent(pair.score.coverage),
                    block * (pair.score.units // 4000),
                )
                for pair in round_.pairs
            ),
        )

    def _unpaired(self, round_: Round) -> None:
        if not round_.unpaired:
            return
        self.heading("Went on and not paired")
        people = [unpaired(person, round_, english()) for person in round_.unpaired]
        self.table(
            (("Reference", "left"), ("Role", "left"), ("Stood as", "left"), ("Why", "wide")),
            (
                [
                    *(said[key] for key in ("reference", "role", "stood_as")),
                    f"{said['text']} {said['detail']}".rstrip(),
                ]
                for said in people
            ),
        )

    def _objective(self, round_: Round) -> None:
        self.heading("What the matching is best at, in this order")
        self.table(
            (("", "right"), ("Asked", "left"), ("Reached", "wide")),
            (
                (place, stage["title"], stage["reached"])
                for place, stage in enumerate(stages(round_, english()), start=1)
            ),
        )
        if round_.verdict.holds:
            self.out.print(
                "Certificate: holds, checked by code that shares nothing with the solver."
            )
        else:
            self.error("the certificate does not hold: " + " ".join(round_.verdict.failures))
        self.out.print(f"Digest: {round_.matching.digest}", soft_wrap=True)
