"""The life of a release after its publication."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kentongan.domain import addresses
from kentongan.manuscripts.editing import EditError
from kentongan.meja import editing
from kentongan.meja.errors import Refusal
from kentongan.meja.screens.asking import desk_of, session_of, text, to
from kentongan.meja.screens.inputs import unit_name
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Released

# The kinds of a withdrawal in plain words.
KINDS = {
    "salah": ("Isinya keliru", "Judul tetap tampak, isinya tidak, dengan alasan pencabutan."),
    "digabung": ("Digabung dengan rilis lain", "Pembaca diantar ke rilis yang satunya."),
    "tetap": ("Tidak berlaku lagi", "Isi tetap dapat dibaca di bawah pemberitahuan."),
    "privasi": ("Melindungi seseorang", "Judul dan isi hilang seluruhnya, segera."),
    "putusan": ("Perintah pengadilan", "Judul dan isi hilang seluruhnya, segera."),
}
# What was decided about a release, in its history.
PAST = {
    "baru": "Terbit",
    "perbarui": "Diperbarui",
    "ralat": "Diralat",
    "cabut": "Dicabut",
    "cabut-privasi": "Dicabut demi seseorang",
    "cabut-putusan": "Dicabut karena putusan",
    "batal-cabut": "Pencabutan dibatalkan",
    "tutup": "Pencarian ditutup",
    "buka-lagi": "Pencarian dibuka lagi",
}
# The fields that a deed takes, by their names in the form.
FIELDS = {
    "ralat": ("keliru", "benar"),
    "perbarui": (),
    "cabut": ("jenis", "alasan", "ke"),
    "batal-cabut": (),
    "tutup": ("status",),
    "buka-lagi": ("sampai",),
    "hak-jawab": ("teks",),
}
# Deeds with a screen of their own that asks for more.
ASKING = ("ralat", "cabut", "tutup", "buka-lagi", "hak-jawab")


def release(request: Request) -> Response:
    """GET /rilis/<KODE>."""
    found = _found(request)
    desk = desk_of(request)
    return page(
        request,
        "rilis.html",
        release=found,
        unit=unit_name(request, found.unit),
        address=f"{desk.public_address}{addresses.code(found.code)}",
        view=desk.page_of(found.code),
        text=_opened(found)[1],
        past_words=PAST,
    )


def asking(request: Request) -> Response:
    """GET /rilis/<KODE>/<deed>: the screen of a deed that asks for more."""
    found, deed = _found(request), request.path_params["deed"]
    if deed not in ASKING:
        raise Refusal("Halaman ini tidak ada.", 404)
    if deed not in found.deeds:
        raise Refusal("Perbuatan ini tidak dapat Anda lakukan pada rilis ini sekarang.", 403)
    today = desk_of(request).clock().date()
    title, words = _opened(found)
    return page(
        request,
        f"{deed}.html",
        release=found,
        stored_title=title,
        text=words,
        kinds=KINDS,
        kind=request.query_params.get("jenis", ""),
        today=today,
        two_persons=desk_of(request).two_persons,
        until=found.until if found.until and found.until.date() >= today else None,
    )


def act(request: Request) -> Response:
    """POST /rilis/<KODE>/<deed>."""
    code, deed = request.path_params["code"], request.path_params["deed"]
    if deed not in FIELDS:
        raise Refusal("Perbuatan itu tidak ada.", 404)
    if deed == "cabut" and text(request, "yakin") != "ya":
        raise Refusal("Centang dahulu bahwa Anda yakin; pencabutan tampak bagi semua orang.", 422)
    values = {name: text(request, name).strip() for name in FIELDS[deed]}
    done = desk_of(request).afterwards(session_of(request), code, deed, **values)
    running = done.state in ("antre", "terbit")
    return to(f"/naskah/{done.draft}{'/menerbitkan' if running else ''}")


def _found(request: Request) -> Released:
    return desk_of(request).release(session_of(request), request.path_params["code"])


def _opened(found: Released) -> tuple[str, str]:
    """Title and text of the file, whatever of them the public may see."""
    try:
        opened = editing.open_text(found.text)
    except EditError:
        return "", ""
    return opened.title, opened.text
