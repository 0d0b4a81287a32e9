"""Tells channels what waits: each release once, changed and taken back there too.

What a channel did not take, or could not be asked for want of its token, waits on: news as long as
it is fresh, a withdrawal until it is done. `jejak/siaran.jsonl` says which post belongs to which
release, so that two machines tell nothing twice; it holds no titles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from kentongan.publishing.announcing import FRESH, GONE, NEW, Post, keep, waiting_in
from kentongan.publishing.channels import Answer, Channel
from kentongan.publishing.notify import Notification
from kentongan.storage import jsonl

NAME = "jejak/siaran.jsonl"
Known = dict[tuple[str, str], tuple[str, str]]
"""The post of each release in each channel, and the digest of what it says."""


@dataclass
class Told:
    """What the channels answered; what they have yet to hear, and what comes too late for them."""

    notifications: list[Notification] = field(default_factory=list)
    waiting: list[tuple[str, Post]] = field(default_factory=list)
    late: list[tuple[str, Post]] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """What staff should know of it, and may have to do by hand."""
        gone = [(name, post) for name, post in self.waiting if post.action == GONE]
        return [
            *(
                f"{name} belum diberi tahu; dicoba lagi pada penerbitan berikutnya."
                for name in sorted({name for name, _ in self.waiting})
            ),
            *(
                f"Siaran {codes} di {name} belum dihapus; hapuslah sendiri bila mendesak."
                for name, codes in _by_channel(gone)
            ),
            *(
                f"{codes} tidak dikabarkan ke {name}: terbit lebih dari {FRESH.days} hari lalu. "
                "Kabarkan sendiri bila masih perlu."
                for name, codes in _by_channel(self.late)
            ),
        ]


def _by_channel(pairs: Iterable[tuple[str, Post]]) -> list[tuple[str, str]]:
    """Each channel with the codes of its posts."""
    codes: dict[str, list[str]] = {}
    for name, post in pairs:
        codes.setdefault(name, []).append(post.code)
    return [(name, ", ".join(sorted(found))) for name, found in sorted(codes.items())]


def tell(file: Path, content: Path, channels: Sequence[Channel], now: datetime) -> Told:
    """Tell all channels what waits. What one did not take waits on, unless it is late."""
    told = Told()
    left: list[Post] = []
    known = _known(content)
    away = {channel.name for channel in channels if not channel.is_ready}
    for post in sorted(waiting_in(file), key=lambda post: post.action != GONE):
        concerned = [channel for channel in channels if _concerns(post, channel, known)]
        for channel in concerned:
            if post.is_late(now) and not _message(post, channel, known):
                told.late.append((channel.name, post))
                continue
            if channel.name not in away:
                answer = _answer_of(post, channel, content, known, now)
                told.notifications.append(_notification(channel, post, answer))
                if answer.ok or not answer.later:
                    continue
                away.add(channel.name)  # do not ask it for every release
            told.waiting.append((channel.name, post))
        if any(post is waiting for _, waiting in told.waiting):
            left.append(post)
    keep(file, left)
    return told


def _message(post: Post, channel: Channel, known: Known) -> str:
    return known.get((post.code, channel.name), ("", ""))[0]


def _concerns(post: Post, channel: Channel, known: Known) -> bool:
    """Whether the channel has something to be told."""
    message, mark = known.get((post.code, channel.name), ("", ""))
    if post.action == GONE:
        return bool(message)
    if message:
        return mark != _digest(post, channel)
    return post.action == NEW


def _digest(post: Post, channel: Channel) -> str:
    return hashlib.sha256(post.fitted(channel.longest).encode()).hexdigest()[:16]


def _answer_of(post: Post, channel: Channel, content: Path, known: Known, now: datetime) -> Answer:
    message, text = _message(post, channel, known), post.fitted(channel.longest)
    digest = _digest(post, channel)
    if post.action == GONE:
        answer = channel.take_back(message, post.notice)
        row = ("", "")
    elif message:
        answer = channel.edit(message, text)
        row = (message, digest)
    else:
        answer = channel.post(text, hashlib.sha256(f"{post.code} {digest}".encode()).hexdigest())
        row = (answer.message, digest)
    if answer.ok:
        line = {"kode": post.code, "saluran": channel.name, "pesan": row[0], "sidik": row[1]}
        jsonl.append(content / NAME, {**line, "waktu": now.isoformat()})
        known[post.code, channel.name] = row
    return answer


def _known(content: Path) -> Known:
    """What was told before; damaged lines are skipped."""
    names = ("waktu", "kode", "saluran", "pesan", "sidik")
    whole = [row for row in jsonl.read(content / NAME) if all(name in row for name in names)]
    told = sorted((tuple(str(row[name]) for name in names) for row in whole), key=itemgetter(0))
    return {(code, channel): (post, digest) for _, code, channel, post, digest in told}


def _notification(channel: Channel, post: Post, answer: Answer) -> Notification:
    kind = channel.name.partition(":")[0]
    return Notification(kind, channel.name, f"{post.code} {post.action}", answer.ok, answer.words)
