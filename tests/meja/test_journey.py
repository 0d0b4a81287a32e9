"""The whole way with a real server, build and Git, in a trial as `make meja` makes it.

The seed's text with two photographs becomes public in three actions, is corrected, then withdrawn;
and the public site is the one that a build without the desk makes, byte for byte.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.meja.desks import PASSWORD
from tests.meja.screens import Visitor, picture
from tests.publishing.servers import free_port
from tests.site.builder import ROOT

SEED = (ROOT / "tests/site/kraton.txt").read_text("utf-8")
MARKER = "mercusuarlangka"
UNDECIDED = f"""*Patroli di Desa Tambakrejo*

Polsek Kraton – Petugas berpatroli di dekat {MARKER}, Senin (23/11/2026).
"""
CALL = "import kentongan.desk, sys; kentongan.desk.main(sys.argv[1:])"
_PATIENCE = 240  # seconds for a build on a busy machine
_COMPRESSED = (".gz", ".br", ".zst")


@dataclass
class Trial:
    """A running trial: its folder, and the link that it printed."""

    folder: Path
    link: str
    origin: str

    @property
    def content(self) -> Path:
        return self.folder / "situs/content"

    @property
    def site(self) -> Path:
        return self.folder / "terbit/kini/situs"

    def visitor(self) -> Visitor:
        headers = {"Sec-Fetch-Site": "same-origin"}
        client = httpx.Client(
            base_url=self.origin, headers=headers, follow_redirects=True, timeout=60
        )
        return Visitor(client)  # type: ignore[arg-type]

    def page(self) -> str:
        """The page of the only release, as the public reads it; empty where there is none."""
        page = next(self.site.glob("berita/*/*/*/index.html"), None)
        return page.read_text("utf-8") if page else ""


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if "HUMAS" not in name}
    clean.pop("SITEURL", None)
    return clean | {"PYTHONPATH": str(ROOT / "plugins"), "HUMAS_JOBS": "1"}


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    content = tmp_path / "isi"
    (content / "rilis").mkdir(parents=True)
    # Not the pages: they lead to releases, and a link into nothing stops the build.
    shutil.copytree(ROOT / "content/satuan", content / "satuan")
    folder, port = tmp_path / "meja", free_port()
    words = ["meja", "coba", "--json", "-C", content, "--folder", folder, "--port", port]
    log = tmp_path / "catatan"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", CALL, *map(str, words)],
            cwd=ROOT, env=environment(), stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        origin = f"http://localhost:{port}"
        _wait(lambda: _answers(origin), log)
        told = json.loads(log.read_text()[: log.read_text().index("}") + 1])
        yield Trial(folder, told["tautan"], origin)
        assert "Traceback" not in log.read_text()
        assert "Pilkada" not in log.read_text()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answers(origin: str) -> bool:
    try:
        return httpx.get(f"{origin}/sehat").status_code == 200
    except httpx.TransportError:
        return False


def _wait(is_there: object, log: Path | None = None) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if is_there():  # type: ignore[operator]
            return
        time.sleep(0.1)
    pytest.fail(f"waited in vain: {log.read_text() if log else ''}")


def test_pasted_public_corrected_withdrawn_and_the_site_is_as_without_the_desk(
    trial: Trial, tmp_path: Path
) -> None:
    page = trial.visitor().open(trial.link.removeprefix(trial.origin))
    page.send("", sandi=PASSWORD)
    page.open("/").send("/bagikan", files={"foto": [picture("olive")]}, teks=UNDECIDED)
    assert page.open(f"{page.path}/pratinjau/").status == 200 and page.has(MARKER)
    # One: paste. Two: publish. There is no third.
    page.open("/").send("/bagikan", files={"foto": [picture("teal"), picture("navy")]}, teks=SEED)
    draft = page.path
    page.send("", "terbitkan")
    assert page.path.endswith("/menerbitkan"), page.text("//body")
    _wait(lambda: page.open(f"{draft}/menerbitkan").has("Sudah tayang"))
    file = next(trial.content.glob("rilis/*/*/*.md"))
    (code,) = re.findall(r"^Kode: (.*)$", file.read_text("utf-8"), re.M)
    public = trial.page()
    assert "Pilkada Damai" in public and public.count("<figure") >= 2

    wrong, right = "stabilitas keamanan", "ketenteraman warga"
    page.open(f"/rilis/{code}/ralat").send("", "ralat", keliru=wrong, benar=right)
    assert page.status == 200, page.text("//body")
    _wait(lambda: right in trial.page())
    assert same_site(trial, tmp_path) == []

    page.open(f"/rilis/{code}/cabut")
    page.send("", "cabut", jenis="salah", alasan="Keterangan keliru", yakin="ya")
    assert page.status == 200, page.text("//body")
    _wait(lambda: "Keterangan keliru" in trial.page())
    assert right not in trial.page()
    log = subprocess.run(
        ["git", "log", "--format=%an|%s|%(trailers:key=Kode,valueonly,separator=%x20)"],
        cwd=trial.content, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert [line.rpartition("|")[2].strip() for line in log.splitlines()].count(code) == 3
    assert all(line.startswith("Percobaan|") for line in log.splitlines() if code in line)
    assert holding(trial, MARKER.encode()) == []


def holding(trial: Trial, words: bytes) -> list[str]:
    """The files outside the data of the desk that hold these words, and Git where it does."""
    files_ = [path for path in trial.folder.parent.rglob("*") if path.is_file()]
    data = trial.folder / "data"
    assert any(words in path.read_bytes() for path in files_ if path.is_relative_to(data))
    found = [
        str(path) for path in files_ if not path.is_relative_to(data) and words in path.read_bytes()
    ]
    objects = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch"],
        cwd=trial.content, capture_output=True, check=True,
    ).stdout  # fmt: skip
    return found + (["git"] if words in objects else [])


def same_site(trial: Trial, tmp_path: Path) -> list[str]:
    """The files in which the public site differs from a build that knows nothing of the desk."""
    project = tmp_path / "tanpa-meja"
    project.mkdir()
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copyfile(trial.folder / "situs" / name, project / name)
    shutil.copytree(trial.content, project / "content")
    words = ["-m", "pelican", "content", "-o", "output", "-s", "publishconf.py"]
    done = subprocess.run(
        [sys.executable, *words, "--fatal", "errors"],
        cwd=project, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [
        path
        for path in sorted({*files(project / "output"), *files(trial.site)})
        if bytes_of(project / "output" / path) != bytes_of(trial.site / path)
    ]


def files(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in _COMPRESSED
    ]


def bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
