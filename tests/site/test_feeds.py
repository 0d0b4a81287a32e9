"""Feeds, sitemaps and API of a whole built site."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from tests.site.builder import GOLDEN, NOW, SITEURL, Built, build, tree
from tests.unit.parts.feeds.rules import broken

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module", params=["golden", "starter"])
def site(request: pytest.FixtureRequest) -> Built:
    built: Built = request.getfixturevalue(request.param)
    return built


def feeds_of(output: Path) -> list[Path]:
    names = ("rss.xml", "*atom.xml", "feed.json")
    return sorted(path for name in names for path in (output / "umpan").rglob(name))


def is_there(output: Path, address: str) -> bool:
    path = unquote(urlsplit(address).path).lstrip("/")
    target = output / path
    return (target / "index.html").is_file() if not path or path.endswith("/") else target.is_file()


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]
        for name, value in attrs:
            if name == "srcset" and value:
                self.found += [part.split()[0] for part in value.split(", ")]


def addresses_in(html: str) -> Iterator[str]:
    parser = _Addresses()
    parser.feed(html)
    yield from parser.found


def test_every_feed_keeps_every_rule(site: Built) -> None:
    now = datetime.fromisoformat(NOW)
    feeds = feeds_of(site.output)
    assert len(feeds) > 20
    found = {path: broken(path.name, path.read_bytes(), now) for path in feeds}
    assert {path: rules for path, rules in found.items() if rules} == {}


def test_every_address_of_the_site_in_a_feed_exists(site: Built) -> None:
    missing = set()
    for path in sorted((site.output / "umpan").rglob("feed.json")):
        feed = json.loads(path.read_bytes())
        wanted = [feed["home_page_url"], feed["feed_url"], feed["icon"]]
        for item in feed["items"]:
            wanted += [item["url"], *addresses_in(item["content_html"])]
            wanted += [attachment["url"] for attachment in item.get("attachments", ())]
        missing |= {
            address
            for address in wanted
            if address.startswith(SITEURL) and not is_there(site.output, address)
        }
    assert missing == set()


def test_a_picture_of_a_feed_has_the_bytes_and_type_that_it_says(site: Built) -> None:
    seen = 0
    for item in json.loads(site.read("umpan/feed.json"))["items"]:
        for attachment in item.get("attachments", ()):
            data = (site.output / attachment["url"].removeprefix(f"{SITEURL}/")).read_bytes()
            assert len(data) == attachment["size_in_bytes"]
            assert attachment["mime_type"] != "image/jpeg" or data.startswith(b"\xff\xd8\xff")
            seen += 1
    assert bool(seen) == (site.output / "gambar").is_dir()


def test_every_page_of_a_sitemap_exists_and_may_be_indexed(site: Built) -> None:
    index = etree.fromstring(site.read("sitemap.xml").encode())
    maps = [location.text or "" for location in index.iter(f"{MAP}loc")]
    pages: list[str] = []
    for address in [*maps, f"{SITEURL}/sitemap-berita.xml"]:
        root = etree.fromstring(site.read(address.removeprefix(f"{SITEURL}/")).encode())
        pages += [location.text or "" for location in root.iter(f"{MAP}loc")]
    assert [page for page in pages if not is_there(site.output, page)] == []
    for page in pages:
        html = site.read(urlsplit(page).path.lstrip("/") + "index.html")
        assert '<meta name="robots" content="noindex">' not in html, page


def test_the_archive_holds_every_release_that_has_a_page(site: Built) -> None:
    identifiers: set[str] = set()
    for path in (site.output / "umpan" / "arsip").glob("*.atom.xml"):
        root = etree.fromstring(path.read_bytes())
        identifiers |= {
            identifier.text or "" for identifier in root.iterfind(f"{ATOM}entry/{ATOM}id")
        }
    codes = {path.stem.replace("-", "") for path in (site.output / "api/rilis").glob("???-*.json")}
    assert {f"urn:kentongan:rilis:{code}" for code in codes} == identifiers


def test_the_page_about_feeds_and_the_opml_name_every_section(site: Built) -> None:
    page = site.read("umpan/index.html")
    opml = site.read("umpan/umpan.opml")
    for path in (site.output / "umpan").rglob("rss.xml"):
        address = f"{SITEURL}/{path.relative_to(site.output).as_posix()}"
        assert f'data-salin="{address}"' in page
        assert f'xmlUrl="{address}"' in opml


def test_pages_lead_to_their_feeds_and_these_exist(site: Built) -> None:
    for path in ("index.html", *(f"satuan/{unit.name}/index.html" for unit in units(site.output))):
        root: Any = etree.HTML(site.read(path))
        links = root.xpath("//link[@rel='alternate' and contains(@type, 'rss')]/@href")
        assert links, path
        assert all(is_there(site.output, link) for link in links), path


def units(output: Path) -> list[Path]:
    return sorted(path.parent for path in (output / "umpan/satuan").rglob("rss.xml"))


def test_a_rebuild_a_second_later_is_alike_byte_for_byte(golden: Built, tmp_path: Path) -> None:
    later = datetime.fromisoformat(NOW) + timedelta(seconds=1)
    rebuilt = build(GOLDEN, tmp_path / "b", now=later.isoformat(), jobs=1)
    assert rebuilt.status == 0, rebuilt.report
    before, after = tree(golden.output), tree(rebuilt.output)
    mine = ("umpan/", "api/", "sitemap", "robots")
    assert {
        path for path in before if path.startswith(mine) and before[path] != after.get(path)
    } == set()


def test_an_edit_changes_the_feeds_that_hold_the_release_and_no_other(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOLDEN, content)
    before = build(content, tmp_path / "output")
    assert before.status == 0
    old = tree(before.output)
    path = editable(before.output, content)
    path.write_text(path.read_text("utf-8") + "\nKalimat tambahan pada akhir.\n", "utf-8")
    after = build(content, tmp_path / "output")
    assert after.status == 0, after.report
    new = tree(after.output)
    changed = {path for path in new if path.startswith("umpan/") and old.get(path) != new[path]}
    holding = {
        feed.relative_to(after.output).as_posix()
        for feed in feeds_of(after.output)
        if "Kalimat tambahan pada akhir." in feed.read_text("utf-8")
    }
    assert holding
    assert changed == holding


def editable(output: Path, content: Path) -> Path:
    """The file of the newest plain release in the feed of the site."""
    by_slug: dict[str, Path] = {path.stem: path for path in content.rglob("rilis/**/*.md")}
    for item in json.loads((output / "umpan/feed.json").read_bytes())["items"]:
        path = by_slug.get(item["url"].rstrip("/").rpartition("/")[2])
        if path and "Siaran pers" in item["tags"] and "status" not in item["_kentongan"]:
            return path
    raise AssertionError("no plain release in the golden site")


def test_every_address_in_the_api_is_there(site: Built) -> None:
    missing = {
        (path.name, address)
        for path in (site.output / "api").rglob("*.json")
        for address in re.findall(rf'"({SITEURL}/[^"\\]*)"', path.read_text("utf-8"))
        if not is_there(site.output, address)
    }
    assert missing == set()


def test_no_two_pages_of_releases_share_a_title(site: Built) -> None:
    titles = Counter(
        re.search("<title>(.*?)</title>", path.read_text("utf-8"), re.S)[1]  # type: ignore[index]
        for folder in ("berita", "en/berita", "r")
        for path in (site.output / folder).rglob("index.html")
        if "http-equiv" not in path.read_text("utf-8")
    )
    assert [title for title, count in titles.items() if count > 1] == []


def test_a_button_for_a_feed_leads_to_the_feed_of_its_page(site: Built) -> None:
    button = re.compile(r'<a class="button" href="(/umpan/[^"]+)">Umpan RSS ([^<]+)</a>')
    found = [
        match.groups()
        for page in site.output.rglob("index.html")
        for match in button.finditer(page.read_text("utf-8"))
    ]
    wrong = [row for row in found if row[0].count("/") < 4]  # a month has no feed of its own
    assert found and not wrong
