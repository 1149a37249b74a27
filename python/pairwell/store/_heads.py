"""Heads that are written down without anybody's care: a line in a file for each change, or signed.

Whoever may write everything in a store can compute its chain anew. What shows it then is a head
that they could not change: in a file on another machine than the server, in a copy of that file,
in minutes of a meeting, or one with a signature whose key they do not have.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pairwell import _core
from pairwell._extras import needed
from pairwell.store._checked import checked

_LINE = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([a-z][a-z0-9_-]*)"
    r" ([1-9]\d*) ([0-9a-f]{64})(?: ([A-Za-z0-9_-]{86}))?"
)


@dataclass(frozen=True)
class Head:
    """The last record of a programme at some time: ``digest`` covers all that was before it."""

    at: str
    programme: str
    seq: int
    digest: str
    signature: str = ""

    def __repr__(self) -> str:
        signed = ", signed" if self.signature else ""
        return f"<Head: {self.programme}, record {self.seq}, {self.digest[:12]}{signed}>"

    def __str__(self) -> str:
        signature = f" {self.signature}" if self.signature else ""
        return f"{self.at} {self.programme} {self.seq} {self.digest}{signature}"

    def signed(self, key: Any) -> Head:
        """The same with a signature by a private key, as `read_key` gives it."""
        signature = base64.urlsafe_b64encode(key.sign(_told(self))).decode().rstrip("=")
        return replace(self, signature=signature)

    def is_signed_by(self, key: Any) -> bool:
        """Whether its signature was made with the private key of a public one."""
        try:
            signature = base64.urlsafe_b64decode(f"{self.signature}==")
            key.verify(signature, _told(self))
        except (binascii.Error, needed("cryptography.exceptions", "sign").InvalidSignature):
            return False
        return True


@checked
def append_heads(path: str | os.PathLike[str], heads: Iterable[Head]) -> None:
    """Append heads to a file that its owner alone may read, and see them on disk."""
    lines = "".join(f"{head}\n" for head in heads)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())


@checked
def read_heads(path: str | os.PathLike[str]) -> tuple[list[Head], list[str]]:
    """Read a file of heads, and what of it is none."""
    heads, faults = [], []
    text = Path(path).read_bytes().decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            faults.append(f"{path}, line {number}: is not a head as pairwell writes it")
            continue
        at, programme, seq, digest, signature = found.groups(default="")
        heads.append(Head(at, programme, int(seq), digest, signature))
    return heads, faults


@checked
def make_key(path: str | os.PathLike[str]) -> Path:
    """Make a private key that its owner alone may read, and beside it the public one (``.pub``).

    Raises
    ------
    Error
        Where there is one already.
    """
    ed25519 = needed("cryptography.hazmat.primitives.asymmetric.ed25519", "sign")
    forms = needed("cryptography.hazmat.primitives.serialization", "sign")
    key = ed25519.Ed25519PrivateKey.generate()
    path = Path(path)
    public = path.with_suffix(".pub")
    private = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    open_ = key.public_key().public_bytes(
        forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo
    )
    for place, text, mode in ((path, private, 0o600), (public, open_, 0o644)):
        try:
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError as error:
            raise _core.Error(f"{place}: there is a key already; move it away first") from error
        with open(handle, "wb") as file:
            file.write(text)
            os.fsync(file.fileno())
    return public


@checked
def read_key(path: str | os.PathLike[str]) -> Any:
    """Read a private key.

    Raises
    ------
    Error
        Where it is none, or others than its owner may read it.
    """
    forms = needed("cryptography.hazmat.primitives.serialization", "sign")
    path = Path(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise _core.Error(f"{path}: others may read this key; close it with: chmod 600 {path}")
    try:
        return forms.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise _core.Error(f"{path}: is not a key as pairwell writes it") from error


@checked
def read_public_key(path: str | os.PathLike[str]) -> Any:
    """Read a public key.

    Raises
    ------
    Error
        Where it is none.
    """
    forms = needed("cryptography.hazmat.primitives.serialization", "sign")
    try:
        return forms.load_pem_public_key(Path(path).read_bytes())
    except ValueError as error:
        raise _core.Error(f"{path}: is not a public key as pairwell writes it") from error


def _told(head: Head) -> bytes:
    return f"pairwell head\n{replace(head, signature='')}\n".encode()
