"""People, settings and the state of the desk, for those who run it."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kentongan.meja import access
from kentongan.meja.errors import Refusal
from kentongan.meja.screens.asking import desk_of, session_of, text, to
from kentongan.meja.screens.rendering import page
from kentongan.newsroom.browser_desk import ROLES, RoleName

ROLE_WORDS = {
    "penulis": "Penulis: menulis dan mengirim",
    "penyunting": "Penyunting: juga menyetujui dan menerbitkan",
    "pengelola": "Pengelola: juga mengatur orang",
}

ALL = "semua"  # of the units, in the form of an invitation


def people(request: Request, link: str = "", name: str = "") -> Response:
    """GET /orang; with a link that has just been made for the person of this name."""
    desk, session = desk_of(request), session_of(request)
    me = session.person
    units = [
        (unit.slug, unit.name)
        for unit in desk.units
        if access.may(me, "pengelola", unit.slug, desk.units)
    ]
    if any(role.name == "pengelola" and not role.unit for role in me.roles):
        units.append((ALL, "Semua satuan"))
    return page(
        request,
        "orang.html",
        people=desk.people(session),
        units=units,
        unit_names={unit.slug: unit.name for unit in desk.units} | {"": "semua satuan"},
        roles=ROLE_WORDS,
        link=link,
        name=name,
        done=request.query_params.get("kabar", ""),
    )


def people_deed(request: Request) -> Response:
    """POST /orang/<deed>: undang, pulihkan, nonaktifkan."""
    desk, session = desk_of(request), session_of(request)
    deed = request.path_params["deed"]
    if deed == "undang":
        name, office = text(request, "nama").strip(), text(request, "jabatan").strip()
        if not name or not office:
            raise Refusal("Tulis nama dan jabatannya.", 422)
        role = _role(text(request, "peran"))
        unit = text(request, "satuan")
        if not unit:
            raise Refusal("Pilih satuannya.", 422)
        person, link = desk.invite(session, name, office, role, "" if unit == ALL else unit)
        return people(request, link, person.name)
    number = text(request, "id")
    if not number.isdecimal():
        raise Refusal("Orang itu tidak dikenal.", 404)
    if deed == "pulihkan":
        link = desk.recover(session, int(number))
        return people(request, link, text(request, "nama"))
    if deed == "nonaktifkan":
        desk.deactivate(session, int(number))
        return to("/orang?kabar=" + quote("Sudah dinonaktifkan."))
    raise Refusal("Perbuatan itu tidak ada.", 404)


def settings(request: Request) -> Response:
    """GET /pengaturan: what is set, and where it is changed."""
    desk = desk_of(request)
    desk.people(session_of(request))  # refuses others
    chosen = desk.settings
    rows = (
        ("Disetujui orang kedua", "ya" if desk.two_persons else "tidak", "HUMAS_MEJA_DUA_ORANG"),
        ("Alamat situs umum", desk.public_address or "belum diatur", "SITEURL"),
        ("Alamat meja ini", desk.origin, "HUMAS_MEJA_ASAL"),
        ("Draf disimpan", f"{chosen.simpan_naskah} hari", "HUMAS_MEJA_SIMPAN_NASKAH"),
        ("Foto asli disimpan", f"{chosen.simpan_foto} hari", "HUMAS_MEJA_SIMPAN_FOTO"),
        ("Undangan berlaku", f"{chosen.jam_undangan} jam", "HUMAS_MEJA_JAM_UNDANGAN"),
        ("Tetap masuk", f"{chosen.hari_sesi} hari", "HUMAS_MEJA_HARI_SESI"),
    )
    return page(request, "pengaturan.html", rows=rows)


def condition(request: Request) -> Response:
    """GET /keadaan."""
    return page(request, "keadaan.html", rows=desk_of(request).health(session_of(request)))


def _role(written: str) -> RoleName:
    for role in ROLES:
        if role == written:
            return role
    raise Refusal("Pilih perannya.", 422)
