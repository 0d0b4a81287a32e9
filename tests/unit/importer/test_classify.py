"""The kind of a release by the words of title and lead."""

from __future__ import annotations

import pytest
from kentongan.importer.classify import KIND_ORDER, evidence_of, kind_of
from kentongan.importer.headings import stated_kind

from tests.unit.importer.fit_kinds import headlines


def test_a_word_counts_with_its_root_and_again_in_the_title() -> None:
    told = evidence_of("Jalan Ditutup", "Polsek menutup jalan.")
    assert {"ditutup", "menutup", "-tutup", "jalan", "jalan:", "ditutup:"} <= set(told)
    assert "menutup:" not in told
    assert len(told) == len(set(told))


def test_the_kinds_of_known_headlines_are_told() -> None:
    missed = [title for kind, title, lead in headlines() if kind_of(title, lead) != kind]
    assert missed == []


def test_every_kind_has_known_headlines() -> None:
    assert {kind for kind, *_ in headlines()} == set(KIND_ORDER)


@pytest.mark.parametrize(
    ("title", "kind"),
    [("HIMBAUAN", "imbauan"), ("Klarifikasi Polres Grati", "klarifikasi"), ("PENGUMUMAN", ""),
     ("[CEK FAKTA] Surat Pungutan Parkir", "klarifikasi"),
     ("(KLARIFIKASI): Isu Begal", "klarifikasi"),
     ("[FOTO] Panen Raya", ""), ("Imbauan Polres Grati soal Petasan", ""),
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


def test_words_that_no_known_text_holds_are_news() -> None:
    assert kind_of("Xyzzy", "Plugh qwerty.") == "siaran-pers"
