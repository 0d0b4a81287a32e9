"""`humas periksa` and `humas samarkan` as scripts see them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kentongan.desk import main
from kentongan.gate import faces, fixes

UNIT = "Nama: Polsek Kraton\nTingkat: polsek\nTelepon: (0343) 421110\n\nProfil.\n"
GOOD = (
    "Judul: Patroli malam di Kraton\nTanggal: 4 Mei 2026, 20.00 WIB\nSatuan: polsek-kraton\n"
    "Jenis: imbauan\nLokasi: Kraton\n\nPolsek Kraton mengimbau warga mengunci rumah.\n"
)
BAD = GOOD + "\nKorban bernama Siti Aminah (14) dirawat. Hubungi 081234567890.\n"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUMAS_NOW", "2026-11-24T12:00:00+07:00")
    folder = tmp_path / "content"
    (folder / "satuan").mkdir(parents=True)
    (folder / "rilis/2026/05").mkdir(parents=True)
    (folder / "satuan/polsek-kraton.md").write_text(UNIT)
    return folder


def write(content: Path, text: str, name: str = "patroli.md") -> Path:
    path = content / "rilis/2026/05" / name
    path.write_text(text)
    return path


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(args))
    shown = capsys.readouterr()
    return int(stop.value.code or 0), shown.out, shown.err


def check(capsys: pytest.CaptureFixture[str], content: Path, *args: str) -> tuple[int, Any]:
    status, out, _ = run(capsys, "periksa", "--json", "-C", str(content), *args)
    return status, json.loads(out)


def test_json_has_the_shape_of_the_contract(
    capsys: pytest.CaptureFixture[str], content: Path
) -> None:
    write(content, BAD)
    status, answer = check(capsys, content)
    assert status == 1
    assert answer["checked"] == 1
    found = {row["code"]: row for row in answer["problems"]}
    child = found["privasi.E006"]
    assert list(child)[:8] == [
        "path", "line", "code", "severity", "type", "message", "fix", "masked"
    ]  # fmt: skip
    assert child["path"] == "rilis/2026/05/patroli.md"
    assert child["line"] == 9
    assert (child["severity"], child["type"]) == ("error", "child-name")
    assert found["privasi.E002"]["masked"] == "08xx…xx90"


def test_the_datum_appears_nowhere(capsys: pytest.CaptureFixture[str], content: Path) -> None:
    write(content, BAD)
    for form in ([], ["--json"], ["--sarif"]):
        status, out, err = run(capsys, "periksa", "-C", str(content), *form)
        assert status == 1
        for datum in ("Aminah", "081234567890", "34567"):
            assert datum not in out + err


def test_a_clean_release_gives_status_0(capsys: pytest.CaptureFixture[str], content: Path) -> None:
    path = write(content, GOOD)
    assert check(capsys, content, str(path))[0] == 0


def test_a_missing_path_is_wrong_usage(capsys: pytest.CaptureFixture[str], content: Path) -> None:
    assert run(capsys, "periksa", "-C", str(content), str(content / "tiada.md"))[0] == 2


def test_findings_in_front_matter_have_its_line(
    capsys: pytest.CaptureFixture[str], content: Path
) -> None:
    write(content, GOOD.replace("\n\n", "\nRingkasan: Korban bernama Siti Aminah (14).\n\n", 1))
    rows = check(capsys, content)[1]["problems"]
    assert [row["line"] for row in rows if row["code"] == "privasi.E006"] == [6]


def test_a_text_that_is_no_release_is_checked_all_the_same(
    capsys: pytest.CaptureFixture[str], content: Path
) -> None:
    write(content, "Tanpa kepala.\n\nKorban bernama Siti Aminah (14) dirawat.\n")
    codes = {row["code"] for row in check(capsys, content)[1]["problems"]}
    assert "privasi.E006" in codes


def test_sarif_names_rule_level_and_line(capsys: pytest.CaptureFixture[str], content: Path) -> None:
    write(content, BAD)
    _, out, _ = run(capsys, "periksa", "--sarif", "-C", str(content))
    report = json.loads(out)
    assert report["version"] == "2.1.0"
    result = next(
        result for result in report["runs"][0]["results"] if result["ruleId"] == "privasi.E006"
    )
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
    rules = {rule["id"] for rule in report["runs"][0]["tool"]["driver"]["rules"]}
    assert "privasi.E006" in rules


def test_perbaiki_changes_spelling_and_shows_it(
    capsys: pytest.CaptureFixture[str], content: Path
) -> None:
    path = write(content, GOOD.replace("mengimbau", "menghimbau"))
    _, out, _ = run(capsys, "periksa", "--perbaiki", "-C", str(content))
    assert "-menghimbau +mengimbau" in out
    assert path.read_text() == GOOD


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Personil berpatroli pada Jum'at malam.", "Personel berpatroli pada Jumat malam."),
        ("“Kami himbau warga,” ujar Kapolsek, menghimbau lagi.",
         "“Kami himbau warga,” ujar Kapolsek, mengimbau lagi."),
        ("Lihat [himbauan](himbauan.md) ini.", "Lihat [imbauan](himbauan.md) ini."),
        ("Alamat https://contoh.test/himbau tetap.", "Alamat https://contoh.test/himbau tetap."),
    ],
)  # fmt: skip
def test_fixes_leave_quotations_and_addresses(before: str, after: str) -> None:
    head = "Judul: Patroli\n\n"
    assert fixes.fix(head + before)[0] == head + after


def test_the_full_stop_of_a_title_goes() -> None:
    assert fixes.fix("Judul: Patroli malam.\n\nTeks.")[0] == "Judul: Patroli malam\n\nTeks."
    assert fixes.fix("Judul: Oleh A.B.\n\nTeks.")[1] == []


def test_samarkan_says_what_to_install(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "is_available", lambda: False)
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"")
    status, _, err = run(capsys, "samarkan", str(photo))
    assert status == 1
    assert "kentongan[faces]" in err


def test_regions_are_written_as_front_matter() -> None:
    from kentongan.domain.release import Blur

    assert faces.line_of([Blur(10, 20.5, 30, 40)]) == "Samarkan: 10,20.5,30,40"
