"""A publication keeps the permits of its own releases with the content."""

from __future__ import annotations

from pathlib import Path

from kentongan.gate import permits


def test_only_permits_of_this_content_are_published(tmp_path: Path) -> None:
    content, cache = tmp_path / "content", tmp_path / "cache"
    permits.remember(cache, "000-000-000", {"privasi.E003": "aa"})
    permits.remember(cache, "D8X-J8A-K82", {"privasi.E003": "bb"})
    changed = permits.publish(content, cache, {"000-000-000"})
    assert [path.name for path in changed] == ["000-000-000.json"]
    assert permits.publish(content, cache, {"000-000-000"}) == []
    assert permits.read(content, tmp_path / "kosong", "000-000-000") == {"privasi.E003": "aa"}
