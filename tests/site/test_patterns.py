"""Regular expressions that are remembered are those that Python compiles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kentongan.frame.patterns import Patterns

CASES = [
    ("", 0),
    (r"(?P<a>x)|(?P<b>[^\W\d_]+(?:['’]\w*)?)\b", re.IGNORECASE),
    (r"(?i:Jalan|Jln\.?)\s(?P<nama>[A-ZÀ-ž一-龥]{2,}?)(?(nama)y|n)", re.MULTILINE | re.DOTALL),
    *((rf"kata {number}(?=\s|$)", re.VERBOSE) for number in range(10)),
]


def compiled() -> list[re.Pattern[str]]:
    re.purge()
    return [re.compile(text, flags) for text, flags in CASES]


def test_a_remembered_expression_is_the_compiled_one(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "ungkapan"
    wanted = compiled()
    with Patterns(path):
        assert compiled() == wanted
    written = path.read_bytes()
    with Patterns(path) as patterns:
        known = compiled()
        assert not patterns._new.keys() & {(text, int(flags)) for text, flags in CASES}
    assert known == wanted  # text, flags and code
    assert [pattern.groupindex for pattern in known] == [p.groupindex for p in wanted]
    assert known[1].sub(r"<\g<b>>", "ab’c d") == wanted[1].sub(r"<\g<b>>", "ab’c d")
    assert path.read_bytes() == written
    assert compiled() == wanted


@pytest.mark.parametrize("spoil", [bytes.upper, lambda data: data[:20], lambda data: b""])
def test_a_damaged_file_is_ignored_and_written_again(tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "ungkapan"
    for _ in range(2):
        with Patterns(path):
            assert compiled() == compiled()
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))  # type: ignore[operator]
    with Patterns(path):
        assert compiled() == compiled()
    assert path.read_bytes() == whole


def test_few_expressions_are_not_worth_writing(tmp_path: Path) -> None:
    path = tmp_path / "ungkapan"
    with Patterns(path):
        re.purge()
        re.compile("nama seseorang")
    assert not path.exists()
