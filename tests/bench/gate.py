"""CPU time of the gate for a release of the benchmark: `python -m tests.bench.gate [COUNT]`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kentongan.domain.release import Release
from kentongan.domain.units import Registry
from kentongan.gate.core import check_release
from kentongan.manuscripts import unit as units
from kentongan.manuscripts.markup import Renderer
from kentongan.manuscripts.release import Reader

from tests.bench import corpus

PASSES = 5  # the quickest counts


def releases(count: int) -> tuple[list[Release], Registry]:
    """The releases and units of the benchmark, read as a build reads them."""
    renderer = Renderer()
    zone = ZoneInfo("Asia/Jakarta")
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder)
        corpus.kentongan(content, count)
        found = [
            units.read(file.read_bytes(), file.relative_to(content).as_posix(), renderer).value
            for file in sorted((content / "satuan").glob("*.md"))
        ]
        registry = Registry(unit for unit in found if unit)
        reader = Reader(registry, zone, datetime.now(zone), renderer)
        read = [
            reader.read(file.read_bytes(), file.relative_to(content).as_posix()).value
            for file in sorted((content / "rilis").rglob("*.md"))
        ]
    return [release for release in read if release], registry


def main(count: int) -> None:
    read, registry = releases(count)
    random.Random(1).shuffle(read)
    check_release(read[0], registry)
    spent = []
    for _ in range(PASSES):
        start = time.process_time()
        problems = sum(len(check_release(release, registry)[0]) for release in read)
        spent.append(time.process_time() - start)
    sys.stdout.write(
        f"{1000 * min(spent) / len(read):.3f} ms CPU a release, {len(read)} releases, "
        f"{problems} problems\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
