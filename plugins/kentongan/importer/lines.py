"""One line of a press text: its words, its marks, and whether it is an item or a row."""

from __future__ import annotations

import re

from kentongan.domain.calendar import WEEKDAY
from kentongan.importer.repair import EMOJI
from kentongan.manuscripts.plain import unmarked

_ANY_MARK = re.compile(r"[*_~`]")
# A mark that belongs to no pair; stars behind a digit hide others: `P 2*** QK`.
_LOOSE_MARK = re.compile(r"(?<!\w)[*_~]{1,3}(?=\S)|(?<![\s*])(?!(?<=\d)\*{2,})[*_~]{1,3}(?!\w)")
_BULLET = re.compile(
    r"^(?:[→⇒⁃❖✦✧★◆◇•●▪▫■◦○◾◽‣∙➢➤►▶➡➔➜✓✔✅☑👉📌📍🔹🔸🔺🔻🟢🔴⭐]|»(?=\s))[\ufe0f🏻🏼🏽🏾🏿\s]*(?=\S)"
)
_ITEM = re.compile(
    r"(?:[-–+*]|\(?\d{1,3}[.)]"
    r"|\(?[a-z][.)]|\(?[A-Z]\)|(?:[A-Z]|[IVX]{2,4})\.(?=[^:=\n]{2,40}[:=]))\s+(?=\S)"
    r"|\(?\d{1,2}[.)](?=[A-Z])"
)
LABELLED_TITLE = re.compile(
    r"^(?:judul|title|headline)\s*(?:berita|rilis)?\s*[:=]\s*", re.IGNORECASE
)
_FORWARDED = re.compile(r"^(?:(?:fwd?|fw|re|trs|bls)\s*:\s*)+", re.IGNORECASE)
_SPACES = re.compile(r" {2,}")
# An emoji within marks: `*🚨 Judul 🚨*` is bold, and not an item of a list; `*🚨*` marks nothing.
_MARKED_SIGN = re.compile(
    rf"([*_~]){EMOJI.pattern}\1"
    rf"|(?<![^\s*_~])(?P<opening>[*_~]){EMOJI.pattern}\s*(?=\S[^\n]{{0,300}}(?P=opening))"
    rf"|\s*{EMOJI.pattern}(?P<closing>[*_~])(?!\w)"
)
_SPACED_SIGN = re.compile(r" +(?=[,.;:!?](?:[\s”\"]|$))")
ENDS_SENTENCE = re.compile(r"[.!?:;][”\"’')\]*_]*$")
HEADING = re.compile(r"^#{1,6}\s+")
# A row of a timetable or a form: `Senin 19/10/2026 : Balai Desa`, `08.00 - 09.00 Apel`.
ROW = re.compile(
    rf"[\[(]?(?:hari\s+)?(?:{WEEKDAY})\b|(?:pukul|jam|pkl\.?)?\s*\d{{1,2}}[.:]\d{{2}}\b|[^:.,]{{2,40}}\s?:(?:\s|$)",
    re.IGNORECASE,
)


def plain(paragraph: str) -> str:
    """The words of a paragraph without marks, bullets and headings."""
    text = HEADING.sub("", paragraph)
    if _ANY_MARK.search(text):
        text = _LOOSE_MARK.sub("", unmarked(text))
    return text.removeprefix("- ").strip()


def bare_words(line: str) -> str:
    return plain(EMOJI.sub("", line)).strip(" *_~`|").strip()


def is_item(paragraph: str) -> bool:
    """Whether a paragraph is an item of a list: `- `, `1. `, `a) `."""
    return bool(_ITEM.match(paragraph))


def without_item_sign(paragraph: str) -> str:
    """The words of an item without its number or sign."""
    match = _ITEM.match(paragraph)
    return paragraph[match.end() :] if match else paragraph


def without_sign(line: str) -> str:
    """A line without the sign of an item that is an emoji or the like: `📌 Patroli Malam`."""
    bullet = _BULLET.match(line.lstrip())
    return line.lstrip()[bullet.end() :] if bullet else line


def tidy(line: str) -> str:
    if bullet := _BULLET.match(line):
        line = "- " + line[bullet.end() :]
    if _MARKED_SIGN.search(line):
        line = _MARKED_SIGN.sub(r"\g<opening>\g<closing>", line)
    line = EMOJI.sub(" ", line)
    if "  " in line:
        line = _SPACES.sub(" ", line)
    if _SPACED_SIGN.search(line):
        line = _SPACED_SIGN.sub("", line)
    return line.strip()


def title_words(paragraph: str) -> str:
    """A title line as plain words, without a label."""
    text = _FORWARDED.sub("", plain(HEADING.sub("", paragraph)))
    text = LABELLED_TITLE.sub("", text)
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        text = text[1:-1]
    if text.endswith(".") and not text.endswith("..") and text.count(".") == 1:
        text = text[:-1]
    return text.strip(" *_")
