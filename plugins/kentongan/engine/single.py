"""The page of one file without a build: the file is read anew, all else comes from the index.

Pelican is not needed, nothing is written below the output, and the index is only read:

    receivers.announce_parts(values["PLUGINS"])
    setup = Setup(values, content, cache, zone, Registry(()))
    folder = Folder(content, ReadOptions(zone, now, values["SITENAME"]))
    sources = Sources(setup, folder, Pages(Path(values["THEME"]), values).render)
    name = index_name(content, output, preview=False)
    shown = page_of("rilis/2026/11/a.md", cache / f"{name}.sqlite", sources, now)

The bytes are those of the page that a build would make of this file at this moment. The public
cannot see a draft or an embargoed release yet: its page is shown as in a preview, marked so, and
`cache`, where its pictures and its card are kept, should then be a folder that is removed.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kentongan.domain import addresses
from kentongan.domain.problems import Problem
from kentongan.engine import assembly, reading
from kentongan.engine.content import Content, Sources, assemble
from kentongan.engine.index import Index
from kentongan.engine.known import Known, is_any, turning
from kentongan.engine.reading import Outcome, ReadContext
from kentongan.engine.records import NewRecord, Record
from kentongan.site import moments as published
from kentongan.site import receivers
from kentongan.site.moments import Moments


@dataclass(frozen=True, slots=True)
class SinglePage:
    """What the public will see of one file.

    `html` is None where its `problems` stop it. `files` are all that belongs to the release, by
    their path below the output: the page, pictures, card, code. `is_preview` tells that the
    public cannot see it yet; `is_alone` that no index was found, so that what the page says of
    other releases is missing.
    """

    path: str
    problems: tuple[Problem, ...]
    url: str = ""
    html: bytes | None = None
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    is_preview: bool = False
    is_alone: bool = False


def page_of(
    path: str, index_file: Path, sources: Sources, now: datetime, related: int = 3
) -> SinglePage:
    """The page of the release file `path` (relative to the content folder) at this moment."""
    receivers.connect()
    setup = dataclasses.replace(sources.setup, units=sources.folder.units)
    context = ReadContext(setup, now, sources.folder)
    new = reading.read_one(context, path)
    if _is_hidden(new):
        context = dataclasses.replace(context, setup=dataclasses.replace(setup, preview=True))
        new = reading.read_one(context, path)
    if new.record.entry is None:
        return SinglePage(path, new.record.problems)
    try:
        with _opened(index_file) as index:
            return _shown(new, context, sources, index, related)
    except sqlite3.Error:  # damaged
        return _shown(new, context, sources, Index.empty(), related)


@contextmanager
def known_content(index_file: Path, sources: Sources, now: datetime) -> Iterator[Content]:
    """The content as the last build knew it, the pages and units as they are now."""
    receivers.connect()
    setup = dataclasses.replace(sources.setup, units=sources.folder.units)
    context = ReadContext(setup, now, sources.folder)
    with _opened(index_file) as index:
        pages, _ = context.folder.pages()
        moments = _moments(context)
        outcome = _outcome(index, context, moments)
        yield assemble(outcome, pages, index, context, sources.render, moments)


def _outcome(
    index: Index, context: ReadContext, moments: Moments, new: NewRecord | None = None
) -> Outcome:
    """The records that hold at this moment, of files that are there, with one that was read."""
    others: dict[str, Record] = {}
    if index.meta("dated") != moments.mark:
        others |= reading.dated_anew(index, moments)
    if new:
        others[new.record.path] = reading.dated_record(new.record, moments)
    known = Known(index)
    moment = context.now.timestamp()
    gone = {*known.column("path")} - {*context.folder.files.stamps}
    ended = {path for path, record in turning(index, moment).items() if not record.holds_at(moment)}
    without = (gone | ended) - {new.record.path if new else ""}
    return Outcome(
        Known(index, {path: rec for path, rec in others.items() if path not in without}, without),
        {new.record.code: new} if new else {},
    )


def _moments(context: ReadContext) -> Moments:
    return published.read(context.setup.content, context.setup.settings, context.now)


def _is_hidden(new: NewRecord) -> bool:
    """Whether nothing but its time or its status keeps a release from the public."""
    errors = [problem for problem in new.record.problems if problem.severity == "error"]
    return new.record.entry is None and not errors


def _shown(
    new: NewRecord, context: ReadContext, sources: Sources, index: Index, related: int
) -> SinglePage:
    path, code, url = new.record.path, new.record.code, new.record.entry and new.record.entry.url
    moments = _moments(context)
    outcome = _outcome(index, context, moments, new)
    pages, _ = context.folder.pages()
    content = assemble(outcome, pages, index, context, sources.render, moments)
    around = assembly.links(content.site, related)[code]
    files = dict(assembly.make_release(content.site, code, around))
    html = files.get(addresses.file(url or ""))
    return SinglePage(
        path,
        tuple(
            sorted({*new.record.problems, *(one for one in content.problems if one.path == path)})
        ),
        url or "",
        html if isinstance(html, bytes) else None,
        files,
        is_preview=context.setup.preview,
        is_alone=not is_any(index),
    )


@contextmanager
def _opened(file: Path) -> Iterator[Index]:
    """The index; an empty one where there is none that can be read."""
    try:
        index = Index.read_only(file)
        is_any(index)
    except sqlite3.Error:  # of older code, perhaps
        index = Index.empty()
    try:
        yield index
    finally:
        index.close()
