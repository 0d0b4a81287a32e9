"""A file is whole or not there, and one module alone writes files."""

from __future__ import annotations

import ast
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kentongan.storage import writing
from kentongan.storage.writing import (
    append_line,
    create,
    is_unfinished,
    replace_with,
    write_link,
    write_together,
    write_whole,
)

PACKAGE = Path(writing.__file__).parents[1]
# Who may touch files by hand outside storage, and why.
ALLOWED = {
    "cluster/node.py": {"tempfile"},  # where a worker works; it goes with the worker
    "meja/backup.py": {"open", "rename", "tempfile"},  # a folder that gets its name when whole
    "meja/store/database.py": {"open"},  # private from its first byte on
    "meja/trial.py": {"rename"},  # a folder that gets its name when whole
    "newsroom/look.py": {"tempfile"},  # a copy of the index that goes with the command
    "newsroom/withdraw.py": {"rename"},  # a text gets another name
    "engine/workers.py": {"open"},  # a pipe to the parent
    "publishing/targets/folder.py": {"rename"},  # a version gets its name, or loses it
    "publishing/targets/spare.py": {"rename"},  # a tree gets another name
    "publishing/targets/s3.py": {"open"},  # thousands of short lines, worth nothing after a crash
    "publishing/targets/connection.py": {"tempfile"},  # the socket that commands share
    "publishing/targets/ssh.py": {"tempfile", "symlink_to"},  # a parcel that rsync reads
}
WRITERS: dict[str, Callable[[Path], object]] = {
    "write_whole": lambda path: write_whole(path, b"baru"),
    "write_together": lambda path: write_together({path: b"baru"}),
    "replace_with": lambda path: replace_with(path, lambda copy: copy.write_bytes(b"baru")),
}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_the_new_bytes_take_the_place_of_the_old(
    writer: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "satuan" / "a.md"
    writer(path)
    other = tmp_path / "kedua.md"
    os.link(path, other)
    path.chmod(0o640)
    write_whole(path, b"lagi")
    assert (path.read_bytes(), other.read_bytes()) == (b"lagi", b"baru")
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(path.parent) == ["a.md"]


def test_a_failure_leaves_the_old_bytes_and_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_whole(path, b"lama")
    with pytest.raises(TypeError):
        write_whole(path, "bukan bytes")  # type: ignore[arg-type]
    (tmp_path / "folder/isi").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"baru")
    assert path.read_bytes() == b"lama"
    assert names(tmp_path) == ["a", "folder"]


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"lama")
    (tmp_path / "b").write_bytes(b"bukan folder")
    with pytest.raises(OSError, match="b"):
        write_together({tmp_path / "a": b"baru", tmp_path / "b/c": b"baru"})
    assert (tmp_path / "a").read_bytes() == b"lama"
    assert names(tmp_path) == ["a", "b"]


def test_a_new_file_takes_nobodys_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create(tmp_path / "kunci", b"satu", mode=0o600)
    assert (tmp_path / "kunci").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        create(tmp_path / "kunci", b"dua")

    def no_links(*args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    create(tmp_path / "lain", b"tiga")
    with pytest.raises(FileExistsError):
        create(tmp_path / "lain", b"empat")
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [b"satu", b"tiga"]


def test_a_name_of_the_longest_kind_can_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("a" * 255), b"isi")
    assert names(tmp_path) == ["a" * 255]


def test_a_link_takes_the_place_of_a_link_or_a_file(tmp_path: Path) -> None:
    for goal in ("satu", "dua"):
        write_link(tmp_path / "kini", Path(goal))
        assert (tmp_path / "kini").readlink() == Path(goal)
    assert names(tmp_path) == ["kini"]


def test_a_line_closes_the_half_line_before_it(tmp_path: Path) -> None:
    path = tmp_path / "jejak" / "catatan"
    append_line(path, "satu")
    with path.open("a") as file:
        file.write("setengah")
    append_line(path, "dua")
    assert path.read_text().splitlines() == ["satu", "setengah", "dua"]


KILLED = """
import os, signal, sys
from pathlib import Path
from kentongan.storage.writing import replace_with
def half(copy):
    copy.write_bytes(b"set")
    os.kill(os.getpid(), signal.SIGKILL)
replace_with(Path(sys.argv[1]), half)
"""


def test_a_killed_writer_leaves_the_old_file_and_a_name_that_is_known(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"lama")
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "a")], check=False)
    assert (tmp_path / "a").read_bytes() == b"lama"
    assert [name for name in names(tmp_path) if not is_unfinished(name)] == ["a"]
    assert len(names(tmp_path)) == 2


def by_hand(tree: ast.Module) -> Iterator[str]:
    """What a module does to files without asking storage."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            yield from {"fcntl", "tempfile"} & set(imported)
        if isinstance(node, ast.Call):
            yield from _touching(node)


def _touching(call: ast.Call) -> Iterator[str]:
    function = call.func
    name = getattr(function, "attr", None) or getattr(function, "id", "")
    owner = getattr(getattr(function, "value", None), "id", "")
    if name in ("write_text", "write_bytes", "rename", "symlink_to", "renameat2"):
        yield name
    if name == "replace" and len(call.args) == 1 and not call.keywords:
        yield name
    if name == "open" and (owner == "os" or _mode(call).strip("rbt")):
        yield name


def _mode(call: ast.Call) -> str:
    stated = [argument.value for argument in call.args[:2] if isinstance(argument, ast.Constant)]
    stated += [word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)]
    return next((text for text in stated if text in _MODES), "r")


_MODES = {f"{verb}{plus}{kind}" for verb in "wax" for plus in ("", "+") for kind in ("", "b", "t")}


@pytest.mark.parametrize(
    "code", ["p.write_text('a')", "p.open('wb')", "a.replace(b)", "import fcntl"]
)
def test_the_search_for_writers_finds_them(code: str) -> None:
    assert list(by_hand(ast.parse(code)))


def test_no_module_outside_storage_writes_files_by_hand() -> None:
    writers = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        path = file.relative_to(PACKAGE).as_posix()
        ways = set(by_hand(ast.parse(file.read_text("utf-8")))) - ALLOWED.get(path, set())
        if ways and not path.startswith("storage/"):
            writers[path] = sorted(ways)
    assert writers == {}


def test_a_line_of_which_the_disk_takes_a_part_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "catatan.jsonl"
    append_line(file, "satu")
    original = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: original(descriptor, data[:3]))
    with pytest.raises(OSError) as refused:
        append_line(file, "dua dan tiga")
    assert refused.value.errno == errno.ENOSPC
    monkeypatch.undo()
    append_line(file, "empat")
    assert file.read_text() == "satu\ndua\nempat\n"
