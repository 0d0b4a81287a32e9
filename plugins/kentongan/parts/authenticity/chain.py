"""The log of publications: a chain of lines, and the digests of all rows at its last line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kentongan.parts.authenticity.manifest import Row
from kentongan.site.federation import canonical, sha256

_NUMBER = re.compile(rb'"nomor":(\d{1,15})\b')


def last_number(log: bytes) -> int:
    """The highest number that a publication had; 0 where none had one.

    Logs of two machines may have been joined, so the last line need not hold it.
    """
    return max(map(int, _NUMBER.findall(log)), default=0)


def next_number(log: bytes, now: datetime) -> int:
    """The number of the next publication: the time, but always above those before.

    The time alone keeps it rising where the log was lost or is an older copy; the log keeps it
    rising where the clock is behind.
    """
    return max(last_number(log) + 1, int(now.timestamp()))


def next_log_line(
    log: bytes, manifest: str, number: int, changes: Sequence[Row], now: datetime
) -> bytes:
    """The line that a publication adds to the log; nothing when the manifest is the last one."""
    lines = log.splitlines()
    if last_row(log).get("manifest") == manifest:
        return b""
    row = {
        "urut": len(lines) + 1,
        "waktu": now.isoformat(),
        "sebelum": sha256(lines[-1]) if lines else "",
        "manifest": manifest,
        "nomor": number,
        "perubahan": list(changes),
    }
    return canonical(row) + b"\n"


def last_row(log: bytes) -> dict[str, Any]:
    """The newest line of the log; nothing where it is damaged or there is none."""
    return _row(log.splitlines()[-1]) if log.strip() else {}


def digest_lines(digests: Mapping[str, str]) -> bytes:
    """A line for each code, so that the files of two machines merge line by line."""
    return b"".join(_digest_line(code, digests[code]) for code in sorted(digests))


def _digest_line(code: str, digest: str) -> bytes:
    return json.dumps({"kode": code, "sidik": digest}).encode() + b"\n"


def redone(data: bytes, digests: Mapping[str, str | None]) -> tuple[bytes, dict[str, str]]:
    """Lines as `digest_lines` made them, with some codes changed or removed (None).

    Also what these codes had before.
    """
    before: dict[str, str] = {}
    for code, digest in digests.items():
        start = _place_of(data, _digest_line(code, ""))
        end = data.find(b"\n", start) + 1 or len(data)
        known = read_digests(data[start:end])
        if code not in known:
            end = start
        before |= known if code in known else {}
        line = _digest_line(code, digest) if digest else b""
        data = b"".join((data[:start], line, data[end:]))
    return data, before


def _place_of(data: bytes, line: bytes) -> int:
    """Where the first of sorted lines begins that is not below this one."""
    start, end = 0, len(data)
    while start < end:
        begin = data.rfind(b"\n", start, (start + end) // 2) + 1 or start
        after = data.find(b"\n", begin) + 1 or len(data)
        if data[begin:after] < line:
            start = after
        else:
            end = begin
    return start


def read_digests(data: bytes) -> dict[str, str]:
    """Digests by code, from lines or from the one object of older files.

    Damaged lines are ignored; where a code occurs twice, the last line counts.
    """
    digests: dict[str, str] = {}
    whole = _row(data)
    if whole and "kode" not in whole:
        return {str(code): str(digest) for code, digest in whole.items()}
    for line in data.splitlines():
        row = _row(line)
        if {"kode", "sidik"} <= row.keys():
            digests[str(row["kode"])] = str(row["sidik"])
    return digests


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def changes_since(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    """What a publication did: code and `terbit`, `ubah` or `hapus`, by code.

    Both sides map a code to the SHA-256 of its manifest entry.
    """
    changes = []
    for code in sorted(before.keys() | after.keys()):
        if before.get(code) == after.get(code):
            continue
        action = "ubah" if code in before and code in after else "terbit"
        changes.append({"kode": code, "aksi": action if code in after else "hapus"})
    return changes
