"""Who is sought: Nama, else whom title and lead name; and what an address gives away."""

from __future__ import annotations

import pytest
from kentongan.domain import sought
from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import Case

from tests.conftest import NOW, new_release


def names(title: str, lead: str, *stated: str, kind: str = "orang-hilang") -> tuple[str, ...]:
    case = Case("dicari", stated) if kind in ("orang-hilang", "dpo") else None
    return sought.names_of(new_release(kind=kind, title=title, text=lead, case=case))


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        ("Dicari: Nenek Sukinah dari Grati", "Petugas mencari Sukinah, 71 tahun.", ("Sukinah",)),
        ("Orang hilang di Grati", "Polsek mencari nenek bernama Tuminah (71).", ("Tuminah",)),
        ("DPO: Slamet Hariyono", "Tersangka Slamet Hariyono (35) lari.", ("Slamet Hariyono",)),
        ("Budi Santoso hilang", "Budi Santoso (9), siswa, hilang.", ("Budi Santoso",)),
        ("Orang hilang: Mbah Sarpik (80)", "Warga mencari.", ("Sarpik",)),
        ("Dicari Orang Hilang", "Hilang, perempuan atas nama Siti Aminah.", ("Siti Aminah",)),
        ("Orang hilang", "Suaminya, Karto, 75 tahun, melapor.", ()),
        ("Pencarian dihentikan", "Tim mencari di Sungai Welang.", ()),
        ("Daftar pencarian orang", "Kapolres AKBP Contoh Nama memberi keterangan.", ()),
        ("Tersangka Dedi Hartono masuk DPO", "Dedi alias Gondrong kabur.",
         ("Dedi Hartono", "Gondrong")),
        ("Tersangka masuk DPO", "Polisi memburu Dedi Hartono als Bendol (34), tersangka curas.",
         ("Dedi Hartono", "Bendol")),
        ("Buron kasus curas: Dedi Hartono", "Polisi memburu pelaku.", ("Dedi Hartono",)),
        ("Waspada! Dedi Hartono buron", "Polisi memburu pria ini.", ("Dedi Hartono",)),
        ("Residivis Dedi Hartono jadi buronan", "Dia lari.", ("Dedi Hartono",)),
        ("Tersangka Joko Susilo dan Budi Rahman masuk DPO", "Keduanya kabur.",
         ("Joko Susilo", "Budi Rahman")),
        ("Pembunuh Siti Aminah dicari", "Pelaku pembunuhan Siti Aminah (23) lari.", ()),
        ("Penganiaya Dedi Hartono diburu", "Dua orang menganiaya Dedi Hartono (40).", ()),
        ("Polres mencari buronan", "Pelaku berinisial B (30) dicari.", ()),
    ],
)  # fmt: skip
def test_without_nama_title_and_lead_tell_who_is_sought(
    title: str, lead: str, expected: tuple[str, ...]
) -> None:
    assert names(title, lead) == expected


def test_nama_counts_before_all_else() -> None:
    assert names("Dicari: Nenek Sukinah", "Mencari Sukinah.", "Tuminah") == ("Tuminah",)


@pytest.mark.parametrize(
    "lead",
    [
        *("Sukinah (71), biasa dipanggil Mbah Sarpik, hilang.", "Sukinah alias Sarpik hilang."),
        *("Sukinah, 71 tahun, yang akrab disapa Sarpik, hilang.", "Sukinah kerap disapa Sarpik."),
    ],
)
def test_what_the_one_of_nama_is_called_counts_too(lead: str) -> None:
    assert names("Dicari", lead, "Sukinah") == ("Sukinah", "Sarpik")


def test_only_the_lead_is_asked_and_only_of_those_kinds() -> None:
    assert names("Orang hilang", "Kegiatan aman.\nBudi Santoso (9) hilang.") == ()
    assert names("Dicari: Sukinah", "Mencari Sukinah.", kind="siaran-pers") == ()


@pytest.mark.parametrize(
    ("slug", "title", "text", "stated", "expected"),
    [
        ("dicari-mbah-sarpik", "Dicari: Sukinah", "Sukinah, biasa dipanggil Mbah Sarpik.",
         ("Sukinah",), True),
        ("dicari-sukinah", "Dicari: Nenek Sukinah", "Mencari Sukinah, 71 tahun.", (), True),
        ("nenek-hilang", "Dicari: Nenek Sukinah", "Seorang nenek hilang.", ("Sukinah",), False),
        ("orang-hilang-bangil", "Orang hilang", "", ("Sukinah",), False),
    ],
)  # fmt: skip
def test_an_address_with_a_name_or_a_nickname_goes_when_the_search_is_closed(
    slug: str, title: str, text: str, stated: tuple[str, ...], expected: bool
) -> None:
    release = new_release(
        kind="orang-hilang", slug=slug, title=title, text=text, case=Case("ditemukan", stated)
    )
    assert sought.in_address(release) is expected
    view = public_view(release, NOW).release
    assert (view.url == f"/r/{release.code}/") is expected
    for word in ("sukinah", "sarpik"):
        assert word not in repr(view).replace(release.path, "").lower()
