"""An incremental build gives, byte for byte, what a clean build gives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from kentongan.domain import addresses
from kentongan.parts import ALL as PARTS
from kentongan.publishing.built import BuildNotes

from tests.site import oracle
from tests.site.builder import ROOT, build, tree
from tests.site.edits import Newsroom

SHORT, LONG = 14, 600
PLUGINS = ["kentongan.frame", *PARTS, "kentongan.publishing"]


def compare(folder: Path, seed: int, count: int) -> None:
    newsroom = Newsroom(folder / "content", seed)
    theme = folder / "theme"
    shutil.copytree(ROOT / "theme", theme)
    done: list[str] = []
    notes = BuildNotes(folder / "grown.cache", folder / "grown")
    before: dict[str, str] = {}
    followed = 0
    for number in range(count):
        done.append(newsroom.change())
        if newsroom.random.random() < 0.05:
            done.append("change a template")
            with (theme / "templates/base.html").open("a", encoding="utf-8") as file:
                file.write(f"{{# {number} #}}<!-- {number} -->\n")
        options: dict[str, Any] = {
            "PLUGINS": json.dumps([*PLUGINS, oracle.__name__]),
            "now": newsroom.now.isoformat(),
            "SITESUBTITLE": f'"{newsroom.subtitle}"',
            "THEME": f'"{theme}"',
        }
        grown = build(newsroom.folder, folder / "grown", **options)
        clean = build(newsroom.folder, folder / f"clean-{number}", **options)
        assert grown.status == clean.status == 0, f"{done[-3:]}\n{grown.report}\n{clean.report}"
        followed += oracle.FOLLOWED in grown.report
        after = tree(grown.output)
        assert after == tree(clean.output), f"after {done[-5:]}"
        told = notes.changed()
        differs = {path for path, _ in before.items() ^ after.items()}
        gone = before.keys() - after.keys()
        assert told is not None or number == 0 or any(map(addresses.may_name, gone))
        assert told is None or differs <= told, f"after {done[-1]}"
        notes.begin()
        before = after
        shutil.rmtree(clean.output)
        shutil.rmtree(clean.output.with_name(f"{clean.output.name}.cache"))
    assert followed >= count // 4  # else nothing was tested


def test_random_edits_give_the_same_bytes_as_a_clean_build(tmp_path: Path) -> None:
    compare(tmp_path, seed=7, count=SHORT)


@pytest.mark.lama
@pytest.mark.parametrize("seed", [1, 2])
def test_hundreds_of_random_edits_give_the_same_bytes(tmp_path: Path, seed: int) -> None:
    compare(tmp_path, seed=seed, count=LONG)
