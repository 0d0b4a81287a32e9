"""A wire between client and server that a test can cut after so many bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """Forwards TCP to `port`. `cut_after` bytes, in both directions together, it goes dead."""

    def __init__(self, port: int) -> None:
        self.goal = port
        self.cut_after: int | None = None
        self.cuts = 0
        self.carried = 0
        self.opened = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def reset(self, cut_after: int | None = None) -> None:
        with self._lock:
            self.cut_after, self.carried, self.cuts, self.opened = cut_after, 0, 0, 0

    def close(self) -> None:
        # A thread that waits goes on waiting when a number is closed under it, and would take the
        # first connection of whoever gets the number next.
        _abort(self._listener)
        self._thread.join()
        self._listener.close()
        self._drop_all()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._is_dead():
                _abort(client)
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.goal))
            except OSError:
                _abort(client)
                client.close()
                continue
            for end in (client, server):  # or each small answer waits 40 ms for the one before
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
            with self._lock:
                self._open |= {client, server}
                self.opened += 1
            for source, goal in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, goal), daemon=True).start()

    def _is_dead(self) -> bool:
        with self._lock:
            return self.cut_after is not None and self.carried >= self.cut_after

    def _pump(self, source: socket.socket, goal: socket.socket) -> None:
        try:
            while data := _received(source):
                with self._lock:
                    self.carried += len(data)
                    dead = self.cut_after is not None and self.carried >= self.cut_after
                if dead:
                    self.cuts += 1
                    self._drop_all()
                    return
                goal.sendall(data)
        except OSError:
            pass
        finally:
            # Each thread closes only the end it reads: a number in use is never given anew.
            with suppress(OSError):
                goal.shutdown(socket.SHUT_RDWR)
            with self._lock:
                self._open.discard(source)
            source.close()

    def _drop_all(self) -> None:
        with self._lock:
            doomed, self._open = self._open, set()
        for end in doomed:
            _abort(end)


def _received(source: socket.socket) -> bytes:
    """What came, which is acknowledged at once: a sender may wait for that before it goes on."""
    source.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, True)
    return source.recv(4096)


def _abort(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire(port: int) -> Iterator[Wire]:
    made = Wire(port)
    try:
        yield made
    finally:
        made.close()
