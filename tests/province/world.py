"""An invented province on this machine: districts that are built and signed like any site, a
portal, and the servers that show them.

    python -m tests.province.world .provinsi 8300

`make provinsi` runs it. Everything is made at run time from words without meaning.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from kentongan.domain import codes
from kentongan.site import signing

from tests import forking, loopback

ROOT = Path(__file__).parents[2]
PASSWORD = "sandi-coba"
ZONE = ZoneInfo("Asia/Jakarta")
NAMES = {
    "polres-melati": "ME",
    "polres-kenanga": "KE",
    "polres-cempaka": "CE",
    "polres-dahlia": "DA",
}
WORDS = (
    "petugas warga patroli jalan pasar malam pagi kampung tertib aman imbauan kegiatan apel "
    "kendaraan lalu lintas laporan layanan masyarakat wilayah kecamatan desa pos penjagaan"
).split()

_SETTINGS = '''"""Settings of an invented site."""

import os
import runpy
from pathlib import Path

HERE = Path(__file__).parent
globals().update({{k: v for k, v in runpy.run_path({base!r}).items() if k.isupper()}})
HERE = Path(__file__).parent
SITENAME = {name!r}
SITEURL = {origin!r}
PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
CACHE_PATH = str(HERE / ".cache")
HUMAS_RELEASES_MARK = {mark!r}
HUMAS_AUTHENTICITY_DISTRICT = {slug!r}
HUMAS_LISTS_PAGE_SIZE = 20
'''
_PRODUCTION = '''"""What differs in production."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *

HUMAS_PERMALINKS_RECORD = True
HUMAS_AUTHENTICITY_RECORD = True
HUMAS_AUTHENTICITY_KEY = str(Path(__file__).parents[1] / "kunci" / "{slug}.pem")
'''


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, with the entity tags that any real server gives."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Show a folder on the loopback interface, in a thread."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    loopback.begin(server)
    return server


@dataclass
class Project:
    """A site below `home`: its settings, key, content and server."""

    home: Path
    slug: str
    name: str
    mark: str = ""
    port: int = 0
    now: str = ""
    origin: str = field(init=False)
    key: signing.PublicKey = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.home / self.slug
        self.content, self.output = self.folder / "content", self.folder / "output"
        self.server = serve(self.output, self.port)
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        (self.content / "rilis").mkdir(parents=True, exist_ok=True)
        self._make_key()
        # Reserved by RFC 2606: no text for others names an address of this machine.
        address = f"https://{self.slug}.invalid"
        words = {"name": self.name, "origin": address, "mark": self.mark, "slug": self.slug}
        self._write("pelicanconf.py", _SETTINGS.format(base=str(ROOT / "pelicanconf.py"), **words))
        self._write("publishconf.py", _PRODUCTION.format(slug=self.slug))

    def close(self) -> None:
        loopback.end(self.server)

    def _write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def _make_key(self) -> None:
        path, names = self.home / "kunci" / f"{self.slug}.pem", self.content / "jejak/kunci.json"
        if not path.is_file():
            path.parent.mkdir(exist_ok=True)
            secret, raw = signing.new_private_key(PASSWORD.encode())
            path.write_bytes(secret)
            since = self.clock().replace(hour=0, minute=0, second=0, microsecond=0)
            key = signing.PublicKey(raw, since - timedelta(days=1), since + timedelta(days=365))
            names.parent.mkdir(parents=True, exist_ok=True)
            names.write_bytes(signing.write_keys([key]))
        (self.key,) = signing.read_keys(names.read_bytes())

    def clock(self) -> datetime:
        return datetime.fromisoformat(self.now) if self.now else datetime.now(ZONE)

    def unit(self, slug: str, name: str, parent: str = "") -> None:
        above = f"Induk: {parent}\n" if parent else ""
        level = name.partition(" ")[0].lower()
        self._write(f"content/satuan/{slug}.md", f"Nama: {name}\nTingkat: {level}\n{above}")

    def tell(self, slug: str, title: str, text: str, at: datetime, **fields: str) -> Path:
        """A release in its content."""
        code = codes.derive(f"{self.slug}/{slug}", self.mark)
        head = {"Judul": title, "Tanggal": f"{at:%d/%m/%Y %H:%M}", "Kode": code} | fields
        lines = "".join(f"{key}: {value}\n" for key, value in head.items())
        path = self.content / "rilis" / f"{at:%Y}" / f"{at:%m}" / f"{slug}.md"
        self._write(path.relative_to(self.folder).as_posix(), f"{lines}\n{text}\n")
        return path

    def run(self, program: forking.Program, *words: str, status: int | None = 0) -> str:
        """A build or a command in its folder, with its clock and the password of its key."""
        environment = {key: value for key, value in os.environ.items() if "HUMAS" not in key}
        environment.pop("SITEURL", None)
        environment |= {
            "HUMAS_AUTHENTICITY_PASSWORD": PASSWORD,
            "PYTHONPATH": str(ROOT / "plugins"),
        }
        environment |= {"HUMAS_NOW": self.now} if self.now else {}
        done = forking.run(program, words, environment, folder=self.folder)
        if status is not None and done.returncode != status:
            raise RuntimeError(f"{self.slug}: {' '.join(words)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def publish(self) -> None:
        words = ("content", "-o", "output", "-s", "publishconf.py")
        self.run("build", *words, "--fatal", "errors", "--log-handler", "plain")

    def humas(self, *words: str, status: int | None = 0) -> str:
        return self.run("humas", *words, status=status)


class District(Project):
    """A district that tells of what happens in a place that does not exist."""

    def fill(self, count: int) -> None:
        place = self.slug.removeprefix("polres-").title()
        self.unit(self.slug, f"Polres {place}")
        self.unit(f"polsek-{self.mark.lower()}", f"Polsek {place} Utara", self.slug)
        for number in range(count):
            at = self.clock() - timedelta(hours=2 + 5 * number)
            step = number * 7 + ord(self.mark[0])
            chosen = [WORDS[(step + 3 * place) % len(WORDS)] for place in range(40)]
            title = f"Polres {place} {' '.join(chosen[:4])} {number + 1}"
            unit = f"polsek-{self.mark.lower()}" if number % 3 == 1 else self.slug
            lead = f"{place}, kabar nomor {number + 1}: {' '.join(chosen[:12])}."
            text = f"{lead}\n\n{' '.join(chosen[12:30]).capitalize()}."
            self.tell(f"kabar-{number + 1}", title, text, at, Satuan=unit)

    def file(self) -> str:
        """Its file in the registry of a province."""
        place = self.slug.removeprefix("polres-").title()
        key = self.key
        units = f"{self.slug} | Polres {place}; polsek-{self.mark.lower()} | Polsek {place} Utara"
        return registry_text(self.name, self.origin, self.mark, key, units)


def registry_text(name: str, origins: str, marks: str, key: signing.PublicKey, units: str) -> str:
    days = f"{key.since:%d/%m/%Y} | {key.until:%d/%m/%Y}"
    return (
        f"Nama: {name}\nAsal: {origins}\nTanda: {marks}\nKunci: {key.raw.hex()} | {days}\n"
        f"Satuan: {units}\nCoba: ya\n"
    )


class Province(Project):
    """A portal of districts, or of provinces."""

    def register(self, slug: str, text: str) -> None:
        self._write(f"provinsi/wilayah/{slug}.md", text)

    def pull(self, status: int | None = 0) -> dict[str, dict[str, object]]:
        answer = json.loads(self.humas("provinsi", "tarik", "--json", status=status))
        return {row["wilayah"]: row for row in answer["wilayah"]}

    def round(self) -> None:
        self.pull(status=None)
        self.humas("provinsi", "bangun")


def make(
    home: Path, names: dict[str, str], count: int, port: int = 0
) -> tuple[Province, list[District]]:
    """A province of these districts with some releases each."""
    districts = []
    for number, (slug, mark) in enumerate(names.items(), 1):
        name = f"Humas {slug.replace('-', ' ').title()}"
        district = District(home, slug, name, mark, port + number if port else 0)
        if not list((district.content / "rilis").rglob("*.md")):
            district.fill(count)
        districts.append(district)
    province = Province(home, "polda-bunga", "Humas Polda Bunga", "BN", port)
    province.unit("polda-bunga", "Polda Bunga")
    for district in districts:
        province.register(district.slug, district.file())
    return province, districts


def main(folder: str, port: str) -> None:
    home = Path(folder).resolve()
    print(f"Menyiapkan empat wilayah rekaan di {folder}/ …", flush=True)
    province, districts = make(home, NAMES, 12, int(port))
    stamps: dict[str, float] = {}
    _refresh(districts, stamps)
    province.round()
    print(f"Portal provinsi: {province.origin}/")
    for district in districts:
        print(f"  {district.name}: {district.origin}/")
    first = next((districts[0].content / "rilis").rglob("*.md"))
    print(
        "Cabut satu rilis, dan ia hilang dari portal setelah satu putaran (10 detik):\n"
        f"  .venv/bin/humas cabut -C {districts[0].content.relative_to(Path.cwd())} {first.stem} "
        "--jenis privasi --alasan 'Contoh'\nBerhenti dengan Ctrl+C.",
        flush=True,
    )
    while True:
        time.sleep(10)
        if _refresh(districts, stamps):
            province.round()
            print("Satu putaran: portal sudah mengikuti wilayahnya.", flush=True)


def _refresh(districts: list[District], stamps: dict[str, float]) -> bool:
    """Publish the districts whose content was changed by hand."""
    changed = False
    for district in districts:
        newest = max(
            path.stat().st_mtime
            for path in district.content.rglob("*")
            if "jejak" not in path.parts
        )
        if newest > stamps.get(district.slug, 0.0):
            stamps[district.slug] = newest
            try:
                district.publish()
            except RuntimeError as error:  # a mistake in a text; its site stays as it is
                print(f"{district.name} tidak terbit:\n{error}", flush=True)
            else:
                changed = True
    return changed


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        print()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(
            "Lima porta mulai dari PORT sedang dipakai. Pilih yang lain: make provinsi PORT=8400"
        )
