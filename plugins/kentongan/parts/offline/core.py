"""What the worker needs before it can serve."""

from __future__ import annotations

import hashlib
import re

_NEEDED = re.compile(r'<link rel="stylesheet" href="([^"]+)">|<script type="module" src="([^"]+)"')


def needed(page: str) -> list[str]:
    """The addresses of the style sheets and scripts of a page."""
    return [style or script for style, script in _NEEDED.findall(page)]


def digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
