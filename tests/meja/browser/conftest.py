"""One desk for all browser tests: the trial that `make meja` starts, in a project of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import executable
from tests.meja.browser.trials import LISTEN, PHONE, Trial
from tests.meja.desks import PASSWORD
from tests.site.builder import ROOT

START = "from kentongan.desk import main; main()"


def _free_ports() -> int:
    """A port that is free, the next one too."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise OSError("no free ports")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Trial]:
    project = tmp_path_factory.mktemp("proyek")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, project / name)
    port = _free_ports()
    command = [sys.executable, "-c", START, "meja", "coba", "-C", "content"]
    process = subprocess.Popen(
        [*command, "--folder", str(project / "meja"), "--port", str(port), "--json"],
        cwd=project,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
    )
    try:
        assert process.stdout is not None
        told = ""
        while not told.rstrip().endswith("}"):
            line = process.stdout.readline()
            assert line, "the trial ended"
            told += line
        opened = json.loads(told)
        state = project / "masuk.json"
        _accept(browser, opened["tautan"], state)
        yield Trial(f"http://localhost:{port}", opened["situs"].rstrip("/"), state)
    finally:
        process.terminate()
        process.wait(20)


def _accept(browser: Browser, link: str, state: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.fill("[name=sandi]", PASSWORD)
    page.click("[data-perbuatan=terima-undangan]")
    page.wait_for_url("**/saya**")
    context.storage_state(path=state)
    context.close()


@pytest.fixture
def phone(browser: Browser, trial: Trial) -> Iterator[Page]:
    """A phone in which someone has signed in; a complaint of the console fails the test."""
    context = browser.new_context(
        viewport=PHONE, storage_state=trial.state, locale="id-ID", base_url=trial.origin
    )
    yield from _watched(context)


def _watched(context: BrowserContext) -> Iterator[Page]:
    complaints: list[str] = []
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.on(
        "console",
        lambda said: complaints.append(f"{page.url}: {said.text}") if _is_ours(said) else None,
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    yield page
    context.close()
    assert complaints == []


def _is_ours(said: object) -> bool:
    """Whether a message of the console is a fault: no network is none, and the frame of a preview
    refuses the scripts of the page on purpose."""
    kind, text = getattr(said, "type", ""), getattr(said, "text", "")
    expected = (
        "net::ERR_INTERNET_DISCONNECTED",
        "Blocked script execution",
        "409",
        "net::ERR_FAILED",
    )
    return kind in ("error", "warning") and not any(words in text for words in expected)
