"""Which releases stand in which feed, and what makes a feed change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from kentongan.domain import addresses
from kentongan.domain.release import Case, Correction
from kentongan.domain.text import slugify
from kentongan.domain.units import Unit
from kentongan.parts.feeds import core, discovery, gathering, hooks
from kentongan.site.entry import Entry
from kentongan.site.model import Site

from tests.conftest import NOW, new_release, new_site
from tests.unit.parts.feeds.conftest import Make, MakeSite, series, withdraw

SETTINGS = core.Settings()


def held(site: Site, folder: str, settings: core.Settings = SETTINGS) -> list[str]:
    """The titles in a feed; an empty list when there is none."""
    for section in gathering.gather(site, settings).sections:
        if section.folder == folder:
            return [entry.title for entry in section.entries]
    return []


def keys(site: Site) -> dict[str, str]:
    return {task.name: repr(task.key) for task in hooks.collect(site)}


def changed(before: Site, after: Site) -> set[str]:
    old, new = keys(before), keys(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def test_two_spellings_of_a_tag_share_one_feed_and_an_item_stands_there_once(
    make_site: MakeSite, make_release: Make
) -> None:
    site = make_site([make_release(tags=("Curanmor", "curanmor", "!!"))])
    assert held(site, "tag/curanmor") == ["Patroli malam di Kraton"]


def test_a_unit_in_a_circle_of_parents_does_no_harm(
    make_site: MakeSite, make_release: Make
) -> None:
    units = (
        Unit("satu", "Polsek Satu", parent="dua"),
        Unit("dua", "Polsek Dua", parent="satu"),
    )
    site = make_site([make_release(unit="satu")], units=units)
    assert held(site, "satuan/satu") == held(site, "satuan/dua") == ["Patroli malam di Kraton"]


@pytest.mark.parametrize("kind", ["salah", "digabung", "tetap", "privasi", "putusan"])
def test_a_notice_stands_in_every_feed_that_held_the_release_for_thirty_days(
    make_site: MakeSite, make_release: Make, now: datetime, kind: str
) -> None:
    other = make_release(slug="lain", title="Lain", tags=("Patroli", "Lain"), kind="imbauan")
    gone = make_release(slug="dicabut", title="Rahasia", kind="imbauan")
    for days, is_there in ((29, True), (31, False)):
        site = make_site([other, withdraw(gone, kind, now - timedelta(days=days))])
        for folder in (
            "",
            "satuan/polsek-kraton",
            "satuan/polres-pasuruan-kota",
            "jenis/imbauan",
            "tag/patroli",
        ):
            assert (len(held(site, folder)) == 2) is is_there, folder
        assert len(held(site, addresses.NOTICES)) == 1


def test_a_notice_without_a_name_does_not_tell_which_topic_it_had(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    other = make_release(slug="lain", title="Lain", tags=("Satu", "Dua"))
    gone = withdraw(make_release(slug="x", tags=("Satu", "Nama Orang")), "privasi", now)
    site = make_site([other, gone])
    assert held(site, "tag/satu") == held(site, "tag/dua")
    assert set(held(site, "tag/satu")) == {"Lain", "Siaran ini dicabut"}
    assert held(site, "tag/nama-orang") == []


def test_a_closed_search_is_a_notice_in_the_feeds_that_named_the_person(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    sought = make_release(
        slug="dicari-budi",
        title="Dicari: Budi",
        kind="orang-hilang",
        case=Case("dicari", ("Budi",)),
        valid_until=now - timedelta(days=1),
        tags=("Orang hilang",),
    )
    other = make_release(slug="lain", title="Lain", tags=("Orang hilang",))
    site = make_site([sought, other])
    title = "Pencarian ditutup: masa berlaku pengumuman berakhir"
    for folder in ("", "jenis/orang-hilang", "tag/orang-hilang", addresses.NOTICES):
        assert title in held(site, folder), folder


def test_many_notices_leave_half_of_a_feed_to_the_news(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    start = now - timedelta(days=20)
    news = series(make_release, 60, start)
    gone = [
        withdraw(make_release(slug=f"cabut-{number}", happened_at=start), "salah", now)
        for number in range(40)
    ]
    titles = held(make_site([*news, *gone]), "")
    assert len([title for title in titles if title.startswith("Siaran ")]) == 25
    assert len(titles) == 65


def test_few_notices_are_counted_among_the_fifty(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    news = series(make_release, 60, now - timedelta(days=20))
    gone = withdraw(make_release(slug="cabut"), "salah", now)
    assert len(held(make_site([*news, gone]), "")) == 50


def test_an_old_release_corrected_now_comes_back_into_its_feeds(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    news = series(make_release, 60, now - timedelta(days=20))
    old = make_release(title="Lama", corrections=(Correction(now - timedelta(days=1), "a", "b"),))
    site = make_site([*news, old])
    assert "Lama" in held(site, "")
    assert len(held(site, "")) == 50


def test_the_notices_feed_keeps_withdrawals_for_good(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    gone = [
        withdraw(make_release(slug=f"x-{number}"), "salah", now - timedelta(days=4000 + number))
        for number in range(120)
    ]
    assert len(held(make_site(gone), addresses.NOTICES)) == 120


def test_an_edit_changes_only_the_feeds_that_hold_the_release(
    make_site: MakeSite, make_release: Make
) -> None:
    one = make_release(slug="satu", tags=("Satu",), unit="polsek-kraton", kind="imbauan")
    two = make_release(slug="dua", tags=("Dua",), unit="polres-pasuruan-kota")
    edited = replace(two, html="<p>Baru.</p>", summary="Baru.")
    names = changed(make_site([one, two]), make_site([one, edited]))
    feeds = {name for name in names if name.startswith("feeds:umpan/")}
    assert feeds == {
        "feeds:umpan/",
        "feeds:umpan/satuan/polres-pasuruan-kota",
        "feeds:umpan/jenis/siaran-pers",
        "feeds:umpan/tag/dua",
        "feeds:umpan/arsip/1",
    }


def test_an_edit_without_a_new_date_leaves_the_sitemaps_alone(
    make_site: MakeSite, make_release: Make
) -> None:
    one = make_release()
    edited = replace(one, html="<p>Baru.</p>", summary="Baru.")
    names = changed(make_site([one]), make_site([edited]))
    assert not [name for name in names if "sitemap" in name or name.endswith("opml")]


def test_time_alone_changes_no_task(make_site: MakeSite, make_release: Make, now: datetime) -> None:
    news = series(make_release, 30, now - timedelta(days=60))
    news.append(withdraw(make_release(slug="x"), "salah", now - timedelta(days=10)))
    later = now + timedelta(hours=5)
    assert changed(make_site(news), make_site(news, now=later)) == set()


def test_the_end_of_a_notice_changes_the_feeds_that_held_it(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    gone = withdraw(make_release(slug="x"), "salah", now - timedelta(days=29))
    releases = [make_release(), gone]
    later = now + timedelta(days=2)
    names = changed(make_site(releases), make_site(releases, now=later))
    assert "feeds:umpan/satuan/polsek-kraton" in names
    assert f"feeds:umpan/{addresses.NOTICES}" not in names


def test_the_next_build_is_known_when_a_notice_ends(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    at = now - timedelta(days=10)
    site = make_site([withdraw(make_release(), "salah", at)])
    hooks.collect(site)
    assert site.next_change == at + timedelta(days=30)
    assert not site.clock_was_read


def test_a_topic_has_its_usual_spelling(make_site: MakeSite, make_release: Make) -> None:
    releases = [
        make_release(slug=f"x-{number}", tags=(tag,))
        for number, tag in enumerate(["curanmor", "Curanmor", "Curanmor"])
    ]
    sections = gathering.gather(make_site(releases), SETTINGS).sections
    [title] = [section.title for section in sections if section.folder == "tag/curanmor"]
    assert title == "Topik: Curanmor – Humas Uji"


def test_a_page_offers_its_nearest_feed_in_all_formats_and_only_feeds_that_exist(
    make_site: MakeSite, make_release: Make
) -> None:
    feeds_of = discovery.finder(make_site([make_release(tags=("R&D",))]))
    found = feeds_of(("satuan/polsek-kraton", "jenis/dpo", "jenis/siaran-pers"))
    assert [feed["url"] for feed in found] == [
        "/umpan/satuan/polsek-kraton/rss.xml",
        "/umpan/satuan/polsek-kraton/atom.xml",
        "/umpan/satuan/polsek-kraton/feed.json",
        "/umpan/jenis/siaran-pers/rss.xml",
        "/umpan/rss.xml",
    ]
    assert found[0]["title"] == "Polsek Kraton – Humas Uji (RSS)"
    assert feeds_of(("tag/r-d",))[0]["title"] == "Topik: R&D – Humas Uji (RSS)"
    assert feeds_of(("pencabutan",)) == feeds_of(())
    assert discovery.finder(make_site([]))(("satuan/polsek-kraton",)) == []


def test_every_feed_holds_the_newest_of_its_own(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    chance = random.Random(3)
    units = [Unit("polres", "Polres", level="polres")]
    units += [Unit(f"polsek-{n}", f"Polsek {n}", level="polsek", parent="polres") for n in range(4)]
    news = []
    for release in series(make_release, 300, now - timedelta(days=60)):
        late = release.happened_at + timedelta(hours=1) if chance.random() < 0.2 else None
        tags = tuple(chance.choices(("Kota", "kota", "Pasar", "Hutan", "!"), k=chance.randrange(4)))
        kind: Any = chance.choice(("siaran-pers", "imbauan"))
        unit = chance.choice(units).slug
        news.append(replace(release, unit=unit, kind=kind, tags=tags, updated_at=late))
    site = make_site(news, units=units)
    for section in gathering.gather(site, core.Settings(max_items=20)).sections:
        own = [entry for entry in site.listed if section.folder in folders_of(site, entry)]
        assert list(section.entries) == own[:20]
        group = addresses.page_of(section.folder)
        last = max(core.changed_at(entry, site) for entry in own)
        assert gathering.gather(site, SETTINGS).lists[group] == last.timestamp()


def folders_of(site: Site, entry: Entry) -> set[str]:
    line = [entry.unit, *(unit.slug for unit in site.units.ancestors(entry.unit))]
    tags = {slugify(tag) for tag in entry.tags} - {""}
    return {
        addresses.WHOLE_SITE,
        addresses.of_kind(entry.kind),
        *map(addresses.of_unit, line),
        *map(addresses.of_tag, tags),
    }


def test_a_new_name_of_a_unit_changes_the_feeds_that_name_it(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    names = ("Polsek Lama", "Polsek Baru")
    news = [make_release(unit="a", happened_at=now), make_release(slug="x", unit="b", kind="dpo")]
    before, after = (
        make_site(
            news, units=[Unit("a", name, level="polsek"), Unit("b", "Polsek B", level="polsek")]
        )
        for name in names
    )
    found = changed(before, after)
    assert {"feeds:umpan/", "feeds:umpan/satuan/a", "feeds:umpan/arsip/1"} <= found
    assert not {"feeds:umpan/satuan/b", "feeds:umpan/jenis/dpo"} & found


@pytest.mark.parametrize(
    ("count", "minutes", "items"), [(120, 10, 120), (120, 60, 50), (30, 1, 30), (600, 2, 500)]
)
def test_the_feed_of_a_portal_holds_a_day(count: int, minutes: int, items: int) -> None:
    """Between what any feed holds and 500, so that few questions a day miss nothing."""
    site = new_site(
        [
            new_release(
                slug=f"siaran-{number}", happened_at=NOW - timedelta(minutes=minutes * number)
            )
            for number in range(count)
        ]
    )
    ordinary = gathering.gather(site, core.Settings()).sections[0]
    assert len(ordinary.entries) == min(count, 50)
    site.guests = SimpleNamespace()
    sections = gathering.gather(site, core.Settings()).sections
    assert len(sections[0].entries) == items
    assert list(sections[0].entries) == list(site.listed[:items])
    assert all(len(section.entries) <= 50 for section in sections[1:])
