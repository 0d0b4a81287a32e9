"""What the golden site and the starter site must say, and that they always say it alike."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from kentongan.domain import text

from tests.conftest import PREFIX
from tests.site import expectations
from tests.site.builder import GOLDEN, NOW, ROOT, SITEURL, Built, build, tree
from tests.site.links import Pages, addresses, document

KRATON = (ROOT / "tests/site/kraton.txt").read_text("utf-8").split("\n")
ADDRESS = (
    "/berita/2024/08/polsek-kraton-himbau-pilkada-damai-melalui-patroli-di-pemukiman-penduduk/"
)


# Bytes


@pytest.mark.parametrize("path", expectations.OUTPUTS)
def test_the_outputs_that_matter_are_as_expected_to_the_byte(golden: Built, path: str) -> None:
    """After a change that was meant: `make golden`, then review the difference."""
    assert expectations.normalised(golden.read(path)) == expectations.place(path).read_text("utf-8")


def test_nothing_is_expected_that_no_build_makes() -> None:
    kept = {file for file in expectations.EXPECTED.rglob("*") if file.is_file()}
    assert kept == {expectations.place(path) for path in expectations.OUTPUTS}


CIRCUMSTANCES: dict[str, tuple[dict[str, str], int, int]] = {
    "one job and the C locale": (
        {"LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"},
        0o022,
        1,
    ),
    "an Indonesian locale, another zone and a strict umask": (
        {"LC_ALL": "id_ID.UTF-8", "LANGUAGE": "id", "TZ": "America/New_York"},
        0o077,
        2,
    ),
}


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_the_same_content_gives_the_same_bytes_under(
    golden: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, circumstance: str
) -> None:
    """Each time in another folder too, and from a copy of the content."""
    variables, mask, jobs = CIRCUMSTANCES[circumstance]
    content = tmp_path / "tempat lain" / "naskah"
    shutil.copytree(GOLDEN, content)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    old_mask = os.umask(mask)
    try:
        other = build(content, tmp_path / "tempat lain" / "hasil", jobs=jobs, cold=True)
    finally:
        os.umask(old_mask)
    assert other.status == 0, other.report
    assert differing(golden, other) == []


def test_the_site_is_the_same_a_minute_later(golden: Built, tmp_path: Path) -> None:
    later = NOW.replace("12:00:00", "12:01:00")
    other = build(GOLDEN, tmp_path / "output", now=later)
    assert differing(golden, other) == []


def differing(one: Built, other: Built) -> list[str]:
    left, right = tree(one.output), tree(other.output)
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))


# The release that everything began with


def test_the_kraton_release_stands_there_word_for_word(starter: Built) -> None:
    page = document(starter.output / ADDRESS[1:] / "index.html")
    assert ["".join(title.itertext()) for title in page.iter("h1")] == [KRATON[0]]
    prose = page.xpath("//div[@class='prose']/p")
    assert ["".join(paragraph.itertext()) for paragraph in prose] == KRATON[1:]


@pytest.mark.parametrize(
    "path",
    [
        "satuan/polsek-kraton/",
        "satuan/polresta-pasuruan/",
        "jenis/siaran-pers/",
        "arsip/2024/08/",
        "tag/patroli/",
        "tag/kamtibmas/",
        "tag/pilkada/",
    ],
)
def test_the_kraton_release_stands_in_its_listings(starter: Built, path: str) -> None:
    assert ADDRESS in set(addresses(starter.output / path / "index.html"))


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
@pytest.mark.parametrize("place", ["", "satuan/polsek-kraton/", "jenis/siaran-pers/"])
def test_the_kraton_release_is_read_from_its_feeds_without_complaint(
    starter: Built, place: str, name: str
) -> None:
    feed = feedparser.parse((starter.output / "umpan" / place / name).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    (entry,) = [entry for entry in feed.entries if entry.link == SITEURL + ADDRESS]
    assert entry.title == KRATON[0]
    words = text.plain(entry.content[0].value)
    assert all(paragraph in words.split("\n") for paragraph in KRATON[1:])


def test_the_kraton_release_is_in_the_json_feed(starter: Built) -> None:
    items = json.loads(starter.read("umpan/feed.json"))["items"]
    (item,) = [item for item in items if item["url"] == SITEURL + ADDRESS]
    assert item["title"] == KRATON[0]
    assert item["date_published"] == "2024-08-30T00:00:00+07:00"


def test_every_feed_of_both_sites_is_read_without_complaint(golden: Built, starter: Built) -> None:
    complaints = {
        path.relative_to(built.output).as_posix(): str(feed.bozo_exception)
        for built in (golden, starter)
        for path in sorted((built.output / "umpan").rglob("*.xml"))
        for feed in [feedparser.parse(path.read_bytes())]
        if feed.bozo
    }
    assert complaints == {}


# Links


@pytest.mark.parametrize("name", ["golden", "starter", "below_a_folder"])
def test_every_link_of_the_site_to_itself_leads_somewhere(
    request: pytest.FixtureRequest, name: str
) -> None:
    built: Built = request.getfixturevalue(name)
    siteurl = SITEURL + PREFIX if name == "below_a_folder" else SITEURL
    assert Pages(built.output, siteurl).broken() == set()


def test_links_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<p id="ada"><a href="/tidak-ada/"></a><a href="#hilang"></a><a href="#ada"></a>'
        '<img src="/x.jpg" srcset="/y.jpg 1x, /index.html 2x"><a href="https://lain.test/"></a>'
    )
    found = {line.partition(" → ")[2] for line in Pages(tmp_path, SITEURL).broken()}
    assert found == {"/tidak-ada/", "#hilang", "/x.jpg", "/y.jpg"}


def test_a_site_below_a_folder_names_only_full_addresses_of_that_folder(
    below_a_folder: Built,
) -> None:
    """Feeds, sitemaps and the like hold no address of the host without the folder."""
    outside = re.compile(re.escape(SITEURL) + r"(?!/humas\b)")
    wrong = [path for path in texts(below_a_folder.output) if outside.search(path.read_text())]
    assert wrong == []


def texts(folder: Path) -> Iterator[Path]:
    for ending in ("html", "xml", "json", "txt", "ics", "opml", "webmanifest"):
        yield from sorted(folder.rglob(f"*.{ending}"))


# Nobody sees what is not public


def test_what_is_hidden_is_nowhere_in_the_output(golden: Built) -> None:
    hidden = re.compile(rb"rahasia(privasi|putusan|draf|embargo|nama|temu)", re.I)
    wrong = [
        path.relative_to(golden.output).as_posix()
        for path in sorted(golden.output.rglob("*"))
        if hidden.search(path.name.encode())
        or (path.is_file() and hidden.search(path.read_bytes()))
    ]
    assert wrong == []


# Content of others

UNIT = "Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n"
RELEASE = "Judul: Apel pagi\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\n\nIsi berita.\n"


def folder_of(tmp_path: Path, **files: str) -> Path:
    content = tmp_path / "naskah"
    (content / "rilis").mkdir(parents=True)
    for name, words in files.items():
        path = content / {"unit": "satuan/polsek-uji.md", "release": "rilis/2026/05/apel.md"}[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    return content


def test_releases_and_one_unit_are_enough(tmp_path: Path) -> None:
    built = build(folder_of(tmp_path, unit=UNIT, release=RELEASE), tmp_path / "output")
    assert built.status == 0, built.report
    assert "Isi berita." in built.read("berita/2026/05/apel/index.html")
    assert feedparser.parse(built.read("umpan/rss.xml").encode()).entries[0].title == "Apel pagi"


def test_a_foreign_site_without_pages_gets_those_that_it_links_to(tmp_path: Path) -> None:
    content = folder_of(tmp_path, unit=UNIT, release=RELEASE)
    (content / "halaman").mkdir()
    (content / "halaman/kontak.md").write_text("Judul: Hubungi kami\n\nDatanglah.\n", "utf-8")
    built = build(content, tmp_path / "output", SITENAME='"Humas Uji"')
    assert Pages(built.output, SITEURL).broken() == set()
    assert "diterbitkan oleh Humas Uji" in built.read("tentang/index.html")
    assert "Datanglah." in built.read("kontak/index.html")


def test_a_site_without_releases_has_a_home_page_and_no_empty_feed(tmp_path: Path) -> None:
    built = build(folder_of(tmp_path, unit=UNIT), tmp_path / "output")
    assert built.status == 0, built.report
    assert (built.output / "index.html").is_file()
    assert (built.output / "satuan/polsek-uji/index.html").is_file()
    assert list((built.output / "umpan").rglob("rss.xml")) == []
    assert Pages(built.output, SITEURL).broken() == set()


def test_a_site_without_anything_is_still_a_site(tmp_path: Path) -> None:
    built = build(folder_of(tmp_path), tmp_path / "output")
    assert built.status == 0, built.report
    assert Pages(built.output, SITEURL).broken() == set()


def test_a_release_of_a_unit_without_a_file_stops_the_build(tmp_path: Path) -> None:
    built = build(folder_of(tmp_path, release=RELEASE), tmp_path / "output")
    assert built.status == 1 and "[releases.E005]" in built.report
    assert "Traceback" not in built.report and not built.output.exists()
