"""`make bench`: this project, stock Pelican and Hugo on the same texts, in turn, in one run.

Prints medians and ratios; writes JSON and an SVG plot to bench-results/.
Options: -n releases (10000), --rounds (3), --growth (also 1,000 and 100,000), --only NAME.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import corpus, plot

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BIN = Path(sys.executable).parent
RESULTS = ROOT / "bench-results"
NOW = "2026-11-24T12:00:00+07:00"
ADDED = "Berita tambahan"


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds of the clock, seconds of all cores, MiB at the peak (PSS of all)."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Contestant:
    """A generator: how its content is written and its site built."""

    name: str
    write: Callable[[Path, int], None]
    command: Callable[[Path, Path], list[str]]
    front: str  # marks of a title in a front matter


def _pelican(conf: Path) -> Callable[[Path, Path], list[str]]:
    def command(content: Path, output: Path) -> list[str]:
        return [
            str(BIN / "pelican"), str(content), "-o", str(output), "-s", str(conf),
            "--log-handler", "plain", "-e", f'CACHE_PATH="{output}.cache"',
        ]  # fmt: skip

    return command


def _hugo(content: Path, output: Path) -> list[str]:
    site = HERE / "hugo"
    return [
        str(BIN / "hugo"), "--source", str(site), "--contentDir", str(content),
        "--destination", str(output), "--cleanDestinationDir", "--quiet", "--noBuildLock",
    ]  # fmt: skip


CONTESTANTS = (
    Contestant("hugo", corpus.hugo, _hugo, "title = "),
    Contestant(
        "pelican", corpus.pelican, _pelican(ROOT / "tests/bench/pelican/conf.py"), "Title: "
    ),
    Contestant(
        "kentongan", corpus.kentongan, _pelican(ROOT / "tests/bench/kentongan/conf.py"), "Judul: "
    ),
    Contestant("kentongan-lengkap", corpus.kentongan, _pelican(ROOT / "pelicanconf.py"), "Judul: "),
)


def measure(command: list[str]) -> Measured:
    """Run a command to its end. Raises RuntimeError with its output when it fails."""
    environment = os.environ | {"HUMAS_NOW": NOW, "SITEURL": "https://contoh.test"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each compiles its modules once
    with tempfile.TemporaryFile("w+") as report:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=report, stderr=report, start_new_session=True
        )
        peak = 0.0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            looked = time.perf_counter()
            peak = max(peak, _memory(process.pid))
            # Looking at large processes is costly: it must not slow down what it watches.
            time.sleep(max(0.02, 30 * (time.perf_counter() - looked)))
        wall = time.perf_counter() - begun
        if status:
            report.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{report.read()[-2000:]}")
    return Measured(wall, usage.ru_utime + usage.ru_stime, peak)


def _memory(leader: int) -> float:
    """The proportional memory of a process and its descendants, in MiB."""
    total = 0
    for pid in (leader, *_descendants(leader)):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def _descendants(pid: int) -> Iterable[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield int(child)
        yield from _descendants(int(child))


@dataclass(slots=True)
class Bench:
    """One contestant at one size, with its folders."""

    contestant: Contestant
    folder: Path
    count: int

    @property
    def content(self) -> Path:
        return self.folder / f"{self.contestant.name}-{self.count}"

    @property
    def output(self) -> Path:
        return self.content.with_name(f"{self.content.name}-situs")

    def prepare(self) -> None:
        self.contestant.write(self.content, self.count)

    def full(self) -> Measured:
        for path in (self.output, Path(f"{self.output}.cache"), self._mirror()):
            shutil.rmtree(path, ignore_errors=True)
        return self._run()

    def nothing(self) -> Measured:
        return self._run()

    def edit(self) -> Measured:
        file = sorted((self.content / "rilis").rglob("*.md"))[self.count // 2]
        file.write_text(file.read_text() + "\nKalimat tambahan.\n")
        return self._run()

    def add(self) -> Measured:
        newest = max((self.content / "rilis").rglob("*.md"), key=lambda path: path.parts[-3:])
        number = len(list(newest.parent.glob("tambahan-*.md")))
        target = newest.with_name(f"tambahan-{number}.md")
        text = newest.read_text()
        text = re.sub(rf"^{self.contestant.front}.*$", self._title(number), text, flags=re.M)
        target.write_text(re.sub(r"^Kode: .*\n", "", text, flags=re.M))
        return self._run()

    def _title(self, number: int) -> str:
        mark = self.contestant.front
        return f'{mark}"{ADDED} {number}"' if "=" in mark else f"{mark}{ADDED} {number}"

    def _mirror(self) -> Path:
        return self.output.with_name(f".{self.output.name}.kentongan")

    def _run(self) -> Measured:
        return measure(self.contestant.command(self.content, self.output))

    def files(self) -> int:
        return sum(path.is_file() for path in self.output.rglob("*"))

    def listing(self, path: str) -> list[str]:
        """The titles on the front page of a list, in order."""
        page = (self.output / path / "index.html").read_text("utf-8")
        return re.findall(r"<li><a [^>]*>([^<]*)</a> \d\d/", page)


def check_equal(benches: Iterable[Bench]) -> None:
    """The comparable contestants made the same pages. Raises AssertionError."""
    first, *others = [one for one in benches if one.contestant.name != "kentongan-lengkap"]
    for path in ("", *(f"jenis/{kind}" for kind in corpus.KINDS), "tag/tag-7", "satuan/satuan-3"):
        wanted = first.listing(path)
        assert len(wanted) == 20, f"{first.contestant.name}: {len(wanted)} items at /{path}"
        for other in others:
            assert other.listing(path) == wanted, f"{other.contestant.name} differs at /{path}"
    for one in (first, *others):
        articles = sum(1 for _ in (one.output / "berita").rglob("index.html"))
        assert articles == one.count, f"{one.contestant.name}: {articles} articles"


def run(count: int, rounds: int, contestants: tuple[Contestant, ...], folder: Path) -> Results:
    benches = [Bench(contestant, folder, count) for contestant in contestants]
    for bench in benches:
        bench.prepare()
    results: Results = {bench.contestant.name: {} for bench in benches}
    for number in range(rounds):
        for step in ("full", "nothing", "edit", "add"):
            for bench in benches:
                measured = getattr(bench, step)()
                results[bench.contestant.name].setdefault(step, []).append(measured)
                print(f"{count} {number + 1} {step} {bench.contestant.name} {measured.wall:.2f} s")
            if step == "full" and number == 0:
                check_equal(benches)
    for bench in benches:
        print(f"{bench.contestant.name}: {bench.files()} files")
    return results


Results = dict[str, dict[str, list[Measured]]]


def median(measured: list[Measured], field: str) -> float:
    values: list[float] = [getattr(one, field) for one in measured]
    return statistics.median(values)


def table(results: Results) -> str:
    lines = [f"{'':<20}{'':<10}{'wall s':>9}{'CPU s':>9}{'MiB':>8}{'/hugo':>8}{'/pelican':>10}"]
    full = {name: median(steps["full"], "wall") for name, steps in results.items()}
    for name, steps in results.items():
        for step, measured in steps.items():
            wall = median(measured, "wall")
            ratios = [wall / full[other] if other in full else 0.0 for other in ("hugo", "pelican")]
            lines.append(
                f"{name:<20}{step:<10}{wall:>9.2f}{median(measured, 'cpu'):>9.2f}"
                f"{median(measured, 'memory'):>8.0f}{ratios[0]:>8.2f}{ratios[1]:>10.3f}"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--only", action="append")
    options = parser.parse_args()
    chosen = tuple(one for one in CONTESTANTS if not options.only or one.name in options.only)
    RESULTS.mkdir(exist_ok=True)
    everything: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=os.environ.get("BENCH_DIR")) as folder:
        for count in (1_000, options.n, 100_000) if options.growth else (options.n,):
            rounds = options.rounds if count <= 10_000 else 1
            results = run(count, rounds, chosen, Path(folder))
            print(f"\n{count} releases, median of {rounds}; ratios to a full build")
            print(f"{table(results)}\n")
            everything[str(count)] = {
                name: {step: [asdict(one) for one in measured] for step, measured in steps.items()}
                for name, steps in results.items()
            }
    (RESULTS / "bench.json").write_text(json.dumps(everything, indent=1))
    (RESULTS / "bench.svg").write_text(plot.bars(everything))
    print(f"{RESULTS.name}/bench.json, {RESULTS.name}/bench.svg")


if __name__ == "__main__":
    main()
