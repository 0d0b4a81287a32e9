"""The lines of the ledger of public addresses: read, added, veiled.

The ledger is in `content/jejak/alamat/`: a file for each month, a line for each address (the
code, a tab, the address). Lines are sorted and independent, and the folder asks Git to merge by
union, so that two people who publish at the same time do not conflict.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Sequence
from typing import NamedTuple

from kentongan.domain import addresses, codes
from kentongan.domain.problems import Problem
from kentongan.site.entry import Entry
from kentongan.site.heads import column, every
from kentongan.site.model import Site

FOLDER = "jejak/alamat"
OTHERS = "lain.tsv"
GIT_ATTRIBUTES = "*.tsv merge=union text eol=lf\n*.jsonl merge=union text eol=lf\n"

# `#…` is how older versions veiled an address: it can be compared, but a server cannot answer it.
_LINE = re.compile(r"([0-9A-Z-]{9,11})\t(/\S*|#[0-9a-f]{24}|~[\w-]+)\Z")
_MONTH = re.compile(r"/(\d{4})/(\d{2})/")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


class Published(NamedTuple):
    """A line of the ledger, with its file and number."""

    code: str
    address: str
    path: str = ""
    line: int = 0


def parse(
    text: str, path: str, passed_over: Container[str] = frozenset()
) -> tuple[list[Published], list[Problem]]:
    """The lines of one ledger file (`path` relative to the content folder), but some."""
    lines: list[Published] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line in passed_over or not line.strip():
            continue
        if line.startswith(_CONFLICT):
            problems.append(
                Problem(
                    path,
                    number,
                    "permalinks.E005",
                    "Buku alamat ini berisi tanda konflik Git.",
                    "hapus baris <<<<<<<, ======= dan >>>>>>>; semua baris lain boleh tinggal.",
                )
            )
            continue
        match = _LINE.match(line)
        code = _code(match[1]) if match else ""
        if match and code:
            lines.append(Published(code, match[2], path, number))
        else:
            problems.append(
                Problem(
                    path,
                    number,
                    "permalinks.E006",
                    "Baris buku alamat ini tidak dapat dibaca.",
                    "kembalikan berkas ini dari Git; jangan disunting dengan tangan.",
                )
            )
    return lines, problems


def _code(written: str) -> str:
    try:
        return codes.normalise(written)
    except codes.CodeError:
        return ""


def month_of(address: str) -> str:
    """The name of the ledger file that an address belongs to."""
    match = _MONTH.search(address)
    return f"{match[1]}-{match[2]}.tsv" if match else OTHERS


def line_of(code: str, address: str) -> str:
    return f"{code}\t{address}"


def lines_of_today(site: Site) -> dict[str, str]:
    """By code the line of each release at the address that it has now."""
    entries = every(site.by_code)
    codes = column(entries, "code")
    return dict(zip(codes, map(line_of, codes, column(entries, "url")), strict=True))


def additions(
    recorded: Collection[str], entries: Iterable[Entry]
) -> dict[str, list[tuple[str, str]]]:
    """File name → lines (code, address) that this publication adds to the recorded ones."""
    new: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries:
        if entry.draft or addresses.is_code(entry.url):
            continue
        for address in (entry.url, *filter(_is_recordable, entry.redirects_from)):
            if line_of(entry.code, address) not in recorded:
                new[month_of(address)].append((entry.code, address))
    return {name: sorted(lines) for name, lines in sorted(new.items())}


def _is_recordable(address: str) -> bool:
    """Whether an address that a release states fits a line of the ledger."""
    return re.fullmatch(r"/\S*", address) is not None


def text_of_rows(rows: Iterable[str]) -> str:
    """The text of a file below `jejak/`: its rows in order, each once."""
    return "".join(f"{row}\n" for row in sorted(set(rows)))


def merged(text: str, lines: Sequence[tuple[str, str]]) -> str:
    """The text of a ledger file with these lines added."""
    rows = [row for row in text.splitlines() if row.strip()]
    return text_of_rows([*rows, *(line_of(code, address) for code, address in lines)])


def veiled(code: str, address: str) -> str:
    """What replaces an address that may name somebody: neither eyes nor a search can read it.

    It is no secret: `unveiled` gives the address back, because a web server has to know which
    addresses it answers with 410.
    """
    return "~" + base64.urlsafe_b64encode(_mixed(code, address.encode())).decode().rstrip("=")


def unveiled(line: Published) -> str:
    """The address of a line; empty where an older version kept only its hash."""
    if not line.address.startswith("~"):
        return line.address if line.address.startswith("/") else ""
    text = line.address[1:]
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        address = _mixed(line.code, data).decode()
    except ValueError:
        return ""
    return address if _is_recordable(address) else ""


def is_veiled(line: Published, address: str) -> bool:
    """Whether a veiled line stands for this address."""
    return line.address in (veiled(line.code, address), hashed(line.code, address))


def hashed(code: str, address: str) -> str:
    """What older versions kept in the place of an address."""
    return "#" + hashlib.sha256(f"{code} {address}".encode()).hexdigest()[:24]


def _mixed(code: str, data: bytes) -> bytes:
    mask = hashlib.shake_256(code.encode()).digest(len(data))
    return bytes(byte ^ other for byte, other in zip(data, mask, strict=True))


def with_veils(text: str, private: Collection[str]) -> str:
    """The text of a ledger file with the addresses of these codes veiled."""
    rows = []
    for row in text.splitlines():
        code, _, address = row.partition("\t")
        if code in private and address.startswith("/"):
            row = f"{code}\t{veiled(code, address)}"
        rows.append(row)
    return text_of_rows(rows)
