"""What a paste may be a copy of: the published texts of a release, as words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kentongan.parts.authenticity.words import Token, clean, tokenise

SEPARATOR = re.compile(r"(?: +(?:[-–—]{1,2}|//|\|)|[–—]|//|\|) *(?=\S)")
_DATELINE_WORDS, _DATELINE_MORE = 11, 2
_SMALL_IN_DATELINE = frozenset("di kab kota dan kec humas tribratanews".split())


@dataclass(frozen=True, slots=True)
class Original:
    """A published text, ready to compare with: title and text, cleaned and as words.

    `title_length` and `dateline_length` count the words at its beginning that a copy may lack.
    An excerpt holds all words in `core` (from, to), if there are any.
    """

    text: str
    tokens: tuple[Token, ...] = field(repr=False)
    title_length: int = 0
    names: frozenset[str] = field(default=frozenset(), repr=False)
    dateline_length: int = 0
    core: tuple[int, int] = (0, 0)
    is_notice: bool = False

    @property
    def starts(self) -> tuple[int, int, int]:
        """The words with which a whole copy may begin."""
        return (0, self.title_length, self.title_length + self.dateline_length)


def originals(data: Mapping[str, Any]) -> Iterator[Original]:
    """What a paste may be a copy of, from the file of a release: its text, that text below its
    own summary, and the texts that the product gives for passing on.
    """
    title, text, names = (data.get(key) or "" for key in ("judul", "teks", "pengirim"))
    if text:
        yield prepare(title, text, names)
        if data.get("ringkasan"):
            yield prepare(title, f"{data['ringkasan']}\n{text}", names)
    if data.get("kiriman"):
        yield prepare("", data["kiriman"], names)
    for notice in data.get("pemberitahuan") or ():
        yield prepare_notice(notice, names)


def prepare(title: str, text: str, names: str = "") -> Original:
    """`names` holds what else may stand beside the text: unit, author, code and address."""
    heading, body = clean(title), clean(text)
    whole = f"{heading}\n{body}" if heading else body
    count = len(tokenise(heading))
    return Original(
        whole,
        tuple(tokenise(whole)),
        count,
        _forms(names),
        len(tokenise(body[: _dateline_end(body)])) if heading else 0,
    )


def prepare_notice(text: str, names: str = "") -> Original:
    """A notice means something only as a whole, but for its first and last paragraph."""
    whole = clean(text)
    start, end = whole.find("\n\n") + 2, whole.rfind("\n\n")
    core = (len(tokenise(whole[:start])), len(tokenise(whole[:end])))
    return Original(whole, tuple(tokenise(whole)), names=_forms(names), core=core, is_notice=True)


def _forms(text: str) -> frozenset[str]:
    return frozenset(token.form for token in tokenise(clean(text)))


def _dateline_end(body: str) -> int:
    """Where the first sentence begins after a place and a dash: `KRATON – Polisi …`."""
    end = 0
    for match in SEPARATOR.finditer(body[: body.find("\n") if "\n" in body else len(body)]):
        words = body[end : match.start()].split()
        if not words or len(words) > (_DATELINE_MORE if end else _DATELINE_WORDS):
            break
        if not all(_fits_dateline(word) for word in words):
            break
        end = match.end()
    return end


def _fits_dateline(word: str) -> bool:
    bare = word.strip("()[],./|-–—:;'\"")
    return not bare[:1].islower() or "." in bare or bare in _SMALL_IN_DATELINE
