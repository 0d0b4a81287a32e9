"""Factories that keep each test to its example."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings
from kentongan.domain import codes, lifecycle, text
from kentongan.domain.release import Release
from kentongan.domain.units import Registry, Unit
from kentongan.site import entries
from kentongan.site.entry import Entry
from kentongan.site.model import File, Site
from kentongan.storage.locking import exclusive
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.memory import work_in_memory
from tests.site.builder import GOLDEN, ROOT, SITEURL, Built, build

work_in_memory()

# How long an example takes says how busy the machine is.
settings.register_profile("uji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("uji")

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=WIB)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a process: Playwright can be begun once."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process of tests is left alone with it at the end.

    Whole sites and servers, then files with random examples, then all others.
    """
    random = {item.path for item in items if _draws_examples(item)}
    items.sort(key=lambda item: ("unit" in item.path.parts, item.path not in random))


def _draws_examples(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and is_hypothesis_test(item.function)


UNITS = (
    Unit("polres-pasuruan-kota", "Polresta Pasuruan", "Polres Pasuruan Kota", level="polresta"),
    Unit("polsek-kraton", "Polsek Kraton", level="polsek", parent="polres-pasuruan-kota"),
)


def new_release(**changes: Any) -> Release:
    """A plain public release; `changes` replace its fields, `html` follows `text`."""
    slug = changes.get("slug", "patroli-malam")
    happened_at = changes.get("happened_at", datetime(2026, 5, 4, 14, 30, tzinfo=WIB))
    words = changes.get("text", "Polsek Kraton berpatroli di permukiman warga.\nWarga menyambut.")
    path = changes.get("path", f"rilis/{happened_at:%Y/%m}/{slug}.md")
    base: dict[str, Any] = {
        "code": codes.derive(path),
        "path": path,
        "slug": slug,
        "url": f"/berita/{happened_at:%Y/%m}/{slug}/",
        "title": "Patroli malam di Kraton",
        "happened_at": happened_at,
        "unit": "polsek-kraton",
        "tags": ("Patroli",),
        "summary": text.summarise(words),
        "author": "Humas Polsek Kraton",
        "text": words,
        "body": words.replace("\n", "\n\n"),
        "html": "\n".join(f"<p>{line}</p>" for line in words.split("\n")),
    }
    return Release(**(base | changes))


def written(files: Iterable[File]) -> dict[str, bytes]:
    """The bytes of output files by their paths."""
    return {path: data.read_bytes() if isinstance(data, Path) else data for path, data in files}


@dataclass(frozen=True, slots=True)
class MadeInMemory:
    """The files that were made so far, for tasks that come after others (`site.made`)."""

    files: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def previous(self, path: str) -> bytes | None:
        return None

    def is_new(self, task: str) -> bool:
        return True


class LastBuild(MadeInMemory):
    """The files of a build that was carried out before."""

    def previous(self, path: str) -> bytes | None:
        return self.files.get(path)


def entry_of(release: Release, now: datetime = NOW) -> Entry:
    view = lifecycle.public_view(release, now)
    return entries.entry_of(view, lifecycle.recognised(release, view))


class MemoryBlobs:
    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.values.get(key)

    def put(self, key: str, value: bytes) -> None:
        self.values[key] = value

    def delete(self, key: str) -> None:
        self.values.pop(key, None)

    def keys(self) -> list[str]:
        return sorted(self.values)


class MemoryStore:
    def __init__(self, releases: Sequence[Release], facts: Mapping[tuple[str, str], bytes]) -> None:
        self.releases = {release.code: release for release in releases}
        self.known_facts = dict(facts)
        self.tables: dict[str, MemoryBlobs] = {}

    def release(self, code: str) -> Release:
        return self.releases[code]

    def facts(self, name: str, code: str) -> bytes | None:
        return self.known_facts.get((name, code))

    def findings(self, code: str) -> tuple[str, ...]:
        return ()

    def blobs(self, table: str) -> MemoryBlobs:
        return self.tables.setdefault(table, MemoryBlobs())


def new_site(
    releases: Sequence[Release] = (),
    *,
    now: datetime = NOW,
    units: Sequence[Unit] = UNITS,
    facts: Mapping[tuple[str, str], bytes] | None = None,
    **settings: Any,
) -> Site:
    """A site of these releases as the public sees them at `now`, held in memory."""
    views = [lifecycle.public_view(release, now) for release in releases]
    seen = [view for view in views if view.state != "hidden"]
    all_entries = [entry_of(release, now) for release in releases]
    listed = [entry for entry in all_entries if entry.state == "shown"]
    listed.sort(key=lambda entry: (entry.published_at, entry.code), reverse=True)
    unlisted = [entry for entry in all_entries if entry.state in ("withdrawn", "closed")]
    unlisted.sort(key=lambda entry: (entry.changed_at, entry.code), reverse=True)
    return Site(
        settings={"SITENAME": "Humas Uji", "SITEURL": "https://humas.test", **settings},
        now=now,
        zone=ZoneInfo("Asia/Jakarta"),
        units=Registry(units),
        pages=(),
        listed=listed,
        unlisted=unlisted,
        banner=None,
        content=Path("content"),
        store=MemoryStore([view.release for view in seen], facts or {}),
        render=lambda site, template, context: template.encode(),
    )


@pytest.fixture(autouse=True, scope="session")
def own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What `humas` remembers for a person is not that of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("ingatan")))
        yield


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def make_release() -> Callable[..., Release]:
    return new_release


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    return lambda **changes: entry_of(new_release(**changes))


@pytest.fixture
def make_site() -> Callable[..., Site]:
    return new_site


# The sites that many tests ask questions of, each built by whichever process of tests asks first.

PREFIX = "/humas"


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The golden site; ask, do not change."""
    return built_once(tmp_path_factory, "golden", GOLDEN)


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The content that the project ships; ask, do not change."""
    return built_once(tmp_path_factory, "starter", ROOT / "content")


@pytest.fixture(scope="session")
def below_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The golden site at an address with a folder."""
    return built_once(tmp_path_factory, "awalan", GOLDEN, siteurl=SITEURL + PREFIX)


def built_once(
    factory: pytest.TempPathFactory, name: str, content: Path, siteurl: str = SITEURL
) -> Built:
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of all processes of this run
    place, report = folder / f"situs-{name}", folder / f"situs-{name}.laporan"
    with exclusive(folder / f"situs-{name}.kunci", "uji", waiting=lambda: None):
        if not report.is_file():
            built = build(content, place / "output", siteurl=siteurl, cold=True)
            assert built.status == 0, built.report
            report.write_text(built.report, encoding="utf-8")
    return Built(0, report.read_text("utf-8"), place / "output")
