"""What a sentence is about, for the kind of a release."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kentongan.domain import tables
from kentongan.importer import subjects
from kentongan.importer.classify import kind_of
from kentongan.importer.headings import stated_kind
from kentongan.importer.subjects import subjects_of

TABLE = tables.read(Path(subjects.__file__).with_name("kind_words.toml"))


@pytest.mark.parametrize("subject", TABLE)
def test_the_table_holds_words_parted_by_spaces(subject: str) -> None:
    """A space that is missing joins two words to one that no text holds."""
    one = re.compile(r"~?[a-z0-9]+(?:[-_][a-z0-9]+)*")
    assert [word for word in TABLE[subject].split() if not one.fullmatch(word)] == []


def test_what_somebody_is_asked_to_do_is_no_deed_of_the_police() -> None:
    assert {"plea", "asks", "public"} <= set(subjects_of("Polres Imbau Warga Amankan Barang"))
    assert "deed" not in subjects_of("Polres Imbau Warga Amankan Barang")
    assert "plea" in subjects_of("Warga Diminta Mengamankan Barang")
    assert "deed" in subjects_of("Patroli Malam, Polsek Imbau Warga Waspada")
    assert "deed" in subjects_of("Polsek mengimbau warga waspada. Polisi berpatroli.")


def test_bagi_is_a_preposition_and_no_gift() -> None:
    assert "deed" not in subjects_of("Layanan SIM bagi penyandang disabilitas")
    assert "deed" in subjects_of("Polsek membagikan beras")


@pytest.mark.parametrize(
    ("title", "kind"),
    [("HIMBAUAN", "imbauan"), ("Klarifikasi Polres Grati", "klarifikasi"), ("PENGUMUMAN", ""),
     ("Imbauan Kapolres Tak Digubris, Balap Liar Dibubarkan Polisi", "")],
)  # fmt: skip
def test_a_heading_may_state_the_kind(title: str, kind: str) -> None:
    assert stated_kind(title) == kind


@pytest.mark.parametrize(
    "title",
    ["Polsek Kraton Ajak Ibu", "Polsek Kraton Ajak Warga", "Polres Imbau Anak",
     "Kapolsek dan Kakek", "Polwan Minta Bapak", "Bupati dan Kapolres", "Anak dan Ibu"],
)  # fmt: skip
def test_nobody_is_missing_wanted_or_misquoted_where_nothing_says_so(title: str) -> None:
    told = kind_of(title, "Polsek Kraton mengadakan kegiatan di Desa Gerongan.")
    assert told not in ("orang-hilang", "dpo", "klarifikasi", "lalu-lintas")
