"""A CDN hears what it must forget, withdrawn addresses first, until it confirms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kentongan.publishing import purge
from kentongan.publishing.core import Plan
from kentongan.publishing.errors import ConfigurationError
from kentongan.publishing.manifest import Manifest, compare

from tests.publishing.test_notify import listening
from tests.publishing.trees import publication, write

ORIGIN = "https://humas.test"


def test_what_is_gone_comes_before_what_changed(tree: Path, tmp_path: Path) -> None:
    old = publication(tree, tmp_path, packed=False).manifest
    gone = "berita/2026/02/kegiatan-1/index.html"
    (tree / gone).unlink()
    write(tree, "index.html", "baru")
    write(tree, "berita/2026/03/kegiatan-2/index.html", "ralat")
    write(tree, "berita/2026/05/baru/index.html", "baru")
    what = publication(tree, tmp_path, packed=False)
    found = purge.addresses(Plan(what, old, compare(old, what.manifest)), ORIGIN + "/")
    assert found == [
        f"{ORIGIN}/berita/2026/02/kegiatan-1/",
        f"{ORIGIN}/berita/2026/03/kegiatan-2/",
        f"{ORIGIN}/",
    ]
    assert purge.addresses(Plan(what, Manifest(), compare(Manifest(), what.manifest)), "") == []


def test_what_was_not_confirmed_waits_and_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNCI_CDN", "rahasia")
    file = tmp_path / "kosongkan.json"
    names = [f"{ORIGIN}/{number}/" for number in range(5)]
    purge.add(file, names)
    purge.add(file, [names[0], f"{ORIGIN}/lagi/"])
    with listening(200, 500) as cdn:
        words = {"address": cdn.address, "header": "X-Kunci", "value_env": "KUNCI_CDN", "most": 2}
        complaint = purge.send(file, words)
        assert "4 alamat" in complaint
        assert "rahasia" not in complaint
        assert purge.send(file, words) == ""
        assert purge.send(file, words) == ""
    told = [json.loads(body)["files"] for body in cdn.bodies]
    assert told[:3] == [names[:2], names[2:4], names[2:4]]
    assert told[3] == [names[4], f"{ORIGIN}/lagi/"]
    assert not file.exists()


def test_a_cdn_that_is_away_is_a_sentence(tmp_path: Path) -> None:
    purge.add(tmp_path / "k", [ORIGIN])
    assert "1 alamat" in purge.send(tmp_path / "k", {"address": "http://127.0.0.1:1/"})
    (tmp_path / "k").write_text("{")
    assert purge.send(tmp_path / "k", {"address": "http://127.0.0.1:1/"}) == ""


@pytest.mark.parametrize(
    "words", [{}, {"alamat": "x"}, {"address": "https://x.test", "kunci": "y"}]
)
def test_a_wrong_table_says_what_there_is(tmp_path: Path, words: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="address"):
        purge.send(tmp_path / "k", words)


def test_without_its_key_the_cdn_is_not_called(tmp_path: Path) -> None:
    file = tmp_path / "kosongkan.json"
    purge.add(file, [f"{ORIGIN}/lama/"])
    with listening(200) as cdn:
        words = {"address": cdn.address, "header": "X-Kunci", "value_env": "TIDAK_ADA"}
        assert "TIDAK_ADA kosong" in purge.send(file, words)
        assert not cdn.bodies
    assert json.loads(file.read_text()) == [f"{ORIGIN}/lama/"]
