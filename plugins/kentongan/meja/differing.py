"""Two versions of a text beside each other, paragraph by paragraph, and one made of both."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kentongan.manuscripts.editing import EditError
from kentongan.meja import editing
from kentongan.meja.editing import Opened
from kentongan.meja.errors import Refusal

OLD, NEW = "lama", "baru"
TITLE, BODY = "Judul", ""
_AKIN = 0.5  # of the words, of two paragraphs that are one


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
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        runs = _paired(left[a:b], right[c:d]) if tag == "replace" else [(left[a:b], right[c:d])]
        parts += [Part(BODY, "\n\n".join(ours), "\n\n".join(theirs)) for ours, theirs in runs]
    return tuple(
        part if part.is_same else Part(part.label, part.old, part.new, number)
        for number, part in enumerate(parts)
    )


def changed_by(parts: Sequence[Part], base: bytes) -> Mapping[int, frozenset[str]]:
    """Of each choice, the sides that say something else than the text that both were written on.

    Raises Refusal.
    """
    text = _opened(base)
    said = {(BODY, paragraph) for paragraph in text.text.split("\n\n")} | set(text.fields.items())
    gone = {
        side: [words for label, words in said if label == BODY and words not in kept]
        for side, kept in _paragraphs(parts).items()
    }
    sides: dict[int, frozenset[str]] = {}
    for part in parts:
        if part.number is not None:
            words = {OLD: part.old, NEW: part.new}
            changed = {side for side in words if not _is_said(part, words[side], said)}
            changed |= {
                _other(side)  # where it was left out, while this side changed it
                for side in changed
                if _holds_akin(words[side].split("\n\n"), gone[_other(side)])
            }
            if not changed:  # left out on a side, or one of two on each
                changed = {side for side in words if not words[side]} or set(words)
            sides[part.number] = frozenset(changed)
    return sides


def _paragraphs(parts: Sequence[Part]) -> Mapping[str, set[str]]:
    """All paragraphs that each side has."""
    kept: dict[str, set[str]] = {OLD: set(), NEW: set()}
    for part in parts:
        if part.label == BODY:
            kept[OLD] |= set(part.old.split("\n\n"))
            kept[NEW] |= set(part.new.split("\n\n"))
    return kept


def _other(side: str) -> str:
    return NEW if side == OLD else OLD


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


def _is_said(part: Part, words: str, said: Container[tuple[str, str]]) -> bool:
    split = [words] if part.label else words.split("\n\n")
    return not words or all((part.label, paragraph) in said for paragraph in split)


def _opened(data: bytes) -> Opened:
    try:
        return editing.open_text(data)
    except EditError as error:
        raise Refusal(str(error), 422) from None


def _paired(left: list[str], right: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Changed paragraphs beside those that they were or became: each is a choice of its own."""
    if len(left) == len(right):
        yield from (([old], [new]) for old, new in zip(left, right, strict=True))
        return
    start = 0
    for old in left:
        near = next((place for place in range(start, len(right)) if _akin(old, right[place])), None)
        if near is None:
            yield [old], []
            continue
        if near > start:
            yield [], right[start:near]
        yield [old], [right[near]]
        start = near + 1
    if start < len(right):
        yield [], right[start:]


def _holds_akin(paragraphs: Sequence[str], others: Sequence[str]) -> bool:
    return any(_akin(other, paragraph) for other in others for paragraph in paragraphs)


def _akin(old: str, new: str) -> bool:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() > _AKIN


def _pieces(own: str, other: str) -> Iterator[Piece]:
    if not own:
        return
    words, others = own.split(" "), other.split(" ")
    for tag, a, b, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if a < b:
            yield Piece(" ".join(words[a:b]), tag != "equal")
