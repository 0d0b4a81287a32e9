"""What a request says, as plain values, and the answers that most screens give."""

from __future__ import annotations

import re
import secrets
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse

from kentongan.meja.desk import Desk
from kentongan.meja.values import Draft, Session

_DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Ponsel Android"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


def desk_of(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def session_of(request: Request) -> Session:
    """The session of a request on an address that is not open."""
    session = request.state.session
    assert isinstance(session, Session)
    return session


def draft_of(request: Request) -> Draft:
    """The draft of an address below /naskah/<id>. Raises Unknown."""
    return desk_of(request).draft(session_of(request), request.path_params["id"])


def text(request: Request, name: str, default: str = "") -> str:
    """A field of the form; files and missing fields are the default."""
    value = (request.state.form or {}).get(name)
    return value if isinstance(value, str) else default


def fields(request: Request, prefix: str) -> dict[str, str]:
    """The fields whose names begin so, by the rest of the name."""
    return {
        name.removeprefix(prefix): value
        for name, value in (request.state.form or {}).items()
        if name.startswith(prefix) and isinstance(value, str)
    }


def files(request: Request, *names: str) -> list[UploadFile]:
    """The files that were picked in these fields; browsers send an empty one for none."""
    form: Any = request.state.form or {}
    return [
        value
        for name in names
        for value in form.getlist(name)
        if isinstance(value, UploadFile) and (value.filename or value.size)
    ]


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def device_of(request: Request) -> str:
    """`Chrome di Ponsel Android`, for the list of one's devices."""
    told = request.headers.get("user-agent", "")
    system = next((name for sign, name in _DEVICES if sign in told), "perangkat lain")
    browser = next((name for sign, name in _BROWSERS if sign in told), "Peramban")
    return f"{browser} di {system}"


def is_inside_whatsapp(request: Request) -> bool:
    """Whether an app shows the page in a browser of its own, which can make no passkeys."""
    told = request.headers.get("user-agent", "")
    return bool(re.search(r"WhatsApp|FBAN|FBAV|Instagram|; wv\)", told))


def new_key() -> str:
    """A key that makes one saving or sending the same, however often it arrives."""
    return secrets.token_urlsafe(18)


def to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303)
