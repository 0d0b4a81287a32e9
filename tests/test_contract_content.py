"""What the front matter of contract.md may say, and which mistakes stop a build."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain import codes
from kentongan.domain.problems import Problem
from kentongan.domain.release import KINDS, Release
from kentongan.domain.units import Registry, Unit
from kentongan.manuscripts.release import Reader

from tests.site.builder import Built, build, tree

ZONE = ZoneInfo("Asia/Jakarta")
WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=WIB)
UNITS = Registry([Unit("polsek-uji", "Polsek Uji", aliases=("Sektor Uji",), level="polsek")])
HEAD = {"Judul": "Apel pagi", "Tanggal": "4 Mei 2026, 14.30 WIB", "Satuan": "polsek-uji"}


def day(number: int, month: int = 5, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, number, hour, minute, tzinfo=WIB)


def read(fields: dict[str, str], path: str = "rilis/2026/05/apel-pagi.md") -> Release:
    release, problems = read_all(fields, path)
    assert release, problems
    return release


def read_all(
    fields: dict[str, str], path: str = "rilis/2026/05/apel-pagi.md"
) -> tuple[Release | None, list[Problem]]:
    text = "".join(f"{key}: {value}\n" for key, value in fields.items()) + "\nIsi berita.\n"
    manuscript = Reader(UNITS, ZONE, NOW).read(text.encode(), path)
    return manuscript.value, list(manuscript.problems)


# key, English alias, value, further lines, what the release then says
# (Any: a release of which the parts asked for are there)
Case = tuple[str, str, str, dict[str, str], Callable[[Any], Any], Any]
CODE = codes.derive("contoh")
KEYS: list[Case] = [
    ("Judul", "Title", "Razia malam", {}, lambda r: r.title, "Razia malam"),
    ("Tanggal", "Date", "2026-05-04 14:30", {}, lambda r: r.happened_at, day(4, 5, 14, 30)),
    ("Diperbarui", "Modified", "5 Mei 2026", {}, lambda r: r.updated_at, day(5)),
    ("Terbit", "Publish-At", "6 Mei 2026", {}, lambda r: r.published_at, day(6)),
    ("Satuan", "Unit", "Sektor Uji", {}, lambda r: r.unit, "polsek-uji"),
    ("Jenis", "Category", "imbauan", {}, lambda r: r.kind, "imbauan"),
    ("Tag", "Tags", "Patroli, Mudik", {}, lambda r: r.tags, ("Patroli", "Mudik")),
    ("Ringkasan", "Summary", "Singkatnya.", {}, lambda r: r.summary, "Singkatnya."),
    ("Penulis", "Author", "Humas", {}, lambda r: r.author, "Humas"),
    ("Status", "", "draf", {}, lambda r: r.status, "draf"),
    ("Slug", "", "lain", {}, lambda r: r.url, "/berita/2026/05/lain/"),
    ("Kejadian", "Event", "Minggu, 10 Mei 2026, pukul 07.00 s.d. selesai", {},
     lambda r: r.event, "Minggu, 10 Mei 2026, pukul 07.00 s.d. selesai"),
    ("Lokasi", "Location", "Pasar", {}, lambda r: r.location, "Pasar"),
    ("Bahasa", "Lang", "en", {}, lambda r: r.url, "/en/berita/2026/05/apel-pagi/"),
    ("Kode", "Code", CODE, {}, lambda r: r.code, CODE),
    ("Gambar", "Image", "a.jpg", {}, lambda r: r.picture.path, "rilis/2026/05/a.jpg"),
    ("Gambar-Alt", "Image-Alt", "Apel", {"Gambar": "a.jpg"}, lambda r: r.picture.alt, "Apel"),
    ("Gambar-Keterangan", "Image-Caption", "Apel.", {"Gambar": "a.jpg"},
     lambda r: r.picture.caption, "Apel."),
    ("Gambar-Kredit", "Image-Credit", "Humas", {"Gambar": "a.jpg"},
     lambda r: r.picture.credit, "Humas"),
    ("Galeri", "Gallery", "b.jpg | Apel, pagi | Di balai.; c.jpg | Tamu", {"Gambar": "a.jpg"},
     lambda r: [(p.path, p.alt, p.caption) for p in r.all_pictures[1:]],
     [("rilis/2026/05/b.jpg", "Apel, pagi", "Di balai."), ("rilis/2026/05/c.jpg", "Tamu", "")]),
    ("Narasumber", "Officials", "Kapolsek Uji | AKP | Bima Wiratama | S.H.; Warga", {},
     lambda r: [(o.position, o.rank, o.name, o.degrees) for o in r.officials],
     [("Kapolsek Uji", "AKP", "Bima Wiratama", "S.H."), ("", "", "Warga", "")]),
    ("Ralat", "Corrections", "5 Mei 2026 | 3 orang, semua | 4 orang", {},
     lambda r: [(c.at, c.wrong, c.right) for c in r.corrections],
     [(day(5), "3 orang, semua", "4 orang")]),
    ("Dicabut", "Withdrawn", "salah", {"Alasan": "Keliru."},
     lambda r: r.withdrawal.kind, "salah"),
    ("Alasan", "Reason", "Keliru.", {"Dicabut": "tetap"},
     lambda r: r.withdrawal.reason, "Keliru."),
    ("Dicabut-Pada", "Withdrawn-At", "6 Mei 2026", {"Dicabut": "salah", "Alasan": "Keliru."},
     lambda r: r.withdrawal.at, day(6)),
    ("Gabung-Ke", "Merged-Into", CODE, {"Dicabut": "digabung", "Alasan": "Ganda."},
     lambda r: r.withdrawal.merged_into, CODE),
    ("Hak-Jawab", "Reply", CODE, {}, lambda r: r.reply_to, CODE),
    ("Klaim", "Claim", "Pasar tutup.", {"Jenis": "klarifikasi", "Putusan": "salah"},
     lambda r: r.claim.text, "Pasar tutup."),
    ("Putusan", "Verdict", "dipalsukan", {"Jenis": "klarifikasi", "Klaim": "A"},
     lambda r: r.claim.verdict, "dipalsukan"),
    ("Bukti", "Evidence", "https://a.test/; Surat, asli",
     {"Jenis": "klarifikasi", "Klaim": "A", "Putusan": "benar"},
     lambda r: r.claim.evidence, ("https://a.test/", "Surat, asli")),
    ("Sumber-Klaim", "Claim-Source", "Pesan berantai",
     {"Jenis": "klarifikasi", "Klaim": "A", "Putusan": "menyesatkan"},
     lambda r: r.claim.source, "Pesan berantai"),
    ("Status-Kasus", "Case-Status", "ditemukan", {"Jenis": "orang-hilang"},
     lambda r: r.case.status, "ditemukan"),
    ("Nama", "Name", "Anu, Badu", {"Jenis": "dpo"}, lambda r: r.case.names, ("Anu", "Badu")),
    ("Ciri", "Features", "Tinggi", {"Jenis": "dpo"}, lambda r: r.case.features, "Tinggi"),
    ("Nomor-Kasus", "Case-Number", "LP/1", {"Jenis": "dpo"}, lambda r: r.case.number, "LP/1"),
    ("Kontak", "Contact", "110", {"Jenis": "dpo"}, lambda r: r.case.contact, "110"),
    ("Berlaku-Mulai", "Valid-From", "5 Mei 2026", {}, lambda r: r.valid_from, day(5)),
    ("Berlaku-Sampai", "Valid-Until", "6 Mei 2026, 10.00", {},
     lambda r: r.valid_until, day(6, 5, 10)),
    ("Samarkan", "Blur", "10,20,30,40", {"Gambar": "a.jpg"},
     lambda r: [(b.x, b.y, b.width, b.height) for b in r.picture.blur], [(10, 20, 30, 40)]),
    ("Izin", "Override", "privasi.E003 | AKP Bima, Kapolsek | Mobil dinas, bukan pribadi", {},
     lambda r: [(o.code, o.by, o.reason) for o in r.overrides],
     [("privasi.E003", "AKP Bima, Kapolsek", "Mobil dinas, bukan pribadi")]),
    ("Alih-Dari", "Redirect-From", "/a/, /b.html", {},
     lambda r: r.redirects_from, ("/a/", "/b.html")),
]  # fmt: skip


@pytest.mark.parametrize("case", KEYS, ids=[case[0] for case in KEYS])
def test_every_key_and_its_english_name_is_read(case: Case) -> None:
    key, alias, value, more, told, expected = case
    for name in (key, alias) if alias else (key,):
        fields = {other: text for other, text in HEAD.items() if other != key} | more
        _, problems = read_all(fields | {name: value})
        assert "releases.W004" not in [problem.code for problem in problems], name
        assert told(read(fields | {name: value})) == expected, name


def test_the_table_holds_every_key_that_the_reader_knows() -> None:
    from kentongan.manuscripts.keys import RELEASE

    assert {case[0] for case in KEYS} == set(RELEASE.keys)


@pytest.mark.parametrize("name", ["BERLAKU-SAMPAI", "berlaku_sampai", "Berlaku Sampai"])
def test_keys_ignore_case_and_how_their_words_are_joined(name: str) -> None:
    assert read(HEAD | {name: "6 Mei 2026, 10.00"}).valid_until == day(6, 5, 10)


YAML = """---
Judul: "Apel: pagi"
Tanggal: 2026-05-04T14:30:00+07:00
Satuan: polsek-uji
Tag: [Patroli, Mudik]
Narasumber:
  - Kapolsek Uji | AKP | Bima Wiratama | S.H.
  - Warga
Status: terbit
---

Isi berita.
"""


def test_yaml_between_fences_says_the_same() -> None:
    manuscript = Reader(UNITS, ZONE, NOW).read(YAML.encode(), "rilis/2026/05/apel.md")
    release, problems = manuscript.value, manuscript.problems
    assert release and [problem.code for problem in problems] == ["releases.W003"]
    assert (release.title, release.tags) == ("Apel: pagi", ("Patroli", "Mudik"))
    assert release.happened_at == day(4, 5, 14, 30)
    assert [official.name for official in release.officials] == ["Bima Wiratama", "Warga"]


def test_entries_may_stand_on_lines_of_their_own() -> None:
    release = read(HEAD | {"Narasumber": "\n  Kapolsek | AKP | Bima | S.H.\n  Warga, tetangga"})
    assert [official.name for official in release.officials] == ["Bima", "Warga, tetangga"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("30 Agustus 2024, 14.30 WIB", datetime(2024, 8, 30, 14, 30, tzinfo=WIB)),
        ("Jumat, 30/08/2024", datetime(2024, 8, 30, tzinfo=WIB)),
        ("2024-08-30 14:30", datetime(2024, 8, 30, 14, 30, tzinfo=WIB)),
        ("2024-08-30T14:30:00+09:00", datetime(2024, 8, 30, 12, 30, tzinfo=WIB)),
        ("30 Agustus 2024, 14.30 WITA", datetime(2024, 8, 30, 13, 30, tzinfo=WIB)),
    ],
)
def test_every_form_of_a_date_is_read(written: str, expected: datetime) -> None:
    assert read(HEAD | {"Tanggal": written}).happened_at == expected


@pytest.mark.parametrize("kind", list(KINDS))
def test_there_are_exactly_the_kinds_of_the_contract(kind: str) -> None:
    assert read(HEAD | {"Jenis": kind, "Berlaku-Sampai": "1 Januari 2027"}).kind == kind
    assert len(KINDS) == 7


@pytest.mark.parametrize(
    ("written", "status"), [("terbit", "terbit"), ("published", "terbit"), ("draft", "draf")]
)
def test_a_status_may_be_english(written: str, status: str) -> None:
    assert read(HEAD | {"Status": written}).status == status


def test_what_is_left_out_has_its_default() -> None:
    release = read(HEAD)
    assert (release.kind, release.status, release.lang) == ("siaran-pers", "terbit", "id")
    assert (release.author, release.summary) == ("Humas Polsek Uji", "Isi berita.")
    assert release.slug == "apel-pagi"
    assert release.code == codes.derive("rilis/2026/05/apel-pagi.md") and release.code_is_derived


def test_a_code_is_read_without_regard_to_case_and_alike_letters() -> None:
    body = "10K0M010"
    plain = codes.printed(body + codes.check_character(body))
    for written in (plain.lower(), plain.replace("0", "O").replace("1", "I"), f" {plain} "):
        assert read(HEAD | {"Kode": written}).code == plain
    assert read(HEAD | {"Kode": plain.lower().replace("1", "l")}).code == plain


def test_the_month_of_an_address_is_that_of_the_site_s_zone() -> None:
    release = read(HEAD | {"Tanggal": "2026-04-30T20:00:00+00:00"})
    assert release.url == "/berita/2026/05/apel-pagi/"


# Mistakes

UNIT = "Nama: Polsek Uji {0}\nTingkat: polsek\nAlias: Polsek Kembar\n\nProfil.\n"


def release_text(name: str, **changes: str) -> str:
    """A file without faults in the folder `rilis/2026/05`, but for the changes."""
    fields = {
        "Judul": f"Patroli {name}",
        "Tanggal": "4 Mei 2026",
        "Satuan": "Polsek Uji Satu",
        "Kode": codes.derive(name),
    }
    body = changes.pop("body", "Polsek Uji Satu berpatroli di pasar, Senin (4/5/2026).")
    fields |= {key.replace("_", "-"): value for key, value in changes.items()}
    return "".join(f"{key}: {value}\n" for key, value in fields.items() if value) + f"\n{body}\n"


def photograph() -> bytes:
    """A picture that says where it was taken."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x8825] = {1: "S", 2: (7.0, 38.0, 24.0), 3: "E", 4: (112.0, 54.0, 0.0)}
    stream = io.BytesIO()
    Image.new("RGB", (1300, 800), "gray").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


ERRORS: dict[str, tuple[str, str | bytes]] = {
    # name of the file → code, content
    "tanpa-judul": ("releases.E001", release_text("a", Judul="")),
    "tanpa-tanggal": ("releases.E002", release_text("b", Tanggal="")),
    "tanggal-salah": ("releases.E003", release_text("c", Tanggal="32 Mei 2026")),
    "masa-depan": ("releases.E004", release_text("d", Tanggal="1 Desember 2026")),
    "satuan-asing": ("releases.E005", release_text("e", Satuan="Polsek Ujj Satu")),
    "satuan-ganda": ("releases.E006", release_text("f", Satuan="Polsek Kembar")),
    "jenis-asing": ("releases.E007", release_text("g", Jenis="imbuan")),
    "status-asing": ("releases.E008", release_text("h", Status="trbit")),
    "alamat-a": ("permalinks.E001", release_text("i", Slug="rebutan")),
    "alamat-b": ("permalinks.E001", release_text("j", Slug="rebutan")),
    "kode-a": ("releases.E023", release_text("k")),
    "kode-b": ("releases.E023", release_text("k")),
    "kode-salah": ("releases.E010", release_text("l", Kode="AAA-AAA-AAB")),
    "isi-kosong": ("releases.E009", release_text("m", body="")),
    "gambar-hilang": ("images.E001", release_text("n", Gambar="tidak-ada.jpg")),
    "gambar-rusak": ("images.E00", release_text("o", Gambar="rusak.jpg")),
    "kepala-terbuka": ("releases.E012", "---\nJudul: Terbuka\n\nIsi.\n"),
    "bita-nul": ("releases.E013", b"Judul: Nul\x00\n\nIsi.\n"),
    "ke-luar": ("releases.E011", release_text("p", body="[a](../../../../rahasia.md)")),
    "data-pribadi": ("privasi.E001", release_text("q", body="Korban ber-NIK 3514015505900001.")),
}

WARNINGS: dict[str, tuple[str, str | bytes]] = {
    "hari-salah": ("releases.W001", release_text("a", Tanggal="Jumat, 4 Mei 2026")),
    "judul-a": ("releases.W002", release_text("b", Judul="Judul yang sama")),
    "judul-b": ("releases.W002", release_text("c", Judul="Judul yang sama")),
    "kunci-asing": ("releases.W004", release_text("d", Jdul="Lain")),
    "kunci-ganda": ("releases.W005", "Judul: Yang pertama\n" + release_text("e")),
    "windows": ("releases.W007", release_text("f", body="“Aman” – kata petugas.").encode("cp1252")),
    "kendali": ("releases.W008", release_text("g", body="Aman\x07 terkendali.")),
    "skrip": (
        "releases.W006",
        release_text("h", body="<p onclick='x()'>A</p><script>x()</script>"),
    ),
    "foto": ("images.W001", release_text("i", Gambar="foto.jpg", Gambar_Alt="Jalan")),
    "tanpa-kode": ("releases.W003", release_text("j", Kode="")),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("kesalahan") / "naskah"
    (content / "satuan").mkdir(parents=True)
    (content / "rilis/2026/05").mkdir(parents=True)
    for name in ("Satu", "Dua"):
        (content / f"satuan/polsek-uji-{name.lower()}.md").write_text(UNIT.format(name))
    return content


def filled(folder: Path, name: str, cases: dict[str, tuple[str, str | bytes]]) -> Path:
    content = folder.with_name(name)
    shutil.copytree(folder, content)
    for stem, (_, text) in cases.items():
        data = text if isinstance(text, bytes) else text.encode()
        (content / f"rilis/2026/05/{stem}.md").write_bytes(data)
    return content


@pytest.fixture(scope="module")
def failed(folder: Path) -> Built:
    content = filled(folder, "salah", ERRORS)
    month = content / "rilis/2026/05"
    (month / "rusak.jpg").write_bytes(photograph()[:300])
    (folder.parent / "rahasia.md").write_text("Judul: rahasia\n")
    (month / "tautan.md").symlink_to(folder.parent / "rahasia.md")
    (month / "putus.md").symlink_to(month / "tidak-ada.md")
    output = folder.with_name("situs-salah")
    output.mkdir()
    (output / "index.html").write_text("situs lama")
    return build(content, output)


@pytest.mark.parametrize("name", ERRORS)
def test_the_mistake_is_an_error_and_told_with_its_file(failed: Built, name: str) -> None:
    assert f"/{name}.md:" in failed.report
    lines = [line for line in failed.report.splitlines() if f"/{name}.md:" in line]
    assert any(f"[{ERRORS[name][0]}" in line and "peringatan" not in line for line in lines), lines


@pytest.mark.parametrize(("name", "code"), [("tautan", "releases.E020"), ("putus", "releases.E0")])
def test_links_out_of_the_content_and_unreadable_files_are_errors(
    failed: Built, name: str, code: str
) -> None:
    assert f"/{name}.md: [{code}" in failed.report


def test_all_mistakes_stop_one_build_that_leaves_the_old_site(failed: Built) -> None:
    assert failed.status == 1 and "Traceback" not in failed.report
    assert failed.report.rstrip().endswith("situs tidak ditulis.")
    assert tree(failed.output).keys() == {"index.html"}
    assert failed.read("index.html") == "situs lama"
    assert "3514015505900001" not in failed.report


@pytest.mark.parametrize("name", ["masa-depan", "data-pribadi", "jenis-asing"])
def test_each_mistake_stops_a_build_alone(folder: Path, tmp_path: Path, name: str) -> None:
    content = filled(folder, f"satu-{name}", {name: ERRORS[name]})
    done = build(content, tmp_path / "situs")
    assert done.status == 1 and f"[{ERRORS[name][0]}]" in done.report
    assert not done.output.exists()


@pytest.mark.parametrize("more", [{"Terbit": "2 Desember 2026"}, {"Status": "draf"}])
def test_a_future_date_with_an_embargo_or_as_a_draft_is_none(
    folder: Path, tmp_path: Path, more: dict[str, str]
) -> None:
    text = release_text("besok", Tanggal="1 Desember 2026", **more)
    content = filled(folder, f"besok-{len(more)}-{next(iter(more))}", {"besok": ("", text)})
    done = build(content, tmp_path / "situs")
    assert done.status == 0, done.report
    assert not (done.output / "berita").exists()


@pytest.fixture(scope="module")
def warned(folder: Path) -> Built:
    content = filled(folder, "hati-hati", WARNINGS)
    month = content / "rilis/2026/05"
    (month / "foto.jpg").write_bytes(photograph())
    (month / "pesan.txt").write_text("teks")
    (month / "Rilis.docx").write_bytes(b"PK")
    (month / "BESAR.MD").write_text(release_text("besar"))
    return build(content, folder.with_name("situs-hati-hati"))


@pytest.mark.parametrize("name", WARNINGS)
def test_the_slip_is_a_warning_and_the_release_is_published(warned: Built, name: str) -> None:
    assert warned.status == 0, warned.report
    lines = [line for line in warned.report.splitlines() if f"/{name}.md" in line]
    assert any(f"[{WARNINGS[name][0]}] PERINGATAN: " in line for line in lines), lines
    assert (warned.output / f"berita/2026/05/{name}/index.html").is_file()


@pytest.mark.parametrize("name", ["pesan.txt", "Rilis.docx", "BESAR.MD"])
def test_a_stray_file_is_a_warning_and_pointed_to_the_importer(warned: Built, name: str) -> None:
    assert f"/{name}: [releases.W009] PERINGATAN: " in warned.report
    assert "humas impor" in warned.report


def test_slips_are_mended_in_what_is_published(warned: Built) -> None:
    assert "“Aman” – kata petugas." in warned.read("berita/2026/05/windows/index.html")
    assert "Aman terkendali." in warned.read("berita/2026/05/kendali/index.html")
    page = warned.read("berita/2026/05/skrip/index.html")
    assert "onclick" not in page and "x()" not in page
    assert "Yang pertama" not in warned.read("berita/2026/05/kunci-ganda/index.html")
    assert 'mungkin maksudnya "Judul"?' in warned.report
    assert not any(b"Exif" in path.read_bytes() for path in warned.output.rglob("gambar/*"))
