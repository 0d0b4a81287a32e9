"""Lines for whoever reads them on a terminal: broken between words, however narrow it is."""

from __future__ import annotations

import shutil
import textwrap
from typing import TextIO

_INDENT = "    "
_NARROWEST = 30


def fitted(text: str, stream: TextIO) -> str:
    """The text with its lines broken between words where the stream is a terminal."""
    if not stream.isatty():
        return text
    width = max(shutil.get_terminal_size().columns, _NARROWEST)
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    lead = line[: len(line) - len(line.lstrip())]
    indent = max(lead, _INDENT, key=len)
    return "\n".join(
        textwrap.wrap(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
    )
