"""Photographs of a draft: taken in, described, put in order, blurred."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.domain import blur
from kentongan.gate import faces
from kentongan.manuscripts.editing import EditError
from kentongan.meja import guard, photographs, pictures
from kentongan.meja.errors import Refusal, Unknown
from kentongan.meja.intake import Sent
from kentongan.meja.screens.asking import desk_of, draft_of, files, new_key, session_of, text, to
from kentongan.meja.screens.beginning import title_of, with_cleaned, with_photographs
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Conflict, Draft


def put(request: Request) -> Response:
    """PUT …/foto/<sha256>: a photograph that a script made small; the same one twice is once."""
    desk, session = desk_of(request), session_of(request)
    data = request.state.body or b""
    if hashlib.sha256(data).hexdigest() != request.path_params["name"].lower():
        raise Refusal("Foto ini terputus waktu dikirim; coba lagi.", 422)
    draft_of(request)  # who may not see it does not make the desk work
    clean = photographs.clean(data).data
    found = draft_of(request)
    found, troubles = with_cleaned(desk, session, found, [clean], title_of(found.text))
    if troubles:
        raise Refusal(" ".join(troubles), 422)
    return JSONResponse({"rev": found.rev, "foto": len(found.photographs)})


def add(request: Request) -> Response:
    """POST …/foto: photographs picked in a form."""
    desk, session = desk_of(request), session_of(request)
    found = draft_of(request)
    sent = [
        Sent(file.filename or "foto.jpg", file.content_type or "image/*", file.file.read())
        for file in files(request, "foto", "kamera")
    ]
    if not sent:
        raise Refusal("Belum ada foto yang dipilih.", 422)
    _, troubles = with_photographs(desk, session, found, sent, title_of(found.text))
    if troubles:
        raise Refusal(" ".join(troubles), 422)
    return to(f"/naskah/{found.id}#foto")


def show(request: Request) -> Response:
    """GET …/foto/<name>: the screen of one photograph."""
    found, name = draft_of(request), request.path_params["name"]
    photo = next((photo for photo in found.photographs if photo.name == name), None)
    words = next((picture for picture in _words(found) if picture.name == name), None)
    if photo is None or words is None:
        raise Unknown("Foto itu tidak ada di naskah ini.")
    return page(
        request,
        "foto.html",
        draft=found,
        photo=photo,
        words=words,
        regions=blur.written(photo.regions),
        has_faces=faces.is_available() and photo.has_clean,
        number=1 + [picture.name for picture in _words(found)].index(name),
        key=new_key(),
    )


def picture(request: Request) -> Response:
    """GET …/gambar/<name>: what is public of a photograph, or what it was before the blur."""
    desk, session = desk_of(request), session_of(request)
    is_clean = request.query_params.get("bersih") == "1"
    data = desk.photograph(
        session, request.path_params["id"], request.path_params["name"], clean=is_clean
    )
    response = Response(data, media_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def proposals(request: Request) -> Response:
    """GET …/foto/<name>/wajah: where faces seem to be."""
    desk, session = desk_of(request), session_of(request)
    data = desk.photograph(
        session, request.path_params["id"], request.path_params["name"], clean=True
    )
    return JSONResponse({"daerah": blur.written(photographs.faces(data))})


def change(request: Request) -> Response:
    """POST …/foto/<name>: blur, words, order, or away with it."""
    desk, session = desk_of(request), session_of(request)
    id, name = request.path_params["id"], request.path_params["name"]
    found = draft_of(request)
    deed = text(request, "perbuatan", "simpan")
    try:
        data = _changed(request, found, name, deed)
    except EditError as error:
        raise Refusal(str(error), 422) from None
    if deed == "simpan" and "daerah" in (request.state.form or {}):
        _blur(request, found, name)
    if data != found.text:
        saved = desk.save(session, id, found.rev, text(request, "kunci"), data)
        if isinstance(saved, Conflict):
            raise Refusal("Naskah ini baru saja diubah orang lain; muat ulang, lalu ulangi.", 409)
    if deed == "buang":
        desk.drop_photograph(session, id, name)
    if guard.wants_json(request):
        return JSONResponse({"rev": desk.draft(session, id).rev})
    return to(f"/naskah/{id}#foto")


def _changed(request: Request, found: Draft, name: str, deed: str) -> bytes:
    if deed == "buang":
        return pictures.drop(found.text, name)
    if deed == "majukan":
        return pictures.move_up(found.text, name)
    if deed == "utama":
        return pictures.lead_with(found.text, name)
    alt = text(request, "alt")
    if not alt.strip():
        raise EditError("Tulis apa yang tampak di foto, untuk pembaca yang tidak melihatnya.")
    return pictures.describe(found.text, name, alt, text(request, "keterangan"))


def _blur(request: Request, found: Draft, name: str) -> None:
    """Burn the marked regions in, where they are others than before."""
    desk, session = desk_of(request), session_of(request)
    regions = photographs.regions_of(text(request, "daerah"))
    photo = next((photo for photo in found.photographs if photo.name == name), None)
    if photo is None:
        raise Unknown("Foto itu tidak ada di naskah ini.")
    if blur.written(regions) == blur.written(photo.regions):
        return
    clean = desk.photograph(session, found.id, name, clean=True)
    shown = photographs.burnt(clean, regions).data if regions else clean
    desk.blur_photograph(session, found.id, name, regions, shown)


def _words(found: Draft) -> tuple[pictures.Shown, ...]:
    try:
        return pictures.read(found.text)
    except EditError as error:
        raise Refusal(str(error), 422) from None
