"""A name is asked once and its answer is the address that is connected to, proved by its name."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from kentongan.province import pull as pulling
from kentongan.province.catalogue import Catalogue
from kentongan.province.places import is_inner

from tests.province.districts import NOW, Site, serving
from tests.province.test_rounds import World

NAME = "humas.polres-z.example"
Row = tuple[int, int, int, str, tuple[str, int]]


@pytest.fixture
def world() -> Iterator[World]:
    healthy, other = Site("polres-a", "FN"), Site("polres-z", "GK")
    with serving(healthy, other) as server, Catalogue(":memory:") as catalogue:
        yield World(server, healthy, other, catalogue)


def _named(world: World, monkeypatch: pytest.MonkeyPatch, answer: Callable[[], list[str]]) -> None:
    """The other district has a public name, and this is what its name server answers."""
    port = world.other.origin.rpartition(":")[2]
    district = replace(world.districts["polres-z"], origins=(f"http://{NAME}:{port}",), trial=False)
    world.districts["polres-z"] = district
    ask = socket.getaddrinfo

    def asked(host: Any, port: Any, *more: Any, **options: Any) -> Any:
        if host != NAME:
            return ask(host, port, *more, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in answer()]

    monkeypatch.setattr(socket, "getaddrinfo", asked)


def test_a_name_that_is_never_answered_holds_up_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the end of the round: the question of the system cannot be broken off."""
    over = threading.Event()

    def never() -> list[str]:
        over.wait(30)
        return []

    _named(world, monkeypatch, never)
    began = time.monotonic()
    outcomes = world.round(seconds=2.0)
    assert time.monotonic() - began < 10
    over.set()
    assert outcomes["polres-a"].accepted == 10
    assert outcomes["polres-z"].trouble == "lambat"


def test_a_name_that_turns_inward_after_it_was_looked_at_is_not_followed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["93.184.216.34"])
    _named(world, monkeypatch, lambda: [next(answers, "127.0.0.1")])
    connected: list[str] = []
    monkeypatch.setattr(httpx.AsyncClient, "send", _recording(connected))
    assert world.round()["polres-z"].trouble == "tidak-terjangkau"
    assert [place for place in connected if place != "127.0.0.1"] == ["93.184.216.34"]
    assert not [asked for asked in world.server.asked if asked[0] == "polres-z"]


def _recording(connected: list[str]) -> Callable[..., Any]:
    send = httpx.AsyncClient.send

    async def recorded(client: httpx.AsyncClient, request: httpx.Request, **more: Any) -> Any:
        connected.append(request.url.host)
        if not is_inner(request.url.host):
            raise httpx.ConnectError("no network in tests")
        return await send(client, request, **more)

    return recorded


def test_a_name_with_one_inner_address_is_not_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _named(world, monkeypatch, lambda: ["93.184.216.34", "127.0.0.1"])
    assert world.round()["polres-z"].trouble == "alamat-dalam"
    assert not [asked for asked in world.server.asked if asked[0] == "polres-z"]


def test_the_next_address_is_tried_where_the_first_is_dead(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "is_inner", lambda place: False)
    _named(world, monkeypatch, lambda: ["127.0.0.9", "127.0.0.1"])
    assert world.round()["polres-z"].accepted == 10


@pytest.mark.parametrize(("certified", "told"), [(NAME, ""), ("lain.example", "tidak-terjangkau")])
def test_the_address_must_prove_that_it_has_the_name(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, certified: str, told: str
) -> None:
    monkeypatch.setattr(pulling, "is_inner", lambda place: False)
    _named(world, monkeypatch, lambda: ["127.0.0.1"])
    pair = _certificate(tmp_path, certified)
    offered = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    offered.load_cert_chain(pair)
    server = world.server._servers[1]
    server.socket = offered.wrap_socket(server.socket, server_side=True)
    trusted = ssl.create_default_context(cafile=str(pair))
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusted)
    district = world.districts["polres-z"]
    origin = district.origin.replace("http:", "https:")
    world.districts["polres-z"] = replace(district, origins=(origin,))
    outcome = world.round()["polres-z"]
    assert (outcome.trouble, outcome.accepted) == (told, 0 if told else 10)


def _certificate(folder: Path, name: str) -> Path:
    """A certificate for this name with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=900))
        .not_valid_after(NOW + timedelta(days=9_000))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "kunci.pem"
    path.write_bytes(private + certificate.public_bytes(pem))
    return path


@pytest.mark.parametrize(
    ("origin", "place", "asked", "host"),
    [
        ("https://a.example", "93.184.216.34", "https://93.184.216.34/x/y", "a.example"),
        ("https://a.example:443", "93.184.216.34", "https://93.184.216.34/x/y", "a.example"),
        ("https://a.example/b", "2606:2800::1", "https://[2606:2800::1]/b/x/y", "a.example"),
        ("http://localhost:8300", "127.0.0.1", "http://127.0.0.1:8300/x/y", "localhost:8300"),
    ],
)
def test_a_request_names_the_site_and_goes_to_its_address(
    world: World, origin: str, place: str, asked: str, host: str
) -> None:
    district = replace(world.districts["polres-z"], origins=(origin,))

    async def made() -> httpx.Request:
        async with pulling.Sites() as sites:
            return sites._request(district, place, "/x/y", None)

    with ThreadPoolExecutor(1) as pool:  # a browser's loop may run in this thread
        request = pool.submit(asyncio.run, made()).result()
    assert (str(request.url), request.headers["Host"]) == (asked, host)
    assert request.extensions["sni_hostname"] == host.partition(":")[0]
