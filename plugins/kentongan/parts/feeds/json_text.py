"""JSON in the form that all files of the site use."""

from __future__ import annotations

import json


def dumps(value: object) -> bytes:
    """UTF-8, one line, the order as given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def document(value: object) -> bytes:
    return dumps(value) + b"\n"
