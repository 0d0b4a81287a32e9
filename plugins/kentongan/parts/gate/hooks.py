"""Receivers: findings of the gate on each release and on the whole site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.domain.units import Registry
from kentongan.site import recording
from kentongan.site.entry import Entry
from kentongan.site.groups import Grouped
from kentongan.site.model import Setup, Site
from kentongan.site.stored import dump, load
from kentongan.storage.stamps import file_in

FACT = "gate"
_STANDING = "gate-standing"  # the table of findings in pages, units and the banner


def check_release(release: Release, setup: Setup, units: Registry) -> Iterable[Problem]:
    from kentongan.gate import core, faces

    remembered = _remembered(setup, release) if release.overrides else {}
    count = partial(_count_faces, setup.content) if faces.is_available() else None
    source, lines = _source(setup, release.path) if setup.checks_only else ("", {})
    problems, permitted = core.check_release(
        release,
        units,
        remembered=remembered,
        lines=lines,
        source=source,
        read=lambda path: _attachment(setup.content, path),
        count_faces=count,
        thorough=setup.checks_only,
    )
    if permitted and not setup.preview and not setup.checks_only:
        from kentongan.gate import permits

        permits.remember(setup.cache, release.code, permitted)
    return problems


def _attachment(content: Path, path: str) -> bytes:
    """The bytes of a content file. Raises OSError, also for one that leads out of the content."""
    return file_in(content, path).read_bytes()


def _source(setup: Setup, path: str) -> tuple[str, dict[str, int]]:
    """The text of a file, and the lines of the keys of its front matter."""
    from kentongan.manuscripts import frontmatter
    from kentongan.manuscripts.fields import name_of
    from kentongan.manuscripts.keys import RELEASE

    try:
        data = (setup.content / path).read_bytes()
    except OSError:
        return "", {}
    source, _ = frontmatter.split(frontmatter.decode(data)[0])
    return frontmatter.as_written(data), {
        name: field.line for field in source.fields if (name := name_of(field.key, RELEASE))
    }


def _remembered(setup: Setup, release: Release) -> dict[str, str]:
    from kentongan.gate import permits

    return permits.read(setup.content, setup.cache, release.code)


def _count_faces(content: Path, path: str) -> int:
    from kentongan.gate import faces

    try:
        return len(faces.find(_attachment(content, path)))
    except (OSError, faces.NotAPicture):
        return 0


def release_facts(release: Release, withdrawn: Release | None) -> tuple[str, bytes] | None:
    from kentongan.gate import duplicates

    data = duplicates.sketch(release.text)
    return (FACT, dump((release.path, data))) if data else None


def check_site(site: Site) -> Iterable[Problem]:
    yield from _standing(site)
    yield from _alike(site)


def _standing(site: Site) -> Iterable[Problem]:
    """Protected identities in the files of units, in pages and in the banner."""
    table = site.store.blobs(_STANDING)
    paths = {*(unit.path for unit in site.units), *(page.path for page in site.pages)}
    for path in sorted(paths | {"peringatan.md"}):
        file = site.content / path
        if not path or not file.is_file():
            continue
        data = file.read_bytes()
        digest = hashlib.blake2b(data, digest_size=16).digest()
        known, rows = load(table.get(path), (b"", ()))
        if known != digest:
            rows = tuple(_row(problem) for problem in _standing_problems(data, path))
            table.put(path, dump((digest, rows)))
        yield from (Problem(*row) for row in rows)


def _standing_problems(data: bytes, path: str) -> list[Problem]:
    from kentongan.gate import core
    from kentongan.manuscripts import frontmatter
    from kentongan.manuscripts.patience import limited
    from kentongan.manuscripts.scan import failed

    text, _ = frontmatter.decode(data)
    try:
        with limited():
            return core.check_standing(text, path)
    except Exception as error:
        return [failed(path, error)]


def _alike(site: Site) -> Iterable[Problem]:
    """Near duplicates; only what changed since the last build is compared."""
    table = site.store.blobs(FACT)
    kept = Grouped(table, "digests")
    rows: dict[str, tuple[Any, ...]] = load(table.get("warnings"), {})
    changed, gone = _changed(site, kept)
    if changed or gone:
        rows = _compared(site, kept, rows, changed, gone)
        kept.store()
        table.put("warnings", dump(rows))
    return [Problem(*rows[code]) for code in sorted(rows)]


def _changed(site: Site, kept: Mapping[str, Any]) -> tuple[list[Entry], list[str]]:
    """The releases that were not compared as they are now, and the codes of those that are gone."""
    if site.changes:
        listed = site.changes.listed()
        gone = [before.code for before, after in listed if before and not after]
        return [after for _, after in listed if after], gone
    known = dict(kept)
    own = {entry.code: entry for entry in site.listed if not entry.home}
    changed = [entry for entry in own.values() if known.get(entry.code, ("",))[0] != entry.digest]
    return changed, [code for code in known if code not in own]


def published(site: Site) -> bool:
    """In production, store the permitted sentences with the content."""
    if not recording.is_on(site.settings):
        return False
    from kentongan.gate import permits

    return bool(permits.publish(site.content, site.cache, site.known_codes))


def _compared(
    site: Site,
    kept: MutableMapping[str, tuple[str, bytes]],
    rows: Mapping[str, tuple[Any, ...]],
    changed: Sequence[Entry],
    gone: Iterable[str],
) -> dict[str, tuple[Any, ...]]:
    """All warnings; `kept` is brought up to date."""
    from kentongan.gate import duplicates

    @cache
    def known(code: str) -> duplicates.Known:
        path, data = load(site.store.facts(FACT, code), ("", b""))
        return path, site.by_code[code].happened_at.timestamp(), data

    sharing = duplicates.Sharing(site.store.blobs(FACT))
    touched: set[str] = set()
    for code in (*gone, *(entry.code for entry in changed if entry.code in kept)):
        _, keys = kept.pop(code)
        sharing.remove(code, keys)
        touched |= sharing.of(keys)
    for entry in changed:
        keys = duplicates.keys(known(entry.code)[2])
        kept[entry.code] = (entry.digest, keys)
        sharing.add(entry.code, keys)
    for entry in changed:
        touched |= sharing.of(kept[entry.code][1])
    again = {*rows, *touched, *(entry.code for entry in changed)} & kept.keys()
    problems = duplicates.find(again, known, sharing)
    sharing.store()
    still = {code: row for code, row in rows.items() if code in kept and code not in again}
    return still | {code: _row(problem) for code, problem in problems.items()}


def _row(problem: Problem) -> tuple[Any, ...]:
    return tuple(problem)
