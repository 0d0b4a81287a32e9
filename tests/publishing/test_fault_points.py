"""A disk that refuses at any call of the system, once or from then on: a sentence, never a mess."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from kentongan.newsroom.publish import Request, publish, roll_back
from kentongan.publishing import journal
from kentongan.publishing.core import Settings
from kentongan.publishing.errors import PublishingError
from kentongan.publishing.run import Job, Outcome

from tests.publishing.trees import add_release, code, make_tree, refresh, state_of

CALLS = ("open", "write", "mkdir", "replace", "rename", "link", "symlink", "unlink", "fsync")
CAUSES = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.EDQUOT)
NOW = datetime.fromisoformat("2026-11-24T12:00:00+07:00")


def job_in(folder: Path) -> Job:
    target = {"type": "folder", "path": str(folder / "www")}
    settings = Settings(targets={"utama": target}, whatsapp="saluran.txt", encodings=("gzip",))
    content, output, cache = (folder / name for name in ("content", "output", ".cache"))
    return Job(settings, content, output, cache, "https://humas.test", NOW, "Uji")


def run(folder: Path) -> Outcome:
    request = Request(job_in(folder), with_git=False, as_built=True)
    return publish(request, lambda plan, changes: True, lambda: None)


def go_back(folder: Path) -> Outcome:
    return roll_back(job_in(folder), lambda way: True)


@contextmanager
def refusing(step: int, cause: int, *, lasting: bool) -> Iterator[list[int]]:
    """The call with this number fails, and the ones behind it where the fault is `lasting`."""
    number = [0]

    def faulty(original: Callable[..., Any], is_writing: Callable[..., bool]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if is_writing(*args):
                number[0] += 1
                if number[0] == step or (lasting and number[0] > step):
                    name = args[0] if isinstance(args[0], str | os.PathLike) else None
                    raise OSError(cause, os.strerror(cause), name and os.fspath(name))
            return original(*args, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            writes = _opens_to_write if name == "open" else _always
            patch.setattr(os, name, faulty(getattr(os, name), writes))
        yield number


def _opens_to_write(path: object, flags: int = 0, *_: object) -> bool:
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _always(*_: object) -> bool:
    return True


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has published once, with a new release and a changed one to publish."""
    folder = tmp_path_factory.mktemp("awal")
    (folder / "content").mkdir()
    make_tree(folder / "output", 4)
    run(folder)
    add_release(folder / "output", 4)
    refresh(folder / "output", 5, "dua")
    entry = folder / f"output/api/rilis/{code(4)}.json"
    entry.write_text(json.dumps(json.loads(entry.read_text()) | {"firstCreated": f"{NOW}"}))
    return folder


def copied(begun: Path, folder: Path) -> tuple[Path, dict[str, str], dict[str, str]]:
    shutil.copytree(begun, folder, symlinks=True)
    return folder, state_of(folder / "www/kini/situs"), state_of(folder / "output")


def calls_of(deed: Callable[[Path], Outcome], folder: Path) -> int:
    with refusing(0, 0, lasting=False) as number:
        deed(folder)
    return number[0]


def faults(total: int, some: int) -> Iterator[tuple[int, int, bool]]:
    """Steps spread over a run, its last ones all: what follows the switch is there."""
    chance = random.Random(total)
    steps = sorted(
        {*chance.sample(range(1, total), min(some, total - 1)), *range(total - 25, total + 1)}
    )
    for step in steps:
        yield step, chance.choice(CAUSES), chance.random() < 0.5


@pytest.mark.parametrize("some", [12, pytest.param(10_000, marks=pytest.mark.lama)])
def test_a_disk_that_refuses_any_call_leaves_whole_states_and_no_double_line(
    begun: Path, tmp_path: Path, some: int
) -> None:
    total = calls_of(run, copied(begun, tmp_path / "ukur")[0])
    assert total > 60
    for step, cause, lasting in faults(total, some):
        folder, old, new = copied(begun, tmp_path / f"{step}")
        with refusing(step, cause, lasting=lasting):
            try:
                run(folder)
            except PublishingError as error:
                assert "Errno" not in str(error)
        assert state_of(folder / "www/kini/situs") in (old, new), (step, cause)
        run(folder)
        assert state_of(folder / "www/kini/situs") == new, (step, cause)
        done = Counter(
            line["versi"]
            for line in journal.read(folder / "content")
            if line.get("hasil") == "berhasil"
        )
        assert set(done.values()) == {1}, (step, cause, lasting, done)
        assert (folder / "www/kini").readlink().name in done, (step, cause, lasting, done)
        assert (folder / "saluran.txt").read_text().count(code(4)) == 1, (step, cause, lasting)
        shutil.rmtree(folder)


@pytest.mark.parametrize("some", [6, pytest.param(10_000, marks=pytest.mark.lama)])
def test_a_rollback_that_the_disk_refuses_is_done_or_not(
    begun: Path, tmp_path: Path, some: int
) -> None:
    folder, old, new = copied(begun, tmp_path / "dua")
    run(folder)
    total = calls_of(go_back, copied(folder, tmp_path / "ukur")[0])
    for step, cause, lasting in faults(total, some):
        place, *_ = copied(folder, tmp_path / f"{step}")
        with refusing(step, cause, lasting=lasting):
            try:
                go_back(place)
            except PublishingError as error:
                assert "Errno" not in str(error)
        assert state_of(place / "www/kini/situs") in (old, new), (step, cause)
        if state_of(place / "www/kini/situs") == old:
            assert (place / "www/tahan.json").exists(), (step, cause)
        shutil.rmtree(place)
