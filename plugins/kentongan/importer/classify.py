"""Kind and tags of a release, from tables.

The kind is weighed: every word of title and lead speaks for and against each kind
(`kind_weights.toml`, made from known texts by `python -m tests.unit.importer.fit_kinds`), and so
do words that advise, offer a service or tell of a case, wherever they stand (`kind_words.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kentongan.domain import tables
from kentongan.domain.literals import may_match, required

DEFAULT_KIND = "siaran-pers"
KIND_ORDER = (
    "dpo", "orang-hilang", "klarifikasi", "lalu-lintas", "pengumuman", "imbauan", DEFAULT_KIND,
)  # fmt: skip
_MOST_TAGS = 5
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
# What may stand before and behind the root of a word: menutup, ditutupkan, penutupan.
_PREFIX = re.compile(
    r"(?:meny|menge|meng|mem|men|me|peny|peng|pem|pen|pe|di|ter|ber|se|ke)(?=[a-z]{4})"
)
_SUFFIX = re.compile(r"(?<=[a-z]{3})(?:kannya|annya|inya|nya|kan|an|i)$")

_OFTEN = 3  # words of a group
# The last day of a service or a period: `hingga 26 Juni`, `ditutup pada 20 November`
_UNTIL = re.compile(
    r"\b(?:hingga|sampai(?: dengan)?|s\.?/?d\.?|paling lambat|ditutup|berakhir)\s+"
    r"(?:tanggal\s+|pada\s+)?\(?\d"
)

# A headline that tells of somebody wanted, and one that tells how a search ended.
_WANTED = re.compile(
    r"\b(?:dpo|buron\w*|daftar pencarian|diburu|memburu|masih (?:dicari|dikejar))\b"
)
_CAUGHT = re.compile(
    r"\b(?:(?:di|ter)(?:tangkap|ringkus|bekuk|ciduk|cokok|tahan|amankan|gulung|lumpuhkan|tembak|jemput)"
    r"|tangkap|ringkus|bekuk|ciduk|cokok|amankan|gulung|ungkap|jemput|berakhir"
    r"|me(?:nangkap|ringkus|mbekuk|nciduk|ngamankan|ngungkap|nahan))\b"
    r"|(?<!minta )(?<!segera )(?<!untuk )(?<!agar )\bmenyerah(?:kan diri)?\b|(?<!di)serahkan diri"
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A pattern that is tried only where one of its `literals` occurs."""

    literals: frozenset[str]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        return may_match(self.literals, text) and bool(self.pattern.search(text))


@cache
def _weights() -> dict[str, tuple[int, ...]]:
    """What each piece of evidence speaks for, in the order of KIND_ORDER."""
    listed = tables.read(Path(__file__).with_name("kind_weights.toml"))["weights"]
    rows = (line.split("\t") for line in listed.splitlines())
    return {name: tuple(map(int, weights)) for name, *weights in rows}


@cache
def _word_groups() -> dict[str, str]:
    """Each word that tells by its group, whatever else it says: jangan → advice."""
    table: dict[str, list[str]] = tables.read(Path(__file__).with_name("kind_words.toml"))
    return {word: group for group, words in table.items() for word in words}


def evidence_of(title: str, lead: str, text: str = "") -> list[str]:
    """The words of title and lead, those of the title once more, and the root of each: `-tutup`.

    `+wanted` and `+caught`: what the title tells of a search. `+advice title`: words of a group
    stand there; `text` is that of the release, of which the lines below the lead are the body.
    """
    title, lead = title.lower(), lead.lower()
    headline, opening = _WORD.findall(title), _WORD.findall(lead)
    in_title = set(headline)
    words = in_title | set(opening)
    told = [
        *sorted(words), *sorted({_root(word) for word in words}),
        *sorted(f"{word}:" for word in in_title),
    ]  # fmt: skip
    if _WANTED.search(title):
        told.append("+caught" if _CAUGHT.search(title) else "+wanted")
    body = "\n".join(line for line in text.lower().split("\n") if line != lead)
    for place, found, written in (
        ("title", headline, title), ("lead", opening, lead), ("body", _WORD.findall(body), body),
    ):  # fmt: skip
        told += _of_groups(place, found, written)
    return ["always", *told]


def _of_groups(place: str, words: list[str], written: str) -> Iterator[str]:
    """Which groups of words stand there, and which of them often."""
    groups = _word_groups()
    for group, count in Counter(groups[word] for word in words if word in groups).items():
        yield f"+{group} {place}"
        if count >= _OFTEN:
            yield f"+{group} {place} often"
    if _UNTIL.search(written):
        yield f"+until {place}"


@lru_cache(maxsize=4096)
def _root(word: str) -> str:
    return f"-{_SUFFIX.sub('', _PREFIX.sub('', word, count=1))}"


def kind_of(title: str, lead: str, text: str = "") -> str:
    """The kind that the weighed evidence speaks for. `title` holds the heading of a notice too."""
    weights = _weights()
    rows = [weights[name] for name in evidence_of(title, lead, text) if name in weights]
    scores = [sum(column) for column in zip(*rows, strict=True)]
    return KIND_ORDER[max(range(len(KIND_ORDER)), key=lambda at: (scores[at], -at))]


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
