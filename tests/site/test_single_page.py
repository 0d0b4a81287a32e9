"""One page is shown without a build, byte for byte as the build makes it."""

from __future__ import annotations

import re
import runpy
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.units import Registry
from kentongan.engine.content import Sources
from kentongan.engine.index import index_name
from kentongan.engine.single import SinglePage, page_of
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.options import ReadOptions
from kentongan.site import receivers
from kentongan.site.model import Setup
from kentongan.site.rendering import Pages

from tests.site.builder import GOLDEN, NOW, ROOT, SITEURL, Built, build, tree

Show = Callable[[str], SinglePage]


def shower(content: Path, output: Path, cache: Path, siteurl: str = SITEURL) -> Show:
    """`page_of` for the files of a content folder, as the newsroom would call it."""
    values = runpy.run_path(str(ROOT / "pelicanconf.py")) | {"SITEURL": siteurl}
    receivers.announce_parts(values["PLUGINS"])
    zone, now = ZoneInfo("Asia/Jakarta"), datetime.fromisoformat(NOW)
    name = index_name(content, output, preview=False)

    def show(path: str) -> SinglePage:
        setup = Setup(values, content, cache, zone, Registry(()))
        folder = Folder(content, ReadOptions(zone, now, values["SITENAME"]))
        sources = Sources(setup, folder, Pages(Path(values["THEME"]), values).render)
        return page_of(path, cache / f"{name}.sqlite", sources, now)

    return show


def releases(content: Path) -> list[str]:
    return sorted(path.relative_to(content).as_posix() for path in content.glob("rilis/**/*.md"))


@pytest.fixture(scope="session")
def show(golden: Built) -> Show:
    return shower(GOLDEN, golden.output, golden.output.with_name("output.cache"))


@pytest.mark.parametrize("path", releases(GOLDEN))
def test_the_page_of_a_file_is_that_of_the_build(golden: Built, show: Show, path: str) -> None:
    shown = show(path)
    assert not shown.is_alone
    if shown.is_preview:
        assert not (golden.output / shown.url[1:]).exists()
        assert shown.html and b"noindex" in shown.html
        return
    assert shown.html == (golden.output / shown.url[1:] / "index.html").read_bytes()
    for name, data in shown.files.items():
        made = data if isinstance(data, bytes) else data.read_bytes()
        assert made == (golden.output / name).read_bytes(), name


def test_the_golden_site_has_pages_of_every_kind(show: Show) -> None:
    shown = [show(path) for path in releases(GOLDEN)]
    assert any(page.is_preview for page in shown)
    assert sum(not page.is_preview for page in shown) > 20


@pytest.fixture
def copied(golden: Built, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Content, output and cache of a site that may be changed, built once."""
    content, output = tmp_path / "naskah", tmp_path / "situs"
    shutil.copytree(GOLDEN, content)
    assert build(content, output).status == 0
    return content, output, output.with_name("situs.cache")


def test_an_edited_file_shows_as_the_next_build_makes_it(copied: tuple[Path, Path, Path]) -> None:
    content, output, cache = copied
    file = next((content / "rilis").rglob("imbauan*.md"))
    file.write_text(file.read_text("utf-8").replace("kunci", "KUNCI"), "utf-8")
    path = file.relative_to(content).as_posix()
    before = tree(output)
    shown = shower(content, output, cache)(path)
    assert shown.html and b"KUNCI" in shown.html
    assert tree(output) == before
    assert build(content, output).status == 0
    assert shown.html == (output / shown.url[1:] / "index.html").read_bytes()


def test_a_file_with_errors_shows_them_and_no_page(copied: tuple[Path, Path, Path]) -> None:
    content, output, cache = copied
    file = next((content / "rilis").rglob("imbauan*.md"))
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"(?m)^Satuan:.*$", "Satuan: Polsek Antah", text), "utf-8")
    shown = shower(content, output, cache)(file.relative_to(content).as_posix())
    assert shown.html is None
    assert any(problem.severity == "error" for problem in shown.problems)


def test_without_an_index_a_page_is_shown_alone(tmp_path: Path) -> None:
    show = shower(GOLDEN, tmp_path / "situs", tmp_path / "cache")
    path = next(path for path in releases(GOLDEN) if "imbauan" in path)
    shown = show(path)
    assert shown.is_alone and shown.html and b"</html>" in shown.html
    assert not list(tmp_path.glob("cache/*.sqlite*"))
