"""A preview is the page that a build makes, and leaves nothing behind where others look."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kentongan.meja.orders import Order, Place
from kentongan.meja.preview import Preview, card_of
from kentongan.site.theme_files import ThemeFiles

from tests.site.builder import GOLDEN, NOW, ROOT, SITEURL, Built

RELEASES = sorted(GOLDEN.glob("rilis/**/*.md"))
SECRET = "kalimat rahasia yang belum diputuskan"


@pytest.fixture(scope="module")
def preview(golden: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    place = Place(
        GOLDEN, golden.output, golden.output.with_name("output.cache"),
        tmp_path_factory.mktemp("meja") / "pratinjau", {"SITEURL": SITEURL},
    )  # fmt: skip
    preview = Preview(place, ThemeFiles(ROOT / "theme/static"))
    yield preview
    preview.close()
    assert not place.scratch.exists()


def test_the_bytes_are_those_of_the_build(golden: Built, preview: Preview) -> None:
    compared = 0
    for file in RELEASES:
        shown = preview.of(file.relative_to(GOLDEN).as_posix(), file.read_bytes(), {}, NOW)
        if shown.page is None or shown.is_marked:
            continue
        assert not shown.is_alone
        assert (
            shown.page.read_bytes()
            == (golden.output / shown.url.lstrip("/") / "index.html").read_bytes()
        ), file.name
        compared += 1
    assert compared > 15


def test_each_preview_is_of_its_own_moment(golden: Built, preview: Preview) -> None:
    """The process is warm: nothing that stands on every page may stay from an earlier one."""
    file = next(path for path in RELEASES if path.name == "patroli-pilkada.md")
    path, data = file.relative_to(GOLDEN).as_posix(), file.read_bytes()
    built = (golden.output / "berita/2024/08/patroli-pilkada/index.html").read_bytes()
    banner = b"Waspada hujan lebat"
    assert banner in built
    for later in ("2027-03-01T08:00:00+07:00", "2027-03-02T08:00:00+07:00"):
        shown = preview.of(path, data, {}, later)
        assert shown.page is not None and banner not in shown.page.read_bytes()
        shown = preview.of(path, data + b"\n", {}, NOW)
        assert shown.page is not None and banner in shown.page.read_bytes()
        preview._forget(0)


def test_a_preview_is_made_again_once_it_may_be_old(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = RELEASES[0]
    path, data = file.relative_to(GOLDEN).as_posix(), file.read_bytes()
    now = [1_800_000_000.0]
    monkeypatch.setattr("kentongan.meja.preview.time.time", lambda: now[0])
    first = preview.of(path, data, {})
    now[0] += 10
    assert preview.of(path, data, {}) is first
    now[0] += 60
    second = preview.of(path, data, {})
    assert second is not first
    with preview.resting():
        assert preview.of(path, data, {}) is second
    assert preview.of(path, data, {}) is not second
    assert first.page and not first.page.exists()


def test_a_draft_shows_what_is_written_and_nothing_stays(golden: Built, preview: Preview) -> None:
    cache = golden.output.with_name("output.cache")
    before = _stamps(cache, golden.output)
    source = RELEASES[0]
    data = source.read_bytes() + f"\n\nIni {SECRET}.\n".encode()
    path = "rilis/2026/11/belum-diputuskan.md"
    shown = preview.of(path, data.replace(b"Kode:", b"X-Kode:"), {}, NOW)
    assert shown.page is not None
    assert SECRET.encode() in shown.page.read_bytes()
    assert _stamps(cache, golden.output) == before
    assert preview.file(shown, "../../../../../../etc/passwd") is None
    assert preview.file(shown, shown.url.lstrip("/") + "index.html") == shown.page.read_bytes()


def test_a_page_that_cannot_be_made_is_told_by_its_problems(preview: Preview) -> None:
    shown = preview.of("rilis/2026/11/kosong.md", b"Judul: Tanpa tanggal\n\nIsi.\n", {}, NOW)
    assert shown.page is None
    assert any(problem.severity == "error" for problem in shown.problems)


_REHEARSAL = """
import pickle, sys
from kentongan.meja.viewer import Viewer
viewer = Viewer(pickle.load(sys.stdin.buffer))
viewer.rehearse()
known = set(sys.modules)
viewer.show(pickle.load(sys.stdin.buffer))
print(sorted(name for name in set(sys.modules) - known if "kentongan" in name or "jinja" in name))
print(sorted(path.name for path in viewer.place.scratch.iterdir()))
"""


def test_a_rehearsal_leaves_nothing_to_load_and_no_page(golden: Built, tmp_path: Path) -> None:
    cache = golden.output.with_name("output.cache")
    place = Place(GOLDEN, golden.output, cache, tmp_path / "pratinjau", {"SITEURL": SITEURL})
    file = RELEASES[0]
    path = file.relative_to(GOLDEN).as_posix()
    orders = (place, Order(path, file.read_bytes(), {}, tmp_path / "halaman", NOW))
    done = subprocess.run(
        [sys.executable, "-c", _REHEARSAL],
        input=b"".join(map(pickle.dumps, orders)), capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode().split("\n")[:2] == ["[]", "['cache', 'isi']"]


def test_a_process_that_was_killed_is_begun_again(preview: Preview) -> None:
    file = RELEASES[1]
    path = file.relative_to(GOLDEN).as_posix()
    preview.warm()
    assert preview._child is not None
    preview._child.kill()
    assert preview.of(path, file.read_bytes() + b"\n\nLagi.\n", {}, NOW).page is not None


def test_its_process_rests_while_the_site_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    begun: list[subprocess.Popen[bytes]] = []

    def start(*_: object, **pipes: Any) -> subprocess.Popen[bytes]:
        begun.append(real(idle, **pipes))
        return begun[-1]

    real = subprocess.Popen
    monkeypatch.setattr("kentongan.meja.preview.subprocess.Popen", start)
    place = Place(tmp_path, tmp_path, tmp_path, tmp_path / "pratinjau")
    preview = Preview(place, ThemeFiles(ROOT / "theme/static"))
    with preview.resting():
        preview.warm()
        assert begun == []
    assert len(begun) == 1  # the first screen had asked for it
    with preview.resting():
        assert begun[0].poll() is not None
    assert len(begun) == 2
    preview.close()


def test_a_card_is_read_from_the_page() -> None:
    page = (
        b'<meta property="og:title" content="A &amp; B">'
        b'<meta property="og:description" content="Isi"><body>'
    )
    assert card_of(page).title == "A & B"
    assert card_of(page).summary == "Isi"


def _stamps(*folders: Path) -> dict[Path, int]:
    """When each file was written, but for what a reader of the index leaves beside it: `-shm`,
    which holds no text, and an empty `-wal`."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {
        path: path.stat().st_mtime_ns
        for path in files
        if not path.name.endswith("-shm")
        and not (path.name.endswith("-wal") and path.stat().st_size == 0)
    }
