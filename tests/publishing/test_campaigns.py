"""Long campaigns against whole runs of `humas terbit`: killed, cut off, over folder and SSH.

On demand: `pytest -m lama tests/publishing/test_campaigns.py`. After each fault the public site is
one whole state, old or new, and the next run brings it to what a clean build gives.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kentongan.publishing import versions
from kentongan.publishing.manifest import Manifest

from tests.publishing.newsrooms import Newsroom
from tests.publishing.proxy import Wire
from tests.publishing.servers import Far, sshd
from tests.publishing.trees import make_tree, state_of

pytestmark = pytest.mark.lama
CODE = "D8X-J8A-K82"
MARK = re.compile(r"[Pp]utaran[ -](\d+)")
EACH = 10  # faults of one part, which ends with a comparison with a clean build
SEED = int(os.environ.get("HUMAS_UJI_BENIH", "1"))


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    with sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


class Site:
    """A newsroom whose pages tell which round they are from.

    `is_built`: each run builds the site first. Else the output is laid out by the test, so that
    the faults meet the publication alone.
    """

    def __init__(self, folder: Path, kind: str, far: Far, *, is_built: bool = True) -> None:
        self.folder, self.place, self.is_built = folder, folder / "utama", is_built
        self.words = ("terbit", "--ya") if is_built else ("terbit", "--ya", "--tanpa-bangun")
        ssh = dict(far.options(self.place).values)
        more = f"HUMAS_PUBLISHING_TARGETS = {{'utama': {ssh!r}}}" if kind == "ssh" else ""
        self.office = Newsroom(folder, more=more)
        self.number = 0
        self.write()
        self.office.humas(*self.words)
        self.write()
        begun = time.monotonic()
        self.office.humas(*self.words)
        self.usual = time.monotonic() - begun

    def write(self) -> None:
        self.number += 1
        if self.is_built:
            self.office.release("perahu", CODE, title=f"Putaran {self.number}: periksa")
        else:
            make_tree(self.office.root / "output", 10 + self.number, f"putaran {self.number}")

    def shown(self) -> int:
        """The round that the whole public site is from."""
        # The far side may go on, and switch, after its client was killed: one version is looked at.
        folder = (self.place / "kini").resolve()
        name, site = folder.name, folder / "situs"
        version = versions.parse(name)
        assert version and Manifest(state_of(site)).id == version.id, f"{name} is not whole"
        rounds = Counter(
            found for path in site.rglob("*.html") for found in MARK.findall(path.read_text())
        )
        assert len(rounds) == 1, rounds
        for packed in site.rglob("*.gz"):
            assert gzip.decompress(packed.read_bytes()) == packed.with_suffix("").read_bytes()
        return int(next(iter(rounds)))

    def mend(self) -> None:
        """The next run does what the broken one did not, and logs each version once."""
        done = self.office.humas(*self.words)
        assert "Traceback" not in done.stderr
        assert self.shown() == self.number
        lines = (self.office.root / "content/jejak/penerbitan.jsonl").read_text().splitlines()
        logged = [entry for entry in map(json.loads, lines) if entry["hasil"] == "berhasil"]
        counted = Counter(entry["versi"] for entry in logged)
        assert max(counted.values()) == 1, counted
        assert (self.place / "kini").readlink().name in counted

    def compare(self) -> None:
        """The public site is what a newsroom without any memory builds."""
        assert "Tidak ada yang diterbitkan" in self.office.humas(*self.words).stdout
        if not self.is_built:
            assert state_of(self.office.root / "output") == state_of(self.office.shown())
            return
        other = self.folder.with_name(f"{self.folder.name}-bersih")
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(
            self.office.root, other / "kantor", ignore=shutil.ignore_patterns(".cache", "output")
        )
        clean = Newsroom.at(other, self.folder)
        options = {"type": "folder", "path": str(other / "utama")}
        with (clean.root / "publishconf.py").open("a") as file:
            file.write(f"\nHUMAS_PUBLISHING_TARGETS = {{'utama': {options!r}}}\n")
        clean.publish()
        assert state_of(clean.shown()) == state_of(self.office.shown())


def parts(*, built: int, laid_out: int) -> pytest.MarkDecorator:
    """A campaign in parts of `EACH` faults, so that it can be run piece by piece."""
    cases = [(True, part) for part in range(built // EACH)]
    cases += [(False, part) for part in range(laid_out // EACH)]
    return pytest.mark.parametrize(("is_built", "part"), cases)


@pytest.mark.parametrize("kind", ["folder", "ssh"])
@parts(built=40, laid_out=60)
def test_kills_leave_whole_states(
    kind: str,
    is_built: bool,
    part: int,
    tmp_path: Path,
    far: Far,
    record_property: Callable[[str, object], None],
) -> None:
    far.wire.reset()
    site = Site(tmp_path / "k", kind, far, is_built=is_built)
    chance = random.Random(f"{kind} {is_built} {part} {SEED}")
    switched = 0
    for _ in range(EACH):
        before = site.shown()
        site.write()
        process = site.office.start(*site.words)
        time.sleep(site.usual * chance.uniform(0.05, 1.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        # The far side of a killed run may switch later, so it may also be one of those.
        assert before <= site.shown() <= site.number
        switched += site.shown() == site.number
        if chance.random() < 0.5:
            site.mend()
    site.mend()
    site.compare()
    record_property("sesudah tukar", switched)


@parts(built=10, laid_out=30)
def test_cut_wires_leave_whole_states(
    is_built: bool,
    part: int,
    tmp_path: Path,
    far: Far,
    record_property: Callable[[str, object], None],
) -> None:
    wire: Wire = far.wire
    wire.reset()
    site = Site(tmp_path / "k", "ssh", far, is_built=is_built)
    wire.reset()
    site.write()
    site.office.humas(*site.words)
    usual = wire.carried
    chance = random.Random(f"cut {is_built} {part} {SEED}")
    failed = 0
    for _ in range(EACH):
        before = site.shown()
        site.write()
        wire.reset(cut_after=int(usual * chance.uniform(0, 1.1)))
        done = site.office.run(*site.words)
        assert "Traceback" not in done.stderr + done.stdout
        assert before <= site.shown() <= site.number
        failed += done.returncode != 0
        if done.returncode:
            assert "lagi" in done.stderr, done.stderr
        wire.reset()
        if chance.random() < 0.5:
            site.mend()
    site.mend()
    site.compare()
    record_property("gagal", failed)
    assert failed
