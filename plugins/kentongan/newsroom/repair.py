"""Corrections that are safe to make without asking an author, made in the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kentongan.gate import fixes
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.folder import Newsroom, relative
from kentongan.parts.permalinks import ledger
from kentongan.storage.reasons import reason
from kentongan.storage.writing import write_whole


@dataclass(frozen=True, slots=True)
class Repair:
    """One correction, on a line of a file."""

    file: Path
    line: int
    before: str
    after: str

    def as_json(self) -> dict[str, object]:
        return {
            "path": str(self.file),
            "line": self.line,
            "before": self.before,
            "after": self.after,
        }


def published(content: Path, files: Sequence[Path]) -> list[Path]:
    """Those of the files that were published before: their words are known to others."""
    known, _ = ledger.read(content)
    codes, addresses = {row.code for row in known}, {row.address for row in known}
    if not known:
        return []
    folder = Newsroom(content).folder
    published_files = []
    for file in files:
        path = relative(content, file)
        release = folder.read_release(path).value if path.startswith("rilis/") else None
        if release and (release.code in codes or release.url in addresses):
            published_files.append(file)
    return published_files


def repair(files: Iterable[Path]) -> list[Repair]:
    """Correct these files; what is no text is left alone. Raises NewsroomError."""
    return [change for file in files for change in _repair(file)]


def _repair(file: Path) -> list[Repair]:
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    fixed, changes = fixes.fix(text)
    if fixed != text:
        try:
            write_whole(file, fixed.encode())
        except OSError as error:
            raise NewsroomError(f"{file} tidak dapat ditulis: {reason(error)}.") from None
    return [Repair(file, change.line, change.before, change.after) for change in changes]
