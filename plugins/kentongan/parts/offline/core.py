"""The worker as it is sent, and what it needs before it can serve."""

from __future__ import annotations

import hashlib
import re

_NEEDED = re.compile(r'<link rel="stylesheet" href="([^"]+)">|<script type="module" src="([^"]+)"')
_AROUND_SIGNS = re.compile(r"\s*([{}()=,;:?|&<>!+])\s*")


def needed(page: str) -> list[str]:
    """The addresses of the style sheets and scripts of a page."""
    return [style or script for style, script in _NEEDED.findall(page)]


def compact(script: str) -> str:
    """Without comments, and without space that only people need. No text in it holds a space."""
    lines = (line.strip() for line in script.splitlines())
    code = "\n".join(line for line in lines if not line.startswith("//"))
    return _AROUND_SIGNS.sub(r"\1", code).strip() + "\n"


def digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
