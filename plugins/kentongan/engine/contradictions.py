"""Codes, addresses and titles that two releases share, and references that lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from kentongan.domain.problems import Problem
from kentongan.engine.records import Record
from kentongan.manuscripts.folder import Folder
from kentongan.site.model import Entry


def find(records: Mapping[str, Record], entries: Sequence[Entry]) -> list[Problem]:
    """Codes, addresses and titles that two releases claim; references that lead nowhere."""
    problems = [*_claims(records.values())]
    known = {record.code for record in records.values()}
    by_code = {entry.code: entry for entry in entries}
    shown: list[tuple[str, str]] = []
    for record in records.values():
        entry = record.entry
        if entry is None:
            continue
        if entry.state == "shown":
            shown.append((entry.title.casefold(), record.path))
        problems += _reply(entry, record.path, by_code, known)
        problems += _merge(entry, record.path, by_code, known)
    for _, paths in _repeated(shown):
        problems += [_equal_title(path, paths) for path in paths]
    return problems


def _claims(records: Iterable[Record]) -> Iterator[Problem]:
    """Codes and addresses with two owners.

    Each owner gets a problem that names the others. A public file gets one only where another
    public file makes the same claim.
    """
    named = [record for record in records if record.code]
    public = {record.path for record in named if record.is_public}
    codes = [(record.code, record.path) for record in named]
    addresses = [(record.url, record.path) for record in named if record.url]
    for problem_of, claims in ((_code_twice, codes), (_address_twice, addresses)):
        for value, paths in _repeated(claims):
            seen = [path for path in paths if path in public]
            for path in paths:
                if path not in public or len(seen) > 1:
                    yield problem_of(path, value, _others(path, paths))


def _repeated(claims: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """The values that several paths claim, each with its paths in order."""
    if len({value for value, _ in claims}) == len(claims):
        return []
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for value, path in claims:
        owners[value].append(path)
    return [(value, sorted(paths)) for value, paths in owners.items() if len(paths) > 1]


def _others(path: str, paths: Sequence[str]) -> str:
    return ", ".join(other for other in paths if other != path)


def _code_twice(path: str, value: str, others: str) -> Problem:
    return Problem(
        path,
        0,
        "releases.E023",
        f"Kode {value} juga dipakai di {others}.",
        "hapus baris Kode dari berkas yang lebih baru, lalu jalankan `humas beri-kode`.",
        key="Kode",
    )


def _address_twice(path: str, value: str, others: str) -> Problem:
    return Problem(
        path,
        0,
        "permalinks.E001",
        f"Alamat {value} juga dipakai oleh {others}.",
        "ganti nama salah satu berkas, atau beri baris Slug: yang lain.",
        key="Slug",
    )


def _equal_title(path: str, paths: Sequence[str]) -> Problem:
    return Problem(
        path,
        0,
        "releases.W002",
        f"Judul sama dengan {_others(path, paths)}.",
        "bedakan judulnya supaya pembaca tidak keliru.",
        "title",
        key="Judul",
    )


# References


def _reply(
    entry: Entry, path: str, by_code: Mapping[str, Entry], known: Set[str]
) -> Iterator[Problem]:
    if not entry.reply_to:
        return
    if entry.reply_to == entry.code:
        yield Problem(
            path,
            0,
            "releases.W011",
            "Hak-Jawab menunjuk rilis ini sendiri.",
            "salin kode rilis yang dijawab.",
            "link",
            key="Hak-Jawab",
        )
    elif entry.reply_to not in known:
        yield _unknown_code(path, "Hak-Jawab", "releases.E031")
    elif entry.reply_to not in by_code:
        yield Problem(
            path,
            0,
            "releases.W011",
            "Kode pada Hak-Jawab menunjuk rilis yang belum tayang.",
            "terbitkan dulu rilis itu, atau salin kode dari halaman rilis yang dimaksud.",
            "link",
            key="Hak-Jawab",
        )


def _merge(
    entry: Entry, path: str, by_code: Mapping[str, Entry], known: Set[str]
) -> Iterator[Problem]:
    """Where a merged release leads in the end."""
    passed = {entry.code}
    current: Entry | None = entry
    while current and current.merged_into:
        if current.merged_into in passed:
            yield Problem(
                path,
                0,
                "releases.E024",
                "Gabung-Ke melingkar: rilis ini akhirnya menunjuk ke dirinya sendiri.",
                "tunjuk rilis yang masih tayang.",
                key="Gabung-Ke",
            )
            return
        passed.add(current.merged_into)
        current = by_code.get(current.merged_into)
        if current is None:
            yield _unknown_code(path, "Gabung-Ke", "releases.E025")


def _unknown_code(path: str, key: str, code: str) -> Problem:
    return Problem(
        path,
        0,
        code,
        f"Kode pada {key} tidak menunjuk rilis yang ada dan tayang.",
        "salin kode dari halaman rilis yang dimaksud.",
        "link",
        key=key,
    )


def dead_links(
    records: Mapping[str, Record], address: Callable[[str], str], folder: Folder
) -> Iterator[Problem]:
    """Links to content files that are missing, or that the public does not see."""
    for record in records.values():
        for linked in record.links:
            if address(linked):
                continue
            exists = linked in folder.files.stamps
            what = "belum tayang, jadi tautannya dilepas" if exists else "tidak ada"
            yield Problem(
                record.path,
                folder.line_of_link(record.path, linked),
                "releases.W012" if exists else "releases.E032",
                f"Tautan menuju {linked}; berkas itu {what}.",
                "perbaiki tautannya, atau hapus.",
                "link",
            )
