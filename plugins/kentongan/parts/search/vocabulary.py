"""The words that occur, for suggestions.

`f:<n>`      in how many releases each form of a word occurs, in groups by its hash
`w:<name>`   a list of forms as it is published, with how frequent each is
`words`      a digest of each list
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from zlib import crc32

from kentongan.parts.search import postings
from kentongan.site import json_text
from kentongan.site.model import BlobTable
from kentongan.site.stored import dump, load, mark

_MOST_BITS = 7  # of a hash that name the file of the end of a form


def count(blobs: BlobTable, bits: int, changed: Mapping[str, int]) -> None:
    """Note the change in the number of releases of each form (`form` or `form/stem`)."""
    groups: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for pair, more in changed.items():
        if more:
            form = pair.partition("/")[0]
            groups[postings.shard_of(form, bits)].append((form, more))
    seen: dict[str, int] = {}
    for number, forms in groups.items():
        counts: dict[str, int] = load(blobs.get(f"f:{number}"), {})
        for form, more in forms:
            before = counts.get(form, 0)
            counts[form] = after = before + more
            if size_of(before) != size_of(after):
                seen[form] = size_of(after)
            if not after:
                del counts[form]
        blobs.put(f"f:{number}", dump(counts))
    _change_lists(blobs, bits, seen)


def size_of(number: int) -> int:
    """How frequent a form is, in powers of ten."""
    return len(str(number)) if number > 0 else 0


def word_files(form: str, bits: int) -> tuple[str, str]:
    """The two files that list a form: by its first letters and by its last.

    A word with one typing error shares one of them with the word that is meant, and so does one
    with more unless both ends are wrong.
    """
    letters = _letters(len(form))
    first, last = (crc32(end.encode()) for end in (form[:letters], form[-letters:]))
    mask = _files(bits) - 1
    return f"a{first & mask:x}", f"z{last & mask:x}"


def _letters(length: int) -> int:
    """How many letters of an end list a form of so many."""
    return 1 if length < 5 else 2 if length < 9 else 3


def all_word_files(bits: int) -> list[str]:
    return [f"{side}{number:x}" for side in "az" for number in range(_files(bits))]


def _files(bits: int) -> int:
    """How many files there are for each end, of an index in `2 ** bits` shards."""
    return 1 << min(bits, _MOST_BITS)


def _change_lists(blobs: BlobTable, bits: int, seen: Mapping[str, int]) -> None:
    changed: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for form, size in seen.items():
        if form.isalpha():
            for name in word_files(form, bits):
                changed[name][form] = size
    digests: dict[str, str] = load(blobs.get("words"), {})
    for name in sorted(changed) if digests else all_word_files(bits):
        words: dict[str, int] = json.loads(blobs.get(f"w:{name}") or b"{}")
        words.update(changed[name])
        kept = {form: size for form, size in sorted(words.items()) if size}
        data = json_text.dumps(kept)
        blobs.put(f"w:{name}", data)
        digests[name] = mark(data)
    blobs.put("words", dump(digests))
