"""Codes, addresses and titles that two releases share, and references that lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from kentongan.domain.problems import Fault, Problem, others
from kentongan.engine.records import Record
from kentongan.manuscripts.folder import Folder
from kentongan.site.entry import Entry

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


def find(records: Mapping[str, Record], by_code: Mapping[str, Entry]) -> list[Problem]:
    """Codes, addresses and titles that two releases claim; references that lead nowhere.

    `by_code` are the entries of the public releases.
    """
    problems = [*_claims(records)]
    public = [(record.head, record) for record in records.values() if record.head]
    # All others refer to none.
    near = [
        (by_code[head.code], record)
        for head, record in public
        if head.is_notable or head.state != "shown"
    ]
    if any(entry.reply_to or entry.merged_into for entry, _ in near):
        known = {record.code for record in records.values()}
        for entry, record in near:
            problems += _reply(entry, record.path, by_code, known) if entry.reply_to else ()
            problems += _merge(entry, record.path, by_code, known) if entry.merged_into else ()
    shown = [(head.claim, record) for head, record in public if head.state == "shown"]
    for _, paths in _repeated([claim for claim, _ in shown], [record for _, record in shown]):
        problems += [_EQUAL_TITLE.of(path, others=others(path, paths)) for path in paths]
    return problems


def _claims(records: Mapping[str, Record]) -> Iterator[Problem]:
    """Codes and addresses with two owners.

    Each owner gets a problem that names the others. A public file gets one only where another
    public file makes the same claim.
    """
    named = [record for record in records.values() if record.code]
    placed = [record for record in named if record.url]
    codes = _repeated([record.code for record in named], named)
    addresses = _repeated([record.url for record in placed], placed)
    for fault, claims in ((_CODE_TWICE, codes), (_ADDRESS_TWICE, addresses)):
        for value, paths in claims:
            seen = [path for path in paths if records[path].is_public]
            for path in paths:
                if not records[path].is_public or len(seen) > 1:
                    yield fault.of(path, value=value, others=others(path, paths))


def _repeated(values: Sequence[str], claiming: Sequence[Record]) -> list[tuple[str, list[str]]]:
    """The values that several records claim, each with their paths in order."""
    if len(set(values)) == len(values):
        return []
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for value, record in zip(values, claiming, strict=True):
        owners[value].append(record.path)
    return [(value, sorted(paths)) for value, paths in owners.items() if len(paths) > 1]


# References


def _reply(
    entry: Entry, path: str, by_code: Mapping[str, Entry], known: Set[str]
) -> Iterator[Problem]:
    if entry.reply_to == entry.code:
        yield _REPLY_TO_ITSELF.of(path)
    elif entry.reply_to not in known:
        yield _REPLY_TO_NONE.of(path)
    elif entry.reply_to not in by_code:
        yield _REPLY_TO_HIDDEN.of(path)


def _merge(
    entry: Entry, path: str, by_code: Mapping[str, Entry], known: Set[str]
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
