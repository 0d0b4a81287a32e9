"""Live news for open pages: server-sent events to those whom a draft concerns."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

HEARTBEAT = 20  # seconds: proxies close what is silent
_MOST_WAITING = 100
_MOST_LISTENERS = 200


@dataclass(eq=False)
class Listener:
    """An open page. `may_see` tells whether news of a draft is for it."""

    may_see: Callable[[str], bool]
    queue: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(_MOST_WAITING))


class Hub:
    """Takes news from any thread and hands it to the pages."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def tell(self, draft: str, news: dict[str, Any]) -> None:
        """News of a draft, from the worker's thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._deliver, draft, json.dumps(news, ensure_ascii=False))

    async def listen(self, may_see: Callable[[str], bool]) -> AsyncIterator[str]:
        """The events for one page, heartbeats between them."""
        self._loop = asyncio.get_running_loop()
        listener = Listener(may_see)
        if len(self._listeners) >= _MOST_LISTENERS:
            return
        self._listeners.add(listener)
        try:
            yield "retry: 3000\n\n"
            while True:
                try:
                    told = await asyncio.wait_for(listener.queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield ": hidup\n\n"
                else:
                    yield f"event: pekerjaan\ndata: {told}\n\n"
        finally:
            self._listeners.discard(listener)

    def _deliver(self, draft: str, told: str) -> None:
        for listener in list(self._listeners):
            if not listener.queue.full() and listener.may_see(draft):
                listener.queue.put_nowait(told)
