"""`humas impor`, from files to files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kentongan.desk.drafts import PERSONAL
from kentongan.desk.impor import command
from kentongan.domain import codes
from kentongan.gate.rules.registry import PRIVACY

RELEASE = (
    "Polsek Kraton Gelar Patroli Malam\n"
    "Polresta Pasuruan – Polsek Kraton menggelar patroli malam, Jumat (30/08/2024).\n"
    "“Kami hadir untuk warga,” ujar Kapolsek Kraton AKP Safiudin, S.Pd.\n"
)
PATH = Path("content/rilis/2024/08/polsek-kraton-gelar-patroli-malam.md")


@pytest.fixture(autouse=True)
def _workdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUMAS_NOW", "2026-11-24T12:00:00+07:00")
    Path("content").mkdir()
    Path("rilis.txt").write_text(RELEASE, encoding="utf-8")


def run(*args: str, stdin: str = "") -> Result:
    return CliRunner().invoke(command, list(args), input=stdin)


def test_a_release_is_written_with_its_fields() -> None:
    result = run("rilis.txt")
    assert result.exit_code == 0, result.output
    front, _, body = PATH.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in front.split("\n"))
    codes.normalise(fields.pop("Kode"))
    assert fields == {
        "Judul": "Polsek Kraton Gelar Patroli Malam",
        "Tanggal": "30 Agustus 2024",
        "Satuan": "polsek-kraton",
        "Jenis": "siaran-pers",
        "Tag": "Patroli",
        "Ringkasan": "Polsek Kraton menggelar patroli malam, Jumat (30/08/2024).",
        "Narasumber": "Kapolsek Kraton | AKP | Safiudin | S.Pd.",
    }
    assert body.startswith("Polresta Pasuruan – Polsek Kraton menggelar")
    assert "1 rilis ditulis." in result.output


def test_an_empty_content_folder_gets_the_units_it_needs() -> None:
    run("rilis.txt")
    names = sorted(path.name for path in Path("content/satuan").iterdir())
    assert names == ["polda-jawa-timur.md", "polresta-pasuruan.md", "polsek-kraton.md"]


def test_an_existing_release_is_never_overwritten() -> None:
    run("rilis.txt")
    before = PATH.read_bytes()
    again = run("rilis.txt")
    code = before.decode().partition("Kode: ")[2][:11]
    assert again.exit_code == 1 and "sama dengan rilis" in again.output and code in again.output
    run("--tulis-juga", "rilis.txt")
    assert PATH.read_bytes() == before
    assert PATH.with_name("polsek-kraton-gelar-patroli-malam-2.md").exists()


def test_looking_writes_nothing() -> None:
    result = run("--lihat", "rilis.txt")
    assert result.exit_code == 0
    assert "Kapolsek Kraton AKP Safiudin" in result.output
    assert list(Path("content").rglob("*")) == []


def test_json_gives_what_was_found_and_writes_nothing() -> None:
    result = run("--json", "rilis.txt")
    found = json.loads(result.output)["rilis"]
    assert list(found) == [
        "title", "date", "weekday_ok", "dateline", "unit", "parent_units", "officials", "quotes",
        "kind", "location", "summary", "tags", "privacy", "doubts",
        "event", "fields",
    ]  # fmt: skip
    assert found["date"] == "2024-08-30"
    assert found["parent_units"][0] == "Polresta Pasuruan"
    assert found["officials"] == [
        {"position": "Kapolsek Kraton", "rank": "AKP", "name": "Safiudin", "degrees": "S.Pd."}
    ]
    assert list(Path("content").rglob("*")) == []


def test_json_carries_personal_data_and_nothing_else_does() -> None:
    Path("nik.txt").write_text(RELEASE + "NIK korban 3575011506900001.\n", encoding="utf-8")
    assert "3575011506900001" in run("--json", "nik.txt").output
    shown = run("nik.txt").output
    assert "3575011506900001" not in shown
    assert "Data pribadi (NIK): 35" in shown
    assert "3575011506900001" not in run("--lihat", "nik.txt").output


def test_a_bad_file_does_not_stop_the_others() -> None:
    Path("kosong.txt").write_bytes(b"")
    Path("foto.txt").write_bytes(b"\xff\xd8\xff\xe0 bukan teks")
    result = run("kosong.txt", "rilis.txt", "foto.txt", "tiada.txt")
    assert result.exit_code == 1
    assert PATH.exists()
    assert "kosong.txt: Berkas kosong." in result.output
    assert "tiada.txt: Berkas tidak ada." in result.output
    assert "1 rilis ditulis, 3 gagal." in result.output
    assert "Traceback" not in result.output


def test_pictures_named_after_a_text_lie_beside_it() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "JPEG")
    Path("foto.jpg").write_bytes(out.getvalue())
    Path("palsu.png").write_bytes(b"bukan gambar")
    result = run("rilis.txt", "foto.jpg", "palsu.png")
    assert result.exit_code == 0, result.output
    assert PATH.with_name("polsek-kraton-gelar-patroli-malam-1.jpg").exists()
    assert "Gambar: polsek-kraton-gelar-patroli-malam-1.jpg" in PATH.read_text(encoding="utf-8")
    assert "“palsu.png” bukan gambar" in result.output


def test_text_comes_from_standard_input_and_from_a_paste() -> None:
    assert run("-", stdin=RELEASE).exit_code == 0
    assert run("--tempel", "--tulis-juga", stdin=RELEASE).exit_code == 0
    assert len(list(PATH.parent.glob("*.md"))) == 2


def test_a_text_without_title_is_not_written_until_it_has_one() -> None:
    body = RELEASE.split("\n", 1)[1].replace(
        "menggelar patroli malam,",
        "menggelar patroli malam di jalan raya untuk mencegah balap liar yang dikeluhkan warga,",
    )
    Path("isi.txt").write_text(body, encoding="utf-8")
    refused = run("isi.txt")
    assert refused.exit_code == 1
    assert "tidak memuat judul" in refused.output
    assert run("--judul", "Patroli malam", "isi.txt").exit_code == 0
    assert Path("content/rilis/2024/08/patroli-malam.md").exists()


def test_a_date_without_year_is_written_as_a_draft_unless_a_year_is_given() -> None:
    Path("rilis.txt").write_text(RELEASE.replace("/2024", ""), encoding="utf-8")
    result = run("rilis.txt")
    assert "tanpa tahun" in result.output
    (held,) = Path("content/rilis/2026").rglob("*.md")
    assert "Status: draf" in held.read_text(encoding="utf-8")
    assert run("--tahun", "2024", "rilis.txt").exit_code == 0
    assert "Status" not in PATH.read_text(encoding="utf-8")


def test_wrong_usage_exits_with_2() -> None:
    assert run("--tanggal", "31 Februari 2024", "rilis.txt").exit_code == 2
    assert run("--tempel", "rilis.txt").exit_code == 2


FORM = """ORANG HILANG

Nama : {name}
Umur : {age} tahun
Ciri-ciri : {features}
Terakhir terlihat : Pasar Kraton

Hubungi Polsek Kraton.

Kraton, 14 Mei 2026
"""


def test_short_notices_about_two_persons_are_two_releases() -> None:
    people = [("Wagiman", "65", "pikun, jalan pincang"), ("Lilik Andayani", "34", "daster batik")]
    for number, (name, age, features) in enumerate(people):
        Path(f"{number}.txt").write_text(FORM.format(name=name, age=age, features=features))
    assert run("0.txt", "1.txt").exit_code == 0
    assert run("0.txt").exit_code == 1


def test_a_correction_is_a_draft_with_the_command_that_records_it() -> None:
    run("rilis.txt")
    code = PATH.read_text("utf-8").partition("Kode: ")[2][:11]
    notice = (
        "RALAT BERITA\nJudul: Polsek Kraton Gelar Patroli Malam\nTertulis: patroli malam\n"
        "Seharusnya: patroli pagi\nKraton, 31 Agustus 2024\nHumas Polsek Kraton\n"
    )
    Path("ralat.txt").write_text(notice, encoding="utf-8")
    found = run("ralat.txt")
    assert f"humas ralat {code} --keliru 'patroli malam' --benar 'patroli pagi'" in found.output
    written = PATH.with_name("polsek-kraton-gelar-patroli-malam-2.md").read_text("utf-8")
    assert "\nStatus: draf\n" in written


def test_staff_read_the_types_of_personal_data_in_their_language() -> None:
    assert {rule.type for rule in PRIVACY} == set(PERSONAL)
