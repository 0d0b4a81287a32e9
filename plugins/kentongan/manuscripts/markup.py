"""Body text to page text: Markdown, then sanitised; addresses inside the content marked.

Python-Markdown's output is the reference. A text that Markdown would not change is turned into
paragraphs directly, with the very same bytes (tests/unit/manuscripts/test_markup.py).
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

# Marks the address of a content file until its public address is known.
CONTENT_SCHEME = "konten:"

_PLAIN_LINE = r"[^\W\d_“‘\"'(][^\n]*|[“‘\"'(][^\W\d_][^\n]*"
# Letters, digits and the punctuation that Markdown, HTML and the sanitiser do not change.
_STRANGE = re.compile(r"[^\w .,;:?%()/“”‘’–—…\"'\n-]")  # and the underscore
# `a. pos`, `(b) pasar`, `1.KTP`: such a line stays a line.
_LINE_OF_ITS_OWN = re.compile(r"\n(?:\(?[a-z][.)]|\(\d{1,2}\)) ")
_PLAIN_BLOCK = re.compile(rf"(?:(?:{_PLAIN_LINE})(?:\n|\Z))+\Z")
# What affects other blocks: HTML, reference and footnote definitions, definition
# lists, attributes, indented code, blank lines that are not empty.
_WHOLE = re.compile(r"[<{\x02\x03\t]|^[ ]{0,3}\[[^\n]*\]:|\[\^|^[ ]{0,3}:|^[ ]|[ ]$", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")

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


def plain_paragraphs(body: str) -> str | None:
    """The page text of a body of plain paragraphs; None when Markdown must read it."""
    if _is_strange(body):
        return None
    blocks = _BLANK.split(body)
    if not all(map(_PLAIN_BLOCK.match, blocks)):
        return None
    return "\n".join(f"<p>{block}</p>" for block in blocks)


def _is_plain_block(block: str) -> bool:
    return not _is_strange(block) and bool(_PLAIN_BLOCK.match(block))


def _is_strange(text: str) -> bool:
    """Whether a text holds a sign or a space that Markdown may change."""
    return bool(
        "_" in text
        or "\n " in text
        or " \n" in text
        or text != text.strip()
        or _STRANGE.search(text)
        or _LINE_OF_ITS_OWN.search(text)
    )


def _lines(body: str) -> str:
    """A body of plain paragraphs as `text.plain` gives it."""
    return "\n".join(" ".join(block.split()) for block in _BLANK.split(body))


class Renderer:
    """Renders bodies; loads Markdown and the sanitiser only when a body needs them."""

    def __init__(self) -> None:
        self._convert: Callable[[str], str] | None = None

    def render(self, body: str, path: str) -> Markup:
        """The page text of `body` in the file `path` (relative to the content folder).

        Raises bounds.TooTangled.
        """
        plain = plain_paragraphs(body)
        if plain is not None:
            return Markup(plain, _lines(body))
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
        for is_plain, run in groupby(_BLANK.split(body.strip("\n")), _is_plain_block):
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
