"""Heads on the command line: what each command appends to a file, and what `audit` reads there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell._extras import needed
from pairwell.cli.terminal import Terminal

if TYPE_CHECKING:
    from pairwell.store import Head, Store

HEADS = "PAIRWELL_HEADS"
"""The variable that names another file of heads."""
KEY = "PAIRWELL_KEY"
"""The variable that names another private key."""


def heads_file(at: str) -> Path:
    """Where the heads of a store are."""
    from pairwell.store import heads_path

    given = os.environ.get(HEADS)
    return Path(given) if given else heads_path(at)


def key_file(heads: Path) -> Path:
    """Where the private key is that signs heads, if there is one."""
    given = os.environ.get(KEY)
    return Path(given) if given else heads.with_suffix(".key")


def refuse_heads(at: str, *, sign: bool) -> None:
    """Refuse to make a store beside what is left of another, before there is a file.

    Raises
    ------
    Error
        That names the file, or the library that signing needs.
    """
    path = heads_file(at)
    if path.with_suffix("").exists():
        return  # the store is there already, which is said when it is to be made
    there = [path] if not os.environ.get(HEADS) else []
    if sign:
        needed("cryptography", "sign")
        there += [key_file(path), key_file(path).with_suffix(".pub")]
    for each in there:
        if each.exists():
            raise _core.Error(f"{each}: is of another store; move it away first")


def sign_heads(at: str) -> None:
    """Make the key that signs the heads of a store from now on, and say where it is."""
    from pairwell.store import make_key

    key = key_file(heads_file(at))
    public = make_key(key)
    Terminal().note(
        f"{key} signs the head of every change: keep it where nobody who can write to the store"
        f" can read it ({KEY} says where). {public} is for whoever audits."
    )


def keep_heads(store: Store, at: str) -> None:
    """Append the heads of what a command wrote, signed where there is a key, and show them."""
    from pairwell.store import append_heads, read_key

    heads = list(store.heads)
    if not heads:
        return
    terminal, path = Terminal(), heads_file(at)
    key = key_file(path)
    try:
        if os.environ.get(KEY) and not key.exists():
            raise _core.Error(f"{key}: there is no such key, and {KEY} names it")
        if key.exists():
            private = read_key(key)
            heads = [head.signed(private) for head in heads]
        append_heads(path, heads)
        where = f"kept in {path}"
    except (OSError, _core.Error) as error:
        told = error.strerror if isinstance(error, OSError) else str(error)
        where = f"write it down: it could not be kept in {path} ({told})"
    for head in heads:
        terminal.note(f"Head of {head.programme}, record {head.seq}: {head.digest} ({where})")


@dataclass(frozen=True)
class Anchors:
    """The heads of a programme that were kept, how many of them are signed, and what is wrong."""

    heads: tuple[Head, ...]
    signed: int
    faults: tuple[str, ...]


def anchors(at: str, programme: str, heads: Path | None, public: Path | None) -> Anchors:
    """Read the heads of a programme that were kept, and check their signatures.

    Raises
    ------
    Error
        Where a file that was named is not there, or is no key.
    """
    from pairwell.store import read_heads, read_public_key

    path = heads or heads_file(at)
    if heads is not None and not heads.exists():
        raise _core.Error(f"{heads}: there is no such file")
    found, faults = read_heads(path) if path.exists() else ([], [])
    mine = tuple(head for head in found if head.programme == programme)
    by_default = key_file(path).with_suffix(".pub")
    if public is None and not by_default.exists():
        return Anchors(mine, 0, tuple(faults))
    key = read_public_key(public or by_default)
    signed = [head for head in mine if head.signature and head.is_signed_by(key)]
    # Before there was a key there were no signatures; those after it all have one.
    first = next((n for n, head in enumerate(mine) if head.signature), 0 if public else len(mine))
    faults += [
        f"{path}: the head of record {head.seq} is not signed with this key"
        for head in mine[first:]
        if head not in signed
    ]
    # A key that was named promises at least one; so do heads that are there beside a key.
    if not signed and not mine[first:] and (public or mine):
        faults.append(f"{path}: no head of {programme} is signed with {public or by_default}")
    return Anchors(mine, len(signed), tuple(faults))
