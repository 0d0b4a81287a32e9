"""Front matter is changed in place; every other byte stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts import fields, frontmatter
from kentongan.manuscripts.editing import EditError, append_entry, set_fields
from kentongan.manuscripts.keys import RELEASE

LINES = "Judul: Patroli\nTanggal: 4 Mei 2026\nSatuan: Polsek Kraton\n\nIsi: bukan kunci.\n"
YAML = """---
# catatan redaksi
Title: "Patroli: malam"  # jangan diubah
date: 2026-05-04 14:30
Tags: [Patroli, Kamtibmas]
Corrections:
  - "1 Mei 2026 | lama | baru"   # pertama

X-Lain: |
  dua baris
  # bukan catatan
---

Isi --- tetap.
"""


def values(text: str) -> fields.Values:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return fields.read(frontmatter.split(plain)[0], RELEASE)[0]


def body(text: str) -> str:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return frontmatter.split(plain)[0].body


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        (LINES, {"Kode": "4K7"}, LINES.replace("Kraton\n", "Kraton\nKode: 4K7\n", 1)),
        (LINES, {"Tanggal": "5 Mei 2026"}, LINES.replace("4 Mei", "5 Mei")),
        (LINES, {"tanggal": None}, LINES.replace("Tanggal: 4 Mei 2026\n", "")),
        ("Title : A\n\nIsi", {"Judul": "B"}, "Title : B\n\nIsi"),
        ("Judul: A\r\n\r\nIsi\r\n", {"Kode": "K"}, "Judul: A\r\nKode: K\r\n\r\nIsi\r\n"),
        ("\ufeffJudul: A\n\nIsi", {"Kode": "K"}, "\ufeffJudul: A\nKode: K\n\nIsi"),
        ("Judul: A", {"Kode": "K"}, "Judul: A\nKode: K\n"),
        ("\n\nJudul: A\n\nIsi", {"Kode": "K"}, "\n\nJudul: A\nKode: K\n\nIsi"),
        ("Hanya isi.\n", {"Judul": "A"}, "Judul: A\n\nHanya isi.\n"),
        ("", {"Judul": "A"}, "Judul: A\n\n"),
        ("Kode:\nJudul: A\n\nIsi", {"Kode": "K"}, "Kode: K\nJudul: A\n\nIsi"),
        ("Judul: A\nIsi tanpa baris kosong", {"Kode": "K"},
         "Judul: A\nKode: K\nIsi tanpa baris kosong"),
        ("Ralat:\n  a | b | c\nJudul: A\n\nIsi", {"Ralat": None}, "Judul: A\n\nIsi"),
        ("Ralat:\n  a\n  b\nJudul: A\n\nIsi", {"Ralat": "c"}, "Ralat: c\nJudul: A\n\nIsi"),
        ("Judul: A\nJudul: B\n\nIsi", {"Judul": "C"}, "Judul: A\nJudul: C\n\nIsi"),
        ("Judul: A\nJudul: B\n\nIsi", {"Judul": None, "Kode": "K"}, "\nKode: K\n\nIsi"),
        ("Judul: A\n\nIsi", {"Tag": ["x", "y"]}, "Judul: A\nTag: x, y\n\nIsi"),
        ("Judul: A\n\nIsi", {"Bukti": ["x", "y"]}, "Judul: A\nBukti:\n  x\n  y\n\nIsi"),
        (YAML, {"Judul": "Baru"}, YAML.replace('"Patroli: malam"', "Baru")),
        (YAML, {"Judul": 'Kata "A": B'}, YAML.replace('"Patroli: malam"', "'Kata \"A\": B'")),
        (YAML, {"Tag": None}, YAML.replace("Tags: [Patroli, Kamtibmas]\n", "")),
        (YAML, {"Kode": "K"}, YAML.replace("catatan\n---", "catatan\nKode: K\n---")),
        (YAML, {"Tanggal": "2026-05-05"}, YAML.replace("2026-05-04 14:30", "2026-05-05")),
        (YAML, {"Ralat": None}, YAML.replace(
            'Corrections:\n  - "1 Mei 2026 | lama | baru"   # pertama\n', "")),
        ("---\nJudul: A\n...\nIsi", {"Kode": "K"}, "---\nJudul: A\nKode: K\n...\nIsi"),
        ("---\n---\nIsi", {"Judul": "A"}, "---\nJudul: A\n---\nIsi"),
        ("---\r\nJudul: A\r\n---\r\nIsi", {"Kode": "K"},
         "---\r\nJudul: A\r\nKode: K\r\n---\r\nIsi"),
        ("---\nJudul: A\nKode: # kelak\n---\nIsi", {"Kode": "K"},
         "---\nJudul: A\nKode: K # kelak\n---\nIsi"),
        ("---\nJudul: >\n  satu\n  dua\nKode: K\n---\nIsi", {"Judul": "A"},
         "---\nJudul: A\nKode: K\n---\nIsi"),
        ("---\n  Judul: A\n---\nIsi", {"Kode": "K"}, "---\n  Judul: A\n  Kode: K\n---\nIsi"),
    ],
)  # fmt: skip
def test_only_the_named_field_changes(before: str, changes: dict[str, str], after: str) -> None:
    assert set_fields(before, changes) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LINES, LINES.replace("Kraton\n", "Kraton\nRalat: w | x | y\n", 1)),
        ("Ralat: a | b | c\n\nIsi", "Ralat: a | b | c\n  w | x | y\n\nIsi"),
        ("Corrections:\n   a | b | c\nKode: K\n\nIsi",
         "Corrections:\n   a | b | c\n  w | x | y\nKode: K\n\nIsi"),
        ("Ralat: a | b | c; d | e | f", "Ralat: a | b | c; d | e | f\n  w | x | y\n"),
        (YAML, YAML.replace("# pertama\n", "# pertama\n  - w | x | y\n")),
        ("---\nJudul: A\n---\nIsi", "---\nJudul: A\nRalat:\n  - w | x | y\n---\nIsi"),
        ("---\nRalat: a | b | c\nKode: K\n---\nIsi",
         "---\nRalat:\n  - a | b | c\n  - w | x | y\nKode: K\n---\nIsi"),
        ("---\nRalat: [a | b | c]\n---\nIsi",
         "---\nRalat:\n  - a | b | c\n  - w | x | y\n---\nIsi"),
        ("---\nRalat:\n- a | b | c\n---\nIsi", "---\nRalat:\n- a | b | c\n- w | x | y\n---\nIsi"),
        ("---\nRalat:\n---\nIsi", "---\nRalat:\n  - w | x | y\n---\nIsi"),
    ],
)  # fmt: skip
def test_an_entry_is_added_in_the_form_of_the_file(before: str, after: str) -> None:
    assert append_entry(before, "Ralat", "w | x | y") == after


@pytest.mark.parametrize(
    "line",
    ["**Status:** draf", "Status：draf", "Status:\xa0draf", "- Status: draf", "Sta\u200btus: draf",
     "Status:draf", "*Status*: draf", "Status : draf", "STATUS: draf"],
)  # fmt: skip
def test_a_field_is_found_however_its_line_is_typed(line: str) -> None:
    edited = set_fields(f"Judul: A\n{line}\nKode: K\n\nIsi\n", {"Status": "terbit"})
    lines = edited.split("\n")
    assert len(lines) == 6 and lines[1].upper().replace(" ", "") == "STATUS:TERBIT"


def test_a_sign_that_would_part_an_entry_is_refused_by_name() -> None:
    with pytest.raises(EditError, match="“;”"):
        append_entry("Ralat: a | b | c\n\nIsi", "Ralat", "w | x; y | z")
    assert "x; y" in append_entry("---\nRalat:\n  - a | b | c\n---\nIsi", "Ralat", "w | x; y | z")


@pytest.mark.parametrize(
    "text",
    [
        "---\nJudul: A\nIsi tanpa penutup",
        "---\nJudul: [A\n---\nIsi",
        "---\n{Judul: A, Kode: B}\n---\nIsi",
        "---\n- daftar\n---\nIsi",
        "---\nJudul: &a A\nRingkasan: *a\n---\nIsi",
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        set_fields(text, {"Judul": "C", "Kode": "K"})


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
KEYS = st.sampled_from(["Judul", "Ringkasan", "Alasan", "Lokasi", "Klaim"])


@settings(deadline=None, max_examples=60)
@given(
    head=st.dictionaries(KEYS, WORDS, max_size=4),
    changes=st.dictionaries(KEYS, st.one_of(st.none(), WORDS), min_size=1, max_size=3),
    is_yaml=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_reading_after_editing_gives_the_new_values_and_the_rest_unchanged(
    head: dict[str, str], changes: dict[str, str | None], is_yaml: bool, newline: str
) -> None:
    start = "---\nX-Asing: 'tetap'  # ya\n---\n\nBadan.\n" if is_yaml else "Kode: K\n\nBadan.\n"
    text = set_fields(start.replace("\n", newline), head)
    edited = set_fields(text, changes)
    assert body(edited) == "Badan."
    assert edited.count("\n") == edited.count(newline)
    assert ("X-Asing: 'tetap'  # ya" in edited) if is_yaml else ("Kode: K" in edited)
    known = values(edited)
    for key, value in {**head, **changes}.items():
        plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", " ", value or "").split())
        assert known.text(key) == plain


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=4), st.booleans())
def test_entries_stay_in_order(entries: list[str], is_yaml: bool) -> None:
    text = "---\nJudul: A\n---\nIsi" if is_yaml else "Judul: A\n\nIsi"
    plain = ["k " + "".join(c for c in entry if c.isalnum()) for entry in entries]
    for entry in plain:
        text = append_entry(text, "Ralat", entry)
    assert values(text).items("Ralat") == tuple(entry.strip() for entry in plain)
    assert body(text) == "Isi"


# fmt: off
PIECES = st.sampled_from((
    "---", "...", "Judul: A", "Ralat:", "  - a | b", "- c", "  lanjutan", "", "# catatan",
    "Kode:", "Judul: |", "Tag: [a, b]", "Tag: {a: b}", "Judul: 'A", "Title : B", "? x",
    "\tTab: 1", "isi", "Ringkasan: *a", "Judul: &a A", "Ralat: a | b; c", 'Judul: "A\\n" # x',
    "\x85Judul: A",
))
# fmt: on


@settings(deadline=None, max_examples=200)
@given(
    st.lists(PIECES, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["Judul", "Ralat", "Kode", "Tag"]),
    st.sampled_from([None, "nilai: baru", "", ["satu", "dua"]]),
)
def test_any_text_is_edited_rightly_or_refused(
    pieces: list[str], newline: str, key: str, value: str | list[str] | None
) -> None:
    text = newline.join(pieces)
    try:
        edited = set_fields(text, {key: value})
    except EditError:
        return
    wanted = [] if not value else [value] if isinstance(value, str) else value
    if RELEASE.shape(key) == "text":
        wanted = [" ".join(wanted)] if wanted else []
    assert list(values(edited).items(key) or ()) == wanted or values(edited).text(key) == wanted[0]
    assert body(edited) == body(text)
