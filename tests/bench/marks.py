"""How soon words are marked: last key to marks in a slow phone's browser, and the first preview.

    python -m tests.bench.marks [-n 40]

The limits: 600 ms at the 95th percentile with the processor of the browser slowed down four times;
1 s for the first preview of a text and 0.3 s for those after it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import executable
from tests.meja.browser.trials import PHONE, a_folder, running
from tests.meja.test_journey import SEED

MARKS, FIRST, AGAIN = 0.6, 1.0, 0.3
_SLOWER = 4
_WORD = "himbau"
_TEXT = SEED.partition("\n")[2].replace("himbau", "imbau")
# The moment of the newest key, and how long after it a word was marked.
_WATCH = """() => {
  const told = document.body.dataset;
  const shadow = document.querySelector("[data-bayang]");
  document.querySelector("[name=isi]").addEventListener("keydown", () => {
    told.key = performance.now();
  });
  new MutationObserver(() => {
    const words = [...shadow.querySelectorAll("mark")].map((mark) => mark.textContent);
    if (words.includes("himbau")) told.took ??= performance.now() - Number(told.key);
  }).observe(shadow, { childList: true });
}"""


def marks(page: Page, count: int) -> list[float]:
    """Seconds from the last key of a word to its mark, for so many words."""
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.evaluate(_WATCH)
    took = []
    for _ in range(count):
        page.fill("[name=isi]", f"{_TEXT} Polsek {_WORD[:-1]}")
        page.wait_for_timeout(1_500)
        page.evaluate("delete document.body.dataset.took")
        page.keyboard.press(_WORD[-1])
        page.locator("body[data-took]").wait_for(timeout=30_000)
        took.append(float(page.get_attribute("body", "data-took") or 0) / 1000)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return sorted(took)


def previews(page: Page, draft: str) -> tuple[float, float]:
    """Seconds of the first preview of a text, and of the preview of one that differs."""
    seconds = []
    for words in ("Kalimat pertama.", "Kalimat kedua."):
        page.goto(draft)
        page.fill("[name=isi]", f"Polsek Kraton berpatroli di pasar. {words}")
        page.locator("#naskah[data-simpan=tersimpan]").wait_for()
        page.wait_for_timeout(1_500)
        began = time.perf_counter()
        page.request.get(f"{draft}/pratinjau/")
        seconds.append(time.perf_counter() - began)
    return seconds[0], seconds[1]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=40)
    count = parser.parse_args().n
    with sync_playwright() as playwright, a_folder() as folder:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        with running(Path(folder), browser) as trial:
            options = {"viewport": PHONE, "storage_state": trial.state, "base_url": trial.origin}
            page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
            page.goto("/")
            page.fill("[name=teks]", SEED)
            page.click("[data-perbuatan=lanjut]")
            page.wait_for_url("**/naskah/**")
            draft = page.url.partition("?")[0]
            page.locator("[data-bayang] mark").first.wait_for()
            took = marks(page, count)
            first, again = previews(page, draft)
        browser.close()
    late = took[int(len(took) * 0.95)]
    print(f"tanda: median {statistics.median(took):.3f} s, p95 {late:.3f} s, n {len(took)}")
    print(f"pratinjau: pertama {first:.3f} s, lagi {again:.3f} s")
    return 0 if late <= MARKS and first <= FIRST and again <= AGAIN else 1


if __name__ == "__main__":
    sys.exit(main())
