"""Body text to page text: Markdown, then sanitised; addresses inside the content marked.

Python-Markdown's output is the reference. What staff write most is turned into a page directly,
with the very same bytes (`usual.py`).
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import unquote, urlsplit

from kentongan.domain import text
from kentongan.manuscripts import bounds, sanitising, tags
from kentongan.manuscripts.usual import blocks_of, is_plain_block
from kentongan.manuscripts.usual import page_of as usual_page

# Marks the address of a content file until its public address is known.
CONTENT_SCHEME = "konten:"

# What affects other blocks: HTML, reference and footnote definitions, definition
# lists, attributes, indented code, blank lines that are not empty.
_WHOLE = re.compile(r"[<{\x02\x03\t]|^[ ]{0,3}\[[^\n]*\]:|\[\^|^[ ]{0,3}:|^[ ]|[ ]$", re.MULTILINE)

_TAG_WITH_ADDRESS = re.compile(r'<(a|img|video|audio)((?: [^\s=>"]+="[^"]*")+)>')
_ADDRESS = re.compile(r' (href|src|poster)="([^"]*)"')
_CONTENT_FILE = re.compile(rf' (?:href|src|poster)="{CONTENT_SCHEME}([^"]*)"')
_ROOTED = re.compile(r'<a [^>]*?href="(/(?!/)[^"#?]*)')
_RAW_TAG = re.compile(r"<[A-Za-z!/?]")


class OutsideContent(ValueError):
    """An address in a text leads out of the content folder."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Page text and what was found on the way; `text` is the page text as plain words.

    `links` and `pictures` are paths below the content folder, in order of appearance;
    `removed` names tags and attributes that the sanitiser dropped; `outside` are addresses
    that lead out of the content folder; `lost` is the first word that is not on the page.
    """

    html: str
    text: str
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    lost: str = ""


class Renderer:
    """Renders bodies; loads Markdown and the sanitiser only when a body needs them."""

    def __init__(self) -> None:
        self._convert: Callable[[str], str] | None = None

    def render(self, body: str, path: str) -> Markup:
        """The page text of `body` in the file `path` (relative to the content folder).

        Raises bounds.TooTangled.
        """
        usual = usual_page(body)
        if usual is not None:
            return Markup(*usual)
        bounds.check(body)
        try:
            return self._render(body, path)
        except RecursionError:
            raise bounds.TooTangled("tanda-tandanya bersarang terlalu dalam") from None

    def _render(self, body: str, path: str) -> Markup:
        settled = tags.settle(body)
        holds_html = bool(_RAW_TAG.search(settled.body))
        rendered = finish(self.markdown(settled.body), path, may_hold_html=holds_html)
        return (
            replace(rendered, removed=settled.removed + rendered.removed)
            if settled.removed
            else rendered
        )

    def markdown(self, body: str) -> str:
        """The HTML of `body`; plain paragraphs among its blocks are not parsed."""
        if self._convert is None:
            from kentongan.manuscripts.dialect import converter

            self._convert = converter()
        if _WHOLE.search(body):
            return self._convert(body)
        pages: list[str] = []
        for is_plain, run in groupby(blocks_of(body.strip("\n")), is_plain_block):
            blocks = list(run)
            pages += (
                [f"<p>{block}</p>" for block in blocks]
                if is_plain
                else [self._convert("\n\n".join(blocks))]
            )
        return "\n".join(page for page in pages if page)


def finish(page_text: str, path: str, *, may_hold_html: bool = True) -> Markup:
    """Sanitise converted text and mark the addresses of content files."""
    clean = sanitising.sanitise(page_text, may_hold_html=may_hold_html)
    marker = _Marker(path)
    page = _TAG_WITH_ADDRESS.sub(marker.mark, clean.html)
    return Markup(
        page,
        text.plain(page),
        links=tuple(dict.fromkeys(marker.links)),
        pictures=tuple(dict.fromkeys(marker.pictures)),
        removed=clean.removed,
        outside=tuple(dict.fromkeys(marker.outside)),
        lost=clean.lost,
    )


def resolve(address: str, path: str) -> str:
    """The content path that `address` means in the file `path`; fragment and query dropped.

    Raises OutsideContent.
    """
    for prefix in ("{filename}", "{static}", "{attach}", "|filename|", "|static|"):
        if address.startswith(prefix):
            address = address[len(prefix) :]
            break
    plain = unquote(address.split("#", 1)[0].split("?", 1)[0])
    folder = "" if plain.startswith("/") else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(folder, plain.lstrip("/")))
    if joined == ".." or joined.startswith("../") or "\\" in joined or "\x00" in joined:
        raise OutsideContent(address)
    return joined


def veiled(path: str) -> str:
    """A path in a `konten:` address: a `#` of its own begins no fragment (see `unveiled`)."""
    return path.replace("%23", "%2523").replace("#", "%23") if "#" in path or "%" in path else path


def unveiled(address: str) -> str:
    """The path of a `konten:` address without its scheme and fragment."""
    path = address.partition("#")[0]
    return path.replace("%23", "#").replace("%2523", "%23") if "%" in path else path


class _Marker:
    """Replaces relative addresses by `konten:` ones and gathers them."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.outside: list[str] = []

    def mark(self, tag: re.Match[str]) -> str:
        return f"<{tag[1]}{_ADDRESS.sub(lambda match: self._marked(tag[1], match), tag[2])}>"

    def _marked(self, tag: str, match: re.Match[str]) -> str:
        name, address = match[1], html.unescape(match[2]).strip()
        # Editors address pictures from the root of the content: `/gambar/pos.jpg`.
        is_rooted = name != "href" and address[:1] == "/" and address[1:2] != "/"
        if not is_rooted and not _is_content_address(address):
            return match[0]
        try:
            target = resolve(address, self._path)
        except OutsideContent:
            self.outside.append(address)
            return f' {name}=""'
        (self.pictures if tag == "img" or name == "poster" else self.links).append(target)
        fragment = "#" + address.split("#", 1)[1] if "#" in address else ""
        return f' {name}="{html.escape(CONTENT_SCHEME + veiled(target) + fragment)}"'


def content_files(page: str) -> list[str]:
    """The content files that a page text names, as paths below the content folder."""
    return [unveiled(html.unescape(name)) for name in _CONTENT_FILE.findall(page)]


def site_addresses(page: str) -> tuple[str, ...]:
    """The root-relative addresses to which a page text links, without fragment and query."""
    return tuple(dict.fromkeys(_ROOTED.findall(page))) if 'href="/' in page else ()


def _is_content_address(address: str) -> bool:
    if address.startswith(("{filename}", "{static}", "{attach}", "|filename|", "|static|")):
        return True
    if not address or address[0] in "/#?":
        return False
    try:
        return not urlsplit(address).scheme
    except ValueError:
        return False
