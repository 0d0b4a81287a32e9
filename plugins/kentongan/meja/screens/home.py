"""The first screen, and what comes in through it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.meja import access, guard, intake
from kentongan.meja.intake import Sent
from kentongan.meja.screens.asking import desk_of, files, new_key, session_of, text, to
from kentongan.meja.screens.beginning import begin_all, place_of
from kentongan.meja.screens.rendering import page


def home(request: Request) -> Response:
    """GET /."""
    desk = desk_of(request)
    desk.preview.warm()
    return page(
        request,
        "meja.html",
        home=desk.home(session_of(request)),
        key=new_key(),
        pasted=request.query_params.get("teks", ""),
    )


def share(request: Request) -> Response:
    """POST /bagikan: what was pasted, shared or picked becomes a draft."""
    desk, session = desk_of(request), session_of(request)
    sent = [
        Sent(file.filename or "foto.jpg", file.content_type or "", file.file.read())
        for file in files(request, "foto", "kamera", "berkas")
    ]
    words = "\n\n".join(filter(str.strip, (text(request, "teks"), text(request, "alamat_bagi"))))
    own = access.own_unit(session.person, desk.units)
    found = intake.received(desk.content, desk.configuration, words, sent, own)
    address = place_of(begin_all(desk, session, found, text(request, "kunci")))
    if guard.wants_json(request):
        return JSONResponse({"tuju": address})
    return to(address)


def several(request: Request) -> Response:
    """GET /terima: several releases that one text held."""
    desk, session = desk_of(request), session_of(request)
    ids = request.query_params.getlist("n")[:40]
    return page(request, "terima.html", drafts=[desk.draft(session, id) for id in ids])


def search(request: Request) -> Response:
    words = request.query_params.get("q", "").strip()
    found = desk_of(request).search(session_of(request), words) if words else ()
    return page(request, "cari.html", words=words, found=found)
