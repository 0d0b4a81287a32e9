"""YAML front matter, with every scalar kept as the typed string: `Yes`, `12:30`, `0812`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kentongan.domain.problems import Problem
from kentongan.manuscripts.source import CONTROL, Field, has_controls

_MOST_BRACKETS = 200  # the parser needs more than linear time for nested ones
_LONGEST = 50_000  # characters for the parser: about a second
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?: +(\S.*?))? *$")
_ITEM = re.compile(r" +- +(\S.*?) *$")
_HALF = re.compile(r"[\ud800-\udfff]")
_QUOTED = re.compile(r"""(?:"([^"\\]*)"|'([^']*)')$""")
# No indicator at the start, nothing that starts a comment or a mapping.
PLAIN = re.compile(r"[^\s\"'\[\]{}>|*&!%@`#?:,~-](?:(?!: |:$| #)[^\t])*$")
NOTHING = ("", "~", "null", "Null", "NULL")


def read_simple(text: str, first_line: int) -> list[Field] | None:
    """The fields of YAML that contains only one-line scalars and lists of them.

    Editors write nothing else, and this is a hundred times faster than a parser. None for any
    other YAML; the same result as `read_any` where it gives one.
    """
    written: dict[str, tuple[int, list[str]]] = {}
    listed: set[str] = set()
    key = ""  # whose items may follow
    for number, line in enumerate(text.split("\n"), first_line):
        item = _ITEM.match(line) if key else None
        match = item or _LINE.match(line)
        if match is None:
            return None
        value = _simple_scalar((item[1] if item else match[2]) or "")
        if value is None:
            return None
        values = [value] if value else []
        if item:
            listed.add(key)
            written[key][1].extend(values)
        elif match[1] in written:
            return None
        else:
            written[match[1]] = (number, values)
            key = "" if match[2] else match[1]
    return [
        Field(name, tuple(values), line, name in listed) for name, (line, values) in written.items()
    ]


def _simple_scalar(written: str) -> str | None:
    quoted = _QUOTED.match(written)
    if quoted:
        return (quoted[1] if quoted[1] is not None else quoted[2]).strip()
    if written in NOTHING:
        return ""
    return written if PLAIN.match(written) else None


def read(text: str, first_line: int) -> tuple[list[Field], list[Problem]]:
    """The fields of a YAML mapping; its problems have no path."""
    simple = read_simple(text, first_line)
    return (simple, []) if simple is not None else read_any(text, first_line)


def read_any(text: str, first_line: int) -> tuple[list[Field], list[Problem]]:
    """The same with a real parser. Anchors, aliases, merges and tags are errors."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode

    if len(text) > _LONGEST:
        return [], [_unreadable(first_line)]
    brackets = text.count("{") + text.count("[")
    if brackets > _MOST_BRACKETS:
        opening = min(at for at in (text.find("{"), text.find("[")) if at >= 0)
        return [], [_unreadable(first_line + text.count("\n", 0, opening))]
    try:
        clever = _first_clever(YAML(typ="safe", pure=True).parse(text))
        if clever is not None:
            return [], [_too_clever(first_line + clever)]
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        return [], [_unreadable(first_line + (mark.line if mark else 0))]
    except (YAMLError, ValueError, RecursionError):
        return [], [_unreadable(first_line)]
    if node is None:
        return [], []
    if not isinstance(node, MappingNode):
        return [], [_unreadable(first_line)]
    return _fields(node, first_line)


def _first_clever(events: Iterator[Any]) -> int | None:
    """The line (from 0) of the first anchor, alias, merge or tag."""
    for event in events:
        is_merge = getattr(event, "value", "") == "<<" and getattr(event, "style", "") is None
        if getattr(event, "anchor", None) or getattr(event, "tag", None) or is_merge:
            line: int = event.start_mark.line
            return line
    return None


def _fields(node: Any, first_line: int) -> tuple[list[Field], list[Problem]]:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    fields: list[Field] = []
    problems: list[Problem] = []
    for key, value in node.value:
        line = first_line + key.start_mark.line
        if isinstance(value, MappingNode) or not isinstance(key.value, str):
            problems.append(_nested(line))
            continue
        try:
            written = [_joined(text) for text in (key.value, *_strings(value))]
        except UnicodeError:
            problems.append(_half_letter(line))
            continue
        name, *values = (CONTROL.sub("", text) for text in written)
        if [name, *values] != written:
            problems.append(has_controls(line))
        kept = tuple(stripped for text in values if (stripped := text.strip()))
        fields.append(Field(name, kept, line, listed=isinstance(value, SequenceNode)))
    return fields, problems


def _joined(text: str) -> str:
    r"""Two halves of a letter (`\ud83d\udea4`) as the letter. Raises UnicodeError for a half."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _strings(node: Any, depth: int = 0) -> list[str]:
    """The strings of a scalar or list; a mapping in a list is read as its values joined by |."""
    value = node.value
    if isinstance(value, str):
        # Only an unquoted empty value is empty.
        return [] if node.style is None and value in NOTHING else [value]
    strings: list[str] = []
    for item in value if depth < 3 else ():
        if isinstance(item, tuple):
            strings.append(" ".join(_strings(item[1], depth + 1)))
        elif isinstance(item.value, list):
            strings.append(" | ".join(_strings(item, depth + 1)))
        else:
            strings.extend(_strings(item, depth + 1))
    return strings


def _unreadable(line: int) -> Problem:
    return Problem(
        "",
        line,
        "releases.E014",
        "Kepala naskah YAML tidak dapat dibaca mulai baris ini.",
        'apit nilai yang memuat titik dua atau tanda # dengan tanda kutip, misalnya Judul: "A: B".',
    )


def _nested(line: int) -> Problem:
    return Problem(
        "",
        line,
        "releases.E014",
        "Kunci ini berisi kunci lain di bawahnya; kepala naskah hanya mengenal satu tingkat.",
        "tulis setiap kunci pada baris sendiri, mulai dari tepi kiri.",
    )


def _too_clever(line: int) -> Problem:
    return Problem(
        "",
        line,
        "releases.E029",
        "Kepala naskah memakai jangkar (&), rujukan (*), gabungan (<<) atau label (!) YAML.",
        "tulis nilainya langsung; apit dengan tanda kutip bila diawali tanda itu.",
    )


def _half_letter(line: int) -> Problem:
    return Problem(
        "",
        line,
        "releases.E030",
        "Ada huruf yang rusak (separuh dari sebuah karakter) pada kunci ini.",
        "ketik ulang barisnya, misalnya emojinya.",
    )
