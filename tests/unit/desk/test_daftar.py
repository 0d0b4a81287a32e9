"""The list of releases, as people and machines read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.desk.newsrooms import CODES, Folder

KEYS = "code path url title date published updated unit kind status tags".split()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "isi")
    folder.write("terbit", f"Kode: {CODES[0]}\nTag: Patroli, Pilkada\n", body="Kata sandi: mangga.")
    folder.write("draf", "Status: draf\n")
    folder.write("embargo", "Terbit: 30 November 2026\nJenis: imbauan\n")
    folder.write("dicabut", "Dicabut: privasi\nAlasan: nama anak\n", title="Judul rahasia")
    folder.write("ditutup", "Jenis: dpo\nBerlaku-Sampai: 1 Juni 2026\n", title="DPO rahasia")
    return folder


def test_the_json_has_the_keys_of_the_contract_and_times_with_offset(folder: Folder) -> None:
    rows = folder.json("daftar")
    assert all(list(row) == KEYS for row in rows) and len(rows) == 5
    row = next(row for row in rows if row["code"] == CODES[0])
    assert row["url"] == "/berita/2026/05/terbit/" and row["path"] == "rilis/2026/05/terbit.md"
    assert row["date"] == row["published"] == row["updated"] == "2026-05-04T00:00:00+07:00"
    assert row["unit"] == "polsek-uji" and row["tags"] == ["Patroli", "Pilkada"]


def test_every_state_has_its_word_and_hidden_titles_stay_hidden(folder: Folder) -> None:
    rows = {row["path"].rsplit("/", 1)[1][:-3]: row for row in folder.json("daftar")}
    assert all(name == row["status"] for name, row in rows.items())
    assert "rahasia" not in rows["dicabut"]["title"] + rows["ditutup"]["title"]
    assert rows["dicabut"]["url"] == f"/r/{rows['dicabut']['code']}/"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--status", "draf"], {"draf"}),
        (["--satuan", "Polsek Uji", "--jenis", "Imbauan"], {"embargo"}),
        (["--tag", "pilkada"], {"terbit"}),
        (["--cari", "SANDI mangga"], {"terbit"}),
        (["--sejak", "5 Mei 2026"], set()),
        (["--sampai", "4 Mei 2026", "--status", "terbit"], {"terbit"}),
    ],
)
def test_filters(folder: Folder, filters: list[str], expected: set[str]) -> None:
    rows = folder.json("daftar", *filters)
    assert {row["path"].rsplit("/", 1)[1][:-3] for row in rows} == expected


@pytest.mark.parametrize(
    ("filters", "status", "words"),
    [
        (["--satuan", "Polsek Uij"], 1, "Polsek Uji"),
        (["--jenis", "imbaun"], 2, "imbauan"),
        (["--sejak", "5 Mai 2026"], 2, "tidak dikenali"),
    ],
)
def test_wrong_filters_are_told(
    folder: Folder, filters: list[str], status: int, words: str
) -> None:
    result = folder.run("daftar", *filters)
    assert result.exit_code == status and words in result.output


def test_the_table_names_code_state_and_title(folder: Folder) -> None:
    output = folder.run("daftar", "--status", "terbit").output
    assert CODES[0] in output and "Berita terbit" in output and "1 rilis." in output
