"""Receivers: terms of each release, shards, lists of words and releases, and `/cari/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kentongan.domain import addresses
from kentongan.domain.release import Release, jpegs
from kentongan.domain.text import slugify
from kentongan.parts.search import core, identifiers, index, meanings
from kentongan.site import json_text, segments
from kentongan.site.changes import Changes, Gone
from kentongan.site.entry import Entry
from kentongan.site.model import File, Site, Task


def release_facts(release: Release, withdrawn: Release | None) -> tuple[str, bytes] | None:
    return (core.FACTS, core.terms_of(release).pack()) if release.text else None


def states() -> tuple[str, Callable[[Site], index.Plan]]:
    return core.FACTS, index.update


def collect(site: Site) -> Iterator[Task]:
    plan = site.shared(index.update)
    yield from _tasks(site, plan, range(len(plan.shards)), plan.waiting, plan.blocks)


def touched(site: Site, changes: Changes) -> list[Task | Gone] | None:
    plan = site.shared(index.update)
    if plan.is_new:
        return None
    gone = [Gone(f"cari:rilis:{block}") for block in plan.touched_blocks - plan.blocks.keys()]
    blocks = plan.touched_blocks & plan.blocks.keys()
    return [*_tasks(site, plan, plan.touched, plan.touched_waiting, blocks), *gone]


def _tasks(
    site: Site,
    plan: index.Plan,
    shards: Iterable[int],
    waiting: Iterable[str],
    blocks: Iterable[int],
) -> Iterator[Task]:
    """The tasks of these shards and blocks, and of all that is one file for the whole site."""
    for number in shards:
        key = (plan.shards[number],)
        yield Task(f"cari:pecahan:{segments.settled(number)}", key, make_shard, (number,))
    for name in waiting:
        yield Task(f"cari:pecahan:{name}", (plan.waiting[name],), make_waiting, (name,))
    for block in blocks:
        yield Task(f"cari:rilis:{block}", (plan.blocks[block],), make_rows, (block,))
    for name, digest in plan.vocabulary.items():
        yield Task(f"cari:kata:{name}", (digest,), make_words, (name,))
    used, used_kinds, used_months, stems = plan.facets
    units = [unit for unit in site.units if used & site.units.family(unit.slug)]
    names = tuple((unit.slug, unit.name) for unit in units)
    kinds = tuple(sorted(used_kinds))
    months = sorted(filter(None, used_months), reverse=True)
    numbers = tuple((int(month[:4]), int(month[5:])) for month in months)
    args = (plan.segments.bits, plan.segments.recent, numbers, names, kinds, tuple(sorted(stems)))
    yield Task("cari:halaman", args, make_page, args)
    rows = identifiers.in_force(site)
    yield Task("cari:berlaku", rows, make_in_force, (rows,))


def make_shard(site: Site, number: int) -> Iterator[File]:
    words, older = index.published(site.store.blobs(core.FACTS), number)
    yield addresses.file(addresses.search_shard(segments.settled(number))), words
    for name, text in older.items():
        yield addresses.file(addresses.search_older(name)), json_text.dumps(text)


def make_waiting(site: Site, name: str) -> Iterator[File]:
    """A shard of recent releases or of the newest."""
    data = segments.content(site.store.blobs(core.FACTS), name)
    yield addresses.file(addresses.search_shard(name)), data


def make_words(site: Site, name: str) -> Iterator[File]:
    yield (
        addresses.file(addresses.search_words(name)),
        site.store.blobs(core.FACTS).get(f"w:{name}") or b"{}",
    )


def make_rows(site: Site, block: int) -> Iterator[File]:
    for name, days in identifiers.row_files(site, block):
        rows = [
            [part for code in codes for part in _row(site, site.by_code[code])] for codes in days
        ]
        yield addresses.file(addresses.search_rows(name)), json_text.dumps(rows)


def make_in_force(site: Site, rows: tuple[tuple[int, int, int, int, str], ...]) -> Iterator[File]:
    yield addresses.file(addresses.SEARCH_IN_FORCE), json_text.dumps(rows)


def _row(site: Site, entry: Entry) -> tuple[str, str, str, str, str, str]:
    """The row of a result, as short as possible: code, unit, kind, title, address, picture.

    The address is a slug where the month of publication tells the rest; `=40` stands for the first
    40 characters of what the title makes, nothing for all of it. Of the picture the name
    of its smallest form without the ending, width, height and the words for those who cannot
    see it.
    """
    moment = entry.published_at.astimezone(site.zone)
    is_usual = entry.url == addresses.release(moment, entry.slug)
    kind = "" if entry.kind == "siaran-pers" else entry.kind
    address = entry.home or (_short(entry.slug, entry.title) if is_usual else entry.url)
    code = entry.code.replace("-", "")
    return code, entry.unit, kind, entry.title, address, _thumbnail(entry)


def _short(slug: str, title: str) -> str:
    made = slugify(title)
    if slug == made:
        return ""
    return f"={len(slug)}" if made.startswith(slug) else slug


def _thumbnail(entry: Entry) -> str:
    forms = jpegs(entry.picture.renditions) if entry.picture else []
    if not entry.picture or not forms:
        return ""
    smallest = forms[0]
    name = smallest.url.rpartition("/")[2].removesuffix(".jpg")
    return f"{name} {smallest.width} {smallest.height} {entry.picture.alt}"


def make_page(
    site: Site,
    bits: int,
    recent: int,
    months: tuple[tuple[int, int], ...],
    units: tuple[tuple[str, str], ...],
    kinds: tuple[str, ...],
    stems: tuple[str, ...],
) -> Iterator[File]:
    years = sorted({year for year, _ in months}, reverse=True)
    used = frozenset(stems)
    page = site.render(
        "cari.html",
        bits=bits,
        recent=recent,
        months=months,
        years=years,
        units=units,
        kinds_used=kinds,
        alike=meanings.alike(used),
        beside=meanings.beside(used),
        unsaid=meanings.unsaid(used),
    )
    yield addresses.file(addresses.SEARCH), page
