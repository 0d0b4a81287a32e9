"""`make bench`: this project, stock Pelican and Hugo on the same texts, in turn, in one run.

Every round is built into a new folder, and all are deleted at the end: on an ext4 without a
journal, files made within minutes after a mass delete cost several times as much. Nor does a step
begin before the files of the one before are on the disk: an edit would wait for those of a full
build. Prints medians
and ratios, then the targets; writes JSON and an SVG plot to bench-results/, and at 10,000 releases
the table in README.md.

Options: -n releases (10000), --rounds (3), --growth (also 1,000 and 100,000), --only NAME.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path

from tests.bench import contestants, corpus, figures, plot, readme, targets
from tests.bench.contestants import ROOT, Contestant
from tests.bench.measuring import Measured, blocks, changed_bytes, file_system, measure

RESULTS = ROOT / "bench-results"
ADDED = "Berita tambahan"
MANY = 20

Results = dict[str, dict[str, list[Measured]]]


@dataclass(slots=True)
class Bench:
    """One contestant at one size in one round, with folders of its own."""

    contestant: Contestant
    folder: Path
    count: int

    @property
    def content(self) -> Path:
        return self.folder / self.contestant.name

    @property
    def output(self) -> Path:
        return self.folder / f"{self.contestant.name}-situs"

    def full(self) -> Measured:
        self.contestant.write(self.content, self.count)
        return self._run(self.output)

    def again(self) -> Measured:
        """A full build into another folder, with what is cached beside the first."""
        return self._run(self.output.with_name(f"{self.output.name}-lagi"))

    def nothing(self) -> Measured:
        return self._run(self.output)

    def edit(self) -> Measured:
        file = self._releases()[self.count // 2]
        file.write_text(file.read_text() + "\nKalimat tambahan.\n")
        return self._run(self.output)

    def add(self) -> Measured:
        self._add_one()
        return self._run(self.output)

    def twenty(self) -> Measured:
        for _ in range(MANY):
            self._add_one()
        return self._run(self.output)

    def copy(self) -> Measured:
        """What the file system alone takes for as many files."""
        return measure(["cp", "-r", str(self.output), f"{self.output}-salinan"])

    def _add_one(self) -> None:
        newest = max(self._releases(), key=lambda path: path.parts[-3:])
        number = len(list(newest.parent.glob("tambahan-*.md")))
        text = newest.read_text()
        mark = self.contestant.front
        title = f"{ADDED} {number}"
        title = f'{mark}"{title}"' if "=" in mark else f"{mark}{title}"
        text = re.sub(rf"^{mark}.*$", title, text, flags=re.MULTILINE)
        # Words and a moment of its own, as another event has.
        text += f"\n{corpus.words_of(number)}\n"
        moment = corpus.NEWEST + timedelta(minutes=number + 1)
        day = rf"{moment:%Y-%m-%d}\g<1>{moment:%H:%M}"
        text = re.sub(r"\d{4}-\d\d-\d\d([ T])\d\d:\d\d", day, text, count=1)
        target = newest.with_name(f"tambahan-{number}.md")
        target.write_text(re.sub(r"^Kode: .*\n", "", text, flags=re.MULTILINE))

    def _releases(self) -> list[Path]:
        return sorted((self.content / "rilis").rglob("*.md"))

    def _run(self, output: Path) -> Measured:
        cache = contestants.cache_of(output)
        before = blocks(cache)
        os.sync()
        more = {
            name: value.format(output=self.output)
            for name, value in self.contestant.environment.items()
        }
        measured = measure(self.contestant.command(self.content, output), more)
        return replace(measured, index=changed_bytes(before, blocks(cache)))

    def files(self) -> int:
        return sum(path.is_file() for path in self.output.rglob("*"))

    def listing(self, path: str) -> list[str]:
        """The titles on the front page of a list, in order."""
        page = (self.output / path / "index.html").read_text("utf-8")
        return re.findall(r"<li><a [^>]*>([^<]*)</a> \d\d/", page)


def check_equal(benches: Iterable[Bench]) -> None:
    """The comparable contestants made the same pages. Raises AssertionError."""
    compared = [bench for bench in benches if bench.contestant.is_comparable]
    if not compared:
        return
    first, *others = compared
    for path in ("", *(f"jenis/{kind}" for kind in corpus.KINDS), "tag/tag-7", "satuan/satuan-3"):
        wanted = first.listing(path)
        assert len(wanted) == 20, f"{first.contestant.name}: {len(wanted)} items at /{path}"
        for other in others:
            assert other.listing(path) == wanted, f"{other.contestant.name} differs at /{path}"
    for contestant in compared:
        articles = sum(1 for _ in (contestant.output / "berita").rglob("index.html"))
        assert articles == contestant.count, f"{contestant.contestant.name}: {articles} articles"


def run(count: int, rounds: int, chosen: tuple[Contestant, ...], folder: Path) -> Results:
    results: Results = {contestant.name: {} for contestant in chosen}
    for number in range(rounds):
        place = folder / f"{count}-{number}"
        place.mkdir()
        benches = [
            Bench(contestant, place, count)
            for contestant in chosen
            if not contestant.is_slow or number == 0
        ]
        for step in dict.fromkeys(step for bench in benches for step in bench.contestant.steps):
            for bench in benches:
                name = bench.contestant.name
                if step in bench.contestant.steps:
                    measured = getattr(bench, step)()
                    results[name].setdefault(step, []).append(measured)
                    print(f"{count} {number + 1} {step} {name} {measured.wall:.2f} s", flush=True)
            if step == "full" and number == 0:
                check_equal(benches)
                for bench in benches:
                    print(f"{bench.contestant.name}: {bench.files()} files")
    return results


def median(measured: list[Measured], field: str) -> float:
    values: list[float] = [getattr(run, field) for run in measured]
    return statistics.median(values)


def medians(everything: dict[int, Results]) -> targets.Medians:
    return {
        count: {
            name: {
                step: Measured(
                    median(measured, "wall"),
                    median(measured, "cpu"),
                    median(measured, "memory"),
                    int(median(measured, "files")),
                    int(median(measured, "index")),
                )
                for step, measured in steps.items()
            }
            for name, steps in results.items()
        }
        for count, results in everything.items()
    }


def table(results: Results) -> str:
    lines = [
        f"{'':<20}{'':<10}{'wall s':>9}{'CPU s':>9}{'MiB':>8}{'/hugo':>8}{'/pelican':>10}"
        f"{'files':>8}{'index kB':>10}"
    ]
    full = {name: median(steps["full"], "wall") for name, steps in results.items()}
    for name, steps in results.items():
        for step, measured in steps.items():
            wall = median(measured, "wall")
            ratios = [wall / full[other] if other in full else 0.0 for other in ("hugo", "pelican")]
            lines.append(
                f"{name:<20}{step:<10}{wall:>9.2f}{median(measured, 'cpu'):>9.2f}"
                f"{median(measured, 'memory'):>8.0f}{ratios[0]:>8.2f}{ratios[1]:>10.3f}"
                f"{median(measured, 'files'):>8.0f}{median(measured, 'index') / 1000:>10.0f}"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--only", action="append")
    options = parser.parse_args()
    chosen = tuple(
        contestant
        for contestant in contestants.ALL
        if not options.only or contestant.name in options.only
    )
    if not (contestants.BIN / "hugo").exists():
        print("Hugo is not installed (requirements-dev.txt): its lines and ratios are missing.")
        chosen = tuple(
            contestant for contestant in chosen if not contestant.name.startswith("hugo")
        )
    RESULTS.mkdir(exist_ok=True)
    everything: dict[int, Results] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=os.environ.get("BENCH_DIR")) as folder:
        print(f"file system: {file_system(Path(folder))}; {os.cpu_count()} cores", flush=True)
        for count in (1_000, options.n, 100_000) if options.growth else (options.n,):
            rounds = options.rounds if count <= 10_000 else 1
            everything[count] = run(count, rounds, chosen, Path(folder))
            print(f"\n{count} releases, median of {rounds}; ratios to a full build")
            print(f"{table(everything[count])}\n")
    print(figures.table(targets.figures(medians(everything), options.n)))
    if readme.write(medians(everything), options.rounds):
        print("README.md: the table of speed")
    plain = {
        str(count): {
            name: {step: [asdict(run) for run in measured] for step, measured in steps.items()}
            for name, steps in results.items()
        }
        for count, results in everything.items()
    }
    (RESULTS / "bench.json").write_text(json.dumps(plain, indent=1))
    (RESULTS / "bench.svg").write_text(plot.bars(plain))
    print(f"{RESULTS.name}/bench.json, {RESULTS.name}/bench.svg")


if __name__ == "__main__":
    main()
