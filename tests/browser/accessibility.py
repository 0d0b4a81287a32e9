"""Questions about a page that is open in the browser."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

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


AXE = """(options) => axe.run(options).then(({violations}) => violations.map(
  ({id, impact, nodes}) => ({id, impact, first: nodes[0].html})))"""


ALL_RULES = {"type": "tag", "values": TAGS}
# All that axe asks of colours; the other rules answer alike in light and dark.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def violations_at(page: Page, sizes: Mapping[int, int]) -> list[str]:
    """What axe finds at each width and height, in light and dark."""
    found = []
    for width, height in sizes.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme, rules in (("light", ALL_RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            lines = violations(page, rules=rules)
            found += [f"{width} px, {scheme}: {line}" for line in lines]
    return found


def violations(
    page: Page, ignored: Collection[str] = (), rules: Mapping[str, object] = ALL_RULES
) -> list[str]:
    """What axe finds, a line each: rule and the first element.

    Of a frame it judges the element alone: it would ask the page inside, and wait for an answer.
    """
    options = {"runOnly": rules, "resultTypes": ["violations"], "iframes": False}
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    return [
        f"{violation['id']} ({violation['impact']}): {violation['first'][:200]}"
        for violation in page.evaluate(AXE, options)
        if violation["id"] not in ignored
    ]


@cache
def _axe() -> str:
    script: str = Axe().axe_script
    return script


def small_targets(page: Page) -> list[str]:
    """Links and buttons lower than 44 px that stand outside running text."""
    return list(page.evaluate(SMALL_TARGETS))


# Texts and boxes that stand beyond the screen, and texts that their box cuts off. What scrolls in
# a box of its own, what is hidden from sight, and summaries cut after a few lines are meant so.
BEYOND = """() => {
  const edge = document.documentElement.clientWidth + 0.5;
  const isMeant = (one) => {
    for (let box = one; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (['auto', 'scroll'].includes(style.overflowX) || style.clipPath !== 'none') return true;
    }
    return !!one.closest('.skip-link, script, template, noscript');
  };
  const isOut = (box) => box.width && (box.right > edge || box.left < -0.5);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    if (text.data.trim() && [...range.getClientRects()].some(isOut) && !isMeant(text.parentElement))
      found.push(text.data.trim());
  }
  for (const one of document.querySelectorAll('body *')) {
    if (isMeant(one)) continue;
    const style = getComputedStyle(one);
    const cuts = style.overflowX === 'hidden' && style.webkitLineClamp === 'none'
      && one.scrollWidth > one.clientWidth + 1;
    if (cuts || isOut(one.getBoundingClientRect()))
      found.push(`<${one.localName} ${one.className}>`);
  }
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return over > 0 ? [`${over} px too wide`, ...found] : found;
}"""

ENLARGE = """(percent) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: ${percent}% }`);
  document.adoptedStyleSheets = [sheet];
}"""


def enlarge_letters(page: Page, percent: int) -> None:
    """As a reader does who asks the browser for larger letters."""
    page.evaluate(ENLARGE, percent)


def beyond_the_edge(page: Page) -> list[str]:
    """What stands outside the screen or is cut, and by how much the page is too wide."""
    return list(page.evaluate(BEYOND))
