"""What the measuring counts: in a whole release all that is found and not listed is false."""

from __future__ import annotations

from pathlib import Path

from kentongan.gate import measure

RELEASES = """# Karangan.
=== suspect-name = Hamdan Saputra
=== plate = N 1234 AB
Judul: Polisi Tangkap Pencuri
Tanggal: 2 Maret 2026
Satuan: Polsek Raci

Polisi menangkap Hamdan Saputra yang mencuri motor N 1234 AB.

Saksi, Tutik Wahyuni, mendengar teriakan.
===
Judul: Panen Jagung
Tanggal: 3 Maret 2026
Satuan: Polsek Raci

Ketua kelompok, Suparmin, memanen jagung binaan polsek bersama warga.
"""


def test_whole_releases_are_read_with_what_is_to_be_found(tmp_path: Path) -> None:
    (tmp_path / "releases.txt").write_text(RELEASES, "utf-8")
    first, second = measure.passages(tmp_path)
    assert first.data == (("suspect-name", "Hamdan Saputra"), ("plate", "N 1234 AB"))
    assert second.data == ()
    assert second.release and second.release.title == "Panen Jagung"


def test_what_is_found_beside_the_list_is_false(tmp_path: Path) -> None:
    (tmp_path / "releases.txt").write_text(RELEASES, "utf-8")
    total = measure.total(measure.scores(tmp_path))
    assert (total.expected, total.found, total.false) == (2, 2, 1)
    assert [fault.split(" :: ")[0] for fault in measure.faults(tmp_path)] == [
        "- salah tanda privasi.E008: Tutik Wahyuni"
    ]
