"""Content mistakes: told all at once, the build stops, the site that was there stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.site.builder import build, tree

CODE_A, CODE_B = "D8X-J8A-K82", "000-000-000"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "naskah"
    (folder / "satuan").mkdir(parents=True)
    (folder / "satuan/polsek-uji.md").write_text("Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n")
    write(folder, "a", f"Kode: {CODE_A}\n")
    return folder


def write(content: Path, name: str, more: str = "", *, title: str = "", body: str = "Isi.") -> Path:
    path = content / f"rilis/2026/05/{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"Judul: {title or f'Berita {name}'}\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\n"
    path.write_text(f"{head}{more}\n{body}\n")
    return path


def test_all_mistakes_of_all_files_are_told_and_the_old_site_stays(
    content: Path, tmp_path: Path
) -> None:
    output = tmp_path / "situs"
    assert build(content, output).status == 0
    before = tree(output)
    write(content, "b", "Jenis: imbaun\nStatus: drft\n")
    write(content, "c", "Satuan: Polsek Ujji\n")
    done = build(content, output)
    assert done.status == 1
    for part in ("b.md:4: [releases.E007]", "b.md:5: [releases.E008]", "c.md:4: [releases.E005]"):
        assert f"naskah/rilis/2026/05/{part}" in done.report
    assert "3 masalah di 2 berkas" in done.report and "situs tidak ditulis." in done.report
    assert "Traceback" not in done.report
    assert tree(output) == before


def test_a_code_used_twice_names_both_files(content: Path, tmp_path: Path) -> None:
    write(content, "b", f"Kode: {CODE_A}\n")
    done = build(content, tmp_path / "situs")
    assert done.status == 1
    assert "a.md:4: [releases.E023]" in done.report and "b.md:4: [releases.E023]" in done.report


def test_two_owners_of_an_address_are_both_named(content: Path, tmp_path: Path) -> None:
    write(content, "b", f"Kode: {CODE_B}\nSlug: a\n")
    done = build(content, tmp_path / "situs")
    assert done.status == 1
    assert "a.md: [permalinks.E001]" in done.report and "b.md:5: [permalinks.E001]" in done.report


WITHHELD = {
    "satuan": "Status: draf\nSatuan: Polsek Antah\n",
    "jenis": "Status: draf\nJenis: rapat\n",
    "tanggal": "Status: draf\nDiperbarui: pekan depan\n",
    "gambar": "Status: draf\nGambar: menyusul.jpg\nGambar-Alt: x\n",
    "kode": f"Status: draf\nKode: {CODE_A}\n",
    "alamat": "Status: draf\nSlug: a\n",
    "izin": "Draf: ya\nIzin: entah\n",
    "embargo": "Terbit: 20 Desember 2099, 08.00\nSatuan: Polsek Antah\n",
}


def test_mistakes_in_what_nobody_sees_are_told_and_hold_nothing_back(
    content: Path, tmp_path: Path
) -> None:
    for name, more in WITHHELD.items():
        write(content, name, more)
    write(content, "isi", "Status: draf\n", body="NIK 3575014708990003.")
    write(content, "tautan", "Status: draf\n", body="Lihat [ini]({filename}tiada.md).")
    write(content, "kosong", "Status: draf\n", body="")
    done = build(content, tmp_path / "situs")
    assert done.status == 0, done.report
    for name in (*WITHHELD, "isi", "tautan", "kosong"):
        assert f"rilis/2026/05/{name}.md" in done.report, name
        assert not (tmp_path / f"situs/berita/2026/05/{name}").exists()
    assert "GALAT (belum tayang)" in done.report and "yang belum tayang" in done.report
    assert "situs tidak ditulis" not in done.report
    assert (tmp_path / "situs/berita/2026/05/a/index.html").exists()
    site = "".join(
        file.read_text("utf-8", "replace") for file in (tmp_path / "situs").rglob("*.*ml")
    )
    assert not any(f"Berita {name}<" in site for name in (*WITHHELD, "isi", "tautan"))


SOUGHT = {
    "nenek": (
        "orang-hilang",
        "Dicari: Nenek Sukinah dari Grati",
        "Petugas mencari Sukinah, 71 tahun, warga Grati.",
    ),
    "kakek": (
        "orang-hilang",
        "Orang hilang di Grati",
        "Polsek mencari kakek bernama Tumijan (78).",
    ),
    "buron": ("dpo", "DPO: Slamet Hariyono", "Tersangka Slamet Hariyono (35) lari ke Malang."),
}


def test_who_is_sought_may_be_named_without_nama_and_it_is_told(
    content: Path, tmp_path: Path
) -> None:
    for name, (kind, title, body) in SOUGHT.items():
        more = f"Jenis: {kind}\nStatus-Kasus: dicari\nBerlaku-Sampai: 1 Desember 2026\n"
        write(content, name, more, title=title, body=body)
    done = build(content, tmp_path / "situs")
    assert done.status == 0, done.report
    assert "[privasi." not in done.report
    for name, (_, _, body) in SOUGHT.items():
        assert f"rilis/2026/05/{name}.md:4: [releases.W014]" in done.report
        page = tmp_path / f"situs/berita/2026/05/{name}/index.html"
        assert body.partition(" (")[0] in page.read_text("utf-8")


def test_somebody_else_is_not_named_beside_who_is_sought(content: Path, tmp_path: Path) -> None:
    kind, title, body = SOUGHT["nenek"]
    more = f"Jenis: {kind}\nStatus-Kasus: dicari\nBerlaku-Sampai: 1 Desember 2026\n"
    body += "\n\nSaksi Wagiman Hariyanto (40) terakhir melihat korban."
    write(content, "nenek", more, title=title, body=body)
    done = build(content, tmp_path / "situs")
    assert done.status == 1
    assert "[privasi.E008]" in done.report and "Wagiman" not in done.report


@pytest.mark.parametrize(
    "more",
    [
        "Status: draf\nStatus: terbit\n",
        "Satus: draf\n",
        "Terbit: kapan-kapan\n",
        "Terbit: 20 Desember 2099\nTerbit: 20 Mei 2026\n",
    ],
)
def test_what_may_be_a_draft_is_not_public_and_stops_the_build(
    content: Path, tmp_path: Path, more: str
) -> None:
    write(content, "b", more)
    done = build(content, tmp_path / "situs")
    assert done.status == 1 and "b.md:" in done.report
    assert not (tmp_path / "situs").exists()


def test_a_key_is_told_with_its_line_though_the_whole_site_is_asked(
    content: Path, tmp_path: Path
) -> None:
    write(content, "b", f"Kode: {CODE_B}\nSlug: a\n")
    write(content, "c", f"Kode: {CODE_A}\n")
    write(content, "g", "Alih-Dari: /lama/\n")
    write(content, "d", "Alih-Dari: /lama/\nHak-Jawab: R45-MXT-DWT\n")
    write(content, "e", "Gambar: tiada.jpg\n")
    write(content, "f", "Alih-Dari: /berita/2026/05/d/\n")
    (content / "satuan/polsek-lain.md").write_text("Nama: Polsek Lain\nInduk: polres-antah\n")
    report = build(content, tmp_path / "situs").report
    for part in (
        "b.md:5: [permalinks.E001]",
        "a.md:4: [releases.E023]",
        "c.md:4: [releases.E023]",
        "g.md:4: [permalinks.E001]",
        "d.md:4: [permalinks.E001]",
        "f.md:4: [permalinks.E001]",
        "d.md:5: [releases.E031]",
        "e.md:4: [images.E001]",
        "satuan/polsek-lain.md:2: [units.E003]",
    ):
        assert part in report, part
    claims = [line for line in report.split("\n") if "permalinks.E001" in line]
    assert any("d.md: " in line and "f.md" in line for line in claims)


def test_equal_titles_are_a_warning(content: Path, tmp_path: Path) -> None:
    write(content, "b", f"Kode: {CODE_B}\n", title="Berita a")
    done = build(content, tmp_path / "situs")
    assert done.status == 0 and "[releases.W002]" in done.report


def test_a_missing_picture_and_one_that_is_none_stop_the_build(
    content: Path, tmp_path: Path
) -> None:
    write(content, "b", f"Kode: {CODE_B}\nGambar: tidak-ada.jpg\n")
    (content / "rilis/2026/05/palsu.jpg").write_text("bukan gambar")
    write(content, "a", f"Kode: {CODE_A}\nGambar: palsu.jpg\n")
    done = build(content, tmp_path / "situs")
    assert done.status == 1 and "Traceback" not in done.report
    assert "a.md" in done.report and "b.md" in done.report


def test_files_left_in_the_content_are_pointed_to_the_importer(
    content: Path, tmp_path: Path
) -> None:
    for name in ("pesan.txt", "Rilis.docx"):
        (content / "rilis/2026/05" / name).write_text("teks")
    done = build(content, tmp_path / "situs")
    assert done.status == 0
    assert done.report.count("[releases.W009]") == 2 and "humas impor" in done.report


def test_links_out_of_the_content_are_refused(content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "rahasia.md"
    outside.write_text("Judul: rahasia\n")
    (content / "rilis/2026/05/tautan.md").symlink_to(outside)
    done = build(content, tmp_path / "situs")
    assert done.status == 1 and "tautan.md: [releases.E020]" in done.report


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_an_unreadable_file_is_told(content: Path, tmp_path: Path) -> None:
    (content / "rilis/2026/05/putus.md").symlink_to(content / "tidak-ada.md")
    done = build(content, tmp_path / "situs")
    assert done.status == 1 and "putus.md: [releases.E0" in done.report


def test_pipes_in_the_content_are_refused_and_nobody_waits_for_them(
    content: Path, tmp_path: Path
) -> None:
    body = "![x](foto.jpg) [tabel](tabel.csv) [surat](surat.pdf)"
    write(content, "b", "Gambar: utama.jpg\n", body=body)
    names = ("utama.jpg", "foto.jpg", "tabel.csv", "surat.pdf", "naskah.md")
    for name in names:
        os.mkfifo(content / f"rilis/2026/05/{name}")
    os.mkfifo(content / "satuan/pipa.md")
    done = build(content, tmp_path / "situs")
    assert done.status == 1 and "Traceback" not in done.report
    for place in (*(f"rilis/2026/05/{name}" for name in names), "satuan/pipa.md"):
        assert f"{place}: [releases.E026]" in done.report


def test_a_lost_address_stops_the_build_and_offers_a_way(content: Path, tmp_path: Path) -> None:
    assert build(content, tmp_path / "situs", conf="publishconf.py").status == 0
    (content / "rilis/2026/05/a.md").unlink()
    write(content, "b", f"Kode: {CODE_B}\n")
    done = build(content, tmp_path / "situs", conf="publishconf.py")
    assert done.status == 1 and "[permalinks.E002]" in done.report
    assert "/berita/2026/05/a/" in done.report and "humas cabut" in done.report


def test_a_moved_release_redirects_from_its_old_address(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    assert build(content, output, conf="publishconf.py").status == 0
    path = content / "rilis/2026/05/a.md"
    path.rename(path.with_name("nama-baru.md"))
    assert build(content, output, conf="publishconf.py").status == 0
    old = (output / "berita/2026/05/a/index.html").read_text()
    assert "/berita/2026/05/nama-baru/" in old and "noindex" in old
    assert "/berita/2026/05/nama-baru/" in (output / f"r/{CODE_A}/index.html").read_text()


def test_changed_facts_without_a_correction_are_told(content: Path, tmp_path: Path) -> None:
    write(content, "a", f"Kode: {CODE_A}\n", body="Ada 3 orang.")
    assert build(content, tmp_path / "situs", conf="publishconf.py").status == 0
    write(content, "a", f"Kode: {CODE_A}\n", body="Ada 30 orang.")
    done = build(content, tmp_path / "situs", conf="publishconf.py")
    assert "[permalinks.W001]" in done.report and "angka semula 3, kini 30" in done.report
    write(content, "a", f"Kode: {CODE_A}\nDiperbarui: 5 Mei 2026\n", body="Ada 300 orang.")
    done = build(content, tmp_path / "situs", conf="publishconf.py")
    assert "[permalinks.W001]" not in done.report


def test_a_broken_ledger_is_told(content: Path, tmp_path: Path) -> None:
    ledger = content / "jejak/alamat/2026-05.tsv"
    ledger.parent.mkdir(parents=True)
    ledger.write_text(f"<<<<<<< HEAD\n{CODE_A}\t/berita/2026/05/a/\n=======\nrusak\n")
    done = build(content, tmp_path / "situs")
    assert done.status == 1
    assert "2026-05.tsv:1: [permalinks.E005]" in done.report
    assert "2026-05.tsv:4: [permalinks.E006]" in done.report


def test_the_plain_build_never_writes_into_the_content(content: Path, tmp_path: Path) -> None:
    before = tree(content)
    assert build(content, tmp_path / "situs").status == 0
    assert tree(content) == before


def test_an_output_folder_that_holds_the_content_is_refused(content: Path, tmp_path: Path) -> None:
    done = build(content, tmp_path, cache=tmp_path.with_name("cache-lain"))
    assert done.status == 1 and (content / "rilis/2026/05/a.md").exists()
    assert "pilih folder lain" in done.report


def test_an_output_folder_inside_the_content_is_refused(content: Path, tmp_path: Path) -> None:
    done = build(content, content / "situs", cache=tmp_path / "cache")
    assert done.status == 1 and not (content / "situs").exists()
    assert "pilih folder lain" in done.report


def test_a_folder_with_files_of_others_is_refused_and_stays(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "dokumen"
    output.mkdir()
    (output / "penting.txt").write_text("jangan hilang")
    for _ in range(2):
        done = build(content, output, cache=tmp_path / "cache")
        assert done.status == 1 and "penting.txt" in done.report
        assert [path.read_text() for path in output.iterdir()] == ["jangan hilang"]
    (output / "penting.txt").unlink()
    assert build(content, output, cache=tmp_path / "cache").status == 0
    assert build(content, output, cache=tmp_path / "cache-baru").status == 0


def test_a_misspelt_setting_is_told(content: Path, tmp_path: Path) -> None:
    done = build(content, tmp_path / "situs", HUMAS_LISTS_PAGE_SIZ="5")
    assert done.status == 1 and "maksud Anda HUMAS_LISTS_PAGE_SIZE?" in done.report


def test_a_further_picture_is_checked_like_the_first_and_its_line_is_told(
    content: Path, tmp_path: Path
) -> None:
    more = "Kode: 000-000-000\nGambar: hilang.jpg\nGambar-Alt: Apel\n"
    more += "Galeri: a.jpg {samarkan=x} | Apel\n"
    write(content, "b", more, body="Isi.{samarkan=1,2,3,4}")
    done = build(content, tmp_path / "situs")
    assert done.status == 1
    assert "b.md:5: [images.E001] GALAT: Gambar hilang.jpg" in done.report
    assert "b.md:7: [images.E001] GALAT: Gambar a.jpg" in done.report
    assert "b.md:7: [images.E006]" in done.report  # the order that is none
    assert "b.md:9: [images.E006]" in done.report  # the order in the text that has no picture


def test_several_pictures_at_gambar_are_told_where_they_belong(
    content: Path, tmp_path: Path
) -> None:
    write(content, "b", "Kode: 000-000-000\nGambar: a.jpg, b.jpg\nGambar-Alt: Apel\n")
    done = build(content, tmp_path / "situs")
    assert done.status == 1
    assert "ditulis pada Galeri" in done.report
