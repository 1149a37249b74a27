"""What people see of a value in a log or a notebook: counts in words, and short tables."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

_ROWS = 20
_COLUMNS = 10


def plural(count: int, one: str, many: str | None = None) -> str:
    """Count things: "1 pair", "3 pairs"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def html_table(
    caption: str, columns: Sequence[object], rows: Iterable[Sequence[object]], count: int
) -> str:
    """Write the first twenty rows as a table without colours of its own, and how many more are.

    Parameters
    ----------
    rows
        Cells of text or numbers; those after the twentieth row are not asked for.
    count
        How many rows there are.
    """
    head = "".join(f"<th>{_text(column)}</th>" for column in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>"
        for row in islice(rows, _ROWS)
    )
    if count > _ROWS:
        body += f'<tr><td colspan="{len(columns)}">and {count - _ROWS} more</td></tr>'
    return (
        f"<table><caption>{_text(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def html_grid(
    caption: str,
    mentees: Sequence[object],
    mentors: Sequence[object],
    cell: Callable[[int, int], object],
) -> str:
    """Write a cell for each mentee and mentor by position, for the first ten mentors."""
    shown = range(min(len(mentors), _COLUMNS))
    more = len(mentors) - len(shown)
    columns = ["", *(mentors[j] for j in shown), *([f"and {more} more"] if more else [])]
    rows = (
        [mentee, *(cell(i, j) for j in shown), *([""] if more else [])]
        for i, mentee in enumerate(mentees)
    )
    return html_table(caption, columns, rows, len(mentees))


def _text(value: object) -> str:
    return html.escape(str(value))


def readable(text: str) -> str:
    """Write what is no text, such as a byte of a file's name, in ASCII after a backslash.

    A NUL character too: it would end the message of an error.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def shortened(text: str, most: int = 200) -> str:
    """Give the beginning of a text that is longer than a finding should carry."""
    shown = readable(text)
    return shown if len(shown) <= most else shown[:most] + "..."
