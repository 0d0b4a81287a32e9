"""Pictures of the screens for docs/panduan-meja.md: `python -m tests.meja.browser.screenshots`."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.chromium import executable
from tests.meja.browser.trials import PHONE, a_folder, running
from tests.site.builder import ROOT

FOLDER = ROOT / "docs/gambar"
TEXT = """*Polsek Kraton Mengajak Warga Menghidupkan Lagi Pos Ronda*

Polresta Pasuruan – Polsek Kraton himbau warga menghidupkan lagi pos ronda di setiap rukun warga, \
Kamis (26/11/2026).

Kapolsek Kraton mengatakan ronda malam menenangkan warga yang pulang larut.

Warga yang melihat hal mencurigakan dapat menghubungi layanan polisi 110.
"""


def main() -> None:
    """Write all pictures."""
    with sync_playwright() as playwright, a_folder() as folder:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        with running(Path(folder), browser) as trial:
            context = browser.new_context(
                viewport=PHONE,
                device_scale_factor=2,
                storage_state=trial.state,
                locale="id-ID",
                base_url=trial.origin,
            )
            _walk(context.new_page(), _taker)
        browser.close()


def _taker(page: Page, name: str) -> None:
    """One screen in few colours, so that it has few bytes."""
    page.wait_for_timeout(400)
    with Image.open(io.BytesIO(page.screenshot())) as taken:
        few = taken.convert("RGB").quantize(48, dither=Image.Dither.NONE)
    few.save(FOLDER / f"meja-{name}.png", optimize=True)


def _walk(page: Page, take: Callable[[Page, str], None]) -> None:
    photographs = [ROOT / "content/gambar" / name for name in ("patroli.png", "keluarga.png")]
    page.goto("/")
    page.fill("[name=teks]", TEXT)
    page.set_input_files("[name=foto]", photographs)
    page.evaluate("scrollTo(0, 0)")
    take(page, "tempel")
    page.click("[data-perbuatan=lanjut]")
    page.wait_for_url("**/naskah/**", timeout=60_000)
    draft = page.url.partition("#")[0]
    expect(page.locator("[data-bayang] mark").first).to_be_visible(timeout=20_000)
    take(page, "tulis")
    page.locator("[data-temuan] [data-ganti]").first.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 120)")
    take(page, "temuan")
    if page.locator(".foto__gambar").count():
        page.locator(".foto__gambar").first.click()
        page.click("[data-perbuatan=tambah-samar]")
        page.evaluate("scrollTo(0, 0)")
        take(page, "foto")
    page.goto(f"{draft}/lihat")
    page.frame_locator("iframe").locator("h1").wait_for(timeout=60_000)
    take(page, "pratinjau")
    page.goto(draft)
    page.click("[data-perbuatan=terbitkan]")
    page.wait_for_url("**/menerbitkan*", timeout=60_000)
    expect(page.locator("h1")).to_have_text("Sudah tayang", timeout=300_000)
    take(page, "tayang")
    page.click("text=Ralat, perbarui, cabut")
    take(page, "rilis")
    page.goto("/masuk")
    page.context.clear_cookies()
    page.goto("/masuk")
    take(page, "masuk")


if __name__ == "__main__":
    main()
