"""The note of a publication under way: the next run completes a killed one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kentongan.publishing.announcing import Post, as_posts
from kentongan.publishing.notify import News
from kentongan.storage.writing import write_whole


@dataclass(frozen=True)
class Unfinished:
    """What is left to do once the state `id` is published: the `after`, the log, the notices."""

    id: str
    entry: Mapping[str, Any] = field(default_factory=dict)
    news: News = field(default_factory=News)
    posts: Sequence[Post] = ()

    def write(self, file: Path) -> None:
        news = [list(map(list, self.news.hubs)), list(self.news.addresses)]
        words = {"id": self.id, "catatan": dict(self.entry), "kabar": news}
        words["siaran"] = [asdict(post) for post in self.posts]
        write_whole(file, json.dumps(words, ensure_ascii=False).encode(), mode=0o600)


def read(file: Path) -> Unfinished | None:
    """The note of a killed run; None where there is none, or it is damaged."""
    try:
        note = json.loads(file.read_bytes())
        hubs, addresses = note["kabar"]
        news = News(tuple((hub, topic) for hub, topic in hubs), tuple(addresses))
        posts = as_posts(note.get("siaran"))
        return Unfinished(str(note["id"]), dict(note["catatan"]), news, posts)
    except (OSError, ValueError, KeyError, TypeError):
        return None
