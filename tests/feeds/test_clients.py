"""Readers as people use them, run against the feeds on loopback: newsboat, sfeed, rss2email."""

from __future__ import annotations

import functools
import http.server
import mailbox
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from kentongan.domain.release import Picture, Release, Rendition, Withdrawal
from kentongan.parts.feeds import hooks
from kentongan.site.model import Site

from tests.loopback import running

Make = Callable[..., Release]
PICTURE = Picture(
    "rilis/2026/05/x.jpg",
    alt="Dua polisi",
    renditions=(Rendition("/media/x.jpg", 1200, 800, "image/jpeg", 9000),),
)


@dataclass
class Served:
    """A site on loopback, and a home folder for the reader."""

    root: Path
    url: str
    home: Path
    make_site: Callable[..., Site]

    def publish(self, releases: list[Release]) -> None:
        """Replace what is served by the feeds of these releases."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        site = self.make_site(releases, SITEURL=self.url)
        for task in (task for task in hooks.collect(site) if not task.after):
            for path, data in task.make(site, *task.args):
                target = self.root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data.read_bytes() if isinstance(data, Path) else data)

    def run(self, program: str, *arguments: str, expect: int | None = 0) -> str:
        path = shutil.which(program)
        if path is None:
            pytest.fail(f"{program} is not installed; it comes from the system's packages")
        environment = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "NO_PROXY": "127.0.0.1",
        }
        done = subprocess.run(
            [path, *arguments],
            cwd=self.home,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )
        if expect is not None:
            assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Nothing: the test shows what went wrong."""


@pytest.fixture
def served(tmp_path: Path, make_site: Callable[..., Site]) -> Iterator[Served]:
    root, home = tmp_path / "output", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    handler = functools.partial(_Quiet, directory=str(root))
    with running(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield Served(root, address, home, make_site)


@pytest.fixture
def releases(make_release: Make) -> list[Release]:
    first = make_release().happened_at
    return [
        make_release(
            slug=f"siaran-{number}",
            title=f"Siaran R&D <b>{number}</b> 🚓 ]]>",
            happened_at=first + timedelta(hours=number),
            picture=PICTURE if number % 2 else None,
            code=code,
        )
        for number, code in enumerate(
            ["4K7-Q2M-9XC", "AAA-AAA-AAA", "BBB-BBB-BBB", "CCC-CCC-CCC", "DDD-DDD-DDD"]
        )
    ]


def newsboat(served: Served, *arguments: str) -> str:
    files = [f"--url-file={served.home / 'urls'}", f"--cache-file={served.home / 'cache.db'}"]
    (served.home / "urls").touch()
    return served.run("newsboat", *files, *arguments)


def items_of(served: Served) -> list[tuple[str, str, str]]:
    with sqlite3.connect(served.home / "cache.db") as database:
        query = "select guid, title, url from rss_item order by pubDate desc"
        return list(database.execute(query))


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_newsboat_reads_and_counts(served: Served, releases: list[Release], name: str) -> None:
    served.publish(releases)
    (served.home / "urls").write_text(f"{served.url}/umpan/{name}\n")
    assert newsboat(served, "-x", "reload", "print-unread").startswith("5 ")
    items = items_of(served)
    assert [guid for guid, *_ in items][-1] == "urn:kentongan:rilis:4K7Q2M9XC"
    assert all(url.startswith(f"{served.url}/berita/2026/05/siaran-") for *_, url in items)


def test_newsboat_knows_a_retitled_release_again(served: Served, releases: list[Release]) -> None:
    served.publish(releases)
    (served.home / "urls").write_text(f"{served.url}/umpan/rss.xml\n")
    newsboat(served, "-x", "reload")
    renamed = replace(releases[0], title="Judul baru", slug="judul-baru")
    served.publish([renamed, *releases[1:]])
    newsboat(served, "-x", "reload")
    assert len(items_of(served)) == 5
    assert "Judul baru" in [title for _, title, _ in items_of(served)]


def test_newsboat_overwrites_a_release_that_was_withdrawn(
    served: Served, releases: list[Release], now: object
) -> None:
    served.publish(releases)
    (served.home / "urls").write_text(f"{served.url}/umpan/atom.xml\n")
    newsboat(served, "-x", "reload")
    at = releases[0].happened_at + timedelta(days=190)
    gone = replace(releases[0], withdrawal=Withdrawal("privasi", "x", at))
    served.publish([gone, *releases[1:]])
    newsboat(served, "-x", "reload")
    titles = {guid: title for guid, title, _ in items_of(served)}
    assert len(titles) == 5
    assert titles["urn:kentongan:rilis:4K7Q2M9XC"] == "Siaran ini dicabut (4K7-Q2M-9XC)"


def test_newsboat_imports_the_opml(served: Served, releases: list[Release]) -> None:
    served.publish(releases)
    newsboat(served, f"--import-from-opml={served.root / 'umpan' / 'umpan.opml'}")
    lines = (served.home / "urls").read_text().splitlines()
    feeds = {line.split()[0] for line in lines if line.startswith("http")}
    assert feeds == {
        f"{served.url}/umpan/{folder}rss.xml"
        for folder in (
            "",
            "satuan/polsek-kraton/",
            "satuan/polres-pasuruan-kota/",
            "jenis/siaran-pers/",
            "tag/patroli/",
        )
    }


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_sfeed_reads_every_field(served: Served, releases: list[Release], name: str) -> None:
    served.publish(releases)
    config = served.home / "sfeedrc"
    config.write_text(
        f'sfeedpath="{served.home}/feeds"\n'
        f'feeds() {{ feed "humas" "{served.url}/umpan/{name}"; }}\n'
    )
    served.run("sfeed_update", str(config))
    lines = (served.home / "feeds" / "humas").read_text().splitlines()
    rows = [line.split("\t") for line in lines]
    assert len(rows) == 5
    for number, row in zip(range(4, -1, -1), rows, strict=True):
        moment, title, link, content, kind, guid, author, enclosure = row[:8]
        assert int(moment) == int(releases[number].published_at.timestamp())
        assert title == releases[number].title
        assert link == f"{served.url}{releases[number].url}"
        assert content.startswith("<p>" if number % 2 == 0 else "<figure>")
        assert kind == "html"
        assert guid.startswith("urn:kentongan:rilis:")
        assert author == "Humas Polsek Kraton"
        assert enclosure == (f"{served.url}/media/x.jpg" if number % 2 else "")


def test_rss2email_mails_each_release_once_even_after_a_new_title(
    served: Served, releases: list[Release]
) -> None:
    served.publish(releases)
    config = served.home / "rss2email.cfg"
    box = served.home / "surat"
    config.write_text(
        "[DEFAULT]\n"
        "from = humas@uji.test\nto = redaksi@uji.test\nemail-protocol = maildir\n"
        f"maildir-path = {served.home}\nmaildir-mailbox = surat\n"
        "trust-guid = True\nfeed-timeout = 30\n"
    )
    for folder in ("cur", "new", "tmp"):
        (box / folder).mkdir(parents=True)
    places = ("--config", str(config), "--data", str(served.home / "rss2email.json"))
    served.run("r2e", *places, "add", "humas", f"{served.url}/umpan/rss.xml")
    served.run("r2e", *places, "run")
    # rss2email writes the <b> of a title as Markdown.
    assert subjects(box) == [f"Siaran R&D **{number}** 🚓 ]]>" for number in range(5)]
    renamed = replace(releases[2], title="Judul baru", slug="judul-baru")
    served.publish([*releases[:2], renamed, *releases[3:]])
    served.run("r2e", *places, "run")
    assert len(subjects(box)) == 5


def subjects(box: Path) -> list[str]:
    mails = mailbox.Maildir(box, create=False)
    return sorted(str(make_header(decode_header(mail["Subject"]))) for mail in mails)
