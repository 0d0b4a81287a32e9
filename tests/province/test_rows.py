"""The portal reads its cards from rows: what a build holds is an entry of each, and it is never
older than the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from kentongan.newsroom.province import Settings
from kentongan.province.cards import Card
from kentongan.province.catalogue import Catalogue, Release
from kentongan.province.portal import Portal
from kentongan.province.registry import District, OwnUnit, Registry

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
LINE = b'{"title":"Kabar","bodies":[{"role":"main","value":"Kabar dari simpang."}]}'


def release(code: str, state: str = "tayang", **words: object) -> Release:
    at = (NOW - timedelta(hours=1)).isoformat()
    told = {
        "district": "polres-a", "unit": "polres-a/polsek-b", "title": f"Kabar {code}",
        "summary": "Petugas berjaga.", "href": f"https://a.example/berita/2026/11/{code}/",
        "words": code, "unit_name": "Polsek B",
    } | words  # fmt: skip
    if state != "tayang":
        told |= {"title": "", "summary": "", "words": ""}
    card = Card(
        code=code, source="polres-a", state=state, published=at, changed=at, happened=at,
        **told,  # type: ignore[arg-type]
    )  # fmt: skip
    return Release(card, code, "/api/bundel/2026/11-1.jsonl", LINE)


CODES = ("QCE-4Q7-FNW", "3HM-ZGG-ZPA", "3S5-5T1-00Z", "66G-G1R-GA7", "6PQ-TFR-JM6")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue(tmp_path / "katalog.sqlite") as made:
        yield made


def portal(catalogue: Catalogue, now: datetime = NOW) -> Portal:
    return Portal(catalogue, Registry({}), Settings(), now)


def codes_of(entries: object) -> set[str]:
    return {entry.code for entry in entries}  # type: ignore[attr-defined]


def test_the_mark_tells_of_every_change_without_reading_the_cards(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.put(release(CODES[0]))
    end = (NOW + timedelta(days=1)).isoformat()
    catalogue.put(release(CODES[1], kind="dpo", expires=end, words=""))
    monkeypatch.setattr(Catalogue, "cards", lambda self: pytest.fail("all cards were read"))
    first = portal(catalogue)
    assert portal(catalogue).mark == first.mark
    assert portal(catalogue, NOW + timedelta(days=2)).mark != first.mark
    assert [unit.name for unit in first.units] == ["Polsek B"]
    catalogue.conceal(CODES[0], "uji", NOW)
    assert portal(catalogue).mark != first.mark


@pytest.mark.parametrize(
    "name", ["Polres Lain", "POLRES  LAIN", "Polres\u200b Lain", "Ｐolres Lain"]
)
def test_no_unit_bears_the_name_of_a_unit_of_another(catalogue: Catalogue, name: str) -> None:
    """Neither of one that the registry names nor of one that is known by its key alone."""
    own = OwnUnit("polres-lain", "Polres Lain")
    other = District("polres-lain", "Lain", ("https://b.example",), (), (), (own,))
    registry = Registry({"polres-lain": other})
    catalogue.put(release(CODES[0], unit="polres-a/polres-a", unit_name=name))
    catalogue.put(release(CODES[1], unit="polres-a/polsek-b", unit_name="Polsek B Kota"))
    names = {unit.slug: unit.name for unit in Portal(catalogue, registry, Settings(), NOW).units}
    assert names["polres-a/polres-a"] == "Polres A"
    assert names["polres-a/polsek-b"] == "Polsek B Kota"
    catalogue.put(release(CODES[3], "dicabut", unit="polres-a/polsek-b", unit_name=""))
    catalogue.put(
        release(CODES[2], district="polda-z", unit="polres-lain/polres-lain", unit_name="")
    )
    names = {unit.slug: unit.name for unit in portal(catalogue).units}
    assert names == {
        "polres-a/polres-a": "Polres A",
        "polres-a/polsek-b": "Polsek B Kota",
        "polres-lain/polres-lain": "Polres Lain",
    }


def test_what_is_withdrawn_while_a_build_runs_is_told_as_withdrawn(catalogue: Catalogue) -> None:
    for code in CODES[:3]:
        catalogue.put(release(code))
    made = portal(catalogue)
    assert codes_of(made.shown) == set(CODES[:3])
    catalogue.put(release(CODES[0], "dicabut"))
    catalogue.conceal(CODES[1], "uji", NOW)
    for code in CODES[:2]:
        gone = made.release(code)
        assert gone.withdrawal and gone.text == "" and "Kabar" not in gone.title + gone.summary
    with pytest.raises(KeyError):
        made.release(CODES[3])
    assert made.release(CODES[2]).text
    assert made.front(made.shown, 20)


def test_one_text_of_many_units_is_counted_from_rows(catalogue: Catalogue) -> None:
    for number, code in enumerate(CODES):
        alike = number < 3
        words = "sama" if alike else code
        catalogue.put(release(code, unit=f"polres-a/polsek-{number}", words=words))
    assert dict(portal(catalogue).also) == dict.fromkeys(CODES[:3], 2)
    catalogue.conceal(CODES[0], "uji", NOW)
    assert dict(portal(catalogue).also) == dict.fromkeys(CODES[1:3], 1)
    catalogue.put(release(CODES[1], "dicabut"))
    assert dict(portal(catalogue).also) == {}


def test_a_search_whose_time_is_over_names_nobody_whatever_was_kept(catalogue: Catalogue) -> None:
    end = (NOW + timedelta(days=1)).isoformat()
    catalogue.put(release(CODES[0], kind="orang-hilang", expires=end, title="Dicari: Siti Uji"))
    assert codes_of(portal(catalogue).shown) == {CODES[0]}
    later = portal(catalogue, NOW + timedelta(days=2))
    assert codes_of(later.gone) == {CODES[0]} and codes_of(later.shown) == set()
    told = later.release(CODES[0])
    assert "Siti" not in told.title + told.text + told.html + later.gone[0].title


def test_facts_are_made_for_each_release_once(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kentongan.province.portal.AT_ONCE", 2)
    for code in CODES:
        catalogue.put(release(code))
    asked: list[str] = []

    def made(self: Portal, code: str) -> list[tuple[str, bytes]]:
        asked.append(code)
        return [] if code == CODES[1] else [("uji", b"x")]

    monkeypatch.setattr(Portal, "_facts", made)
    portal(catalogue).prepare("a")
    assert asked == sorted(CODES)
    asked.clear()
    portal(catalogue).prepare("a")
    assert asked == [CODES[1]]  # it has none
    portal(catalogue).prepare("b")
    assert asked[1:] == sorted(CODES)


def test_a_catalogue_of_an_older_program_is_served(tmp_path: Path) -> None:
    path = tmp_path / "katalog.sqlite"
    with Catalogue(path) as old:
        old._base.execute("DROP INDEX rilis_lain")
        old.put(release(CODES[0], "dicabut"))
    with Catalogue(path) as again:
        assert [card.code for card in again.cards_gone()] == [CODES[0]]
        plan = again._base.execute(
            "EXPLAIN QUERY PLAN SELECT kode FROM rilis WHERE keadaan != 'tayang'"
        ).fetchall()
        assert "rilis_lain" in str(plan)
