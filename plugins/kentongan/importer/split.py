"""Several releases in one text: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kentongan.importer import structure
from kentongan.importer.cleaning import Cleaned, clean
from kentongan.importer.lines import is_item, plain

_RULE = re.compile(r"^[ \t]*(?:[-=_*~#•.][ \t]?){5,}[ \t]*$", re.MULTILINE)
_FEWEST_WORDS = 35
_FEWEST_OF_NEWS = 15  # below a headline and a dateline


def releases_of(text: str) -> list[Cleaned]:
    """The releases of a text, each cleaned; usually one."""
    parts = [part for part in _RULE.split(text) if part.strip()]
    if len(parts) > 1:
        whole = [clean(part) for part in parts]
        if all(map(_is_release, whole)):
            return [piece for item in whole for piece in _by_dateline(item)]
    return _by_dateline(clean(text))


def _is_release(cleaned: Cleaned) -> bool:
    words = sum(len(plain(item).split()) for item in cleaned.paragraphs)
    release = structure.read(cleaned.paragraphs)
    return words >= _FEWEST_WORDS and release.title is not None and bool(release.paragraphs)


def _by_dateline(cleaned: Cleaned) -> list[Cleaned]:
    """Cuts before each title line that is followed by a paragraph with a dateline."""
    items = cleaned.paragraphs
    starts = [0]
    for index in range(2, len(items) - 1):
        if not starts_release(items, index):
            continue
        is_news = starts_release(items, starts[-1])
        fewest = _FEWEST_OF_NEWS if is_news else _FEWEST_WORDS
        if _words(items[starts[-1] : index]) >= fewest:
            starts.append(index)
    if len(starts) == 1:
        return [cleaned]
    ends = [*starts[1:], len(items)]
    pieces = ["\n\n".join(items[a:b]) for a, b in zip(starts, ends, strict=True)]
    return [clean(piece) for piece in pieces]  # each has a signature of its own


def starts_release(items: Sequence[str], index: int) -> bool:
    """Whether a paragraph is a title and the next one begins with a dateline."""
    title, body = items[index], items[index + 1]
    dateline = structure.split_dateline(body)
    if dateline is None or len(dateline[1].split()) < 12 or is_item(title):
        return False
    return structure.is_title(title) and structure.looks_like_headline(title)


def _words(items: Sequence[str]) -> int:
    return sum(len(item.split()) for item in items)
