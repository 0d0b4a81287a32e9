from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.release import (
    Case,
    Claim,
    Correction,
    Picture,
    Release,
    Rendition,
    Withdrawal,
)
from kentongan.domain.units import Unit
from kentongan.parts.releases import structured

PUBLISHER = structured.Publisher(
    name="Humas Uji",
    logo="https://humas.test/theme/img/ikon-512.png",
    absolute=lambda path: "https://humas.test" + path,
    iso=lambda moment: moment.astimezone(ZoneInfo("Asia/Jakarta")).isoformat(),
)
PARENT = Unit("polres-contoh", "Polres Contoh", level="polres")
UNIT = Unit(
    "polsek-contoh",
    "Polsek Contoh",
    official_name="Kepolisian Sektor Contoh",
    level="polsek",
    parent="polres-contoh",
    address="Jalan Contoh 1",
    phones=("(0343) 000-000",),
    coordinates=(-7.64, 112.9),
)
Make = Callable[..., Release]


def node(data: structured.Node | None, kind: str) -> dict[str, Any]:
    assert data is not None
    return next(node for node in data["@graph"] if node["@type"] == kind)


def of(release: Release, **more: Any) -> structured.Node | None:
    return structured.release_graph(
        PUBLISHER, release, UNIT, (PARENT,), section="Siaran pers", **more
    )


def test_an_article_says_who_published_what_and_when(make_release: Make) -> None:
    release = make_release(happened_at=datetime(2026, 5, 4, 7, 30, tzinfo=UTC))
    article = node(of(release), "NewsArticle")
    assert article["headline"] == release.title
    assert article["datePublished"] == "2026-05-04T14:30:00+07:00"
    assert article["dateModified"] == article["datePublished"]
    assert article["isAccessibleForFree"] is True
    assert article["articleSection"] == "Siaran pers"
    assert article["author"]["@type"] == "GovernmentOrganization"
    assert article["author"]["name"] == "Polsek Contoh"
    assert article["publisher"]["@type"] == "GovernmentOrganization"
    assert article["publisher"]["logo"]["url"] == PUBLISHER.logo


def test_what_is_not_known_is_left_out(make_release: Make) -> None:
    article = node(of(make_release(tags=())), "NewsArticle")
    assert not {"image", "keywords", "contentLocation", "correction"} & article.keys()


def test_a_correction_has_its_words_and_time_and_moves_the_date(make_release: Make) -> None:
    at = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
    release = make_release(corrections=(Correction(at, "pukul 08.00", "pukul 09.00"),))
    article = node(of(release), "NewsArticle")
    assert article["dateModified"] == "2026-06-01T10:00:00+07:00"
    (correction,) = article["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert "pukul 08.00" in correction["text"]
    assert "pukul 09.00" in correction["text"]


def test_pictures_are_the_largest_that_every_client_can_show(make_release: Make) -> None:
    renditions = tuple(
        Rendition(f"/gambar/a-{width}.{end}", width, width // 2, f"image/{kind}", 1)
        for width in (1200, 360)
        for end, kind in (("avif", "avif"), ("jpg", "jpeg"))
    )
    release = make_release(picture=Picture("a.jpg", credit="Humas", renditions=renditions))
    images = node(of(release, card="/kartu/x.jpg"), "NewsArticle")["image"]
    assert [image["url"] for image in images] == [
        "https://humas.test/gambar/a-1200.jpg",
        "https://humas.test/kartu/x.jpg",
    ]
    assert images[0]["creditText"] == "Humas"


def test_a_picture_without_published_sizes_is_not_named(make_release: Make) -> None:
    article = node(of(make_release(picture=Picture("a.jpg"))), "NewsArticle")
    assert "image" not in article


def test_the_way_to_the_page_goes_through_the_units(make_release: Make) -> None:
    steps = node(of(make_release()), "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == [
        "Beranda",
        "Satuan",
        "Polres Contoh",
        "Polsek Contoh",
        "Patroli malam di Kraton",
    ]
    assert [step["position"] for step in steps] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("verdict", "rating"), [("salah", 1), ("dipalsukan", 1), ("menyesatkan", 2), ("benar", 5)]
)
def test_a_clarification_is_a_claim_review(make_release: Make, verdict: Any, rating: int) -> None:
    release = make_release(kind="klarifikasi", claim=Claim("Tilang Rp1 juta.", verdict))
    review = node(of(release), "ClaimReview")
    assert review["claimReviewed"] == "Tilang Rp1 juta."
    assert review["reviewRating"]["ratingValue"] == rating


@pytest.mark.parametrize("kind", ["salah", "digabung", "tetap", "privasi", "putusan"])
def test_a_withdrawn_release_says_nothing(make_release: Make, kind: Any) -> None:
    at = datetime(2026, 6, 1, tzinfo=UTC)
    assert of(make_release(withdrawal=Withdrawal(kind, "Keliru.", at))) is None


def test_a_closed_search_says_nothing(make_release: Make) -> None:
    assert of(make_release(kind="dpo", case=Case("ditemukan"))) is None


def test_a_unit_has_its_address_phone_and_place() -> None:
    data = structured.unit_graph(PUBLISHER, UNIT, (PARENT,))
    unit = node(data, "GovernmentOrganization")
    assert unit["address"]["streetAddress"] == "Jalan Contoh 1"
    assert unit["telephone"] == ["(0343) 000-000"]
    assert unit["geo"] == {"@type": "GeoCoordinates", "latitude": -7.64, "longitude": 112.9}
    assert unit["parentOrganization"]["name"] == "Polres Contoh"


def test_a_unit_of_which_little_is_known_has_no_empty_fields() -> None:
    unit = structured.organization(PUBLISHER, PARENT)
    assert unit.keys() == {"@type", "@id", "name", "url"}


def test_the_text_cannot_leave_its_script_element() -> None:
    text = structured.dumps({"headline": "</script><b>R&D</b>\u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"headline": "</script><b>R&D</b>\u2028"}


def test_the_home_page_says_where_to_search() -> None:
    site = node(structured.home_graph(PUBLISHER), "WebSite")
    assert site["potentialAction"]["target"]["urlTemplate"].startswith(
        "https://humas.test/cari/?q="
    )


def test_the_templates_get_text_or_nothing(make_release: Make) -> None:
    data = structured.Structured(PUBLISHER)
    at = datetime(2026, 6, 1, tzinfo=UTC)
    gone = make_release(withdrawal=Withdrawal("salah", "Keliru.", at))
    assert json.loads(data.release(make_release(), UNIT))["@context"] == "https://schema.org"
    assert data.release(gone, UNIT) == ""
    assert json.loads(data.unit(UNIT))["@graph"][0]["name"] == "Polsek Contoh"
    assert "WebSite" in data.home()
