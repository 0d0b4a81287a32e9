"""What a build in Python cannot go below: `python -m tests.bench.floors`.

Each floor is the cost of one thing alone, beside the build that holds it: in a full build writing
as many files and packing the cards, in an edit the start of Python and the import of its modules.
All figures are processor time, which says the same on a machine that others use too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench import contestants, corpus
from tests.bench.contestants import ROOT
from tests.bench.measuring import NOW, measure

PACKED = 2  # zlib's level for what one card alone shows (`parts/cards/drawing.py`)


def full(content: Path, output: Path, count: int) -> Iterator[tuple[str, float]]:
    """Milliseconds a release of a full build, and of what it cannot do without."""
    corpus.kentongan(content, count)
    built = measure(contestants.COMPLETE.command(content, output))
    copied = measure(["cp", "-r", str(output), f"{output}-salinan"])
    yield "full build, a release", built.cpu / count * 1000
    yield "  as many files written (cp -r)", copied.cpu / count * 1000
    yield "  cards packed (zlib)", packing(output.glob("kartu/*.png")) / count * 1000


def packing(cards: Iterable[Path]) -> float:
    """Seconds that zlib alone takes for the rows of these cards."""
    rows = [pixels(card.read_bytes()) for card in cards]
    began = time.process_time()
    for data in rows:
        zlib.compress(data, PACKED)
    return time.process_time() - began


def pixels(card: bytes) -> bytes:
    """The rows of a card, which has one block of picture data."""
    start = card.index(b"IDAT")
    size = int.from_bytes(card[start - 4 : start])
    return zlib.decompress(card[start + 4 : start + 4 + size])


def edit(content: Path, output: Path) -> Iterator[tuple[str, float]]:
    """Milliseconds of an edit, and of what it cannot do without."""
    file = sorted((content / "rilis").rglob("*.md"))[0]
    command = contestants.COMPLETE.command(content, output)
    taken = []
    for number in range(5):
        file.write_text(file.read_text("utf-8") + f"\nKalimat tambahan {number}.\n", "utf-8")
        taken.append(measure(command).cpu)
    file.write_text(file.read_text("utf-8") + "\nKalimat terakhir.\n", "utf-8")
    names = imported(command)
    alone = _IMPORT.format(file=str(output.with_name("kode")), names=names)
    yield "an edit", min(taken) * 1000
    yield f"  Python and {len(names)} modules of the project", least("-c", alone) * 1000
    yield "  Python alone", least("-c", "pass") * 1000


# As a build imports them: with what was compiled before.
_IMPORT = """
import importlib
from pathlib import Path
from kentongan.storage.compiled import kept
with kept(Path({file!r}), ()):
    for name in {names!r}:
        importlib.import_module(name)
"""


def least(*arguments: str) -> float:
    """CPU seconds of Python with these arguments: the best of five runs."""
    return min(measure([sys.executable, *arguments]).cpu for _ in range(5))


def imported(command: list[str]) -> list[str]:
    """The modules of the project that a build imports."""
    words = [command[0], "-X", "importtime", *command[1:]]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | {"HUMAS_NOW": NOW, "SITEURL": "https://contoh.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    names = (line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line)
    return [name for name in names if name.startswith("kentongan.") and "__main__" not in name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1_000)
    count = parser.parse_args().n
    with tempfile.TemporaryDirectory(prefix="floors-", dir=os.environ.get("BENCH_DIR")) as folder:
        content, output = Path(folder) / "naskah", Path(folder) / "situs"
        print(f"{count} releases, everything on; milliseconds of processor time")
        for what, taken in (*full(content, output, count), *edit(content, output)):
            print(f"{what:<46}{taken:>8.2f}")


if __name__ == "__main__":
    main()
