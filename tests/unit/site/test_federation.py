from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import codes
from kentongan.site import federation
from kentongan.site.federation import Heartbeat, canonical

from tests.conftest import NOW

DIGEST, OTHER = "0a" * 32, "f1" * 32
CODE = codes.derive("rilis/2026/11/contoh.md", "FN")
BEAT = federation.heartbeat("polres-contoh", 7, DIGEST, OTHER, NOW)
ROW = {
    "kode": CODE,
    "status": "terbit",
    "alamat": "/berita/2026/11/contoh/",
    "satuan": "polsek-kraton",
    "terbit": "2026-11-24T12:00:00+07:00",
    "diubah": "2026-11-24T12:00:00+07:00",
    "sha256": DIGEST,
    "kiriman": OTHER,
}
HEAD = {
    "situs": "https://humas.example/kota",
    "waktu": None,
    "jumlah": 1,
    "pecahan": 4,
    "pemilik": 4,
    "urut": 7,
    "wilayah": "polres-contoh",
    "awalan": "",
    "versi": 1,
}
READERS: dict[str, Callable[[bytes], object]] = {
    "heartbeat": federation.read_heartbeat,
    "index": federation.read_index,
    "bundle": federation.read_bundle,
    "root": federation.read_root,
    "node": lambda data: federation.read_node(data, "4"),
}
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def changed(row: dict[str, Any], **values: Any) -> bytes:
    return canonical({name: value for name, value in {**row, **values}.items() if value is not ...})


def test_a_heartbeat_is_read_as_it_was_written() -> None:
    assert federation.read_heartbeat(BEAT.data()) == BEAT
    assert BEAT.is_fresh(NOW)
    assert not BEAT.is_fresh(NOW + federation.FRESH)


@given(st.integers(0, 24 * 3600 - 1))
def test_a_day_has_one_heartbeat(seconds: int) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0)
    at = midnight + timedelta(seconds=seconds)
    assert federation.heartbeat("polres-contoh", 7, DIGEST, OTHER, at).data() == BEAT.data()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wilayah", ""),
        ("wilayah", "Polres Contoh"),
        ("wilayah", "a" * 65),
        ("urut", 0),
        ("urut", True),
        ("urut", 7.0),
        ("urut", "7"),
        ("urut", 2**53),
        ("manifest", DIGEST[:-1]),
        ("manifest", DIGEST.upper()),
        ("isi", None),
        ("isi", ...),
        ("waktu", "2026-11-24T00:00:00"),
        ("waktu", "kemarin"),
        ("berlaku_sampai", BEAT.made_at.isoformat()),
        ("berlaku_sampai", (BEAT.made_at + timedelta(days=32)).isoformat()),
        ("tambahan", "x" * 2048),
    ],
)
def test_a_heartbeat_that_is_wrong_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError):
        federation.read_heartbeat(changed(json.loads(BEAT.data()), **{name: value}))


def test_names_that_are_not_known_are_ignored() -> None:
    data = changed(json.loads(BEAT.data()), esok="lusa")
    assert isinstance(federation.read_heartbeat(data), Heartbeat)


def test_a_root_with_its_rows_is_read() -> None:
    root = federation.read_root(canonical({**HEAD, "siaran": [ROW]}))
    assert (root.district, root.number, root.owner_width) == ("polres-contoh", 7, 4)
    assert root.node.rows[0].code == CODE
    assert root.node.rows[0].is_shown


def test_a_root_may_be_a_branch() -> None:
    root = federation.read_root(canonical({**HEAD, "bagian": {"4": DIGEST}}))
    assert root.node.below == {"4": DIGEST}
    assert root.node.rows == ()


@pytest.mark.parametrize(
    "values",
    [
        {"urut": ...},
        {"wilayah": ...},
        {"pemilik": 5},
        {"pecahan": 60},
        {"situs": "javascript:alert(1)"},
        {"siaran": [ROW, ROW]},
        {"siaran": [ROW], "bagian": {}},
        {"siaran": "semua"},
        {"siaran": ..., "bagian": {"4K": DIGEST}},
        {"siaran": ..., "bagian": {"I": DIGEST}},
        {"siaran": ..., "bagian": {"4": "x"}},
        {"awalan": "4"},
    ],
)
def test_a_root_that_is_wrong_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        federation.read_root(changed({**HEAD, "siaran": [ROW]}, **values))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kode", "4K7-Q2M-9X0"),
        ("kode", CODE.lower()),
        ("status", "hilang"),
        ("alamat", "https://lain.example/"),
        ("alamat", "//lain.example/"),
        ("alamat", "/berita/../../rahasia/"),
        ("alamat", "/a b/"),
        ("alamat", "/a\\b/"),
        ("satuan", "a/b/c"),
        ("satuan", "/b"),
        ("terbit", "2026-11-24"),
        ("sha256", ...),
        ("sha256", 5),
        ("kiriman", "x"),
    ],
)
def test_a_row_that_is_wrong_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError):
        federation.read_row(json.loads(changed(ROW, **{name: value})))


def test_a_province_names_the_district_of_a_unit() -> None:
    unit = "polres-contoh/polsek-kraton"
    assert federation.read_row({**ROW, "satuan": unit}).unit == unit


def test_an_erased_row_says_only_its_state() -> None:
    row = federation.read_row({"kode": CODE, "status": "dicabut"})
    assert (row.url, row.unit, row.words, row.published_at) == ("", "", "", None)


def test_a_leaf_holds_codes_of_its_prefix_alone() -> None:
    leaf = {"awalan": CODE[0], "siaran": [ROW], "versi": 1}
    assert federation.read_node(canonical(leaf), CODE[0]).rows[0].code == CODE
    other = next(letter for letter in codes.ALPHABET if letter != CODE[0])
    with pytest.raises(ValueError):
        federation.read_node(canonical({**leaf, "awalan": other}), other)


def test_a_bundle_is_read_as_it_was_written() -> None:
    news = {"uri": f"urn:kentongan:rilis:{CODE.replace('-', '')}", "title": "Baris\nkedua"}
    data = federation.bundle_line(news) * federation.BUNDLE
    assert federation.read_bundle(data) == [news] * federation.BUNDLE
    assert federation.code_of(news) == CODE
    for wrong in (data + federation.bundle_line(news), data[:-1], b"", b"\n", b"[]\n"):
        with pytest.raises(ValueError):
            federation.read_bundle(wrong)


@pytest.mark.parametrize(
    "path", ["/api/bundel/2026/13-1.jsonl", "/api/bundel/2026/11-0.jsonl", "/rahasia.jsonl"]
)
def test_an_index_names_bundles_alone(path: str) -> None:
    right = {"/api/bundel/2026/11-1.jsonl": DIGEST}
    assert federation.read_index(federation.bundle_index(right)) == right
    with pytest.raises(ValueError):
        federation.read_index(federation.bundle_index({path: DIGEST}))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"\xff{}",
        b'{"a": NaN}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"awalan": ' + b"9" * 5000 + b"}",
        b" " * (federation.Limit.BUNDLE + 1),
    ],
)
def test_foreign_bytes_are_refused(reader: str, data: bytes) -> None:
    with pytest.raises(ValueError):
        READERS[reader](data)


@given(st.sampled_from(sorted(READERS)), st.sampled_from([HEAD, ROW]), st.data())
def test_whatever_is_sent_is_read_or_refused(
    reader: str, base: dict[str, Any], data: st.DataObject
) -> None:
    names = sorted({*base, *json.loads(BEAT.data()), "siaran", "bagian"})
    disturbed = dict(base) | data.draw(st.dictionaries(st.sampled_from(names), plain))
    try:
        READERS[reader](json.dumps(disturbed).encode() + b"\n")
    except ValueError:
        return
