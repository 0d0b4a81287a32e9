"""Names releases by code in logs and mails: files and addresses may hold names of persons.

A log stays for years and a mail goes to others; a title or slug may have to be removed one day.
"""

from __future__ import annotations

import re
from pathlib import Path

from kentongan.domain import codes

_FILE = re.compile(r"(?:[\w./-]*/)?(rilis/[^\s:;,“”\"']+?\.md)")
_ADDRESS = re.compile(r"(?:https?://[^\s/]+)?/(?:[a-z]{2}/)?berita/\d{4}/\d{2}/[^\s,;)]*")
_CODE = re.compile(r"^\W*(?:kode|code)\W*?[:：]\s*([0-9A-Za-z-]{9,11})\W*$", re.MULTILINE | re.I)


def without_slugs(text: str, content: Path, mark: str = "") -> str:
    """The text with `rilis/….md` as codes, and without addresses of releases.

    `mark` is the district's, for codes that follow from a path.
    """
    named = _FILE.sub(lambda match: _code_of(content, match[1], mark), text)
    return _ADDRESS.sub("(alamat rilis)", named)


def _code_of(content: Path, path: str, mark: str) -> str:
    """The code that the file states, else the one that follows from its path."""
    try:
        stated = _CODE.search((content / path).read_text("utf-8", errors="replace")[:4000])
        return codes.normalise(stated[1]) if stated else codes.derive(path, mark)
    except (OSError, codes.CodeError):
        return codes.derive(path, mark)
