"""The output changes in one step, as a whole, and nothing else is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kentongan.storage import trees
from kentongan.storage.trees import Output, OutputError, Writer, Written


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path / "situs")


def write(
    root: Path, path: str, data: bytes | Path, known: bytes | None = None, cache: Path | None = None
) -> Written:
    return Writer(root, cache or root / "tembolok").write(path, data, known)


def put(output: Output, **texts: str) -> list[str]:
    """Write pages into the mirror tree; their paths."""
    paths = []
    for name, text in texts.items():
        path = f"{name}/index.html"
        write(output.mirror, path, text.encode())
        paths.append(path)
    return paths


def publish(output: Output, removed: tuple[str, ...] = (), **texts: str) -> None:
    output.begin(level=True, files=lambda: contents(output.live))
    written = put(output, **texts)
    output.remove(removed)
    output.exchange()
    output.settle(written, removed)


def contents(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_the_first_build_makes_the_folder(output: Output) -> None:
    publish(output, a="satu")
    assert contents(output.live) == contents(output.mirror) == {"a/index.html": "satu"}


def test_nothing_is_seen_before_the_exchange(output: Output) -> None:
    publish(output, a="satu")
    output.begin(level=True, files=tuple)
    put(output, a="dua", b="baru")
    assert contents(output.live) == {"a/index.html": "satu"}
    output.exchange()
    assert contents(output.live) == {"a/index.html": "dua", "b/index.html": "baru"}


def test_both_trees_are_level_afterwards_and_share_their_files(output: Output) -> None:
    publish(output, a="satu", b="tetap")
    publish(output, a="dua")
    assert contents(output.live) == contents(output.mirror)
    for path in contents(output.live):
        assert (output.live / path).samefile(output.mirror / path)


def test_what_is_removed_goes_from_both_with_its_empty_folder(output: Output) -> None:
    publish(output, a="satu", b="dua")
    publish(output, ("b/index.html",))
    assert contents(output.live) == contents(output.mirror) == {"a/index.html": "satu"}
    assert not (output.live / "b").exists() and not (output.mirror / "b").exists()


def test_a_mirror_tree_that_is_not_level_is_made_again_from_the_known_files(output: Output) -> None:
    publish(output, a="satu", b="dua")
    (output.live / "titipan.html").write_text("asing")
    (output.mirror / "a/index.html").unlink()
    (output.mirror / "sampah.html").write_text("")
    output.begin(level=False, files=lambda: ["a/index.html", "b/index.html", "hilang.html"])
    assert contents(output.mirror) == {"a/index.html": "satu", "b/index.html": "dua"}


def test_what_is_retained_survives_the_exchange(tmp_path: Path) -> None:
    output = Output(tmp_path / "situs", [".git", "CNAME"])
    publish(output, a="satu")
    (output.live / "CNAME").write_text("contoh.test")
    (output.live / ".git").mkdir()
    (output.live / ".git/HEAD").write_text("x")
    publish(output, a="dua")
    publish(output, a="tiga")
    assert (output.live / "CNAME").read_text() == "contoh.test"
    assert (output.live / ".git/HEAD").read_text() == "x"


def test_discarding_leaves_the_output_as_it_is(output: Output) -> None:
    publish(output, a="satu")
    output.begin(level=True, files=tuple)
    put(output, b="batal")
    output.discard()
    assert contents(output.live) == {"a/index.html": "satu"} and not output.mirror.exists()


def test_a_system_without_exchange_renames(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "_exchanged", lambda one, other: False)
    publish(output, a="satu")
    publish(output, a="dua")
    assert contents(output.live) == contents(output.mirror) == {"a/index.html": "dua"}
    assert {path.name for path in output.live.parent.iterdir()} == {"situs", ".situs.kentongan"}


def test_a_link_to_the_output_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "asli").mkdir()
    (tmp_path / "situs").symlink_to(tmp_path / "asli")
    output = Output(tmp_path / "situs")
    publish(output, a="satu")
    assert (tmp_path / "situs").is_symlink()
    assert (tmp_path / "asli/a/index.html").read_text() == "satu"


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../luar.html", "a/../../luar.html"])
def test_no_file_is_written_outside_the_output(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError):
        write(tmp_path / "situs", path, b"")


def test_a_file_with_the_known_digest_is_not_written_again(tmp_path: Path) -> None:
    _, mark, size, mtime = write(tmp_path, "a.html", b"isi")
    before = (tmp_path / "a.html").stat().st_ino
    assert write(tmp_path, "a.html", b"isi", mark) == (
        "a.html", mark, size, mtime,
    )  # fmt: skip
    assert (tmp_path / "a.html").stat().st_ino == before


def test_a_changed_file_is_a_new_file_so_that_the_other_tree_keeps_the_old(tmp_path: Path) -> None:
    write(tmp_path, "a.html", b"lama")
    os.link(tmp_path / "a.html", tmp_path / "kembar.html")
    write(tmp_path, "a.html", b"baru", trees.digest(b"lama"))
    assert (tmp_path / "kembar.html").read_bytes() == b"lama"


def test_a_known_file_that_is_missing_is_written_again(tmp_path: Path) -> None:
    write(tmp_path, "a.html", b"isi", trees.digest(b"isi"))
    assert (tmp_path / "a.html").read_bytes() == b"isi"


def test_files_of_the_cache_are_shared_and_others_copied(tmp_path: Path) -> None:
    for folder in ("cache", "content"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jpg").write_bytes(folder.encode())
    cache, root = tmp_path / "cache", tmp_path / "situs"
    write(root, "a.jpg", cache / "x.jpg", None, cache)
    write(root, "b.jpg", tmp_path / "content/x.jpg", None, cache)
    assert (root / "a.jpg").samefile(cache / "x.jpg")
    assert (root / "b.jpg").read_bytes() == b"content"
    assert not (root / "b.jpg").samefile(tmp_path / "content/x.jpg")


def test_a_folder_gives_way_to_a_file_and_a_file_to_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "a/b/index.html", b"1")
    write(tmp_path, "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"2"
    write(tmp_path, "a/b/index.html", b"3")
    assert (tmp_path / "a/b/index.html").read_bytes() == b"3"


def test_an_output_that_holds_the_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="memuat naskah"):
        Output(tmp_path).check([tmp_path / "naskah"])


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "situs").write_text("")
    with pytest.raises(OutputError, match="bukan folder"):
        Output(tmp_path / "situs").check([])


def test_two_trees_are_told_apart_by_their_identity(output: Output) -> None:
    publish(output, a="satu")
    (output.live / "index.html").write_text("1")
    (output.mirror / "index.html").write_text("2")
    assert output.identity(output.live) != output.identity(output.mirror)
    assert output.identity(output.live.parent / "tidak-ada") == []


def test_processes_may_write_the_same_file_of_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Releases share a card: where one process clears an older file, another may be quicker."""
    root, cache = tmp_path / "pohon", tmp_path / "tembolok"
    cache.mkdir()
    (cache / "kartu.png").write_bytes(b"kartu")
    write(root, "kartu.png", b"lama", cache=cache)
    clear = trees.clear

    def quicker(target: str) -> None:
        clear(target)
        os.link(cache / "kartu.png", target)

    monkeypatch.setattr(trees, "clear", quicker)
    written = write(root, "kartu.png", cache / "kartu.png", cache=cache)
    assert (root / "kartu.png").read_bytes() == b"kartu" and written[2] == len(b"kartu")
