"""Previews of drafts: the very page, its card and its entry in feeds, before anything is decided.

A warm process (`viewer`) makes them over the index of the engine, which it only reads. Their files
lie in the data of the desk, and the newest few alone.
"""

from __future__ import annotations

import hashlib
import html
import pickle
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kentongan.meja.errors import Refusal
from kentongan.meja.orders import Order, Place, Shown
from kentongan.site.theme_files import ThemeFiles

_MOST = 12  # previews that are kept
_KEPT_SECONDS = 60
_META = re.compile(rb'<meta (?:property|name)="([^"]+)" content="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Card:
    """What a messenger or a feed reader shows of a page."""

    title: str
    summary: str
    picture: str
    site: str


class Preview:
    """Previews of one content folder; `place.scratch` is below the data of the desk."""

    def __init__(self, place: Place, theme: ThemeFiles) -> None:
        self.place = place
        self.theme = theme
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_resting = False
        self._is_wanted = False
        self._made: OrderedDict[str, Shown] = OrderedDict()
        self._assets: dict[str, bytes] = {}
        shutil.rmtree(place.scratch, ignore_errors=True)

    def of(
        self, path: str, data: bytes, photographs: Mapping[str, bytes], stated_now: str = ""
    ) -> Shown:
        """The preview of these bytes as the release file `path`. Raises Refusal.

        It is made again after a minute: a banner ends, and related releases come.
        """
        minute = f"{time.time() // _KEPT_SECONDS:.0f}"
        name = _digest(path, data, photographs, stated_now or minute)
        with self._lock:
            if name not in self._made:
                target = self.place.scratch / "halaman" / name
                self._made[name] = self._asked(Order(path, data, photographs, target, stated_now))
                self._forget()
            self._made.move_to_end(name)
            return self._made[name]

    def warm(self) -> None:
        """Begin the process, so that the first preview need not wait for it.

        Where it is at work already there is nothing to begin, and nobody waits for its answer.
        """
        self._is_wanted = True
        if not self._is_resting and self._lock.acquire(blocking=False):
            try:
                self._begun()
            finally:
                self._lock.release()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """While the site is built its memory is needed more; who asks all the same is answered."""
        self._is_resting = True
        self._is_wanted = self._child is not None and self._child.poll() is None
        if self._lock.acquire(blocking=False):  # else it is at work, and goes on
            self._end()
            self._lock.release()
        try:
            yield
        finally:
            self._is_resting = False
            with self._lock:  # the site around them is another now
                self._forget(0)
            if self._is_wanted:
                self.warm()

    def file(self, shown: Shown, path: str) -> bytes | None:
        """A file of a preview or of the theme, by its path below the output."""
        if shown.page is not None:
            root = _root(shown)
            file = (root / path).resolve()
            if file.is_relative_to(root.resolve()) and file.is_file():
                return file.read_bytes()
        return self.asset(path)

    def asset(self, path: str) -> bytes | None:
        """A file of the theme of the public site."""
        if not self._assets:
            self._assets = dict(self.theme.published())
        return self._assets.get(path)

    def close(self) -> None:
        """End the process and remove all previews."""
        with self._lock:
            self._end()
            self._made.clear()
            shutil.rmtree(self.place.scratch, ignore_errors=True)

    def _forget(self, most: int = _MOST) -> None:
        while len(self._made) > most:
            _, old = self._made.popitem(last=False)
            if old.page is not None:
                shutil.rmtree(_root(old), ignore_errors=True)

    def _asked(self, order: Order) -> Shown:
        """The answer of the process; one that has ended is begun again, once."""
        for _ in range(2):
            child = self._begun()
            assert child.stdin is not None
            assert child.stdout is not None
            try:
                pickle.dump(order, child.stdin)
                child.stdin.flush()
                answer = pickle.load(child.stdout)
            except (OSError, EOFError, pickle.UnpicklingError):
                self._end()
                continue
            if isinstance(answer, Shown):
                return answer
            break
        raise Refusal("Pratinjau belum dapat dibuat. Coba lagi sebentar lagi.", 503)

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "kentongan.meja.viewer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            assert self._child.stdin is not None
            pickle.dump(self.place, self._child.stdin)
            self._child.stdin.flush()
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for stream in (self._child.stdin, self._child.stdout):
                if stream is not None:
                    stream.close()
        self._child = None


def card_of(page: bytes) -> Card:
    """What the page says of itself to messengers."""
    told = {
        name.decode(): html.unescape(words.decode())
        for name, words in _META.findall(page.partition(b"<body")[0])
    }
    return Card(
        told.get("og:title", ""),
        told.get("og:description", ""),
        told.get("og:image", ""),
        told.get("og:site_name", ""),
    )


def _root(shown: Shown) -> Path:
    assert shown.page is not None
    return shown.page.parents[len(shown.url.strip("/").split("/"))]


def _digest(path: str, data: bytes, photographs: Mapping[str, bytes], stated_now: str) -> str:
    digest = hashlib.sha256(f"{path}\n{stated_now}\n".encode())
    parts = [part for name in sorted(photographs) for part in (name.encode(), photographs[name])]
    for part in (data, *parts):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]
