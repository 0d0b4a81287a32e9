"""JSON as short as it gets, for files that readers download."""

from __future__ import annotations

import json


def dumps(value: object) -> bytes:
    """UTF-8, one line, names in the order as given; `federation.canonical` sorts them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def document(value: object) -> bytes:
    return dumps(value) + b"\n"
