from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.publishing.errors import ConfigurationError
from kentongan.publishing.manifest import (
    Manifest,
    compare,
    digest,
    load_stamps,
    save_stamps,
    scan,
)


def test_the_difference_of_two_manifests_names_each_file_once() -> None:
    old = Manifest({"a": "1", "b": "1", "c": "1"})
    new = Manifest({"b": "2", "c": "1", "d": "1"})
    found = compare(old, new)
    assert (found.added, found.changed, found.dropped) == (("d",), ("b",), ("a",))
    assert found.put == ("b", "d")
    assert not compare(new, new)


def test_the_id_follows_the_content_and_not_the_order() -> None:
    assert Manifest({"a": "1", "b": "2"}).id == Manifest({"b": "2", "a": "1"}).id
    assert Manifest({"a": "1"}).id != Manifest({"a": "2"}).id


def test_a_manifest_survives_storage_and_a_damaged_one_is_refused() -> None:
    manifest = Manifest({"a": "1", "é": "2"})
    data = manifest.to_bytes()
    assert Manifest.from_bytes(data) == manifest
    assert manifest.to_bytes() == data
    for broken in (b"", data[:-9], b"{}", b"\x1f\x8b"):
        with pytest.raises(ValueError):
            Manifest.from_bytes(broken)


def test_a_scan_reads_only_files_that_were_touched(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.html").write_bytes(b"satu")
    first = scan(tmp_path, {})
    assert first["x/a.html"][1] == digest(b"satu")
    lie = {"x/a.html": (first["x/a.html"][0], "dari-ingatan")}
    assert scan(tmp_path, lie)["x/a.html"][1] == "dari-ingatan"
    (tmp_path / "x/a.html").write_bytes(b"tiga")
    os.utime(tmp_path / "x/a.html", ns=(1, 1))
    assert scan(tmp_path, lie)["x/a.html"][1] == digest(b"tiga")


def test_a_symbolic_link_in_the_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rahasia").symlink_to("/etc/passwd")
    with pytest.raises(ConfigurationError, match="tautan simbolis"):
        scan(tmp_path, {})


def test_a_missing_output_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="make publish"):
        scan(tmp_path / "tidak-ada", {})


def test_lost_or_damaged_stamps_are_none(tmp_path: Path) -> None:
    path = tmp_path / "sidik.json"
    assert load_stamps(path) == {}
    save_stamps(path, {"a": ("1-2-3", "d")})
    assert load_stamps(path) == {"a": ("1-2-3", "d")}
    path.write_text("{")
    assert load_stamps(path) == {}
    older = b"1\t2\t3\td\ta\n"
    path.write_bytes(digest(older).encode() + b"\n" + older)
    assert load_stamps(path) == {}


@given(st.data())
def test_a_damaged_manifest_is_a_value_error_or_another_state(data: st.DataObject) -> None:
    whole = Manifest({f"berita/{number}/index.html": "0" * 32 for number in range(40)})
    raw = bytearray(whole.to_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(0, len(raw)))
    for damaged in (bytes(raw), bytes(raw[:cut])):
        try:
            assert isinstance(Manifest.from_bytes(damaged), Manifest)
        except ValueError:
            continue
