"""Body text to page text: Markdown, then sanitised; addresses inside the content marked.

Python-Markdown's output is the reference. A text that holds nothing Markdown would treat is
turned into paragraphs directly, with the very same bytes (tests/unit/domain/test_markup.py).
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from kentongan.domain import text

if TYPE_CHECKING:
    import nh3

# Marks an address of a file below the content folder until its public address is known.
CONTENT_SCHEME = "konten:"

_PLAIN_LINE = r"[^\W\d_“‘\"'(][^\n]*|[“‘\"'(][^\W\d_][^\n]*"
# Letters, digits and the punctuation that Markdown, raw HTML and the sanitiser leave alone.
_STRANGE = re.compile(r"[^\w .,;:?%()/“”‘’–—…\"'\n-]")  # and the low line
_PLAIN_BLOCK = re.compile(rf"(?:(?:{_PLAIN_LINE})(?:\n|\Z))+\Z")
# What reaches beyond its own blocks: HTML, reference and footnote definitions, definition
# lists, attributes, indented code, blank lines that are not empty.
_WHOLE = re.compile(r"[<{\x02\x03\t]|^[ ]{0,3}\[[^\n]*\]:|\[\^|^[ ]{0,3}:|^[ ]|[ ]$", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")

_TAG_NAMES = """
    p br hr h2 h3 h4 h5 h6 strong em b i u s a ul ol li dl dt dd blockquote table caption thead
    tbody tfoot tr th td img figure figcaption code pre sup sub del ins mark abbr span div
    video audio cite q small
"""
TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "samarkan"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "video": {"src", "controls", "poster", "width", "height"},
    "audio": {"src", "controls"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "geo", "konten"}
_DROPPED_WITH_CONTENT = {"script", "style", "iframe", "object", "form", "svg", "math", "template"}

_ADDRESS = re.compile(r'(<(?:a|img|video|audio|source)\b[^>]*?\s(href|src|poster)=)"([^"]*)"')
_ALIGN = re.compile(r' style="text-align: (left|right|center);"')
_ALIGN_CLASS = {"left": "rata-kiri", "right": "rata-kanan", "center": "rata-tengah"}
_HEADING_ONE = re.compile(r"<(/?)h1\b")
_UNSAFE = re.compile(r"(?:href|src)=\"[^\"]*?(?:script|data)\s*:| (?:on\w+|style)=", re.IGNORECASE)
_RAW_TAG = re.compile(r"<[A-Za-z!/?]")


class OutsideContent(ValueError):
    """An address in a text leads out of the content folder."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Page text and what was found on the way; `text` is the page text as plain words.

    `links` and `pictures` are paths below the content folder, in order of appearance;
    `removed` names tags and attributes that the sanitiser dropped; `outside` are addresses
    that lead out of the content folder.
    """

    html: str
    text: str
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


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
    """Whether a text holds a sign or a space that Markdown may treat."""
    return bool(
        "_" in text
        or "\n " in text
        or " \n" in text
        or text != text.strip()
        or _STRANGE.search(text)
    )


def _lines(body: str) -> str:
    """A body of plain paragraphs as `text.plain` gives it."""
    return "\n".join(" ".join(block.split()) for block in _BLANK.split(body))


class Renderer:
    """Renders bodies; loads Markdown and the sanitiser only when a body needs them."""

    def __init__(self) -> None:
        self._convert: Callable[[str], str] | None = None

    def render(self, body: str, path: str) -> Markup:
        """The page text of `body` in the file `path` (relative to the content folder)."""
        plain = plain_paragraphs(body)
        if plain is not None:
            return Markup(plain, _lines(body))
        return finish(self.markdown(body), path, may_hold_html=bool(_RAW_TAG.search(body)))

    def markdown(self, body: str) -> str:
        """What Markdown makes of `body`; plain paragraphs among its blocks are not parsed."""
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


@cache
def _sanitiser() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def finish(page_text: str, path: str, *, may_hold_html: bool = True) -> Markup:
    """Sanitise converted text and mark the addresses of content files."""
    page = _ALIGN.sub(lambda m: f' class="{_ALIGN_CLASS[m[1]]}"', page_text)
    page = _HEADING_ONE.sub(r"<\1h2", page)
    removed = removals(page) if may_hold_html or _UNSAFE.search(page) else ()
    marker = _Marker(path)
    page = _ADDRESS.sub(marker.mark, page)
    clean = _sanitiser().clean(page)
    return Markup(
        clean,
        text.plain(clean),
        links=tuple(dict.fromkeys(marker.links)),
        pictures=tuple(dict.fromkeys(marker.pictures)),
        removed=removed,
        outside=tuple(dict.fromkeys(marker.outside)),
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


class _Marker:
    """Replaces relative addresses by `konten:` ones and gathers them."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.outside: list[str] = []

    def mark(self, match: re.Match[str]) -> str:
        address = html.unescape(match[3]).strip()
        # Editors write pictures from the root of the content: `/gambar/pos.jpg`.
        is_rooted = match[2] != "href" and address[:1] == "/" and address[1:2] != "/"
        if not is_rooted and not _is_content_address(address):
            return match[0]
        try:
            target = resolve(address, self._path)
        except OutsideContent:
            self.outside.append(address)
            return f'{match[1]}""'
        is_picture = match[1].startswith("<img") or match[2] == "poster"
        (self.pictures if is_picture else self.links).append(target)
        fragment = "#" + address.split("#", 1)[1] if "#" in address else ""
        return f'{match[1]}"{html.escape(CONTENT_SCHEME + target + fragment)}"'


def _is_content_address(address: str) -> bool:
    if address.startswith(("{filename}", "{static}", "{attach}", "|filename|", "|static|")):
        return True
    if not address or address[0] in "/#?":
        return False
    try:
        return not urlsplit(address).scheme
    except ValueError:
        return False


def removals(text: str) -> tuple[str, ...]:
    """Names of the tags and attributes in `text` that the sanitiser will drop."""
    finder = _Finder()
    finder.feed(text)
    finder.close()
    return tuple(dict.fromkeys(finder.found))


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
            return
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        for name, value in attrs:
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").casefold()
            scheme = address.partition(":")[0] if name in ("href", "src", "poster") else ""
            if name not in allowed:
                self.found.append(name)
            elif scheme in ("javascript", "vbscript", "data"):
                self.found.append(f"{scheme}:")

    handle_startendtag = handle_starttag
