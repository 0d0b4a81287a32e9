"""When a release was published: in lists, feeds, API and news sitemap of whole sites."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.site.builder import GOLDEN, Built, build, tree

FIRST, NOW, LATER = (
    f"2026-{day}+07:00" for day in ("11-24T12:00:00", "11-24T15:20:00", "12-01T09:00:00")
)
TODAY = "Jalur pelayaran dijelaskan di balai desa"
OLD = "Pos pantau lama diresmikan"
SOUGHT = "rilis/2026/11/dicari-kakek.md"
HEAD = "Satuan: polres-sukamaju\n"


def write(content: Path, path: str, title: str, day: str, more: str = "") -> None:
    body = f"\nPolres Sukamaju memberi penjelasan kepada warga. {title}.\n"
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text(f"Judul: {title}\nTanggal: {day}\n{HEAD}{more}{body}", "utf-8")


def publish(content: Path, output: Path, now: str) -> Built:
    built = build(content, output, now=now, HUMAS_PERMALINKS_RECORD="true")
    assert built.status == 0, built.report
    return built


def line(built: Built, title: str) -> dict[str, Any]:
    """What the API says of a release."""
    for path in (built.output / "api/rilis").rglob("[0-9][0-9].json"):
        for row in json.loads(path.read_text("utf-8"))["releases"]:
            if row["title"] == title:
                return dict(row)
    raise AssertionError(title)


def begun(folder: Path) -> Path:
    """The content of a site that was published at FIRST, and to which two releases came since."""
    shutil.copytree(GOLDEN, folder)
    search = "Jenis: orang-hilang\nStatus-Kasus: dicari\nNama: Mbah Sarpik\n"
    search += "Berlaku-Sampai: 20 Desember 2026\n"
    write(folder, SOUGHT, "Dicari: Mbah Sarpik dari Sukamaju", "20 November 2026, 08.00", search)
    publish(folder, folder.with_name("situs"), FIRST)
    write(folder, "rilis/2026/11/tanpa-jam.md", TODAY, "21 November 2026")
    write(folder, "rilis/2021/03/tanpa-jam-lama.md", OLD, "12 Maret 2021")
    return folder


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """That site as it was published at NOW; ask, do not change."""
    content = begun(tmp_path_factory.mktemp("waktu") / "naskah")
    return publish(content, content.with_name("situs"), NOW)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return begun(tmp_path / "naskah")


@pytest.fixture
def site(content: Path) -> Built:
    """The same to go on from."""
    return publish(content, content.with_name("situs"), NOW)


def test_a_release_of_a_day_is_published_when_it_went_on_line(seen: Built) -> None:
    today, old = line(seen, TODAY), line(seen, OLD)
    assert today["published"] == today["updated"] == NOW
    assert old["published"].startswith("2021-03-12T00:00") and old["updated"] == NOW
    index = json.loads(seen.read("api/rilis/index.json"))
    assert index["updated"] == NOW and index["latest"][0]["title"] == TODAY


def test_it_comes_first_in_feeds_lists_and_the_news_sitemap(seen: Built) -> None:
    feed = json.loads(seen.read("umpan/feed.json"))
    assert feed["items"][0]["title"] == TODAY
    assert TODAY in seen.read("sitemap-berita.xml") and OLD not in seen.read("sitemap-berita.xml")
    home = seen.read("index.html")
    titles = [row["title"] for row in json.loads(seen.read("api/rilis/index.json"))["latest"]]
    assert home.index(TODAY) < home.index(titles[1])


def test_a_week_later_and_on_another_machine_it_is_the_same(content: Path, site: Built) -> None:
    assert "tanpa-jam" not in (content / "jejak/terbit/2026-11.tsv").read_text()
    before = line(site, TODAY)
    publish(content, site.output, LATER)
    assert line(site, TODAY) == before
    other = content.with_name("lain")
    assert build(content, other / "situs", now=LATER).status == 0
    assert tree(site.output / "api") == tree(other / "situs/api")


def test_a_closed_search_moves_what_followers_see(content: Path, site: Built) -> None:
    publish(content, site.output, LATER)  # what ended by the clock until then is no news
    file = content / SOUGHT
    file.write_text(file.read_text("utf-8").replace("dicari\n", "ditemukan\n", 1), "utf-8")
    closed = publish(content, site.output, "2026-12-02T10:00:00+07:00")
    notices = json.loads(closed.read("umpan/feed.json"))["items"]
    new = [item for item in notices if item["date_modified"] == "2026-12-02T10:00:00+07:00"]
    assert ["Pencarian ditutup: sudah ditemukan" in item["title"] for item in new] == [True]
    assert "Sarpik" not in json.dumps(notices)
