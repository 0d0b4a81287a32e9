"""Front matter as staff write it: `Kunci: nilai` lines or YAML, read into plain fields.

Both forms give the same: each field a list of strings with the line it stands on. Every scalar
stays a string, so that `Yes`, `12:30` and `0812` are what was typed.
"""

from __future__ import annotations

import re

from kentongan.domain.problems import Problem
from kentongan.manuscripts import keylines
from kentongan.manuscripts.source import CONTROL, Field, Source, has_controls

_MOST_KEYS = 500
# Of ASCII, and what the bytes of all others begin with.
_CONTROLS = bytes(sign for sign in range(128) if CONTROL.match(chr(sign)))
_LEADS = (b"\xc2", b"\xed", b"\xef\xbf")
_FENCE = re.compile(r"---[ \t]*$")
_FENCE_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")


def as_written(data: bytes) -> str:
    """The characters of a file, with its line ends: positions in a file count these."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, and problems (without a path) for what was repaired or refused."""
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
    match = CONTROL.search(text) if _may_hold_controls(text) else None
    if match:
        line = text.count("\n", 0, match.start()) + 1
        text = CONTROL.sub("", text)
        problems.append(has_controls(line))
    return text, problems


def _may_hold_controls(text: str) -> bool:
    """Whether a text has any byte of a control character: bytes are looked through much sooner."""
    data = text.encode("utf-8", "surrogatepass")
    is_clean = len(data.translate(None, _CONTROLS)) == len(data)
    return not is_clean or any(lead in data for lead in _LEADS)


def split(text: str) -> tuple[Source, list[Problem]]:
    """Front matter and body of a decoded text; nothing of one with more keys than anybody types."""
    lines = text.split("\n")
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    is_yaml = start < len(lines) and _FENCE.match(lines[start])
    source, problems = (_split_yaml if is_yaml else _split_lines)(lines, start)
    if len(source.fields) > _MOST_KEYS:
        return Source(), [_too_many(source)]
    return source, problems


def _too_many(source: Source) -> Problem:
    return Problem(
        "",
        source.fields[_MOST_KEYS].line,
        "releases.E027",
        f"Kepala naskah memuat {len(source.fields)} kunci, lebih dari {_MOST_KEYS}.",
        "beri satu baris kosong di bawah kunci yang terakhir; isi dimulai sesudahnya.",
    )


def _split_lines(lines: list[str], start: int) -> tuple[Source, list[Problem]]:
    written: list[tuple[str, int, list[str]]] = []
    index = start
    while index < len(lines) and not is_blank(lines[index]):
        line = lines[index]
        if line[0].isspace() and written:
            written[-1][2].append(line.strip())
        else:
            key_line = keylines.read(line)
            if key_line is None:
                break
            written.append((key_line.key, index + 1, [key_line.value] if key_line.value else []))
        index += 1
    fields = [Field(key, tuple(values), number) for key, number, values in written]
    return _source(fields, lines, start, index, index), []


def is_blank(line: str) -> bool:
    """Whether a line looks empty, so that it ends the front matter."""
    return not line.strip() or (len(line) < 9 and not keylines.visible(line).strip())


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
    from kentongan.manuscripts import yaml_fields  # few files have such a head

    fields, problems = yaml_fields.read("\n".join(lines[start + 1 : end]), start + 2)
    return _source(fields, lines, start + 1, end, end + 1), problems


def _source(fields: list[Field], lines: list[str], start: int, end: int, body: int) -> Source:
    head = tuple(lines[start:end])
    while body < len(lines) and is_blank(lines[body]):
        body += 1
    return Source(tuple(fields), "\n".join(lines[body:]).rstrip(), body + 1, head, start + 1)
