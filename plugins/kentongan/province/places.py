"""Where a district is: the addresses of its name, asked for once a round and kept for all of it.

Who owns a name may let it lead elsewhere at the next question, or never answer. So the very address
that was looked at is connected to, and nobody waits for a question longer than for its district.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address

PORT = 443


class Places:
    """What the names of one round lead to."""

    def __init__(self) -> None:
        self._asked: dict[str, asyncio.Future[list[str]]] = {}

    async def of(self, host: str) -> list[str]:
        """The addresses of this name, the nearest first. Raises OSError where there are none."""
        if host not in self._asked:
            self._asked[host] = _look_up(host)
        # The question of another district of this host does not end with this one's time.
        return await asyncio.shield(self._asked[host])


def _look_up(host: str) -> asyncio.Future[list[str]]:
    """Ask in a thread that nobody waits for: the system's question cannot be broken off, and a
    pool of threads would be full of those that a few districts never answer."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def ask() -> None:
        found: list[str] | OSError
        try:
            rows = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            found = OSError(str(error))
        with suppress(RuntimeError):  # the round is over
            loop.call_soon_threadsafe(tell, found)

    def tell(found: list[str] | OSError) -> None:
        if answer.cancelled():
            return
        if isinstance(found, OSError):
            answer.set_exception(found)
            answer.exception()  # it may be that nobody asks for it any more
        else:
            answer.set_result(found)

    threading.Thread(target=ask, daemon=True).start()
    return answer


def is_inner(address: str) -> bool:
    """Whether an address is not one of the public network; an unknown one is taken for inner."""
    try:
        place = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    mapped = getattr(place, "ipv4_mapped", None)
    known: IPv4Address | IPv6Address = mapped or place
    return not known.is_global or known.is_multicast
