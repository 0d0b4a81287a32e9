"""What a phone loads to read a page, and what Lighthouse says of it."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.figures import Figure
from tests.bench.photographs import draw
from tests.browser import judges
from tests.browser.serving import serving
from tests.browser.test_weight import transferred
from tests.site.builder import GOLDEN, build

ROUNDS = 3
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
}
RELEASE = "/berita/2026/11/patroli-malam-di-pasar-kalibening/"
PAGES = {
    "rilis dengan foto": (RELEASE, 40.0),
    "beranda": ("/", 90.0),
    "daftar (jenis)": ("/jenis/siaran-pers/", None),
    "satuan": ("/satuan/polsek-kalibening/", None),
}
SCORES = {
    "performance": (98, "performa"),
    "accessibility": (100, "aksesibilitas"),
    "best-practices": (100, "praktik baik"),
    "seo": (100, "SEO"),
}
AUDITS = {
    "largest-contentful-paint": ("LCP", "detik", 1.2, 1000),
    "cumulative-layout-shift": ("CLS", "", 0.0, 1),
    "total-blocking-time": ("TBT", "ms", 50.0, 1),
}


def measure(browser: Browser, folder: Path) -> Iterator[Figure]:
    """Raises RuntimeError when the sample site cannot be built."""
    shutil.copytree(GOLDEN, folder / "content")
    draw(folder / "content/rilis/2026/11/patroli-malam.jpg", 0)
    built = build(folder / "content", folder / "output")
    if built.status:
        raise RuntimeError(built.report)
    with serving(folder / "output") as base:
        yield from weights(browser, base)
        for name, (address, _) in PAGES.items():
            yield from lighthouse(name, base + address)


def weights(browser: Browser, base: str) -> Iterator[Figure]:
    group = "Muatan pertama, gzip, 360 px @2x"
    for name, (address, limit) in PAGES.items():
        context = browser.new_context(**PHONE)
        page = context.new_page()
        size = transferred(page, base + address) / 1000
        yield Figure(group, name, size, "kB", limit)
        if address == RELEASE:
            parts = resources(page)
            yield Figure(group, "CSS", weight(parts, (".css",)), "kB", 8)
            yield Figure(group, "skrip", weight(parts, (".js",)), "kB", 6)
            yield Figure(group, "huruf (font)", weight(parts, (".woff2", ".woff")), "kB", 0)
        context.close()


def resources(page: Page) -> dict[str, int]:
    """The addresses that an open page has fetched, and the bytes of each body on the line."""
    entries = (
        "performance.getEntriesByType('resource').map((one) => [one.name, one.encodedBodySize])"
    )
    found: list[tuple[str, int]] = page.evaluate(entries)
    return dict(found)


def weight(parts: dict[str, int], endings: tuple[str, ...]) -> float:
    """Kilobytes of the bodies whose address ends so, whatever query follows."""
    return sum(size for name, size in parts.items() if _path(name).endswith(endings)) / 1000


def _path(address: str) -> str:
    return address.partition("?")[0]


def lighthouse(name: str, address: str) -> Iterator[Figure]:
    """Medians of some runs: a busy machine slows one, and luck speeds one up."""
    group = f"Lighthouse seluler, {name}, median dari {ROUNDS}"
    try:
        reports = [judges.lighthouse(address) for _ in range(ROUNDS)]
    except judges.Missing as missing:
        yield Figure(group, "Lighthouse", None, note=str(missing).splitlines()[0][:80])
        return
    for key, (limit, label) in SCORES.items():
        score = statistics.median(report["categories"][key]["score"] for report in reports)
        yield Figure(group, label, round(100 * score), "", limit, at_least=True)
    for key, (label, unit, most, scale) in AUDITS.items():
        value = statistics.median(report["audits"][key]["numericValue"] for report in reports)
        yield Figure(group, label, value / scale, unit, most)
