"""Changes to front matter that leave every other byte of the file as it was.

Both forms are edited in place: comments, order, line ends, unknown keys and the
spelling of a key stay. The result is read again before it is handed out, so a file that cannot
be edited safely is refused instead of damaged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kentongan.manuscripts import frontmatter, keylines
from kentongan.manuscripts.fields import name_of
from kentongan.manuscripts.keys import RELEASE, Table, key_of
from kentongan.manuscripts.source import SEPARATORS, Field, Source
from kentongan.manuscripts.yaml_fields import NOTHING, PLAIN

Value = str | Sequence[str] | None

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,39}?)([ \t]*:)(?=[ \t]|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BOM = "\ufeff"
_FORM = "tulis kepala naskah dengan satu kunci pada satu baris, lalu ulangi."


class EditError(ValueError):
    """The file cannot be edited automatically; the text is an Indonesian sentence for staff."""


@dataclass(slots=True)
class _Block:
    """Lines `start` to `end` (excluded) of a field, its key as written, and what its form needs."""

    name: str
    start: int
    end: int
    key: str
    indent: str = ""


def set_fields(text: str, changes: Mapping[str, Value], table: Table = RELEASE) -> str:
    """The text with these fields changed, added or (None) removed. Raises EditError.

    A sequence is written as a list. A new field goes below the last one.
    """
    edited = text
    for key, value in changes.items():
        edited = _edit(edited, key, _clean(value), table)
    _compare(text, edited, {key: _clean(value) for key, value in changes.items()}, table)
    return edited


def append_entry(text: str, key: str, entry: str, table: Table = RELEASE) -> str:
    """The text with one more entry in a field that holds entries. Raises EditError."""
    old = _items(text, table).get(_name(key, table), ())
    document = _Document(text, table)
    block = document.find(_name(key, table))
    entry = _plain(entry)
    if block and old and not document.is_yaml:
        lines = [*document.lines]
        _end_line(lines, block.end - 1, document.newline)
        lines.insert(block.end, f"  {entry}{document.newline}")
        edited = document.joined(lines)
    elif block and old and (mark := document.item_indent(block)) is not None:
        lines = [*document.lines]
        _end_line(lines, block.end - 1, document.newline)
        lines.insert(block.end, f"{mark}- {_yaml(entry)}{document.newline}")
        edited = document.joined(lines)
    else:
        edited = _edit(text, key, (*old, entry), table)
    _compare(text, edited, {key: (*old, entry)}, table)
    return edited


def _edit(text: str, key: str, value: str | tuple[str, ...] | None, table: Table) -> str:
    document = _Document(text, table)
    name = _name(key, table)
    blocks = [block for block in document.blocks if block.name == name]
    lines = [*document.lines]
    if value is None:
        for block in reversed(blocks):
            del lines[block.start : block.end]
        return document.joined(lines)
    if blocks:
        block = blocks[-1]
        ending = _ending(lines[block.end - 1])
        edited = document.inline(block, value) if isinstance(value, str) else None
        new = [edited] if edited is not None else document.written(block.key, value, block.indent)
        lines[block.start : block.end] = [f"{line}{document.newline}" for line in new[:-1]]
        lines.insert(block.start + len(new) - 1, f"{new[-1]}{ending}")
        return document.joined(lines)
    place = document.blocks[-1].end if document.blocks else document.start
    if place:
        _end_line(lines, place - 1, document.newline)
    added = document.written(key, value, document.indent)
    if not document.blocks and not document.is_yaml:
        added.append("")
    lines[place:place] = [f"{line}{document.newline}" for line in added]
    return document.joined(lines)


class _Document:
    """A file in lines (with their ends), and where its fields stand."""

    def __init__(self, text: str, table: Table) -> None:
        self.bom = _BOM if text.startswith(_BOM) else ""
        self.lines = _LINE.findall(text.removeprefix(_BOM))
        self.newline = next((end for line in self.lines if (end := _ending(line))), "\n")
        self.indent = ""
        self._table = table
        plain = [line.rstrip("\r\n") for line in self.lines]
        self.start = next((n for n, line in enumerate(plain) if line.strip()), len(plain))
        self.is_yaml = self.start < len(plain) and bool(re.match(r"---[ \t]*$", plain[self.start]))
        if self.is_yaml:
            self.start += 1
            self.blocks = self._yaml_blocks(plain)
        else:
            self.blocks = self._line_blocks(plain)

    def joined(self, lines: Sequence[str]) -> str:
        return self.bom + "".join(lines)

    def find(self, name: str) -> _Block | None:
        return next((block for block in reversed(self.blocks) if block.name == name), None)

    def written(self, key: str, value: str | tuple[str, ...], indent: str = "") -> list[str]:
        """The lines of a field, without line ends."""
        if isinstance(value, str):
            shown = _yaml(value) if self.is_yaml else value
            return [f"{indent}{key}: {shown}".rstrip()]
        shape = self._table.shape(_name(key, self._table))
        if self.is_yaml:
            return [f"{indent}{key}:", *(f"{indent}  - {_yaml(item)}" for item in value)]
        if shape == "list":
            return [f"{key}: {', '.join(value)}".rstrip()]
        if len(value) < 2:
            return [f"{key}: {''.join(value)}".rstrip()]
        return [f"{key}:", *(f"  {item}" for item in value)]

    def inline(self, block: _Block, value: str) -> str | None:
        """The one line of a field with another value in its place; None where it is longer."""
        line = self.lines[block.start].rstrip("\r\n")
        if block.end - block.start != 1:
            return None
        if not self.is_yaml:
            head = _KEY.match(line)
            gap = re.match(r"[ \t]*", line[head.end() :]) if head else None
            if head is None or gap is None:
                return None
            return f"{line[: head.end()]}{gap[0] or ' '}{value}".rstrip()
        return _yaml_line(line, value)

    def item_indent(self, block: _Block) -> str | None:
        """The indent of the items of a YAML list in block form."""
        items = [
            match[1]
            for line in self.lines[block.start + 1 : block.end]
            if (match := re.match(r"([ ]*)- ", line))
        ]
        first = self.lines[block.start].rstrip("\r\n")
        return items[0] if items and re.search(r":[ \t]*(#.*)?$", first) else None

    def _line_blocks(self, plain: Sequence[str]) -> list[_Block]:
        blocks: list[_Block] = []
        for number in range(self.start, len(plain)):
            line = plain[number]
            if frontmatter.is_blank(line):
                break
            if line[0].isspace() and blocks:
                blocks[-1].end = number + 1
                continue
            key_line = keylines.read(line)
            if key_line is None:
                break
            blocks.append(
                _Block(_name(key_line.key, self._table), number, number + 1, key_line.key)
            )
        return blocks

    def _yaml_blocks(self, plain: Sequence[str]) -> list[_Block]:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError
        from ruamel.yaml.nodes import MappingNode

        last = next(
            (
                n
                for n in range(self.start, len(plain))
                if re.match(r"(---|\.\.\.)[ \t]*$", plain[n])
            ),
            None,
        )
        if last is None:
            raise EditError("Kepala naskah dibuka dengan --- tetapi tidak ditutup.")
        head = plain[self.start : last]
        # The YAML reader recognises more line ends than we do.
        text = "\n".join(re.sub("[\x85\u2028\u2029]", " ", line) for line in head)
        try:
            node = YAML(typ="rt", pure=True).compose(text)
        except (YAMLError, ValueError, RecursionError):
            raise EditError("Kepala naskah YAML tidak dapat dibaca.") from None
        if node is None:
            return []
        if not isinstance(node, MappingNode) or node.flow_style:
            raise EditError(f"Kepala naskah ini tidak dapat diubah oleh program; {_FORM}")
        starts = [key.start_mark.line for key, _ in node.value]
        blocks = []
        for (key, value), start, after in zip(
            node.value, starts, [*starts[1:], len(head)], strict=True
        ):
            scalar = getattr(value, "style", None) in ("|", ">")
            end = _trimmed(head, start, after, comments=not scalar)
            self.indent = " " * key.start_mark.column
            blocks.append(
                _Block(
                    _name(str(key.value), self._table),
                    start + self.start,
                    end + self.start,
                    head[start].split(":", 1)[0].strip(),
                    self.indent,
                )
            )
        return blocks


def _trimmed(head: Sequence[str], start: int, end: int, *, comments: bool) -> int:
    """The end of a field without the empty lines and comments that follow it."""
    while end - 1 > start:
        line = head[end - 1].strip()
        if line and not (comments and line.startswith("#")):
            break
        end -= 1
    return end


def _yaml_line(line: str, value: str) -> str | None:
    """`Kunci: lama  # catatan` with another value; None where the old one is not simple."""
    match = re.match(
        r"""([ ]*[^\s:"'#?&*!-][^:]*:)([ \t]*)("[^"\\]*"|'[^']*'|[^\s"'#&*!|>\[{][^#]*?)?"""
        r"""([ \t]+#.*)?[ \t]*$""",
        line,
    )
    if match is None:
        return None
    head, gap, _, comment = match.groups()
    return f"{head}{gap or ' '}{_yaml(value)}{comment or ''}"


def _yaml(value: str) -> str:
    """The value as a YAML scalar, quoted where it needs to be."""
    if PLAIN.match(value) and value not in NOTHING:
        return value
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _name(key: str, table: Table) -> str:
    return name_of(key, table) or key_of(key)


def _clean(value: Value) -> str | tuple[str, ...] | None:
    if value is None or isinstance(value, str):
        return _plain(value) if value else value
    return tuple(plain for item in value if (plain := _plain(item)))


def _plain(value: str) -> str:
    """One line without invisible characters."""
    return " ".join(_CONTROL.sub(" ", value).split())


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _end_line(lines: list[str], number: int, newline: str) -> None:
    if not _ending(lines[number]):
        lines[number] += newline


def _compare(
    before: str, after: str, changes: Mapping[str, str | tuple[str, ...] | None], table: Table
) -> None:
    """Raises EditError unless the edited text has the changes asked for and no others."""
    expected = _items(before, table)
    body = _source(before).body
    actual = _items(after, table)
    for key, value in changes.items():
        name = _name(key, table)
        is_one = isinstance(value, str)
        written = (value,) if isinstance(value, str) else tuple(value or ())
        expected.pop(name, None)
        if items := Field(key, written, 0, listed=not is_one).items(table.shape(name)):
            expected[name] = items
    if actual != expected or _source(after).body != body:
        raise EditError(_reason(changes, table))


def _reason(changes: Mapping[str, str | tuple[str, ...] | None], table: Table) -> str:
    """Why an edited file does not say what was asked."""
    for key, value in changes.items():
        sign = SEPARATORS.get(table.shape(_name(key, table)))
        if sign and isinstance(value, tuple) and any(sign in entry for entry in value):
            return (
                f"Nilai untuk {key} memuat tanda “{sign}”, yang di kepala naskah memisahkan satu "
                "nilai dari yang lain; pakai tanda lain."
            )
    return f"Kepala naskah ini tidak dapat diubah oleh program; {_FORM}"


def _source(text: str) -> Source:
    plain = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    source, problems = frontmatter.split(plain)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise EditError(errors[0].message)
    return source


def _items(text: str, table: Table) -> dict[str, tuple[str, ...]]:
    """Name → items; of several fields the last counts, empty ones are left out."""
    items_by_name = {
        name: field.items(table.shape(name))
        for field in _source(text).fields
        if (name := _name(field.key, table))
    }
    return {name: items for name, items in items_by_name.items() if items}
