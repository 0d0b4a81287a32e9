"""One desk for all browser tests: the trial that `make meja` starts, in a project of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.meja.browser.phones import another_phone, photographs_in
from tests.meja.browser.trials import LISTEN, PHONE, Trial, running


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Trial]:
    with running(tmp_path_factory.mktemp("proyek"), browser) as started:
        yield started


@pytest.fixture
def phone(browser: Browser, trial: Trial) -> Iterator[Page]:
    """A phone in which someone has signed in; a complaint of the console fails the test."""
    context = browser.new_context(
        viewport=PHONE,
        storage_state=trial.state,
        locale="id-ID",
        base_url=trial.origin,
        is_mobile=True,
        has_touch=True,
    )
    yield from _watched(context)


@pytest.fixture
def offline_phone(browser: Browser, trial: Trial) -> Iterator[BrowserContext]:
    """A phone that may lose its network: what its console says of that is no fault."""
    with another_phone(browser, trial) as context:
        yield context


@pytest.fixture
def photographs(tmp_path: Path) -> list[Path]:
    return photographs_in(tmp_path)


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
        "401",
        "409",
        "net::ERR_FAILED",
    )
    return kind in ("error", "warning") and not any(words in text for words in expected)
