"""A phone that loses its network keeps what was read, and loses what was withdrawn."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.serving import serving
from tests.site.builder import GOLDEN, build

READ = "/berita/2026/11/patroli-malam-di-pasar-kalibening/"
KEPT = "/berita/2026/10/imbauan-kunci-ganda/"
WITHDRAWN = "Dicabut: privasi\nAlasan: permintaan keluarga\nDicabut-Pada: 2026-11-24 11:00\n"
STORED = """async () => {
  const cache = await caches.open("dibaca");
  return (await cache.keys()).map(({ url }) => new URL(url).pathname);
}"""


class Network:
    """The site at one address, there or not."""

    def __init__(self) -> None:
        self.port = 0
        self._stack = ExitStack()

    def up(self, folder: Path) -> str:
        address = self._stack.enter_context(serving(folder, self.port))
        self.port = int(address.rpartition(":")[2])
        return address

    def down(self) -> None:
        self._stack.close()


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site, and the site after one of its releases was withdrawn."""
    folder = tmp_path_factory.mktemp("luring")
    content = folder / "isi"
    shutil.copytree(GOLDEN, content)
    for name in ("sebelum", "sesudah"):
        built = build(content, folder / name)
        assert built.status == 0, built.report
        file = next(content.rglob("patroli-malam-di-pasar-kalibening.md"))
        file.write_text(file.read_text("utf-8").replace("Judul:", f"{WITHDRAWN}Judul:", 1), "utf-8")
    return folder / "sebelum", folder / "sesudah"


@pytest.fixture
def network() -> Iterator[Network]:
    network = Network()
    yield network
    network.down()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def until(page: Page, is_so: Callable[[list[str]], bool]) -> list[str]:
    for _ in range(100):
        stored: list[str] = page.evaluate(STORED)
        if is_so(stored):
            return stored
        time.sleep(0.05)
    raise AssertionError(stored)


def test_what_was_read_stays_until_it_is_withdrawn(
    network: Network, phone: BrowserContext, states: tuple[Path, Path]
) -> None:
    before, after = states
    home = network.up(before)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    page = phone.new_page()
    page.goto(home + READ)
    until(page, lambda stored: READ in stored)  # the first page too, which came before the worker
    page.goto(home + KEPT)
    until(page, lambda stored: KEPT in stored)
    page.goto(f"{home}/cari/?q=patroli")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    stored = page.evaluate(STORED)
    assert not [path for path in stored if path.startswith(("/cari/", "/cek/", "/umpan/"))]

    network.down()
    page.goto(home + READ)
    expect(page.locator("h1")).to_contain_text("berpatroli malam")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") != "400"
    for address in ("/cari/?q=patroli", "/cek/", "/berita/2026/05/panen-jagung-bersama/"):
        page.goto(home + address)
        expect(page.locator("h1")).to_have_text("Anda sedang luring")
        expect(page.locator("main a[href='tel:110']")).to_be_visible()
    expect(page.locator("[data-tersimpan] a").filter(has_text="berpatroli")).to_be_visible()
    assert not page.locator("[data-tersimpan] a").filter(has_text="luring").count()

    network.up(after)
    page.goto(home + "/tentang/")
    until(page, lambda stored: READ not in stored and "/luring.json" in stored)
    network.down()
    page.goto(home + READ)
    expect(page.locator("h1")).to_have_text("Anda sedang luring")
    page.goto(home + KEPT)
    expect(page.locator("h1")).not_to_have_text("Anda sedang luring")
    assert phone.cookies() == []
    assert all(url.startswith(home) for url in asked)


def test_the_worker_is_small_and_no_page_of_a_preview_names_it(
    states: tuple[Path, Path], tmp_path: Path
) -> None:
    before, _ = states
    assert len((before / "luring.js").read_bytes()) < 2000
    assert 'data-pekerja="/luring.js"' in (before / "index.html").read_text("utf-8")
    preview = build(GOLDEN, tmp_path / "output", preview=True)
    assert "luring" not in preview.read("index.html")
    assert not (preview.output / "luring.js").exists()
