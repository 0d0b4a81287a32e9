"""What a test does with a desk on a phone: paste, write, publish, look."""

from __future__ import annotations

import io
import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.meja.browser.trials import PHONE, Trial
from tests.meja.desks import PASSWORD

TEXT = """*{title}*

Polsek Kraton – Petugas Polsek Kraton berpatroli pada Senin (23/11/2026) malam. {more}

Kapolsek Kraton mengatakan patroli itu menenangkan pedagang dan warga sekitar.
"""


def text(title: str, more: str = "") -> str:
    return TEXT.format(title=title, more=more)


def photographs_in(folder: Path) -> list[Path]:
    """Two photographs as a phone takes them."""
    files = []
    for colour in ("teal", "brown"):
        out = io.BytesIO()
        Image.new("RGB", (3000, 2000), colour).save(out, "JPEG")
        files.append(folder / f"{colour}.jpg")
        files[-1].write_bytes(out.getvalue())
    return files


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


def open_with_worker(page: Page) -> None:
    """The first screen, once what answers without a network is there."""
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def sign_in(page: Page, name: str = "Percobaan") -> None:
    """Fill and send the form that is on the screen."""
    page.fill("[name=nama]", name)
    page.fill("[name=sandi]", PASSWORD)
    page.click("[data-perbuatan=masuk]")


@contextmanager
def another_phone(browser: Browser, trial: Trial) -> Iterator[BrowserContext]:
    """A phone in which the same person has signed in, and which may lose its network."""
    context = browser.new_context(viewport=PHONE, storage_state=trial.state, base_url=trial.origin)
    yield context
    context.close()


def kept_at_the_desk(trial: Trial, draft: str) -> str:
    """The text of a draft as the desk gives it to another phone of the same person."""
    (field,) = _page_of(trial, draft).xpath("//textarea[@name='isi']")
    return str(field.text)


def at_the_desk(trial: Trial, draft: str, words: str) -> bool:
    """Whether the desk has these words within five seconds."""
    return _soon(lambda: words in kept_at_the_desk(trial, draft))


def is_listed(trial: Trial, title: str) -> bool:
    """Whether the first screen has a text of this title within five seconds."""
    return _soon(lambda: title in _page_of(trial, f"{trial.origin}/").text_content())


def _page_of(trial: Trial, address: str) -> Any:
    kept = json.loads(trial.state.read_text())["cookies"]
    answer = httpx.get(address, cookies={cookie["name"]: cookie["value"] for cookie in kept})
    return html.document_fromstring(answer.text)


def _soon(question: Callable[[], bool]) -> bool:
    for _ in range(100):
        if question():
            return True
        time.sleep(0.05)
    return False


def write_on(page: Page, words: str) -> None:
    """Add words at the end, as a thumb does, and wait until they are shown: none leaves before."""
    page.locator("[name=isi]").press("Control+End")
    page.keyboard.insert_text(words)
    page.evaluate(
        "() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown, 50)))"
    )


def a_colleague_adds(browser: Browser, trial: Trial, draft: str, words: str) -> None:
    """Write words at the end of a text from elsewhere, and wait until the desk has them."""
    with another_phone(browser, trial) as context:
        page = context.new_page()
        page.goto(draft)
        write_on(page, words)
        page.click("[data-perbuatan=simpan]")
        expect(page.locator("#naskah")).to_have_attribute("data-simpan", "tersimpan")
        expect(page.locator("[data-kabar-simpan]")).to_contain_text("Tersimpan")


def cut_off(page: Page) -> None:
    """Let nothing of this page go out; a route would let through what is sent as a page goes."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }")


def is_kept_on_the_phone(page: Page) -> None:
    """Wait until the words of a text are said to be kept for want of a network."""
    expect(page.locator("#naskah")).to_have_attribute("data-simpan", "luring", timeout=10_000)


def is_remembered(page: Page) -> bool:
    """Whether words typed into a form are kept within five seconds: the script for it comes after
    the page."""
    kept = "Object.keys(localStorage).some((name) => name.startsWith('isian '))"
    return _soon(lambda: bool(page.evaluate(kept)))
