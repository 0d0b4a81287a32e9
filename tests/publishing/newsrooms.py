"""A whole newsroom made for one test: its content, its settings and folder targets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests import forking

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T12:00:00+07:00"
START = "import sys; from kentongan.desk import main; sys.exit(main())"
HEAD = "Tanggal: 20 November 2026, 09.00 WIB\nSatuan: Polres Uji\n"
BODY = (
    "Petugas Polres Uji memeriksa kelengkapan perahu wisata di dermaga timur pada Jumat pagi. "
    "Jaket pelampung diperiksa satu per satu.\n\nKegiatan berakhir pukul 11.00 WIB.\n"
)


class Newsroom:
    """`humas` is run in a process of its own, which begins a build as staff and timers do."""

    def __init__(self, folder: Path, *targets: str, more: str = "") -> None:
        self.root = folder / "kantor"
        self.servers = {name: folder / name for name in targets or ("utama",)}
        self.root.mkdir(parents=True)
        listed = {
            name: {"type": "folder", "path": str(path)} for name, path in self.servers.items()
        }
        for name in ("pelicanconf.py", "publishconf.py"):
            text = (ROOT / name).read_text()
            (self.root / name).write_text(
                text.replace("ROOT = Path(__file__).parent", f"ROOT = Path({str(ROOT)!r})").replace(
                    'str(ROOT / ".cache")', repr(str(self.root / ".cache"))
                )
            )
        with (self.root / "publishconf.py").open("a") as file:
            file.write(
                f"\nSITEURL = 'https://humas.test'\nHUMAS_PUBLISHING_TARGETS = {listed!r}\n{more}"
            )
        self.write("satuan/polres-uji.md", "Nama: Polres Uji\nTingkat: polres\n\nProfil.\n")

    def write(self, path: str, text: str) -> Path:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def release(
        self, name: str, code: str, more: str = "", *, title: str = "Periksa perahu"
    ) -> Path:
        text = f"Judul: {title} {name.split('-')[0]}\n{HEAD}Kode: {code}\n{more}\n{BODY}"
        return self.write(f"rilis/2026/11/{name}.md", text)

    def picture(self, name: str, shade: int) -> None:
        path = self.root / "content/gambar" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (640, 480), (shade, 90, 120)).save(path)

    @classmethod
    def at(cls, folder: Path, origin: Path) -> Newsroom:
        """The newsroom in a copy of the folder `origin`."""
        office = cls.__new__(cls)
        office.root = folder / "kantor"
        office.servers = {"utama": folder / "utama"}
        for name in ("pelicanconf.py", "publishconf.py"):
            file = office.root / name
            file.write_text(file.read_text().replace(str(origin), str(folder)))
        return office

    def run(self, *words: str, now: str = NOW, text: str = "") -> subprocess.CompletedProcess[str]:
        return forking.run("humas", words, _environment(now), folder=self.root, text=text)

    def start(self, *words: str, now: str = NOW) -> subprocess.Popen[bytes]:
        """A run in a session of its own, which can be killed with all that it started."""
        return subprocess.Popen(
            [sys.executable, "-c", START, *words],
            cwd=self.root,
            env=_environment(now),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def humas(
        self, *words: str, status: int = 0, now: str = NOW, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        done = self.run(*words, now=now, text=text)
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def publish(
        self, *words: str, status: int = 0, now: str = NOW
    ) -> subprocess.CompletedProcess[str]:
        return self.humas("terbit", "--ya", *words, status=status, now=now)

    def shown(self, target: str = "utama") -> Path:
        return self.servers[target] / "kini/situs"

    def ledger(self) -> str:
        """All that `jejak/` says."""
        files = sorted((self.root / "content/jejak").rglob("*"))
        return "\n".join(f"{path.name}\n{path.read_text()}" for path in files if path.is_file())


def _environment(now: str) -> dict[str, str]:
    kept = ("OUTPUT", "SITEURL", "HUMAS_")
    env = {key: value for key, value in os.environ.items() if not key.startswith(kept)}
    return env | {"HUMAS_NOW": now, "HUMAS_JOBS": "1", "PYTHONPATH": str(ROOT / "plugins")}
