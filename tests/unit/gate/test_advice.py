"""A finding on a name says by what it was seen, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kentongan.domain.release import Case, Release
from kentongan.gate.core import check_release, check_text

Make = Callable[..., Release]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("Petugas menolong korban Slamet Hartono di sungai.", "didahului kata korban"),
        ("Slamet Hartono, saksi, melihat asap.", "diikuti kata saksi"),
        ("Slamet Hartono (45) dirawat di rumah sakit.", "diikuti umur"),
        ("Seorang pria bernama Hartono tewas tenggelam.", "didahului kata bernama"),
        ("Korban bernama Sukini dan Hartono dirawat.", "sederet dengan nama lain"),
    ],
)
def test_a_name_says_by_what_it_was_seen(text: str, because: str) -> None:
    assert any(f"karena {because}." in finding.message for finding in check_text(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Pengemudi Slamet Hartono (45) tewas dalam kecelakaan.", "pengemudi"),
        ("Seorang nelayan bernama Hartono tewas tenggelam.", "nelayan"),
        ("Korban bernama Hartono dirawat.", "korban"),
        ("Rumah Hartono dibobol maling, kerugian jutaan rupiah.", "korban"),
    ],
)
def test_the_mend_uses_the_word_of_the_text(text: str, word: str) -> None:
    (fix,) = [found.fix for found in check_text(text) if found.code == "privasi.E007"]
    assert f'"{word}, S.A. (34)"' in fix


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("orang-hilang", "Budi Santoso (9), siswa sekolah dasar, hilang sejak Minggu sore."),
        ("orang-hilang", "Polsek Uji mencari nenek bernama Tuminah (71), yang pergi sejak Jumat."),
        ("dpo", "Tersangka Slamet Hariyono (35) dicari karena diduga mencuri."),
    ],
)
def test_a_person_sought_belongs_into_nama(make_release: Make, kind: str, text: str) -> None:
    lead = "Polsek Uji mengajak warga membantu pencarian di Kecamatan Uji."
    release = make_release(kind=kind, case=Case("dicari"), text=f"{lead}\n\n{text}")
    fixes = [
        finding.fix for finding in check_release(release)[0] if finding.code.startswith("privasi")
    ]
    assert fixes
    assert all('"Nama:"' in fix for fix in fixes)
