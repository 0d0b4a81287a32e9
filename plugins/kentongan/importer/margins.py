"""Headers and footers of documents: no part of the text, but staff hear of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{2,}")
_PAGING = frozenset({"halaman", "hal", "dari", "page", "of"})
_MOST_TOLD = 120  # characters


def left_out(lines: Iterable[str], text: str) -> str:
    """A doubt that quotes what a text does not hold itself; empty where nothing is left out."""
    known = {word.casefold() for word in _WORD.findall(text)} | _PAGING
    own = [" ".join(line.split()) for line in lines]
    missing = [
        line for line in dict.fromkeys(own)
        if any(word.casefold() not in known for word in _WORD.findall(line))
    ]  # fmt: skip
    if not missing:
        return ""
    told = " / ".join(missing)
    told = told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD].rstrip()} …"
    return f"Kepala dan kaki halaman tidak diambil: “{told}”."
