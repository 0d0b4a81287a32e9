"""The table of speed in README.md is written by the benchmark that measured it."""

from __future__ import annotations

from pathlib import Path

from tests.bench import readme
from tests.bench.measuring import Measured

HUGO = {"full": Measured(4.0, 5.0, 800.0)}
OURS = {"full": Measured(8.0, 12.5, 200.0, 73_000), "edit": Measured(0.5, 0.6, 60.0, 27)}


def test_a_run_replaces_the_table_alone(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("Sebelum\n<!-- make bench -->\nlama\n<!-- -->\nSesudah\n")
    assert readme.write({10_000: {"hugo": HUGO, "kentongan-lengkap": OURS}}, 3, file)
    text = file.read_text()
    assert text.startswith("Sebelum\n<!-- make bench -->\n10,000 releases, median of 3;")
    assert text.endswith("<!-- -->\nSesudah\n")
    assert "| everything on, one edited | 0.5 (0.12) | 0.6 (0.12) | 60 (0.07) | 27 |" in text
    assert "lama" not in text
    again = text
    assert readme.write({10_000: {"hugo": HUGO, "kentongan-lengkap": OURS}}, 3, file)
    assert file.read_text() == again


def test_another_size_or_a_run_of_a_few_contestants_leaves_it(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    assert not readme.write({1000: {"hugo": HUGO}}, 1, file)
    assert not readme.write({10_000: {"kentongan-lengkap": OURS}}, 1, file)
    assert not readme.write({10_000: {"hugo": HUGO, "kentongan": OURS}}, 1, file)


def test_the_readme_has_its_place() -> None:
    assert len(readme._TABLE.findall(readme.README.read_text("utf-8"))) == 1
