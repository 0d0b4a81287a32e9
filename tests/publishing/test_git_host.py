"""The Git host of the texts: keys, certificates and addresses as they go wrong in real offices."""

from __future__ import annotations

import ipaddress
import shutil
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from kentongan.publishing.errors import PublishingError, Refused

from tests.loopback import running
from tests.publishing.clones import Office, offices, run
from tests.publishing.servers import Far, sshd

HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    with sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (made,) = offices(tmp_path, "a")
    return made


def certificate(folder: Path, days: tuple[int, int], name: str) -> Path:
    """A certificate of its own with its key, valid between two days from today."""
    key = ec.generate_private_key(ec.SECP256R1())
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    place: x509.GeneralName = (
        x509.IPAddress(ipaddress.ip_address(name)) if name == HOST else x509.DNSName(name)
    )
    begin, end = (datetime.now(UTC) + timedelta(days=count) for count in days)
    made = (
        x509.CertificateBuilder(title, title, key.public_key(), 1, begin, end)
        .add_extension(x509.SubjectAlternativeName([place]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file = folder / "sertifikat.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, form, plain)
    )
    return file


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *words: Any) -> None:
        pass


@contextmanager
def host(file: Path) -> Iterator[int]:
    """A web server with this certificate and no repository."""
    server = ThreadingHTTPServer((HOST, 0), Quiet)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with running(server):
        yield server.server_port


@pytest.mark.parametrize(
    ("days", "name", "is_trusted", "said"),
    [
        ((-20, -1), HOST, True, "Sertifikat server naskah tidak berlaku"),
        ((2, 20), HOST, True, "Sertifikat server naskah tidak berlaku"),
        ((-2, 20), "lain.example", True, "Sertifikat server naskah tidak berlaku"),
        ((-2, 20), HOST, False, "Sertifikat server naskah tidak berlaku"),
        ((-2, 20), HOST, True, "tidak ada repositori"),
    ],
)
def test_a_certificate_that_does_not_hold_is_named(
    office: Office,
    tmp_path: Path,
    days: tuple[int, int],
    name: str,
    is_trusted: bool,
    said: str,
) -> None:
    file = certificate(tmp_path, days, name)
    with host(file) as port:
        run(office.root, "remote", "set-url", "origin", f"https://{HOST}:{port}/situs.git")
        run(office.root, "config", "http.proxy", "")
        if is_trusted:
            run(office.root, "config", "http.sslCAInfo", str(file))
        with pytest.raises(PublishingError, match=said) as raised:
            office.repository.take()
    assert "ertificat" not in str(raised.value)


def test_the_ssh_command_of_the_repository_is_kept(
    office: Office, far: Far, tmp_path: Path
) -> None:
    """A key of its own for the texts, in a folder with a space; and nobody is asked anything."""
    folder = tmp_path / "kunci saya"
    folder.mkdir()
    shutil.copy(far.folder / "user", folder / "naskah")
    known = far.folder / "known_hosts"
    remote = f"ssh://{HOST}:{far.wire.port}{tmp_path}/pusat.git"
    run(office.root, "remote", "set-url", "origin", remote)
    command = f'ssh -i "{folder}/naskah" -o UserKnownHostsFile="{known}" -o IdentitiesOnly=yes'
    run(office.root, "config", "core.sshCommand", command)
    office.repository.take()
    office.write("content/rilis/kapal.md", "Judul: Kapal\n")
    office.repository.save("Terbitan")
    assert office.repository.push()
    assert "kapal.md" in run(tmp_path / "pusat.git", "ls-tree", "-r", "--name-only", "main")
    run(office.root, "config", "core.sshCommand", command.replace("/naskah", "/tidak-ada"))
    with pytest.raises(Refused, match="ssh-add"):
        office.repository.take()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ssh://127.0.0.1:1/situs.git", "server tidak dapat dihubungi"),
        ("https://127.0.0.1:1/situs.git", "server tidak dapat dihubungi"),
        ("ssh://tidak-ada.invalid/situs.git", "nama server tidak ditemukan"),
        ("https://tidak-ada.invalid/situs.git", "nama server tidak ditemukan"),
        ("/tidak/ada.git", "tidak ada repositori"),
    ],
)
def test_a_host_that_is_not_there_is_told_in_words(office: Office, address: str, said: str) -> None:
    run(office.root, "remote", "set-url", "origin", address)
    run(office.root, "config", "http.proxy", "")
    with pytest.raises(PublishingError, match=said):
        office.repository.take()
