"""Releases that another process has read: taken for the very bytes that were read."""

from __future__ import annotations

import pickle
from pathlib import Path

from kentongan.engine import prepared
from kentongan.engine.prepared import Prepared
from kentongan.engine.records import NewRecord, Record
from kentongan.manuscripts.scan import scan

NAMES = ("rilis/sama.md", "rilis/lain.md", "rilis/hilang.md", "rilis/tidak-diminta.md")


def test_only_what_was_read_of_the_same_bytes_is_taken(tmp_path: Path) -> None:
    (tmp_path / "rilis").mkdir()
    items = []
    for name in NAMES:
        (tmp_path / name).write_text(name)
        digest = prepared._digest(tmp_path / name)
        assert digest
        items.append(Prepared(digest, NewRecord(Record(name, ("lama",)), b"isi")))  # type: ignore[arg-type]
    (tmp_path / "paket").write_bytes(pickle.dumps(items))
    (tmp_path / "rilis/lain.md").write_text("disunting")
    (tmp_path / "rilis/hilang.md").unlink()
    files = scan(tmp_path)
    taken = list(prepared.taken([tmp_path / "paket"], tmp_path, files, set(NAMES[:3])))
    assert [new.record.path for new in taken] == ["rilis/sama.md"]
    assert taken[0].record.stamp == files.stamps["rilis/sama.md"]
