"""Codes, addresses and titles that two releases share, and references that lead nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from kentongan.domain.problems import Fault, Problem, others
from kentongan.engine import columns
from kentongan.engine.known import Known, Values
from kentongan.engine.pieces import Noted
from kentongan.engine.records import Record
from kentongan.manuscripts.folder import Folder
from kentongan.site.entry import Entry

T = TypeVar("T")

_CODE_TWICE = Fault(
    "releases.E023",
    "Kode {value} juga dipakai di {others}.",
    "hapus baris Kode dari berkas yang lebih baru, lalu jalankan `humas beri-kode`.",
    "Kode",
)
_ADDRESS_TWICE = Fault(
    "permalinks.E001",
    "Alamat {value} juga dipakai oleh {others}.",
    "ganti nama salah satu berkas, atau beri baris Slug: yang lain.",
    "Slug",
)
_EQUAL_TITLE = Fault(
    "releases.W002",
    "Judul sama dengan {others}.",
    "bedakan judulnya supaya pembaca tidak keliru.",
    "Judul",
    "title",
)
_REPLY_TO_ITSELF = Fault(
    "releases.W011",
    "Hak-Jawab menunjuk rilis ini sendiri.",
    "salin kode rilis yang dijawab.",
    "Hak-Jawab",
    "link",
)
_REPLY_TO_HIDDEN = Fault(
    "releases.W011",
    "Kode pada Hak-Jawab menunjuk rilis yang belum tayang.",
    "terbitkan dulu rilis itu, atau salin kode dari halaman rilis yang dimaksud.",
    "Hak-Jawab",
    "link",
)
_REPLY_TO_NONE, _MERGED_INTO_NONE = (
    Fault(
        code,
        f"Kode pada {key} tidak menunjuk rilis yang ada dan tayang.",
        "salin kode dari halaman rilis yang dimaksud.",
        key,
        "link",
    )
    for code, key in (("releases.E031", "Hak-Jawab"), ("releases.E025", "Gabung-Ke"))
)
_MERGED_IN_A_CIRCLE = Fault(
    "releases.E024",
    "Gabung-Ke melingkar: rilis ini akhirnya menunjuk ke dirinya sendiri.",
    "tunjuk rilis yang masih tayang.",
    "Gabung-Ke",
)


def find(known: Known, by_code: Mapping[str, Entry]) -> list[Problem]:
    """Codes, addresses and titles that two releases claim; references that lead nowhere.

    `by_code` are the entries of the public releases.
    """
    problems = [*_claims(known)]
    # All others refer to none.
    table = known.table
    notable = table.rows_with("is_notable", {True})
    near = list(map(table.column("path").__getitem__, notable))
    near += [record.path for record in known.aside if record.head]
    told = [(by_code[head.code], path) for path in near if (head := known[path].head)]
    if any(entry.reply_to or entry.merged_into for entry, _ in told):
        codes = Values(known, "code")
        for entry, path in told:
            problems += _reply(entry, path, by_code, codes) if entry.reply_to else ()
            problems += _merge(entry, path, by_code, codes) if entry.merged_into else ()
    for owners in claimed(known, "claim").values():
        problems += [_EQUAL_TITLE.of(path, others=others(path, owners)) for path in owners]
    return problems


def _claims(known: Known) -> Iterator[Problem]:
    """Codes and addresses with two owners.

    Each owner gets a problem that names the others. A public file gets one only where another
    public file makes the same claim.
    """
    for fault, name in ((_CODE_TWICE, "code"), (_ADDRESS_TWICE, "url")):
        for value, owners in claimed(known, name).items():
            seen = [path for path in owners if known[path].is_public]
            for path in owners:
                if path not in seen or len(seen) > 1:
                    yield fault.of(path, value=value, others=others(path, owners))


def claimed(known: Known, name: str) -> Mapping[Any, list[str]]:
    """The values of `code`, `url` or `claim` that several files have, each with these in order. Of
    titles those of listed releases count."""
    others = known.aside if name != "claim" else []
    noted: Noted | None = known.index.meta("repeated")
    if noted is None or not known.is_as_stored:
        values, paths = known.table.column(name), known.table.column("path")
        values = [*values, *map(attrgetter(name), others)]
        return _of_several(values, [*paths, *map(attrgetter("path"), others)])
    claims = {*noted[name], *(columns.claim_of(getattr(record, name)) for record in others)}
    rows = known.pieces.claiming(name, claims)
    column, paths = known.pieces.column(name), known.pieces.column("path")
    near = [row for found in rows.values() for row in found]
    values = [*map(column.__getitem__, near), *map(attrgetter(name), others)]
    return _of_several(values, [*map(paths.__getitem__, near), *map(attrgetter("path"), others)])


def _of_several(values: Sequence[T], paths: Sequence[str]) -> Mapping[T, list[str]]:
    more = Counter(values) if len({*values}) < len(values) else {}
    twice = {value for value, count in more.items() if value and count > 1}
    owners: defaultdict[T, list[str]] = defaultdict(list)
    for value, path in zip(values, paths, strict=True) if twice else ():
        if value in twice:
            owners[value].append(path)
    return {value: sorted(claiming) for value, claiming in owners.items()}


# References


def _reply(
    entry: Entry, path: str, by_code: Mapping[str, Entry], known: Container[str]
) -> Iterator[Problem]:
    if entry.reply_to == entry.code:
        yield _REPLY_TO_ITSELF.of(path)
    elif entry.reply_to not in known:
        yield _REPLY_TO_NONE.of(path)
    elif entry.reply_to not in by_code:
        yield _REPLY_TO_HIDDEN.of(path)


def _merge(
    entry: Entry, path: str, by_code: Mapping[str, Entry], known: Container[str]
) -> Iterator[Problem]:
    """Where a merged release leads in the end."""
    passed = {entry.code}
    current: Entry | None = entry
    while current and current.merged_into:
        if current.merged_into in passed:
            yield _MERGED_IN_A_CIRCLE.of(path)
            return
        passed.add(current.merged_into)
        current = by_code.get(current.merged_into)
        if current is None:
            yield _MERGED_INTO_NONE.of(path)


def dead_links(
    records: Mapping[str, Record], address: Callable[[str], str], folder: Folder
) -> Iterator[Problem]:
    """Links to content files that are missing, or that the public does not see."""
    for record in records.values():
        for linked in record.links:
            if not address(linked):
                yield _dead(record.path, linked, folder)


def missing_files(
    named: Iterable[tuple[str, Iterable[str]]], address: Callable[[str], str], folder: Folder
) -> Iterator[Problem]:
    """The same for pages, units and the banner with the files that each names, pictures too."""
    for path, files in named:
        for linked in dict.fromkeys(files):
            is_text = linked.endswith(".md")
            if not (address(linked) if is_text else linked in folder.files.stamps):
                yield _dead(path, linked, folder)


def _dead(path: str, linked: str, folder: Folder) -> Problem:
    exists = linked in folder.files.stamps
    what = "belum tayang, jadi tautannya dilepas" if exists else "tidak ada"
    return Problem(
        path,
        folder.line_of_link(path, linked),
        "releases.W012" if exists else "releases.E032",
        f"Tautan menuju {linked}; berkas itu {what}.",
        "perbaiki tautannya, atau hapus.",
        "link",
    )
