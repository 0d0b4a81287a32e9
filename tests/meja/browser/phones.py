"""What a test does with a desk on a phone: paste, publish, look."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.meja.browser.trials import Trial

TEXT = """*{title}*

Polsek Kraton – Petugas Polsek Kraton berpatroli pada Senin (23/11/2026) malam. {more}

Kapolsek Kraton mengatakan patroli itu menenangkan pedagang dan warga sekitar.
"""


def text(title: str, more: str = "") -> str:
    return TEXT.format(title=title, more=more)


def begin(page: Page, words: str, files: list[Path] | None = None) -> str:
    """Paste a text, and perhaps photographs; the address of the draft."""
    page.goto("/")
    page.fill("[name=teks]", words)
    if files:
        page.set_input_files("[name=foto]", files)
    page.click("[data-perbuatan=lanjut]")
    page.wait_for_url("**/naskah/**", timeout=30_000)
    return re.sub(r"[?#].*", "", page.url)


def publish(page: Page, trial: Trial) -> str:
    """Press the last button and wait; the public page."""
    page.click("[data-perbuatan=terbitkan]")
    page.wait_for_url("**/menerbitkan*", timeout=30_000)
    expect(page.locator("h1")).to_have_text("Sudah tayang", timeout=90_000)
    path = page.locator("[data-alamat]").inner_text().split("/r/")[1]
    with urllib.request.urlopen(f"{trial.site}/r/{path}") as answer:
        target = re.search(r'url=([^"]*)"', answer.read().decode())
    assert target
    place = "/" + target[1].split("/", 3)[3] if "//" in target[1] else target[1]
    with urllib.request.urlopen(f"{trial.site}{place}") as answer:
        page_text: str = answer.read().decode()
    return page_text
