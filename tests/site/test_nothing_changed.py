"""A build that finds nothing changed loads nothing that it does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.site.builder import GOLDEN, ROOT, build, command

# What such a build needs of the project: the frame, the look at what is there, the closing words.
NEEDED = {
    "kentongan.domain.problems",
    "kentongan.domain.settings",
    "kentongan.engine.database",
    "kentongan.engine.fingerprint",
    "kentongan.engine.index",
    "kentongan.engine.options",
    "kentongan.engine.progress",
    "kentongan.engine.records",
    "kentongan.engine.report",
    "kentongan.manuscripts.scan",
    "kentongan.engine.baseline",
    "kentongan.engine.survey",
    "kentongan.engine.workers",
    "kentongan.newsroom.configuration",
    "kentongan.newsroom.errors",
    "kentongan.storage.locking",
    "kentongan.storage.stamps",
    "kentongan.storage.trees",
    "kentongan.site.receivers",
    "kentongan.frame.faults",
    "kentongan.frame.receivers",
    "kentongan.frame.generator",
    "kentongan.manuscripts.options",
}
# Heavy libraries that only a build with work to do may import.
HEAVY = {"babel", "cryptography", "feedgen", "lxml", "nh3", "segno", "Sastrawi"}


def is_plugin(name: str) -> bool:
    return (ROOT / "plugins" / name.replace(".", "/") / "__init__.py").is_file()


def test_a_build_without_changes_imports_no_plugin(tmp_path: Path) -> None:
    content, output = tmp_path / "naskah", tmp_path / "situs"
    subprocess.run(["cp", "-r", str(GOLDEN), str(content)], check=True)
    assert build(content, output).status == 0
    words, environment = command(content, output)
    words[1:1] = ["-X", "importtime"]
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert words[0] == sys.executable and "rilis dari indeks" in done.stderr
    imported = {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    # The package of each plugin is loaded, and holds its `register()` alone.
    ours = {name for name in imported if name.startswith("kentongan.") and not is_plugin(name)}
    assert ours == NEEDED
    assert not {name.partition(".")[0] for name in imported} & HEAVY
