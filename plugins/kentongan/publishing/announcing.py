"""What channels are to be told of what became public, was changed and was taken back.

It travels with the note of the publication, and counts once the site is published: then it waits in
a file for `telling.py`, and stands in another for the editor of a WhatsApp channel.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.domain import addresses
from kentongan.publishing.changes import added_entries, entry_in, is_withdrawn, touched_entries
from kentongan.publishing.core import Plan
from kentongan.site import passing
from kentongan.storage.writing import write_whole

FRESH = timedelta(days=3)
"""Older news is not told: an archive that comes to the site, or what waited too long."""
MOST = 10  # new releases told at once
KEPT = 50  # texts in the file for the editor of a WhatsApp channel
NEW, CHANGED, GONE = "baru", "diubah", "dicabut"
ASKED = ""  # whatever the ledger asks for
_RULE = "\n\n———\n\n"


@dataclass(frozen=True, slots=True)
class Post:
    """One release to be told; without words where it was taken back."""

    code: str
    action: str
    address: str
    title: str = ""
    summary: str = ""
    source: str = ""
    since: str = ""
    """When it was published, and so began to wait."""

    def is_late(self, now: datetime) -> bool:
        """Whether it is no news any more."""
        return self.action == NEW and bool(self.since) and not _is_fresh(self.since, now)

    def fitted(self, longest: int) -> str:
        """Title, summary and address in so many characters; the address is never cut."""
        room = longest - len(self.address) - 4
        title = _cut(self.title, room)
        summary = _cut(self.summary, room - len(title)) if room - len(title) > 40 else ""
        return "\n\n".join(filter(None, (title, summary, self.address)))

    @property
    def for_whatsapp(self) -> str:
        return passing.share(self.title, self.summary, self.source, self.address)

    @property
    def notice(self) -> str:
        """What stands in the place of a post that cannot be deleted."""
        return f"Siaran ini dicabut: {self.address}"


def posts(plan: Plan, origin: str, now: datetime) -> list[Post]:
    """What a publication has to tell. A first publication tells nothing: it is no news."""
    if plan.first:
        return []
    new = [
        replace(_post(path, entry, NEW, origin), since=now.isoformat())
        for path, entry in added_entries(plan)
        if not is_withdrawn(entry) and _is_fresh(entry.get("firstCreated"), now)
    ]
    touched = [
        _post(path, entry, GONE if is_withdrawn(entry) else CHANGED, origin)
        for path, entry in touched_entries(plan)
    ]
    return [*taken_back(plan.difference.dropped, origin), *touched, *new[-MOST:]]


def taken_back(dropped: Iterable[str], origin: str) -> list[Post]:
    """Releases that leave the site without a notice: given up, or gone with a rollback."""
    folder = addresses.API[1:]
    codes = (path[len(folder) : -len(".json")] for path in dropped if path.startswith(folder))
    return [
        Post(code, GONE, origin.rstrip("/") + addresses.code(code))
        for code in sorted(codes)
        if "/" not in code and code != "index"
    ]


def again(output: Path, origin: str, code: str) -> Post:
    """A release that another machine could not tell, as the built site has it now."""
    path = addresses.api_release(code)[1:]
    entry = entry_in(output / path)
    action = ASKED if entry and not is_withdrawn(entry) else GONE
    return _post(path, entry, action, origin)


def _post(path: str, entry: Mapping[str, Any], action: str, origin: str) -> Post:
    code = path.rpartition("/")[2].removesuffix(".json")
    post = Post(code, action, origin.rstrip("/") + addresses.code(code))
    if action == GONE:
        return post  # its title may be what was taken back
    return replace(
        post,
        title=str(entry.get("title", "")),
        summary=_first_value(entry.get("descriptions")),
        source=str(entry.get("by", "")),
    )


def _first_value(items: Any) -> str:
    first = items[0] if isinstance(items, list) and items else None
    return str(first.get("value", "")) if isinstance(first, dict) else ""


def _is_fresh(moment: Any, now: datetime) -> bool:
    try:
        return now - datetime.fromisoformat(str(moment)) <= FRESH
    except (ValueError, TypeError):
        return False


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: max(0, longest - 1)].rpartition(" ")[0].rstrip(" ,;:.") + "…"


# What waits


def add(file: Path, new: Sequence[Post]) -> None:
    """Let posts wait; a later one of a release takes the place of an earlier one."""
    if not new:
        return
    waiting = {post.code: post for post in waiting_in(file)}
    for post in new:
        before = waiting.pop(post.code, None)
        if before is not None and before.action == NEW and post.action == CHANGED:
            post = replace(post, action=NEW, since=before.since)
        waiting[post.code] = post
    keep(file, list(waiting.values()))


def waiting_in(file: Path) -> list[Post]:
    try:
        return as_posts(json.loads(file.read_bytes()))
    except (OSError, ValueError):
        return []


def as_posts(rows: Any) -> list[Post]:
    """Posts as they were stored; damaged ones are left out."""
    posts = []
    for row in rows if isinstance(rows, list) else ():
        try:
            posts.append(Post(**row))
        except TypeError:
            continue
    return posts


def keep(file: Path, waiting: Sequence[Post]) -> None:
    if waiting:
        rows = [asdict(post) for post in waiting]
        write_whole(file, json.dumps(rows, ensure_ascii=False).encode(), mode=0o600)
    else:
        file.unlink(missing_ok=True)


# For the editor of a WhatsApp channel


def write_for_whatsapp(file: Path, posts: Iterable[Post]) -> None:
    """Put new texts on top of the file; what was taken back leaves it, with a line to delete it."""
    try:
        texts = file.read_text("utf-8").split(_RULE)
    except OSError:
        texts = []
    fresh: list[str] = []
    for post in posts:
        is_told = any(post.address in text for text in texts)
        texts = [text for text in texts if post.address not in text]
        if post.action == GONE:
            fresh.append(f"HAPUS dari saluran: {post.address}")
        elif post.action == NEW or is_told:
            head = "BARU" if post.action == NEW else "DIPERBARUI, ganti yang lama"
            fresh.append(f"{head}\n\n{post.for_whatsapp}")
    if fresh:
        whole = _RULE.join([*fresh, *(text.strip() for text in texts if text.strip())][:KEPT])
        write_whole(file, f"{whole}\n".encode())
