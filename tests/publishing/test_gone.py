"""Every address that a private withdrawal ever had answers 410, and nobody can read its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from kentongan.newsroom import former_addresses
from kentongan.parts.permalinks import ledger, notation
from kentongan.publishing import git, serverconf
from kentongan.publishing.caddy import caddy
from kentongan.publishing.nginx import Server, nginx

from tests.publishing.clones import named, run
from tests.publishing.newsrooms import Newsroom
from tests.publishing.servers import caddy_with, free_port, nginx_with
from tests.publishing.test_servers import refresh

CODE, OTHER = "D8X-J8A-K82", "4K7-Q2M-9XG"
NAME = "rahasiana"
OLD = (
    f"/berita/2026/11/{NAME}-satu/",
    f"/berita/2026/11/{NAME}-dua/",
    f"/berita/2026/10/{NAME}-dua/",
    f"/lama/{NAME}.html",
    f"/?p={NAME}",
    f"/r/{CODE}/",
    f"/api/rilis/{CODE}.json",
    f"/r/{CODE}/qr.svg",
    f"/cek/teks/{CODE}.json",
)


def keep_in_git(office: Newsroom) -> None:
    """The texts so far, kept by hand: `humas` publishes without Git here."""
    if not (office.root / ".git").exists():
        run(office.root, "init", "-q")
    run(office.root, "add", "content")
    who = ("-c", "user.name=Uji", "-c", "user.email=uji@humas.test")
    run(office.root, *who, "commit", "-qm", "naskah")


def as_older_versions_veiled(office: Newsroom) -> None:
    """Veil the addresses of releases as hashes alone. Those of files older versions lacked."""
    for line in ledger.read(office.root / "content")[0]:
        address = notation.unveiled(line)
        is_of_a_file = address.startswith(("/gambar/", "/kartu/", "/cek/"))
        if not line.address.startswith("/") and not is_of_a_file:
            file = office.root / "content" / line.path
            old = notation.line_of(line.code, line.address)
            new = notation.line_of(line.code, notation.hashed(line.code, address))
            file.write_text(file.read_text().replace(old, new))


def story(office: Newsroom) -> list[str]:
    """A release that moved twice is withdrawn for privacy; returns the addresses of its files."""
    more = "Gambar: ../../../gambar/a.jpg\nGambar-Alt: Perahu\n"
    more += f"Alih-Dari: /lama/{NAME}.html, /?p={NAME}\n"
    office.picture("a.jpg", 20)
    office.release("tetangga", OTHER)
    file = office.release(f"{NAME}-satu", CODE, more)
    office.publish()
    text = file.read_text()
    file.write_text(text.replace("Kode:", f"Slug: {NAME}-dua\nKode:"))
    office.publish()
    text = file.read_text().replace("20 November", "20 Oktober")
    file.write_text(text)
    office.publish()
    keep_in_git(office)
    site = office.shown()
    before = {path.relative_to(site).as_posix() for path in site.rglob("*.*") if path.is_file()}
    file.write_text(
        text.replace("Alih-Dari", "Tag").replace(
            "Kode:",
            "Dicabut: privasi\nAlasan: diminta keluarga\nDicabut-Pada: 23 November 2026\nKode:",
        )
    )
    office.publish()
    as_older_versions_veiled(office)
    office.publish()
    after = {path.relative_to(site).as_posix() for path in site.rglob("*.*") if path.is_file()}
    files = [
        f"/{path}"
        for path in sorted(before - after)
        if path.startswith(("gambar/", "kartu/", "lampiran/"))
    ]
    assert files
    return files


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Newsroom, list[str]]:
    office = Newsroom(tmp_path_factory.mktemp("cabut"), "utama", "kedua")
    return office, story(office)


@pytest.fixture(params=["nginx", "caddy"])
def web(
    request: pytest.FixtureRequest, withdrawn: tuple[Newsroom, list[str]], tmp_path: Path
) -> Iterator[httpx.Client]:
    port = free_port()
    place = withdrawn[0].servers["utama"]
    server = Server("humas.test", str(place), listen=f"127.0.0.1:{port}", brotli=True)
    if request.param == "nginx":
        running = nginx_with(nginx(server), port, tmp_path)
    else:
        server = replace(server, listen=f"http://127.0.0.1:{port}", copies=str(tmp_path / "salin"))
        refresh(server)
        running = caddy_with(caddy(server), port, tmp_path)
    with running as address, httpx.Client(base_url=address) as client:
        yield client


def test_every_address_it_had_is_answered_with_410(
    web: httpx.Client, withdrawn: tuple[Newsroom, list[str]]
) -> None:
    for address in (*OLD, *withdrawn[1]):
        assert web.get(address).status_code == 410, address
        if address.endswith("/"):
            assert web.get(address.rstrip("/")).status_code == 410, address
    assert "dicabut" in web.get(f"/r/{CODE}/").text
    assert web.get(f"/api/rilis/{CODE}.json").json()["pubStatus"] == "canceled"
    for address in ("/", f"/r/{OTHER}/", f"/api/rilis/{OTHER}.json", "/?p=lain"):
        assert web.get(address).status_code == 200, address
    assert web.get("/berita/2026/11/tidak-ada/").status_code == 404


def test_its_name_is_nowhere_but_in_the_map_that_the_server_reads(
    withdrawn: tuple[Newsroom, list[str]],
) -> None:
    office, _ = withdrawn
    assert NAME not in office.ledger()
    place = office.servers["utama"]
    named = {
        path.parent.name
        for path in place.rglob("*")
        if path.is_file() and (NAME in path.name or NAME.encode() in path.read_bytes())
    }
    assert named == {"server"}
    for folder in place.glob("versi/*/server"):
        assert folder.stat().st_mode & 0o007 == 0
        assert NAME not in (folder / serverconf.REDIRECTS).read_text()


def test_another_target_and_a_later_publication_know_it_too(
    withdrawn: tuple[Newsroom, list[str]],
) -> None:
    office, files = withdrawn
    office.release("kemudian", "000-000-000")
    office.publish("--semua")
    for place in office.servers.values():
        maps = {path.name: path.read_text() for path in (place / "kini/server").iterdir()}
        for address in (*OLD, *files):
            name = serverconf.GONE_ASKED if "?" in address else serverconf.GONE
            assert f'"{address}" 1;' in maps[name], address


def test_an_address_that_older_versions_hashed_is_found_by_the_name_of_its_file(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    (content / "rilis/2026/11").mkdir(parents=True)
    (content / "rilis/2026/11" / f"{NAME}.md").write_text("Judul: x\n")
    month = content / notation.FOLDER / "2026-11.tsv"
    month.parent.mkdir(parents=True)
    known, other = f"/berita/2026/11/{NAME}/", "/berita/2026/11/tak-tersisa/"
    month.write_text("".join(f"{CODE}\t{notation.hashed(CODE, a)}\n" for a in (known, other)))
    before = month.read_text()
    former_addresses.recover(content, tmp_path / ".cache")
    assert ledger.hidden(content) == {known}
    assert len(month.read_text().splitlines()) == 2
    assert notation.line_of(CODE, notation.hashed(CODE, other)) in month.read_text()
    assert before != month.read_text()
    assert NAME not in month.read_text()


def test_the_history_is_searched_once_and_then_only_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, cache = tmp_path / "content", tmp_path / ".cache"
    month = content / notation.FOLDER / "2026-11.tsv"
    month.parent.mkdir(parents=True)
    first, second, third = (f"/berita/2026/11/{name}/" for name in ("satu", "dua", "tiga"))
    run(content, "init", "-q")
    named(content, "Uji")

    def commit(*rows: str) -> None:
        month.write_text("".join(f"{row}\n" for row in rows))
        run(content, "add", "-A")
        run(content, "commit", "-qm", "jejak")

    def hashed(address: str) -> str:
        return notation.line_of(CODE, notation.hashed(CODE, address))

    searched: list[str] = []
    call = git.call

    def watched(words: Iterable[str], **options: Any) -> bytes:
        words = list(words)
        searched.extend(word for word in words[-3:-2] if words[0] == "log")
        return call(words, **options)

    monkeypatch.setattr(git, "call", watched)
    commit(notation.line_of(CODE, first))
    commit(hashed(first), hashed(second))
    former_addresses.recover(content, cache)
    assert ledger.hidden(content) == {first} and len(searched) == 1
    former_addresses.recover(content, cache)
    assert len(searched) == 1  # nothing is new
    kept = month.read_text().splitlines()
    commit(*kept, notation.line_of(CODE, second))
    former_addresses.recover(content, cache)
    assert ledger.hidden(content) == {first, second}
    assert [".." in words for words in searched] == [False, True]
    commit(notation.line_of(CODE, third))
    commit(hashed(third), hashed("/hilang/"))
    (cache / former_addresses.MEMORY).write_text("{")
    former_addresses.recover(content, cache)
    assert ledger.hidden(content) == {third} and ".." not in searched[-1]


def test_a_shallow_history_is_searched_again_once_it_is_whole(tmp_path: Path) -> None:
    whole, content = tmp_path / "pusat", tmp_path / "content"
    month = whole / notation.FOLDER / "2026-11.tsv"
    month.parent.mkdir(parents=True)
    run(whole, "init", "-q")
    named(whole, "Uji")
    address = "/berita/2026/11/satu/"
    for line in (address, notation.hashed(CODE, address)):
        month.write_text(notation.line_of(CODE, line) + "\n")
        run(whole, "add", "-A")
        run(whole, "commit", "-qm", "jejak")
    run(tmp_path, "clone", "-q", "--depth=1", whole.as_uri(), "content")
    former_addresses.recover(content, tmp_path / ".cache")
    assert not ledger.hidden(content)
    run(content, "fetch", "-q", "--unshallow")
    former_addresses.recover(content, tmp_path / ".cache")
    assert ledger.hidden(content) == {address}
