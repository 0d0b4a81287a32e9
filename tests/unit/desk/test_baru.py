"""`humas baru` and `humas bagikan`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from kentongan.desk import bagikan, baru


@pytest.fixture(autouse=True)
def _workdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUMAS_NOW", "2026-11-24T12:00:00+07:00")
    monkeypatch.setenv("SITEURL", "https://humas.test/")


def start(*args: str, answers: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(baru.command, list(args), input=answers)
    return result.exit_code, result.output


def share(name: str, *args: str) -> tuple[int, str]:
    result = CliRunner().invoke(bagikan.command, [name, *args])
    return result.exit_code, result.output


def test_five_questions_make_a_skeleton() -> None:
    answers = "Polsek Kraton Gelar Patroli\nPolsek Kraton\n\n\nKapolsek Kraton AKP Safiudin\n"
    code, output = start(answers=answers)
    assert code == 0, output
    text = Path("content/rilis/2026/11/polsek-kraton-gelar-patroli.md").read_text(encoding="utf-8")
    assert text.startswith(
        "Judul: Polsek Kraton Gelar Patroli\nTanggal: 24 November 2026\nSatuan: polsek-kraton\n"
        "Jenis: siaran-pers\nNarasumber: Kapolsek Kraton AKP Safiudin\nKode: "
    )
    assert "Status: draf" in text


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--satuan", "Polsek Kratn", "Maksud Anda “Polsek Kraton”?"),
        ("--tanggal", "12 Febuari 2026", "Maksud Anda Februari?"),
        ("--tanggal", "Senin, 24 November 2026", "hari Selasa"),
        ("--jenis", "imbauann", "Maksud Anda imbauan?"),
    ],
)
def test_a_wrong_answer_is_explained_and_writes_nothing(
    option: str, value: str, words: str
) -> None:
    given = {
        "--judul": "Judul", "--satuan": "polsek-kraton", "--tanggal": "24/11/2026",
        "--jenis": "imbauan", "--narasumber": "",
    } | {option: value}  # fmt: skip
    code, output = start(*(part for pair in given.items() for part in pair))
    assert code == 1
    assert words in output
    assert not list(Path().rglob("*.md"))


def write_release(status: str = "") -> None:
    Path("content/satuan").mkdir(parents=True)
    unit = "Nama: Polsek Kraton\nTingkat: polsek\n\nProfil.\n"
    Path("content/satuan/polsek-kraton.md").write_text(unit, encoding="utf-8")
    folder = Path("content/rilis/2024/08")
    folder.mkdir(parents=True)
    (folder / "patroli.md").write_text(
        "Judul: Polsek Kraton *Gelar* Patroli\nTanggal: 30 Agustus 2024\nSatuan: polsek-kraton\n"
        f"Kode: 4K7-Q2M-9XC\n{status}\nPolresta Pasuruan – Polsek Kraton berpatroli.\n\nTamat.\n",
        encoding="utf-8",
    )


@pytest.mark.parametrize("name", ["patroli", "rilis/2024/08/patroli.md", "4k7q2m9xc"])
def test_a_release_is_shared_by_slug_or_code(name: str) -> None:
    from kentongan.domain import codes

    write_release()
    code = codes.printed("4K7Q2M9X" + codes.check_character("4K7Q2M9X"))
    path = Path("content/rilis/2024/08/patroli.md")
    path.write_text(path.read_text(encoding="utf-8").replace("4K7-Q2M-9XC", code), "utf-8")
    status, output = share(code if name == "4k7q2m9xc" else name)
    assert status == 0, output
    assert output == (
        "*Polsek Kraton Gelar Patroli*\n\nPolresta Pasuruan – Polsek Kraton berpatroli.\n\n"
        f"Selengkapnya: https://humas.test/r/{code}/\n\n_Sumber: Humas Polsek Kraton_\n"
    )
    assert json.loads(share("patroli", "--json")[1])["code"] == code


def test_a_draft_is_not_shared() -> None:
    write_release("Status: draf\n")
    path = Path("content/rilis/2024/08/patroli.md")
    path.write_text(path.read_text(encoding="utf-8").replace("Kode: 4K7-Q2M-9XC\n", ""), "utf-8")
    status, output = share("patroli")
    assert (status, "belum terbit" in output) == (1, True)


def test_an_unknown_name_is_told() -> None:
    write_release("Status: draf\n")
    status, output = share("tiada")
    assert (status, output) == (1, "Tidak ada rilis dengan kode, slug, atau berkas “tiada”.\n")
