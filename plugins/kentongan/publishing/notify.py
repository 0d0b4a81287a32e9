"""Notifies others after a publication: WebSub hubs of changed feeds, and IndexNow.

Nothing here can fail a publication: every outcome is a value, for the log.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from kentongan.domain import addresses
from kentongan.publishing import network, rules
from kentongan.publishing.core import Plan, Settings

ATTEMPTS = 3
MOST_ADDRESSES = 10_000  # the most that IndexNow takes at once

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification: the receiver, what it was about, and the answer."""

    kind: str
    to: str
    about: str
    ok: bool
    answer: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class News:
    """What to notify: hubs with their topics, and changed addresses."""

    hubs: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()


def news(plan: Plan, origin: str) -> News:
    return News(tuple(hubs(plan)), tuple(changed_pages(plan, origin)))


def notify(
    news: News, settings: Settings, origin: str, sleep: Sleep = time.sleep
) -> list[Notification]:
    """Ping the hubs that changed feeds name, then IndexNow when it has a key."""
    notifications = [_ping(hub, topic, sleep) for hub, topic in news.hubs]
    if settings.indexnow_key and news.addresses:
        notifications.append(_index(settings, origin, news.addresses, sleep))
    return notifications


def hubs(plan: Plan) -> list[tuple[str, str]]:
    """Hub and topic of every changed feed, as the feed itself names them."""
    pairs: set[tuple[str, str]] = set()
    for path in plan.difference.put:
        if not path.startswith(addresses.FEEDS[1:]):
            continue
        text = (plan.publication.root / path).read_text("utf-8", errors="replace")
        pairs.update(_named(path, text))
    return sorted(pairs)


_LINK = re.compile(r"<(?:\w+:)?link\b[^>]*>")
_ATTRIBUTE = re.compile(r"""\b(rel|href)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _named(path: str, text: str) -> Iterable[tuple[str, str]]:
    return _links_of_json(text) if path.endswith(".json") else _links(text)


def _links_of_json(text: str) -> Iterable[tuple[str, str]]:
    """The hubs of a JSON Feed paired with its own address."""
    try:
        feed = json.loads(text)
        return [(hub["url"], feed["feed_url"]) for hub in feed.get("hubs", ())]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def _links(text: str) -> Iterable[tuple[str, str]]:
    """The hubs of an RSS or Atom feed paired with its own address.

    Only our own feeds are read, and only their head, before the first item.
    """
    head = re.split(r"<(?:item|entry)\b", text, maxsplit=1)[0]
    by_rel: dict[str, list[str]] = {}
    for link in _LINK.findall(head):
        words = {
            name: quoted or single_quoted
            for name, quoted, single_quoted in _ATTRIBUTE.findall(link)
        }
        by_rel.setdefault(words.get("rel", ""), []).append(words.get("href", ""))
    for hub in by_rel.get("hub", []):
        for topic in by_rel.get("self", []):
            yield hub.replace("&amp;", "&"), topic.replace("&amp;", "&")


def changed_pages(plan: Plan, origin: str) -> list[str]:
    """Full addresses of releases that are new, changed or gone."""
    paths = (*plan.difference.put, *plan.difference.dropped)
    return sorted(
        origin.rstrip("/") + rules.address(path)
        for path in paths
        if rules.is_release(path) and path.endswith("index.html")
    )


def _ping(hub: str, topic: str, sleep: Sleep) -> Notification:
    ok, answer = _post(hub, sleep, data={"hub.mode": "publish", "hub.url": topic})
    return Notification("websub", hub, topic, ok, answer)


def _index(settings: Settings, origin: str, addresses: Sequence[str], sleep: Sleep) -> Notification:
    body = {
        "host": urlsplit(origin).netloc,
        "key": settings.indexnow_key,
        "urlList": list(addresses[:MOST_ADDRESSES]),
    }
    ok, answer = _post(settings.indexnow_endpoint, sleep, json=body)
    return Notification(
        "indexnow", settings.indexnow_endpoint, f"{len(addresses)} alamat", ok, answer
    )


def _post(address: str, sleep: Sleep, **content: Any) -> tuple[bool, str]:
    """POST with retries on temporary failures: no connection, time-out, 429 and 5xx."""
    answer = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(2.0**attempt / 2)
        reply, answer = network.ask("POST", address, follow_redirects=True, **content)
        if reply is None:
            continue
        answer = f"HTTP {reply.status_code}"
        if reply.is_success:
            return True, answer
        if reply.status_code != 429 and reply.status_code < 500:
            break
    return False, answer
