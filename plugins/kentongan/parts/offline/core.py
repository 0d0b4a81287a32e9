"""What the worker needs before it can serve."""

from __future__ import annotations

import re

_NEEDED = re.compile(r'<link rel="stylesheet" href="([^"]+)">|<script type="module" src="([^"]+)"')


def needed(page: str) -> list[str]:
    """The addresses of the style sheets and scripts of a page."""
    return [style or script for style, script in _NEEDED.findall(page)]
