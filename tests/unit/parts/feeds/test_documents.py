"""The three formats of a feed say the same, and say it correctly."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import feedparser
import pytest
from kentongan.domain.release import Correction, Picture, Release, Rendition, Withdrawal
from kentongan.parts.feeds import core, documents, items, recalled
from kentongan.site.changes import Change, Changes
from kentongan.site.model import Site
from lxml import etree

from tests.conftest import LastBuild

Files = dict[str, bytes]
WIB = timezone(timedelta(hours=7))
FIRST = datetime(2026, 9, 1, 8, 0, tzinfo=WIB)
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DC = "{http://purl.org/dc/elements/1.1/}"
PICTURE = Picture(
    "rilis/2026/09/patroli.jpg",
    alt="Dua polisi berdiri di jalan",
    caption="Patroli malam",
    credit="Humas Polsek Kraton",
    renditions=(
        Rendition("/media/p-1200.avif", 1200, 800, "image/avif", 40_000),
        Rendition("/media/p-1200.jpg", 1200, 800, "image/jpeg", 96_000),
        Rendition("/media/p-360.jpg", 360, 240, "image/jpeg", 13_000),
    ),
)


@pytest.fixture
def series(make_release: Callable[..., Release]) -> Callable[..., list[Release]]:
    def make(count: int, **changes: Any) -> list[Release]:
        return [
            make_release(
                slug=f"siaran-{number}",
                title=f"Siaran nomor {number}",
                happened_at=FIRST + timedelta(hours=number),
                **changes,
            )
            for number in range(count)
        ]

    return make


def child(element: etree._Element, path: str) -> etree._Element:
    """The first element at a path, which must be there."""
    found = element.find(path)
    assert found is not None, path
    return found


def words(element: etree._Element, path: str) -> str:
    """The text of the first element at a path, which must be there."""
    return child(element, path).text or ""


def test_a_feed_holds_the_latest_fifty_newest_first(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    files = make_files(make_site(series(60)))
    feed = feedparser.parse(files["umpan/rss.xml"])
    titles = [entry.title for entry in feed.entries]
    assert titles == [f"Siaran nomor {number}" for number in range(59, 9, -1)]


def test_the_three_formats_have_the_same_items_ids_and_dates(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    files = make_files(make_site(series(3, picture=PICTURE)))
    rss = feedparser.parse(files["umpan/rss.xml"])
    atom = feedparser.parse(files["umpan/atom.xml"])
    data = json.loads(files["umpan/feed.json"])
    assert [entry.id for entry in rss.entries] == [entry.id for entry in atom.entries]
    assert [entry.id for entry in rss.entries] == [item["id"] for item in data["items"]]
    assert [entry.title for entry in rss.entries] == [item["title"] for item in data["items"]]
    assert [entry.content[0].value for entry in rss.entries] == [
        entry.content[0].value for entry in atom.entries
    ]
    assert [entry.published_parsed for entry in rss.entries] == [
        entry.published_parsed for entry in atom.entries
    ]
    assert [entry.updated_parsed for entry in rss.entries] == [
        entry.updated_parsed for entry in atom.entries
    ]


def test_every_section_has_its_feeds_and_a_unit_holds_those_below_it(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    files = make_files(make_site(series(1, tags=("Patroli Malam",))))
    for folder in (
        "",
        "satuan/polsek-kraton/",
        "satuan/polres-pasuruan-kota/",
        "jenis/siaran-pers/",
        "tag/patroli-malam/",
    ):
        for name in ("rss.xml", "atom.xml", "feed.json"):
            assert f"umpan/{folder}{name}" in files


def test_no_feed_is_written_that_would_be_empty(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files]
) -> None:
    files = make_files(make_site([]))
    assert not [path for path in files if path.endswith(("rss.xml", "atom.xml", "feed.json"))]


def test_the_id_depends_on_nothing_but_the_code(
    make_site: Callable[..., Site],
    make_files: Callable[[Site], Files],
    make_release: Callable[..., Release],
) -> None:
    code = "4K7-Q2M-9XC"
    one = make_site([make_release(code=code)])
    other = make_site(
        [make_release(code=code, slug="judul-lain", title="Judul lain", happened_at=FIRST)],
        SITEURL="https://lain.test/polres",
    )
    ids = [
        feedparser.parse(make_files(site)["umpan/rss.xml"]).entries[0].id for site in (one, other)
    ]
    assert ids == ["urn:kentongan:rilis:4K7Q2M9XC"] * 2


def test_the_guid_of_rss_is_no_permanent_link(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    root = etree.fromstring(make_files(make_site(series(1)))["umpan/rss.xml"])
    assert child(root, "channel/item/guid").get("isPermaLink") == "false"


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("Asia/Jakarta", "+0700"), ("Asia/Makassar", "+0800"), ("Asia/Jayapura", "+0900")],
)
def test_dates_stand_in_the_zone_of_the_site(
    make_site: Callable[..., Site],
    make_files: Callable[[Site], Files],
    series: Any,
    zone: str,
    offset: str,
) -> None:
    from zoneinfo import ZoneInfo

    site = make_site(series(1))
    site.zone = ZoneInfo(zone)
    files = make_files(site)
    root = etree.fromstring(files["umpan/rss.xml"])
    assert words(root, "channel/item/pubDate").endswith(offset)
    assert words(root, "channel/lastBuildDate").endswith(offset)
    atom = etree.fromstring(files["umpan/atom.xml"])
    assert words(atom, f"{ATOM}entry/{ATOM}published").endswith(f"{offset[:3]}:00")


def test_titles_are_escaped_once(
    make_site: Callable[..., Site],
    make_files: Callable[[Site], Files],
    make_release: Callable[..., Release],
) -> None:
    title = "R&D <b>\"tebal\"</b> 🚓 &amp; 'kutip'"
    files = make_files(make_site([make_release(title=title)]))
    rss = etree.fromstring(files["umpan/rss.xml"])
    atom = etree.fromstring(files["umpan/atom.xml"])
    assert rss.findtext("channel/item/title") == title
    assert atom.findtext(f"{ATOM}entry/{ATOM}title") == title
    assert json.loads(files["umpan/feed.json"])["items"][0]["title"] == title


def test_a_picture_is_enclosure_media_and_in_the_text(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    files = make_files(make_site(series(1, picture=PICTURE)))
    item = child(etree.fromstring(files["umpan/rss.xml"]), "channel/item")
    enclosure = child(item, "enclosure")
    assert {str(name): value for name, value in enclosure.items()} == {
        "url": "https://humas.test/media/p-1200.jpg",
        "length": "96000",
        "type": "image/jpeg",
    }
    content = child(item, f"{MEDIA}content")
    assert content.get("width") == "1200"
    assert content.get("height") == "800"
    assert content.get("fileSize") == "96000"
    assert content.findtext(f"{MEDIA}description") == "Dua polisi berdiri di jalan"
    assert content.findtext(f"{MEDIA}credit") == "Humas Polsek Kraton"
    assert child(content, f"{MEDIA}thumbnail").get("width") == "360"
    encoded = words(item, "{http://purl.org/rss/1.0/modules/content/}encoded")
    assert 'src="https://humas.test/media/p-1200.jpg"' in encoded
    atom = feedparser.parse(files["umpan/atom.xml"]).entries[0]
    assert atom.link.endswith("/siaran-0/")
    assert [(link.rel, link.type) for link in atom.links] == [
        ("alternate", "text/html"),
        ("enclosure", "image/jpeg"),
    ]


def test_the_first_picture_of_the_text_is_enclosure_and_media_and_once_in_the_text(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    hidden = replace(PICTURE, path="surat.jpg", is_shown=False, renditions=())
    text = '<p><img src="/media/p-1200.jpg" alt="Dua polisi"></p>'
    files = make_files(make_site(series(1, pictures=(hidden, PICTURE), html=text)))
    item = child(etree.fromstring(files["umpan/rss.xml"]), "channel/item")
    assert child(item, "enclosure").get("url") == "https://humas.test/media/p-1200.jpg"
    assert child(item, f"{MEDIA}content").get("width") == "1200"
    encoded = words(item, "{http://purl.org/rss/1.0/modules/content/}encoded")
    assert encoded.count("<img") == 1
    (found,) = json.loads(files["umpan/feed.json"])["items"]
    assert found["image"] == "https://humas.test/media/p-1200.jpg"


def test_a_picture_without_renditions_is_left_out(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    bare = Picture("rilis/2026/09/patroli.jpg", alt="Dua polisi")
    files = make_files(make_site(series(1, picture=bare)))
    assert b"enclosure" not in files["umpan/rss.xml"]
    assert b"<img" not in files["umpan/feed.json"]


def test_the_channel_says_what_it_is(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    hub = "https://hub.test/"
    files = make_files(make_site(series(1), HUMAS_FEEDS_HUB=hub))
    channel = child(etree.fromstring(files["umpan/satuan/polsek-kraton/rss.xml"]), "channel")
    assert channel.findtext("title") == "Polsek Kraton – Humas Uji"
    assert channel.findtext("link") == "https://humas.test/satuan/polsek-kraton/"
    assert channel.findtext("language") == "id"
    assert channel.findtext("ttl") == "30"
    assert channel.findtext("generator") == "Kentongan"
    assert channel.findtext("copyright")
    assert channel.findtext("image/url") == "https://humas.test/umpan/ikon.png"
    assert channel.findtext(f"{DC}creator") == "Humas Uji"
    links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://humas.test/umpan/satuan/polsek-kraton/rss.xml",
        "alternate": "https://humas.test/satuan/polsek-kraton/",
        "hub": hub,
    }
    data = json.loads(files["umpan/satuan/polsek-kraton/feed.json"])
    assert data["hubs"] == [{"type": "WebSub", "url": hub}]
    assert data["feed_url"] == "https://humas.test/umpan/satuan/polsek-kraton/feed.json"
    atom = feedparser.parse(files["umpan/satuan/polsek-kraton/atom.xml"]).feed
    assert {"self", "alternate", "hub"} <= {link.rel for link in atom.links}


def test_feeds_are_styled_by_css_alone(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    files = make_files(make_site(series(1)))
    for name in ("umpan/rss.xml", "umpan/atom.xml"):
        assert (
            b'<?xml-stylesheet type="text/css" href="https://humas.test/umpan/umpan.css"?>'
            in (files[name])
        )
        assert b"xsl" not in files[name]
    assert "umpan/umpan.css" in files


def test_a_correction_moves_updated_keeps_the_id_and_says_what_changed(
    make_site: Callable[..., Site],
    make_files: Callable[[Site], Files],
    make_release: Callable[..., Release],
) -> None:
    plain = make_release(happened_at=FIRST)
    at = FIRST + timedelta(days=2)
    corrected = make_release(
        happened_at=FIRST, corrections=(Correction(at, "tiga orang.", "dua orang."),)
    )
    before = feedparser.parse(make_files(make_site([plain]))["umpan/rss.xml"]).entries[0]
    files = make_files(make_site([corrected]))
    after = feedparser.parse(files["umpan/rss.xml"]).entries[0]
    assert after.id == before.id
    assert after.published == before.published
    assert after.updated == at.isoformat()
    assert "tiga orang." in after.content[0].value
    assert "dua orang." in after.content[0].value
    assert "umpan/pencabutan/atom.xml" in files


def test_an_english_release_says_so(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    files = make_files(make_site(series(1, lang="en")))
    entry = child(etree.fromstring(files["umpan/atom.xml"]), f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert json.loads(files["umpan/feed.json"])["items"][0]["language"] == "en"


def test_a_site_below_a_folder_has_true_addresses(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    text = '<p><a href="/satuan/polsek-kraton/">satuan</a> <a href="/polres/jadi/">ada</a></p>'
    site = make_site(series(1, html=text), SITEURL="https://humas.test/polres")
    item = json.loads(make_files(site)["umpan/feed.json"])["items"][0]
    assert item["url"] == "https://humas.test/polres/berita/2026/09/siaran-0/"
    assert 'href="https://humas.test/polres/satuan/polsek-kraton/"' in item["content_html"]
    assert 'href="https://humas.test/polres/jadi/"' in item["content_html"]


def test_a_moment_still_to_come_is_never_a_date_of_a_feed(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any, now: datetime
) -> None:
    site = make_site(series(1, updated_at=now + timedelta(days=3)))
    item = json.loads(make_files(site)["umpan/feed.json"])["items"][0]
    assert item["date_modified"] == item["date_published"]


def test_a_remembered_item_is_the_one_that_is_made_anew(
    make_site: Callable[..., Site], series: Any, now: datetime
) -> None:
    gone = series(1, withdrawal=Withdrawal("salah", "Salah & <keliru>", now))
    site = make_site(
        [*series(4, picture=PICTURE, text="Kata “kutip”, </entry> </item> ]]>")[1:], *gone]
    )
    codes = [entry.code for entry in core.history(site)]
    shared = documents.RenderedItems(items.maker(site))
    for some in (codes[:1], codes[:3], codes[1:], codes):
        shared.of(some)
    alone = [documents.RenderedItems(items.maker(site)).of([code])[0] for code in codes]
    assert shared.of(codes) == alone
    assert shared.in_atom(codes) == [piece.atom for piece in alone]
    assert documents.RenderedItems(items.maker(site)).in_atom(codes) == [
        piece.atom for piece in alone
    ]
    for piece in alone:
        assert piece.atom.count(b"</entry>") == piece.rss.count(b"</item>") == 1


def test_only_so_many_items_are_remembered(make_site: Callable[..., Site], series: Any) -> None:
    site = make_site(series(9))
    asked: list[str] = []
    make_item = items.maker(site)

    def make(code: str) -> items.Item:
        asked.append(code)
        return make_item(code)

    pieces = documents.RenderedItems(make, limit=5)
    codes = [entry.code for entry in site.listed]
    assert len(pieces.of(codes)) == 9
    pieces.of(codes[-5:])
    assert asked == codes
    pieces.of(codes[:1])
    assert asked == [*codes, codes[0]]


def test_an_item_is_the_same_in_every_feed_that_holds_it(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    files = make_files(make_site(series(3, tags=("Curanmor",), picture=PICTURE)))
    for folder in ("satuan/polres-pasuruan-kota/", "jenis/siaran-pers/", "tag/curanmor/"):
        for name, start in (
            ("atom.xml", b"<entry"),
            ("rss.xml", b"<item>"),
            ("feed.json", b'"items"'),
        ):
            whole, part = files[f"umpan/{name}"], files[f"umpan/{folder}{name}"]
            assert whole[whole.index(start) :] == part[part.index(start) :]
    archive, whole = files["umpan/arsip/1.atom.xml"], files["umpan/atom.xml"]
    assert archive[archive.index(b"<entry") :] == whole[whole.index(b"<entry") :]


def test_an_unchanged_item_is_taken_from_the_feeds_of_the_last_build(
    make_site: Callable[..., Site], make_files: Callable[[Site], Files], series: Any
) -> None:
    site = make_site(series(4, picture=PICTURE, text="Kata “kutip”, </entry> </item> <id>1</id>"))
    files = make_files(site)
    site.made = LastBuild(files)
    codes = [entry.code for entry in site.listed]
    names = ("umpan/atom.xml", "umpan/rss.xml", "umpan/feed.json")
    assert recalled.pieces(site, codes, *names) == {}
    edited, *others = codes
    site.changes = Changes((Change(site.by_code[edited], site.by_code[edited]),))
    wanted = dict(zip(codes, documents.RenderedItems(items.maker(site)).of(codes), strict=True))
    del wanted[edited]
    assert recalled.pieces(site, codes, *names) == wanted
    pages = [path for path in files if path.startswith("umpan/arsip/")]
    known = {code: text for p in pages for code, text in recalled.in_atom(site, p, codes).items()}
    assert known == {code: wanted[code].atom for code in others}
