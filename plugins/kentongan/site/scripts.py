"""Scripts as pages load them: each with the modules that it imports in one file, without what only
people need.

A module is joined as a function that is called at once, so its own names stay its own. A script
that is written in another way than those of the theme is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_IMPORT = re.compile(r'(?m)^import \{ [\w, ]+ \} from "(\./[\w./-]+)";\n')
_EXPORT = re.compile(r"(?m)^export (?=(?:async )?(?:function\*?|class|const) (\w+))")
_NOT_JOINED = re.compile(r"(?m)^(?:import\b[^(]|export\b)")
# A text or a pattern, whose own spaces stay.
_LITERAL = r"""("(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*`
    | (?<=[(,=:&|?!\[{;>\s]) / (?![/*\s]) (?: \\. | \[(?:\\.|[^\]\\\n])*\] | [^/\\\n\[] )+ /)"""
_COMMENT = re.compile(rf"{_LITERAL} | [ \t]*//.*", re.VERBOSE)
# Space beside a sign. A line that ends with a closing bracket still ends there.
_SIGN = re.compile(rf"{_LITERAL} | \s*([{{(\[,;=:?|&<>!*]+)\s* | \s*([}})\]]+)[ \t]*", re.VERBOSE)
_SPACE = re.compile(r"(?m)^[ \t]+|^\n")


class NameTwiceError(ValueError):
    """Two modules of one script export the same name."""


def joined(script: Path) -> str:
    """The script with all that it imports, or as it is written where that cannot be joined."""
    text = script.read_text("utf-8")
    own = _without_imports(text)
    parts: list[str] = []
    exported: set[str] = set()
    for module in _modules(script, []):
        source = module.read_text("utf-8")
        names = _EXPORT.findall(source)
        if again := exported & set(names):
            raise NameTwiceError(f"{script.name}: {', '.join(sorted(again))} ({module.name})")
        exported.update(names)
        body = _EXPORT.sub("", _without_imports(source))
        if _NOT_JOINED.search(body):
            return text
        given = ", ".join(names)
        parts.append(f"const {{ {given} }} = (() => {{\n{body}return {{ {given} }};\n}})();\n")
    if _NOT_JOINED.search(own):
        return text
    return tight("".join((*parts, own)))


def _modules(script: Path, known: list[Path]) -> Iterator[Path]:
    """What a script imports, each after what it imports itself."""
    for name in _IMPORT.findall(script.read_text("utf-8")):
        module = (script.parent / name).resolve()
        if module not in known:
            known.append(module)
            yield from _modules(module, known)
            yield module


def _without_imports(text: str) -> str:
    return _IMPORT.sub("", text)


def tight(text: str) -> str:
    """Without comments and without the space that the meaning does not need."""
    if any(line.count("`") % 2 for line in text.splitlines()):  # a text over several lines
        return text
    for unneeded in (_COMMENT, _SIGN):
        text = unneeded.sub(lambda part: "".join(filter(None, part.groups())), text)
    return _SPACE.sub("", text)
