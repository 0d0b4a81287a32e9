"""The SSH target against a real sshd and rsync, over a wire that can be cut."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kentongan.publishing.core import Hold
from kentongan.publishing.errors import (
    AfterFailed,
    Busy,
    NoVersion,
    PublishingError,
    Refused,
    TransferError,
)
from kentongan.publishing.targets import ssh
from kentongan.publishing.targets.ssh import SshTarget

from tests.publishing.servers import Far, free_port, sshd
from tests.publishing.trees import HOLD, back, publication, put, refresh, state_of, write


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    with sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(autouse=True)
def whole_wire(far: Far) -> None:
    far.wire.reset()


def new_target(far: Far, tmp_path: Path, **changes: Any) -> SshTarget:
    options = far.options(tmp_path / "www", **changes)
    return SshTarget(options, tmp_path / "cache", sleep=lambda _: None)


def shown(tmp_path: Path) -> dict[str, str]:
    return state_of(tmp_path / "www/kini/situs")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_site_is_published_changed_and_rolled_back(far: Far, tree: Path, tmp_path: Path) -> None:
    target = new_target(far, tmp_path)
    first = publication(tree, tmp_path)
    put(target, first)
    assert shown(tmp_path) == first.manifest.files
    assert (tmp_path / "www/kini/situs/index.html.br").exists()
    untouched = tmp_path / "www/kini/situs/berita/2026/02/kegiatan-1/index.html"
    before = untouched.stat()
    refresh(tree, 12, "kedua")
    shutil.rmtree(tree / "berita/2026/03")
    write(tree, "berita/2026/09/baru/index.html", "baru " * 500)
    second = publication(tree, tmp_path)
    put(target, second)
    assert shown(tmp_path) == second.manifest.files
    assert untouched.stat().st_ino == before.st_ino
    assert not (tmp_path / "www/kini/situs/berita/2026/03").exists()
    assert not target.plan(second).needed
    assert target.present().version.startswith("000002-")
    assert far.wire.opened == 1  # all commands and rsync share one handshake


def test_a_rollback_shows_yesterday_within_a_second(far: Far, tree: Path, tmp_path: Path) -> None:
    target = new_target(far, tmp_path)
    first = publication(tree, tmp_path)
    put(target, first)
    refresh(tree, 12, "salah")
    put(target, publication(tree, tmp_path))
    way = target.way_back()
    began = time.monotonic()
    target.rollback(way, HOLD)
    assert time.monotonic() - began < 2  # two handshakes on a busy machine
    assert shown(tmp_path) == first.manifest.files
    with pytest.raises(NoVersion):
        back(target)


def test_only_what_changed_travels(far: Far, tree: Path, tmp_path: Path) -> None:
    write(tree, "gambar/besar.webp", random.Random(1).randbytes(2_000_000))
    target = new_target(far, tmp_path)
    put(target, publication(tree, tmp_path))
    refresh(tree, 12, "kedua")
    far.wire.reset()
    put(target, publication(tree, tmp_path))
    assert far.wire.carried < 100_000


def test_another_machine_reads_what_is_there_and_sends_only_what_changed(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    write(tree, "gambar/besar.webp", random.Random(1).randbytes(2_000_000))
    put(new_target(far, tmp_path), publication(tree, tmp_path))
    shutil.rmtree(tmp_path / "cache")
    refresh(tree, 12, "kedua")
    what = publication(tree, tmp_path)
    far.wire.reset()
    put(new_target(far, tmp_path), what)
    assert far.wire.carried < 100_000
    assert shown(tmp_path) == what.manifest.files


def test_the_last_ten_versions_are_kept(far: Far, tree: Path, tmp_path: Path) -> None:
    target = new_target(far, tmp_path, keep=3)
    for number in range(5):
        refresh(tree, 12, f"ke-{number}")
        put(target, publication(tree, tmp_path))
    kept = [name for name in names_in(tmp_path / "www/versi") if not name.startswith(".")]
    assert [name[:6] for name in kept] == ["000003", "000004", "000005"]


def test_no_rollback_brings_back_what_was_withdrawn_for_privacy(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    target = new_target(far, tmp_path)
    put(target, publication(tree, tmp_path))
    (tree / "berita/2026/02/kegiatan-1/index.html").unlink()
    put(target, publication(tree, tmp_path, sealed=frozenset({"4K7-Q2M-9XC"})))
    with pytest.raises(NoVersion):
        back(target)
    kept = [name for name in names_in(tmp_path / "www/versi") if not name.startswith(".")]
    assert len(kept) == 1


def test_the_connection_may_break_at_twenty_points(far: Far, tree: Path, tmp_path: Path) -> None:
    """At each the public site is one whole state, and the next run makes the new one."""
    for number in range(8):
        write(tree, f"gambar/{number:04x}.webp", random.Random(number).randbytes(40_000))
    target = new_target(far, tmp_path)
    old = publication(tree, tmp_path)
    put(target, old)
    far.wire.reset()
    refresh(tree, 12, "ukur")
    write(tree, "gambar/eeee.webp", random.Random(77).randbytes(60_000))
    old = publication(tree, tmp_path)
    put(target, old)
    usual = far.wire.carried
    chance = random.Random(5)
    broken = 0
    for number in range(20):
        refresh(tree, 12, f"putus-{number}")
        write(tree, "gambar/eeee.webp", random.Random(number).randbytes(60_000))
        new = publication(tree, tmp_path)
        far.wire.reset(cut_after=chance.randrange(500, usual))
        try:
            put(target, new)
        except TransferError:
            broken += 1
        assert shown(tmp_path) in (old.manifest.files, new.manifest.files)
        far.wire.reset()
        put(target, new)
        assert shown(tmp_path) == new.manifest.files
        old = new
    assert broken > 10
    assert not [name for name in names_in(tmp_path / "www/versi") if name.startswith("._")]


def test_one_broken_connection_is_mended_within_the_run(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    what = publication(tree, tmp_path)
    options = far.options(tmp_path / "www")
    pauses: list[float] = []

    def repaired(seconds: float) -> None:
        pauses.append(seconds)
        far.wire.reset()

    target = SshTarget(options, tmp_path / "cache", sleep=repaired)
    plan = target.plan(what)
    far.wire.reset(cut_after=20_000)
    target.publish(plan)
    assert pauses
    assert shown(tmp_path) == what.manifest.files


def test_a_lost_answer_after_the_switch_is_no_second_version(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    target = new_target(far, tmp_path)
    put(target, publication(tree, tmp_path))
    refresh(tree, 12, "kedua")
    what = publication(tree, tmp_path)
    plan = target.plan(what)
    put(new_target(far, tmp_path), what)  # the attempt whose answer never came
    assert target.publish(plan).startswith("000002-")


def test_a_changed_host_key_is_refused(far: Far, tree: Path, tmp_path: Path) -> None:
    other = (far.folder / "stranger.pub").read_text()
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{far.wire.port} {other}")
    target = new_target(far, tmp_path, known_hosts=str(known))
    with pytest.raises(Refused, match="berubah"):
        put(target, publication(tree, tmp_path))
    assert not (tmp_path / "www").exists()


def test_an_unknown_host_is_refused_with_what_to_do(far: Far, tree: Path, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    known.write_text("")
    target = new_target(far, tmp_path, known_hosts=str(known))
    with pytest.raises(Refused, match="belum dikenal"):
        put(target, publication(tree, tmp_path))


def test_a_wrong_key_is_refused(far: Far, tree: Path, tmp_path: Path) -> None:
    target = new_target(far, tmp_path, key=str(far.folder / "stranger"))
    with pytest.raises(Refused, match="menolak"):
        put(target, publication(tree, tmp_path))


def unusable(name: str, far: Far, folder: Path) -> Path:
    """A key that ssh cannot use, for the reason in its name."""
    key = folder / name
    if name == "terkunci":
        shutil.copy(far.folder / "user", key)
        command = ["ssh-keygen", "-q", "-p", "-P", "", "-N", "sandi-uji", "-f", str(key)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    elif name == "terbuka-bagi-semua":
        shutil.copy(far.folder / "user", key)
        key.chmod(0o644)
    elif name == "pasangan":
        shutil.copy(far.folder / "user.pub", key)
        key.chmod(0o600)
    return key


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("terkunci", "berkata sandi dan belum dibuka: ssh-add"),
        ("terbuka-bagi-semua", "chmod 600"),
        ("pasangan", "bukan kunci SSH privat"),
        ("tidak-ada", "tidak ada; betulkan key"),
    ],
)
def test_a_key_that_is_of_no_use_is_told_apart(
    far: Far,
    tree: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    said: str,
) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    target = new_target(far, tmp_path, key=str(unusable(name, far, tmp_path)))
    with pytest.raises(Refused, match=said):
        put(target, publication(tree, tmp_path))


def test_no_server_at_all_is_a_sentence(far: Far, tree: Path, tmp_path: Path) -> None:
    target = new_target(far, tmp_path, port=free_port())
    with pytest.raises(TransferError, match="terputus"):
        put(target, publication(tree, tmp_path))


def test_a_full_disk_on_the_far_side_leaves_the_old_state(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    place = tmp_path / "www"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.fail("mounting a small file system needs root")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "uji", str(place)], check=True)
    try:
        target = new_target(far, tmp_path)
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
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_of_two_publishers_at_once_one_is_told(far: Far, tree: Path, tmp_path: Path) -> None:
    put(new_target(far, tmp_path), publication(tree, tmp_path))
    states, faults = [], []
    plans = []
    for name in ("satu", "dua"):
        refresh(tree, 12, name)
        folder = tmp_path / name
        shutil.copytree(tree, folder)
        what = publication(folder, tmp_path)
        states.append(what.manifest.files)
        options = far.options(tmp_path / "www")
        target = SshTarget(options, tmp_path / f"cache-{name}", sleep=lambda _: None)
        plans.append((target, target.plan(what)))

    def publish(target: SshTarget, plan: Any) -> None:
        try:
            target.publish(plan)
        except PublishingError as error:
            faults.append(error)

    threads = [threading.Thread(target=publish, args=pair) for pair in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(fault) for fault in faults] == [Busy]
    assert shown(tmp_path) in states


def test_a_folder_in_the_place_of_the_link_is_set_aside(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    target = new_target(far, tmp_path)
    put(target, publication(tree, tmp_path))
    link = tmp_path / "www/kini"
    link.unlink()
    write(tmp_path / "www", "kini/situs/index.html", "unggahan tangan")
    what = publication(tree, tmp_path)
    put(target, what)
    assert link.is_symlink()
    assert shown(tmp_path) == what.manifest.files
    aside = [name for name in names_in(tmp_path / "www") if name.startswith("kini.folder-")]
    assert (tmp_path / "www" / aside[0] / "situs/index.html").read_text() == "unggahan tangan"


def test_a_version_that_lost_files_is_mended_by_a_full_run(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    target = new_target(far, tmp_path)
    put(target, publication(tree, tmp_path))
    (tmp_path / "www/kini/situs/404.html").unlink()
    refresh(tree, 12, "kedua")
    what = publication(tree, tmp_path)
    with pytest.raises(TransferError, match="tidak lengkap"):
        put(target, what)
    target.publish(target.plan(what, full=True))
    assert shown(tmp_path) == what.manifest.files


def test_the_clock_of_the_far_side_is_read(far: Far, tmp_path: Path) -> None:
    theirs = new_target(far, tmp_path).clock()
    assert theirs is not None
    assert abs((datetime.now(UTC) - theirs).total_seconds()) < 5


def test_a_path_with_spaces_and_quotes_is_no_command(far: Far, tree: Path, tmp_path: Path) -> None:
    place = tmp_path / "situs 'humas' $(touch x); baru"
    options = far.options(place)
    what = publication(tree, tmp_path)
    put(SshTarget(options, tmp_path / "cache", sleep=lambda _: None), what)
    assert state_of(place / "kini/situs") == what.manifest.files


@pytest.mark.parametrize(
    ("command", "why"),
    [(["sh", "-c", "exit 3"], "status 3"), (["tidak-ada-perintah"], "status 127")],
)
def test_a_command_after_the_switch_that_fails_is_told_in_words(
    far: Far, tree: Path, tmp_path: Path, command: list[str], why: str
) -> None:
    target = new_target(far, tmp_path, after=command)
    put(target, publication(tree, tmp_path))
    with pytest.raises(AfterFailed, match=why):
        target.conclude()


def test_a_hold_with_any_name_is_kept_and_lifted(far: Far, tree: Path, tmp_path: Path) -> None:
    target = new_target(far, tmp_path)
    put(target, publication(tree, tmp_path))
    write(tree, "index.html", "salah")
    put(target, publication(tree, tmp_path))
    hold = Hold("Rina 'O' $(touch x)", "2026-11-24T12:00:00+07:00", "x")
    target.rollback(target.way_back(), hold)
    assert target.present().hold == hold
    put(target, publication(tree, tmp_path))
    assert target.present().hold is None


def test_versions_made_from_a_spare_tree_are_like_any_other(
    far: Far, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssh, "MANY", 1)
    target = new_target(far, tmp_path, keep=3)
    spare = tmp_path / "www/versi/.cadangan"
    prepared = 0
    for number in range(5):
        refresh(tree, 12, f"ke-{number}")
        if number:
            next(iter(sorted((tree / "berita").rglob("index.html")))).unlink()
        what = publication(tree, tmp_path)
        put(target, what)
        assert shown(tmp_path) == what.manifest.files
        if number:
            used = (tmp_path / "www/kini/situs").stat().st_ino == prepared
            assert used == (number in (1, 2)), "a whole spare tree is used, and no other"
        for _ in range(200):
            if (spare / "dari").exists():
                break
            time.sleep(0.05)
        assert (spare / "dari").read_text() == f"{number + 1:06d}-{what.manifest.id}"
        prepared = (spare / "situs").stat().st_ino
        if number == 2:
            (spare / "nyala").write_text("yang lalu")  # the machine was restarted
            (spare / "situs/index.html").unlink()
        elif number == 3:
            (spare / "dari").write_text("000001-000000000000")
            (spare / "situs/index.html").unlink()


def test_other_forms_of_compression_are_sent_for_all_files(
    far: Far, tree: Path, tmp_path: Path
) -> None:
    target = new_target(far, tmp_path)
    what = publication(tree, tmp_path)
    put(target, replace(what, encodings=("gzip", "br", "zstd")))
    put(target, replace(what, packed={}, encodings=()))
    assert not list((tmp_path / "www/kini/situs").rglob("*.gz"))
