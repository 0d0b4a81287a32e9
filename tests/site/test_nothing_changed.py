"""A build that finds nothing changed loads nothing that it does not use."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.bench import corpus
from tests.site.builder import GOLDEN, NOW, ROOT, build, command

LATER = "2026-11-24T12:00:30+07:00"  # nothing of the golden content turns in between

# What such a build needs of the project: the frame, the look at what is there, the note for
# publishing, the closing words.
NEEDED = {
    "kentongan.domain.codes",
    "kentongan.domain.packing",
    "kentongan.domain.problems",
    "kentongan.domain.settings",
    "kentongan.engine.blobs",
    "kentongan.engine.database",
    "kentongan.engine.fingerprint",
    "kentongan.engine.folders",
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
    "kentongan.newsroom.province",
    "kentongan.newsroom.errors",
    "kentongan.publishing.built",
    "kentongan.storage.aside",
    "kentongan.storage.locking",
    "kentongan.storage.running",
    "kentongan.storage.stamps",
    "kentongan.storage.trees",
    "kentongan.storage.writing",
    "kentongan.site.receivers",
    "kentongan.site.recording",
    "kentongan.frame.faults",
    "kentongan.frame.starting",
    "kentongan.frame.settled",
    "kentongan.frame.building",
    "kentongan.manuscripts.options",
}
# Heavy libraries that only a build with work to do may import.
HEAVY = {
    "pelican",
    "jinja2",
    "rich",
    "babel",
    "cryptography",
    "feedgen",
    "lxml",
    "nh3",
    "segno",
    "Sastrawi",
}


# The libraries that an edit of a plain text loads: pages, the sanitiser, feeds.
OF_AN_EDIT = {"kentongan", "jinja2", "markupsafe", "nh3", "feedgen", "lxml", "dateutil", "six"}
# Parts of Python that cost as much as a library.
COSTLY = {"asyncio", "concurrent", "email", "http", "multiprocessing", "ssl", "subprocess", "xml"}
# All modules together took 0.23 s of processor time, a third of an edit among 3,000 releases.
MODULES_OF_AN_EDIT = 470


def is_plugin(name: str) -> bool:
    return (ROOT / "plugins" / name.replace(".", "/") / "__init__.py").is_file()


def imported_by_a_build(content: Path, output: Path, **options: Any) -> set[str]:
    words, environment = command(content, output, **options)
    words[1:1] = ["-X", "importtime"]
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert words[0] == sys.executable and "rilis dari indeks" in done.stderr
    return {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }


def of_the_project(imported: set[str]) -> set[str]:
    """The package of each plugin is loaded, and holds its `register()` alone."""
    return {name for name in imported if name.startswith("kentongan.") and not is_plugin(name)}


@pytest.mark.parametrize("conf", ["pelicanconf.py", "publishconf.py"])
def test_a_build_without_changes_imports_no_plugin(tmp_path: Path, conf: str) -> None:
    content, output = tmp_path / "naskah", tmp_path / "situs"
    subprocess.run(["cp", "-r", str(GOLDEN), str(content)], check=True)
    assert build(content, output, conf=conf).status == 0
    for clock in (NOW, LATER):
        imported = imported_by_a_build(content, output, conf=conf, now=clock)
        assert of_the_project(imported) == NEEDED
        assert not {name.partition(".")[0] for name in imported} & HEAVY


def test_an_edit_imports_what_it_is_known_to_use(tmp_path: Path) -> None:
    content, output = tmp_path / "naskah", tmp_path / "situs"
    corpus.kentongan(content, 30)
    assert build(content, output).status == 0
    plain = (file for file in (content / "rilis").rglob("*.md") if "**" not in file.read_text())
    file = max(plain)
    file.write_text(file.read_text("utf-8") + "\nKalimat tambahan.\n", "utf-8")
    imported = imported_by_a_build(content, output)
    assert "kentongan.engine.output" in imported
    assert "kentongan.newsroom.declared" not in imported
    packages = {name.partition(".")[0] for name in imported if not name.startswith("_")}
    assert packages & packages_distributions().keys() <= OF_AN_EDIT
    assert not packages & COSTLY
    assert len(imported) <= MODULES_OF_AN_EDIT
