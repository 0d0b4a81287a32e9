"""Two versions and the one made of both."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.meja import differing
from kentongan.meja.errors import Refusal

HEAD = "Judul: {title}\nTag: a\n\n"
OLD = (HEAD.format(title="Lama") + "Satu.\n\nDua **lama**.\n\nTiga.\n").encode()
NEW = (HEAD.format(title="Baru") + "Satu.\n\nDua baru.\n\nTiga.\n\nEmpat.\n").encode()


def test_what_is_the_same_is_no_choice() -> None:
    parts = differing.parts(OLD, NEW)
    assert [(part.label, part.old, part.new) for part in parts if part.number is not None] == [
        ("Judul", "Lama", "Baru"),
        ("", "Dua *lama*.", "Dua baru."),
        ("", "", "Empat."),
    ]


def test_without_a_choice_the_newer_stays_as_it_is() -> None:
    assert differing.chosen(OLD, NEW, {}) == NEW


def test_the_older_everywhere_says_what_the_older_said() -> None:
    numbers = [part.number for part in differing.parts(OLD, NEW) if part.number is not None]
    assert differing.chosen(OLD, NEW, dict.fromkeys(numbers, differing.OLD)) == OLD


def test_one_paragraph_of_each() -> None:
    (number,) = [part.number for part in differing.parts(OLD, NEW) if part.old == "Dua *lama*."]
    assert number is not None
    expected = NEW.replace(b"Dua baru.", b"Dua **lama**.")
    assert differing.chosen(OLD, NEW, {number: differing.OLD}) == expected


BOTH = frozenset({differing.OLD, differing.NEW})
TEXTS = ("Satu dua tiga empat.", "Lima enam tujuh delapan.", "Sembilan sepuluh sebelas.")
EDITS = st.tuples(*[st.sampled_from(["sama", "ubah", "hapus", "tambah"]) for _ in TEXTS])


def edited(edits: Sequence[str], who: str) -> bytes:
    """The base with these edits of one person, who says words that are only theirs."""
    paragraphs: list[str] = []
    for number, (edit, words) in enumerate(zip(edits, TEXTS, strict=True)):
        if edit == "ubah":
            paragraphs.append(f"{words} Menurut {who} {number}.")
        elif edit != "hapus":
            paragraphs.append(words)
        if edit == "tambah":
            paragraphs.append(f"Tambahan dari {who} nomor {number}.")
    body = "\n\n".join(["Pembuka.", *paragraphs, "Penutup."])
    return f"{HEAD.format(title='Judul')}{body}\n".encode()


@given(EDITS, EDITS)
def test_what_one_person_alone_changed_is_theirs(
    mine: Sequence[str], theirs: Sequence[str]
) -> None:
    """Whoever takes the side that was changed loses no word of the two."""
    base = edited(["sama"] * len(TEXTS), "")
    old, new = edited(mine, "saya"), edited(theirs, "rekan")
    sides = differing.changed_by(differing.parts(old, new), base)
    assert all(sides.values())  # nobody is asked about what nobody changed
    if any(side == BOTH for side in sides.values()):
        return  # a person decides
    choices = {number: min(side) for number, side in sides.items()}
    together = differing.chosen(old, new, choices).decode()
    for edits, who in ((mine, "saya"), (theirs, "rekan")):
        for number, edit in enumerate(edits):
            assert (f"Menurut {who} {number}." in together) == (edit == "ubah")
            assert (f"Tambahan dari {who} nomor {number}." in together) == (edit == "tambah")
    for words, *deeds in zip(TEXTS, mine, theirs, strict=True):
        assert ("hapus" in deeds) == (words not in together)


def test_what_both_changed_is_chosen_by_nobody_but_a_person() -> None:
    base = edited(["sama"] * 3, "")
    old, new = edited(["ubah", "ubah", "sama"], "saya"), edited(["sama", "ubah", "ubah"], "rekan")
    sides = differing.changed_by(differing.parts(old, new), base)
    assert list(sides.values()) == [{differing.OLD}, BOTH, {differing.NEW}]


def test_a_paragraph_that_was_added_is_a_choice_beside_one_that_was_changed() -> None:
    old = (HEAD.format(title="Judul") + "Dua tiga empat lima.\n").encode()
    new = old.replace(b"Dua tiga", b"Baru sama sekali.\n\nDua enam")
    choices = [(part.old, part.new) for part in differing.parts(old, new) if not part.is_same]
    assert choices == [("", "Baru sama sekali."), ("Dua tiga empat lima.", "Dua enam empat lima.")]


def test_a_special_block_that_is_gone_is_not_lost_in_silence() -> None:
    old = OLD.replace(b"Tiga.", b"| a | b |\n|---|---|\n| 1 | 2 |")
    parts = differing.parts(old, NEW)
    (number,) = [part.number for part in parts if "tabel" in part.old]
    assert number is not None
    with pytest.raises(Refusal, match="Riwayat"):
        differing.chosen(old, NEW, {number: differing.OLD})
