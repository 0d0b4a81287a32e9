"""The process that makes previews: it keeps engine, templates and units warm, and ends when idle.

Orders and answers are pickled on standard input and output; only the desk writes to it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

from kentongan.domain.dates import short
from kentongan.engine.content import Sources
from kentongan.engine.index import index_name
from kentongan.engine.single import page_of
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.options import Settings as ReleaseSettings
from kentongan.manuscripts.scan import Files, scan
from kentongan.meja.orders import Order, Place, Shown
from kentongan.meja.shadow import Shadow
from kentongan.newsroom import configuration as configurations
from kentongan.newsroom import parts
from kentongan.site.model import Setup
from kentongan.site.rendering import Pages
from kentongan.storage.stamps import stamp_of
from kentongan.storage.writing import write_whole

_IDLE_SECONDS = 1800
_REHEARSAL = "rilis/2000/01/gladi-bersih.md"


class Viewer:
    """Makes previews of one content folder."""

    def __init__(self, place: Place) -> None:
        self.place = place
        loaded = configurations.load(place.content)
        values = {"SITENAME": "", "SITEURL": "", **loaded.values, **place.values}
        values.setdefault("THEME", str(loaded.theme))
        self.configuration = replace(loaded, values=values)
        parts.connect(self.configuration)
        self.shadow = Shadow(place.content, place.scratch / "isi", self.configuration)
        self.theme = loaded.theme
        self.related = self.configuration.of(ReleaseSettings).related
        name = index_name(place.content, place.output, preview=False)
        self.index = place.cache / f"{name}.sqlite"

    def rehearse(self) -> None:
        """Make a page that nobody sees: templates, units and index are then at hand."""
        self.shadow.refresh()
        unit = next(iter(self.shadow.folder.units), None)
        if unit is None:
            return
        today = self.configuration.now().date()
        head = f"Judul: Gladi bersih\nTanggal: {short(today)}\nSatuan: {unit.slug}\n"
        text = f"{head}\nGladi bersih pada {short(today)}.\n".encode()
        target = self.place.scratch / "gladi"
        self.show(Order(_REHEARSAL, text, {}, target))
        shutil.rmtree(target, ignore_errors=True)

    def show(self, order: Order) -> Shown:
        """The page of a draft, byte for byte as a build makes it; written below `order.target`."""
        self.shadow.refresh()
        options = self.configuration.reading(order.stated_now)
        with self.shadow.laid(order.path, order.data, order.photographs) as file:
            stamps = dict(scan(self.place.content).stamps)
            stamps[order.path] = stamp_of(file.stat())
            folder = Folder(self.shadow.place, options, Files(stamps))
            setup = Setup(
                self.configuration.values, self.shadow.place, self.place.scratch / "cache",
                options.zone, folder.units,
            )  # fmt: skip
            # Not kept for the next order: what stands on every page (a banner, the units) belongs
            # to one site at one moment.
            render = Pages(self.theme, self.configuration.values).render
            sources = Sources(setup, folder, render)
            page = page_of(order.path, self.index, sources, options.now, self.related)
            shown = Shown(page.url, None, page.problems, page.is_preview, page.is_alone)
            if page.html is None:
                return shown
            for name, made in page.files.items():
                write_whole(order.target / name, _bytes(made), durable=False)
        return replace(shown, page=order.target / page.url.lstrip("/") / "index.html")


def main() -> None:
    """Answer orders until there are none for a while, or the desk has gone."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between
    os.umask(0o077)
    place: Place = pickle.load(source)
    shutil.rmtree(place.scratch / "cache", ignore_errors=True)  # it may hold drafts of yesterday
    viewer = Viewer(place)
    with contextlib.suppress(Exception):  # a first preview that takes longer is no fault
        viewer.rehearse()
    while True:
        signal.alarm(_IDLE_SECONDS)
        try:
            order: Order = pickle.load(source)
        except EOFError:
            return
        signal.alarm(0)
        try:
            answer: Shown | str = viewer.show(order)
        except Exception as error:
            answer = type(error).__name__  # its words may quote the draft
        pickle.dump(answer, answers)
        answers.flush()


def _bytes(made: bytes | Path) -> bytes:
    return made if isinstance(made, bytes) else made.read_bytes()


if __name__ == "__main__":
    main()
