"""Receivers: terms of each release, shards, lists of words and releases, and `/cari/`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from plugins.build import Entry, File, Site, Task
from plugins.domain.release import Release
from plugins.search import core, index


def release_facts(release: Release, **_: Any) -> tuple[str, bytes] | None:
    return (index.FACTS, core.terms_of(release).pack()) if release.text else None


def collect(site: Site, **_: Any) -> Iterator[Task]:
    where = index.places(site)
    plan = index.update(site, where)
    for number, mark in enumerate(plan.shards):
        yield Task(f"cari:pecahan:{number:x}", (mark,), make_shard, (number,))
    for name, digest in plan.vocabulary.items():
        yield Task(f"cari:kata:{name}", (digest,), make_words, (name,))
    groups: dict[tuple[int, int], list[Entry]] = {}
    for entry in reversed(site.listed):
        day, order = where[entry.code]
        groups.setdefault((day, order // index.DOCS_IN_FILE), []).append(entry)
    for (day, part), entries in groups.items():
        codes = tuple(entry.code for entry in entries)
        key = tuple((entry.code, entry.digest) for entry in entries)
        yield Task(f"cari:rilis:{day}-{part}", key, make_entries, (day, part, codes))
    months = sorted({month_of(entry) for entry in site.listed} - {(0, 0)}, reverse=True)
    used = {entry.unit for entry in site.listed}
    units = [unit for unit in site.units if used & site.units.family(unit.slug)]
    names = tuple((unit.slug, unit.name) for unit in units)
    kinds = tuple(sorted({entry.kind for entry in site.listed}))
    args = (plan.bits, tuple(months), names, kinds)
    yield Task("cari:halaman", args, make_page, args)


def month_of(entry: Entry) -> tuple[int, int]:
    """Year and month of the archive that lists the release, as its address says them."""
    year, _, month = entry.url.partition("/berita/")[2][:7].partition("/")
    return (int(year), int(month)) if year.isdigit() and month.isdigit() else (0, 0)


def make_shard(site: Site, number: int) -> Iterator[File]:
    shard = index.Shard(site.store.blobs(index.FACTS).get(f"s:{number}"))
    words, older = shard.published()
    yield f"cari/i/{number:x}.json", _json(words)
    for name, text in older.items():
        yield f"cari/t/{name}.json", _json(text)


def make_words(site: Site, name: str) -> Iterator[File]:
    yield f"cari/k/{name}.json", site.store.blobs(index.FACTS).get(f"w:{name}") or b"{}"


def make_entries(site: Site, day: int, part: int, codes: tuple[str, ...]) -> Iterator[File]:
    rows = []
    for code in codes:
        entry = site.by_code[code]
        moment = entry.published_at.astimezone(site.zone).isoformat(timespec="minutes")
        rows.append((entry.code, entry.url, entry.title, entry.unit, entry.kind, moment))
    yield f"cari/d/{day}-{part}.json", _json(rows)


def make_page(
    site: Site,
    bits: int,
    months: tuple[tuple[int, int], ...],
    units: tuple[tuple[str, str], ...],
    kinds: tuple[str, ...],
) -> Iterator[File]:
    years = sorted({year for year, _ in months}, reverse=True)
    page = site.render(
        "cari.html", bits=bits, months=months, years=years, units=units, kinds_used=kinds
    )
    yield "cari/index.html", page


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
