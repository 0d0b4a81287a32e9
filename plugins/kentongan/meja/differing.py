"""Two versions of a text beside each other, paragraph by paragraph, and one made of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from kentongan.manuscripts.editing import EditError
from kentongan.meja import editing
from kentongan.meja.editing import Opened
from kentongan.meja.errors import Refusal

OLD, NEW = "lama", "baru"
TITLE, BODY = "Judul", ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; `is_changed` where the other side says something else."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A field or some paragraphs of both texts. `number` is empty where both say the same."""

    label: str
    old: str
    new: str
    number: int | None = None

    @property
    def is_same(self) -> bool:
        return self.old == self.new

    @property
    def old_pieces(self) -> tuple[Piece, ...]:
        return tuple(_pieces(self.old, self.new))

    @property
    def new_pieces(self) -> tuple[Piece, ...]:
        return tuple(_pieces(self.new, self.old))


def parts(old: bytes, new: bytes) -> tuple[Part, ...]:
    """What both versions say: fields that differ, then the paragraphs. Raises Refusal."""
    first, second = _opened(old), _opened(new)
    parts = [
        Part(key, first.fields.get(key, ""), second.fields.get(key, ""))
        for key in dict.fromkeys([*second.fields, *first.fields])
        if first.fields.get(key, "") != second.fields.get(key, "")
    ]
    left, right = first.text.split("\n\n"), second.text.split("\n\n")
    for _, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        parts.append(Part(BODY, "\n\n".join(left[a:b]), "\n\n".join(right[c:d])))
    return tuple(
        part if part.is_same else Part(part.label, part.old, part.new, number)
        for number, part in enumerate(parts)
    )


def chosen(old: bytes, new: bytes, choices: Mapping[int, str]) -> bytes:
    """The newer file with what was chosen from the older one. Raises Refusal."""
    paragraphs: list[str] = []
    fields: dict[str, str] = {}
    known = {special.marker: special.markdown for special in _opened(new).specials}
    others = {special.marker: special.markdown for special in _opened(old).specials}
    for part in parts(old, new):
        is_old = part.number is not None and choices.get(part.number) == OLD
        words = part.old if is_old else part.new
        if is_old and any(
            known.get(mark) != text for mark, text in others.items() if mark in words
        ):
            raise Refusal(
                "Bagian khusus dari versi lama tidak dapat dipilih di sini; buka naskahnya, lalu "
                "salin bagian itu dari Riwayat.",
                422,
            )
        if part.label:
            fields[part.label] = words
        elif words:
            paragraphs.append(words)
    try:
        return editing.merged(new, text="\n\n".join(paragraphs), fields=fields)
    except EditError as error:
        raise Refusal(str(error), 422) from None


def _opened(data: bytes) -> Opened:
    try:
        return editing.open_text(data)
    except EditError as error:
        raise Refusal(str(error), 422) from None


def _pieces(own: str, other: str) -> Iterator[Piece]:
    words, others = own.split(" "), other.split(" ")
    for tag, a, b, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if a < b:
            yield Piece(" ".join(words[a:b]), tag != "equal")
