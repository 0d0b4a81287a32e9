"""Kind and tags of a release, from tables.

The kind is weighed: what title and lead are about (`subjects`) speaks for and against each
kind (`kind_weights.toml`, made from known texts by `python -m tests.unit.importer.fit_kinds`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from kentongan.domain import tables
from kentongan.domain.literals import may_match, required
from kentongan.importer.subjects import subjects_of

DEFAULT_KIND = "siaran-pers"
KIND_ORDER = (
    "dpo", "orang-hilang", "klarifikasi", "lalu-lintas", "pengumuman", "imbauan", DEFAULT_KIND,
)  # fmt: skip
_MOST_TAGS = 5
# What title or lead must be about at least: nobody is missing in `Polsek Kraton Ajak Ibu`.
_NEEDS = {
    "dpo": frozenset({"criminal", "hunt", "at_large", "listed"}),
    "orang-hilang": frozenset({"gone", "seek", "returned"}),
    "klarifikasi": frozenset({"false", "rumour", "explains"}),
    "lalu-lintas": frozenset({"road", "held_up"}),
}


@dataclass(frozen=True, slots=True)
class _Word:
    """A pattern that is tried only where one of its `literals` occurs."""

    literals: frozenset[str]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        return may_match(self.literals, text) and bool(self.pattern.search(text))


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    """What each piece of evidence speaks for, in the order of KIND_ORDER."""
    table = tables.read(Path(__file__).with_name("kind_weights.toml"))
    return {name: tuple(weights) for name, weights in table.items()}


def evidence_of(title: str, lead: str) -> list[str]:
    """The pieces of evidence for a kind: subjects of title and lead, alone and in pairs.

    A title alone counts as its lead too.
    """
    found = ["always"]
    for place, text in (("title", title), ("lead", lead or title)):
        subjects = subjects_of(text)
        found += [f"{place} {subject}" for subject in subjects]
        found += [f"{place} {a} {b}" for a, b in combinations(subjects, 2)]
    return found


def kind_of(title: str, lead: str) -> str:
    """The kind that the weighed evidence speaks for. `title` holds the heading of a notice too."""
    weights = _weights()
    scores = [0.0] * len(KIND_ORDER)
    evidence = evidence_of(title, lead)
    for name in evidence:
        for at, weight in enumerate(weights.get(name, ())):
            scores[at] += weight
    subjects = frozenset(word for name in evidence for word in name.split()[1:])
    possible = [
        at for at, kind in enumerate(KIND_ORDER)
        if kind not in _NEEDS or subjects & _NEEDS[kind]
    ]  # fmt: skip
    return KIND_ORDER[max(possible, key=lambda at: (scores[at], -at))]


@cache
def _tags() -> list[tuple[str, list[str | _Word]]]:
    """Each tag with its words."""
    table: dict[str, list[str]] = tables.load("tags")["tags"]
    return [(tag, [_tag_word(word) for word in words]) for tag, words in table.items()]


def _tag_word(written: str) -> str | _Word:
    if re.fullmatch(r"[\w -]+", written):
        return written
    return _Word(required(written), re.compile(written))


def tags_of(title: str, text: str) -> list[str]:
    """Tags of the controlled list: those of the title first, then the most frequent."""
    title = title.lower()
    text = f"{title}\n{text.lower()}"
    ranked: list[tuple[bool, int, int, str]] = []
    for order, (tag, words) in enumerate(_tags()):
        count = _count(text, words)
        in_title = count > 0 and _count(title, words) > 0
        if in_title or count > 1:
            ranked.append((not in_title, -count, order, tag))
    return [tag for *_, tag in sorted(ranked)[:_MOST_TAGS]]


def _count(text: str, words: list[str | _Word]) -> int:
    count = 0
    for word in words:
        if isinstance(word, str):
            count += text.count(word)
        elif may_match(word.literals, text):
            count += len(word.pattern.findall(text))
    return count


# Blog categories that carry no meaning, and those that match one of our kinds.
EMPTY_CATEGORIES = frozenset(
    ["uncategorized", "tak-berkategori", "berita", "news", "umum", "headline", "siaran-pers"]
)
_CATEGORY_KINDS = (
    ("klarifikasi", r"klarifikasi|hoaks|hoax|cek-fakta"),
    ("orang-hilang", r"orang-hilang"),
    ("dpo", r"^dpo$|daftar-pencarian"),
    ("lalu-lintas", r"lalu-lintas|^lantas$|^laka|info-lalin|^lalin$"),
    ("pengumuman", r"pengumuman|info-layanan"),
    ("imbauan", r"h?imbauan|tips"),
)


def kind_of_category(name: str) -> str:
    """The kind that a blog category means, or nothing."""
    key = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    return next((kind for kind, words in _CATEGORY_KINDS if re.search(words, key)), "")
