"""Safe corrections of a release file: standard spelling outside quotations, the title's full stop.

The words of a quotation, addresses, code and all other front matter stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kentongan.gate.pattern import Pattern
from kentongan.gate.rules.spelling import as_written, corrections
from kentongan.manuscripts import frontmatter
from kentongan.manuscripts.keys import RELEASE, key_of

_FIELDS = frozenset({"Judul", "Ringkasan", "Gambar-Alt", "Gambar-Keterangan"})
_KEY = Pattern(r"([A-Za-z][A-Za-z0-9 _-]*?)[ \t]*:[ \t]*")
_KEPT = Pattern(
    r"“[^”\n]*”|\"[^\"\n]*\"|‘[^’\n]{3,}’(?!\w)|`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>|https?://\S+|"
    r"\{[^}\n]*\}|www\.\S+|!\[[^\]\n]*\]\([^)\n]*\)"
)
_WORD = Pattern(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Change:
    """One correction, on a line of the file."""

    line: int
    before: str
    after: str


def fix(text: str) -> tuple[str, list[Change]]:
    """The corrected file and what was changed."""
    source, problems = frontmatter.split(text)
    if problems:
        return text, []
    lines = text.split("\n")
    changes: list[Change] = []
    for number in _lines_to_read(lines, source.body_line):
        fixed = _line(lines[number - 1], number, number < source.body_line, changes)
        lines[number - 1] = fixed
    return "\n".join(lines), changes


def _lines_to_read(lines: list[str], body_line: int) -> Iterator[int]:
    for number in range(1, len(lines) + 1):
        if number >= body_line or _field_of(lines[number - 1]) in _FIELDS:
            yield number


def _field_of(line: str) -> str:
    match = _KEY.match(line)
    return RELEASE.names.get(key_of(match.group(1)), "") if match else ""


def _line(line: str, number: int, in_fields: bool, changes: list[Change]) -> str:
    mends = []
    lowered = line.lower()
    kept = [match.span() for match in _KEPT.finditer(line)]
    start_of_value = 0
    if in_fields:
        key = _KEY.match(line)
        start_of_value = key.end() if key else 0
        mends += list(_full_stop(line))
        kept = [span for span in kept if line[span[0]] != '"' or span[1] < len(line.rstrip())]
    words = frozenset(_WORD.findall(lowered))
    for start, end, right in corrections(line, lowered, words) if len(lowered) == len(line) else ():
        if start >= start_of_value and not any(a <= start < b for a, b in kept):
            mends.append((start, end, as_written(line[start:end], right)))
    mends.sort()
    changes += [Change(number, line[start:end], right) for start, end, right in mends]
    for start, end, right in reversed(mends):
        line = line[:start] + right + line[end:]
    return line


def _full_stop(line: str) -> Iterator[tuple[int, int, str]]:
    title = line.rstrip()
    last = title.rsplit(" ", 1)[-1]
    if _field_of(line) == "Judul" and title.endswith(".") and "." not in last[:-1]:
        yield len(title) - 1, len(title), ""
