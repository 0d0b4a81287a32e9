"""Police ranks: one name for each, however it is written; army and civil grades are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kentongan.domain.tables import load
from kentongan.domain.words import WordPattern

_TABLE = load("ranks")
ORDER: tuple[str, ...] = tuple(rank["name"] for rank in _TABLE["police"])
"""The names of the ranks, high to low."""
_BY_KEY = {
    re.sub(r"[\W_]", "", also): rank["name"] for rank in _TABLE["police"] for also in rank["also"]
}


def _flexible(written: Iterable[str]) -> str:
    """A pattern for names whose words may be parted by dots, spaces or nothing."""
    ordered = sorted(written, key=len, reverse=True)
    gap = r"\.?[^\S\n]*"
    return "|".join(gap.join(re.escape(word) for word in name.split()) for name in ordered)


_WRITTEN = tuple(also for rank in _TABLE["police"] for also in rank["also"])
POLICE_RANK = WordPattern(
    r"(?<![\w-])(?P<rank>" + _flexible(_WRITTEN) + r")(?![\w])\.?(?:[^\S\n]*pol(?:isi)?\b\.?)?",
    frozenset(written.split()[0] for written in _WRITTEN),
    tuple(written.split()[0] for written in _WRITTEN if " pol" in written),
)
OTHER_RANK = re.compile(
    r"(?<![\w-])(?:" + _flexible([*_TABLE["army"]["names"], *_TABLE["civil"]["names"]]) + r")\b",
    re.IGNORECASE,
)
_ARMY_MARK = re.compile(
    r"[\s.(]*(?:" + "|".join(_TABLE["army"]["marks"]) + r")\b(?!\.\s?\w)", re.IGNORECASE
)
_CHIEF_BEFORE = re.compile(r"\b(?:wa)?kapolri,?\s+$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"\b(?:" + "|".join(_TABLE["places"]["before"]) + r")\.?\s+(?:raya\s+)?$", re.IGNORECASE
)


def police_rank(written: str) -> str | None:
    """`Kombes. Pol.`, `KOMPOL` or `Ajun Komisaris Polisi` → the name of the rank."""
    key = re.sub(r"[\W_]", "", written).casefold()
    return _BY_KEY.get(key) or _BY_KEY.get(re.sub(r"pol(isi)?$", "", key))


def police_ranks(text: str) -> list[re.Match[str]]:
    """Where `text` states a police rank: no army rank, no street named after a general."""
    return [match for match in POLICE_RANK.finditer(text) if _is_police(text, match)]


def _is_police(text: str, match: re.Match[str]) -> bool:
    if _ARMY_MARK.match(text, match.end()):
        return False
    if match["rank"].casefold() in ("jenderal", "jendral"):  # the police has only one of these
        return bool(_CHIEF_BEFORE.search(text, max(0, match.start() - 20), match.start()))
    return not _PLACE_BEFORE.search(text, max(0, match.start() - 20), match.start())
