"""One draft that holds two releases becomes two drafts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kentongan.manuscripts.editing import EditError
from kentongan.meja import intake, parting, workflow
from kentongan.meja.errors import Refusal
from kentongan.meja.screens import beginning
from kentongan.meja.screens.asking import desk_of, draft_of, new_key, session_of, text, to
from kentongan.meja.screens.comparing import conflict
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Conflict, Draft


def asking(request: Request) -> Response:
    """GET …/pisahkan: with which paragraph does the second release begin?"""
    found = _found(request)
    try:
        paragraphs = parting.paragraphs(found.text)
    except EditError as error:
        raise Refusal(str(error), 422) from None
    if len(paragraphs) < 2:
        raise Refusal("Teks ini hanya satu paragraf; tidak ada yang dapat dipisahkan.", 422)
    return page(
        request,
        "pisahkan.html",
        draft=found,
        paragraphs=paragraphs,
        likely=parting.likely(paragraphs),
        key=new_key(),
    )


def part(request: Request) -> Response:
    """POST …/pisahkan: the second release is kept before the first one loses its words."""
    desk, session, found = desk_of(request), session_of(request), _found(request)
    rev, at = text(request, "rev", str(found.rev)), text(request, "mulai")
    if not rev.isdecimal() or not at.isdecimal():
        raise Refusal("Pilih paragraf pertama rilis yang kedua.", 422)
    before = found.text if int(rev) == found.rev else desk.version(session, found.id, int(rev))
    try:
        if not 0 < int(at) < len(parting.paragraphs(before)):
            raise Refusal("Paragraf itu tidak ada; muat ulang halaman ini.", 422)
        left, words = parting.parted(before, int(at))
    except EditError as error:
        raise Refusal(str(error), 422) from None
    if not words:
        raise Refusal("Bagian khusus saja bukan rilis.", 422)
    key = text(request, "kunci") or new_key()
    received = intake.received(desk.content, desk.configuration, words, (), found.unit)
    others = beginning.begin_all(desk, session, received, key)
    saved = desk.save(session, found.id, int(rev), key, left)
    desk.questions.answer(found.id, parting.DOUBT)
    if isinstance(saved, Conflict):
        return conflict(request, found.id, saved)
    return to(beginning.place_of((found, *others)))


def _found(request: Request) -> Draft:
    found = draft_of(request)
    if found.state not in workflow.OPEN or found.purpose != "baru":
        raise Refusal("Naskah ini tidak dapat dipisahkan lagi.", 409)
    return found
