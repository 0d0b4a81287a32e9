"""Raw text to paragraphs, without headers, signatures and other noise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from kentongan.importer.chat_marks import without_marks
from kentongan.importer.framing import drop_noise, without_signs
from kentongan.importer.paragraphs import paragraphs_of, unique
from kentongan.importer.repair import repair

# What stands between the heads of a Markdown table and its rows.
_RULE = re.compile(r"\s*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?\s*")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`paragraphs` keep their WhatsApp marks; `dropped` are the lines that were noise."""

    paragraphs: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    repeated: int = 0  # paragraphs that occurred twice


def clean(text: str) -> Cleaned:
    lines, _ = without_marks(_unbarred(text.split("\n")))
    lines, dropped = drop_noise(repair("\n".join(lines)).split("\n"))
    pasted = paragraphs_of(lines)
    paragraphs = unique(pasted)
    repeated = len(pasted) - len(paragraphs)
    dropped += without_signs(paragraphs)
    return Cleaned(tuple(item for item in paragraphs if item), tuple(dropped), repeated)


def _unbarred(lines: list[str]) -> list[str]:
    """Rows of a Markdown table as those of Word: cells between bars, without the line of dashes."""
    rules = {number for number, line in enumerate(lines) if _RULE.fullmatch(line)}
    rows: set[int] = set()
    for rule in rules:
        below = takewhile(lambda number: "|" in lines[number], range(rule + 1, len(lines)))
        rows.update((rule - 1, *below))
    return [
        " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
        if number in rows and "|" in line
        else line
        for number, line in enumerate(lines)
        if number not in rules
    ]
