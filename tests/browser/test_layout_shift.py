"""On a slow phone nothing that is seen moves while a page or an answer arrives."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, expect

from tests.browser.test_every_page import BUILT

PATIENCE = 30  # seconds
SLOW_CPU = 4
SLOW_LINE = {
    "offline": False,
    "latency": 100,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
# What moves within half a second of an input or a change of the window is said to follow from it.
# A phone changes its window while it loads a page, so there nothing is excused by that.
RECORD = """window.shifts = [];
new PerformanceObserver((list) => {
  const nameOf = ({ node }) => node?.className || node?.nodeName;
  for (const { value, hadRecentInput, sources } of list.getEntries())
    window.shifts.push({ value, hadRecentInput, names: sources.map(nameOf) });
}).observe({ type: "layout-shift", buffered: true });"""

# When the page has nothing to do any more, and what it did last is shown.
IDLE = """() => new Promise((done) => requestIdleCallback(() =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))))"""


class SlowPage:
    """A page on a slow phone, with what it has asked for and not got yet."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self._asked: set[Request] = set()
        self.page.on("request", lambda request: self._asked.add(request))
        self.page.on("requestfinished", self._forget)
        self.page.on("requestfailed", self._forget)
        self.page.add_init_script(RECORD)
        tools = context.new_cdp_session(self.page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW_LINE)

    def _forget(self, request: Request) -> None:
        self._asked.discard(request)

    def open(self, address: str) -> SlowPage:
        self.page.goto(address)
        return self

    def shifts(self, *, after_input: bool = True) -> list[dict[str, object]]:
        """What has moved when nothing is on its way any more, nor leads what came to more."""
        quiet, until = 0, time.monotonic() + PATIENCE
        while quiet < 3:
            assert time.monotonic() < until, f"still on the way: {self._asked}"
            self.page.evaluate(IDLE)
            quiet = 0 if self._asked else quiet + 1
        found = self.page.evaluate("window.shifts")
        return [shift for shift in found if after_input or not shift["hadRecentInput"]]


@pytest.fixture
def slow(browser: Browser) -> Iterator[SlowPage]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        service_workers="block",
    )
    yield SlowPage(context)
    context.close()


@pytest.mark.parametrize(
    "address",
    [*BUILT, "/luring/", "/arsip/2024/", "/cari/", "/cari/?q=patorli", "/cari/?q=zzqqxx",
     "/cari/?jenis=imbauan", "/cari/?q=maling"],
)  # fmt: skip
def test_nothing_moves_while_a_page_loads(slow: SlowPage, server: str, address: str) -> None:
    assert slow.open(server + address).shifts() == []


def test_what_moves_late_is_seen(slow: SlowPage, server: str) -> None:
    """With the second of two answers that a page asks for when it has loaded."""
    slow.page.add_init_script(
        """addEventListener("load", async () => {
          for (const path of ["/robots.txt", "/umpan/rss.xml"]) await fetch(path);
          document.querySelector("main").prepend("Kabar yang datang kemudian");
        })"""
    )
    assert slow.open(f"{server}/cek/").shifts() != []


def test_nothing_moves_when_another_query_is_answered(slow: SlowPage, server: str) -> None:
    page = slow.open(f"{server}/cari/?q=patroli").page
    for query, found in (("sepeda", "[data-hasil] mark"), ("zzqqxx", "[data-arsip]")):
        page.locator("main input[name=q]").fill(query)
        page.locator("main input[name=q]").press("Enter")
        expect(page.locator(found).first).to_be_visible()
        assert slow.shifts(after_input=False) == []


def test_nothing_moves_when_a_text_is_checked(slow: SlowPage, server: str) -> None:
    page = slow.open(f"{server}/cek/").page
    page.locator("textarea[name=teks]").fill("Polisi menutup semua pasar di kota ini mulai besok.")
    page.locator("[data-cek] button").click()
    expect(page.locator("[data-hasil]")).to_have_attribute("data-putusan", "tidak-ditemukan")
    assert slow.shifts(after_input=False) == []


def test_what_needs_a_script_has_its_place_and_nothing_to_press_before_it(
    browser: Browser, server: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server}/cek/")
    expect(page.locator("[data-cek]")).to_be_hidden()
    page.close()
    page = browser.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{server}/cek/")
    expect(page.locator("[data-cek]")).to_be_visible()
    expect(page.locator("[data-cek] button")).to_be_disabled()
    page.close()
