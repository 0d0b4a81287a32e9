"""A real Chromium, a loopback server, and pages that report what the console says."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import executable
from tests.browser.gallery import gallery_page
from tests.unit.theme.harness import THEME, Pages, all_pages, demo_site

SIZES = {320: 640, 360: 740, 1280: 900}


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".avif": "image/avif",
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address under which `folder` is served on the loopback interface."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def theme_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page type and state, rendered by the theme alone, and the component gallery."""
    folder = tmp_path_factory.mktemp("tema")
    pages = all_pages() | {"/galeri/": gallery_page()}
    pages["/manifest.webmanifest"] = Pages(demo_site()).render("manifest.webmanifest")
    for address, page in pages.items():
        path = folder / address.lstrip("/")
        path = path / "index.html" if address.endswith("/") else path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    shutil.copytree(THEME / "static", folder / "theme")
    draw_pictures(folder / "gambar")
    return folder


def draw_pictures(folder: Path) -> None:
    from PIL import Image

    folder.mkdir()
    for name in ("patroli", "orang"):
        for width in (360, 720, 1200):
            image = Image.new("RGB", (width, width * 2 // 3), "#6b8f71")
            image.save(folder / f"{name}-{width}.jpg")
            image.save(folder / f"{name}-{width}.avif", speed=9)


@pytest.fixture(scope="session")
def theme_server(theme_dir: Path) -> Iterator[str]:
    with serving(theme_dir) as address:
        yield address


@pytest.fixture(scope="session")
def server(built_site: Path) -> Iterator[str]:
    """The built site on the loopback interface."""
    with serving(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; whatever their console complains about fails the test at its end."""
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_one(address: str, width: int = 360, **options: Any) -> Page:
            size = {"width": width, "height": SIZES.get(width, 800)}
            context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
            stack.callback(context.close)
            page = context.new_page()
            page.on(
                "console",
                lambda message: (
                    complaints.append(f"{page.url}: {message.text}")
                    if message.type in ("error", "warning")
                    else None
                ),
            )
            page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
            page.goto(address)
            return page

        yield open_one
    assert not complaints
