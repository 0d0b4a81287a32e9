"""Words that somebody struck out in a document: kept, marked as in WhatsApp, and told to staff."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Around struck words while a paragraph is read: characters that no text may hold.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_GOES_ON = re.compile(rf"{CLOSE}(\s*){OPEN}")
_STRUCK = re.compile(rf"{OPEN}(\s*)([^{OPEN}{CLOSE}]*?)(\s*){CLOSE}")
_MOST_TOLD = 80  # characters


def marked(text: str) -> tuple[str, list[str]]:
    """The text with `~…~` around what was struck out, and those words.

    Part of a word, and what holds a tilde or several lines, stays without marks.
    """
    if OPEN not in text:
        return text, []
    words: list[str] = []

    def mark(match: re.Match[str]) -> str:
        before, core, after = match.groups()
        if core:
            words.append(core)
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        apart = (before or not text[: match.start()][-1:].isalnum()) and (
            after or not text[match.end() :][:1].isalnum()
        )
        can_hold = core and apart and "~" not in core + around and "\n" not in core
        return f"{before}~{core}~{after}" if can_hold else f"{before}{core}{after}"

    text = _GOES_ON.sub(r"\1", text)
    return _STRUCK.sub(mark, text).replace(OPEN, "").replace(CLOSE, ""), words


def doubt(words: Sequence[str]) -> str:
    told = " … ".join(words)
    told = told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD].rstrip()} …"
    return f"Dokumen memuat kata yang dicoret (“{told}”); hapus bila tidak berlaku lagi."
