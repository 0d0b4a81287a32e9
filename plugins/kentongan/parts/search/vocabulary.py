"""The words that occur, for suggestions.

`f:<n>`      in how many releases each form of a word occurs, in groups by its hash
`w:<name>`   a list of forms as it is published, with how frequent each is
`words`      a digest of each list
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from kentongan.parts.search import postings
from kentongan.site import json_text
from kentongan.site.model import BlobTable
from kentongan.site.stored import dump, load, mark

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BANDS = 4


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
    _change_lists(blobs, seen)


def size_of(number: int) -> int:
    """How frequent a form is, in powers of ten."""
    return len(str(number)) if number > 0 else 0


def band(length: int) -> int:
    return min(length // 4, _BANDS - 1)


def word_files(form: str) -> tuple[str, str]:
    """The two files that list a form: by its first letter and by its last."""
    length = band(len(form))
    return f"a{form[0]}{length}", f"z{form[-1]}{length}"


def all_word_files() -> list[str]:
    return [f"{side}{letter}{size}" for side in "az" for letter in _LETTERS for size in range(4)]


def _change_lists(blobs: BlobTable, seen: Mapping[str, int]) -> None:
    changed: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for form, size in seen.items():
        if form.isalpha():
            for name in word_files(form):
                changed[name][form] = size
    digests: dict[str, str] = load(blobs.get("words"), {})
    for name in sorted(changed) if digests else all_word_files():
        words: dict[str, int] = json.loads(blobs.get(f"w:{name}") or b"{}")
        words.update(changed[name])
        kept = {form: size for form, size in sorted(words.items()) if size}
        data = json_text.dumps(kept)
        blobs.put(f"w:{name}", data)
        digests[name] = mark(data)
    blobs.put("words", dump(digests))
