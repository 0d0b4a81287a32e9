"""Servers of tests on the loopback interface, which nobody waits for."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import TCPServer

POLL = 0.01
"""How often a server looks whether it shall end, in seconds: half a second of itself."""


def begin(server: TCPServer) -> threading.Thread:
    """Serve in a thread until `server.shutdown()`."""
    # Else a body waits 40 ms until its head has arrived. Connections inherit it.
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    return thread


def end(server: TCPServer) -> None:
    server.shutdown()
    server.server_close()


@contextmanager
def running(server: TCPServer) -> Iterator[str]:
    """The address of a server that answers until the block ends."""
    thread = begin(server)
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        end(server)
        thread.join()
