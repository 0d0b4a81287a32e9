"""Which card a release has, and when its address changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain.release import Case, Picture, Release, Rendition, Withdrawal
from kentongan.parts.cards import core
from kentongan.site.entry import Entry
from kentongan.site.model import Site

from tests.conftest import NOW, UNITS, entry_of

PICTURE = Picture(
    "rilis/2026/05/foto.jpg",
    renditions=(
        Rendition("/gambar/aa-1200.avif", 1200, 800, "image/avif", 9),
        Rendition("/gambar/aa-360.jpg", 360, 240, "image/jpeg", 9),
        Rendition("/gambar/aa-1200.jpg", 1200, 800, "image/jpeg", 9),
    ),
)


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    return make_site()


@pytest.fixture
def path(site: Site, make_release: Callable[..., Release]) -> Callable[..., str]:
    return lambda **changes: core.card_path(make_release(**changes), site)


def test_the_name_carries_the_code_and_a_version(path: Any, make_release: Any) -> None:
    assert path().startswith(f"/kartu/{make_release().code}-")
    assert path().endswith(".png")
    assert path(picture=PICTURE).endswith(".jpg")
    assert path() == path()


def test_entry_and_release_lead_to_the_same_card(site: Site, make_release: Any) -> None:
    release = make_release(picture=PICTURE, lang="en")
    assert core.card_path(release, site) == core.card_path(entry_of(release), site)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Lain"},
        {"kind": "imbauan"},
        {"unit": "polres-pasuruan-kota"},
        {"picture": PICTURE},
        {"lang": "en"},
        {"happened_at": NOW - timedelta(days=3)},
    ],
)
def test_a_change_that_shows_changes_the_name(path: Any, changes: dict[str, Any]) -> None:
    assert path(code="4K7-Q2M-9XC", **changes) != path(code="4K7-Q2M-9XC")


@pytest.mark.parametrize(
    "changes", [{"text": "Teks lain."}, {"tags": ()}, {"picture": Picture("x.jpg")}]
)
def test_a_change_that_does_not_show_keeps_the_name(path: Any, changes: dict[str, Any]) -> None:
    assert path(**changes) == path()


def test_a_renamed_unit_or_site_changes_the_name(make_site: Any, make_release: Any) -> None:
    release = make_release()
    names = {
        core.card_path(release, make_site()),
        core.card_path(release, make_site(SITENAME="Humas Lain")),
        core.card_path(release, make_site(units=[replace(UNITS[1], name="Polsek Lain")])),
    }
    assert len(names) == 3


def test_a_draft_has_no_card(site: Site, make_release: Any, make_entry: Any) -> None:
    assert core.card_path(make_release(status="draf"), site) == ""
    entry: Entry = make_entry()._replace(draft=True)
    assert core.card_path(entry, site) == ""


@pytest.mark.parametrize("kind", ["salah", "tetap", "privasi", "putusan"])
def test_a_withdrawn_release_has_the_card_of_the_site(
    site: Site, make_release: Any, kind: Any
) -> None:
    release = make_release(withdrawal=Withdrawal(kind, "alasan", NOW))
    assert core.card_path(release, site) == core.site_card_path(site)
    assert core.card_path(entry_of(release), site) == core.site_card_path(site)


@pytest.mark.parametrize("status", ["ditemukan", "selesai"])
def test_a_closed_search_has_the_card_of_the_site(
    site: Site, make_release: Any, status: Any
) -> None:
    release = make_release(kind="orang-hilang", case=Case(status))
    assert core.card_path(release, site) == core.site_card_path(site)


def test_a_running_search_has_its_own_card(path: Any) -> None:
    assert "situs" not in path(kind="dpo", case=Case("dicari", ("Contoh",)))


def test_the_card_tells_kind_and_date_in_the_language_of_the_release(
    site: Site, make_release: Any
) -> None:
    card = core.card_of(make_release(kind="lalu-lintas"), site)
    assert (card.kind, card.date, card.unit) == (
        "Lalu lintas",
        "Senin, 4 Mei 2026",
        "Polsek Kraton",
    )
    english = core.card_of(make_release(kind="lalu-lintas", lang="en"), site)
    assert (english.kind, english.date) == ("Traffic", "Monday, 4 May 2026")


@pytest.mark.parametrize("place", [{"picture": PICTURE}, {"pictures": (PICTURE,)}])
def test_the_largest_jpeg_of_the_lead_picture_is_shown(
    place: dict[str, Any], site: Site, make_release: Any
) -> None:
    release = make_release(**place)
    for item in (release, entry_of(release)):
        assert core.card_of(item, site).picture == "/gambar/aa-1200.jpg"


def test_releases_of_a_unit_and_kind_may_share_a_card(make_site: Any, make_release: Any) -> None:
    site = make_site(HUMAS_CARDS_SHARED=True)

    def path(**changes: Any) -> str:
        return core.card_path(make_release(**changes), site)

    first = path()
    assert path(title="Lain", code="6Y0-F5V-51W", happened_at=NOW - timedelta(days=3)) == first
    assert (
        len({first, path(kind="imbauan"), path(unit="polres-pasuruan-kota"), path(lang="en")}) == 4
    )
    assert path(picture=PICTURE) != path(picture=PICTURE, title="Lain") != first
