"""Files travel in packs and come back as they were, each that the asking machine lacks and no
other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from kentongan.cluster import packs, work
from kentongan.cluster.store import FolderStore, digest


@pytest.mark.parametrize("seed", range(12))
def test_what_is_not_held_is_sent_whatever_was_known_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(packs, "LARGEST", 500)
    store, output = FolderStore(tmp_path / "gudang"), tmp_path / "keluaran"
    (output / "a").mkdir(parents=True)
    files = {
        f"{chance.choice(('', 'a/'))}{number}.html": chance.randbytes(chance.choice((0, 30, 700)))
        for number in range(chance.randrange(1, 30))
    }
    for path, data in files.items():
        (output / path).write_bytes(data)
    held: dict[str, str] = {}
    for _ in range(3):  # the second time all is known by its stamp
        made, sent = work._sent(output, tmp_path / "ingatan.json", held, store)
        assert made == {path: digest(data) for path, data in files.items()}
        blobs = [store.get(name) for name in sent]
        came = dict(pair for blob in blobs for pair in packs.unpacked(blob))
        assert came == {path: data for path, data in files.items() if held.get(path) != made[path]}
        assert all(
            sum(len(data) for _, data in packs.unpacked(blob)) <= 500
            or len(list(packs.unpacked(blob))) == 1
            for blob in blobs
        )
        held = {path: name for path, name in made.items() if chance.random() < 0.6}
        changed = chance.choice(sorted(files))
        files[changed] += b"baru"
        (output / changed).write_bytes(files[changed])


def test_what_is_no_pack_is_refused() -> None:
    with pytest.raises(ValueError, match="longer or shorter"):
        list(packs.unpacked(b'[["a", 3]]\nab'))
