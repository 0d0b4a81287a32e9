"""Questions about a page that is open in the browser."""

from __future__ import annotations

from collections.abc import Collection

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, summary')]
  .filter((one) => {
    const inSentence = one.closest('p, dd, li, td') && getComputedStyle(one).display === 'inline';
    const stretched = getComputedStyle(one, '::after').position === 'absolute';
    const skip = one.matches('.skip-link');
    return one.getClientRects().length && !inSentence && !stretched && !skip
      && one.getBoundingClientRect().height < 43.5;
  })
  .map((one) => `${one.className || one.tagName}: ${one.textContent.trim()}`)"""


def violations(page: Page, ignored: Collection[str] = ()) -> list[str]:
    """What axe finds, a line each: rule and the first element."""
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["id"] not in ignored
    ]


def small_targets(page: Page) -> list[str]:
    """Links and buttons lower than 44 px that stand outside running text."""
    return list(page.evaluate(SMALL_TARGETS))
