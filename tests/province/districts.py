"""Invented districts: what they sign, in memory, and a server that can be made to misbehave."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kentongan.domain import addresses, codes
from kentongan.parts.authenticity import shingles
from kentongan.parts.authenticity.core import hash_file, words_digest
from kentongan.parts.authenticity.words import forms
from kentongan.province.registry import District, OwnUnit, Registry
from kentongan.site import federation
from kentongan.site.federation import canonical, sha256
from kentongan.site.signing import PublicKey, Signer

from tests import loopback

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Told:
    """A release as a district publishes it."""

    slug: str
    title: str
    text: str
    unit: str
    code: str
    published: datetime = NOW - timedelta(days=1)
    state: str = "terbit"
    kind: str = "siaran-pers"
    signed_text: str = ""  # what its row is made from, where that is another text
    is_recognised: bool = False  # its text is known by its hashes, once it is withdrawn
    changed: str = ""  # when it says that it was changed or withdrawn
    note: str = ""

    def row(self) -> dict[str, str]:
        moment = self.published.isoformat()
        if self.state != "terbit":
            at = self.changed or moment
            known = {"sidik": sha256(self.hash_file())} if self.is_recognised else {}
            return {"kode": self.code, "status": self.state, "dicabut": at, **known}
        return {
            "kode": self.code, "status": "terbit", "alamat": f"/berita/2026/11/{self.slug}/",
            "satuan": self.unit, "terbit": moment,
            "diubah": self.changed or moment,
            "sha256": words_digest(self.title, self.signed_text or self.text),
        }  # fmt: skip

    def hash_file(self) -> bytes:
        numbers = shingles.fingerprints(forms(self.title) + forms(self.text))
        return hash_file(self.code, sorted(set(numbers)))

    def news(self) -> dict[str, Any]:
        plain = {"role": "main", "contentType": "text/plain", "value": self.text}
        return {
            "uri": f"urn:kentongan:rilis:{self.code.replace('-', '')}",
            "title": self.title,
            "bodies": [plain] if self.state == "terbit" else [],
            "descriptions": [{"role": "summary", "value": self.text[:80]}],
            "genres": [{"uri": f"urn:kentongan:jenis:{self.kind}"}],
            "contentCreated": self.published.isoformat(),
            "language": "id",
            "edNote": self.note,
        }


@dataclass
class Site:
    """A district with its key, its releases and the files that follow from them."""

    slug: str
    mark: str
    key: Signer = field(default_factory=lambda: Signer(Ed25519PrivateKey.generate()))
    told: list[Told] = field(default_factory=list)
    number: int = 1
    made_at: datetime = NOW - timedelta(hours=1)
    files: dict[str, bytes] = field(default_factory=dict)
    origin: str = ""
    address: str = ""  # what it calls itself, where that is not where it is read
    count: int = 0  # releases so far, withdrawn and deleted ones too

    def tell(self, count: int, *, unit: str = "", word: str = "kabar") -> list[Told]:
        more = []
        for number in range(self.count, self.count + count):
            text = f"{word} {number} dari {self.slug}. " + "Petugas berjaga di simpang kota. " * 3
            told = Told(
                f"r{number}", f"Judul {word} {number} {self.slug}", text, unit or self.slug,
                codes.derive(f"rilis/{self.slug}/{number}.md", self.mark),
                NOW - timedelta(hours=2 + number),
            )  # fmt: skip
            more.append(told)
        self.told += more
        self.count += count
        return more

    def publish(self, *, number: int | None = None, more: dict[str, bytes] | None = None) -> Site:
        self.number = number if number is not None else self.number + 1
        rows = [told.row() for told in self.told]
        root = {
            "situs": self.address or self.origin, "waktu": None, "jumlah": len(rows),
            "pecahan": 4, "pemilik": 4, "urut": self.number, "wilayah": self.slug,
            "awalan": "", "versi": 1,
        }  # fmt: skip
        files = dict(self._tree(rows, root))
        lines = [federation.bundle_line(told.news()) for told in self.told]
        bundles = {
            addresses.bundle(2026, 11, 1 + start // 100): b"".join(lines[start : start + 100])
            for start in range(0, len(lines), 100)
        }
        files |= bundles | (more or {})
        files |= {
            addresses.check_hashes(told.code): told.hash_file()
            for told in self.told
            if told.state != "terbit" and told.is_recognised
        }
        index = {path: sha256(data) for path, data in files.items() if path in bundles}
        files[addresses.BUNDLE_INDEX] = federation.bundle_index(index)
        self.files = files
        return self.beat()

    def _tree(
        self, rows: list[dict[str, str]], root: dict[str, Any]
    ) -> Iterator[tuple[str, bytes]]:
        if len(rows) <= 64:
            yield addresses.MANIFEST, canonical({**root, "siaran": rows})
            return
        below = {}
        for letter in sorted({row["kode"][0] for row in rows}):
            part = [row for row in rows if row["kode"][0] == letter]
            data = canonical({"awalan": letter, "siaran": part, "versi": 1})
            below[letter] = sha256(data)
            yield f"{addresses.WELL_KNOWN}manifest/{letter}.json", data
        yield addresses.MANIFEST, canonical({**root, "bagian": below})

    def beat(self, key: Signer | None = None) -> Site:
        """Sign what the files say now."""
        beat = federation.Heartbeat(
            self.slug, self.number, sha256(self.files[addresses.MANIFEST]),
            sha256(self.files[addresses.BUNDLE_INDEX]), self.made_at,
            self.made_at + timedelta(days=3),
        ).data()  # fmt: skip
        self.files[addresses.HEARTBEAT] = beat
        self.files[f"{addresses.HEARTBEAT}.sig"] = (key or self.key).sign(beat)
        return self

    def district(self, **more: Any) -> District:
        fields: dict[str, Any] = {
            "slug": self.slug, "name": self.slug.title(), "origins": (self.origin,),
            "marks": (self.mark,), "trial": True, "path": f"{self.slug}.md",
            "keys": (PublicKey(self.key.raw, NOW - timedelta(days=9), NOW + timedelta(days=9)),),
            "own_units": (OwnUnit(self.slug, self.slug.title()), OwnUnit("polsek-b", "Polsek B")),
        }  # fmt: skip
        return District(**fields | more)


Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


class Server:
    """Serves the files of many sites on the loopback interface, each below its own port."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, int]] = []
        self.answers: dict[tuple[str, str], Answer] = {}
        self._servers: list[ThreadingHTTPServer] = []

    def serve(self, site: Site) -> Site:
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(site))
        server.daemon_threads = True
        loopback.begin(server)
        self._servers.append(server)
        site.origin = f"http://127.0.0.1:{server.server_address[1]}"
        return site

    def answer(self, site: Site, path: str, answer: Answer) -> None:
        self.answers[site.slug, path] = answer

    def close(self) -> None:
        for server in self._servers:
            loopback.end(server)

    def _handler(self, site: Site) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments: object) -> None:
                pass

            def do_GET(self) -> None:
                data = site.files.get(self.path, b"")
                special = outer.answers.get((site.slug, self.path))
                if special:
                    outer.asked.append((site.slug, self.path, -1))
                    special(self, data)
                    return
                tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
                status = 200 if self.path in site.files else 404
                if status == 200 and self.headers.get("If-None-Match") == tag:
                    status, data = 304, b""
                outer.asked.append((site.slug, self.path, status))
                self.send_response(status)
                if status != 404:
                    self.send_header("ETag", tag)
                if status != 304:
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data if status == 200 else b"\0" * 0)

        return Handler


def respond(status: int, data: bytes = b"", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, given: bytes) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def endless(handler: BaseHTTPRequestHandler, given: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    try:
        for _ in range(100_000):
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        pass


def slow(handler: BaseHTTPRequestHandler, given: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    try:
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


def registry(*districts: District) -> Registry:
    return Registry({district.slug: district for district in districts})


@contextmanager
def serving(*sites: Site) -> Iterator[Server]:
    server = Server()
    try:
        for site in sites:
            server.serve(site)
        yield server
    finally:
        server.close()


def registry_file(site: Site, **more: str) -> str:
    """The file of a district in the registry of a province."""
    fields = {
        "Nama": site.slug.replace("-", " ").title(),
        "Asal": site.origin,
        "Tanda": site.mark,
        "Kunci": f"{site.key.raw.hex()} | 1 Januari 2026 | 31 Desember 2027",
        "Satuan": f"{site.slug} | {site.slug.replace('-', ' ').title()}; polsek-b | Polsek B",
        "Coba": "ya",
    }
    return "".join(f"{key}: {value}\n" for key, value in (fields | more).items())


PROJECT = '''"""Settings of an invented province."""

import runpy
from pathlib import Path

HERE = Path(__file__).parent
globals().update({{k: v for k, v in runpy.run_path({project!r}).items() if k.isupper()}})
HERE = Path(__file__).parent
SITENAME = {name!r}
PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
CACHE_PATH = str(HERE / ".cache")
'''


def province(folder: Path, *sites: Site, name: str = "Humas Polda Contoh") -> Path:
    """A project that is a province of these districts."""
    (folder / "provinsi" / "wilayah").mkdir(parents=True)
    (folder / "content" / "rilis").mkdir(parents=True)
    text = PROJECT.format(project=str(ROOT / "pelicanconf.py"), name=name)
    (folder / "pelicanconf.py").write_text(text, "utf-8")
    for site in sites:
        path = folder / "provinsi" / "wilayah" / f"{site.slug}.md"
        path.write_text(registry_file(site), "utf-8")
    return folder
