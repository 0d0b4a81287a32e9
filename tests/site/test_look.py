"""`humas lihat` makes the very page that a build makes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kentongan.desk.cli import humas
from kentongan.newsroom.configuration import load
from kentongan.newsroom.look import copy_for_browser, look

from tests.site.builder import GOLDEN, NOW, ROOT, SITEURL, build

CONF = """\
import runpy
globals().update(runpy.run_path({conf!r}))
CACHE_PATH = {cache!r}
SITEURL = {siteurl!r}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A project with the golden content, built below a folder of its host."""

    content: Path
    output: Path

    def look(self, path: str) -> tuple[Result, dict[str, object]]:
        words = ["lihat", "--json", "-C", str(self.content), str(self.content / path)]
        done = CliRunner().invoke(humas, words, env={"HUMAS_NOW": NOW, "SITEURL": SITEURL + "/h"})
        return done, json.loads(done.stdout) if done.stdout else {}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    project = tmp_path_factory.mktemp("situs")
    content, output, cache = project / "content", project / "output", project / "sisa"
    shutil.copytree(GOLDEN, content)
    values = {
        "conf": str(ROOT / "pelicanconf.py"),
        "cache": str(cache),
        "siteurl": SITEURL + "/h",
    }
    (project / "pelicanconf.py").write_text(CONF.format(**values))
    assert build(content, output, cache=cache, siteurl=SITEURL + "/h").status == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("sementara")))
        patch.setattr("tempfile.tempdir", None)
        yield Place(content, output)


MANUSCRIPTS = sorted(
    path.relative_to(GOLDEN).as_posix()
    for folder in ("rilis", "satuan", "halaman")
    for path in (GOLDEN / folder).rglob("*.md")
)


def test_every_public_page_is_that_of_the_build(place: Place) -> None:
    previews = 0
    for path in MANUSCRIPTS:
        done, found = place.look(path)
        assert done.exit_code == 0, (path, done.output)
        page = Path(str(found["path"])).read_bytes()
        if found["preview"]:
            previews += 1
            assert not (place.output / f"{found['url']}index.html"[1:]).exists()
            continue
        assert page == (place.output / f"{found['url']}index.html"[1:]).read_bytes(), path
    assert 0 < previews < len(MANUSCRIPTS) / 2


def test_a_change_is_seen_at_once_and_nothing_else_is_written(place: Place) -> None:
    path = next(path for path in MANUSCRIPTS if path.startswith("rilis/2026/05"))
    file = place.content / path
    before = file.read_text("utf-8")
    known = {other: other.stat().st_mtime_ns for other in place.output.rglob("*")}
    try:
        file.write_text(before + "\nKalimat yang baru saja ditulis.\n", "utf-8")
        _, found = place.look(path)
    finally:
        file.write_text(before, "utf-8")
    assert "Kalimat yang baru saja ditulis." in Path(str(found["path"])).read_text("utf-8")
    assert known == {other: other.stat().st_mtime_ns for other in place.output.rglob("*")}


def test_a_draft_leaves_nothing_in_the_cache(place: Place) -> None:
    cache = place.content.parent / "sisa"
    file = place.content / "rilis/2026/11/kata-rahasia.md"
    file.write_text(
        "Judul: Kata rahasia sekali\nTanggal: 4 November 2026\nSatuan: Polsek Kalibening\n"
        "Status: draf\n\nIsi yang masih rahasia dari Polsek Kalibening.\n",
        "utf-8",
    )
    try:
        _, found = place.look("rilis/2026/11/kata-rahasia.md")
    finally:
        file.unlink()
    page = Path(str(found["path"]))
    assert found["preview"] and "masih rahasia" in page.read_text("utf-8")
    assert page.parents[4].stat().st_mode & 0o077 == 0
    for other in cache.rglob("*"):
        assert not other.is_file() or b"masih rahasia" not in other.read_bytes()


def test_the_copy_for_the_browser_finds_all_that_it_loads(place: Place) -> None:
    path = next(path for path in MANUSCRIPTS if "Gambar:" in (GOLDEN / path).read_text("utf-8"))
    found = look(place.content, place.content / path, stated_now=NOW)
    copy = copy_for_browser(found, load(place.content))
    page = copy.read_text("utf-8")
    loaded = re.findall(
        r'<(?:link rel="stylesheet" href|img[^>]* src|script[^>]* src)="([^"]+)', page
    )
    assert len(loaded) > 2
    for address in loaded:
        assert (copy.parent / address).is_file(), address


def test_an_error_is_told_instead_of_a_page(place: Place) -> None:
    file = place.content / "rilis/2026/11/keliru.md"
    file.write_text("Judul: Tanpa tanggal\nSatuan: Polsek Kalibening\n\nIsi.\n", "utf-8")
    try:
        done, found = place.look("rilis/2026/11/keliru.md")
    finally:
        file.unlink()
    assert (done.exit_code, found["path"]) == (1, None)
    assert "releases.E002" in done.stdout


@pytest.mark.parametrize("path", ["peringatan.md", "../pelicanconf.py"])
def test_what_has_no_page_is_refused(place: Place, path: str) -> None:
    (place.content / "peringatan.md").touch()
    done, _ = place.look(path)
    assert done.exit_code == 2, done.output
