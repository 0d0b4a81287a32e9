"""Names in small letters, as typed in a chat: `korban bernama siti aminah`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kentongan.gate import candidates
from kentongan.gate.candidates import Candidate
from kentongan.gate.case import Case, Sentence
from kentongan.gate.pattern import Pattern, matches
from kentongan.gate.tables import is_name_word

if TYPE_CHECKING:
    from kentongan.gate.document import Document

_NAMINGS = ("bernama", "atas nama", "a.n")
_NAME = Pattern(
    r"\b(?:bernama|atas nama|a\.n\.?)\s+(?P<n>[a-z][a-z'’]{2,}(?:\s+(?!yang|dan|umur|usia|warga|"
    r"asal|dari|di|"
    r"serta|alias|berusia|berumur|ini|itu|tersebut|saat|ditemukan|meninggal|"
    r"ditangkap)[a-z][a-z'’]{2,}){0,3})"
)


def cases(document: Document) -> Iterator[Case]:
    """The names in small letters that are introduced as such."""
    if document.words.isdisjoint(("bernama", "nama", "n")):
        return
    for match in matches(_NAME, document.text, _NAMINGS):
        words = tuple(match.group("n").split())
        if candidates.is_other(words[0]) or not any(is_name_word(word) for word in words):
            continue
        sentence = Sentence(document, *document.sentence(match.start()))
        case = Case(sentence, Candidate(match.start("n"), match.end("n"), words), None)
        if case.is_named:
            yield case
