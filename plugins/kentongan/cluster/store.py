"""Bytes by their SHA-256, in a folder or in a bucket that all machines of a cluster reach.

What is read is compared with its name, so a damaged or exchanged blob is never taken for another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from kentongan.cluster.errors import ClusterError, MissingBlob
from kentongan.storage.writing import write_whole

PRIVATE = 0o600  # drafts pass through the store
_BUCKET = re.compile(r"s3://(?P<bucket>[^/]+)/?(?P<prefix>.*)")
_NAME = re.compile(r"[0-9a-f]{64}")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Store(Protocol):
    """Keeps blobs. Its methods raise ClusterError where the place cannot be used."""

    def put(self, data: bytes) -> str:
        """Keep `data`. Returns its digest."""

    def get(self, name: str) -> bytes:
        """The bytes with this digest. Raises MissingBlob."""

    def names(self) -> Iterator[str]:
        """The digests of all blobs."""

    def delete(self, names: Iterable[str]) -> None:
        """Forget these blobs; one that is not there is passed over."""


def open_store(place: str) -> Store:
    """The store at `place`, a folder or `s3://bucket/prefix`. Raises ClusterError."""
    match = _BUCKET.fullmatch(place)
    if match:
        return BucketStore(match["bucket"], match["prefix"].strip("/"))
    return FolderStore(Path(place))


class FolderStore:
    """A folder that all workers see under the same path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        name = digest(data)
        path = self._path(name)
        with _refusals_of(str(self._folder)):
            if not path.exists():
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_whole(path, data, durable=False, mode=PRIVATE)
        return name

    def get(self, name: str) -> bytes:
        try:
            data = self._path(name).read_bytes()
        except FileNotFoundError:
            raise MissingBlob(name) from None
        except OSError as error:
            raise ClusterError(f"Gudang klaster {self._folder} tidak terbaca: {error}") from None
        return _verified(name, data)

    def names(self) -> Iterator[str]:
        for path in self._folder.glob("??/*"):
            if _NAME.fullmatch(path.name):
                yield path.name

    def delete(self, names: Iterable[str]) -> None:
        with _refusals_of(str(self._folder)):
            for name in names:
                self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


class BucketStore:
    """A bucket of an object store; who may read and write it is said by the environment."""

    def __init__(self, bucket: str, prefix: str) -> None:
        try:
            import boto3
        except ImportError:
            raise ClusterError("Gudang S3 memerlukan boto3: pip install kentongan[s3].") from None
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        with _refusals_of(bucket):
            self._client: Any = boto3.client("s3")

    def put(self, data: bytes) -> str:
        name = digest(data)
        with _refusals_of(self._bucket):
            self._client.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=data)
        return name

    def get(self, name: str) -> bytes:
        with _refusals_of(self._bucket):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
            except self._client.exceptions.NoSuchKey:
                raise MissingBlob(name) from None
            return _verified(name, answer["Body"].read())

    def names(self) -> Iterator[str]:
        with _refusals_of(self._bucket):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix):
                for item in page.get("Contents", ()):
                    name = item["Key"].removeprefix(self._prefix)
                    if _NAME.fullmatch(name):
                        yield name

    def delete(self, names: Iterable[str]) -> None:
        with _refusals_of(self._bucket):
            for name in names:
                self._client.delete_object(Bucket=self._bucket, Key=self._prefix + name)


def _verified(name: str, data: bytes) -> bytes:
    if digest(data) != name:
        raise MissingBlob(name)
    return data


@contextmanager
def _refusals_of(place: str) -> Iterator[None]:
    """What a place refuses, or its library, becomes a ClusterError with a sentence."""
    try:
        yield
    except ClusterError:
        raise
    except OSError as error:
        raise ClusterError(f"Gudang klaster {place} tidak dapat dipakai: {error}") from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("botocore", "boto3"):
            raise
        raise ClusterError(f"Gudang klaster {place} menolak: {error}") from None
