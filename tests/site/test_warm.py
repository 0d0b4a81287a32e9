"""Builds in a process that keeps its imports are those of a process of their own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from kentongan.frame import preview
from kentongan.frame.preview import Builder, State, follow

from tests.site.builder import BUILD, GOLDEN, ROOT, build, command, tree
from tests.site.edits import Newsroom

RELEASE = "rilis/2026/11/patroli-malam-di-pasar-kalibening.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "isi"))


@pytest.fixture
def warm(content: Path, tmp_path: Path) -> Iterator[Builder]:
    words, environment = command(content, tmp_path / "hangat", preview=True)
    words[words.index(BUILD)] = "kentongan.frame.warm"
    with Builder(words, environment | {"PYTHONPATH": str(ROOT / "plugins")}) as builder:
        yield builder


def test_the_bytes_are_those_of_a_build_of_its_own(
    warm: Builder, content: Path, tmp_path: Path
) -> None:
    assert warm.build()
    file = content / RELEASE
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("Judul:", "Judl:", 1), "utf-8")
    assert not warm.build()
    file.write_text(f"{whole}\nSatu paragraf lagi.\n", "utf-8")
    assert warm.build()
    build(content, tmp_path / "dingin", preview=True, cold=True)
    assert tree(tmp_path / "hangat") == tree(tmp_path / "dingin")
    assert any(b"Satu paragraf lagi" in page.read_bytes() for page in tmp_path.rglob("*.html"))


def test_a_setting_that_stops_the_build_is_told(tmp_path: Path) -> None:
    words, environment = command(GOLDEN, tmp_path / "hangat", HUMAS_LISTS_PAGE_SIZ="5")
    words[words.index(BUILD)] = "kentongan.frame.warm"
    environment["PYTHONPATH"] = str(ROOT / "plugins")
    done = subprocess.run(
        words, cwd=ROOT, env=environment, input="\n", capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n" and "maksud Anda HUMAS_LISTS_PAGE_SIZE?" in done.stderr


# The clock and the settings of a process that stays are those that it was begun with.
NOT_SEEN = ("advance_clock", "change_setting")


class Saving(Builder):
    """Saves each time that nothing was saved for a while, and first compares with a clean build."""

    newsroom: Newsroom
    left = 12
    saved = ""

    def look(self) -> bool:
        if self.saved:
            assert not super().look(), f"not told after {self.saved}"
            clean = self.newsroom.folder.with_name(f"bersih-{self.left}")
            build(self.newsroom.folder, clean, preview=True)
            grown = tree(self.newsroom.folder.with_name("hangat"))
            assert grown == tree(clean), f"after {self.saved}"
        self.left -= 1
        if not self.left:
            self._stop.set()
        self.saved = self._save()
        return False

    def _save(self) -> str:
        before = tree(self.newsroom.folder)
        while tree(self.newsroom.folder) == before:
            edit = self.newsroom.random.choice(self.newsroom.edits)
            if edit.__name__ not in NOT_SEEN:
                edit()
        return edit.__name__


@pytest.mark.parametrize("seed", [11, 21])
def test_random_saves_that_the_watcher_tells_of_give_the_bytes_of_a_clean_build(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "QUIET", 300)
    newsroom = Newsroom(tmp_path / "isi", seed)
    words, environment = command(newsroom.folder, tmp_path / "hangat", preview=True)
    words[words.index(BUILD)] = "kentongan.frame.warm"
    stop = threading.Event()
    builder = Saving(words, environment | {"PYTHONPATH": str(ROOT / "plugins")}, stop)
    builder.newsroom = newsroom
    with builder:
        assert builder.build()
        follow(newsroom.folder, builder, State(), stop)
    assert not builder.left


def answering(status: str) -> Builder:
    return Builder([sys.executable, "-c", f"input(); print({status}, flush=True); input()"], {})


@pytest.mark.parametrize(("status", "made"), [("0", True), ("1", False), ("-9", False)])
def test_only_a_build_that_ends_well_has_made_the_site(status: str, made: bool) -> None:
    with answering(status) as builder:
        assert builder.build() is made


def test_a_process_that_has_died_is_started_again(tmp_path: Path) -> None:
    note = tmp_path / "sudah"
    script = f"""
import pathlib, sys
note = pathlib.Path({str(note)!r})
input()
if not note.exists():
    note.touch()
    sys.exit(3)
print(0, flush=True)
"""
    with Builder([sys.executable, "-c", script], {}) as builder:
        assert builder.build()
        assert builder.build()


def test_a_process_that_cannot_live_is_a_build_that_failed() -> None:
    with Builder([sys.executable, "-c", ""], {}) as builder:
        assert not builder.build()


def test_a_preview_whose_first_build_fails_waits_for_the_mend(tmp_path: Path) -> None:
    content = tmp_path / "content"
    release = content / "rilis/2026/11/patroli.md"
    release.parent.mkdir(parents=True)
    (content / "satuan").mkdir()
    (content / "satuan/polsek-kraton.md").write_text("Nama: Polsek Kraton\nTingkat: polsek\n")
    head = "Judul: Patroli\nSatuan: polsek-kraton\nTanggal: {}\n\nPolsek Kraton berpatroli.\n"
    release.write_text(head.format("kapan-kapan"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "kentongan.frame.preview", "--content", str(content)]
    words += ["--output", str(tmp_path / "output"), "--port", str(port)]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            told = iter(process.stderr or ())
            assert any("lalu simpan" in line for line in told)
            assert any("Pratinjau di" in line for line in told)
            with pytest.raises(urllib.error.HTTPError) as missing:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/")
            assert "simpan" in missing.value.read().decode()
            for turn in range(600):
                if not turn % 20:  # the first may come before the folder is watched
                    release.write_text(head.format("24 November 2026"))
                with (
                    suppress(urllib.error.HTTPError),
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page,
                ):
                    assert "Patroli" in page.read().decode()
                    break
                time.sleep(0.1)
            else:
                raise AssertionError("the preview was not built")
        finally:
            process.terminate()
