"""Two versions and the one made of both."""

from __future__ import annotations

import pytest
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


def test_two_who_changed_neighbouring_paragraphs_both_keep_theirs() -> None:
    base = HEAD.format(title="Judul") + "Satu.\n\nDua tiga empat.\n\nLima enam tujuh.\n"
    mine = base.replace("Dua tiga", "Dua lima").encode()
    theirs = base.replace("enam tujuh", "enam delapan").encode()
    parts = differing.parts(mine, theirs)
    own = differing.written(parts, [base.encode()])
    assert [part.number in own for part in parts if part.number is not None] == [True, False]
    both = differing.chosen(mine, theirs, dict.fromkeys(own, differing.OLD)).decode()
    assert "Dua lima empat." in both
    assert "Lima enam delapan." in both


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
