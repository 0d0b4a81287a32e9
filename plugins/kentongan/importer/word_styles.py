"""What the styles of a Word file say about the text: whether it is hidden, and its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LONGEST_CHAIN = 20  # levels of styles based on each other


@dataclass(frozen=True, slots=True)
class Style:
    name: str = ""
    based_on: str = ""
    hidden: bool | None = None  # None: as in the base style
    list_id: str = ""
    list_level: int | None = None


class Styles:
    """The styles of a document by their identifiers."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        for element in root if root is not None else ():
            if local(element) == "style":
                self._styles[attribute(element, "styleId")] = _style(element)

    def is_hidden(self, style: str) -> bool | None:
        """Whether text of this style is hidden; None where no style of its chain says."""
        return next((s.hidden for s in self._chain(style) if s.hidden is not None), None)

    def list_of(self, style: str) -> tuple[str, int | None]:
        """Identifier and level of the list that paragraphs of this style belong to."""
        return next(
            ((s.list_id, s.list_level) for s in self._chain(style) if s.list_id), ("", None)
        )

    def is_list_name(self, style: str) -> bool:
        """Whether the style is one of those that Word calls `List Bullet`, `List Paragraph` …"""
        known = self._styles.get(style)
        return known is not None and known.name.lower().startswith(("list bullet", "list number"))

    def _chain(self, style: str) -> list[Style]:
        chain: list[Style] = []
        while style in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style])
            style = chain[-1].based_on
        return chain


def _style(element: Any) -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    number = child(paragraph, "numPr")
    level = value(number, "ilvl")
    return Style(
        name=value(element, "name"),
        based_on=value(element, "basedOn"),
        hidden=is_on(run, "vanish"),
        list_id=value(number, "numId"),
        list_level=int(level) if level.isdecimal() else None,
    )


# Reading elements of both dialects of the format


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any | None, name: str) -> Any | None:
    if element is None:
        return None
    return next((item for item in element if local(item) == name), None)


def attribute(element: Any, name: str) -> str:
    for key, written in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(written)
    return ""


def value(element: Any | None, name: str) -> str:
    """The attribute `val` of a child."""
    named = child(element, name)
    return attribute(named, "val") if named is not None else ""


def is_on(properties: Any | None, name: str) -> bool | None:
    """The state of a switch; None where it is missing."""
    switch = child(properties, name)
    if switch is None:
        return None
    return attribute(switch, "val").lower() not in ("0", "false", "off")
