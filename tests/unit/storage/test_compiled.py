"""What Python compiles at every start comes out of the file as Python would compile it."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import marshal
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.storage import compiled

PROGRAM = """
import gc
import sys
from pathlib import Path
from kentongan.storage.compiled import kept
with kept(Path(sys.argv[1]), ()):
    from kentongan.frame.warm import import_all
    import_all()
    from kentongan.gate.pattern import Pattern  # compiled when it is first asked for
    for pattern in gc.get_objects():
        if isinstance(pattern, Pattern):
            pattern.compiled
"""
HEAD = 2 * compiled._DIGEST


def start(file: Path, seed: int) -> None:
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    subprocess.run([sys.executable, "-c", PROGRAM, str(file)], env=environment, check=True)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cache") / "kode"
    start(path, 1)
    return path


def test_all_modules_compile_the_same_in_every_process(file: Path) -> None:
    before = file.read_bytes()
    start(file, 2)
    assert file.read_bytes() == before, "some pattern has another order"
    assert len(before) < compiled.MOST / 3


def test_what_is_kept_is_what_python_makes(file: Path) -> None:
    known: dict[Any, Any] = marshal.loads(file.read_bytes()[HEAD:])
    patterns = {key: given for key, given in known.items() if isinstance(key[1], int)}
    sources = {key: code for key, code in known.items() if isinstance(key[1], str)}
    assert len(patterns) > 200 and len(sources) > 500
    for (written, flags), arguments in patterns.items():
        assert _sre.compile(*arguments) == re.compile(written, flags)  # compares the code
    for (source, mode), code in sources.items():
        assert code == compile(source, "<string>", mode)


PATTERNS = st.one_of(
    st.text("ab(|)*+?[]^$\\dws. é\n", max_size=12),
    st.sampled_from([r"(?P<a>x)(?P=a)", r"(?i)É", r"(?<=a)b", rb"(a)|b", r"a(?#b)", r"[^\W\d_]+"]),
)


@given(
    written=PATTERNS,
    flags=st.sampled_from([0, re.I, re.M | re.S, re.X, re.I | re.X]),
    text=st.text("ab é\n", max_size=20),
)
def test_any_pattern_is_as_it_would_be(written: Any, flags: int, text: str) -> None:
    table = compiled._Table({})
    table._keep = table.known.__setitem__  # type: ignore[method-assign, assignment]
    try:
        wanted = re.compile(written, flags)
    except (re.error, ValueError) as error:
        with pytest.raises(type(error)):
            table.pattern(written, int(flags))
        return
    noted, known = table.pattern(written, int(flags)), table.pattern(written, int(flags))
    assert noted == known == wanted
    assert (known.groups, known.groupindex, known.flags) == (
        wanted.groups,
        wanted.groupindex,
        wanted.flags,
    )
    searched: Any = text if isinstance(written, str) else text.encode()
    assert [match.span() for match in known.finditer(searched)] == [
        match.span() for match in wanted.finditer(searched)
    ]
    assert marshal.loads(marshal.dumps(table.known)) == table.known


def test_nothing_that_is_compiled_later_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "kode"
    with compiled.kept(file, ()):
        assert re.compile("nama seseorang yang ditahan").search("x nama seseorang yang ditahan")

        @dataclass(frozen=True)
        class Point:
            north: int

        assert Point(3) == Point(3) and repr(Point(3)).endswith("Point(north=3)")
    assert not file.exists()


@pytest.mark.parametrize("place", [0, compiled._DIGEST, HEAD, -1])
def test_a_damaged_file_is_as_none(file: Path, tmp_path: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    mark = bytes(data[: compiled._DIGEST])
    data[place] ^= 1
    other = tmp_path / "kode"
    other.write_bytes(data)
    assert compiled._read(file, mark)
    assert compiled._read(other, mark) == {}
    assert compiled._read(tmp_path / "tiada", mark) == {}


def test_a_file_that_grew_too_large_is_begun_anew(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = file.read_bytes()[: compiled._DIGEST]
    assert compiled._read(file, mark)
    monkeypatch.setattr(compiled, "MOST", file.stat().st_size - 1)
    assert compiled._read(file, mark) == {}


def test_python_has_its_own_functions_back(tmp_path: Path) -> None:
    import collections
    import dataclasses

    before = compiled._PATTERNS.compile
    with pytest.raises(KeyError), compiled.kept(tmp_path / "kode", ()):
        raise KeyError
    assert compiled._PATTERNS.compile is before
    assert "exec" not in vars(dataclasses) and "eval" not in vars(collections)
