"""Releases as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from kentongan.domain.release import Official, Picture, Release, Rendition, Withdrawal
from kentongan.parts.feeds import hooks
from kentongan.site.entry import Links
from kentongan.site.model import Site

MakeSite = Callable[..., Site]
Make = Callable[..., Release]
MakeFiles = Callable[[Site], dict[str, bytes]]
# The names of ninjs 3.0, for the object as a whole and for its parts.
NINJS = {
    "uri", "type", "representationType", "profile", "version", "firstCreated", "versionCreated",
    "contentCreated", "embargoed", "pubStatus", "urgency", "copyrightHolder", "copyrightNotice",
    "usageTerms", "edNote", "language", "descriptions", "bodies", "headlines", "people",
    "organisations", "places", "subjects", "events", "objects", "infoSources", "title", "by",
    "slugline", "located", "renditions", "associations", "altIds", "trustIndicators", "standard",
    "genres", "expires", "rightsInfo", "name",
}  # fmt: skip
PARTS = {
    "descriptions": {"role", "contentType", "value"},
    "headlines": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"},
    "people": {"name", "rel", "uri", "literal", "contactInfo"},
    "organisations": {"name", "rel", "uri", "literal", "symbols", "contactInfo"},
    "subjects": {"name", "rel", "uri", "literal", "creator", "relevance", "confidence"},
    "genres": {"name", "uri", "literal"},
    "altIds": {"role", "value"},
    "renditions": {"name", "uri", "href", "contentType", "width", "height", "sizeInBytes"},
    "standard": {"name", "version", "schema"},
}


def invalid_names(value: dict[str, Any]) -> list[str]:
    unknown = [name for name in value if name not in NINJS]
    for part, names in PARTS.items():
        rows = value.get(part, [])
        for row in rows if isinstance(rows, list) else [rows]:
            unknown += [f"{part}.{name}" for name in row if name not in names]
    for associated in value.get("associations", ()):
        unknown += invalid_names(associated)
        unknown += [] if {"name", "uri"} <= associated.keys() else ["associations without name"]
    return unknown


def news_object(site: Site, code: str, links: Links | None = None) -> dict[str, Any]:
    [(path, data)] = hooks.release_files(site, release=site.release(code), links=links or Links())
    assert path == f"api/rilis/{code}.json"
    assert isinstance(data, bytes)
    found: dict[str, Any] = json.loads(data)
    return found


def test_a_release_is_a_ninjs_object(make_site: MakeSite, make_release: Make) -> None:
    release = make_release(
        location="Pasuruan",
        officials=(Official("Safiudin", "Kapolsek Kraton", "AKP", "S.Pd."),),
        picture=Picture(
            "a.jpg", "Dua polisi", credit="Humas",
            renditions=(Rendition("/media/a.jpg", 1200, 800, "image/jpeg", 9000),),
        ),
    )  # fmt: skip
    found = news_object(make_site([release]), release.code)
    assert invalid_names(found) == []
    assert found["uri"] == "urn:kentongan:rilis:" + release.code.replace("-", "")
    assert found["pubStatus"] == "usable"
    assert found["headlines"][0]["value"] == release.title
    assert found["bodies"][0]["value"] == release.text
    assert found["versionCreated"] == "2026-05-04T14:30:00+07:00"
    assert [organisation["name"] for organisation in found["organisations"]] == [
        "Polsek Kraton",
        "Polres Pasuruan Kota",
    ]
    assert found["people"] == [
        {"name": "AKP Safiudin, S.Pd.", "rel": "source", "literal": "Kapolsek Kraton"}
    ]
    assert found["associations"][0]["renditions"][0]["sizeInBytes"] == 9000


@pytest.mark.parametrize("kind", ["salah", "privasi", "putusan"])
def test_a_withdrawn_release_is_canceled_and_its_text_gone(
    make_site: MakeSite, make_release: Make, now: datetime, kind: Any
) -> None:
    release = make_release(withdrawal=Withdrawal(kind, "keliru", now), location="Rahasia")
    found = news_object(make_site([release]), release.code)
    assert invalid_names(found) == []
    assert found["pubStatus"] == "canceled"
    assert "berpatroli" not in json.dumps(found)
    assert "Rahasia" not in json.dumps(found)


def test_a_reply_is_named_to_the_newsroom(
    make_site: MakeSite, make_release: Make, make_entry: Callable[..., Any]
) -> None:
    release = make_release()
    links = Links(replies=(make_entry(slug="jawaban"),))
    found = news_object(make_site([release]), release.code, links)
    assert found["edNote"] == "Hak jawab: https://humas.test/berita/2026/05/jawaban/"


def test_the_index_leads_to_the_months_and_they_to_every_release(
    make_site: MakeSite, make_files: MakeFiles, make_release: Make, now: datetime
) -> None:
    releases = [
        make_release(slug="mei"),
        make_release(slug="juni", happened_at=datetime.fromisoformat("2026-06-01T00:30+07:00")),
        make_release(slug="cabut", title="Nama", withdrawal=Withdrawal("privasi", "x", now)),
    ]
    files = make_files(make_site(releases))
    index = json.loads(files["api/rilis/index.json"])
    assert index["total"] == 3
    assert [month["month"] for month in index["months"]] == ["2026-06", "2026-05"]
    assert [release["title"] for release in index["latest"]] == ["Patroli malam di Kraton"] * 2
    codes = set()
    for month in index["months"]:
        page = json.loads(files[month["url"].removeprefix("https://humas.test/")])
        assert page["count"] == month["count"] == len(page["releases"])
        for release in page["releases"]:
            assert release["api"].removeprefix("https://humas.test/") in files
            codes.add((release["code"], release["pubStatus"]))
    assert codes == {
        (releases[0].code, "usable"), (releases[1].code, "usable"), (releases[2].code, "canceled")
    }  # fmt: skip
