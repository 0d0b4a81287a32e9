"""Receivers: the gate's answer for each release, and for the site as a whole."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from plugins.build import Entry, Setup, Site
from plugins.domain.problems import Problem
from plugins.domain.release import Release
from plugins.domain.units import Registry

FACT = "lint"
_STANDING = "lint-tetap"  # the table of what was found in files that are no releases


def check_release(
    release: Release, *, setup: Setup, units: Registry, **_: Any
) -> Iterable[Problem]:
    from plugins.lint import core, faces

    remembered = _remembered(setup, release) if release.overrides else {}
    count = partial(_count_faces, setup.content) if faces.is_available() else None
    problems, permitted = core.check_release(
        release, units, remembered=remembered, count_faces=count
    )
    if permitted and not setup.preview:
        from plugins.lint import permits

        permits.remember(setup.cache, release.code, permitted)
    return problems


def _remembered(setup: Setup, release: Release) -> dict[str, str]:
    from plugins.lint import permits

    return permits.read(setup.content, setup.cache, release.code)


def _count_faces(content: Path, path: str) -> int:
    from plugins.lint import faces

    try:
        return len(faces.find((content / path).read_bytes()))
    except (OSError, faces.NotAPicture):
        return 0


def release_facts(release: Release, **_: Any) -> tuple[str, bytes] | None:
    from plugins.lint import duplicates

    data = duplicates.sketch(release.text)
    return (FACT, marshal.dumps((release.path, data))) if data else None


def check_site(site: Site, **_: Any) -> Iterable[Problem]:
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
        stored = table.get(path)
        known, rows = marshal.loads(stored) if stored else (b"", ())
        if known != digest:
            rows = tuple(_row(problem) for problem in _standing_problems(data, path))
            table.put(path, marshal.dumps((digest, rows)))
        yield from (Problem(*row) for row in rows)


def _standing_problems(data: bytes, path: str) -> list[Problem]:
    from plugins.domain import frontmatter
    from plugins.lint import core

    text, _ = frontmatter.decode(data)
    return core.check_standing(text, path)


def _alike(site: Site) -> Iterable[Problem]:
    """Near duplicates, asked only of releases that changed since the last build.

    One stored value holds the sketches and warnings of all: a build without changes reads it
    and compares nothing.
    """
    table = site.store.blobs(FACT)
    stored = table.get(FACT)
    kept: dict[str, Any] = marshal.loads(stored) if stored else {}
    digests = {entry.code: entry.digest for entry in site.listed}
    changed = [entry for entry in site.listed if kept.get(entry.code, ("",))[0] != entry.digest]
    gone = kept.keys() - digests.keys()
    if changed or gone:
        kept = _compared(site, kept, changed, gone)
        table.put(FACT, marshal.dumps(kept))
    return [Problem(*row) for code in sorted(kept) for row in kept[code][2]]


def published(site: Site, **_: Any) -> bool:
    """Production keeps which sentences were permitted with the content."""
    if not site.settings.get("HUMAS_PERMALINKS_RECORD"):
        return False
    from plugins.lint import permits

    return bool(permits.publish(site.content, site.cache, site.known_codes))


def _compared(
    site: Site, kept: dict[str, Any], changed: Iterable[Entry], gone: Iterable[str]
) -> dict[str, Any]:
    from plugins.lint import duplicates

    for code in gone:
        del kept[code]
    again = {code for code, (_, _, rows) in kept.items() if rows}
    for entry in changed:
        fact = site.store.facts(FACT, entry.code)
        path, data = marshal.loads(fact) if fact else ("", b"")
        kept[entry.code] = (entry.digest, (path, entry.happened_at.timestamp(), data), ())
        again.add(entry.code)
    found = duplicates.find(again, {code: known for code, (_, known, _) in kept.items()})
    for code in again:
        rows = (_row(found[code]),) if code in found else ()
        kept[code] = (*kept[code][:2], rows)
    return kept


def _row(problem: Problem) -> tuple[Any, ...]:
    return (
        problem.path,
        problem.line,
        problem.code,
        problem.message,
        problem.fix,
        problem.type,
        problem.masked,
    )
