"""Seals, `jejak/segel.jsonl`: no version of the site before them may be shown again.

Staff set them by hand (`--segel`), and a publication sets them by itself when it hides something
of a release that was public before. They travel with the content, so that every machine and every
target keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kentongan.storage import jsonl

NAME = "jejak/segel.jsonl"


def read(content: Path) -> frozenset[str]:
    """The marks that a version must carry to be shown; damaged lines are skipped."""
    written = [row for row in jsonl.read(content / NAME) if row.keys() >= {"kode", "waktu"}]
    return frozenset(_mark(str(row["kode"]), str(row["waktu"])) for row in written)


def marks(codes: Iterable[str], moment: datetime) -> frozenset[str]:
    """The marks that these codes would get now."""
    return frozenset(_mark(code, _written(moment)) for code in codes)


def add(content: Path, codes: Iterable[str], moment: datetime, who: str) -> None:
    known = read(content)
    for code in codes:
        if _mark(code, _written(moment)) in known:
            continue
        row = {"kode": code, "waktu": _written(moment), "siapa": who}
        jsonl.append(content / NAME, row)


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _mark(code: str, moment: str) -> str:
    return f"{code}@{moment}"


def is_mark(sealed: str) -> bool:
    """Whether this is a mark, and not the code of a release that must not be read any more."""
    return "@" in sealed


def code_of(mark: str) -> str:
    return mark.partition("@")[0]
