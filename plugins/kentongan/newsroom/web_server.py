"""The configuration of the web server that serves a target."""

from __future__ import annotations

import re

from kentongan.newsroom.errors import RequestError
from kentongan.publishing.caddy import caddy, refresh_script
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.nginx import Server, nginx
from kentongan.publishing.run import Job

# What a word of either server's configuration holds without a meaning of its own.
_PLAIN = re.compile(r"[\w./@+,:=-]*")
_WRITERS = {"nginx": nginx, "caddy": caddy, "caddy-segarkan": refresh_script}


def configuration(
    job: Job, kind: str, *, certificate: str = "", key: str = "", brotli: bool = False
) -> str:
    """For the target of the job: nginx, caddy, or caddy-segarkan. Raises RequestError."""
    if job.options.values["type"] not in ("folder", "ssh"):
        raise RequestError(f"Tujuan {job.options.name} tidak dilayani server web sendiri.")
    if bool(certificate) != bool(key):
        raise RequestError("--sertifikat dan --kunci selalu bersama.")
    site = SiteFacts(job.origin)
    place = job.options.text("path").rstrip("/")
    for path in (place, certificate, key):
        if not _PLAIN.fullmatch(path):
            raise RequestError(
                f"Spasi, tanda kutip, dan tanda khusus tidak dapat dipakai di konfigurasi server "
                f"web: {path}. Pakai alamat yang sederhana, misalnya /srv/humas."
            )
    server = Server(site.host, place, certificate, key, secure=site.secure, brotli=brotli)
    return _WRITERS[kind](server)
