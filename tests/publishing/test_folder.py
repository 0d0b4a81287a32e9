"""The folder target: versions, the atomic switch, rollback, and every way to be interrupted."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kentongan.publishing.core import Options
from kentongan.publishing.errors import (
    AfterFailed,
    Busy,
    NoVersion,
    Refused,
    TransferError,
)
from kentongan.publishing.lock import one_publication
from kentongan.publishing.manifest import walk
from kentongan.publishing.targets import spare
from kentongan.publishing.targets.folder import FolderTarget

from tests import forking
from tests.publishing.trees import add_release, back, publication, put, refresh, state_of, write


@pytest.fixture
def target(tmp_path: Path) -> FolderTarget:
    return new_target(tmp_path)


def new_target(tmp_path: Path, **values: Any) -> FolderTarget:
    options = {"type": "folder", "path": str(tmp_path / "www"), **values}
    return FolderTarget(Options("uji", options), tmp_path / "cache")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def shown(tmp_path: Path) -> dict[str, str]:
    return state_of(tmp_path / "www/kini/situs")


def test_the_first_publication_shows_the_whole_site(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    what = publication(tree, tmp_path)
    put(target, what)
    assert shown(tmp_path) == what.manifest.files
    assert (tmp_path / "www/kini").is_symlink()
    assert (tmp_path / "www/kini/situs/index.html.gz").exists()


def test_an_unchanged_file_is_shared_with_the_version_before(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    put(target, publication(tree, tmp_path))
    page = tmp_path / "www/kini/situs/berita/2026/02/kegiatan-1/index.html"
    before = page.stat()
    refresh(tree, 12, "kedua")
    put(target, publication(tree, tmp_path))
    assert page.stat().st_ino == before.st_ino
    assert page.stat().st_mtime_ns == before.st_mtime_ns  # so its ETag stays


def test_nothing_to_do_is_told_by_the_plan(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    put(target, publication(tree, tmp_path))
    assert not target.plan(publication(tree, tmp_path)).needed


def test_the_last_ten_versions_are_kept(target: FolderTarget, tree: Path, tmp_path: Path) -> None:
    for number in range(13):
        refresh(tree, 12, f"ke-{number}")
        put(target, publication(tree, tmp_path))
    names = names_in(tmp_path / "www/versi")
    assert len(names) == 10
    assert names[0].startswith("000004-")


def test_a_rollback_shows_yesterday_within_a_second(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    old = publication(tree, tmp_path)
    put(target, old)
    write(tree, "index.html", "salah besar")
    put(target, publication(tree, tmp_path))
    began = time.monotonic()
    back(target)
    assert time.monotonic() - began < 1
    assert shown(tmp_path) == old.manifest.files


def test_a_rollback_never_shows_a_state_that_was_not_public(
    target: FolderTarget, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publication(tree, tmp_path)
    put(target, first)

    def killed(*args: Any) -> None:
        raise KeyboardInterrupt

    write(tree, "index.html", "tidak pernah tayang")
    with monkeypatch.context() as patch:
        patch.setattr(target, "_switch", killed)
        with pytest.raises(KeyboardInterrupt):
            put(target, publication(tree, tmp_path))
    write(tree, "index.html", "benar")
    put(target, publication(tree, tmp_path))
    back(target)
    assert shown(tmp_path) == first.manifest.files


def test_a_rollback_after_a_rollback_and_a_new_state_shows_what_was_before_it(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    good = publication(tree, tmp_path)
    put(target, good)
    for text in ("salah", "benar"):
        write(tree, "index.html", text)
        put(target, publication(tree, tmp_path))
        back(target)
    assert shown(tmp_path) == good.manifest.files


def test_a_rollback_without_an_earlier_version_is_refused(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    put(target, publication(tree, tmp_path))
    with pytest.raises(NoVersion):
        back(target)


def test_no_rollback_brings_back_what_was_withdrawn_for_privacy(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    put(target, publication(tree, tmp_path))
    (tree / "berita/2026/02/kegiatan-1/index.html").unlink()
    put(target, publication(tree, tmp_path, sealed=frozenset({"4K7-Q2M-9XC"})))
    assert len(names_in(tmp_path / "www/versi")) == 1
    with pytest.raises(NoVersion):
        back(target)


@pytest.mark.parametrize("own", ["kini/situs/index.html", "kini"])
def test_what_stands_in_the_place_of_the_link_is_set_aside(
    target: FolderTarget, tree: Path, tmp_path: Path, own: str
) -> None:
    put(target, publication(tree, tmp_path))
    link = tmp_path / "www/kini"
    link.unlink()
    write(tmp_path / "www", own, "unggahan tangan")
    what = publication(tree, tmp_path)
    put(target, what)
    assert link.is_symlink()
    assert shown(tmp_path) == what.manifest.files
    kept = [name for name in names_in(tmp_path / "www") if name.startswith("kini.folder-")]
    place = tmp_path / "www" / own.replace("kini", kept[0], 1)
    assert place.read_text() == "unggahan tangan"


def test_a_file_changed_by_hand_on_the_server_is_mended_by_a_full_run(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    what = publication(tree, tmp_path)
    put(target, what)
    (tmp_path / "www/kini/situs/index.html").write_text("diretas")
    target.publish(target.plan(what, full=True))
    assert shown(tmp_path) == what.manifest.files


def test_the_process_may_be_killed_at_any_moment(tmp_path: Path, tree: Path) -> None:
    target = new_target(tmp_path)
    old = publication(tree, tmp_path)
    put(target, old)
    states = [old.manifest.files]
    chance = random.Random(11)
    options = json.dumps({"type": "folder", "path": str(tmp_path / "www")})
    words = (options, str(tree), str(tmp_path))
    began = time.monotonic()
    assert forking.run("publish", words, os.environ).returncode == 0
    usual = time.monotonic() - began
    killed = 0
    for number in range(20):
        add_release(tree, 100 + number)
        refresh(tree, 12, f"bunuh-{number}")
        states.append(publication(tree, tmp_path).manifest.files)
        seconds = usual * (0.1 + chance.random())
        killed += forking.run("publish", words, os.environ, kill_after=seconds).returncode != 0
        assert shown(tmp_path) in states
    assert killed > 5
    put(target, publication(tree, tmp_path))
    assert shown(tmp_path) == states[-1]
    assert not [n for n in names_in(tmp_path / "www/versi") if n.startswith(".")]


@pytest.mark.parametrize("step", range(20))
def test_an_error_at_any_write_leaves_the_old_state_and_the_next_run_repairs(
    step: int, target: FolderTarget, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = publication(tree, tmp_path)
    put(target, old)
    for number in range(20):
        write(tree, f"berita/2026/07/baru-{number}/index.html", f"baru {number}" * 200)
    new = publication(tree, tmp_path)
    calls = iter(range(1000))
    original = os.link

    def full_disk(*args: Any, **kwargs: Any) -> None:
        if next(calls) == step * 3:
            raise OSError(28, "No space left on device")
        original(*args, **kwargs)

    monkeypatch.setattr(os, "link", full_disk)
    with pytest.raises(TransferError, match="penuh"):
        put(target, new)
    assert shown(tmp_path) == old.manifest.files
    monkeypatch.undo()
    put(target, new)
    assert shown(tmp_path) == new.manifest.files


def test_a_full_disk_is_said_in_plain_words(tmp_path: Path, tree: Path) -> None:
    """A real file system of one megabyte."""
    place = tmp_path / "www"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.fail("mounting a small file system needs root")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "uji", str(place)], check=True)
    try:
        target = new_target(tmp_path)
        old = publication(tree, tmp_path)
        put(target, old)
        write(tree, "gambar/ffff.webp", os.urandom(2_000_000))
        with pytest.raises(TransferError, match="penuh"):
            put(target, publication(tree, tmp_path))
        assert shown(tmp_path) == old.manifest.files
        (tree / "gambar/ffff.webp").unlink()
        refresh(tree, 12, "lagi")
        new = publication(tree, tmp_path)
        put(target, new)
        assert shown(tmp_path) == new.manifest.files
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_limit_on_file_size_is_no_half_file(tmp_path: Path, tree: Path) -> None:
    target = new_target(tmp_path)
    old = publication(tree, tmp_path)
    put(target, old)
    write(tree, "gambar/ffff.webp", os.urandom(300_000))
    new = publication(tree, tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(TransferError):
            put(target, new)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)
    assert shown(tmp_path) == old.manifest.files
    put(target, new)
    assert shown(tmp_path) == new.manifest.files


def test_of_two_publishers_at_once_one_waits(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    what = publication(tree, tmp_path)
    (tmp_path / "www").mkdir()
    with one_publication(tmp_path / "www/.kunci", "Rina"), pytest.raises(Busy, match="Rina"):
        put(target, what)
    put(target, what)


def test_a_plan_made_before_someone_else_published_is_refused(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    put(target, publication(tree, tmp_path))
    write(tree, "index.html", "satu")
    plan = target.plan(publication(tree, tmp_path))
    write(tree, "index.html", "dua")
    put(new_target(tmp_path), publication(tree, tmp_path))
    with pytest.raises(Busy, match="baru saja"):
        target.publish(plan)


def test_a_place_that_is_no_folder_is_said_in_plain_words(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    (tmp_path / "tautan").symlink_to("pindah")
    for place in ("berkas", "tautan", "berkas/www"):
        target = new_target(tmp_path, path=str(tmp_path / place))
        with pytest.raises(Refused, match=r"bukan folder.*publishconf\.py"):
            put(target, publication(tree, tmp_path, packed=False))


def test_a_server_folder_that_is_read_only_is_refused(
    target: FolderTarget, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*args: Any, **kwargs: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(Refused, match="izin"):
        put(target, publication(tree, tmp_path, packed=False))


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["sh", "-c", "exit 3"], "status 3"),
        (["tidak-ada-perintah"], "tidak ada"),
        (["sh", "-c", "kill -9 $$"], "sinyal 9"),
    ],
)
def test_a_command_after_the_switch_that_fails_is_told_in_words(
    tree: Path, tmp_path: Path, command: list[str], why: str
) -> None:
    target = new_target(tmp_path, after=command)
    put(target, publication(tree, tmp_path))
    with pytest.raises(AfterFailed, match=why) as raised:
        target.conclude()
    assert command[0] in str(raised.value)


def test_a_hold_is_lifted_by_the_next_publication(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    put(target, publication(tree, tmp_path))
    write(tree, "index.html", "salah")
    put(target, publication(tree, tmp_path))
    back(target)
    assert target.present().hold is not None
    put(target, publication(tree, tmp_path))
    assert target.present().hold is None


def wait_for_spare(tmp_path: Path) -> Path:
    spare_tree = tmp_path / "www/versi" / spare.NAME
    for _ in range(200):
        if spare_tree.exists():
            return spare_tree
        time.sleep(0.05)
    raise AssertionError("no spare tree came")


@pytest.mark.parametrize("keep", [2, 10])
def test_versions_made_from_a_spare_tree_are_like_any_other(
    tmp_path: Path, tree: Path, monkeypatch: pytest.MonkeyPatch, keep: int
) -> None:
    monkeypatch.setattr(spare, "MANY", 1)
    chance = random.Random(keep)
    target = new_target(tmp_path, keep=keep)
    published = []
    for number in range(8):
        refresh(tree, 12, f"ke-{number}")
        add_release(tree, 100 + number)
        gone = chance.choice(sorted((tree / "berita").rglob("index.html")))
        gone.unlink()
        what = publication(tree, tmp_path)
        put(target, what)
        published.append(what.manifest.files)
        assert shown(tmp_path) == what.manifest.files
        packed = {
            name for path in what.manifest.files for name, _ in what.sources(path)
        }  # no variant is missing or left over
        assert {path for path, _ in walk(tmp_path / "www/kini/situs")} == packed
        wait_for_spare(tmp_path)
    back(target)
    assert shown(tmp_path) == published[-2]


@pytest.mark.parametrize("full", [False, True])
def test_a_spare_tree_holds_nothing_that_was_sealed(
    tmp_path: Path, tree: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    monkeypatch.setattr(spare, "MANY", 1)
    target = new_target(tmp_path, keep=2)
    for number in range(4):
        refresh(tree, 12, f"ke-{number}")
        put(target, publication(tree, tmp_path))
    write(tree, "berita/2026/02/kegiatan-1/index.html", "Dicabut")
    plan = target.plan(publication(tree, tmp_path, sealed=frozenset({"X"})), full)
    target.publish(plan)
    wait_for_spare(tmp_path)
    held = [
        path
        for path in (tmp_path / "www").rglob("berita/2026/02/kegiatan-1/index.html")
        if path.read_text() != "Dicabut"
    ]
    assert held == []


@pytest.mark.parametrize("damage", ["boot", "manifest", "cut"])
def test_a_spare_tree_that_may_lack_files_is_not_used(
    tmp_path: Path, tree: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(spare, "MANY", 1)
    target = new_target(tmp_path, keep=2)
    put(target, publication(tree, tmp_path))
    found = wait_for_spare(tmp_path)
    (found / "situs/index.html").unlink()
    if damage == "boot":
        (found / "nyala").write_text("yang lalu")
    elif damage == "manifest":
        (found / spare.MANIFEST).write_bytes(b"rusak")
    else:  # killed while the spare was changed
        refresh(tree, 12, "dua")
        version = f".{publication(tree, tmp_path).manifest.id}"
        found.rename(found.with_name(version))
    refresh(tree, 12, "dua")
    what = publication(tree, tmp_path)
    put(target, what)
    assert shown(tmp_path) == what.manifest.files


def test_other_forms_of_compression_are_sent_for_all_files(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    what = publication(tree, tmp_path)
    put(target, replace(what, encodings=("gzip", "br", "zstd")))
    assert not target.plan(replace(what, encodings=("gzip", "br", "zstd"))).needed
    plain = replace(what, packed={}, encodings=())
    put(target, plain)
    assert not list((tmp_path / "www/kini/situs").rglob("*.gz"))


def test_a_file_that_is_no_text_has_no_packed_form_though_a_text_has_the_same_bytes(
    target: FolderTarget, tree: Path, tmp_path: Path
) -> None:
    write(tree, "api/sama.json", '{"sama": 1}' * 200)
    write(tree, "api/sama.jsonl", '{"sama": 1}' * 200)
    put(target, publication(tree, tmp_path))
    names = names_in(tmp_path / "www/kini/situs/api")
    assert "sama.json.gz" in names and "sama.jsonl.gz" not in names
    assert shown(tmp_path) == publication(tree, tmp_path).manifest.files
