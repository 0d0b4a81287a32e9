"""Releases that another process has read for this build.

Reading can be parted among machines; all that comes after it needs the whole site. A record is
taken only while the file has the bytes that were read, so whatever is missing, late or of another
state is read by the build itself.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import socket
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kentongan.engine import reading
from kentongan.engine.reading import ReadContext
from kentongan.engine.records import NewRecord
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.scan import Files
from kentongan.site import receivers
from kentongan.site.model import Setup
from kentongan.storage.writing import write_whole


class Prepared(NamedTuple):
    """A release as it was read, and the digest of the bytes of its file."""

    digest: bytes
    new: NewRecord


def serve(line: int, context: ReadContext) -> None:
    """Read what the other end of this socket asks for, until it hangs up.

    A request is a line of JSON: the paths of releases, and the file that they are to be put into.
    The answer is an empty line, once the file is there.
    """
    receivers.connect()
    with socket.socket(fileno=line) as connection, connection.makefile("rwb") as requests:
        for request in requests:
            asked = json.loads(request)
            found = [item for path in asked["paths"] if (item := _prepared(context, path))]
            data = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
            write_whole(Path(asked["into"]), data, durable=False)
            requests.write(b"\n")
            requests.flush()


def context_of(setup: Setup, folder: Folder) -> ReadContext:
    """What releases of this folder are read with, at the moment that its options name."""
    return ReadContext(replace(setup, units=folder.units), folder.options.now, folder)


def _prepared(context: ReadContext, path: str) -> Prepared | None:
    """None for what has to be read where the site is: what the public may not see, what has a
    mistake, and what needs other files, whose forms lie in the cache of a machine."""
    digest = _digest(context.folder.content / path)
    new = reading.read_one(context, path)
    if digest is None or not new.full or not new.record.storable or new.record.depends:
        return None
    return Prepared(digest, new)


def taken(
    packs: Iterable[Path], content: Path, files: Files, wanted: Collection[str]
) -> Iterator[NewRecord]:
    """Those of the wanted records that were read of the very files that are there."""
    for pack in packs:
        found: list[Prepared] = pickle.loads(pack.read_bytes())
        for digest, new in found:
            path = new.record.path
            if path in wanted and digest == _digest(content / path):
                yield replace(new, record=new.record._replace(stamp=files.stamps[path]))


def _digest(path: Path) -> bytes | None:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return None
