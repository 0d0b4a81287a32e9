"""A trial in one folder: a copy of the content, the desk's data, the public site, one person."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kentongan.meja.accounts import Accounts
from kentongan.meja.errors import Unknown
from kentongan.meja.server import no_door
from kentongan.meja.workplace import Workplace
from kentongan.newsroom import configuration
from kentongan.newsroom.errors import NewsroomError
from kentongan.publishing.versions import CURRENT, SITE
from kentongan.storage.writing import write_whole

PERSON = "Percobaan"
# Reserved by RFC 2606: texts of a trial name an address that can never be anyone's.
ADDRESS = "https://percobaan.invalid"

_SITE = '''"""Settings of the trial: those of the project, with folders of their own."""

import runpy
from pathlib import Path

HERE = Path(__file__).parent
globals().update(
    {{
        name: value
        for name, value in runpy.run_path({project!r}).items()
        if name.isupper() and name != "HERE"
    }}
)
SITEURL = {address!r}
PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
CACHE_PATH = str(HERE / ".cache")
'''
_PRODUCTION = '''"""What differs where the trial publishes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *

HUMAS_ENGINE_PREVIEW = False
HUMAS_PERMALINKS_RECORD = True
HUMAS_AUTHENTICITY_RECORD = True
HUMAS_PUBLISHING_TARGETS = {{"percobaan": {{"type": "folder", "path": {target!r}}}}}
'''


def prepare(folder: Path, content: Path) -> Workplace:
    """The workplace of a trial, made where it is not there yet. Raises NewsroomError."""
    project = configuration.find_project(content)
    if project is None or not (project / configuration.SITE).is_file():
        raise NewsroomError(f"Di atas {content} tidak ada pelicanconf.py.")
    folder = folder.resolve()
    place = folder / "situs"
    if not (place / "content").exists():
        _copy(content, place, project, folder)
    return Workplace.at(folder / "data", place / "content", place / "output", alone=True)


def first_link(accounts: Accounts, origin: str) -> str:
    """The link of the one person of the trial, new at each start."""
    try:
        person = accounts.named(PERSON)
    except Unknown:
        person = accounts.add(PERSON, "Pengelola percobaan", "pengelola", "", None)
    return f"{origin}/undangan/{accounts.invite(person.id, None)}"


def serve_site(folder: Path, port: int) -> ThreadingHTTPServer:
    """Show the public site of the trial on this machine, in a thread. Raises NewsroomError."""
    handler = partial(_Quiet, directory=str(folder.resolve() / "terbit" / CURRENT / SITE))
    try:
        server = _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise no_door(port, error) from None
    threading.Thread(target=server.serve_forever, name="situs", daemon=True).start()
    return server


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that has gone on is no fault; all else is told as ever."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests of a trial are nobody's business."""


def _copy(content: Path, place: Path, project: Path, folder: Path) -> None:
    waiting = place.with_name("situs.baru")
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir(parents=True)
    shutil.copytree(content, waiting / "content")
    site = _SITE.format(project=str(project / configuration.SITE), address=ADDRESS)
    write_whole(waiting / configuration.SITE, site.encode())
    production = _PRODUCTION.format(target=str(folder / "terbit"))
    write_whole(waiting / configuration.PRODUCTION, production.encode())
    write_whole(waiting / ".gitignore", b".cache/\noutput/\n.*.kentongan/\n")
    steps = (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "Meja Humas"],
        ["config", "user.email", "meja@localhost"],
        ["add", "-A"],
        ["commit", "-q", "-m", "Naskah percobaan"],
    )
    for words in steps:
        subprocess.run(["git", *words], cwd=waiting, check=True)
    waiting.rename(place)
