"""The files of the ledger in `content/jejak/`: read, and written whole after a publication."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kentongan.domain.problems import Problem
from kentongan.parts.permalinks import core, facts
from kentongan.parts.permalinks.core import Published
from kentongan.parts.permalinks.facts import Facts
from kentongan.site import seals
from kentongan.site.model import Entry, Site
from kentongan.storage.writing import write_whole


def read(content: Path) -> tuple[list[Published], list[Problem]]:
    """All lines of the ledger, and what is wrong with it."""
    published: list[Published] = []
    problems: list[Problem] = []
    for file in sorted((content / core.FOLDER).glob("*.tsv")):
        path = f"{core.FOLDER}/{file.name}"
        try:
            lines, mistakes = core.parse(file.read_text("utf-8"), path)
        except (OSError, UnicodeDecodeError):
            lines, mistakes = core.parse("\ufffd", path)
        published += lines
        problems += mistakes
    return published, problems


def plain(address: str) -> str:
    """An address in the form of the ledger, from what a person types or pastes."""
    path = unquote(urlsplit(address.strip()).path) or "/"
    return core.with_slash("/" + path.lstrip("/"))


def was_published(content: Path, address: str, codes: Collection[str]) -> bool:
    """Whether one of these codes was published at the address."""
    published, _ = read(content)
    return any(
        line.code in codes and (line.address == address or core.is_veiled(line, address))
        for line in published
    )


def hidden(content: Path) -> frozenset[str]:
    """Addresses of releases whose names must not be read any more: a server answers them 410."""
    published, _ = read(content)
    veiled = (line for line in published if not line.address.startswith("/"))
    return frozenset(filter(None, map(core.unveiled, veiled)))


def hide(content: Path, code: str, addresses: Iterable[str]) -> None:
    """Record further addresses of such a release: its pictures and attachments."""
    known = hidden(content)
    lines = [(code, core.veiled(code, address)) for address in addresses if address not in known]
    if lines:
        file = content / core.FOLDER / core.OTHERS
        _replace(file, core.merged(_text(file), lines))


def forget(content: Path, addresses: Iterable[str]) -> None:
    """Remove abandoned addresses from the ledger."""
    doomed = {plain(address) for address in addresses}
    for file in sorted((content / core.FOLDER).glob("*.tsv")) if doomed else ():
        rows = _text(file).splitlines(keepends=True)
        _replace(file, "".join(row for row in rows if _address_in(row) not in doomed))


def _address_in(row: str) -> str:
    lines, _ = core.parse(row, "")
    address = core.unveiled(lines[0]) if lines else ""
    return plain(address) if address else ""


def was_kept(content: Path) -> bool:
    """Whether facts of published releases are recorded; then there must be a ledger too."""
    return any((content / facts.FOLDER).glob("*.jsonl"))


def write(site: Site) -> bool:
    """Record the public addresses and facts of `site`. Returns whether anything was new."""
    published, _ = read(site.content)
    wrote = False
    for name, lines in core.additions(published, site.by_code.values()).items():
        file = site.content / core.FOLDER / name
        wrote |= _replace(file, core.merged(_text(file), lines))
    private = core.sealed(site)
    for file in sorted((site.content / core.FOLDER).glob("*.tsv")):
        wrote |= _replace(file, core.unnamed(_text(file), private))
    wrote |= _write_facts(site)
    if wrote:
        _replace(site.content / "jejak/.gitattributes", core.GIT_ATTRIBUTES)
    return wrote


def changed_facts(site: Site) -> list[Problem]:
    """Warnings for published releases whose facts changed without a stated correction or update."""
    known = _read_facts(site.content)
    problems: list[Problem] = []
    for entry in site.listed:
        before = known.get(entry.code)
        if before is None or before.digest == entry.digest:
            continue
        release = site.release(entry.code)
        changes = facts.differences(before, facts.of(release, entry.digest))
        if changes:
            problems.append(facts.problem(release.path, changes))
    return problems


def _write_facts(site: Site) -> bool:
    """Write a file for each month of publication. Only listed releases stay in these files."""
    known = _read_facts(site.content)
    months: defaultdict[str, list[Facts]] = defaultdict(list)
    hiding: list[str] = []
    for entry in site.listed:
        if entry.draft:
            continue
        current = _current(site, entry, known)
        months[_month(entry)].append(current)
        if entry.code in known and facts.hides(known[entry.code], current):
            hiding.append(entry.code)
    if hiding and site.moments and site.moments.now:  # before the facts that it follows from
        seals.add(site.content, hiding, site.moments.now, "gerbang")
    folder = site.content / facts.FOLDER
    wrote = False
    for name, month_facts in sorted(months.items()):
        lines = sorted(facts.dump(fact) for fact in month_facts)
        wrote |= _replace(folder / name, "".join(f"{line}\n" for line in lines))
    for file in folder.glob("*.jsonl"):
        if file.name not in months:
            file.unlink()
            wrote = True
    return wrote


def _month(entry: Entry) -> str:
    return f"{entry.published_at:%Y-%m}.jsonl"


def _current(site: Site, entry: Entry, known: dict[str, Facts]) -> Facts:
    before = known.get(entry.code)
    if before and before.digest == entry.digest and before.found is not None:
        return before
    return facts.of(site.release(entry.code), entry.digest)


def _read_facts(content: Path) -> dict[str, Facts]:
    known: dict[str, Facts] = {}
    for file in sorted((content / facts.FOLDER).glob("*.jsonl")):
        for line in _text(file).splitlines():
            with contextlib.suppress(ValueError):
                fact = facts.load(line)
                known[fact.code] = fact
    return known


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _replace(file: Path, text: str) -> bool:
    """Write a whole file. Returns whether it changed."""
    if _text(file) == text:
        return False
    write_whole(file, text.encode())
    return True
