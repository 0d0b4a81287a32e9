"""The generated configuration in a real nginx and a real Caddy: every rule, asked over HTTP."""

from __future__ import annotations

import gzip
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import httpx
import pytest
from kentongan.parts.images import attachments
from kentongan.publishing import facts, rules, serverconf
from kentongan.publishing.caddy import caddy, refresh_script
from kentongan.publishing.core import Options
from kentongan.publishing.nginx import Server, nginx
from kentongan.publishing.targets.folder import FolderTarget

from tests.publishing.servers import BROTLI, caddy_with, free_port, nginx_with, program
from tests.publishing.trees import make_tree, page, publication, put, write

PAGE = "/berita/2026/02/kegiatan-1/"
MOVED = "/berita/2026/01/kegiatan-lama/"
ATTACHED = sorted(attachments.TYPES)
WITHDRAWN = "/berita/2026/03/kegiatan-2/"
OWN = "/r/3HM-ZGG-FNA/"  # it has a page, though its mark is that of another site


def deploy(folder: Path) -> Server:
    tree = make_tree(folder / "output", 12)
    write(tree, WITHDRAWN[1:] + "index.html", page("Siaran ini dicabut", ["/"]))
    write(tree, ".htpasswd", "rahasia")
    write(tree, ".well-known/security.txt", "Contact: https://humas.test/kontak/\n")
    write(tree, "umpan/satuan/polsek-kraton/atom.xml", "<feed/>")
    write(tree, "umpan/arsip/1.atom.xml", "<feed/>")
    write(tree, "umpan/umpan.opml", "<opml/>")
    write(tree, "sitemap.xml", "<urlset/>")
    write(tree, "agenda.ics", "BEGIN:VCALENDAR\r\n")
    for suffix in ATTACHED:
        write(tree, f"lampiran/0123abcd/berkas{suffix}", "isi")
    write(tree, "berita/2026/99/index.html", "Atas")
    (tree / "kosong").mkdir()
    site = facts.make(
        "https://humas.test",
        {MOVED: PAGE, "/Berita/2026/02/Kegiatan-1/": PAGE, "/antara/": MOVED, "/?p=12": PAGE},
        [WITHDRAWN, "/berita/2026/05/hilang/", "/r/7QK-8H2-FN9/"],
    )
    write(tree, OWN[1:] + "index.html", page("Rilis lama tanpa tanda", ["/"]))
    site = replace(site, marks={"FN": "https://polres.test", "GK": "https://polsek.test/humas"})
    what = publication(tree, folder)
    what = replace(what, server=serverconf.maps(site))
    place = folder / "www"
    put(FolderTarget(Options("uji", {"type": "folder", "path": str(place)}), folder / "c"), what)
    (place / "kini/situs/kosong").mkdir(exist_ok=True)
    return Server("humas.test", str(place), listen=f"127.0.0.1:{free_port()}", brotli=True)


def refresh(server: Server) -> None:
    """What root does for Caddy, once before and after each publication: in silence."""
    env = {"PATH": "/usr/bin:/bin", "HUMAS_MUAT_ULANG": "true"}
    command = ["sh", "-c", refresh_script(server)]
    done = subprocess.run(command, check=True, env=env, capture_output=True)
    assert done.stdout + done.stderr == b""


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp(request.param)
    server = deploy(folder)
    port = int(server.listen.rpartition(":")[2])
    if request.param == "nginx":
        running = nginx_with(nginx(server), port, folder / "jalan")
    else:
        server = replace(server, listen=f"http://127.0.0.1:{port}", copies=str(folder / "salinan"))
        refresh(server)
        running = caddy_with(caddy(server), port, folder / "jalan")
    with running as address, httpx.Client(base_url=address, headers={"accept-encoding": ""}) as web:
        yield web


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        (PAGE, "text/html; charset=utf-8"),
        ("/umpan/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/umpan/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/umpan/feed.json", "application/feed+json; charset=utf-8"),
        ("/umpan/satuan/polsek-kraton/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/umpan/arsip/1.atom.xml", "application/atom+xml; charset=utf-8"),
        ("/umpan/umpan.opml", "text/x-opml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/agenda.ics", "text/calendar; charset=utf-8"),
        ("/api/rilis/index.json", "application/json; charset=utf-8"),
        ("/tema/gaya.1a2b3c.css", "text/css; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_file_has_its_type(client: httpx.Client, path: str, kind: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind


@pytest.mark.parametrize("suffix", ATTACHED)
def test_an_attachment_has_the_type_that_its_page_names(
    client: httpx.Client, suffix: str, tmp_path: Path
) -> None:
    file = tmp_path / f"berkas{suffix}"
    file.write_bytes(b"isi")
    answer = client.get(f"/lampiran/0123abcd/berkas{suffix}")
    assert answer.headers["content-type"].partition(";")[0] == (
        attachments.describe(file.name, file).type
    )


@pytest.mark.parametrize("path", ["/", "/tidak-ada/", WITHDRAWN, "/umpan/rss.xml", MOVED])
@pytest.mark.parametrize("name", [*rules.SECURITY, "Strict-Transport-Security"])
def test_security_headers_stand_once_on_every_answer(
    client: httpx.Client, path: str, name: str
) -> None:
    expected = {**rules.SECURITY, "Strict-Transport-Security": rules.HSTS}[name]
    assert client.get(path).headers.get_list(name) == [expected]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/", rules.SHORT),
        (PAGE, rules.SHORT),
        ("/umpan/rss.xml", rules.SHORT),
        ("/tema/gaya.1a2b3c.css", rules.LONG),
        ("/tema/tidak-ada.css", "no-cache"),
        ("/tidak-ada/", "no-cache"),
    ],
)
def test_versioned_files_are_kept_long_and_pages_short(
    client: httpx.Client, path: str, value: str
) -> None:
    assert client.get(path).headers.get_list("cache-control") == [value]


@pytest.mark.parametrize("path", ["/", "/umpan/atom.xml", "/tema/gaya.1a2b3c.css"])
def test_an_unchanged_file_is_answered_with_304(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    dated = client.get(path, headers={"if-modified-since": first.headers["last-modified"]})
    assert dated.status_code == 304


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_the_precompressed_variant_is_sent_as_it_is(client: httpx.Client, encoding: str) -> None:
    plain = client.get(PAGE).content
    with client.stream("GET", PAGE, headers={"accept-encoding": encoding}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == encoding
    assert "accept-encoding" in answer.headers["vary"].lower()
    unpack = gzip.decompress if encoding == "gzip" else brotli.decompress
    assert unpack(packed) == plain


@pytest.mark.parametrize(
    ("path", "goal"),
    [
        (MOVED, PAGE),
        (MOVED[:-1], PAGE),
        (MOVED + "?dari=wa", PAGE + "?dari=wa"),
        ("/antara/", PAGE),
        ("/?p=12", PAGE),
        ("/Berita/2026/02/Kegiatan-1/", PAGE),
        (PAGE[:-1], PAGE),
    ],
)
def test_a_moved_release_is_redirected_in_one_step(
    client: httpx.Client, path: str, goal: str
) -> None:
    answer = client.get(path)
    assert answer.status_code in ((301, 308) if path == PAGE[:-1] else (301,))
    assert answer.headers["location"].removeprefix(str(client.base_url).rstrip("/")) == goal


@pytest.mark.parametrize(
    ("path", "status", "goal"),
    [
        ("/r/QCE-4Q7-FNW/", 302, "https://polres.test/r/QCE-4Q7-FNW/"),
        ("/r/QCE-4Q7-FNW", 302, "https://polres.test/r/QCE-4Q7-FNW"),
        ("/r/QCE-4Q7-GKW/", 302, "https://polsek.test/humas/r/QCE-4Q7-GKW/"),
        (OWN, 200, ""),
        ("/r/7QK-8H2-FN9/", 410, ""),
        ("/r/QCE-4Q7-ZZW/", 404, ""),
        ("/r/qce-4q7-fnw/", 404, ""),
        ("/r/QCE-4Q7-FNW/qr.svg", 404, ""),
        ("/r/QCE-4Q7-FNW//evil.test/", 404, ""),
        ("/x/r/QCE-4Q7-FNW/", 404, ""),
    ],
)
def test_a_code_leads_to_the_site_that_its_mark_names(
    client: httpx.Client, path: str, status: int, goal: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("location", "")) == (status, goal)


def test_a_withdrawn_release_is_410_with_its_notice(client: httpx.Client) -> None:
    answer = client.get(WITHDRAWN)
    assert answer.status_code == 410
    assert "Siaran ini dicabut" in answer.text
    assert client.get("/berita/2026/05/hilang/").status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "/tidak-ada/",
        "/.htpasswd",
        "/.git/config",
        "/berita/.env",
        "/%2ehtpasswd",
        "/kosong/",
        "/404.html",
        "/index.html.gz",
        "/index.html.br",
        "/../versi.json",
        "/..%2fversi.json",
        "/%2e%2e/versi.json",
    ],
)
def test_what_is_not_public_is_404_with_the_sites_own_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 400)
    if answer.status_code == 404:
        assert "Halaman tidak ada" in answer.text
    assert "rahasia" not in answer.text


def test_other_sites_may_read_the_api_and_nothing_else(client: httpx.Client) -> None:
    origin = {"origin": "https://media.test"}
    for path in ("/api/rilis/index.json", "/umpan/rss.xml"):
        assert client.get(path, headers=origin).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/", headers=origin).headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/").status_code in (404, 405)


def test_the_server_does_not_tell_its_version(client: httpx.Client) -> None:
    assert client.get("/").headers.get("server", "nginx") == "nginx"


def test_a_switch_shows_each_reader_one_whole_page(tmp_path: Path) -> None:
    """Readers ask without pause while twenty versions are published."""
    import threading

    server = deploy(tmp_path)
    port = int(server.listen.rpartition(":")[2])
    target = FolderTarget(Options("uji", {"type": "folder", "path": server.path}), tmp_path / "c")
    maps = serverconf.maps(facts.make("", {}))
    seen: list[str] = []
    stop = threading.Event()

    def read(address: str) -> None:
        with httpx.Client(base_url=address) as web:
            while not stop.is_set():
                answer = web.get("/")
                seen.append(answer.text if answer.status_code == 200 else f"{answer.status_code}")

    states = {(tmp_path / "output/index.html").read_text()}
    with nginx_with(nginx(server), port, tmp_path / "jalan") as address:
        reader = threading.Thread(target=read, args=(address,))
        reader.start()
        for number in range(20):
            text = page(f"Beranda {number}", ["/"])
            states.add(text)
            write(tmp_path / "output", "index.html", text)
            put(target, replace(publication(tmp_path / "output", tmp_path), server=maps))
        stop.set()
        reader.join()
    assert len(seen) > 20
    assert set(seen) <= states


def long_facts(count: int, length: int) -> facts.SiteFacts:
    def address(kind: str, number: int) -> str:
        start = f"/berita/2026/11/{kind}-{number:05d}-"
        return start + "x" * max(0, length - len(start) - 1) + "/"

    moved = {address("lama", number): PAGE for number in range(count)}
    return facts.make("https://humas.test", moved, [address("cabut", n) for n in range(count)])


def nginx_test(folder: Path, config: str) -> subprocess.CompletedProcess[str]:
    folder.mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(
        f"load_module {BROTLI};\npid {folder}/pid;\nevents {{ }}\nhttp {{\n{config}\n}}\n"
    )
    command = [program("nginx", "nginx-light"), "-t", "-c", str(folder / "nginx.conf")]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("count", [1, 100, 10_000])
@pytest.mark.parametrize("length", [20, 68, 200])
def test_nginx_holds_all_addresses_however_long(tmp_path: Path, count: int, length: int) -> None:
    server = Server("humas.test", str(tmp_path), listen=f"127.0.0.1:{free_port()}", brotli=True)
    site = long_facts(count, length)
    for name, data in serverconf.maps(site).items():
        write(tmp_path / "kini/server", name, data)
    checked = nginx_test(tmp_path / "uji", nginx(server))
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    if (count, length) != (10_000, 200):
        return
    make_tree(tmp_path / "kini/situs", 2)
    moved = next(iter(site.redirects))
    with nginx_with(nginx(server), int(server.listen.rpartition(":")[2]), tmp_path / "j") as at:
        assert httpx.get(at + site.gone[-1]).status_code == 410
        for asked, goal in ((moved, PAGE), (moved[:-1], PAGE), (moved + "?a=b", PAGE + "?a=b")):
            answer = httpx.get(at + asked)
            assert (answer.status_code, answer.headers["location"]) == (301, goal)
        assert httpx.get(at + "/berita/2026/11/tidak-ada/").status_code == 404


def test_a_certificate_can_be_asked_for_before_there_is_one(tmp_path: Path) -> None:
    port = free_port()
    server = replace(deploy(tmp_path), listen=f"127.0.0.1:{port}", challenge=str(tmp_path / "a"))
    write(tmp_path / "a", ".well-known/acme-challenge/tanda", "jawaban")
    with nginx_with(nginx(server), port, tmp_path / "jalan") as address:
        assert httpx.get(f"{address}/.well-known/acme-challenge/tanda").text == "jawaban"
    secured = nginx(replace(server, listen="", certificate="/c.pem", key="/k.pem"))
    plain, _, tls = secured.partition("listen 443")
    assert f"acme-challenge/ {{ root {tmp_path}/a; }}" in plain
    assert "acme-challenge" not in tls


EVIL = [
    "server { listen 127.0.0.1:8912; return 200 x; }",
    '"/a/" "/b/"; } server { listen 127.0.0.1:8912; } map $uri $x {',
    "lua_code_cache on;\nroot /etc x;",
    "}\nrespond /rahasia 200\nmap {path} {x} {",
]


@pytest.mark.parametrize("evil", EVIL[:3])
def test_whoever_writes_the_maps_commands_nothing_in_nginx(tmp_path: Path, evil: str) -> None:
    server = deploy(tmp_path)
    maps = Path(server.path) / "kini/server"
    for name in (serverconf.MOVED, serverconf.GONE):
        (maps / name).write_text(evil + "\n")
    assert nginx_test(tmp_path / "uji", nginx(server)).returncode != 0


@pytest.mark.parametrize("evil", EVIL)
def test_whoever_writes_the_maps_commands_nothing_in_caddy(tmp_path: Path, evil: str) -> None:
    server = replace(deploy(tmp_path), copies=str(tmp_path / "salinan"))
    kept = (Path(server.path) / f"kini/server/{serverconf.CADDY}{serverconf.MOVED}").read_text()
    for name in (serverconf.MOVED, serverconf.GONE):
        (Path(server.path) / f"kini/server/{serverconf.CADDY}{name}").write_text(f"{evil}\n{kept}")
    refresh(server)
    assert (tmp_path / "salinan/pindah.map").read_text() == kept
    (tmp_path / "Caddyfile").write_text(caddy(replace(server, listen="http://127.0.0.1:8912")))
    command = [program("caddy", "caddy"), "adapt", "--config", str(tmp_path / "Caddyfile")]
    adapted = subprocess.run(
        command, capture_output=True, text=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin"}
    )
    assert adapted.returncode == 0, adapted.stderr
    assert "rahasia" not in adapted.stdout


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_the_configuration_stands_before_anything_is_published(tmp_path: Path, kind: str) -> None:
    listen = f"127.0.0.1:{free_port()}"
    server = Server("humas.test", str(tmp_path / "belum"), listen=listen, brotli=True)
    if kind == "nginx":
        checked = nginx_test(tmp_path / "uji", nginx(server))
        assert checked.returncode == 0, checked.stderr
        return
    port = int(listen.rpartition(":")[2])
    server = replace(server, listen=f"http://{listen}", copies=str(tmp_path / "belum"))
    refresh(server)
    with caddy_with(caddy(server), port, tmp_path / "jalan") as address:
        assert httpx.get(address).status_code == 404


def test_the_map_never_names_a_page_that_is_not_there() -> None:
    """A moved release that was then withdrawn for privacy leaves nothing behind."""
    site = facts.make("", {"/berita/2026/05/nama-korban/": "/berita/2026/05/nama-korban-2/"})
    shown = facts.only_for(site, ["/", "/r/4K7-Q2M-9XC/"])
    assert all(b"korban" not in data for data in serverconf.maps(shown).values())


def test_the_environment_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    assert "443 ssl" in nginx(Server("humas.test", "/srv/situs", "/c.pem", "/k.pem"))
