"""Previews: the very page in a frame, its card, its entry in feeds."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kentongan.meja.errors import Unknown
from kentongan.meja.findings import placed
from kentongan.meja.orders import Shown
from kentongan.meja.preview import card_of
from kentongan.meja.screens.asking import desk_of, draft_of, session_of
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Draft
from kentongan.site import media

# The page is not ours to trust: no script runs, no form is sent, nothing is loaded from others.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)
_NOT_YET = (
    '<!doctype html><html lang="id"><meta charset="utf-8"><title>Pratinjau</title>'
    "<p>Halaman belum dapat dibuat: ada yang harus diperbaiki dahulu. Lihat temuannya.</p></html>"
)
_ELSEWHERE = (
    '<!doctype html><html lang="id"><meta charset="utf-8"><title>Pratinjau</title>'
    "<p>Ini pratinjau satu halaman; tautan di dalamnya baru dapat dibuka setelah terbit.</p></html>"
)


def look(request: Request) -> Response:
    """GET …/lihat: the preview in a phone frame, beside its card and its entry in feeds."""
    draft = draft_of(request)
    desk, shown = desk_of(request), _shown(request, draft)
    card = card_of(shown.page.read_bytes()) if shown.page else None
    picture = urlsplit(card.picture).path if card else ""
    return page(
        request,
        "lihat.html",
        draft=draft,
        shown=shown,
        card=card,
        picture=f"/naskah/{draft.id}/pratinjau{picture}" if picture else "",
        host=urlsplit(desk.public_address or desk.origin).netloc,
        problems=[finding for finding in placed(draft.text, shown.problems) if finding.is_error],
    )


def preview(request: Request) -> Response:
    """GET …/pratinjau/ and the files below it."""
    draft = draft_of(request)
    shown = _shown(request, draft)
    path = request.path_params.get("path", "")
    if not path:
        if shown.page is None:
            return _framed(HTMLResponse(_NOT_YET, 422))
        return _framed(Response(shown.page.read_bytes(), media_type="text/html; charset=utf-8"))
    name = f"{path}index.html" if path.endswith("/") else path
    data = desk_of(request).preview.file(shown, name)
    if data is None:
        raise Unknown
    return _framed(Response(data, media_type=media.type_of(name)))


def beneath(request: Request) -> Response:
    """What the page of a preview loads: files of the theme, and those of the draft in the frame."""
    path = request.path_params["path"]
    desk = desk_of(request)
    previews = desk.preview
    data = previews.asset(path)
    if data is None and (id := _framed_draft(request)):
        data = previews.file(_shown(request, desk.draft(session_of(request), id)), path)
    if data is not None:
        response = Response(data, media_type=media.type_of(path))
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response
    if request.headers.get("sec-fetch-dest") == "iframe":
        return _framed(HTMLResponse(_ELSEWHERE, 404))
    raise Unknown("Halaman ini tidak ada.")


def _shown(request: Request, draft: Draft) -> Shown:
    desk, session = desk_of(request), session_of(request)
    photographs = desk.shown_photographs(session, draft.id) if draft.photographs else {}
    return desk.preview.of(draft.path, draft.text, photographs)


def _framed_draft(request: Request) -> str:
    """The draft whose preview asks for a file."""
    parts = urlsplit(request.headers.get("referer", "")).path.split("/")
    return parts[2] if len(parts) > 3 and parts[1] == "naskah" and parts[3] == "pratinjau" else ""


def _framed(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    return response
