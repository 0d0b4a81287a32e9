"""A desk that runs for a test, and the phone that looks at it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from tests.meja.desks import PASSWORD
from tests.publishing.servers import free_port
from tests.site.builder import ROOT

START = "from kentongan.desk import main; main()"
PHONE: ViewportSize = {"width": 360, "height": 740}
# Two searches in the content of the trial, by their codes: one goes on, one is closed.
SOUGHT, FOUND = "68C-5DP-PMV", "CFS-1BX-AFD"
_SEARCH = """Judul: Dicari: {name}
Tanggal: 3 November 2026, 09.00 WIB
Satuan: {unit}
Kode: {code}
Jenis: orang-hilang
Nama: {name}
Ciri: Berbaju batik cokelat
Kontak: 110
Status-Kasus: {status}
Diperbarui: 4 November 2026, 09.00 WIB
Berlaku-Sampai: 31 Desember 2099

Polisi mencari {name}, yang meninggalkan rumah sejak Senin (2/11/2026) pagi.
"""
# Every violation of the policy, as the page itself hears of it.
LISTEN = """addEventListener("securitypolicyviolation", (one) =>
  console.error(`CSP ${one.violatedDirective} ${one.blockedURI}`));"""


@dataclass(frozen=True)
class Trial:
    """A desk that runs, and what a browser keeps of the person who signed in."""

    origin: str
    site: str
    state: Path


def a_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for one trial; a publication that goes on after its desk may still write there."""
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


@contextmanager
def running(project: Path, browser: Browser) -> Iterator[Trial]:
    """The trial that `make meja` starts, on the starter content, in a folder of its own."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, project / name)
    _add_searches(project / "content")
    port = free_port(2)
    command = [sys.executable, "-c", START, "meja", "coba", "-C", "content", "--json"]
    process = subprocess.Popen(
        [*command, "--folder", str(project / "meja"), "--port", str(port)],
        cwd=project,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
    )
    try:
        assert process.stdout is not None
        told = ""
        while not told.rstrip().endswith("}"):
            line = process.stdout.readline()
            assert line, "the trial ended"
            told += line
        opened = json.loads(told)
        state = project / "masuk.json"
        _accept(browser, opened["tautan"], state)
        yield Trial(f"http://localhost:{port}", opened["situs"].rstrip("/"), state)
    finally:
        process.terminate()
        process.wait(20)


def _add_searches(content: Path) -> None:
    folder = content / "rilis/2026/11"
    folder.mkdir(parents=True, exist_ok=True)
    unit = min(path.stem for path in (content / "satuan").glob("*.md"))
    cases = ((SOUGHT, "Sukinah Uji", "dicari"), (FOUND, "Paimin Uji", "ditemukan"))
    for code, name, status in cases:
        text = _SEARCH.format(code=code, name=name, status=status, unit=unit)
        (folder / f"dicari-{status}.md").write_text(text, "utf-8")


def accept(page: Page, link: str) -> None:
    """Spend an invitation; whoever does has signed in."""
    page.goto(link)
    page.fill("[name=sandi]", PASSWORD)
    page.click("[data-perbuatan=terima-undangan]")
    page.wait_for_url("**/saya**")


def _accept(browser: Browser, link: str, state: Path) -> None:
    context = browser.new_context()
    accept(context.new_page(), link)
    context.storage_state(path=state)
    context.close()
