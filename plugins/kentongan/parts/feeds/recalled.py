"""Items as the last build wrote them, taken from the files of that build.

Where nothing but a few releases changed, the items of all others are what they were: a feed of
fifty or a page of the archive then makes those few alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kentongan.parts.feeds import core
from kentongan.parts.feeds.documents import Piece, elements
from kentongan.site import json_text
from kentongan.site.model import Site

_ATOM_ID = re.compile(rb"<id>([^<]*)</id>")
_RSS_ID = re.compile(rb"<guid[^>]*>([^<]*)</guid>")
Elements = Callable[[bytes], Iterator[tuple[str, bytes]]]


def pieces(
    site: Site, codes: Sequence[str], atom: str, rss: str, json_feed: str
) -> dict[str, Piece]:
    """The items of these releases that did not change, by code, from the three files of a feed."""
    wanted = unchanged(site, codes)
    if not wanted:
        return {}
    files = ((atom, atom_items), (rss, rss_items), (json_feed, json_items))
    by_format = [_read(site, path, items) for path, items in files]
    return {
        code: Piece(*(known[identity] for known in by_format))
        for identity, code in wanted.items()
        if all(identity in known for known in by_format)
    }


def in_atom(site: Site, path: str, codes: Sequence[str]) -> dict[str, bytes]:
    """The same from a page of the archive."""
    wanted = unchanged(site, codes)
    known = _read(site, path, atom_items) if wanted else {}
    return {code: known[identity] for identity, code in wanted.items() if identity in known}


def unchanged(site: Site, codes: Sequence[str]) -> Mapping[str, str]:
    """Those of these codes whose items say what they said, by identity; none where all is made
    anew. The item of a merged release names the other."""
    if site.changes is None or site.made is None:
        return {}
    changed = {entry.code for change in site.changes.changes for entry in change if entry}
    return {
        core.identity(code): code
        for code in codes
        if code not in changed and site.by_code[code].merged_into not in changed
    }


def _read(site: Site, path: str, items: Elements) -> dict[str, bytes]:
    data = site.made.previous(path) if site.made else None
    return dict(items(data)) if data else {}


def atom_items(document: bytes) -> Iterator[tuple[str, bytes]]:
    """The entries of an Atom document, by their id."""
    return _with_ids(elements(document, b"entry"), _ATOM_ID)


def rss_items(document: bytes) -> Iterator[tuple[str, bytes]]:
    """The items of an RSS document, by their id."""
    return _with_ids(elements(document, b"item"), _RSS_ID)


def json_items(document: bytes) -> Iterator[tuple[str, bytes]]:
    """The items of a JSON Feed, by their id."""
    return ((item["id"], json_text.dumps(item)) for item in json.loads(document)["items"])


def _with_ids(texts: Sequence[bytes], identity: re.Pattern[bytes]) -> Iterator[tuple[str, bytes]]:
    for text in texts:
        match = identity.search(text)
        if match:
            yield match[1].decode(), text
