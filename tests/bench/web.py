"""`make bench-web`: weight of pages, photographs, search and Cek Rilis, measured in Chromium.

Prints a table and writes bench-results/web.json.
Options: -n releases for the search (10000), --photographs (40), --only GROUP.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench import figures, lookups, photographs, weights
from tests.bench.figures import Figure
from tests.bench.run import RESULTS
from tests.browser.chromium import executable

Part = Callable[[Browser, Path], Iterable[Figure]]


def parts(options: argparse.Namespace) -> dict[str, Part]:
    return {
        "halaman": weights.measure,
        "foto": lambda _, folder: photographs.measure(folder, options.photographs),
        "pencarian": lambda browser, folder: lookups.measure(browser, folder, options.n),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10_000)
    parser.add_argument("--photographs", type=int, default=40)
    parser.add_argument("--only", action="append", choices=("halaman", "foto", "pencarian"))
    options = parser.parse_args()
    measured: list[Figure] = []
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=os.environ.get("BENCH_DIR")) as folder,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for name, measure in parts(options).items():
            if not options.only or name in options.only:
                print(f"mengukur {name} …", file=sys.stderr)
                (Path(folder) / name).mkdir()
                measured += measure(browser, Path(folder) / name)
        browser.close()
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"{os.cpu_count()} inti; beban mesin pada akhir pengukuran {load}")
    print(figures.table(measured))
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(figures.as_json(measured), ensure_ascii=False, indent=1)
    (RESULTS / "web.json").write_text(f"{text}\n", "utf-8")
    print(f"{RESULTS.name}/web.json")


if __name__ == "__main__":
    main()
