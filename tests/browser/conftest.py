"""A real Chromium, a loopback server, and pages that report what the console says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser import pages
from tests.browser.serving import serving
from tests.site.builder import Built

SIZES = {320: 640, 360: 740, 1280: 900}


@pytest.fixture(scope="session")
def theme_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page type and state, rendered by the theme alone, and the component gallery."""
    folder = tmp_path_factory.mktemp("tema")
    pages.write(folder)
    return folder


@pytest.fixture(scope="session")
def theme_server(theme_dir: Path) -> Iterator[str]:
    with serving(theme_dir) as address:
        yield address


@pytest.fixture(scope="session")
def built_site(starter: Built) -> Path:
    """The starter content, built as `make site` builds it."""
    return starter.output


@pytest.fixture(scope="session")
def server(built_site: Path) -> Iterator[str]:
    """The built site on the loopback interface."""
    with serving(built_site) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves folders for as long as the pages of the test are open: they may still ask for more."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(folder))


@pytest.fixture
def open_page(browser: Browser, serve: Callable[[Path], str]) -> Iterator[Callable[..., Page]]:
    """Opens pages; whatever their console complains about fails the test at its end."""
    with Windows(browser) as windows:
        yield windows.open
    assert not windows.complaints


class Windows(ExitStack):
    """Pages that are open for a while, and what their console complains about."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self._browser = browser
        self.complaints: list[str] = []

    def open(self, address: str, width: int = 360, **options: Any) -> Page:
        size = {"width": width, "height": SIZES.get(width, 800)}
        # A worker would answer before the routes of a test.
        options.setdefault("service_workers", "block")
        context = self._browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        self.callback(context.close)
        page = context.new_page()
        page.on("console", partial(self._hear, page))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.goto(address)
        return page

    def _hear(self, page: Page, message: ConsoleMessage) -> None:
        is_ours = "blocked by Playwright" not in message.text  # the worker, as asked above
        if message.type in ("error", "warning") and is_ours:
            self.complaints.append(f"{page.url}: {message.text} {message.location['url']}")
