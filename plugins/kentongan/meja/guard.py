"""Who may ask: cookie, session, origin of the request, token of the form, headers of the answer."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kentongan.meja.desk import Desk
from kentongan.meja.errors import NotSignedIn, Refusal, Unknown
from kentongan.meja.screens import refusals
from kentongan.meja.values import Ticket

Endpoint = Callable[[Request], Response]

TOKEN = "tanda"
HEADER = "x-tanda"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types meja"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
# Without a session: ways in, and files that say nothing about anyone.
OPEN = ("/masuk", "/undangan/", "/aset/", "/manifest.webmanifest", "/sw.js", "/luring", "/sehat")
# The largest request with photographs, and the largest field of a form.
MOST_BYTES = 64 * 1024 * 1024
MOST_FIELD = 4 * 1024 * 1024
MOST_FILES = 40
_SAFE = ("GET", "HEAD")
# A page that the service worker passes on is "empty" to a browser; frames and pictures are not.
_WHOLE_PAGES = ("document", "empty")
_KEPT = 30 * 24 * 60 * 60  # seconds
_TO_SIGN_IN = 15 * 60


def guarded(desk: Desk, route: Route) -> Route:
    """The same route behind the guard. Its endpoint runs in a thread and finds in
    `request.state`: `session` (None on open addresses), `tanda`, `form`, `body`."""
    return Route(
        route.path, _Guard(desk, route.endpoint).answer, methods=route.methods, name=route.name
    )


class _Guard:
    def __init__(self, desk: Desk, endpoint: Endpoint) -> None:
        self.desk = desk
        self.endpoint = endpoint

    async def answer(self, request: Request) -> Response:
        """The answer of the endpoint, or the refusal in words."""
        guest = request.cookies.get(self._cookie("tamu"), "") or secrets.token_urlsafe(24)
        try:
            response = await self._admitted(request, guest)
        except NotSignedIn as refusal:
            response = self._to_the_door(request, refusal)
        except Refusal as refusal:
            response = refused(request, refusal)
        except OverflowError:  # a number that the store cannot hold names nothing
            response = refused(request, Unknown())
        except Exception as error:
            response = refused(request, _mishap(error))
        headed(response)
        if request.state.session is None and request.method in _SAFE:
            self._put(response, "tamu", guest)
        return response

    async def _admitted(self, request: Request, guest: str) -> Response:
        state = request.state
        state.form = state.body = None
        cookie = request.cookies.get(self._cookie("sesi"), "")
        state.session = await run_in_threadpool(self.desk.session_of, cookie) if cookie else None
        state.tanda = state.session.token if state.session else _token_of(guest)
        if state.session is None and not is_open(request.url.path):
            raise NotSignedIn
        if request.method not in _SAFE:
            self._refuse_others(request)
            await self._take_body(request)
            given = request.headers.get(HEADER) or (state.form or {}).get(TOKEN) or ""
            if not isinstance(given, str) or not hmac.compare_digest(
                given.encode(), state.tanda.encode()
            ):
                raise Refusal("Halaman ini sudah lama terbuka. Muat ulang, lalu coba lagi.")
        return await run_in_threadpool(self.endpoint, request)

    def _refuse_others(self, request: Request) -> None:
        """Refuse what another site made the browser send."""
        site = request.headers.get("sec-fetch-site")
        if site is None:  # an older browser tells its origin alone
            allowed = request.headers.get("origin", "") == self.desk.origin
        else:
            allowed = site == "same-origin" or (site == "none" and request.url.path == "/bagikan")
        if not allowed:
            raise Refusal("Permintaan ini datang dari situs lain, jadi tidak dijalankan.")

    async def _take_body(self, request: Request) -> None:
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > MOST_BYTES:
            raise Refusal("Kiriman terlalu besar. Kirim foto satu per satu.", 413)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        try:
            if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
                request.state.form = await request.form(
                    max_files=MOST_FILES, max_fields=400, max_part_size=MOST_FIELD
                )
            else:
                request.state.body = await _body(request)
        except ClientDisconnect:
            raise Refusal("Kiriman terputus.", 400) from None
        except HTTPException:
            raise Refusal("Kiriman ini rusak atau terlalu besar.", 400) from None

    def _to_the_door(self, request: Request, refusal: NotSignedIn) -> Response:
        if request.method not in _SAFE or wants_json(request):
            return refused(request, refusal)
        response = RedirectResponse("/masuk", 303)
        if request.headers.get("sec-fetch-dest", "document") in _WHOLE_PAGES:
            put_cookie(self.desk.origin, response, "tujuan", quote(request.url.path), _TO_SIGN_IN)
        return response

    def _cookie(self, name: str) -> str:
        return cookie_name(self.desk.origin, name)

    def _put(self, response: Response, name: str, value: str) -> None:
        put_cookie(self.desk.origin, response, name, value)


async def unknown(request: Request, error: Exception) -> Response:
    """The answer where no address fits."""
    request.state.session = request.state.form = request.state.body = None
    request.state.tanda = ""
    status = error.status_code if isinstance(error, HTTPException) else 404
    return headed(refused(request, Refusal("Alamat itu tidak ada.", status)))


def headed(response: Response) -> Response:
    """The same response with the headers that every answer carries."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _mishap(error: Exception) -> Refusal:
    """What nobody foresaw: its place goes to the log, never what it was about."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    sys.stderr.write(f"meja: {type(error).__name__} di {place}\n")
    return Refusal("Ada yang keliru di meja. Yang sudah tersimpan tetap aman; coba lagi.", 500)


def is_open(path: str) -> bool:
    """Whether an address is for those who are not signed in."""
    return any(path == open or (open[-1] == "/" and path.startswith(open)) for open in OPEN) or (
        path.startswith("/masuk/")
    )


def wants_json(request: Request) -> bool:
    """Whether a script asks, which gets JSON for an answer."""
    return "application/json" in request.headers.get("accept", "")


def refused(request: Request, refusal: Refusal) -> Response:
    """The sentence of a refusal, for a person or for a script."""
    if wants_json(request):
        return JSONResponse({"pesan": str(refusal)}, refusal.status)
    return refusals.page_of(request, refusal)


def welcome(desk: Desk, response: Response, ticket: Ticket) -> None:
    """Let the browser keep a session that has just begun."""
    put_cookie(desk.origin, response, "sesi", ticket.cookie)
    _drop_cookie(desk.origin, response, "tujuan")


def destination(desk: Desk, request: Request) -> str:
    """Where someone was going when they were asked to sign in: a path of the desk."""
    path = request.cookies.get(cookie_name(desk.origin, "tujuan"), "")
    return path if re.fullmatch(r"/(?!/)[\w./%-]*", path, re.ASCII) else "/"


def farewell(desk: Desk, response: Response) -> None:
    """Let the browser forget the session and all that it kept of the desk."""
    _drop_cookie(desk.origin, response, "sesi")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def cookie_name(origin: str, name: str) -> str:
    """`__Host-meja-sesi`; browsers keep that prefix for HTTPS, so a trial goes without it."""
    return f"__Host-meja-{name}" if _is_secure(origin) else f"meja-{name}"


def put_cookie(
    origin: str, response: Response, name: str, value: str, seconds: int = _KEPT
) -> None:
    response.set_cookie(
        cookie_name(origin, name),
        value,
        max_age=seconds,
        secure=_is_secure(origin),
        httponly=True,
        samesite="lax",
    )


def _drop_cookie(origin: str, response: Response, name: str) -> None:
    response.delete_cookie(
        cookie_name(origin, name), secure=_is_secure(origin), httponly=True, samesite="lax"
    )


def _is_secure(origin: str) -> bool:
    return urlsplit(origin).scheme == "https"


def _token_of(guest: str) -> str:
    """The token of the forms that lead in, bound to the cookie of the visitor."""
    return hashlib.sha256(b"meja-tamu:" + guest.encode()).hexdigest()


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise Refusal("Kiriman terlalu besar. Kirim foto satu per satu.", 413)
        parts.append(part)
    return b"".join(parts)
