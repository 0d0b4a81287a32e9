"""HTML that any page may show: the sanitiser, what it removed, and whether words were lost."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

from kentongan.domain import text

if TYPE_CHECKING:
    import nh3

TAGS = frozenset(
    """
    p br hr h2 h3 h4 h5 h6 strong em b i u s a ul ol li dl dt dd blockquote table caption thead
    tbody tfoot tr th td img figure figcaption code pre sup sub del ins mark abbr span div
    video audio cite q small
    """.split()
)
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
_ADDRESSES = ("href", "src", "poster")
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "geo"})
_DROPPED_WITH_CONTENT = frozenset({"script", "style"})

# Markdown leaves `<https://…>` and `<humas@polres.example>` alone within a block of HTML, where a
# browser would take them for tags.
_ADDRESS_AS_TAG = re.compile(
    r"<((?:https?://|mailto:)[^<>\s\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>", re.IGNORECASE
)
_HEADING_ONE = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_ALIGN = re.compile(r' style="text-align: (left|right|center);"')
_ALIGN_CLASS = {"left": "rata-kiri", "right": "rata-kanan", "center": "rata-tengah"}
_UNSAFE = re.compile(
    r"(?:href|src|poster)=\"\s*(?!(?:https?|mailto|tel|geo):)[^\"/?#]*:| (?:on\w+|style)=",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Characters that XML forbids; `&#2;` would become one of these.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_UNSEEN = re.compile(r"[\s\x00-\x1f]")
_WORD = re.compile(r"\w+")


class Clean(NamedTuple):
    """Safe HTML. `removed` names tags, attributes and schemes; `lost` is the first lost word."""

    html: str
    removed: tuple[str, ...] = ()
    lost: str = ""


def sanitise(page: str, *, may_hold_html: bool) -> Clean:
    """The part of a page that may be shown. Headings begin with the second level."""
    page = _ALIGN.sub(lambda m: f' class="{_ALIGN_CLASS[m[1]]}"', page)
    page = _HEADING_ONE.sub(r"<\1h2", page)
    if may_hold_html:
        page = _ADDRESS_AS_TAG.sub(_linked, page)
    clean = _NOT_XML.sub("", _sanitiser().clean(page))
    if not may_hold_html and not _UNSAFE.search(page):
        return Clean(clean)
    seen = _seen(page)
    return Clean(clean, tuple(seen.removed), _first_lost("".join(seen.words), clean))


def _linked(match: re.Match[str]) -> str:
    address = match[1]
    target = address if ":" in address else f"mailto:{address}"
    return f'<a href="{target}">{address.removeprefix("mailto:")}</a>'


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


def _first_lost(before: str, clean: str) -> str:
    """The first word of `before` that is missing from the clean page; empty if none is missing."""
    written, shown = _letters(before), _letters(text.plain(clean))
    if not Counter(written) - Counter(shown):
        return ""
    kept = Counter(_WORD.findall(text.plain(clean)))
    for word in _WORD.findall(before):
        if not kept[word]:
            return str(word)
        kept[word] -= 1
    return written[:1]


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def _seen(page: str) -> _Finder:
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return finder


class _Finder(HTMLParser):
    """Notes what the sanitiser will drop, and gathers the words of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.removed: dict[str, None] = {}
        self.words: list[str] = []
        self._skipped = ""
        self._in_code: list[str] = []  # words of an element that is dropped with its content

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        if tag in _DROPPED_WITH_CONTENT:
            self._skipped = tag
        if tag not in TAGS:
            self.removed[f"<{tag}>"] = None
            return
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        for name, value in attrs:
            scheme = _SCHEME.match(_UNSEEN.sub("", value or "")) if name in _ADDRESSES else None
            if name not in allowed:
                self.removed[name] = None
            elif scheme and scheme[1].lower() not in _SCHEMES:
                self.removed[f"{scheme[1].lower()}:"] = None

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._skipped = ""
            self._in_code.clear()

    def handle_data(self, data: str) -> None:
        (self._in_code if self._skipped else self.words).append(data)

    def close(self) -> None:
        super().close()
        # Never closed: it takes the rest of the page with it.
        self.words += [*self._in_code, *([self.rawdata] if self._skipped else [])]
