"""Writing: the text with its findings, saving, permits, details."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.domain.release import KINDS
from kentongan.meja import editing, guard, parting, pictures
from kentongan.meja.editing import EditError
from kentongan.meja.errors import Refusal
from kentongan.meja.findings import Finding
from kentongan.meja.screens.asking import desk_of, draft_of, fields, new_key, session_of, text, to
from kentongan.meja.screens.comparing import conflict
from kentongan.meja.screens.inputs import (
    COMMON,
    LABELS,
    input_of,
    kind_inputs,
    kind_of,
    unit_name,
)
from kentongan.meja.screens.rendering import hour, page
from kentongan.meja.values import Conflict, Draft

# Where a text is for those who decide, until someone asks to change it.
SENT = ("dikirim", "disetujui", "terjadwal")
_NAMED = re.compile(r"(\w{3}-\w{3}-\w{3}) \(rilis/[^)]*\)")


def draft(request: Request) -> Response:
    """GET /naskah/<id>: what the state of a text asks for."""
    found = draft_of(request)
    if found.state in ("antre", "terbit") and (found.job or found.state == "terbit"):
        return to(f"/naskah/{found.id}/menerbitkan")
    is_writing = request.query_params.get("sunting") == "1"
    if found.state == "dibuang" or (found.state in SENT and not is_writing):
        return read(request, found)
    return write(request, found)


def read(request: Request, found: Draft) -> Response:
    """The screen of whoever decides: the page, what changed, who permitted what."""
    desk = desk_of(request)
    findings = checked(request, found, found.text)
    try:
        written = editing.open_text(found.text).fields.get("Izin", "")
    except EditError:
        written = ""
    desk.preview.warm()
    return page(
        request,
        "periksa.html",
        draft=found,
        findings=findings,
        permits=tuple(filter(None, written.split("\n"))),
        approved=found.approved_rev if found.state == "dikirim" else 0,
        link=f"{desk.origin}/naskah/{found.id}",
        unit=unit_name(request, found.unit),
    )


def write(request: Request, found: Draft, *, status: int = 200, sentence: str = "") -> Response:
    """The screen of whoever writes."""
    desk = desk_of(request)
    asked = desk.questions.about(found.id)
    try:
        opened = editing.open_text(found.text)
        shown = pictures.read(found.text)
    except EditError as error:
        return page(request, "terkunci.html", draft=found, sentence=str(error))
    kind = kind_of(opened.fields)
    questions = [
        (question, input_of(request, opened.fields, question.key, question.proposal))
        for question in asked.questions
        if question.key in LABELS and question.key != "Judul"  # the title has a field of its own
    ]
    asked_for = {question.key for question, _ in questions}
    desk.preview.warm()
    return page(
        request,
        "tulis.html",
        status=status,
        draft=found,
        opened=opened,
        photographs=shown,
        kept={photo.name for photo in found.photographs},
        key=new_key(),
        questions=questions,
        own=[field for field in kind_inputs(request, opened.fields) if field.key not in asked_for],
        doubts=[_told(doubt) for doubt in asked.doubts],
        two=parting.DOUBT,
        findings=checked(request, found, found.text),
        unit=unit_name(request, opened.fields.get("Satuan", "") or found.unit),
        kind=KINDS.get(kind, kind),
        day=opened.fields.get("Tanggal", ""),
        main=main_deed(found),
        is_sent=found.state in SENT,
        sentence=sentence,
    )


def main_deed(found: Draft) -> str:
    """The one thing that the big button does from the text."""
    for deed in ("terbitkan", "kirim"):
        if deed in found.deeds:
            return deed
    return ""


def save(request: Request) -> Response:
    """POST …/simpan: 200 `{rev}`, 409 with the place of both texts; forms are led on."""
    desk, session = desk_of(request), session_of(request)
    found = draft_of(request)
    base = text(request, "rev", str(found.rev))
    if not base.isdecimal():
        raise Refusal("Nomor versi tidak terbaca; muat ulang halaman ini.", 422)
    key = text(request, "kunci") or new_key()
    try:
        rev, before = _written_on(request, found, int(base), key)
        data = edited(request, before)
    except EditError as error:
        raise Refusal(str(error), 422) from None
    saved = desk.save(session, found.id, rev, key, data)
    if isinstance(saved, Conflict):
        return conflict(request, found.id, saved)
    if fields(request, "kepala.") or text(request, "jawab"):
        desk.questions.settle(found.id)
    if guard.wants_json(request):
        return JSONResponse({"rev": saved.rev, "jam": hour(desk.clock())})
    deed = text(request, "lanjut")
    if deed in ("kirim", "terbitkan"):
        return _sent_on(request, found.id, deed)
    return to(_onward(request, found.id))


def _written_on(request: Request, found: Draft, base: int, key: str) -> tuple[int, bytes]:
    """The version that words were written on. Raises EditError.

    It is the one that an answer which was lost had told of, and the newest one where only
    photographs have come meanwhile: those that a person sends do not stand in their own way.
    """
    desk, session = desk_of(request), session_of(request)
    rev = max(base, desk.saved_with(session, found.id, key))
    before = found.text if rev == found.rev else desk.version(session, found.id, rev)
    if rev != found.rev and pictures.only_adds(before, found.text):
        return found.rev, found.text
    return rev, before


def _sent_on(request: Request, id: str, deed: str) -> Response:
    """The text was saved and goes on at once; what speaks against it is told above the text."""
    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, id)
    try:
        done = desk.act(session, id, deed, digest=found.digest)
    except Refusal as refusal:
        return write(request, found, status=refusal.status, sentence=str(refusal))
    return to(f"/naskah/{id}{'/menerbitkan' if done.state in ('antre', 'terbit') else ''}")


def edited(request: Request, before: bytes) -> bytes:
    """The file with what a form changed in it. Raises EditError."""
    form = request.state.form or {}
    specials = {
        int(number): value
        for number, value in fields(request, "khusus.").items()
        if number.isdecimal()
    }
    title = text(request, "judul") if "judul" in form else None
    body = text(request, "isi") if "isi" in form else None
    data = editing.merged(before, title, body, fields(request, "kepala."), specials)
    told = fields(request, "alt.")
    for photo in pictures.read(data) if told else ():
        if photo.name in told:
            data = pictures.describe(data, photo.name, told[photo.name], photo.caption)
    return data


def check(request: Request) -> Response:
    """POST …/periksa: the findings in what stands in the form, saved or not."""
    found = draft_of(request)
    try:
        data = edited(request, found.text)
    except EditError as error:
        raise Refusal(str(error), 422) from None
    return JSONResponse(
        {"temuan": [finding.as_json() for finding in checked(request, found, data)]}
    )


def checked(request: Request, found: Draft, data: bytes) -> tuple[Finding, ...]:
    """The findings in these bytes as the text of this draft."""
    desk, session = desk_of(request), session_of(request)
    photographs = desk.shown_photographs(session, found.id) if found.photographs else {}
    return desk.checking.findings(data, found.path, photographs)


def permit(request: Request) -> Response:
    """GET and POST …/izin: name and office come from the session, the reason from the form."""
    id, code = request.path_params["id"], request.query_params.get("kode", "")
    if request.method == "POST":
        reason = " ".join(text(request, "alasan").split())
        if not reason:
            raise Refusal("Tulis alasannya; tanpa alasan izin tidak berlaku.", 422)
        desk_of(request).permit(session_of(request), id, text(request, "kode"), reason)
        return to(f"/naskah/{id}")
    found = draft_of(request)
    findings = [
        finding for finding in checked(request, found, found.text) if finding.problem.code == code
    ]
    if not findings or findings[0].is_absolute:
        raise Refusal("Temuan ini tidak dapat diberi izin; perbaiki teksnya.", 422)
    return page(request, "izin.html", draft=found, finding=findings[0], code=code)


def details(request: Request) -> Response:
    """GET …/rincian."""
    found = draft_of(request)
    try:
        known = editing.open_text(found.text).fields
    except EditError as error:
        raise Refusal(str(error), 422) from None
    return page(
        request,
        "rincian.html",
        draft=found,
        inputs=[
            *(input_of(request, known, key) for key in COMMON),
            *kind_inputs(request, known),
        ],
        key=new_key(),
    )


def _told(doubt: str) -> tuple[str, str]:
    """A doubt without the path of a file, and the code of the release that it names."""
    named = _NAMED.search(doubt)
    return (_NAMED.sub(named[1], doubt), named[1]) if named else (doubt, "")


def _onward(request: Request, id: str) -> str:
    """Where a form that was saved leads: the next screen, as its button said."""
    onward = text(request, "lanjut")
    places = {"pratinjau": "lihat", "rincian": "rincian", "jadwal": "kirim", "pisah": "pisahkan"}
    if onward in places:
        return f"/naskah/{id}/{places[onward]}"
    if onward.startswith("izin:"):
        return f"/naskah/{id}/izin?kode={quote(onward.removeprefix('izin:'))}"
    if onward.startswith("foto:"):
        return f"/naskah/{id}/foto/{quote(onward.removeprefix('foto:'))}"
    return f"/naskah/{id}{'?sunting=1' if text(request, 'sunting') else ''}"
