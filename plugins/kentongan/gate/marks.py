"""A Markdown text as its reader sees it, and apart from that what stands in its addresses.

Every step is a single pass, whatever the text: hostile ones are long.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from kentongan.domain.folding import Edit, Edited, fold, fold_edits, is_usual
from kentongan.gate.pattern import Pattern

_LONGEST = 4000  # characters of a link's address and title
_REFERENCE = Pattern(r"\]\[[^\]\[\n]{0,200}+\]")
_FOOTNOTE = Pattern(r"\[\^[^\]\[\n]{1,40}+\]")
_OPENING = Pattern(r"\[")
_TAG = Pattern(r"<(?!https?:|mailto:|tel:)[^<>]{0,4000}+>")
_PARTING = Pattern(
    r"</?(?:br|p|div|li|ul|ol|d[ldt]|t[drh]|table|h[1-6]|hr|blockquote|pre|figure|figcaption)\b",
    re.IGNORECASE,
)
_SAID = Pattern(r"\b(?:title|alt)\s*=\s*(?:\"([^\"]{0,500}+)\"|'([^']{0,500}+)')", re.IGNORECASE)
_ENTITY = Pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31}+);?")
_ESCAPE = Pattern(r"\\(?=[!-/:-@\[-`{-~ \n])")
_ADDRESS = Pattern(r"(?:https?:|mailto:|tel:|\bwww\.|\bwa\.me/|\{(?:filename|static)\})[^\s<>]*+")
_PHONE_ADDRESS = Pattern(r"(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=|tel:)\+?(\d+)")
_IN_ADDRESSES = ("://", "www.", "wa.me/", "mailto:", "tel:")
_REST = Pattern(r"[^\s<>]*+")
_STARS = Pattern(r"\*+")  # sought by its first letter, much quicker than a set of them
_CODE = Pattern(r"[`~]+")
_EMPHASIS = Pattern(r"(?<![^\W_])_+|_+(?![^\W_])")
_DEFINITION = Pattern(r"^ {0,3}\[[^\]\n]{1,200}+\]:.*+$", re.MULTILINE)
_PERCENT = Pattern(r"(?:%[0-9A-Fa-f]{2})++")
_APART = str.maketrans(dict.fromkeys("<>()[]{}\"'=&?#/:;,|", " "))


def seen(text: str) -> Edited:
    """The words of a Markdown text without its marks, with the way back to the source."""
    words = Edited(text)
    if not is_usual(text):
        words.apply(fold_edits(text))
    text = words.text
    if "[" in text:
        _take_links(words)
    if "<" in text:
        words.apply(list(_tags(words.text)))
    if "&" in text:
        words.replace(_ENTITY.compiled, _entity)
    if "\\" in text:
        words.replace(_ESCAPE.compiled, "")
    if _may_hold_address(words.text) or "{" in text:
        words.replace(_ADDRESS.compiled, _address)
    if "*" in text:
        words.apply(list(_stars(words.text)))
    if "`" in text or "~" in text:
        words.replace(_CODE.compiled, "")
    if "_" in text:
        words.replace(_EMPHASIS.compiled, "")
    return words


def _may_hold_address(text: str) -> bool:
    """One sign is found in a text a hundred times as fast as two."""
    if ":" in text and ("://" in text or "tel:" in text or "mailto:" in text):
        return True
    return "www." in text or ("/" in text and "wa.me/" in text)


def _take_links(words: Edited) -> None:
    if "](" in words.text:
        words.apply(list(_targets(words.text)))
    elif "][" not in words.text and "[^" not in words.text:
        return
    if "[^" in words.text:
        words.replace(_FOOTNOTE.compiled, "")
    if "][" in words.text:
        words.replace(_REFERENCE.compiled, "")
    words.replace(_OPENING.compiled, "")


def targets(text: str) -> Iterator[tuple[int, int]]:
    """Where the address and title of a link stand, with the brackets around them."""
    closing = -1
    start = text.find("](")
    while start >= 0:
        if closing < start:
            closing = text.find(")", start)
            if closing < 0:
                return
        end = closing + 1
        if text.count("(", start + 2, min(end, start + _LONGEST)) and text[end : end + 1] == ")":
            end += 1  # an address with brackets of its own
        if end - start <= _LONGEST:
            yield start, end
            start = text.find("](", end)
        else:
            start = text.find("](", start + 2)


def _targets(text: str) -> Iterator[Edit]:
    """Addresses of links go; their titles and telephone numbers stay."""
    for start, end in targets(text):
        inside = text[start + 2 : end - 1]
        address, _, title = inside.partition(" ")
        phone = _PHONE_ADDRESS.search(address)
        first = start + 2 + len(address)
        if text[end : end + 1] == "{":
            closing = text.find("}", end, end + 500)
            end = closing + 1 if closing > 0 else end
        said = title.strip().strip("\"'()")
        at = text.find(said, first) if said else first
        yield start, at, (f" WA {phone.group(1)} " if phone else "") + (" " if said else "")
        if said:
            yield at + len(said), end, " "
        elif end > at:
            yield at, end, ""


def _tags(text: str) -> Iterator[Edit]:
    """Tags go, what they say in a title or for a picture stays."""
    for match in _TAG.finditer(text):
        position = match.start()
        said = _SAID.finditer(match[0]) if "=" in match[0] else ()
        for words in said:
            group = 1 if words[1] is not None else 2
            yield position, match.start() + words.start(group), " "
            position = match.start() + words.end(group)
        is_apart = position > match.start() or _PARTING.match(match[0])
        yield position, match.end(), " " if is_apart else ""


def _entity(match: re.Match[str]) -> str:
    return fold(html.unescape(match[0]))


def _address(match: re.Match[str]) -> str:
    phone = _PHONE_ADDRESS.search(match[0])
    return f" WA {phone.group(1)} " if phone else " "


def _stars(text: str) -> Iterator[Edit]:
    """Marks of emphasis. A lone run of stars behind a digit hides what was there."""
    end = -1
    runs: Counter[str] = Counter()
    for match in _STARS.finditer(text):
        run = match[0]
        if text[match.start() - 1 : match.start()].isdigit():
            if match.start() > end:
                begin, end = end, _end_of_paragraph(text, match.start())
                begin = max(text.rfind("\n\n", max(begin, 0), match.start()), begin, 0)
                runs = Counter(_STARS.findall(text[begin:end]))
            if runs[run] == 1:
                continue
        yield match.start(), match.end(), ""


def _end_of_paragraph(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return end if end >= 0 else len(text)


def unseen(text: str) -> Edited | None:
    """What stands in addresses, attributes and comments; blanks elsewhere. None: nowhere."""
    is_linked = "[" in text and ("](" in text or "]:" in text)
    if not ("<" in text or is_linked or _may_hold_address(text)):
        return None
    places = [*_bare(text), *targets(text)] if is_linked else [*_bare(text)]
    if "<" in text:
        places += [match.span() for match in _TAG.finditer(text)]
        places += _comments(text)
    if is_linked:
        places += [match.span() for match in _DEFINITION.finditer(text)]
    if not places:
        return None
    pieces: list[str] = []
    position = 0
    for start, end in sorted(places):
        if end <= position:
            continue
        start = max(start, position)
        pieces += (" " * (start - position), text[start:end].replace("\n", " "))
        position = end
    apart = Edited(text)
    apart.text = "".join(pieces)
    apart.apply(fold_edits(apart.text))
    if "%" in apart.text:
        apart.replace(_PERCENT.compiled, lambda match: fold(unquote(match[0])))
    if "&" in apart.text:
        apart.replace(_ENTITY.compiled, _entity)
    apart.text = apart.text.translate(_APART)
    return apart


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end
        start = text.find("<!--", end)


def _bare(text: str) -> Iterator[tuple[int, int]]:
    """Addresses that stand in the text by themselves."""
    for sign in _IN_ADDRESSES:
        at = text.find(sign)
        while at >= 0:
            rest = _REST.match(text, at)
            end = rest.end() if rest else at + len(sign)
            yield at, end
            at = text.find(sign, end)
