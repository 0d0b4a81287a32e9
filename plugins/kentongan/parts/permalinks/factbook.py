"""The files of facts in `content/jejak/fakta/`: what changed since they were written.

The index keeps, for each file as it was read last, the digests of its releases, so that a build
reads the lines of changed releases alone and writes the files of changed months alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress, count
from operator import ne
from pathlib import Path

from kentongan.domain.problems import Problem
from kentongan.parts.permalinks import facts
from kentongan.parts.permalinks.facts import Facts
from kentongan.parts.permalinks.notation import text_of_rows
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.heads import at, column, where
from kentongan.site.model import BlobTable, Site
from kentongan.site.stored import dump, load
from kentongan.storage.stamps import Stamp, read_stamped, stamp_at
from kentongan.storage.writing import replace_text, text_of

TABLE = "permalinks-facts"
_STALE, _NAMES = "beda", "berkas"
OLDER = "-"


@dataclass(frozen=True)
class FactBook:
    """The files by name; `fresh` are those that changed since they were last read. `is_whole`: none
    of those that were written is missing.

    A digest ends with `OLDER` where an older version wrote the line, which then lacks something.
    """

    names: Sequence[str]
    fresh: frozenset[str]
    read: Callable[[str], Mapping[str, str]]
    """Code → digest of the entry, of a file."""
    is_whole: bool = True

    @cached_property
    def files(self) -> Mapping[str, Mapping[str, str]]:
        return {name: self.read(name) for name in self.names}

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """By code; where a code stands in two files, the later one counts."""
        digests: dict[str, str] = {}
        for file in self.files.values():
            digests.update(file)
        return digests

    def holding(self, code: str) -> list[str]:
        return [name for name, digests in self.files.items() if code in digests]

    def of_months(self, names: Set[str]) -> FactBook:
        """The files of these names alone."""
        return FactBook([name for name in self.names if name in names], self.fresh, self.read)


def read(site: Site) -> FactBook:
    table = site.store.blobs(TABLE)
    paths = sorted((site.content / facts.FOLDER).glob("*.jsonl"))
    fresh: dict[str, Mapping[str, str]] = {}
    for path in paths:
        if (digests := _anew(path, table, site.by_code)) is not None:
            fresh[path.name] = digests

    @cache
    def digests_of(name: str) -> Mapping[str, str]:
        known: Mapping[str, str] = load(table.get(f"isi:{name}"), {})
        return fresh.get(name, known)

    names = [path.name for path in paths]
    is_whole = {*load(table.get(_NAMES), ())} <= {*names}
    return FactBook(names, frozenset(fresh), digests_of, is_whole)


def _anew(path: Path, table: BlobTable, by_code: Mapping[str, Entry]) -> Mapping[str, str] | None:
    """Code → digest of the lines of a file; None where it is as it was when last read.

    Only a file that a publication would write as it is needs no reading the next time.
    """
    known = load(table.get(f"cap:{path.name}"), None)
    if known and known == stamp_at(path):
        return None
    try:
        data, stamp = read_stamped(path)
    except OSError:
        data, stamp = b"", None
    lines = list(_lines(path))
    digests = {
        fact.code: fact.digest + ("" if fact.findings is not None else OLDER) for fact in lines
    }
    belongs = all(_belongs(by_code.get(code), path.name) for code in digests)
    if belongs and data == text_of_rows(map(facts.dump, lines)).encode():
        _note(table, path.name, stamp, digests)
    return digests


def _note(table: BlobTable, name: str, stamp: Stamp | None, digests: Mapping[str, str]) -> None:
    table.put(f"isi:{name}", dump(dict(digests)))
    table.put(f"cap:{name}", dump(stamp))


def _belongs(entry: Entry | None, name: str) -> bool:
    return entry is not None and entry.state == "shown" and _month(entry) == name


def changed(site: Site) -> list[Problem]:
    """Warnings for published releases whose facts changed without a stated correction or update."""
    book = site.shared(read)
    problems: list[Problem] = []
    stale = site.shared(_stale)
    for entry in stale:
        if entry.home:
            continue
        before = _facts(site, book, entry.code)
        release = site.release(entry.code)
        changes = facts.differences(before, facts.of(release, entry.digest))
        if changes:
            problems.append(facts.problem(release.path, changes))
    return problems


def _stale(site: Site) -> Sequence[Entry]:
    """The listed releases that a file holds as they were. They are noted for the next plan."""
    table = site.store.blobs(TABLE)
    near = _near(site)

    def is_stale(known: str | None, digest: str) -> bool:
        return known is not None and known != digest and known.rstrip(OLDER) != digest

    if near is None:
        stale = _compared(site, is_stale)
    else:
        known: tuple[str, ...] = load(table.get(_STALE), ())
        codes = dict.fromkeys((*known, *(entry.code for entry in near.listed)))
        listed = (entry for code in codes if (entry := site.by_code.get(code)))
        stale = [
            entry
            for entry in listed
            if entry.state == "shown"
            and is_stale(_digest_in(site.shared(read), entry, near), entry.digest)
        ]
    table.put(_STALE, dump(tuple(column(stale, "code"))))
    return stale


@dataclass(frozen=True)
class _Near:
    """What alone may differ from the files: the changed releases, as they are and as they were."""

    listed: Sequence[Entry]
    before: Mapping[str, Entry]
    gone: frozenset[str]
    """Codes that lists showed and show no more."""


def _near(site: Site) -> _Near | None:
    """None where any release may differ: others changed a file, or all is planned."""
    book = site.shared(read)
    if not site.changes or book.fresh or not book.is_whole:
        return None
    befores = [before for before, _ in site.changes.listed() if before]
    listed = [after for _, after in site.changes.listed() if after]
    gone = {entry.code for entry in befores} - {entry.code for entry in listed}
    return _Near(listed, {entry.code: entry for entry in befores}, frozenset(gone))


def _digest_in(book: FactBook, entry: Entry, near: _Near) -> str | None:
    """What the file of its month says of a release, which is there as it was."""
    was = near.before.get(entry.code, entry)
    return book.of_months({_month(was)}).digests.get(entry.code)


def _facts(site: Site, book: FactBook, code: str) -> Facts:
    path = site.content / facts.FOLDER / book.holding(code)[-1]
    near = (line for line in text_of(path).splitlines() if code in line)
    return [fact for fact in _read(near) if fact.code == code][-1]


def _compared(site: Site, differs: Callable[[str | None, str], bool]) -> Sequence[Entry]:
    """The listed releases whose digest in the files, if any, differs so from their own."""
    digests, listed = site.shared(read).digests, site.listed
    known, wanted = map(digests.get, column(listed, "code")), column(listed, "digest")
    return at(listed, compress(count(), map(differs, known, wanted)))


def write(site: Site) -> bool:
    """Write the files of changed months. Only listed releases of this site stay in them."""
    near = site.shared(_near)
    book, changed, gone = _to_write(site, near)
    names = {_month(entry) for entry in changed} | book.fresh
    for code in (*(entry.code for entry in changed), *(book.digests.keys() & gone)):
        names.update(book.holding(code))
    # A file that others wrote may hold a release of another month.
    names |= {
        _month(site.by_code[code])
        for name in book.fresh
        for code in book.files[name]
        if code not in gone
    }
    known = _known(site, names & book.files.keys(), are_sound=near is not None)
    now = {
        entry.code: facts.of(
            site.release(entry.code), entry.digest, site.store.findings(entry.code)
        )
        for entry in changed
    }
    hiding = [
        code for code in now if code in known and facts.hides(facts.load(known[code]), now[code])
    ]
    if hiding and site.moments and site.moments.now:  # before the facts that it follows from
        from kentongan.site import seals

        seals.add(site.content, hiding, site.moments.now, "gerbang")
    months: dict[str, dict[str, str]] = {name: {} for name in names}
    places = {code: name for name in names for code in book.files.get(name, ())}
    for code in {**places, **now}.keys() - gone:
        is_there = near is not None and code not in now  # where it was
        name = places[code] if is_there else _month(site.by_code[code])
        if name in months:
            months[name][code] = facts.dump(now[code]) if code in now else known[code]
    digests = {**book.digests, **{code: fact.digest for code, fact in now.items()}}
    wrote = [_put(site, name, lines, digests) for name, lines in sorted(months.items())]
    empty = {name for name, lines in months.items() if not lines}
    there = sorted({*site.shared(read).names, *months} - empty)
    site.store.blobs(TABLE).put(_NAMES, dump(tuple(there)))
    return any(wrote)


def _to_write(site: Site, near: _Near | None) -> tuple[FactBook, Sequence[Entry], Set[str]]:
    """The files that may change, the releases that they do not hold as they are, and codes that
    must be in none."""
    book = site.shared(read)
    if near:
        book = book.of_months({_month(entry) for entry in (*near.listed, *near.before.values())})
        digests = book.digests
        differing: Sequence[Entry] = [
            entry for entry in near.listed if digests.get(entry.code) != entry.digest
        ]
        gone: Set[str] = near.gone
    else:
        differing = _compared(site, ne)
        others = [
            *site.shared(rolls.aside),
            *where(site.listed, "draft", bool),
            *where(site.listed, "home", bool),
        ]
        gone = (book.digests.keys() - site.by_code.keys()) | {entry.code for entry in others}
    return book, [entry for entry in differing if not (entry.draft or entry.home)], gone


def _known(site: Site, names: Iterable[str], *, are_sound: bool) -> dict[str, str]:
    """The lines of these files as they are to stand, by code. Sound ones stand so already."""
    paths = [site.content / facts.FOLDER / name for name in sorted(names)]
    if are_sound:
        return {facts.code_in(line): line for path in paths for line in text_of(path).splitlines()}
    return {fact.code: facts.dump(fact) for path in paths for fact in _lines(path)}


def _put(site: Site, name: str, lines: Mapping[str, str], digests: Mapping[str, str]) -> bool:
    """Write a file, or remove one that would be empty, and note what it holds. Returns whether
    anything changed."""
    file = site.content / facts.FOLDER / name
    if not lines:
        was_there = file.is_file()
        file.unlink(missing_ok=True)
        return was_there
    is_new = replace_text(file, text_of_rows(lines.values()))
    _note(site.store.blobs(TABLE), name, stamp_at(file), {code: digests[code] for code in lines})
    return is_new


def _month(entry: Entry) -> str:
    moment = entry.published_at
    return f"{moment.year:04}-{moment.month:02}.jsonl"


def _lines(path: Path) -> Iterator[Facts]:
    """The facts in a file; damaged lines are passed over."""
    return _read(text_of(path).splitlines())


def _read(lines: Iterable[str]) -> Iterator[Facts]:
    for line in lines:
        with contextlib.suppress(ValueError):
            yield facts.load(line)
