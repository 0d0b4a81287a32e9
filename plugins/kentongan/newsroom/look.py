"""One page as the public will see it, made without a build."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kentongan.domain.lifecycle import public_view
from kentongan.domain.pages import Page
from kentongan.domain.problems import Problem
from kentongan.domain.units import Registry, Unit
from kentongan.engine.content import Sources
from kentongan.engine.index import index_name
from kentongan.engine.single import known_content, page_of
from kentongan.manuscripts.folder import BANNER, Folder
from kentongan.manuscripts.options import Settings as ReleaseSettings
from kentongan.newsroom import parts
from kentongan.newsroom.configuration import Configuration, load
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.folder import relative
from kentongan.parts.pages import hooks as pages
from kentongan.parts.units import hooks as units
from kentongan.site.model import Setup, Site, Task
from kentongan.site.rendering import Pages
from kentongan.storage.writing import write_whole

_PREFIX = "humas-lihat-"
_DAY = 24 * 60 * 60
# The attributes of a page that load or lead to something.
_ATTRIBUTE = re.compile(rb'(\s(?:href|src|srcset|imagesrcset|poster)=")([^"]*)"')

Files = Mapping[str, bytes | Path]


@dataclass(frozen=True, slots=True)
class Look:
    """A page in a folder of its own; `file` is None where `problems` stop it.

    `url` is where the public will find it. `is_preview` tells that the public cannot see it yet,
    `is_alone` that nothing was built before, so that what it says of others is missing.
    """

    path: str
    url: str
    problems: tuple[Problem, ...]
    folder: Path
    file: Path | None = None
    is_preview: bool = False
    is_alone: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "path": str(self.file) if self.file else None,
            "url": self.url,
            "preview": self.is_preview,
            "problems": [problem.as_json() for problem in self.problems],
        }


def look(content: Path, path: Path, output: Path | None = None, stated_now: str = "") -> Look:
    """The page of a release, a unit or a page. `output` is the folder that the site is built into.

    Its bytes are those of a build at this moment; a draft is marked as in the preview. Pictures
    and the files of the theme lie beside it. Raises NewsroomError.
    """
    configuration = load(content)
    viewer = _Viewer(content, configuration, output, stated_now)
    name = relative(content, path)
    if name not in viewer.folder.files.stamps:
        raise RequestError(f"{path} bukan berkas di folder isi {content}.")
    if name == BANNER:
        raise RequestError(f"{BANNER} tampak di atas setiap halaman; lihat salah satu halaman.")
    if not name.startswith(("rilis/", "satuan/", "halaman/")) or path.suffix != ".md":
        raise RequestError(f"{path} bukan naskah rilis, satuan, atau halaman.")
    return viewer.release(name) if name.startswith("rilis/") else viewer.standing(name)


def copy_for_browser(page: Look, configuration: Configuration) -> Path:
    """A copy of the page that a browser can open from the disk: its addresses are relative."""
    if page.file is None:
        raise NewsroomError(f"{page.path} belum dapat ditampilkan.")
    base = urlsplit(str(configuration.values.get("SITEURL") or "")).path.rstrip("/")
    up = "../" * (len(page.file.relative_to(page.folder).parts) - 1)

    def address(match: re.Match[bytes]) -> bytes:
        rooted = re.sub(
            rb"(^|,\s*)" + re.escape(f"{base}/".encode()) + rb"(?!/)",
            lambda part: part[1] + up.encode(),
            match[2],
        )
        return match[1] + rooted + b'"'

    copy = page.file.with_name("lihat.html")
    write_whole(copy, _ATTRIBUTE.sub(address, page.file.read_bytes()))
    return copy


class _Viewer:
    """Everything needed to make a page of a content folder."""

    def __init__(
        self, content: Path, configuration: Configuration, output: Path | None, stated_now: str
    ) -> None:
        parts.connect(configuration)
        options = configuration.reading(stated_now)
        values = {"SITENAME": "", "SITEURL": "", **configuration.values}
        theme = configuration.theme
        if not (theme / "templates").is_dir():
            raise NewsroomError(f"Folder tema {theme} tidak ada; halaman tidak dapat dibuat.")
        values.setdefault("THEME", str(theme))
        self.theme_files = configuration.theme_files(content)
        self.now = options.now
        self.folder = Folder(content, options)
        setup = Setup(values, content, configuration.cache, options.zone, Registry(()))
        self.sources = Sources(setup, self.folder, Pages(theme, values).render)
        self.related = configuration.of(ReleaseSettings).related
        name = index_name(content, output or configuration.output, preview=False)
        self.index = configuration.cache / f"{name}.sqlite"

    def release(self, path: str) -> Look:
        place = new_folder()
        release = self.folder.read_release(path).value
        sources = self.sources
        if release is None or public_view(release, self.now).state == "hidden":
            # Text that is not public must not stay in the cache.
            sources = replace(sources, setup=replace(sources.setup, cache=place / ".cache"))
        page = page_of(path, self.index, sources, self.now, self.related)
        looked = Look(path, page.url, page.problems, place, None, page.is_preview)
        if page.html is None:
            return looked
        file = self._write(place, page.files, page.url)
        return replace(looked, file=file, is_alone=page.is_alone)

    def standing(self, path: str) -> Look:
        """A unit or a page."""
        place = new_folder()
        read = self.folder.read_file(path)
        of_units = [problem for problem in self.folder.unit_problems if problem.path == path]
        looked = Look(path, "", tuple({*read.problems, *of_units}), place)
        if read.value is None:
            return looked
        url = read.value.url
        with known_content(self.index, self.sources, self.now) as content:
            task = _task_of(content.site, read.value)
            files = dict(task.make(content.site, *task.args)) | dict(content.text_files)
            file = self._write(place, files, url)
        return replace(looked, url=url, file=file, is_alone=not content.site.by_code)

    def _write(self, place: Path, files: Files, url: str) -> Path:
        """The page with all that it loads; the file of the page."""
        for path, data in (*files.items(), *self.theme_files.published()):
            target = place / path
            if isinstance(data, Path):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(data, target)
            else:
                write_whole(target, data, durable=False)
        return place / url.lstrip("/") / "index.html"


def _task_of(site: Site, value: Unit | Page) -> Task:
    """The task that makes the page of a unit or a page."""
    if isinstance(value, Unit):
        name, tasks = f"daftar:{value.url}", units.collect(site)
    else:
        name, tasks = f"halaman:{value.slug}", pages.collect(site)
    return next(task for task in tasks if task.name == name)


def new_folder() -> Path:
    """A folder that only its owner can read; those of earlier days are removed."""
    place = Path(tempfile.gettempdir())
    for old in place.glob(f"{_PREFIX}{os.getuid()}-*"):
        if time.time() - old.stat().st_mtime > _DAY:
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getuid()}-"))
