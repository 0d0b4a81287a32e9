"""Runs the desk: one web process on this machine, which a proxy shows to the world."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kentongan.meja.app import create_app
from kentongan.meja.desk import Desk
from kentongan.meja.repository import open_clone
from kentongan.meja.workplace import Workplace
from kentongan.newsroom.errors import NewsroomError
from kentongan.publishing.errors import PublishingError
from kentongan.storage.locking import Locked, exclusive
from kentongan.storage.reasons import reason

ORIGIN = "asal"  # the setting that tells commands where the desk is reached
_HOST = "127.0.0.1"


def origin_of(place: Workplace, stated: str, port: int) -> str:
    """Where the desk is reached: as stated, else as set, else on this machine for a trial."""
    origin = (stated or place.settings.asal or f"http://localhost:{port}").rstrip("/")
    if not origin.startswith("https://") and not origin.startswith("http://localhost"):
        raise NewsroomError(
            f"Alamat meja {origin} harus diawali https://; hanya percobaan di http://localhost "
            "yang boleh tanpa itu."
        )
    return origin


def known_origin(place: Workplace, stated: str = "") -> str:
    """The address that the running desk told, for links that are printed elsewhere."""
    return (
        stated or place.store.setting(ORIGIN) or place.settings.asal or "http://localhost:8100"
    ).rstrip("/")


def run(place: Workplace, origin: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until a signal comes. Raises NewsroomError.

    `ready` is called once, when whoever opens the address is no longer refused.
    """
    import uvicorn

    try:
        with exclusive(place.data / "meja.kunci", "meja"), listening(port) as door:
            _make_ready(place, origin)
            settings = uvicorn.Config(
                create_app(Desk(place, origin)),
                access_log=False,  # addresses name texts that nobody may know yet
                log_level="warning",
                server_header=False,
                proxy_headers=True,
                forwarded_allow_ips=_HOST,
                timeout_graceful_shutdown=3,
                limit_concurrency=300,
            )
            logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
            ready()
            uvicorn.Server(settings).run(sockets=[door])
    except Locked as error:
        raise NewsroomError(f"Meja di {place.data} sudah berjalan ({error.holder}).") from None


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A door of this machine: who knocks from now on waits. Raises NewsroomError."""
    try:
        door = socket.create_server((_HOST, port), backlog=2048)
    except OSError as error:
        raise no_door(port, error) from None
    with door:
        yield door


def no_door(port: int, error: OSError) -> NewsroomError:
    """The error, in words, that a port cannot be had."""
    return NewsroomError(
        f"Porta {port} tidak dapat dipakai: {reason(error)}. Pilih yang lain dengan --port."
    )


def _make_ready(place: Workplace, origin: str) -> None:
    """The clone and the data, as a start after a crash needs them."""
    if not (place.content / "rilis").is_dir():
        raise NewsroomError(f"Folder {place.content / 'rilis'} tidak ada; sebut folder isi dgn -C.")
    try:
        open_clone(place.content, place.configuration.cache)
    except PublishingError as error:
        raise NewsroomError(str(error)) from None
    place.store.set_setting(ORIGIN, origin)


def unit(place: Workplace, origin: str, port: int, *, user: str, humas: str) -> str:
    """The systemd unit of the desk."""
    project = place.configuration.project
    template = (Path(__file__).parent / "humas-meja.service").read_text("utf-8")
    command = f"{humas} meja jalankan --data {place.data.resolve()} -C {place.content.resolve()}"
    command += f" --output {place.output.resolve()} --port {port} --asal {origin}"
    return (
        template.replace("@PERINTAH@", command)
        .replace("@PROYEK@", str(project.resolve()))
        .replace("@DATA@", str(place.data.resolve()))
        .replace("@PENGGUNA@", user)
    )


def nginx(origin: str, port: int) -> str:
    """The server block of nginx before the desk."""
    host = origin.partition("://")[2].partition(":")[0]
    template = (Path(__file__).parent / "meja.nginx").read_text("utf-8")
    return template.replace("@NAMA@", host).replace("@PORT@", str(port))
