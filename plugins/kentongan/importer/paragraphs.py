"""Lines to paragraphs: what was broken in mid-sentence is one again, what was pasted twice once."""

from __future__ import annotations

import re

from kentongan.importer.closings import closes, is_only_date
from kentongan.importer.forms import role_of
from kentongan.importer.lines import ENDS_SENTENCE, HEADING, ROW, is_item, plain
from kentongan.importer.repair import straighten

_LABEL_SIGN = re.compile(r"\s*(?:\|\s*)?[:=]|\s[–—-]\s")
_LOWER_DATELINE = re.compile(
    r"[a-z][a-z .,]{2,30}\s[–—-]{1,2}\s+(?:[A-Z]|(?:ka)?pol|sat|dit|bhabin)"
)  # `kupang — Satsamapta`
# `BUOL – Polres Buol menggelar lomba …`: the beginning of a sentence, no headline
_OPEN_LEAD = re.compile(r"[A-Z][^–—\n-]{1,40}\s[–—-]{1,2}\s+[A-Z][\w ,]*? [a-z]")
_MOST_OF_OFFICE = 5  # words: KEPALA KEPOLISIAN DAERAH RIAU
_WRAPPED = 58  # characters of a line that a mail has broken


def paragraphs_of(lines: list[str]) -> list[str]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    joined: list[str] = []
    for number, block in enumerate(blocks):
        joined += _join_lines(block, first=number == 0 or not joined)
    return [straighten(item) for item in _rejoin(joined)]


def _join_lines(block: list[str], *, first: bool) -> list[str]:
    """The paragraphs of a block: lines that were broken in mid-sentence are one again."""
    wrapped = _is_wrapped(block[1:] if first else block) and not any(map(closes, block))
    paragraphs: list[str] = []
    for index, line in enumerate(block):
        if paragraphs and _continues(paragraphs[-1], line, wrapped and not (first and index == 1)):
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
    return paragraphs


def _is_wrapped(lines: list[str]) -> bool:
    if len(lines) < 3 or sum(bool(ROW.match(line)) for line in lines) > len(lines) / 2:
        return False
    body = lines[:-1]
    width = max(map(len, body))
    full = sum(len(line) > width - 22 for line in body)
    ended = sum(bool(ENDS_SENTENCE.search(line)) for line in body)
    return 35 <= width <= 110 and full >= 0.7 * len(body) and ended <= 0.5 * len(body)


def _continues(before: str, line: str, wrapped: bool) -> bool:
    if is_item(line) or HEADING.match(before) or _is_form_line(line) or _is_form_line(before):
        return False
    if closes(before) or _LOWER_DATELINE.match(line):
        return False
    if is_item(before) and is_only_date(line):  # the next day of a programme
        return False
    open_mark = before.count("*") % 2 == 1 and before.startswith("*") and line.endswith("*")
    if open_mark:
        return True
    if line[0].islower() and not ENDS_SENTENCE.search(before) and len(before) > 20:
        return True
    if before[-1] == "," and len(before) > 20:
        return True
    if _OPEN_LEAD.match(before) and len(before) >= _WRAPPED and line.endswith("."):
        return not ENDS_SENTENCE.search(before)
    if wrapped:
        return not (ENDS_SENTENCE.search(before) and len(before.rsplit("\n", 1)[-1]) < 35)
    return False


def _is_form_line(line: str) -> bool:
    """`Ciri-ciri : kaos merah`: always a separate line, even if lines were wrapped."""
    label = _LABEL_SIGN.split(line[:44], maxsplit=1)[0]
    return label != line[:44] and bool(role_of(plain(label)))


def _rejoin(paragraphs: list[str]) -> list[str]:
    """A dateline on a separate line is joined to its paragraph."""
    result: list[str] = []
    for item in paragraphs:
        previous = result[-1] if result else ""
        if previous and len(previous) < 70 and re.search(r"\s?[–—-]$", previous):
            result[-1] = f"{previous} {item}"
        else:
            result.append(item)
    return result


def unique(paragraphs: list[str]) -> list[str]:
    """Paragraphs that were pasted twice are kept once; an office may head and sign a text."""
    seen: set[str] = set()
    result: list[str] = []
    for item in paragraphs:
        key = re.sub(r"\W+", "", item).casefold()
        if len(key) > 24 and len(item.split()) > _MOST_OF_OFFICE and key in seen:
            continue
        seen.add(key)
        result.append(item)
    return result
