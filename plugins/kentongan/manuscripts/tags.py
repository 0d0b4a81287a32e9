"""Raw HTML in a text: certain tags stay tags, anything else in angle brackets is words.

A tag that was never closed, or that no browser knows, would take words with it on the way to the
page: `Isi papan: <NIK>`, `Warga mengisi <form> daring`, and so would `<b Kapolsek hadir>`, whose
words would be attributes. Such a sign becomes `&lt;`; elements that no page may have are removed,
but their words stay, and stay apart.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from typing import NamedTuple

from kentongan.manuscripts.sanitising import TAGS

_SHOWN = TAGS | {"h1"}  # which the page shows as the second level
_CODE = frozenset({"script", "style"})
_DRAWING = frozenset({"svg", "math"})
_MEDIA = frozenset({"video", "audio"})
# Other elements whose words stay when the tags are removed.
_SWALLOWING = frozenset(
    "applet body button form frameset head html iframe map noembed noframes noscript object "
    "optgroup option select template textarea title xmp".split()
)
_KNOWN = _CODE | _DRAWING | _SWALLOWING | frozenset(
    "acronym address article aside bdi bdo big blink center colgroup data datalist details dfn dir "
    "fieldset font footer header hgroup kbd label legend main marquee menu meter nav nobr output "
    "plaintext progress rp rt ruby samp section slot strike summary time tt var xml".split()
)  # fmt: skip
_VOID = frozenset("basefont bgsound col embed input keygen wbr".split())
# Void too, but likely a word if without attributes: `klik <link> berikut`.
_VOID_OR_WORD = frozenset("area base frame image link meta param source track".split())
_ANY_ELEMENT = _SHOWN | _KNOWN | _VOID | _VOID_OR_WORD
# Elements that are not shown and stand within a line; the tags of others part words.
_WITHIN_LINE = frozenset(
    "acronym bdi bdo big blink data dfn font kbd label meter nobr output progress ruby samp strike "
    "time tt var".split()
)
_PARTING = (_KNOWN | _SWALLOWING) - _WITHIN_LINE - _SHOWN
# Attributes that may stand without a value, and those that HTML or a word processor writes.
_SWITCHES = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled "
    "hidden ismap itemscope loop multiple muted nohref noresize noshade novalidate nowrap open "
    "playsinline readonly required reversed selected".split()
)
_WITH_VALUE = _SWITCHES | frozenset(
    "abbr accept accept-charset accesskey action align alink allow alt archive as "
    "autocapitalize autocomplete axis background bgcolor border bordercolor cellpadding "
    "cellspacing char charset cite class classid clear code codebase color cols colspan content "
    "contenteditable coords crossorigin data datetime decoding dir direction download draggable "
    "enctype face fetchpriority fill for form frame frameborder headers height high href "
    "hreflang hspace http-equiv id imagesizes imagesrcset inputmode integrity is itemid "
    "itemprop itemref itemtype kind label lang language link list loading longdesc low "
    "marginheight marginwidth max maxlength media method min minlength name object onclick "
    "optimum pattern ping placeholder points poster preload profile property radius "
    "referrerpolicy rel rev role rows rowspan rules samarkan sandbox scheme scope scrolling "
    "shape size sizes slot span spellcheck src srcdoc srclang srcset standby start stroke style "
    "summary tabindex target text title translate type typeof usemap valign value valuetype "
    "version viewbox vlink vspace width wrap xmlns".split()
)
_FAMILY = re.compile(r"(?:data|aria)-[\w.-]+|on[a-z]{3,}|[a-z]\w*:[a-z]\w*")
_ATTRIBUTE = re.compile(
    r"\s*([^\s=<>\"'/]+)(\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>]+))?(?=[\s/]|$|(?<=[\"'])\w)"
)

# A value that a mark closes only further on: `<a href="/x>Kapolsek hadir " > tadi</a>`.
_RUNS_ON = re.compile(r"=\s*(?:\"[^\"]*|'[^']*)(?:[^\s\"'=]>|<)")

_START = re.compile(
    r"(?P<target>\]\(\s*<[^<>\n]*>|\]:[ ]*<[^<>\s]*[./#][^<>\n]*>)"
    r"|(?P<ticks>(?<!\\)`+)|(?P<escaped>\\<)|(?P<comment><!--)|(?P<condition><!\[(?:if|endif)\b[^<>]*>)"
    r"|(?P<address><[a-z][a-z0-9+.-]*://[^<>\s]*>|<[^<>\s!/]+@[^<>\s]+>)"
    r"|(?P<tag></?(?P<name>[a-z][^\s/>\"'<=`]*))|(?P<sign><(?=\S))",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</([a-z][^\s/>\"'<]*)", re.IGNORECASE)
_BEFORE_VALUE = re.compile(r"(?:[^<>=]|=(?!\s*[\"']))*+(?:=\s*([\"'])|(>))?")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CODE_SIGN = re.compile(r"[{}();=]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SIGNS_IN_PROSE = 3  # words for each sign of code, or more
_NO_WORDS = re.compile(r"<[^<>]*>|\]\([^()\n]*\)|https?:\S+")
# Where a block ends at the latest: what is opened in one block is not closed in the next.
_BLOCK_ENDS = re.compile(r"\n[ \t]*(?:\n|[-*+•>#|]|\d{1,9}[.)] )")
_CODE_ELEMENT = re.compile(r"<(script|style)\b.*?</\1[^<>]*>", re.IGNORECASE | re.DOTALL)
_OF_OFFICE = re.compile(r"[a-z]\w{0,7}:[a-z]\w*")  # `<o:p>`; `<Nama: Budi>` are words
_ANY_TAG = re.compile(r"<[^<>]*>")
_TAG_OF_DRAWING = re.compile(
    r"<[!?/]?(?:\w+:\w+|fe[a-z]+|m[a-z]{1,13}|semantics|annotation(?:-xml)?|a|animate\w*|circle"
    r"|clipPath|defs|desc|ellipse|filter|font\w*|foreignObject|g|image|line|linearGradient|path"
    r"|pattern|poly\w+|radialGradient|rect|script|set|stop|style|svg|switch|symbol|text\w*|title"
    r"|tspan|use|view|doctype|xml|" + "|".join(sorted(_ANY_ELEMENT)) + r")"
    r"(?:\s+[^\s=<>\"'/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>",
    re.IGNORECASE,
)


def is_element(name: str) -> bool:
    """Whether HTML, or a word processor, has an element of this name: `<NIK>` is a word."""
    return name.lower() in _ANY_ELEMENT | _SWALLOWING or "-" in name or ":" in name


class Settled(NamedTuple):
    """A body whose tags are real; `removed` names those of which only the words were kept."""

    body: str
    removed: tuple[str, ...] = ()


def settle(body: str) -> Settled:
    """The body with tags escaped that would swallow words. Code spans and comments stay."""
    if "<" not in body:
        return Settled(body)
    return _Reader(body).settled()


class _Reader:
    def __init__(self, body: str) -> None:
        self._body = body
        self._closings: defaultdict[str, list[int]] = defaultdict(list)
        for match in _CLOSING.finditer(body):
            self._closings[match[1].lower()].append(match.start())
        self._block_end = -1
        self._unclosed: set[str] = set()  # signs that do not occur from here on
        self._prose_until: dict[str, int] = {}
        self._removed: dict[str, None] = {}

    def settled(self) -> Settled:
        pieces: list[str] = []
        position = 0
        while match := _START.search(self._body, position):
            pieces.append(self._body[position : match.start()])
            replacement, position = self._take(match)
            pieces.append(replacement)
        pieces.append(self._body[position:])
        return Settled("".join(pieces), tuple(self._removed))

    def _take(self, match: re.Match[str]) -> tuple[str, int]:
        """What a sign becomes, and where to continue."""
        start, end = match.span()
        if match["ticks"]:
            end = self._code_end(match)
        elif match["escaped"]:
            return "&lt;", end
        elif match["comment"]:
            close = self._find("-->", end)
            is_open = close < 0 or self._body.find("<!--", end, close) >= 0
            if is_open or self._is_parted(start, close):
                return "&lt;!--", end
            end = close + 3
        elif match["condition"]:
            return "", end
        elif match["tag"]:
            return self._tag(match)
        elif match["sign"]:
            return "&lt;", end
        return self._body[start:end], end

    def _is_parted(self, start: int, close: int) -> bool:
        """Whether a comment within a line goes over a blank line, and so is none for Markdown."""
        line = self._body.rfind("\n", 0, start) + 1
        is_within = bool(self._body[line:start].strip())
        return is_within and bool(_BLANK_LINE.search(self._body, start, close))

    def _code_end(self, match: re.Match[str]) -> int:
        """The end of a code span in its block; the end of the ticks where it is not closed."""
        if match.start() > self._block_end:
            ends = _BLOCK_ENDS.search(self._body, match.start())
            self._block_end = ends.start() if ends else len(self._body)
        ticks = match["ticks"]
        close = re.compile(f"(?<!`){ticks}(?!`)").search(self._body, match.end(), self._block_end)
        return close.end() if close else match.end()

    def _tag(self, match: re.Match[str]) -> tuple[str, int]:
        start = match.start()
        name = match["name"].lower()
        end = self._tag_end(match.end())
        if end is None:
            return "&lt;", start + 1
        tag = self._body[start:end]
        if _holds_words(tag[len(match["tag"]) : -1]):
            return "&lt;", start + 1
        parting = " " if name in _PARTING and self._joins(start, end) else ""
        if match["tag"][1] == "/":
            closing, end = self._closing_tag(name, tag, end)
            return parting + closing, end
        has_attributes = bool(tag[len(match["tag"]) : -1].strip(" /\n"))
        is_closed = self._closing(name, start) >= 0
        if name in _CODE or name in _DRAWING:
            return self._element(name, start, end) if is_closed else ("&lt;", start + 1)
        if name in _MEDIA and not is_closed:
            return (f"{tag}</{name}>", end) if has_attributes else ("&lt;", start + 1)
        if name in _SHOWN or name in _VOID or _OF_OFFICE.fullmatch(name):
            return tag, end
        if name in _VOID_OR_WORD:
            return (tag, end) if has_attributes else ("&lt;", start + 1)
        if name in _SWALLOWING and is_closed:
            self._removed[f"<{name}>"] = None
            return parting, end
        if name == "option":
            is_closed = self._closing("select", start) >= 0
        if name in (_KNOWN | {"option"}) and is_closed and name != "plaintext":
            return parting + tag, end
        return "&lt;", start + 1

    def _joins(self, start: int, end: int) -> bool:
        """Whether words would grow together where a tag is taken out."""
        before, after = self._body[start - 1 : start], self._body[end : end + 1]
        return not (before.isspace() or after.isspace()) and bool(before and after not in ".,;:!?")

    def _tag_end(self, begin: int) -> int | None:
        """The end of a tag whose name ends at `begin`; None where it is not a tag."""
        position = begin
        while match := _BEFORE_VALUE.match(self._body, position):
            if match[2]:
                is_whole = not _BLANK_LINE.search(self._body, begin, match.end())
                return match.end() if is_whole else None
            close = self._find(match[1], match.end()) if match[1] else -1
            if close < 0:
                return None
            position = close + 1
        return None

    def _find(self, sign: str, position: int) -> int:
        """The next position of `sign`, or -1; a failed search is remembered."""
        start = -1 if sign in self._unclosed else self._body.find(sign, position)
        if start < 0:
            self._unclosed.add(sign)
        return start

    def _closing(self, name: str, position: int) -> int:
        """Where the element is closed after `position`, or -1."""
        known = self._closings.get(name, [])
        at = bisect(known, position)
        return known[at] if at < len(known) else -1

    def _closing_tag(self, name: str, tag: str, end: int) -> tuple[str, int]:
        if name in _SWALLOWING or name in _CODE or name in _DRAWING:
            return "", end
        if name in _ANY_ELEMENT or _OF_OFFICE.fullmatch(name):
            return tag, end
        return f"&lt;{tag[1:]}", end

    def _element(self, name: str, start: int, end: int) -> tuple[str, int]:
        """Code is dropped, drawings keep their words; a `<style>` around words is not code."""
        closing = self._closing(name, end - 1)
        if closing < 0 or closing <= self._prose_until.get(name, -1):
            return "&lt;", start + 1
        inner = self._body[end:closing]
        after = self._tag_end(closing + 2 + len(name)) or closing + 2 + len(name)
        if name in _DRAWING:
            inner = _ANY_TAG.sub(_of_drawing, _CODE_ELEMENT.sub("", inner)).replace("<", "&lt;")
        elif _is_prose(inner):
            self._prose_until[name] = closing
            return "&lt;", start + 1
        else:
            inner = ""
        self._removed[f"<{name}>"] = None
        return inner, after


def _is_prose(inner: str) -> bool:
    """Whether what stands in a `<style>` or `<script>` are words for people."""
    inner = _NO_WORDS.sub("", inner)
    words = len(_WORD.findall(inner))
    return words > 0 and len(_CODE_SIGN.findall(inner)) * _SIGNS_IN_PROSE <= words


def _of_drawing(match: re.Match[str]) -> str:
    """Words of a drawing stand apart; what is no tag of one stays."""
    return " " if _TAG_OF_DRAWING.fullmatch(match[0]) else f"&lt;{match[0][1:]}"


def _holds_words(attributes: str) -> bool:
    """Whether what stands behind the name of a tag are words: `<b Kapolsek hadir>`."""
    text = attributes.strip()
    text = text.removesuffix("/").rstrip()
    position = 0
    while position < len(text):
        match = _ATTRIBUTE.match(text, position)
        if match is None:
            return True
        name, is_set = match[1].lower(), match[2] is not None
        if is_set and _RUNS_ON.search(match[2]):
            return True
        if name not in (_WITH_VALUE if is_set else _SWITCHES) and not (
            is_set and _FAMILY.fullmatch(name)
        ):
            return True
        position = match.end()
    return False
