"""The files of the ledger in `content/jejak/`: read, and written whole after a publication."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kentongan.domain.problems import Problem
from kentongan.parts.permalinks import core, factbook, facts, notation
from kentongan.parts.permalinks.notation import Published
from kentongan.site.model import Site
from kentongan.storage.writing import replace_text, text_of


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger as a build finds it, and what is wrong with it.

    `rows` are the lines that call for a decision: all but those of releases that are public at
    the very address. They are few, and only they are parsed. `lines` are all as they stand.
    """

    rows: tuple[Published, ...]
    lines: frozenset[str]
    problems: tuple[Problem, ...]


def of(site: Site) -> Ledger:
    today = set(site.shared(notation.lines_of_today).values())
    lines: set[str] = set()
    rows: list[Published] = []
    problems: list[Problem] = []
    for path, text in _files(site.content):
        lines.update(filter(str.strip, text.splitlines()))
        more, mistakes = notation.parse(text, path, today)
        rows += more
        problems += mistakes
    return Ledger(tuple(rows), frozenset(lines), tuple(problems))


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
    """Path and text of every file of the ledger; an unreadable one has a line that no one reads."""
    for file in sorted((content / notation.FOLDER).glob("*.tsv")):
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            text = "\ufffd"
        yield f"{notation.FOLDER}/{file.name}", text


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
    recorded = known.lines
    if known.rows:
        recorded |= {notation.line_of(row.code, row.address) for row in known.rows}
    today = site.shared(notation.lines_of_today)
    codes = [code for code, line in today.items() if line not in recorded]
    new = [site.by_code[code] for code in {**dict.fromkeys(codes), **site.shared(core.stated)}]
    wrote = False
    for name, lines in notation.additions(recorded, new).items():
        file = site.content / notation.FOLDER / name
        wrote |= replace_text(file, notation.merged(text_of(file), lines))
    private = site.shared(core.sealed)
    for path, text in _files(site.content) if private else ():
        wrote |= replace_text(site.content / path, notation.with_veils(text, private))
    wrote |= factbook.write(site)
    if wrote:
        replace_text(site.content / "jejak/.gitattributes", notation.GIT_ATTRIBUTES)
    return wrote
