"""Every feed keeps every rule, on plain and on hostile texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import feedparser
import hypothesis
import pytest
from hypothesis import strategies
from kentongan.domain.release import (
    Case,
    Claim,
    Correction,
    Picture,
    Release,
    Rendition,
    Withdrawal,
)
from kentongan.site.model import Site
from lxml import etree

from tests.conftest import NOW, new_release, new_site
from tests.unit.parts.feeds.conftest import made
from tests.unit.parts.feeds.rules import broken

Files = dict[str, bytes]
ALL_CONTROLS = "".join(map(chr, range(32))) + "\x7f\x80\x9f\ufffe\uffff"
PICTURE = Picture(
    "rilis/2026/05/x.jpg",
    alt='Dua "polisi" <b> & warga',
    renditions=(Rendition("/media/gambar baru é.jpg", 1200, 800, "image/jpeg", 9000),),
)
HOSTILE: dict[str, dict[str, object]] = {
    "control characters": {
        "title": f"Judul{ALL_CONTROLS}bersih",
        "summary": f"Ring{ALL_CONTROLS}kas",
        "html": f"<p>Isi{ALL_CONTROLS}nya</p>",
        "author": f"Hu{ALL_CONTROLS}mas",
        "tags": (f"Ta{ALL_CONTROLS}g",),
    },
    "the end of CDATA": {"title": "a ]]> b", "html": "<p>]]></p><![CDATA[x]]>", "summary": "]]>"},
    "right to left": {
        "title": "\u202eterbalik\u202c שלום عربي \u200f",
        "html": "<p dir='rtl'>\u202eعربي</p>",
    },
    "emoji of four bytes": {"title": "🚓🚨👮🏽‍♀️ Patroli", "html": "<p>🏴󠁧󠁢󠁥󠁮󠁧󠁿 𝔘𝔫𝔦𝔠𝔬𝔡𝔢</p>"},
    "a title of 300 letters": {"title": "Panjang sekali " * 20},
    "an empty body": {"html": "", "text": "", "summary": ""},
    "entities": {
        "title": "R&D &amp; &lt;b&gt; &nbsp; &#x3C; &copy",
        "html": "<p>R&amp;D &nbsp; &copy; &notanentity; &#0; &#x1; & < ></p>",
        "summary": "&lt;script&gt; & <b>tebal</b>",
    },
    "scripts": {
        "html": "<script>alert(1)</script><p onclick=x()>a</p><form action=/x><input></form>"
        "<iframe src=//x.test></iframe><svg onload=x()><script>1</script></svg><style>p{}</style>"
        "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>b</a>",
    },
    "relative addresses": {
        "html": "<p><a href='#a'>1</a><a href='x/y.pdf'>2</a><a href='/z'>3</a>"
        "<img src='a.jpg' srcset='a.jpg 1x, /b c.jpg 2x' alt=''>"
        "<video src='v.mp4' poster='p.jpg'></video></p>",
    },
    "broken html": {"html": "<p><b>tak ditutup <i>sama sekali <table><td>x</p></b><ul><li>"},
    "a title of markup": {"title": "<script>alert('x')</script>", "tags": ("<b>", "a & b", "''")},
    "a title of nothing": {"title": " \x00 \n "},
    "an address beyond ASCII": {"slug": "patroli-é", "url": "/berita/2026/05/patroli-é \u202e/"},
    "a picture": {"picture": PICTURE},
    "a picture of no bytes": {
        "picture": replace(PICTURE, renditions=(Rendition("/m/x.jpg", 0, 0, "image/jpeg", 0),))
    },
    "lone surrogates": {"title": "a\ud800b", "html": "<p>\udfff</p>", "summary": "\udc80"},
}


@pytest.fixture
def hostile_site(
    make_site: Callable[..., Site], make_release: Callable[..., Release], now: datetime
) -> Site:
    releases = []
    for number, (name, changes) in enumerate(HOSTILE.items()):
        at = datetime.fromisoformat("2026-10-01T10:00+07:00") + timedelta(hours=number)
        base = {"slug": f"jahat-{number}", "happened_at": at}
        releases.append(make_release(**(base | changes)))
        if number % 3 == 0:
            gone = Withdrawal("salah", f"Alasan <b> & {name}", now - timedelta(days=number))
            releases.append(make_release(**(base | changes), path=f"x/{number}", withdrawal=gone))
    releases += extra_states(make_release, now)
    return make_site(
        releases,
        SITENAME="Humas <Uji> & \x01Kawan",
        HUMAS_FEEDS_HUB="https://hub.test/",
    )


def extra_states(make: Callable[..., Release], now: datetime) -> list[Release]:
    """A release in each state of its life."""
    recently = now - timedelta(days=3)
    until = now + timedelta(days=30)
    sought = Case("dicari", ("Nama Rahasia",), "rambut & <b>", "B/1/2026", "110")
    return [
        make(slug="privasi", title="Nama Rahasia", withdrawal=Withdrawal("privasi", "x", recently)),
        make(slug="putusan", title="Nama Rahasia", withdrawal=Withdrawal("putusan", "x", recently)),
        make(slug="tetap", withdrawal=Withdrawal("tetap", "Berkas lama.", recently)),
        make(slug="gabung", withdrawal=Withdrawal("digabung", "ganda", recently, "4K7-Q2M-9XC")),
        make(slug="sasaran", title="Sasaran <x>", code="4K7-Q2M-9XC"),
        make(slug="ralat", corrections=(Correction(recently, "tiga <b>", "dua & satu"),)),
        make(slug="dicari", kind="dpo", case=sought, valid_until=until),
        make(slug="ditemukan", kind="dpo", case=replace(sought, status="ditemukan")),
        make(
            slug="habis",
            kind="orang-hilang",
            case=replace(sought, names=("Nama Kedua",)),
            valid_until=recently,
        ),
        make(
            slug="hoaks",
            kind="klarifikasi",
            claim=Claim("Kabar <b> & palsu", "salah", ("https://x.test",), "Pesan berantai"),
        ),
    ]


def feeds_in(files: Files) -> list[str]:
    ends = ("rss.xml", "atom.xml", "feed.json")
    return sorted(path for path in files if path.startswith("umpan/") and path.endswith(ends))


def test_every_feed_keeps_every_rule_on_hostile_texts(
    hostile_site: Site, make_files: Callable[[Site], Files], now: datetime
) -> None:
    files = make_files(hostile_site)
    found = {path: broken(path, files[path], now) for path in feeds_in(files)}
    assert {path: rules for path, rules in found.items() if rules} == {}
    assert len(found) > 30


def test_the_rules_can_break(
    hostile_site: Site, make_files: Callable[[Site], Files], now: datetime
) -> None:
    files = make_files(hostile_site)
    rss = files["umpan/rss.xml"]
    for old, new in (
        (b'isPermaLink="false"', b""),
        (b"<language>id</language>", b""),
        (b'rel="self"', b'rel="x"'),
        (b"+0700</pubDate>", b"WIB</pubDate>"),
        (b"https://humas.test/berita", b"/berita"),
        (b"&lt;p&gt;", b"&lt;p onclick=x&gt;"),
        (b"</channel>", b""),
        (b'length="9000"', b'length="0"'),
    ):
        assert old in rss
        assert broken("umpan/rss.xml", rss.replace(old, new), now), old


def test_names_withdrawn_or_closed_are_in_no_file(
    hostile_site: Site, make_files: Callable[[Site], Files]
) -> None:
    files = make_files(hostile_site)
    holders = {path for path, data in files.items() if b"Nama Kedua" in data}
    assert holders == set()
    sought = hostile_site.by_code
    owners = {code for code in sought if b"Nama Rahasia" in files[f"api/rilis/{code}.json"]}
    assert {hostile_site.by_code[code].slug for code in owners} == {"dicari"}


def test_withdrawals_have_tombstones_in_their_feed_and_in_the_archive(
    hostile_site: Site, make_files: Callable[[Site], Files]
) -> None:
    files = make_files(hostile_site)
    expected = {
        f"urn:kentongan:rilis:{entry.code.replace('-', '')}" for entry in hostile_site.unlisted
    }
    for path in ("umpan/pencabutan/atom.xml", "umpan/arsip/1.atom.xml"):
        root = etree.fromstring(files[path])
        graves = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        assert {grave.get("ref") for grave in graves} == expected


def test_a_merged_release_leads_to_the_other(
    hostile_site: Site, make_files: Callable[[Site], Files]
) -> None:
    items = json.loads(make_files(hostile_site)["umpan/pencabutan/feed.json"])["items"]
    [merged] = [item for item in items if item["_kentongan"].get("status") == "digabung"]
    assert "https://humas.test/berita/2026/05/sasaran/" in merged["content_html"]


def test_a_release_kept_under_a_notice_keeps_its_text(
    hostile_site: Site, make_files: Callable[[Site], Files]
) -> None:
    items = json.loads(make_files(hostile_site)["umpan/pencabutan/feed.json"])["items"]
    [kept] = [item for item in items if item["_kentongan"].get("status") == "tetap"]
    assert "Siaran ini dicabut" in kept["content_html"]
    assert "Warga menyambut." in kept["content_html"]


def test_a_clarification_carries_claim_and_verdict(
    hostile_site: Site, make_files: Callable[[Site], Files]
) -> None:
    items = json.loads(make_files(hostile_site)["umpan/jenis/klarifikasi/feed.json"])["items"]
    html = next(item["content_html"] for item in items if "hoaks" in item["url"])
    assert "Kabar &lt;b&gt; &amp; palsu" in html
    assert "Hasil pemeriksaan:</strong> Salah" in html


def test_two_builds_are_alike_byte_for_byte_a_second_apart(
    make_site: Callable[..., Site],
    make_files: Callable[[Site], Files],
    make_release: Callable[..., Release],
    now: datetime,
) -> None:
    releases = extra_states(make_release, now)
    first = make_files(make_site(releases))
    second = make_files(make_site(list(reversed(releases)), now=now + timedelta(seconds=1)))
    assert first == second


@hypothesis.settings(max_examples=40, deadline=None)
@hypothesis.given(
    title=strategies.text(max_size=60),
    html=strategies.text(alphabet=strategies.characters(), max_size=200)
    | strategies.text(alphabet="<>/=\"' &#;:aipsrcvgxml!-[]\x00\x0b", max_size=120),
    tag=strategies.text(max_size=12),
)
def test_no_text_whatever_breaks_a_feed(title: str, html: str, tag: str) -> None:
    texts = {"title": title, "html": html, "summary": html, "author": title, "tags": (tag,)}
    site = new_site([new_release(**texts)])
    files = made(site)
    found = {path: broken(path, files[path], NOW) for path in feeds_in(files)}
    assert {path: rules for path, rules in found.items() if rules} == {}


def test_five_thousand_releases_make_valid_feeds_and_a_whole_archive(
    make_site: Callable[..., Site],
    make_release: Callable[..., Release],
    now: datetime,
) -> None:
    start = now - timedelta(days=3000)
    releases = [
        make_release(
            slug=f"x-{number}",
            title=f"Siaran & <{number}>",
            happened_at=start + timedelta(hours=number * 14),
        )
        for number in range(5000)
    ]
    files = made(make_site(releases, HUMAS_FEEDS_HUB="https://hub.test/"), prefix="feeds:umpan/")
    ids: list[str] = []
    address = "umpan/atom.xml"
    steps = 0
    while address:
        root = etree.fromstring(files[address])
        links = {
            link.get("rel"): link.get("href")
            for link in root.findall("{http://www.w3.org/2005/Atom}link")
        }
        if steps:
            assert links["current"] == "https://humas.test/umpan/atom.xml"
            assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None
            assert "hub" not in links
            ids += [identifier.text or "" for identifier in root.iterfind(".//{*}entry/{*}id")]
        steps += 1
        address = (links.get("prev-archive") or "").removeprefix("https://humas.test/")
    assert steps == 51
    assert len(ids) == len(set(ids)) == 5000
    assert broken("umpan/arsip/7.atom.xml", files["umpan/arsip/7.atom.xml"], now) == []
    assert len(feedparser.parse(files["umpan/rss.xml"]).entries) == 50
