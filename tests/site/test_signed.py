"""What a signed district publishes for a province: heartbeat, manifest and bundles fit together."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from kentongan.domain import addresses
from kentongan.newsroom import configuration, key, verify
from kentongan.parts.authenticity import core, local
from kentongan.site import federation, signing
from kentongan.site.federation import Heartbeat, Root, sha256

from tests.site.builder import build, tree
from tests.site.edits import Newsroom

PASSWORD = "sandi-uji"


@dataclass
class District:
    """A newsroom that publishes with a key of its own, and what its site says."""

    folder: Path
    newsroom: Newsroom = field(init=False)

    def __post_init__(self) -> None:
        self.newsroom = Newsroom(self.folder / "naskah/content", seed=11)
        self.secret = self.folder / "kunci/kunci.pem"
        self.secret.parent.mkdir()
        secret, raw = signing.new_private_key(PASSWORD.encode())
        self.secret.write_bytes(secret)
        since = self.newsroom.now - timedelta(days=1)
        self.key = signing.PublicKey(raw, since, since + timedelta(days=90))
        keys = self.newsroom.folder / "jejak/kunci.json"
        keys.parent.mkdir(exist_ok=True)
        keys.write_bytes(signing.write_keys([self.key]))
        self.output = self.folder / "situs"

    def publish(self) -> dict[str, str]:
        """Publish, check that all fits together, and give the digests of what is public."""
        built = build(
            self.newsroom.folder,
            self.output,
            conf="publishconf.py",
            now=self.newsroom.now.isoformat(),
            password=PASSWORD,
            HUMAS_AUTHENTICITY_KEY=f'"{self.secret}"',
        )
        assert built.status == 0, built.report
        self.verify()
        return tree(self.output)

    def read(self, address: str) -> bytes:
        return (self.output / addresses.file(address)).read_bytes()

    @property
    def root(self) -> Root:
        return federation.read_root(self.read(addresses.MANIFEST))

    @property
    def heartbeat(self) -> Heartbeat:
        return federation.read_heartbeat(self.read(addresses.HEARTBEAT))

    def bundles(self) -> dict[str, bytes]:
        index = federation.read_index(self.read(addresses.BUNDLE_INDEX))
        return {path: self.read(path) for path in index}

    def verify(self) -> None:
        """As a province does: from the signature down to every word."""
        now, beat, root = self.newsroom.now, self.heartbeat, self.root
        signature = self.read(f"{addresses.HEARTBEAT}.sig")
        assert signing.signed_by([self.key], beat.data(), signature, now) == self.key
        assert beat.is_fresh(now)
        assert beat.manifest == sha256(self.read(addresses.MANIFEST))
        assert (beat.number, beat.district) == (root.number, root.district)
        index = self.read(addresses.BUNDLE_INDEX)
        assert beat.index == sha256(index)
        rows = {row.code: row for row in root.node.rows}
        for path, digest in federation.read_index(index).items():
            data = self.read(path)
            assert sha256(data) == digest
            for news in federation.read_bundle(data):
                row = rows.pop(federation.code_of(news))
                assert federation.bundle_line(news) == self.read(addresses.api_release(row.code))
                if row.is_shown:
                    assert core.words_digest(*federation.words_of(news)) == row.words
        assert rows == {}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    return District(tmp_path_factory.mktemp("wilayah"))


def test_publications_of_a_signed_district(district: District) -> None:
    """One after another: nothing new, a new day, an addition, a withdrawal."""
    newsroom = district.newsroom
    first = district.publish()
    number = district.root.number
    newsroom.now += timedelta(hours=3)
    assert district.publish() == first, "the same day gives the same bytes"

    newsroom.now += timedelta(days=1)
    changed = different(first, second := district.publish())
    beat = addresses.file(addresses.HEARTBEAT)
    assert {path for path in changed if "kentongan" in path} == {beat, f"{beat}.sig"}
    assert not [path for path in changed if path.startswith("api/")]
    assert district.root.number == number

    frozen = district.bundles()
    newsroom.add()
    newsroom.now += timedelta(hours=1)
    changed = different(second, third := district.publish())
    assert len([path for path in changed if path.startswith("api/bundel/")]) <= 2
    assert district.root.number > number
    for path, data in frozen.items():
        assert district.bundles()[path].startswith(data), "a new release takes the last place"

    news = federation.read_bundle(b"".join(frozen.values()))[0]
    code, (title, text) = federation.code_of(news), federation.words_of(news)
    titled = f"Judul: {title}\n"
    file = next(path for path in newsroom.folder.rglob("*.md") if titled in path.read_text())
    file.write_text(f"Dicabut: privasi\nAlasan: permintaan keluarga\n{file.read_text()}")
    newsroom.now += timedelta(hours=1)
    changed = different(third, district.publish())
    assert len([path for path in changed if path.startswith("api/bundel/")]) == 2
    bundles = b"".join(district.bundles().values())
    assert code.replace("-", "").encode() in bundles
    assert title.encode() not in bundles
    assert text[:40].encode() not in bundles


def test_older_copies_and_changed_files_are_told(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`humas cek` remembers the highest number; a true signature does not make a copy new."""
    newsroom = district.newsroom
    district.publish()
    older = shutil.copytree(district.output, tmp_path / "lama")
    newsroom.add()
    newsroom.now += timedelta(hours=1)
    district.publish()

    def state(folder: Path, **later: int) -> str:
        monkeypatch.setenv("HUMAS_NOW", (newsroom.now + timedelta(**later)).isoformat())
        configured = configuration.load(newsroom.folder)
        found = verify.verify_elsewhere(str(folder), {}, newsroom.folder, configured)
        assert found.is_trusted == (found.signature in ("sah", "tanpa-tanda"))
        return found.signature

    assert state(older) == "sah", "nothing newer was seen yet"
    assert state(district.output) == "sah"
    assert state(older) == "mundur"
    assert state(district.output, days=3) == "basi"
    (district.output / addresses.file(addresses.HEARTBEAT)).unlink()
    assert state(district.output) == "basi"
    manifest = district.output / addresses.file(addresses.MANIFEST)
    manifest.write_bytes(manifest.read_bytes().replace(b'"urut":1', b'"urut":9'))
    assert state(district.output) == "rusak"
    assert state(older) == "mundur", "what is not signed is not remembered"
    (older / addresses.WELL_KNOWN[1:] / "tanda.json").unlink()
    assert state(older) == "tanpa-tanda"
    monkeypatch.setattr(local, "web_source", lambda origin: local.folder_source(older))
    configured = configuration.load(newsroom.folder)
    found = verify.verify_elsewhere("https://humas.test", {}, newsroom.folder, configured)
    assert found.signature == "tanda-hilang"
    assert not found.is_trusted


def different(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_a_site_built_without_its_key_is_signed_later(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = district.publish()
    beat = f"{addresses.file(addresses.HEARTBEAT)}.sig"
    (district.output / beat).unlink()
    monkeypatch.setenv("HUMAS_NOW", district.newsroom.now.isoformat())
    key.sign(district.newsroom.folder, district.output, district.secret, PASSWORD.encode)
    assert tree(district.output)[beat] == signed[beat]
