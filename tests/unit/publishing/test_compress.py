from __future__ import annotations

import gzip
import random
from pathlib import Path

import brotli
import pytest
import zstandard
from kentongan.publishing.compress import CompressedStore, gzipped
from kentongan.publishing.manifest import Manifest, digest

TEXT = b"<p>Polsek Kraton berpatroli di permukiman warga.</p>\n" * 100


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "a.html").write_bytes(TEXT)
    (folder / "kecil.html").write_bytes(b"kecil")
    (folder / "gambar.webp").write_bytes(TEXT)
    return folder


def manifest(root: Path) -> Manifest:
    return Manifest({path.name: digest(path.read_bytes()) for path in root.iterdir()})


def test_large_text_has_three_variants_that_unpack_to_the_same(root: Path, tmp_path: Path) -> None:
    store = CompressedStore(tmp_path / "padat")
    store.fill(root, manifest(root))
    files = dict(store.variants(manifest(root))[digest(TEXT)])
    assert gzip.decompress(files[".gz"].read_bytes()) == TEXT
    assert brotli.decompress(files[".br"].read_bytes()) == TEXT
    assert zstandard.ZstdDecompressor().decompress(files[".zst"].read_bytes()) == TEXT


def test_small_files_and_pictures_have_none(root: Path, tmp_path: Path) -> None:
    store = CompressedStore(tmp_path / "padat")
    (root / "gambar.webp").write_bytes(TEXT + b"!")
    store.fill(root, manifest(root))
    found = store.variants(manifest(root))
    assert found[digest(b"kecil")] == ()
    assert digest(TEXT + b"!") not in found


def test_only_what_changed_is_compressed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = CompressedStore(tmp_path / "padat")
    told: list[tuple[int, int]] = []
    store.fill(root, manifest(root), lambda done, of: told.append((done, of)))
    (root / "b.html").write_bytes(TEXT * 2)
    store.fill(root, manifest(root), lambda done, of: told.append((done, of)))
    assert told == [(1, 1), (1, 1)]


def test_the_same_content_gives_the_same_bytes_whenever_it_is_made() -> None:
    assert gzipped(TEXT) == gzipped(bytes(TEXT))
    assert gzipped(TEXT)[4:8] == b"\0\0\0\0"


def test_feeds_are_packed_at_less_cost_and_pages_as_small_as_can_be(tmp_path: Path) -> None:
    chance = random.Random(1)
    words = [f"kata{chance.randrange(900)}" for _ in range(20_000)]
    packed: dict[str, dict[str, bytes]] = {}
    for path in ("umpan/satuan/x/atom.xml", "umpan/feed.json", "berita/x/index.html"):
        root = tmp_path / path.split("/")[-1]
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(" ".join(words))
        what = Manifest({path: digest((root / path).read_bytes())})
        store = CompressedStore(root / "padat")
        store.fill(root, what)
        ((_, files),) = store.variants(what).items()
        packed[path] = {suffix: file.read_bytes() for suffix, file in files}
    feed, other, page = packed.values()
    assert feed == other
    assert feed[".gz"] == page[".gz"]
    for suffix in (".br", ".zst"):
        assert len(page[suffix]) < len(feed[suffix]) < 1.25 * len(page[suffix])


def test_what_left_the_site_leaves_the_cache(root: Path, tmp_path: Path) -> None:
    store = CompressedStore(tmp_path / "padat")
    store.fill(root, manifest(root))
    store.prune([Manifest({})])
    assert [path for path in (tmp_path / "padat").rglob("*") if path.is_file()] == []


def test_what_does_not_shrink_has_no_variant(tmp_path: Path) -> None:
    root = tmp_path / "output"
    root.mkdir()
    noise = b"".join(digest(bytes([n])).encode() for n in range(200))
    (root / "a.txt").write_bytes(gzip.compress(noise))
    store = CompressedStore(tmp_path / "padat")
    store.fill(root, manifest(root))
    assert dict(store.variants(manifest(root))) == {digest((root / "a.txt").read_bytes()): ()}


@pytest.mark.parametrize("damage", [b"", b"bukan", TEXT], ids=["empty", "noise", "plain"])
@pytest.mark.parametrize("suffix", [".gz", ".br", ".zst"])
def test_a_damaged_variant_is_made_anew(
    root: Path, tmp_path: Path, suffix: str, damage: bytes
) -> None:
    store = CompressedStore(tmp_path / "padat")
    store.fill(root, manifest(root))
    file = dict(store.variants(manifest(root))[digest(TEXT)])[suffix]
    good = file.read_bytes()
    file.write_bytes(damage and good[:12] + damage + good[20:])
    assert store.mend(root, manifest(root), ["a.html", "gambar.webp"]) == bool(damage)
    assert file.read_bytes() == (good if damage else b"")  # nothing is sent instead of garbage
    store.clear()
    store.fill(root, manifest(root))
    assert file.read_bytes() == good
