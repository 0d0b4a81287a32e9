"""Codes, addresses and titles that two releases share, and references that lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from operator import attrgetter

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
    everything = list(records.values())
    problems = [*_claims(everything)]
    # All others refer to none.
    near = [
        (by_code[head.code], record)
        for record in everything
        if (head := record.head) and (head.is_notable or head.state != "shown")
    ]
    if any(entry.reply_to or entry.merged_into for entry, _ in near):
        known = {record.code for record in everything}
        for entry, record in near:
            problems += _reply(entry, record.path, by_code, known) if entry.reply_to else ()
            problems += _merge(entry, record.path, by_code, known) if entry.merged_into else ()
    titles = [
        head.claim if (head := record.head) and head.state == "shown" else ""
        for record in everything
    ]
    for _, owners in _repeated(titles, everything):
        paths = [record.path for record in owners]
        problems += [_EQUAL_TITLE.of(path, others=others(path, paths)) for path in paths]
    return problems


def _claims(records: Sequence[Record]) -> Iterator[Problem]:
    """Codes and addresses with two owners.

    Each owner gets a problem that names the others. A public file gets one only where another
    public file makes the same claim.
    """
    for fault, name in ((_CODE_TWICE, "code"), (_ADDRESS_TWICE, "url")):
        for value, owners in _repeated(list(map(attrgetter(name), records)), records):
            paths = [record.path for record in owners]
            seen = [record for record in owners if record.is_public]
            for record in owners:
                if not record.is_public or len(seen) > 1:
                    yield fault.of(record.path, value=value, others=others(record.path, paths))


def _repeated(
    values: Sequence[str], records: Sequence[Record]
) -> list[tuple[str, Sequence[Record]]]:
    """The values that several records claim, each with these in order of their paths."""
    if len({*values, ""}) == len(values) - values.count("") + 1:
        return []
    owners: defaultdict[str, list[Record]] = defaultdict(list)
    for value, record in zip(values, records, strict=True):
        owners[value].append(record)
    return [
        (value, sorted(claiming, key=attrgetter("path")))
        for value, claiming in owners.items()
        if value and len(claiming) > 1
    ]


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
