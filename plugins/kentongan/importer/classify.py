"""Kind and tags of a release, from tables."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from kentongan.domain.release import KINDS
from kentongan.domain.tables import load

DEFAULT_KIND = "siaran-pers"
_MOST_TAGS = 5


@cache
def _kinds() -> list[tuple[str, float, re.Pattern[str], float]]:
    table = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
    rules = []
    for kind, groups in table.items():
        for group in groups:
            words = re.compile("|".join(f"(?:{item})" for item in group["words"]))
            rules.append((kind, float(group["title"]), words, float(group.get("lead", 0))))
    return rules


def kind_of(title: str, lead: str) -> str:
    """One of the seven kinds; `siaran-pers` unless another is clear.

    `title` holds the heading of a notice too.
    """
    title, lead = title.lower(), lead.lower()
    scores = dict.fromkeys(KINDS, 0.0)
    for kind, in_title, words, in_lead in _kinds():
        if words.search(title):
            scores[kind] += in_title
        if in_lead and words.search(lead):
            scores[kind] += in_lead
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 2 else DEFAULT_KIND


@cache
def _tags() -> list[tuple[str, list[tuple[str, re.Pattern[str] | None]]]]:
    """Each tag with its words; a pattern is tried only where its longest literal occurs."""
    table: dict[str, list[str]] = load("tags")["tags"]
    return [(tag, [_tag_word(word) for word in words]) for tag, words in table.items()]


def _tag_word(written: str) -> tuple[str, re.Pattern[str] | None]:
    if re.fullmatch(r"[\w -]+", written):
        return written, None
    fixed = re.sub(r"\([^)]*\)\??|\[[^\]]*\]\??|\\b|.\?", "|", written)
    return max(fixed.split("|"), key=len), re.compile(written)


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


def _count(text: str, words: list[tuple[str, re.Pattern[str] | None]]) -> int:
    count = 0
    for plain, pattern in words:
        if plain in text:
            count += len(pattern.findall(text)) if pattern else text.count(plain)
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
