"""Certificates of the cluster: whoever reaches its port runs code, so both sides show one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kentongan.cluster import dask
from kentongan.cluster.errors import ClusterError
from kentongan.cluster.options import Settings
from kentongan.storage.writing import write_together

FOLDER = ".kluster"
_NAMES = ("ca.pem", "kluster.pem", "kluster.key")
_YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Certificates:
    """One authority, and one certificate with its key for all machines of the cluster."""

    folder: Path

    @classmethod
    def of(cls, settings: Settings, project: Path) -> Certificates:
        return cls(Path(settings.keys).expanduser() if settings.keys else project / FOLDER)

    @property
    def are_there(self) -> bool:
        return all((self.folder / name).is_file() for name in _NAMES)

    def refuse_unsafe(self, address: str) -> None:
        """Raises ClusterError where `address` cannot be talked to, or not without listeners.

        Without TLS only a scheduler on this machine is asked.
        """
        if not _is_encrypted(address):
            if urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1"):
                return
            raise ClusterError(
                f"Alamat klaster {address} tanpa sandi. Pakai tls://, supaya orang lain tidak "
                "dapat menjalankan program di sana."
            )
        if not self.are_there:
            raise ClusterError(
                f"Sertifikat klaster tidak ada di {self.folder}. Salin {', '.join(_NAMES)} dari "
                "mesin penjadwal."
            )

    def security(self, address: str) -> Any:
        """What Dask needs to talk to `address`. Raises ClusterError."""
        self.refuse_unsafe(address)
        security = dask.load().Security
        if not _is_encrypted(address):
            return security(require_encryption=False)
        return security(require_encryption=True, **self.options("client"))

    def options(self, *roles: str) -> dict[str, str]:
        """Arguments of Dask's `Security` for these roles."""
        authority, certificate, key = (str(self.folder / name) for name in _NAMES)
        options = {"tls_ca_file": authority}
        for role in roles:
            options |= {f"tls_{role}_cert": certificate, f"tls_{role}_key": key}
        return options

    def make(self, now: datetime | None = None) -> None:
        """New ones, for three years. The key of the authority is forgotten at once."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )
        from cryptography.x509.oid import NameOID

        start = (now or datetime.now(UTC)) - timedelta(hours=1)
        authority_key = ec.generate_private_key(ec.SECP256R1())
        own_key = ec.generate_private_key(ec.SECP256R1())

        def certificate(name: str, key: Any, *, is_authority: bool) -> x509.Certificate:
            subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
            issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Klaster Kentongan")])
            return (
                x509.CertificateBuilder()
                .subject_name(subject)
                .issuer_name(issuer)
                .public_key(key.public_key())
                .serial_number(x509.random_serial_number())
                .not_valid_before(start)
                .not_valid_after(start + _YEARS)
                .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
                .sign(authority_key, hashes.SHA256())
            )

        authority = certificate("Klaster Kentongan", authority_key, is_authority=True)
        own = certificate("kluster", own_key, is_authority=False)
        secret = own_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        pems = (authority.public_bytes(Encoding.PEM), own.public_bytes(Encoding.PEM), secret)
        write_together({self.folder / name: pem for name, pem in zip(_NAMES, pems, strict=True)})
        (self.folder / _NAMES[-1]).chmod(0o600)


def _is_encrypted(address: str) -> bool:
    return urlsplit(address).scheme == "tls"
