"""The Git target against a real repository, over a real git daemon that can be cut off."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kentongan.publishing import facts, serverconf
from kentongan.publishing.core import Options
from kentongan.publishing.errors import Busy, NoVersion, Refused, TransferError
from kentongan.publishing.manifest import digest_file, walk
from kentongan.publishing.targets.branch import BranchTarget, _error_from

from tests.publishing.proxy import Wire
from tests.publishing.servers import git_server, program
from tests.publishing.trees import HOLD, add_release, back, publication, put, refresh, write

EXTRAS = {".nojekyll", "_redirects", "CNAME"}


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    program("git", "git")
    folder = tmp_path / "jauh" / "situs.git"
    subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
    return folder


def new_target(tmp_path: Path, repo: Path | str, **changes: Any) -> BranchTarget:
    values = {"type": "git", "repo": str(repo), **changes}
    return BranchTarget(Options("uji", values), tmp_path / "cache")


def shown(remote: Path, tmp_path: Path) -> dict[str, str]:
    """The files of the branch, as a pages host would check them out."""
    folder = tmp_path / "periksa"
    shutil.rmtree(folder, ignore_errors=True)
    command = ["git", "clone", "-q", "--branch", "pages", str(remote), str(folder)]
    subprocess.run(command, check=True)
    found = {path: digest_file(folder / path) for path, _ in walk(folder)}
    return {p: d for p, d in found.items() if not p.startswith(".git/") and p not in EXTRAS}


def what_of(tree: Path, tmp_path: Path, **more: Any) -> Any:
    return publication(tree, tmp_path, packed=False, **more)


def test_a_site_is_published_changed_and_rolled_back(
    remote: Path, tree: Path, tmp_path: Path
) -> None:
    target = new_target(tmp_path, remote, cname="humas.test")
    first = what_of(tree, tmp_path)
    put(target, first)
    assert shown(remote, tmp_path) == first.manifest.files
    assert (tmp_path / "periksa/CNAME").read_text() == "humas.test\n"
    refresh(tree, 12, "kedua")
    shutil.rmtree(tree / "berita/2026/03")
    add_release(tree, 60)
    second = what_of(tree, tmp_path)
    put(target, second)
    assert shown(remote, tmp_path) == second.manifest.files
    assert not target.plan(second).needed
    refresh(tree, 12, "ketiga")
    put(target, what_of(tree, tmp_path))
    began = time.monotonic()
    back(target)
    assert time.monotonic() - began < 2
    assert shown(remote, tmp_path) == second.manifest.files


def test_the_branch_has_one_commit_only(remote: Path, tree: Path, tmp_path: Path) -> None:
    target = new_target(tmp_path, remote)
    for number in range(3):
        refresh(tree, 12, f"ke-{number}")
        put(target, what_of(tree, tmp_path))
    command = ["git", "-C", str(remote), "rev-list", "--count", "pages"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"1\n"


def test_what_was_withdrawn_for_privacy_leaves_the_own_repository_too(
    remote: Path, tree: Path, tmp_path: Path
) -> None:
    target = new_target(tmp_path, remote)
    write(tree, "berita/2026/05/nama/index.html", "nama korban yang harus hilang")
    put(target, what_of(tree, tmp_path))
    git = ["git", "-C", str(tmp_path / "cache/git"), "hash-object", "--no-filters"]
    path = str(tree / "berita/2026/05/nama/index.html")
    blob = subprocess.run([*git, path], capture_output=True, check=True, text=True).stdout.strip()
    shutil.rmtree(tree / "berita/2026/05/nama")
    put(target, what_of(tree, tmp_path, sealed=frozenset({"4K7-Q2M-9XC"})))
    with pytest.raises(NoVersion):
        back(target)
    look = ["git", "-C", str(tmp_path / "cache/git"), "cat-file", "-e", blob]
    assert subprocess.run(look, capture_output=True).returncode != 0


def test_another_machine_reads_the_branch(remote: Path, tree: Path, tmp_path: Path) -> None:
    what = what_of(tree, tmp_path)
    put(new_target(tmp_path, f"file://{remote}"), what)
    shutil.rmtree(tmp_path / "cache")
    other = new_target(tmp_path, f"file://{remote}")
    refresh(tree, 12, "lain")
    plan = other.plan(what_of(tree, tmp_path))
    assert plan.difference.put == ("index.html", "umpan/atom.xml", "umpan/feed.json")
    other.publish(plan)
    assert shown(remote, tmp_path) == what_of(tree, tmp_path).manifest.files


def test_a_plan_made_before_someone_else_published_is_refused(
    remote: Path, tree: Path, tmp_path: Path
) -> None:
    target = new_target(tmp_path, remote)
    put(target, what_of(tree, tmp_path))
    refresh(tree, 12, "satu")
    plan = target.plan(what_of(tree, tmp_path))
    refresh(tree, 12, "dua")
    other = BranchTarget(Options("lain", {"type": "git", "repo": str(remote)}), tmp_path / "lain")
    put(other, what_of(tree, tmp_path))
    with pytest.raises(Busy):
        target.publish(plan)


def test_moved_addresses_stand_in_the_file_of_the_host(
    remote: Path, tree: Path, tmp_path: Path
) -> None:
    target = new_target(tmp_path, remote)
    put(target, what_of(tree, tmp_path))
    maps = serverconf.maps(facts.make("", {"/lama/": "/"}))
    what = replace(what_of(tree, tmp_path), server=maps)
    assert target.plan(what).needed
    put(target, what)
    shown(remote, tmp_path)
    assert (tmp_path / "periksa/_redirects").read_text() == "/lama/ / 301\n"


@pytest.fixture
def line(remote: Path) -> Iterator[Wire]:
    with git_server(remote.parent) as made:
        yield made


def test_the_connection_may_break_at_twenty_points(
    remote: Path, line: Wire, tree: Path, tmp_path: Path
) -> None:
    target = new_target(tmp_path, f"git://127.0.0.1:{line.port}/situs.git")
    old = what_of(tree, tmp_path)
    put(target, old)
    line.reset()
    write(tree, "gambar/eeee.webp", random.Random(99).randbytes(30_000))
    old = what_of(tree, tmp_path)
    put(target, old)
    usual = line.carried
    chance = random.Random(7)
    broken = 0
    for number in range(20):
        write(tree, "gambar/eeee.webp", random.Random(number).randbytes(30_000))
        new = what_of(tree, tmp_path)
        line.reset(cut_after=chance.randrange(100, usual))
        try:
            put(target, new)
        except TransferError:
            broken += 1
        assert shown(remote, tmp_path) in (old.manifest.files, new.manifest.files)
        line.reset()
        put(target, new)
        assert shown(remote, tmp_path) == new.manifest.files
        old = new
    assert broken > 10


def test_only_what_changed_travels(line: Wire, remote: Path, tree: Path, tmp_path: Path) -> None:
    write(tree, "gambar/besar.webp", random.Random(1).randbytes(2_000_000))
    target = new_target(tmp_path, f"git://127.0.0.1:{line.port}/situs.git")
    put(target, what_of(tree, tmp_path))
    line.reset()
    refresh(tree, 12, "kedua")
    put(target, what_of(tree, tmp_path))
    assert line.carried < 50_000


@pytest.mark.parametrize(
    ("complaint", "error"),
    [
        ("git@x: Permission denied (publickey).", Refused),
        ("fatal: Authentication failed for 'https://x/'", Refused),
        ("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @", Refused),
        ("Host key verification failed.", Refused),
        ("error: file write error: No space left on device", TransferError),
        ("! [rejected] (stale info)", Busy),
        ("fatal: unable to connect", TransferError),
    ],
)
def test_what_git_says_is_a_sentence(complaint: str, error: type[Exception]) -> None:
    assert type(_error_from(complaint)) is error


def test_a_repository_that_is_not_there_is_a_sentence(tree: Path, tmp_path: Path) -> None:
    with pytest.raises(TransferError, match="tidak ada repositori"):
        put(new_target(tmp_path, tmp_path / "tidak-ada.git"), what_of(tree, tmp_path))


def test_another_machine_knows_the_hold_the_seals_and_the_source(
    remote: Path, tree: Path, tmp_path: Path
) -> None:
    target = new_target(tmp_path, remote)
    first = replace(what_of(tree, tmp_path, sealed=frozenset({"4K7-Q2M-9XC"})), commit="a" * 40)
    put(target, first)
    write(tree, "index.html", "salah")
    put(target, what_of(tree, tmp_path))
    back(target)
    elsewhere = new_target(tmp_path / "lain", remote)
    present = elsewhere.present()
    assert present.hold == HOLD
    assert (present.facts.commit, present.facts.sealed) == (first.commit, first.sealed)
    plan = elsewhere.plan(first)
    assert plan.needed
    assert not plan.difference
    elsewhere.publish(plan)
    assert target.present().hold is None
