"""On a slow phone nothing that is seen moves while a page or an answer arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_built_site import ADDRESSES as BUILT

SLOW_CPU = 4
SLOW_LINE = {
    "offline": False,
    "latency": 100,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
RECORD = """window.shifts = [];
new PerformanceObserver((list) => {
  const nameOf = ({ node }) => node?.className || node?.nodeName;
  for (const { value, hadRecentInput, sources } of list.getEntries())
    if (!hadRecentInput) window.shifts.push([value, sources.map(nameOf)]);
}).observe({ type: "layout-shift", buffered: true });"""

OpenSlowly = Callable[[str], Page]


@pytest.fixture
def open_slowly(browser: Browser, server: str) -> Iterator[OpenSlowly]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        service_workers="block",
    )

    def open_one(address: str) -> Page:
        page = context.new_page()
        page.add_init_script(RECORD)
        tools = context.new_cdp_session(page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW_LINE)
        page.goto(server + address, wait_until="networkidle")
        return page

    yield open_one
    context.close()


def shifts(page: Page) -> list[object]:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    found: list[object] = page.evaluate("window.shifts")
    return found


@pytest.mark.parametrize(
    "address",
    [*BUILT, "/luring/", "/arsip/2024/", "/cari/", "/cari/?q=patorli", "/cari/?q=zzqqxx",
     "/cari/?jenis=imbauan", "/cari/?q=maling"],
)  # fmt: skip
def test_nothing_moves_while_a_page_loads(open_slowly: OpenSlowly, address: str) -> None:
    assert shifts(open_slowly(address)) == []


def test_nothing_moves_when_another_query_is_answered(open_slowly: OpenSlowly) -> None:
    page = open_slowly("/cari/?q=patroli")
    for query, found in (("sepeda", "[data-hasil] mark"), ("zzqqxx", "[data-arsip]")):
        page.locator("main input[name=q]").fill(query)
        page.locator("main input[name=q]").press("Enter")
        expect(page.locator(found).first).to_be_visible()
        page.wait_for_load_state("networkidle")
    assert shifts(page) == []


def test_nothing_moves_when_a_text_is_checked(open_slowly: OpenSlowly) -> None:
    page = open_slowly("/cek/")
    page.locator("textarea[name=teks]").fill("Polisi menutup semua pasar di kota ini mulai besok.")
    page.locator("[data-cek] button").click()
    expect(page.locator("[data-hasil]")).to_have_attribute("data-putusan", "tidak-ditemukan")
    page.wait_for_load_state("networkidle")
    assert shifts(page) == []


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
