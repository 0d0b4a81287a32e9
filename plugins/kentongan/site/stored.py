"""Plain values as parts keep them in their tables, and the marks by which they know a change."""

from __future__ import annotations

import hashlib
import marshal
from typing import Any


def dump(value: Any) -> bytes:
    """Plain values as bytes, the same for equal values."""
    return marshal.dumps(value, 2)


def load(data: bytes | None, otherwise: Any) -> Any:
    return marshal.loads(data) if data else otherwise


def mark(data: bytes) -> str:
    """A short digest: another one tells that the data are not what they were."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()
