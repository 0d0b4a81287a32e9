"""A release file as the screens edit it: title, text and fields, and the bytes that come of it.

What was not touched gives the same bytes: front matter is changed in place by
`manuscripts.editing`, the body block by block by `meja.merging`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kentongan.manuscripts import editing, frontmatter
from kentongan.manuscripts.editing import EditError
from kentongan.manuscripts.fields import name_of
from kentongan.manuscripts.keys import RELEASE
from kentongan.meja import bodies, merging
from kentongan.meja.bodies import LINE, Body, Special, with_plain_ends

__all__ = ["EditError", "Opened", "merged", "open_text"]

_BOM = "\ufeff"
_JOINED = {"text": " ", "list": ", ", "entries": "\n"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened for editing. `fields` are the values as they are shown, by key."""

    head: str
    body: Body
    fields: Mapping[str, str]
    is_yaml: bool = False

    @property
    def title(self) -> str:
        return self.fields.get("Judul", "")

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def specials(self) -> tuple[Special, ...]:
        return self.body.specials


def open_text(data: bytes) -> Opened:
    """The parts of a file. Raises EditError for one that is no text."""
    return _opened(decoded(data))


def merged(
    data: bytes,
    title: str | None = None,
    text: str | None = None,
    fields: Mapping[str, str] | None = None,
    specials: Mapping[int, str] | None = None,
) -> bytes:
    """The file with what was edited; None and what is as it was shown change nothing.

    Raises EditError.
    """
    before = decoded(data)
    opened = _opened(before)
    body = opened.body.written
    if text is not None or specials:
        body = merging.merged(opened.body, opened.text if text is None else text, specials)
    wanted = {**(fields or {}), **({"Judul": title} if title is not None else {})}
    head = opened.head
    if body != opened.body.written and body.strip() and not _ends_head(opened):
        head = _with_blank_line(head, opened.body.newline)
    changes = _changes(opened, wanted)
    after = head + body
    if changes:
        after = editing.set_fields(after, changes)
    return data if after == before else after.encode()


def without_special(data: bytes, number: int) -> bytes:
    """The file without one of its special blocks."""
    opened = open_text(data)
    return (opened.head + merging.without(opened.body, number)).encode()


def _changes(opened: Opened, wanted: Mapping[str, str]) -> dict[str, editing.Value]:
    changes: dict[str, editing.Value] = {}
    for key, written in wanted.items():
        name = name_of(key, RELEASE)
        if name is None:
            raise EditError(f"Kunci {key} tidak dikenal.")
        value = with_plain_ends(written)
        shown = opened.fields.get(name, "")
        if value == shown or value.strip() == shown.strip():
            continue
        changes[name] = _value(name, value, is_yaml=opened.is_yaml)
    return changes


def _value(name: str, written: str, *, is_yaml: bool) -> editing.Value:
    """What was typed into the field of a key; None where it was emptied."""
    shape = RELEASE.shape(name)
    if not written.strip():
        return None
    if shape == "text":
        return " ".join(written.split())
    sign = "[,\n]" if shape == "list" else "\n" if is_yaml else "[;\n]"
    items = [" ".join(item.split()) for item in re.split(sign, written)]
    return [item for item in items if item]


def _opened(text: str) -> Opened:
    plain = with_plain_ends(text.removeprefix(_BOM))
    source, problems = frontmatter.split(plain)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise EditError(f"{errors[0].message} Perbaiki berkasnya dahulu: {errors[0].fix}")
    lines = LINE.findall(text.removeprefix(_BOM))
    first = source.body_line - 1
    head = text[: len(text) - len("".join(lines[first:]))]
    fields = {
        name: _JOINED[RELEASE.shape(name)].join(items)
        for field in source.fields
        if (name := name_of(field.key, RELEASE))
        if (items := field.items(RELEASE.shape(name)))
    }
    is_yaml = plain.lstrip().startswith("---")
    return Opened(head, bodies.read("".join(lines[first:])), fields, is_yaml)


def _ends_head(opened: Opened) -> bool:
    """Whether a blank line or a fence already parts front matter and body."""
    lines = LINE.findall(opened.head)
    return not lines or not lines[-1].strip() or opened.is_yaml


def _with_blank_line(head: str, newline: str) -> str:
    ended = head if head.endswith(("\n", "\r")) else head + newline
    return ended + newline


def decoded(data: bytes) -> str:
    """The characters of a file, its byte order mark too. Raises EditError."""
    if b"\0" in data:
        raise EditError("Berkas ini berisi bita NUL; ini bukan berkas teks.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")
