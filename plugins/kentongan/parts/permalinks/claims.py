"""Addresses that staff must see to: lost ones, and those that two releases claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kentongan.domain import addresses
from kentongan.domain.problems import Fault, Problem
from kentongan.parts.permalinks.core import is_own, owners, with_slash
from kentongan.parts.permalinks.notation import FOLDER, Published
from kentongan.site.model import Site

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


def lost(site: Site, ledger: Iterable[Published]) -> list[Problem]:
    """Addresses whose release is gone or has another code now."""
    ledger = sorted(row for row in ledger if row.code not in site.known_codes)
    owner_of = owners(site) if ledger else {}
    problems = []
    veiled_codes: set[str] = set()
    for row in ledger:
        if row.code in veiled_codes:
            continue
        if not row.address.startswith("/"):
            veiled_codes.add(row.code)
        code = owner_of.get(row.address)
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
    owner_of = owners(site) if stated else {}
    claimed: dict[str, str] = {}
    problems: list[Problem] = []
    paths = {code: path_of(code) for code in stated}
    for code, claims in sorted(stated.items(), key=lambda item: paths[item[0]]):
        path = paths[code]
        for address in claims:
            owner = owner_of.get(with_slash(address))
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
