"""Compiled templates, kept between builds and trusted only while their digest holds."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from kentongan.storage.writing import write_whole

_DIGEST = 16


class CheckedBytecode(BytecodeCache):
    """One file for each template. A damaged file is ignored, and the template is compiled anew.

    Altered bytecode could make wrong pages or crash the process.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            stored = self._file(bucket).read_bytes()
        except OSError:
            return
        digest, data = stored[:_DIGEST], stored[_DIGEST:]
        if digest == _digest(data):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        data = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):  # without the file, the next build takes longer
            write_whole(self._file(bucket), _digest(data) + data, durable=False)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.templat"


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
