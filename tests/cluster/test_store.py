"""The store of a cluster: the same in a folder and in a bucket; never anything but what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kentongan.cluster import pool
from kentongan.cluster.errors import ClusterError, MissingBlob
from kentongan.cluster.store import Store, digest, open_store
from kentongan.newsroom import hosted

from tests.cluster import districts

Spoil = Callable[[str], None]


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    import boto3
    from moto import mock_aws

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "uji")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "uji")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="klaster")
        yield client


def write(path: Path) -> None:
    path.write_bytes(b"lain")


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Spoil]:
    if request.param == "folder":
        folder = tmp_path / "gudang"
        return str(folder), lambda name: write(folder / name[:2] / name)
    client = request.getfixturevalue("bucket")

    def spoil(name: str) -> None:
        client.put_object(Bucket="klaster", Key=f"gudang/{name}", Body=b"lain")

    return "s3://klaster/gudang", spoil


def test_a_store_gives_what_was_put_and_nothing_else(place: tuple[str, Spoil]) -> None:
    store: Store = open_store(place[0])
    names = [store.put(data) for data in (b"satu", b"dua", b"dua")]
    assert names[1] == names[2] == digest(b"dua")
    assert sorted(store.names()) == sorted(set(names))
    assert store.get(names[0]) == b"satu"
    place[1](names[0])
    for missing in (names[0], "0" * 64):
        with pytest.raises(MissingBlob):
            store.get(missing)
    store.delete([*names, "0" * 64])
    assert not list(store.names())


def test_a_bucket_that_is_not_there_is_a_sentence(bucket: Any) -> None:
    with pytest.raises(ClusterError, match="menolak"):
        open_store("s3://tidak-ada/x").put(b"data")


def test_a_district_is_built_through_a_bucket(tmp_path: Path, bucket: Any) -> None:
    province = districts.make_province(
        tmp_path / "provinsi", ("bangil",), HUMAS_CLUSTER_STORE="s3://klaster/gudang"
    )
    assert [built.reason for built in hosted.build(province)] == [""]
    assert bucket.list_objects_v2(Bucket="klaster")["KeyCount"] > 10
    project = province.project / hosted.FOLDER / "bangil"
    direct = districts.built_here(project, tmp_path / "langsung")
    assert districts.bytes_below(project / "output") == districts.bytes_below(direct / "output")


def test_a_worker_with_another_program_is_refused() -> None:
    class Client:
        def run(self, *words: Any, **options: Any) -> dict[str, Any]:
            return {"tls://satu": pool.identity(), "tls://dua": ("3.11.0", "kode lain")}

    with pytest.raises(ClusterError, match="tls://dua memakai versi program"):
        pool._refuse_other_versions(Client())
