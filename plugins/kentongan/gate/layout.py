"""Where a name stands in a table or a list: the title of its column, the line above its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentongan.gate import phrases
from kentongan.gate.roles import PARTS, Role, roles_between

if TYPE_CHECKING:
    from kentongan.gate.roles import CastText

_LONGEST_LIST, _LONGEST_HEADING, _LONGEST_MARK = 15, 60, 14  # lines, characters, characters
_LONGEST_TABLE = 1500  # characters of a table that are asked what its rows are about
_LONGEST_CELL = 30  # characters behind a name in its cell


def column(document: CastText, start: int, end: int) -> str:
    """The kind of role that heads its column, where a name fills the cell of a table; else ""."""
    lowered = document.lowered
    behind = lowered[end : end + _LONGEST_CELL]
    if "|" not in behind:
        return ""
    line = lowered.rfind("\n", 0, start) + 1
    if lowered[line : line + 1] != "|" or not behind.lstrip(" ").startswith("|"):
        return ""
    block = lowered.rfind("\n\n", 0, line)
    block = block + 2 if block >= 0 else 0
    head = lowered[block:line].split("\n", 1)[0].split("|")
    number = lowered.count("|", line, start)
    title = phrases.NAME_OF.sub("", head[number]).strip(" *") if number < len(head) else "-"
    if title:
        return phrases.KINDS.get(title, "")
    return _part_told(document, line, end, "\n") or _part_told(document, block, end, "\n\n")


def _part_told(document: CastText, start: int, name_end: int, ending: str) -> str:
    """The first part that the cells of a row, or a table, tell: `| Kuncoro | eksekutor |`."""
    lowered = document.lowered
    end = lowered.find(ending, name_end)
    end = min(end if end >= 0 else len(lowered), start + _LONGEST_TABLE)
    found = roles_between(document, start, end)
    told = (role.kind for role in found if role.kind in PARTS and _is_cell(lowered, role))
    is_suspect = phrases.CELL_OF_SUSPECT.search(lowered, start, end)
    return next(told, "suspect" if is_suspect and document.is_case else "")


def _is_cell(lowered: str, role: Role) -> bool:
    """Whether a word stands at the beginning of a cell."""
    return lowered[max(0, role.start - 8) : role.start].rstrip(" *").endswith("|")


def heading(document: CastText, start: int) -> list[Role]:
    """The roles in the line above a list in which a name stands: `Korban MD:`."""
    lowered = document.lowered
    if "\n" not in lowered[max(0, start - _LONGEST_MARK) : start]:
        return []
    line = lowered.rfind("\n", 0, start) + 1
    if not line or not phrases.ITEM.fullmatch(lowered, line, start):
        return []
    for _ in range(_LONGEST_LIST):
        end, line = line - 1, lowered.rfind("\n", 0, max(line - 1, 0)) + 1
        if not phrases.ITEM.match(lowered, line, end):
            break
    if not 0 < end - line < _LONGEST_HEADING or not phrases.HEADING.match(lowered, line, end):
        return []
    return [role for role in roles_between(document, line, end) if role.kind in PARTS]
