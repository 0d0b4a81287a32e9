"""Pages from templates, and the addresses of styles and scripts that belong to them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kentongan.domain import colours, dates
from kentongan.domain.release import KINDS
from kentongan.site.theme_files import ThemeFiles

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Of the theme of the public site: the desk looks like the site it writes.
THEME_FILES = (
    "css/tokens.css",
    "css/base.css",
    "img/ikon.svg",
    "img/ikon-192.png",
    "img/ikon-512.png",
)

# Of drafts, and of what the public may see of releases (`domain.lifecycle.State`).
STATES = {
    "draf": "Draf",
    "dikirim": "Menunggu persetujuan",
    "dikembalikan": "Dikembalikan",
    "disetujui": "Disetujui",
    "terjadwal": "Terjadwal",
    "antre": "Sedang diterbitkan",
    "terbit": "Tayang",
    "dibuang": "Dibuang",
    "shown": "Tayang",
    "withdrawn": "Dicabut",
    "closed": "Ditutup",
    "hidden": "Belum tayang",
}


@cache
def environment() -> Environment:
    """The templates of the desk; a name that was not given is a mistake, not an empty text."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.globals |= {"kinds": KINDS, "states": STATES, "moment": moment, "hour": hour}
    return made


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """The answer that this template makes, for whoever asks."""
    session = getattr(request.state, "session", None)
    theme = theme_of(request)
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            session=session,
            tanda=getattr(request.state, "tanda", ""),
            is_manager=bool(
                session and "pengelola" in {role.name for role in session.person.roles}
            ),
            asset=lambda name: asset(theme, name),
            bar_colour=colours.code(theme.appearance.bar),
            **context,
        )
    )
    return HTMLResponse(text, status)


def moment(value: datetime | None) -> str:
    """`30 Agustus 2024, 14.30`; without an hour where only the day is known."""
    if value is None:
        return ""
    return dates.short(value) + (f", {value:%H.%M}" if value.hour or value.minute else "")


def hour(value: datetime | None) -> str:
    return f"{value:%H.%M}" if value else ""


def theme_of(request: Request) -> ThemeFiles:
    """The theme of the public site."""
    files: ThemeFiles = request.app.state.desk.preview.theme
    return files


def asset(theme: ThemeFiles, name: str) -> str:
    """The address of a file of the desk's looks; it changes when any of them does."""
    return f"/aset/{_digest(theme)}/{name}"


@cache
def assets(theme: ThemeFiles) -> Mapping[str, bytes]:
    """All styles, scripts and icons by their names."""
    files = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}
    for name in THEME_FILES:
        with suppress(OSError):  # another theme need not have every file
            files[name.rpartition("/")[2]] = theme.read(name)
    return files


@cache
def _digest(theme: ThemeFiles) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for name, data in assets(theme).items():
        digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()
