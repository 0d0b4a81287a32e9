"""Deeds over a draft: send, return, approve, publish now or at a time; and what came of it."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.meja import guard, lists, workflow
from kentongan.meja.errors import Refusal
from kentongan.meja.screens.asking import desk_of, draft_of, session_of, text, to
from kentongan.meja.screens.inputs import unit_name
from kentongan.meja.screens.rendering import page
from kentongan.meja.screens.writing import checked, main_deed
from kentongan.meja.values import Draft, Job


def sending(request: Request) -> Response:
    """GET …/kirim: the last look before a text goes on."""
    found = draft_of(request)
    findings = checked(request, found, found.text)
    return page(
        request,
        "kirim.html",
        draft=found,
        findings=findings,
        errors=[finding for finding in findings if finding.is_error],
        main=main_deed(found),
        two_persons=desk_of(request).two_persons,
        unit=unit_name(request, found.unit),
    )


def act(request: Request) -> Response:
    """POST …/<deed>."""
    desk, session = desk_of(request), session_of(request)
    id, deed = request.path_params["id"], request.path_params["deed"]
    if deed not in workflow.OFFERED:
        raise Refusal("Perbuatan itu tidak ada.", 404)
    note = text(request, "catatan").strip()
    if deed == "kembalikan" and not note:
        raise Refusal("Tulis apa yang perlu diperbaiki, supaya penulisnya tahu.", 422)
    day_and_hour = [text(request, "hari").strip(), text(request, "jam").strip()]
    at = " ".join(day_and_hour) if all(day_and_hour) else text(request, "waktu")
    if deed == "jadwalkan" and not at:
        raise Refusal("Isi hari dan jamnya dahulu.", 422)
    found = desk.act(
        session,
        id,
        deed,
        digest=text(request, "sidik"),
        note=note,
        at=at,
        emergency=text(request, "darurat").strip(),
    )
    place = place_after(found, deed)
    if guard.wants_json(request):
        return JSONResponse({"keadaan": found.state, "tuju": place})
    return to(place)


def place_after(found: Draft, deed: str) -> str:
    if deed == "buang":
        return "/?kabar=" + quote("Naskah dibuang. Anda dapat memulihkannya lewat Cari.")
    if found.state in ("antre", "terbit"):
        return f"/naskah/{found.id}/menerbitkan"
    return f"/naskah/{found.id}"


def publishing(request: Request) -> Response:
    """GET …/menerbitkan: live steps, then the address; a failure in a sentence."""
    found = draft_of(request)
    if guard.wants_json(request):
        return JSONResponse(_told(found))
    if found.job is None and found.state not in ("antre", "terbit", "terjadwal"):
        return to(f"/naskah/{found.id}")  # nothing is being published, or not any more
    return page(
        request,
        "menerbitkan.html",
        draft=found,
        job=found.job,
        address=found.address,
        view=desk_of(request).page_of(found.code),
        after=lists.AFTER.get(found.purpose, ""),
        qr=_qr(found.address),
        refresh=_is_running(found.job) and request.query_params.get("diam") != "1",
    )


def _is_running(job: Job | None) -> bool:
    return job is not None and job.state in ("antre", "berjalan")


def _told(found: Draft) -> dict[str, object]:
    job = found.job
    return {
        "keadaan": found.state,
        "pekerjaan": job.state if job else "",
        "kalimat": job.sentence if job else "",
        "alamat": found.address,
        "langkah": [step.as_json() for step in (job.steps if job else ())],
    }


def _qr(address: str) -> tuple[str, ...]:
    """The rows of a QR code, as paths of an SVG: nothing is drawn by a script."""
    if not address:
        return ()
    import segno

    matrix = segno.make(address, micro=False, error="m").matrix
    return tuple(
        "".join(f"M{x} {y}h1v1h-1z" for x, dark in enumerate(row) if dark)
        for y, row in enumerate(matrix)
    )
