"""Kind and tags of a release, from tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kentongan.domain import tables
from kentongan.domain.literals import may_match, required
from kentongan.domain.release import KINDS

DEFAULT_KIND = "siaran-pers"
# Of kinds with equal points the first is taken.
_MOST_SPECIFIC = (
    "dpo", "orang-hilang", "klarifikasi", "lalu-lintas", "pengumuman", "imbauan", DEFAULT_KIND,
)  # fmt: skip
_MOST_TAGS = 5
_BODY = 900  # characters of a text that say what it is about


@dataclass(frozen=True, slots=True)
class _Word:
    """A pattern that is tried only where one of its `literals` occurs."""

    literals: frozenset[str]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        return may_match(self.literals, text) and bool(self.pattern.search(text))


@dataclass(frozen=True, slots=True)
class _Rule:
    """The points that one of the words gives in the title, the lead or the whole body."""

    kind: str
    words: list[_Word]
    points: Mapping[str, float]


@cache
def _kinds() -> list[_Rule]:
    table = tables.read(Path(__file__).with_name("kinds.toml"))
    rules = []
    for kind, groups in table.items():
        for group in groups:
            words = [_Word(required(item), re.compile(item)) for item in group["words"]]
            points = {place: float(group.get(place, 0)) for place in ("title", "lead", "body")}
            rules.append(_Rule(kind, words, points))
    return rules


@cache
def _rules_for(place: str) -> list[_Rule]:
    return [rule for rule in _kinds() if rule.points[place]]


def kind_of(title: str, lead: str, body: str = "") -> str:
    """One of the seven kinds; `siaran-pers` unless another is clear.

    `title` holds the heading of a notice too.
    """
    scores = dict.fromkeys(KINDS, 0.0)
    for place, text in (("title", title), ("lead", lead), ("body", body[:_BODY])):
        text = text.lower()
        for rule in _rules_for(place):
            if any(word.is_in(text) for word in rule.words):
                scores[rule.kind] += rule.points[place]
    best = max(_MOST_SPECIFIC, key=lambda kind: scores[kind])
    return best if scores[best] >= 2 else DEFAULT_KIND


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
