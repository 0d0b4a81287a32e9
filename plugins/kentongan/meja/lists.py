"""The lists of the first screen and of the search, each for one person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kentongan.domain.lifecycle import public_view
from kentongan.meja import workflow
from kentongan.meja.access import reaches
from kentongan.meja.drafts import Drafts
from kentongan.meja.finding import Library
from kentongan.meja.store.database import Row
from kentongan.meja.values import Home, Item, Person
from kentongan.meja.workflow import Facts, Rules

_MOST_OPEN = 300
_MOST_PUBLISHED = 20
_MOST_FOUND = 60
# What a release is after a deed, where that is not simply public.
AFTER = {
    "cabut": "withdrawn",
    **dict.fromkeys(workflow.PRIVATE, "withdrawn"),
    "tutup": "closed",
}


def home(drafts: Drafts, rules: Rules, person: Person) -> Home:
    """What waits for this person, for others, for its time; what is new; what went wrong."""
    to_do: list[Item] = []
    waiting: list[Item] = []
    scheduled: list[Item] = []
    failed = []
    for row in _rows(drafts, person, "keadaan NOT IN ('terbit', 'dibuang')", _MOST_OPEN):
        facts = drafts.facts(row)
        actor = drafts.actor(person, row["satuan"])
        item = _item(drafts, row)
        if row["keadaan"] == "terjadwal":
            scheduled.append(item)
        elif _is_for(facts, actor, rules):
            to_do.append(item)
        elif person.id in facts.people or reaches(actor.role, "penyunting"):
            waiting.append(item)
        job = drafts.job(row["id"]) if facts.has_failed else None
        if job:
            failed.append(job)
    emergencies = _rows(drafts, person, "darurat <> ''", _MOST_OPEN)
    return Home(
        to_do=tuple(to_do),
        waiting=tuple(waiting),
        scheduled=tuple(sorted(scheduled, key=lambda item: item.at)),
        published=tuple(_published(drafts, person)),
        emergencies=tuple(_item(drafts, row) for row in emergencies),
        failed=tuple(failed),
    )


def search(drafts: Drafts, library: Library, person: Person, words: str) -> tuple[Item, ...]:
    """Drafts by their title, releases by all their words."""
    plain = " ".join(words.split())
    if len(plain) < 2:
        return ()
    pattern = "%" + plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = drafts.store.rows(
        "SELECT * FROM naskah WHERE keadaan <> 'terbit' AND (judul LIKE ? ESCAPE '\\' "
        "OR kode LIKE ? ESCAPE '\\') ORDER BY disentuh DESC LIMIT 60",
        *(pattern, pattern),
    )
    items = [_item(drafts, row) for row in rows if _sees(drafts, person, row["satuan"])]
    now = drafts.clock()
    for release in library.search(plain):
        if not _sees(drafts, person, release.unit):
            continue
        view = public_view(release, now)
        items.append(
            Item(
                id="",
                code=release.code,
                title=view.release.title,
                state=view.state,
                by=release.author,
                at=release.published_at,
            )
        )
    return tuple(items[:_MOST_FOUND])


def _published(drafts: Drafts, person: Person) -> Iterator[Item]:
    """The releases that were decided upon last, each once and as it is now."""
    seen: set[str] = set()
    for row in _rows(drafts, person, "keadaan = 'terbit'", _MOST_OPEN):
        if row["kode"] not in seen and len(seen) < _MOST_PUBLISHED:
            seen.add(row["kode"])
            state = AFTER.get(row["tujuan"], "terbit")
            yield replace(_item(drafts, row), id="", state=state)


def strings(written: str) -> tuple[str, ...]:
    """A list of the store as a tuple."""
    return tuple(str(item) for item in json.loads(written))


def _is_for(facts: Facts, actor: workflow.Actor, rules: Rules) -> bool:
    """Whether the next step is this person's."""
    if facts.state in ("draf", "dikembalikan"):
        return actor.id in facts.people or actor.id == facts.creator
    if facts.state == "antre":
        return facts.has_failed and reaches(actor.role, "penyunting")
    return "terbitkan" in set(workflow.offered(facts, actor, rules))


def _rows(drafts: Drafts, person: Person, condition: str, most: int) -> Iterable[Row]:
    rows = drafts.store.rows(
        f"SELECT * FROM naskah WHERE {condition} ORDER BY disentuh DESC, rowid DESC LIMIT ?", most
    )
    return [row for row in rows if _sees(drafts, person, row["satuan"])]


def _sees(drafts: Drafts, person: Person, unit: str) -> bool:
    return drafts.actor(person, unit).role is not None


def _item(drafts: Drafts, row: Row) -> Item:
    by = drafts.names([row["pembuat"]])
    return Item(
        id=row["id"],
        code=row["kode"],
        title=row["judul"],
        state=row["keadaan"],
        by=by[0] if by else "",
        at=drafts.moment(row["terbit_pada"] or row["disentuh"]),
        emergency=row["darurat"],
    )
