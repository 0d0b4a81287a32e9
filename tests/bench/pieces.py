"""What single steps cost, each against a fixed piece of plain Python.

A ratio of two times in one run says the same on a fast and a slow machine.
`make bench` ends with it; `python -m tests.bench.pieces --only WORD` takes the steps whose name
holds the word.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kentongan.domain import dates
from kentongan.domain.release import Picture, Rendition
from kentongan.domain.units import Registry, Unit
from kentongan.gate import core as gate
from kentongan.importer.core import draft_of
from kentongan.manuscripts.markup import Renderer
from kentongan.parts.feeds import hooks as feeds
from kentongan.site.entry import Links

from tests.bench import corpus
from tests.bench.figures import Figure, table
from tests.conftest import NOW, new_release, new_site
from tests.site.builder import ROOT
from tests.unit.theme import harness

Step = tuple[str, Callable[[], object], int, float | None]
ZONE = ZoneInfo("Asia/Jakarta")
ROUNDS = 5
FEED_UNITS = 198
FEED_RELEASES = 10_000


def yardstick() -> int:
    """A millisecond or so of dictionaries, strings and numbers."""
    counted: dict[str, int] = {}
    for number in range(4000):
        key = f"k{number % 97}"
        counted[key] = counted.get(key, 0) + number
    return sum(counted.values())


def seconds(step: Callable[[], object]) -> float:
    """CPU seconds of the best round."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        step()
        best = min(best, time.process_time() - began)
    return best


def steps() -> Iterator[Step]:
    """Name, what to do, how many things that are, and how many yardsticks one may take."""
    yield "satu tanggal di kepala naskah", read_dates, 1000, 0.05
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "tests/corpus").glob("*.txt"))]
    yield "satu teks lewat pengimpor", lambda: import_texts(texts), len(texts), 6
    bodies = [text.body for text in corpus.texts(100)]
    yield "satu rilis lewat gerbang", lambda: ask_gate(bodies), len(bodies), 0.8
    renderer = Renderer()
    yield (
        "satu rilis dari Markdown",
        lambda: [renderer.render(body, "rilis/a.md") for body in bodies],
        len(bodies),
        0.6,
    )
    yield "satu halaman rilis", page_maker(), 50, 1.5
    yield "600 umpan berisi 50", feed_maker(), 1, 3000


def read_dates() -> None:
    for _ in range(1000):
        dates.parse("30 Agustus 2024, 14.30 WIB", ZONE)


def import_texts(texts: list[str]) -> None:
    registry = Registry(harness.UNITS)
    for text in texts:
        draft_of(text, registry)


def ask_gate(bodies: list[str]) -> None:
    registry = Registry(harness.UNITS)
    for body in bodies:
        gate.check_release(new_release(text=body, body=body), registry)


def page_maker() -> Callable[[], object]:
    site = harness.demo_site()
    pages = harness.Pages(site)
    release, links = harness.states()["biasa"], Links(related=tuple(site.listed[:5]))
    return lambda: [pages.release(release, links) for _ in range(50)]


def feed_maker() -> Callable[[], object]:
    units = [
        Unit(f"polsek-{number}", f"Polsek {number}", level="polsek") for number in range(FEED_UNITS)
    ]
    picture = Picture(
        "rilis/2026/05/x.jpg",
        alt="Dua polisi",
        renditions=(Rendition("/media/x.jpg", 1200, 800, "image/jpeg", 9000),),
    )
    words = "\n".join(["Polsek Kraton berpatroli di permukiman warga pada malam hari. " * 5] * 6)
    releases = [
        new_release(
            slug=f"siaran-{number}",
            unit=f"polsek-{number % FEED_UNITS}",
            tags=(),
            picture=picture,
            text=words,
            happened_at=_hours_ago(number + 1),
        )
        for number in range(FEED_RELEASES)
    ]
    site = new_site(releases, units=units)

    def write() -> int:
        tasks = [task for task in feeds.collect(site) if task.make is feeds.make_feed]
        return sum(len(list(task.make(site, *task.args))) for task in tasks)

    return write


def _hours_ago(hours: int) -> datetime:
    return NOW - timedelta(hours=hours)


def measure(only: str) -> Iterator[Figure]:
    length = seconds(yardstick)
    group = f"Langkah; satu patokan {length * 1000:.2f} md CPU"
    for name, step, count, limit in steps():
        if re.search(only, name):
            step()  # tables are read once
            each = seconds(step) / count
            note = f"{each * 1000:.3f} md CPU"
            yield Figure(group, name, each / length, "patokan", limit, note=note)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pieces")
    parser.add_argument("--only", default="")
    print(table(measure(parser.parse_args(arguments).only)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
