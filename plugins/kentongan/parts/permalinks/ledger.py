"""The files of the ledger in `content/jejak/`: read, and written whole after a publication."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from kentongan.domain.problems import Problem
from kentongan.parts.permalinks import core, factbook, facts, notation
from kentongan.parts.permalinks.notation import Published
from kentongan.site.entry import Entry
from kentongan.site.heads import column, every
from kentongan.site.model import Site
from kentongan.site.stored import dump, load
from kentongan.storage.stamps import Stamp, stamp_at
from kentongan.storage.writing import replace_text, text_of

TABLE, _FILES = "permalinks", "berkas"


class Volume(NamedTuple):
    """A file of the ledger as it was read: how many lines it has, and those that call for a
    decision: all but those of releases that are public at the very address. They are few."""

    stamp: Stamp | None
    total: int
    rows: tuple[Published, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger as a build finds it, and what is wrong with it.

    `is_known`: it is as the last publication left it, so that a changed release alone may miss a
    line.
    """

    pages: tuple[Volume, ...]
    is_known: bool

    @property
    def rows(self) -> list[Published]:
        return [row for page in self.pages for row in page.rows]

    @property
    def problems(self) -> list[Problem]:
        return [problem for page in self.pages for problem in page.problems]

    @property
    def count(self) -> int:
        return sum(page.total for page in self.pages)


class _Today(Container[str]):
    """The lines of the public releases at the addresses that they have now."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        entries = every(self._site.by_code)
        return dict(zip(column(entries, "code"), column(entries, "url"), strict=True))

    def __contains__(self, line: object) -> bool:
        code, _, address = str(line).partition("\t")
        return bool(address) and self._addresses.get(code) == address


def of(site: Site) -> Ledger:
    """Only files that changed are read, while no release left an address."""
    changes = site.changes.changes if site.changes else ()
    left = {_line(before) for before, _ in changes if before}
    come = {_line(after) for _, after in changes if after}
    today = _Today(site)
    pages: list[Volume] = []
    files = _paths(site.content)
    is_noted = site.changes is not None and left <= come
    is_known = is_noted and _is_whole(site, files)
    for file in files:
        page = _noted(site, file) if is_noted else None
        if page is None:
            page, is_known = note(site, file, today), False
        elif any(notation.line_of(*row[:2]) in come for row in page.rows):
            page = note(site, file, today)
        pages.append(page)
    return Ledger(tuple(pages), is_known)


def _is_whole(site: Site, files: Iterable[Path]) -> bool:
    """Whether no file is missing that the last publication left."""
    return {*load(site.store.blobs(TABLE).get(_FILES), ())} <= {file.name for file in files}


def _line(entry: Entry) -> str:
    return notation.line_of(entry.code, entry.url)


def _noted(site: Site, file: Path) -> Volume | None:
    """A file as it was read, while it is the same."""
    kept = load(site.store.blobs(TABLE).get(f"buku:{file.name}"), None)
    if kept is None or kept[0] != stamp_at(file):
        return None
    stamp, count, rows, problems = kept
    return Volume(
        stamp,
        count,
        tuple(Published(*row) for row in rows),
        tuple(Problem(*problem) for problem in problems),
    )


def note(site: Site, file: Path, today: Container[str]) -> Volume:
    """Read a file and note for the next build what it holds."""
    stamp = stamp_at(file)
    text = _text_of(file)
    rows, problems = notation.parse(text, _name_of(file), today)
    page = Volume(stamp, len(set(filter(str.strip, text.splitlines()))), (*rows,), (*problems,))
    kept = (page.stamp, page.total, tuple(map(tuple, rows)), tuple(map(tuple, problems)))
    site.store.blobs(TABLE).put(f"buku:{file.name}", dump(kept))
    return page


def read(content: Path) -> tuple[list[Published], list[Problem]]:
    """All lines of the ledger, and what is wrong with it."""
    published: list[Published] = []
    problems: list[Problem] = []
    for path, text in _files(content):
        lines, mistakes = notation.parse(text, path)
        published += lines
        problems += mistakes
    return published, problems


def _files(content: Path) -> Iterator[tuple[str, str]]:
    """Path and text of every file of the ledger."""
    return ((_name_of(file), _text_of(file)) for file in _paths(content))


def _paths(content: Path) -> list[Path]:
    return sorted((content / notation.FOLDER).glob("*.tsv"))


def _name_of(file: Path) -> str:
    return f"{notation.FOLDER}/{file.name}"


def _text_of(file: Path) -> str:
    """The text of a file; an unreadable one has a line that no one reads."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return "\ufffd"


def plain(address: str) -> str:
    """An address in the form of the ledger, from what a person types or pastes."""
    path = unquote(urlsplit(address.strip()).path) or "/"
    return core.with_slash("/" + path.lstrip("/"))


def was_published(content: Path, address: str, codes: Collection[str]) -> bool:
    """Whether one of these codes was published at the address."""
    published, _ = read(content)
    return any(
        line.code in codes and (line.address == address or notation.is_veiled(line, address))
        for line in published
    )


def hidden(content: Path) -> frozenset[str]:
    """Addresses of releases whose names must not be read any more: a server answers them 410."""
    return frozenset(filter(None, map(notation.unveiled, _veiled(content))))


def hide(content: Path, code: str, addresses: Iterable[str]) -> None:
    """Record further addresses of such a release: its pictures and attachments."""
    known = hidden(content)
    lines = [
        (code, notation.veiled(code, address)) for address in addresses if address not in known
    ]
    if lines:
        file = content / notation.FOLDER / notation.OTHERS
        replace_text(file, notation.merged(text_of(file), lines))


def hashed(content: Path) -> list[Published]:
    """Lines of older versions, which do not give their addresses."""
    return [line for line in _veiled(content) if line.address.startswith("#")]


def _veiled(content: Path) -> Iterator[Published]:
    """Lines whose addresses nobody may read. They are few, and only they are parsed."""
    for path, text in _files(content):
        rows = (row for row in text.splitlines() if "\t/" not in row)
        yield from notation.parse("\n".join(rows), path)[0]


def recover(content: Path, candidates: Iterable[tuple[str, str]]) -> None:
    """Veil anew the hashed lines that stand for one of these codes and addresses."""
    anew = {
        notation.line_of(code, notation.hashed(code, address)): notation.line_of(
            code, notation.veiled(code, address)
        )
        for code, address in candidates
    }
    for path, text in _files(content):
        rows = text.splitlines()
        if not anew.keys().isdisjoint(rows):
            replace_text(content / path, notation.text_of_rows(anew.get(row, row) for row in rows))


def forget(content: Path, addresses: Iterable[str]) -> None:
    """Remove abandoned addresses from the ledger."""
    doomed = {plain(address) for address in addresses}
    for file in sorted((content / notation.FOLDER).glob("*.tsv")) if doomed else ():
        rows = text_of(file).splitlines(keepends=True)
        replace_text(file, "".join(row for row in rows if _address_in(row) not in doomed))


def _address_in(row: str) -> str:
    lines, _ = notation.parse(row, "")
    address = notation.unveiled(lines[0]) if lines else ""
    return plain(address) if address else ""


def was_kept(content: Path) -> bool:
    """Whether facts of published releases are recorded; then there must be a ledger too."""
    return any((content / facts.FOLDER).glob("*.jsonl"))


def write(site: Site) -> bool:
    """Record the public addresses and facts of `site`. Returns whether anything was new."""
    known = site.shared(of)
    wrote = {*_added(site, known), *_veiled_anew(site, known)}
    today = _Today(site)
    for file in wrote:
        note(site, file, today)
    names = sorted(file.name for file in _paths(site.content))
    site.store.blobs(TABLE).put(_FILES, dump(tuple(names)))
    is_new = factbook.write(site)
    if wrote or is_new:
        replace_text(site.content / "jejak/.gitattributes", notation.GIT_ATTRIBUTES)
    return bool(wrote) or is_new


def _added(site: Site, known: Ledger) -> list[Path]:
    """The files that were given the lines which releases lack."""
    stated = site.shared(core.stated)
    if known.is_known and site.changes:  # all others have theirs
        befores = {before.code: before for before, _ in site.changes.changes if before}
        new = [
            after
            for _, after in site.changes.changes
            if after and (after.code in stated or after.code not in befores)
        ]
        recorded = _recorded(site, known) if new else frozenset()
    else:
        recorded = _recorded(site, known)
        lines = site.shared(notation.lines_of_today)
        codes = [code for code, line in lines.items() if line not in recorded]
        new = [site.by_code[code] for code in {**dict.fromkeys(codes), **stated}]
    added = notation.additions(recorded, new)
    files = {site.content / notation.FOLDER / name: lines for name, lines in added.items()}
    return [
        file
        for file, rows in files.items()
        if replace_text(file, notation.merged(text_of(file), rows))
    ]


def _recorded(site: Site, known: Ledger) -> Set[str]:
    """All lines, those of releases with other addresses as they are meant too."""
    lines = {line for _, text in _files(site.content) for line in text.splitlines()}
    return lines | {notation.line_of(row.code, row.address) for row in known.rows}


def _veiled_anew(site: Site, known: Ledger) -> list[Path]:
    """The files in which addresses were veiled that nobody may read any more."""
    private = {*site.shared(core.sealed)}
    if known.is_known and site.changes:
        private &= {entry.code for change in site.changes.changes for entry in change if entry}
    return [
        file
        for file in (_paths(site.content) if private else ())
        if replace_text(file, notation.with_veils(_text_of(file), private))
    ]
