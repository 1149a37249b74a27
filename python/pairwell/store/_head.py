"""The last record of a programme at some time: written down, it shows any later change."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace
from typing import Any

from pairwell._extras import needed


@dataclass(frozen=True)
class Head:
    """The last record of a programme at some time: ``digest`` covers all that was before it."""

    at: str
    programme: str
    seq: int
    digest: str
    signature: str = ""

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


def _told(head: Head) -> bytes:
    return f"pairwell head\n{replace(head, signature='')}\n".encode()
