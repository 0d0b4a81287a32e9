"""Front matter as staff write it: `Kunci: nilai` lines or YAML, read into plain fields.

Both forms give the same: each field a list of strings with the line it stands on. Every scalar
stays a string, so that `Yes`, `12:30` and `0812` are what was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kentongan.domain.problems import Problem

_KEY = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,39}?)[ \t]*:(?:[ \t]+(.*)|)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_YAML_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?: +(\S.*?))? *$")
_YAML_ITEM = re.compile(r" +- +(\S.*?) *$")
_YAML_QUOTED = re.compile(r"""(?:"([^"\\]*)"|'([^']*)')$""")
# No indicator at the start, nothing that starts a comment or a mapping.
_YAML_PLAIN = re.compile(r"[^\s\"'\[\]{}>|*&!%@`#?:,~-](?:(?!: |:$| #)[^\t])*$")
_YAML_NOTHING = ("", "~", "null", "Null", "NULL")
_FENCE = re.compile(r"---[ \t]*$")
_FENCE_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Field:
    """A field as written: `values` are its list items or lines, `line` counts from 1.

    `listed` says that they are the items of a YAML list, which hold commas and semicolons.
    """

    key: str
    values: tuple[str, ...]
    line: int
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken apart. `body_line` is the line on which the body starts."""

    fields: tuple[Field, ...] = ()
    body: str = field(default="", repr=False)
    body_line: int = 1


def key_of(name: str) -> str:
    """`Diperbarui`, `Publish_At`, `publish at` → the one form in which keys are compared."""
    return re.sub(r"[ _-]+", "-", name.strip()).casefold()


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """The text of a file; what had to be repaired or refused as problems without a path."""
    problems: list[Problem] = []
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        return "", [
            Problem(
                "",
                line,
                "releases.E013",
                "Berkas berisi bita NUL; ini bukan berkas teks.",
                "simpan ulang sebagai teks biasa (UTF-8), atau pakai `humas impor`.",
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = data.decode("windows-1252", errors="replace").replace("\ufffd", "")
        problems.append(
            Problem(
                "",
                line,
                "releases.W007",
                "Berkas bukan UTF-8; dibaca sebagai Windows-1252.",
                "periksa hasilnya, lalu simpan ulang sebagai UTF-8.",
            )
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _CONTROL.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        text = _CONTROL.sub("", text)
        problems.append(
            Problem(
                "",
                line,
                "releases.W008",
                "Ada karakter kendali yang tidak terlihat; karakter itu dibuang.",
                "hapus karakter itu dari berkas, misalnya dengan mengetik ulang barisnya.",
            )
        )
    return text, problems


def split(text: str) -> tuple[Source, list[Problem]]:
    """Front matter and body of a decoded text."""
    lines = text.split("\n")
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    if start < len(lines) and _FENCE.match(lines[start]):
        return _split_yaml(lines, start)
    return _split_lines(lines, start)


def _split_lines(lines: list[str], start: int) -> tuple[Source, list[Problem]]:
    fields: list[Field] = []
    index = start
    while index < len(lines) and lines[index].strip():
        line = lines[index]
        if line[0] in " \t" and fields:
            last = fields[-1]
            fields[-1] = Field(last.key, (*last.values, line.strip()), last.line)
        else:
            match = _KEY.match(line)
            if not match:
                break
            value = (match[2] or "").strip()
            fields.append(Field(match[1], (value,) if value else (), index + 1))
        index += 1
    return _source(fields, lines, index), []


def _split_yaml(lines: list[str], start: int) -> tuple[Source, list[Problem]]:
    end = next(
        (number for number in range(start + 1, len(lines)) if _FENCE_END.match(lines[number])), None
    )
    if end is None:
        problem = Problem(
            "",
            start + 1,
            "releases.E012",
            "Kepala naskah dibuka dengan --- tetapi tidak ditutup.",
            "tambahkan baris --- di antara kepala naskah dan isi.",
        )
        return Source(), [problem]
    fields, problems = _yaml_fields("\n".join(lines[start + 1 : end]), start + 2)
    return _source(fields, lines, end + 1), problems


def _source(fields: list[Field], lines: list[str], index: int) -> Source:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return Source(tuple(fields), "\n".join(lines[index:]).rstrip(), index + 1)


def _yaml_fields(text: str, first_line: int) -> tuple[list[Field], list[Problem]]:
    simple = simple_yaml(text, first_line)
    return (simple, []) if simple is not None else parsed_yaml(text, first_line)


def simple_yaml(text: str, first_line: int) -> list[Field] | None:
    """The fields of YAML that holds only one-line scalars and lists of them.

    Editors write nothing else, and this is a hundred times faster than a parser. None for any
    other YAML; the same result as `parsed_yaml` where it gives one.
    """
    found: list[Field] = []
    keys: set[str] = set()
    is_list = False
    for number, line in enumerate(text.split("\n"), first_line):
        item = _YAML_ITEM.match(line)
        if item and is_list:
            last = found[-1]
            value = _simple_scalar(item[1])
            if value is None:
                return None
            values = (*last.values, value) if value else last.values
            found[-1] = Field(last.key, values, last.line, listed=True)
            continue
        match = _YAML_LINE.match(line)
        value = _simple_scalar(match[2] or "") if match else None
        if match is None or value is None or match[1] in keys:
            return None
        keys.add(match[1])
        is_list = not match[2]
        found.append(Field(match[1], (value,) if value else (), number))
    return found


def _simple_scalar(written: str) -> str | None:
    quoted = _YAML_QUOTED.match(written)
    if quoted:
        return (quoted[1] if quoted[1] is not None else quoted[2]).strip()
    if written in _YAML_NOTHING:
        return ""
    return written if _YAML_PLAIN.match(written) else None


def parsed_yaml(text: str, first_line: int) -> tuple[list[Field], list[Problem]]:
    """The fields of any YAML mapping, every scalar as it was written."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        return [], [_yaml_problem(first_line + (mark.line if mark else 0))]
    except (YAMLError, ValueError, RecursionError):
        return [], [_yaml_problem(first_line)]
    if node is None:
        return [], []
    if not isinstance(node, MappingNode):
        return [], [_yaml_problem(first_line)]
    return [
        Field(
            str(key.value),
            tuple(_yaml_values(value)),
            first_line + key.start_mark.line,
            listed=isinstance(value, SequenceNode),
        )
        for key, value in node.value
    ], []


def _yaml_values(node: object, depth: int = 0) -> list[str]:
    """The strings of a scalar or list; a mapping in a list is read as its values joined by |."""
    value = getattr(node, "value", "")
    if isinstance(value, str):
        # YAML writes "nothing" in these ways; only unquoted ones count.
        if getattr(node, "style", None) is None and value in ("", "~", "null", "Null", "NULL"):
            return []
        lines = value.strip()
        return [lines] if lines else []
    found: list[str] = []
    for item in value if depth < 3 else ():
        if isinstance(item, tuple):
            found.append(" ".join(_yaml_values(item[1], depth + 1)))
        elif depth and isinstance(getattr(item, "value", ""), list):
            found.append(" | ".join(_yaml_values(item, depth + 1)))
        elif isinstance(getattr(item, "value", ""), list):
            parts = _yaml_values(item, depth + 1)
            found.append(" | ".join(parts))
        else:
            found.extend(_yaml_values(item, depth + 1))
        if len(found) > 10_000:
            break
    return found


def _yaml_problem(line: int) -> Problem:
    return Problem(
        "",
        line,
        "releases.E014",
        "Kepala naskah YAML tidak dapat dibaca mulai baris ini.",
        'apit nilai yang memuat titik dua atau tanda # dengan tanda kutip, misalnya Judul: "A: B".',
    )
