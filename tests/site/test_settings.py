"""A build runs without Pelican where that would only read the settings, and reads them alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from kentongan.frame import settled, starting
from kentongan.frame.settled import Asked
from pelican.settings import read_settings

from tests.site.builder import BUILD, GOLDEN, ROOT, command, tree

CONF = 'from pelicanconf import *\nSITENAME = "Humas Uji"\n'
ALONE = "import sys; from kentongan.frame.settled import Asked, read; "


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setenv("SITEURL", "https://humas.test")
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT)])
    for name in ("pelicanconf", "conf_uji"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    conf = tmp_path / "conf_uji.py"
    conf.write_text(CONF, "utf-8")
    return Asked(str(conf), {"PATH": str(GOLDEN), "OUTPUT_PATH": str(tmp_path / "situs")})


@pytest.fixture
def remembered(asked: Asked, tmp_path: Path) -> Asked:
    """After a first build; the cache is below the folder of the test."""
    asked = Asked(asked.file, {**asked.overrides, "CACHE_PATH": str(tmp_path / "cache")})
    assert settled.read(asked)
    return asked


def forgotten(asked: Asked) -> Asked:
    """As in another process, which has not run the files of settings."""
    del sys.modules["pelicanconf"]
    return asked


def without_pelican(asked: Asked) -> Mapping[str, Any]:
    """The settings as they are remembered. Fails where Pelican is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settled, "_by_pelican", None)
        settings = settled.read(asked)
        assert settings
        return settings


def plain(value: Any) -> Any:
    """Named tuples are tuples to whoever compares settings."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return type(value)(map(plain, value)) if type(value) in (list, tuple) else value


def test_what_is_remembered_is_what_pelican_reads(remembered: Asked) -> None:
    read = read_settings(remembered.file, override=dict(remembered.overrides))
    assert plain(without_pelican(remembered)) == plain(read)


@pytest.mark.parametrize(
    "change",
    [
        lambda asked: Asked(asked.file, {**asked.overrides, "SITENAME": "Lain"}),
        lambda asked: Path(asked.file).write_text(f"{CONF}DEFAULT_LANG = 'en'\n") and asked,
        lambda asked: os.environ.update(SITEURL="https://lain.test") or forgotten(asked),
    ],
)
def test_what_they_follow_from_is_read_anew(remembered: Asked, change: Any) -> None:
    changed = change(remembered)
    with pytest.raises(TypeError):
        without_pelican(changed)
    read = read_settings(changed.file, override=dict(changed.overrides))
    assert plain(settled.read(changed)) == plain(read)
    assert plain(without_pelican(changed)) == plain(read)


def test_settings_of_this_package_are_those_of_the_moment(remembered: Asked) -> None:
    later = Asked(remembered.file, {**remembered.overrides, "HUMAS_ENGINE_NOW": "2030-01-01"})
    assert without_pelican(later)["HUMAS_ENGINE_NOW"] == "2030-01-01"


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_a_damaged_note_is_passed_over(remembered: Asked, tmp_path: Path, damage: Any) -> None:
    (note,) = (tmp_path / "cache").glob("setelan-*")
    note.write_bytes(note.read_bytes()[:-1] if damage is None else damage)
    assert settled.read(remembered)
    assert without_pelican(remembered)


@pytest.mark.parametrize(
    "more",
    [
        "PLUGINS = [*PLUGINS, 'neighbors']",
        "PLUGINS = None",
        "PELICAN_CLASS = 'pelican.Pelican'",
        "from pelican import signals\nsignals.content_written.connect(print)",
        "1 / 0",
        "THEME = 'tidak-ada'",
    ],
)
def test_pelican_itself_runs_where_others_take_part_or_something_is_wrong(
    asked: Asked, more: str
) -> None:
    Path(asked.file).write_text(f"{CONF}{more}\n", "utf-8")
    code = f"{ALONE}print(read(Asked(*eval(sys.argv[1]))))"
    words = [sys.executable, "-c", code, repr((asked.file, dict(asked.overrides)))]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "None\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["naskah", "-s", "c.py"],
        ["naskah", "-o", "o", "-s", "c.py", "-v"],
        ["naskah", "-o", "o", "-s", "c.py", "--listen"],
        ["naskah", "lagi", "-o", "o", "-s", "c.py"],
        ["naskah", "-o", "o", "-s", "c.py", "-e", "A"],
        ["naskah", "-o", "o", "-s", "c.py", "-e", "A=x"],
        ["naskah", "-o", "o", "-s", "c.py", "--log-handler", "rich"],
    ],
)
def test_other_arguments_are_for_pelican(arguments: list[str]) -> None:
    assert starting.parse(arguments) is None


def test_simple_arguments_say_what_they_say_to_pelican() -> None:
    from pelican import get_config, parse_arguments

    words = ["a/../naskah", "-o", "hasil", "-s", "c.py", "--fatal", "errors"]
    words += ["--log-handler", "plain", "-e", "A=1", 'B="dua"']
    asked = starting.parse(words)
    assert asked and asked.file == "c.py" and asked.fatal == "errors"
    stated = get_config(parse_arguments(words))
    assert asked.overrides == {key: stated[key] for key in ("PATH", "OUTPUT_PATH", "A", "B")}


def test_pelican_makes_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for name in ("kentongan.frame", "pelican"):
        content = Path(shutil.copytree(GOLDEN, tmp_path / name / "naskah"))
        words, environment = command(content, tmp_path / name / "situs", conf="publishconf.py")
        words[words.index(BUILD)] = name
        subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=True)
        trees.append(tree(tmp_path / name / "situs") | tree(content))
    assert trees[0] == trees[1]
