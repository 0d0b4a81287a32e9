"""The versions of a release, told from Git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.unit.desk.newsrooms import CODES, Folder

A = CODES[0]
BODY = "Polsek Uji berpatroli di pasar bersama warga pada malam hari sampai pagi."


def commit(folder: Folder, message: str) -> None:
    names = ["-c", "user.name=Petugas Uji", "-c", "user.email=uji@humas.test"]
    subprocess.run(["git", "add", "-A"], cwd=folder.path, check=True)
    subprocess.run(["git", *names, "commit", "-qm", message], cwd=folder.path, check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "isi")
    subprocess.run(["git", "init", "-q"], cwd=folder.path, check=True)
    folder.write("a", body=BODY)
    commit(folder, "satu")
    folder.write("a", f"Kode: {A}\n", body=BODY, title="Judul baru")
    commit(folder, "dua")
    (folder.path / "rilis/2026/05/a.md").rename(folder.path / "rilis/2026/05/ä b.md")
    commit(folder, "tiga")
    return folder


def test_versions_are_followed_through_a_new_name(folder: Folder) -> None:
    found = folder.json("riwayat", A)
    assert found["code"] == A and len(found["versions"]) == 3
    newest, middle, oldest = found["versions"]
    assert newest["changes"][0] == "berkas pindah dari rilis/2026/05/a.md"
    assert middle["changes"] == [f"diberi kode {A}", "judul semula “Berita a”"]
    assert oldest["changes"] == ["naskah pertama"] and oldest["title"] == "Berita a"
    assert oldest["author"] == "Petugas Uji" and oldest["words"] == len(BODY.split())


def test_what_is_not_committed_is_a_version_too(folder: Folder) -> None:
    file = folder.path / "rilis/2026/05/ä b.md"
    file.write_text(file.read_text().replace("malam hari", "siang"))
    newest = folder.json("riwayat", A)["versions"][0]
    assert newest["commit"] is None
    assert newest["changes"] == ["isi: 1 kata ditambah, 2 kata dihapus"]
    assert "belum disimpan di Git" in folder.run("riwayat", A).output


def test_without_git_history_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path / "isi")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder.write("a", f"Kode: {A}\n")
    result = folder.run("riwayat", A)
    assert result.exit_code == 0 and "tidak disimpan dengan Git" in result.output
    monkeypatch.setenv("PATH", "")
    assert "Git tidak terpasang" in folder.json("riwayat", A)["message"]


def test_a_file_that_was_never_committed_has_no_history(folder: Folder) -> None:
    folder.write("baru", f"Kode: {CODES[1]}\n")
    assert "belum pernah disimpan" in folder.run("riwayat", CODES[1]).output
