"""The first screen, and what comes in through it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.manuscripts.editing import EditError
from kentongan.meja import editing, guard, intake, photographs, pictures
from kentongan.meja.desk import Desk
from kentongan.meja.errors import Refusal
from kentongan.meja.intake import Received, Sent
from kentongan.meja.screens.asking import desk_of, files, new_key, session_of, text, to
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Conflict, Draft, Session


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
    found = intake.received(desk.content, desk.configuration, words, sent, own_unit(session))
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


def begin_all(
    desk: Desk, session: Session, found: Sequence[Received], key: str
) -> tuple[Draft, ...]:
    """A draft for each release, with what is to be asked about it."""
    drafts = []
    for number, received in enumerate(found):
        draft, refused = _begun(desk, session, received, f"{key}-{number}" if key else "")
        desk.questions.ask(draft.id, received.questions, (*received.doubts, *refused))
        drafts.append(draft)
    return tuple(drafts)


def place_of(drafts: Sequence[Draft]) -> str:
    """The screen of a draft, or that of several."""
    if len(drafts) == 1:
        return f"/naskah/{drafts[0].id}"
    return "/terima?" + "&".join(f"n={quote(draft.id)}" for draft in drafts)


def own_unit(session: Session) -> str:
    """The unit that a person writes for; empty for someone who writes for all."""
    return next((role.unit for role in session.person.roles if role.unit), "")


def _begun(
    desk: Desk, session: Session, received: Received, key: str
) -> tuple[Draft, Sequence[str]]:
    """The draft of a release with its photographs, and a sentence for each that was not taken.

    A share with the same key is the same draft, and its photographs are there already.
    """
    draft = desk.begin(session, received.text, client_key=key)
    if draft.photographs or draft.rev > 1:
        return draft, ()
    return with_photographs(desk, session, draft, received.photographs, received.title)


def with_photographs(
    desk: Desk, session: Session, draft: Draft, sent: Sequence[Sent], title: str
) -> tuple[Draft, Sequence[str]]:
    """Keep these photographs and name them in the text."""
    if not sent:
        return draft, ()
    data = draft.text
    troubles: list[str] = []
    taken = []
    for file in sent:
        try:
            taken.append(photographs.clean(file.data, file.name).data)
        except Refusal as refusal:
            troubles.append(f"Foto tidak disertakan. {refusal}")
    for number, clean in enumerate(taken, 1):
        kept = desk.keep_photograph(session, draft.id, clean=clean, shown=clean, suffix=".jpg")
        try:
            data = pictures.add(data, kept.name, pictures.proposed_alt(title, number, len(taken)))
        except EditError as error:
            troubles.append(str(error))
    saved = desk.save(session, draft.id, draft.rev, new_key(), data)
    if isinstance(saved, Conflict):
        troubles.append("Naskah ini tersimpan dua kali bersamaan; periksa fotonya.")
    return desk.draft(session, draft.id), troubles


def title_of(data: bytes) -> str:
    try:
        return editing.open_text(data).title
    except EditError:
        return ""
