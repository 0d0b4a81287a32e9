"""Tells channels what waits: each release once, changed and taken back there too.

What a channel did not take waits on: news as long as it is fresh, a withdrawal until it is done.
What a channel whose token is on another machine has to hear is asked of that machine.
`jejak/siaran.jsonl` says which post belongs to which release, and what is asked for, so that many
machines tell nothing twice and leave nothing out; it holds no titles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kentongan.publishing.announcing import ASKED, CHANGED, FRESH, GONE, NEW, Post, keep, waiting_in
from kentongan.publishing.channels import Answer, Channel
from kentongan.publishing.notify import Notification
from kentongan.storage import jsonl

NAME = "jejak/siaran.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """What the ledger says of a release in a channel."""

    message: str = ""
    """Its post there."""
    digest: str = ""
    """Of what the post says."""
    asked: str = ""
    """What whoever holds the token is asked to tell."""
    since: str = ""
    """When what is asked for was published."""


Known = dict[tuple[str, str], Row]
Pairs = list[tuple[str, Post]]


@dataclass
class Told:
    """What the channels answered; what they have yet to hear, and what comes too late for them."""

    notifications: list[Notification] = field(default_factory=list)
    waiting: Pairs = field(default_factory=list)
    asked: Pairs = field(default_factory=list)
    shown: Pairs = field(default_factory=list)
    """What was withdrawn, and a channel still shows."""
    late: Pairs = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    """What the secrets of channels without a token are called."""

    def sentences(self) -> list[str]:
        """What staff should know of it, and may have to do by hand."""
        return [
            *(
                f"{name} belum diberi tahu; dicoba lagi pada penerbitan berikutnya."
                for name in sorted({name for name, _ in self.waiting})
            ),
            *(
                f"{self.variables[name]} kosong di komputer ini: {codes} dikabarkan ke {name} oleh "
                "komputer yang memegangnya, pada penerbitannya yang berikut."
                for name, codes in _by_name(self.asked)
            ),
            *(
                f"Siaran {codes} di {name} belum dihapus; hapuslah sendiri bila mendesak."
                for name, codes in _by_name(self.shown)
            ),
            *(
                f"{codes} tidak dikabarkan ke {name}: terbit lebih dari {FRESH.days} hari lalu. "
                "Kabarkan sendiri bila masih perlu."
                for name, codes in _by_name(self.late)
            ),
        ]


def _by_name(pairs: Pairs) -> list[tuple[str, str]]:
    """Each name with the codes that belong to it."""
    codes: dict[str, list[str]] = {}
    for name, post in pairs:
        codes.setdefault(name, []).append(post.code)
    return [(name, ", ".join(sorted(found))) for name, found in sorted(codes.items())]


def tell(
    file: Path,
    content: Path,
    channels: Sequence[Channel],
    now: datetime,
    again: Callable[[str], Post],
) -> Told:
    """Tell all channels what waits in `file`, and what other machines ask for.

    `again` gives a release of another machine as the built site has it.
    """
    ledger = _Ledger(content, now)
    teller = _Teller(ledger, now)
    waiting = waiting_in(file)
    here = {post.code for post in waiting}
    asked = [again(code) for code in ledger.asked(channels) if code not in here]
    left = []
    for post in sorted([*waiting, *asked], key=lambda post: post.action != GONE):
        is_left = [teller.tell(post, channel) for channel in channels]
        if any(is_left) and post.code in here:
            left.append(post)
    keep(file, left)
    return teller.told


class _Teller:
    """Tells one post to one channel after the other."""

    def __init__(self, ledger: _Ledger, now: datetime) -> None:
        self.told = Told()
        self._ledger = ledger
        self._now = now
        self._away: set[str] = set()  # channels that are not asked for every release

    def tell(self, post: Post, channel: Channel) -> bool:
        """Whether the post waits here for another attempt."""
        row = self._ledger.row(post, channel)
        post = _as_asked(post, row)
        if not _concerns(post, row, channel):
            self._ledger.settle(post, channel)
        elif post.is_late(self._now) and not row.message:
            self.told.late.append((channel.name, post))
            self._ledger.settle(post, channel)
        elif not channel.is_ready:
            self._ask(post, channel, row)
        elif channel.name in self._away or not self._is_answered(post, channel, row):
            self._away.add(channel.name)
            self.told.waiting.append((channel.name, post))
            self._note_shown(post, channel)
            return True
        return False

    def _ask(self, post: Post, channel: Channel, row: Row) -> None:
        """Ask the machine that holds the token; said once, a withdrawal until it is done."""
        self._note_shown(post, channel)
        if row.asked != post.action:
            self.told.variables[channel.name] = channel.variable
            self.told.asked.append((channel.name, post))
            self._ledger.ask(post, channel)

    def _note_shown(self, post: Post, channel: Channel) -> None:
        if post.action == GONE:
            self.told.shown.append((channel.name, post))

    def _is_answered(self, post: Post, channel: Channel, row: Row) -> bool:
        """Whether the channel took the post, or refused it for good."""
        digest = _digest(post, channel)
        text = post.fitted(channel.longest)
        if post.action == GONE:
            answer = channel.take_back(row.message, post.notice)
            told = Row()
        elif row.message:
            answer = channel.edit(row.message, text)
            told = Row(row.message, digest)
        else:
            key = hashlib.sha256(f"{post.code} {digest}".encode()).hexdigest()
            answer = channel.post(text, key)
            told = Row(answer.message, digest)
        self.told.notifications.append(_notification(channel, post, answer))
        if answer.ok:
            self._ledger.write(post, channel, told)
        elif not answer.later:
            self._ledger.settle(post, channel)
        return answer.ok or not answer.later


class _Ledger:
    """What was told before, by all machines, and what they ask of one another."""

    def __init__(self, content: Path, now: datetime) -> None:
        self._file = content / NAME
        self._now = now
        self._known = _known(self._file)

    def row(self, post: Post, channel: Channel) -> Row:
        return self._known.get((post.code, channel.name), Row())

    def asked(self, channels: Iterable[Channel]) -> list[str]:
        """The codes of releases that some of these channels have yet to hear of."""
        names = {channel.name for channel in channels}
        known = self._known.items()
        return sorted({code for (code, name), row in known if row.asked and name in names})

    def ask(self, post: Post, channel: Channel) -> None:
        since = post.since or self._now.isoformat()
        row = replace(self.row(post, channel), asked=post.action, since=since)
        self.write(post, channel, row)

    def settle(self, post: Post, channel: Channel) -> None:
        """Nothing is asked for any more."""
        row = self.row(post, channel)
        if row.asked:
            self.write(post, channel, replace(row, asked="", since=""))

    def write(self, post: Post, channel: Channel, row: Row) -> None:
        line = {"kode": post.code, "saluran": channel.name}
        line |= {"pesan": row.message, "sidik": row.digest}
        if row.asked:
            line |= {"minta": row.asked, "sejak": row.since}
        jsonl.append(self._file, {**line, "waktu": self._now.isoformat()})
        self._known[post.code, channel.name] = row


def _known(file: Path) -> Known:
    """The last row of each release in each channel; damaged lines are skipped."""
    names = ("waktu", "kode", "saluran", "pesan", "sidik")
    whole = [row for row in jsonl.read(file) if all(name in row for name in names)]
    known: Known = {}
    for row in sorted(whole, key=lambda row: str(row["waktu"])):
        _, code, channel, message, digest = (str(row[name]) for name in names)
        asked = (str(row.get("minta", "")), str(row.get("sejak", "")))
        known[code, channel] = Row(message, digest, *asked)
    return known


def _as_asked(post: Post, row: Row) -> Post:
    """The post as a channel has to hear it: what it was never told of is news to it."""
    if post.action == ASKED:
        return replace(post, action=row.asked or CHANGED, since=row.since)
    if post.action != GONE and row.asked == NEW:
        return replace(post, action=NEW, since=row.since)
    return post


def _concerns(post: Post, row: Row, channel: Channel) -> bool:
    """Whether the channel has something to be told."""
    if post.action == GONE:
        return bool(row.message)
    if row.message:
        return row.digest != _digest(post, channel)
    return post.action == NEW


def _digest(post: Post, channel: Channel) -> str:
    return hashlib.sha256(post.fitted(channel.longest).encode()).hexdigest()[:16]


def _notification(channel: Channel, post: Post, answer: Answer) -> Notification:
    kind = channel.name.partition(":")[0]
    return Notification(kind, channel.name, f"{post.code} {post.action}", answer.ok, answer.words)
