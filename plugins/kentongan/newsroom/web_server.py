"""The configuration of the web server that serves a target."""

from __future__ import annotations

from kentongan.newsroom.errors import RequestError
from kentongan.publishing.caddy import caddy, refresh_script
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.nginx import Server, nginx
from kentongan.publishing.run import Job

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
    server = Server(site.host, place, certificate, key, secure=site.secure, brotli=brotli)
    return _WRITERS[kind](server)
