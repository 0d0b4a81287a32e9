"""The portal of a province: made by the parts of any site, from verified releases alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from kentongan.domain import addresses
from kentongan.newsroom.province import Settings
from kentongan.province import registry as registries
from kentongan.province.catalogue import Catalogue
from kentongan.province.rounds import pull
from kentongan.publishing.facts import load
from kentongan.site import ednotes
from playwright.sync_api import Browser

from tests import loopback
from tests.province.districts import NOW, Site, province, serving
from tests.province.world import serve

MARKER = "mercusuarlangka"


class Portal:
    def __init__(self, project: Path) -> None:
        self.project, self.output, self.now = project, project / "output", NOW

    def round(self) -> None:
        options = Settings()
        registry = registries.read(options.folder(self.project), UTC)
        assert registry.problems == ()
        with Catalogue(options.catalogue(self.project)) as catalogue:
            pull(catalogue, registry, options, self.now)

    def build(self) -> str:
        words = [sys.executable, "-m", "pelican", "content", "-o", "output", "-s"]
        words += ["pelicanconf.py", "--fatal", "errors", "--log-handler", "plain"]
        environment = {key: value for key, value in os.environ.items() if "HUMAS" not in key}
        environment |= {"HUMAS_NOW": self.now.isoformat(), "SITEURL": "https://polda.example"}
        done = subprocess.run(
            words, cwd=self.project, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stderr + done.stdout

    def read(self, path: str) -> str:
        return (self.output / path).read_text("utf-8")

    def holding(self, word: str) -> list[str]:
        return sorted(
            path.relative_to(self.project).as_posix()
            for folder in (self.output, self.project / "provinsi", self.project / "content")
            for path in folder.rglob("*")
            if path.is_file() and word.encode() in path.read_bytes().lower()
        )


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Portal, Site, Site]]:
    """A portal of two districts that tests only look at."""
    with made(tmp_path_factory.mktemp("provinsi")) as portal:
        yield portal


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Portal, Site, Site]]:
    """The same for one test alone, which may change it."""
    with made(tmp_path) as portal:
        yield portal


@contextmanager
def made(folder: Path) -> Iterator[tuple[Portal, Site, Site]]:
    first, second = Site("polres-a", "FN"), Site("polres-z", "GK")
    with serving(first, second):
        first.tell(6)
        first.told[0].title = 'Judul <script>alert("x")</script> & kawan'
        first.told[1].text += f" Di {MARKER} itu."
        first.told[1].title += f" {MARKER}"
        first.told[2].kind = "dpo"
        first.told[3].unit = "polsek-b"
        second.tell(4)
        second.told[0].title, second.told[0].text = first.told[4].title, first.told[4].text
        first.publish()
        second.publish()
        portal = Portal(province(folder, first, second))
        portal.round()
        portal.build()
        yield portal, first, second


def test_home_leads_to_the_districts(two: tuple[Portal, Site, Site]) -> None:
    portal, first, second = two
    home = portal.read("index.html")
    for told in first.told[3:4] + second.told[1:2]:
        assert told.title in home
    assert f'href="{first.origin}/berita/2026/11/r3/"' in home
    assert "<script>alert" not in home
    assert "juga dari 1 satuan lain" in home


def test_units_kinds_and_persons_sought_serve_the_province(two: tuple[Portal, Site, Site]) -> None:
    portal, first, _ = two
    assert first.told[3].title in portal.read("satuan/polres-a/polsek-b/index.html")
    assert first.told[3].title in portal.read("satuan/polres-a/polres-a/index.html")
    assert first.told[2].title in portal.read("dicari/index.html")
    assert first.told[2].title in portal.read("jenis/dpo/index.html")
    assert "Polsek B" in portal.read("satuan/index.html")


def test_feeds_link_to_the_districts_and_hold_no_text(two: tuple[Portal, Site, Site]) -> None:
    portal, first, _ = two
    for name in ("rss.xml", "atom.xml", "feed.json"):
        feed = portal.read(f"umpan/{name}")
        assert f"{first.origin}/berita/2026/11/r3/" in feed
    assert first.told[3].title in portal.read("umpan/satuan/polres-a/polsek-b/rss.xml")


def test_a_release_has_a_page_that_names_its_home(two: tuple[Portal, Site, Site]) -> None:
    portal, first, _ = two
    page = portal.read(f"r/{first.told[3].code}/index.html")
    assert f'<link rel="canonical" href="{first.origin}/berita/2026/11/r3/">' in page
    assert not (portal.output / "berita").exists()
    assert not list((portal.output / "kartu").glob("*r3*"))
    sitemaps = "".join(path.read_text() for path in portal.output.glob("sitemap*.xml"))
    assert "/r/" not in sitemaps
    assert "r3/" not in sitemaps


def test_search_and_cek_know_the_texts(two: tuple[Portal, Site, Site]) -> None:
    portal, first, _ = two
    code = first.told[3].code
    assert first.told[3].text.strip() in portal.read(f"cek/teks/{code}.json").replace("\\n", "\n")
    words = "".join(path.read_text() for path in (portal.output / "cari/i").glob("*.json"))
    assert MARKER[:6] in words


def test_search_in_the_browser_leads_to_the_districts(
    two: tuple[Portal, Site, Site], browser: Browser
) -> None:
    portal, first, _ = two
    server = serve(portal.output)
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/cari/?q=kabar+3")
        link = page.wait_for_selector(f"[data-hasil] li a:has-text('{first.slug}')")
        assert link is not None
        assert str(link.get_attribute("href")).startswith(f"{first.origin}/berita/2026/11/r")
    finally:
        page.close()
        loopback.end(server)


def test_nothing_new_is_nothing_made(two: tuple[Portal, Site, Site]) -> None:
    portal, _, _ = two
    portal.round()
    before = {path: path.stat().st_mtime_ns for path in portal.output.rglob("*.html")}
    portal.build()
    assert before == {path: path.stat().st_mtime_ns for path in portal.output.rglob("*.html")}


def test_a_withdrawal_is_gone_everywhere_after_one_round(own: tuple[Portal, Site, Site]) -> None:
    portal, first, _ = own
    gone = first.told[1]
    assert portal.holding(MARKER)
    gone.state, gone.title, gone.text, gone.slug = "dicabut", "", "", "x"
    first.publish()
    portal.round()
    portal.build()
    assert portal.holding(MARKER) == []
    page = portal.read(f"r/{gone.code}/index.html")
    assert "tidak tayang lagi" in page
    assert f'href="{first.origin}/r/{gone.code}/"' in page
    assert gone.code in portal.read("pencabutan/index.html")
    assert gone.code in portal.read(".well-known/kentongan/alamat.json")


def test_a_correction_in_a_district_is_told_by_the_portal_and_gone_with_its_release(
    own: tuple[Portal, Site, Site],
) -> None:
    portal, first, _ = own
    told = first.told[1]
    told.note = ednotes.correction(NOW.isoformat(), f"120 {MARKER}", f"210 {MARKER}")
    told.changed = NOW.isoformat()
    first.publish()
    portal.round()
    portal.build()
    for path in ("ralat/index.html", "umpan/pencabutan/rss.xml", "umpan/pencabutan/atom.xml"):
        page = portal.read(path)
        assert told.title in page and f"120 {MARKER}" in page and f"210 {MARKER}" in page
    assert f"210 {MARKER}" in portal.read("umpan/feed.json")
    assert "Diralat" in portal.read("index.html")
    assert f"210 {MARKER}" in portal.read(f"r/{told.code}/index.html")
    told.state, told.note, told.title, told.text, told.slug = "dicabut", "", "", "", "x"
    first.publish()
    portal.round()
    portal.build()
    assert portal.holding(MARKER) == []


def test_a_right_of_reply_is_named_where_what_it_answers_is_shown(
    own: tuple[Portal, Site, Site],
) -> None:
    portal, first, second = own
    answered, foreign = first.told[3], second.told[1]
    reply, stranger = first.tell(2)
    reply.title, stranger.title = "Hak jawab warga simpang", "Hak jawab atas wilayah lain"
    first.address = "https://polres-a.example"  # as it is known, behind a mirror
    reply.note = ednotes.reply_to(f"{first.address}/berita/2026/11/{answered.slug}/")
    stranger.note = ednotes.reply_to(f"{second.origin}/berita/2026/11/{foreign.slug}/")
    first.publish()
    portal.round()
    portal.build()
    page = portal.read(f"r/{answered.code}/index.html")
    assert "Ada hak jawab atas siaran ini" in page and reply.title in page
    assert answered.title in portal.read(f"r/{reply.code}/index.html")
    assert stranger.title not in portal.read(f"r/{foreign.code}/index.html")
    reply.state = "dicabut"
    first.publish()
    portal.round()
    portal.build()
    page = portal.read(f"r/{answered.code}/index.html")
    assert reply.title not in page and "hak jawab atas siaran" not in page


def test_the_server_leads_from_codes_so_that_they_need_no_pages(
    own: tuple[Portal, Site, Site],
) -> None:
    portal, first, second = own
    with (portal.project / "pelicanconf.py").open("a") as file:
        file.write("HUMAS_PROVINCE_RULE = True\n")
    gone, kept = first.told[1], first.told[3]
    gone.state, gone.title, gone.text, gone.slug = "dicabut", "", "", "x"
    first.publish()
    portal.round()
    portal.build()
    pages = {path.parent.name for path in portal.output.glob("r/*/index.html")}
    assert pages == {gone.code}
    assert not list(portal.output.glob("r/*/qr.svg"))
    facts = json.loads(portal.read(".well-known/kentongan/alamat.json"))
    assert facts["marks"] == {"FN": first.origin, "GK": second.origin}
    assert f"/r/{gone.code}/" in facts["gone"]
    assert load(portal.output / addresses.FACTS[1:], "").covers(f"/r/{kept.code}/")
    assert kept.title in portal.read("satuan/polres-a/polsek-b/index.html")


def test_a_silent_district_leaves_home_but_not_cek(own: tuple[Portal, Site, Site]) -> None:
    portal, first, second = own
    portal.now = NOW + timedelta(days=8)
    second.made_at = portal.now
    second.tell(1)
    second.publish()
    portal.round()
    portal.build()
    home = portal.read("index.html")
    assert first.told[3].title not in home
    assert second.told[1].title in home
    assert first.told[3].title not in portal.read("umpan/rss.xml")
    assert (portal.output / f"cek/teks/{first.told[3].code}.json").is_file()
    assert "Terakhir diperiksa" in portal.read("satuan/polres-a/polres-a/index.html")
