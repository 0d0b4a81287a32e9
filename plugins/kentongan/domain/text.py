"""Plain words from page text, for slugs, summaries, search and comparison; and what was meant by
a misspelt word."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SUMMARY_LENGTH = 200

_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|blockquote|table|caption|tr|div|pre|figure|figcaption|dl|dd|dt|hr)"
    r"\b[^>]*>"
    r"|<br\s*/?>"
)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[^\S\n]+")
# A full stop ends a sentence unless it closes an initial, a degree or a usual abbreviation.
# It stands first, since a text is searched for one sign much sooner than for what may precede it.
_SENTENCE = re.compile(
    r"[.!?](?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\bPol.)(?<!\bKombes.)(?<!\bNo.)(?<!\bKec.)(?<!\bKab.)"
    r"(?<!\bJl.)[”\"’)]*(?=\s+[“\"A-Z0-9]|$)"
)


@lru_cache(512)  # tags recur
def slugify(text: str) -> str:
    """`Patroli di Jl. Ahmad Yani` → `patroli-di-jl-ahmad-yani`; empty when no letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def plain(page_text: str) -> str:
    """The words of an HTML text, one line a block."""
    flat = page_text.replace("\n", " ").replace("</td>", " ").replace("</th>", " ")
    lines = _TAG.sub("", _BLOCK.sub("\n", flat)).split("\n")
    words = (_SPACES.sub(" ", html.unescape(line)).strip() for line in lines)
    return "\n".join(line for line in words if line)


def summarise(text: str, length: int = SUMMARY_LENGTH) -> str:
    """The lead of a plain text: whole sentences up to `length` characters, else whole words."""
    lead = text.partition("\n")[0] if text else ""
    if len(lead) <= length:
        return lead
    end = 0
    for match in _SENTENCE.finditer(lead):
        if match.end() > length:
            break
        end = match.end()
    if end:
        return lead[:end]
    cut = lead[: length - 1].rsplit(" ", 1)[0] if " " in lead[: length - 1] else lead[: length - 1]
    return cut.rstrip(" ,;:–-") + "…"


def most_like(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """The known word that is most like `word`, or nothing. One that is less alike than `least`
    (0 to 1) is not offered.
    """
    import difflib  # here, since few builds meet a slip

    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=least)), "")


def likeness(text: str, other: str) -> float:
    """How alike two texts are, between 0 and 1."""
    import difflib

    return difflib.SequenceMatcher(None, text, other).ratio()
