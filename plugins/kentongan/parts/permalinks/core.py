"""The ledger of public addresses, with the redirects and lost addresses that follow from it.

The ledger is in `content/jejak/alamat/`: a file for each month, a line for each address (the
code, a tab, the address). Lines are sorted and independent, and the folder asks Git to merge by
union, so that two people who publish at the same time do not conflict.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import ClassVar, NamedTuple
from urllib.parse import quote

from kentongan.domain import addresses, codes
from kentongan.domain.problems import Fault, Problem
from kentongan.domain.release import KINDS, PERSON_KINDS
from kentongan.site.model import Entry, Site

FOLDER = "jejak/alamat"
OTHERS = "lain.tsv"
GIT_ATTRIBUTES = "*.tsv merge=union text eol=lf\n*.jsonl merge=union text eol=lf\n"

# `#…` is how older versions veiled an address: it can be compared, but a server cannot answer it.
_LINE = re.compile(r"([0-9A-Z-]{9,11})\t(/\S*|#[0-9a-f]{24}|~[\w-]+)\Z")
_MONTH = re.compile(r"/(\d{4})/(\d{2})/")
# First parts of addresses that no release can take over.
_OWN = frozenset(
    address.strip("/").partition("/")[0]
    for address in (
        addresses.CODES, addresses.FEEDS, addresses.API, addresses.SEARCH, addresses.CHECK,
        addresses.CORRECTIONS, addresses.WITHDRAWALS, addresses.SOUGHT, addresses.CALENDAR,
        addresses.SITEMAP, addresses.NEWS_SITEMAP, addresses.ROBOTS, addresses.MISSING,
        addresses.WELL_KNOWN, addresses.OFFLINE, addresses.OFFLINE_STATE, addresses.WORKER,
    )
)  # fmt: skip
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")

_OF_THE_SITE = Fault(
    "permalinks.E004",
    "Alih-Dari {address} adalah alamat bagian situs ini.",
    "hapus alamat itu dari Alih-Dari.",
    "Alih-Dari",
)
_ONTO_ITSELF = Fault(
    "permalinks.E003",
    "Alih-Dari {address} adalah alamat rilis ini sendiri.",
    "hapus alamat itu dari Alih-Dari.",
    "Alih-Dari",
)
_TAKEN = Fault(
    "permalinks.E001",
    "Alamat {address} juga dipakai oleh {other}.",
    "hapus alamat itu dari Alih-Dari salah satu berkas.",
    "Alih-Dari",
)
_OWNED = Fault(
    "permalinks.E001",
    "Alamat {address} rilis ini juga diminta oleh {other}.",
    "hapus alamat itu dari Alih-Dari berkas tersebut.",
    "Slug",
)
_RECODED = Fault(
    "permalinks.E008",
    "Kode rilis ini berubah: terbit sebagai {old}, kini {new}.",
    "tulis Kode: {old} di berkas ini; tautan /r/{old}/ sudah beredar.",
    "Kode",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """`record`: write the addresses of this build to the ledger (production builds)."""

    PREFIX: ClassVar[str] = "permalinks"

    record: bool = False


class Published(NamedTuple):
    """A line of the ledger, with its file and number."""

    code: str
    address: str
    path: str = ""
    line: int = 0


def parse(
    text: str, path: str, passed_over: Set[str] = frozenset()
) -> tuple[list[Published], list[Problem]]:
    """The lines of one ledger file (`path` relative to the content folder), but some."""
    lines: list[Published] = []
    problems: list[Problem] = []
    written = text.splitlines()
    for number, line in enumerate(written, 1) if not passed_over >= set(written) else ():
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
    return {entry.code: line_of(entry.code, entry.url) for entry in site.by_code.values()}


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


def merged(text: str, lines: Sequence[tuple[str, str]]) -> str:
    """The text of a ledger file with these lines added."""
    rows = {row for row in text.splitlines() if row.strip()}
    rows.update(line_of(code, address) for code, address in lines)
    return "".join(f"{row}\n" for row in sorted(rows))


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


def unnamed(text: str, private: Collection[str]) -> str:
    """A ledger file in which the addresses of these codes are veiled."""
    rows = []
    for row in text.splitlines():
        code, _, address = row.partition("\t")
        if code in private and address.startswith("/"):
            row = f"{code}\t{veiled(code, address)}"
        rows.append(row)
    return "".join(f"{row}\n" for row in sorted(set(rows)))


def target_of(entry: Entry, by_code: Mapping[str, Entry]) -> str:
    """Where an old address of a release leads today; empty where it must lead nowhere.

    Old addresses of releases that were withdrawn for privacy, or whose search is closed, may
    hold a name, so they lead nowhere. Merges are followed to the last release; a circle of
    merges leads nowhere.
    """
    seen = {entry.code}
    while entry.merged_into:
        other = by_code.get(entry.merged_into)
        if _leads_nowhere(entry) or other is None or other.code in seen:
            return ""
        seen.add(other.code)
        entry = other
    return "" if _leads_nowhere(entry) else entry.url


def _leads_nowhere(entry: Entry) -> bool:
    if entry.is_erased or (not entry.home and addresses.is_code(entry.url)):
        return True
    return entry.state != "shown" and entry.kind in PERSON_KINDS


def redirects(
    site: Site, ledger: Iterable[Published], stated: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Old address → today's, for addresses that no release owns now.

    `stated` are the old addresses that releases name themselves (`Alih-Dari`), by code.
    """
    owned = {entry.url for entry in site.by_code.values()}
    moved: dict[str, str] = {}
    old = sorted((line.code, line.address) for line in ledger if line.address.startswith("/"))
    old += sorted((code, address) for code, claims in stated.items() for address in claims)
    for code, address in old:
        entry = site.by_code.get(code)
        target = target_of(entry, site.by_code) if entry else ""
        if target and address not in owned and with_slash(address) not in owned:
            moved[address] = target
    return moved


def gone(site: Site) -> list[str]:
    """Addresses that a server answers with 410: withdrawn, and not for privacy."""
    return sorted(
        entry.url
        for entry in site.unlisted
        if entry.state == "withdrawn" and not (entry.shows_text or entry.merged_into)
        if not addresses.is_code(entry.url)
    )


def erased(site: Site) -> list[str]:
    """The addresses that the code of a release gives, if it was withdrawn for privacy.

    They are answered with 410 too, and with the page or file that is there. Its other addresses
    may hold a name; the ledger knows them (`ledger.hidden`).
    """
    given = (addresses.code, addresses.code_qr, addresses.api_release, addresses.check_text)
    erased = {
        address(entry.code) for entry in site.unlisted if entry.is_erased for address in given
    }
    if site.guests and site.guests.origins:  # no rule of the server leads to what is not shown
        erased |= {addresses.code(code) for code in site.guests.sealed}
    return sorted(erased)


def sealed(site: Site) -> list[str]:
    """Codes whose former text or address must not come back: private, or a closed search."""
    own = {
        entry.code for entry in site.by_code.values() if not entry.draft and _leads_nowhere(entry)
    }
    return sorted(own | site.guests.sealed if site.guests else own)


def lost(site: Site, ledger: Iterable[Published]) -> list[Problem]:
    """Addresses whose release is gone or has another code now."""
    owners = {entry.url: entry.code for entry in site.by_code.values()}
    problems = []
    veiled_codes: set[str] = set()
    for row in sorted(ledger):
        if row.code in site.known_codes or row.code in veiled_codes:
            continue
        if not row.address.startswith("/"):
            veiled_codes.add(row.code)
        code = owners.get(row.address)
        if code:
            problems.append(_RECODED.of(site.release(code).path, old=row.code, new=code))
        else:
            problems.append(_lost(row))
    return problems


def _lost(row: Published) -> Problem:
    return Problem(
        row.path,
        row.line,
        "permalinks.E002",
        f"Alamat {_named(row)} pernah terbit, tetapi rilis berkode {row.code} sudah tidak ada.",
        f"bila berkasnya berganti nama atau pindah, tulis Kode: {row.code} di dalamnya. Bila "
        f"terhapus, kembalikan dari Git lalu cabut dengan `humas cabut {row.code} --jenis … "
        "--alasan …`, atau tulis alamat itu sebagai Alih-Dari: di rilis penggantinya.",
    )


def _named(row: Published) -> str:
    return row.address if row.address.startswith("/") else addresses.code(row.code)


def unseen(site: Site, ledger: Iterable[Published]) -> list[Problem]:
    """Addresses that were public, and whose release is a draft or embargoed now."""
    return [
        Problem(
            row.path,
            row.line,
            "permalinks.W002",
            f"Rilis {row.code} pernah terbit di alamat pada baris ini, tetapi kini tidak tayang "
            "(draf atau menunggu waktu terbit).",
            f"cabut dengan `humas cabut {row.code} --jenis … --alasan …`, jangan dijadikan draf.",
        )
        for row in sorted(ledger)
        if row.code in site.known_codes and row.code not in site.by_code
    ]


def vanished(before: int, now: int) -> list[Problem]:
    """A problem when the ledger has fewer lines than at the last build."""
    if now >= before:
        return []
    return [
        Problem(
            FOLDER,
            0,
            "permalinks.E007" if now == 0 else "permalinks.W003",
            f"Buku alamat kehilangan {before - now} dari {before} baris; alamat lama tidak lagi "
            "dialihkan.",
            "kembalikan folder jejak dari Git. Bila memang sengaja: make clean, lalu bangun lagi "
            "(wilayah titipan: humas provinsi bangun <wilayah> --penuh).",
        )
    ]


def conflicts(
    site: Site, stated: Mapping[str, Sequence[str]], path_of: Callable[[str], str]
) -> list[Problem]:
    """`Alih-Dari` onto itself, onto an address in use, or claimed by two releases."""
    owners = {entry.url: entry.code for entry in site.by_code.values()}
    claimed: dict[str, str] = {}
    problems: list[Problem] = []
    paths = {code: path_of(code) for code in stated}
    for code, claims in sorted(stated.items(), key=lambda item: paths[item[0]]):
        path = paths[code]
        for address in claims:
            owner = owners.get(with_slash(address))
            rival = claimed.setdefault(address, code)
            if is_own(address, site):
                problems.append(_OF_THE_SITE.of(path, address=address))
            elif owner == code:
                problems.append(_ONTO_ITSELF.of(path, address=address))
            elif owner:
                other = path_of(owner)
                problems.append(_TAKEN.of(path, address=address, other=other))
                problems.append(_OWNED.of(other, address=address, other=path))
            elif rival != code:
                other = paths[rival]
                problems.append(_TAKEN.of(path, address=address, other=other))
                problems.append(_TAKEN.of(other, address=address, other=path))
    return problems


def with_slash(address: str) -> str:
    """The address in the form of this site's pages."""
    plain = address.split("#", 1)[0].split("?", 1)[0].removesuffix("index.html")
    return plain if plain.endswith("/") or "." in plain.rsplit("/", 1)[-1] else plain + "/"


def is_own(address: str, site: Site) -> bool:
    """Whether the address belongs to the site itself, not to a former page."""
    if "?" in address:
        return False
    first, _, rest = with_slash(address).strip("/").partition("/")
    if first == "satuan":
        return not rest or rest in site.units
    if first == "jenis":
        return rest in KINDS
    return not first or first in _OWN


def cloud_redirects(moved: Mapping[str, str]) -> str:
    """A `_redirects` file as pages hosts read it."""
    return "".join(
        f"{quote(old, safe='/%:=&?~+!$,;@()*')} {new} 301\n" for old, new in sorted(moved.items())
    )
