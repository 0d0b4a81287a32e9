"""The catalogue: lists, states, and that nothing of a withdrawn text stays in its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from kentongan.domain import codes
from kentongan.province.cards import Card
from kentongan.province.catalogue import Catalogue, Release, Status
from kentongan.province.decide import Decision


def release(number: int, **more: object) -> Release:
    fields: dict[str, object] = {
        "code": codes.derive(f"rilis/{number}"), "district": "polres-a", "source": "polres-a",
        "state": "tayang", "unit": "polres-a/polsek-b", "href": "https://a.example/berita/x/",
        "published": f"2026-11-{1 + number % 28:02}T10:00:00+07:00", "title": "Judul MARKA",
        "changed": "2026-11-20T10:00:00+07:00", "happened": "2026-11-20T10:00:00+07:00",
        "words": f"w{number}",
    }  # fmt: skip
    card = Card(**fields | more)  # type: ignore[arg-type]
    return Release(card, f"d{number}", "api/bundel/2026/11-1.jsonl", b"isi MARKA" * 20)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "provinsi" / "katalog.sqlite")


def codes_of(catalogue: Catalogue, name: str) -> list[str]:
    return [card.code for card in catalogue.cards_of(name)]


def test_lists_are_newest_first(catalogue: Catalogue) -> None:
    for number in range(5):
        catalogue.put(release(number))
    newest = codes_of(catalogue, "")[:3]
    assert newest == [release(number).card.code for number in (4, 3, 2)]
    assert codes_of(catalogue, "satuan/polres-a/polsek-b")[:3] == newest
    assert codes_of(catalogue, "jenis/dpo") == []
    assert catalogue.count() == 5
    assert catalogue.line(newest[0]) == b"isi MARKA" * 20


def test_a_changed_release_leaves_its_old_lists(catalogue: Catalogue) -> None:
    catalogue.put(release(1))
    catalogue.put(release(1, kind="imbauan", published="2026-11-25T10:00:00+07:00"))
    assert catalogue.count("jenis/siaran-pers") == 0
    assert catalogue.count("jenis/imbauan") == catalogue.count() == 1


@pytest.mark.parametrize("how", ["withdraw", "hide", "remove"])
def test_nothing_of_a_withdrawn_text_stays_in_the_file(catalogue: Catalogue, how: str) -> None:
    shown = release(1)
    catalogue.put(shown)
    for number in range(2, 9):
        catalogue.put(release(number, title="Lain"))
    code = shown.card.code
    catalogue.keep_facts(code, [("search", b"MARKA")])
    notice = replace(shown, card=replace(shown.card, state="dicabut", title="", words=""), line=b"")
    before = catalogue.version
    catalogue.take_over(Decision(**{how: (code,)}), {code: notice})  # type: ignore[arg-type]
    assert catalogue.version > before
    assert catalogue.count() == 7
    with pytest.raises(KeyError):
        catalogue.line(code)
    catalogue.close()
    assert isinstance(catalogue.path, Path)
    data = catalogue.path.read_bytes()
    assert b"Judul MARKA" not in data
    assert list(catalogue.path.parent.iterdir()) == [catalogue.path]


def test_what_the_province_hides_has_no_card(catalogue: Catalogue) -> None:
    catalogue.put(release(1))
    code = release(1).card.code
    catalogue.conceal(code, "salah kirim", datetime(2026, 1, 1))
    assert list(catalogue.cards()) == []
    assert catalogue.reveal(code)
    assert [card.code for card in catalogue.cards()] == [code]


def test_a_change_that_fails_changes_nothing(catalogue: Catalogue) -> None:
    catalogue.put(release(1))
    decision = Decision(accept=(release(2).card.code, "tidak-ada"))
    with pytest.raises(KeyError):
        catalogue.take_over(decision, {release(2).card.code: release(2)})
    assert catalogue.count() == 1


def test_the_state_of_a_district_is_kept(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.set_status("polres-a", Status(number=7, etag='"x"', faults={"satuan-asing": 2}))
    catalogue.keep_nodes("polres-a", {"a": ("1", b"x"), "b": ("2", b"y")})
    catalogue.keep_nodes("polres-a", {"b": ("3", b"z")})
    catalogue.close()
    again = Catalogue(tmp_path / "provinsi" / "katalog.sqlite")
    assert again.status("polres-a").number == 7
    assert again.status("polres-a").faults == {"satuan-asing": 2}
    assert again.nodes("polres-a") == {"b": ("3", b"z")}
    assert again.status("polres-z") == Status()
