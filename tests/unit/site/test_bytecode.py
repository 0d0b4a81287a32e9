"""A compiled template is used only while its bytes are those that were written."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.loaders import DictLoader
from kentongan.site.bytecode import CheckedBytecode


def rendered(folder: Path, template: str = "Halo {{ nama }}") -> str:
    cache = CheckedBytecode(folder)
    environment = Environment(loader=DictLoader({"a": template}), bytecode_cache=cache)
    return environment.get_template("a").render(nama="Kraton")


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(tmp_path) == "Halo Kraton"
    monkeypatch.setattr(Environment, "compile", None)
    assert rendered(tmp_path) == "Halo Kraton"


@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("damage", [b"QQQQQQ", b"\0" * 6, b""])
def test_damage_anywhere_is_noticed_and_mended(tmp_path: Path, part: int, damage: bytes) -> None:
    rendered(tmp_path)
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    place = len(data) * part // 10
    file.write_bytes(data[:place] + damage + data[place + 6 :])
    assert rendered(tmp_path) == "Halo Kraton"
    assert file.read_bytes() == data


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    rendered(tmp_path)
    assert rendered(tmp_path, "Hai {{ nama }}") == "Hai Kraton"


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    assert rendered(tmp_path / "berkas" / "templat") == "Halo Kraton"
