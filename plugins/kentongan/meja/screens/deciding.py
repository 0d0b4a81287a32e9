"""Deeds over a draft: send, return, approve, publish now or at a time; and what came of it."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.meja import guard, lists
from kentongan.meja.errors import Refusal
from kentongan.meja.screens.asking import desk_of, session_of, text, to
from kentongan.meja.screens.rendering import page
from kentongan.meja.screens.writing import checked, unit_name
from kentongan.meja.values import Draft, Job

# Deeds by the last part of their address, with the words of their buttons.
DEEDS = {
    "kirim": "Kirim untuk disetujui",
    "kembalikan": "Kembalikan",
    "setujui": "Setujui saja",
    "terbitkan": "Terbitkan",
    "jadwalkan": "Jadwalkan",
    "batal-jadwal": "Batalkan jadwal",
    "terbitkan-darurat": "Terbitkan mendesak",
    "sahkan": "Sahkan",
    "ulangi": "Coba terbitkan lagi",
    "buang": "Buang naskah",
    "pulihkan": "Pulihkan naskah",
}


def sending(request: Request) -> Response:
    """GET …/kirim: the last look before a text goes on."""
    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    findings = checked(request, found, found.text)
    return page(
        request,
        "kirim.html",
        draft=found,
        findings=findings,
        errors=[finding for finding in findings if finding.is_error],
        main=next((deed for deed in ("terbitkan", "kirim") if deed in found.deeds), ""),
        two_persons=desk.two_persons,
        unit=unit_name(request, found.unit),
    )


def act(request: Request) -> Response:
    """POST …/<deed>."""
    desk, session = desk_of(request), session_of(request)
    id, deed = request.path_params["id"], request.path_params["deed"]
    if deed not in DEEDS:
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
    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    if guard.wants_json(request):
        return JSONResponse(_told(found))
    if found.job is None and found.state not in ("antre", "terbit", "terjadwal"):
        return to(f"/naskah/{found.id}")  # nothing is being published, or not any more
    return page(
        request,
        "menerbitkan.html",
        draft=found,
        job=found.job,
        address=address_of(found),
        view=desk.page_of(found.code),
        after=lists.AFTER.get(found.purpose, ""),
        qr=_qr(address_of(found)) if found.state == "terbit" else (),
        refresh=_is_running(found) and request.query_params.get("diam") != "1",
    )


def address_of(found: Draft) -> str:
    return (found.job.address if found.job else "") or found.address


def _is_running(found: Draft) -> bool:
    return bool(found.job) and found.job.state in ("antre", "berjalan")  # type: ignore[union-attr]


def _told(found: Draft) -> dict[str, object]:
    job: Job | None = found.job
    return {
        "keadaan": found.state,
        "pekerjaan": job.state if job else "",
        "kalimat": job.sentence if job else "",
        "alamat": address_of(found),
        "langkah": [
            {"nama": step.name, "label": step.label, "keadaan": step.state}
            | {"selesai": step.done, "dari": step.of}
            for step in (job.steps if job else ())
        ],
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
