"""Writing: the text with its findings, saving, permits, details, two people on one text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.domain import dates
from kentongan.domain.release import KINDS, VERDICTS
from kentongan.meja import access, editing, guard, parting, pictures
from kentongan.meja.editing import EditError
from kentongan.meja.errors import Refusal
from kentongan.meja.findings import Finding
from kentongan.meja.screens.asking import desk_of, fields, new_key, session_of, text, to
from kentongan.meja.screens.rendering import hour, page
from kentongan.meja.values import Conflict, Draft

# Where a text may still be changed by the one who reads it.
WRITABLE = ("draf", "dikembalikan", "dikirim", "disetujui", "terjadwal")
READ_FIRST = ("dikirim", "disetujui", "terjadwal")
# The fields that a kind brings, with the words beside them.
_EARLIER = 5  # versions that are asked who wrote a paragraph
_PERSON = ("Nama", "Ciri", "Status-Kasus", "Berlaku-Sampai", "Nomor-Kasus", "Kontak")
_VALID = ("Berlaku-Mulai", "Berlaku-Sampai")
OF_KIND: Mapping[str, tuple[str, ...]] = {
    "orang-hilang": _PERSON,
    "dpo": _PERSON,
    "klarifikasi": ("Klaim", "Putusan", "Sumber-Klaim", "Bukti"),
    "lalu-lintas": _VALID,
    "pengumuman": _VALID,
    "imbauan": ("Berlaku-Sampai",),
}
COMMON = ("Satuan", "Tanggal", "Jenis", "Tag", "Kejadian", "Lokasi", "Ringkasan", "Narasumber")
LABELS = {
    "Judul": "Judul", "Satuan": "Satuan", "Tanggal": "Tanggal rilis", "Jenis": "Jenis",
    "Tag": "Topik (pisahkan dengan koma)", "Kejadian": "Kapan terjadi", "Lokasi": "Tempat",
    "Ringkasan": "Ringkasan", "Narasumber": "Narasumber (satu orang satu baris)",
    "Nama": "Nama yang dicari", "Ciri": "Ciri-ciri", "Status-Kasus": "Status pencarian",
    "Berlaku-Mulai": "Berlaku mulai", "Berlaku-Sampai": "Berlaku sampai",
    "Nomor-Kasus": "Nomor laporan", "Kontak": "Nomor yang dihubungi", "Klaim": "Kabar yang beredar",
    "Putusan": "Putusan", "Sumber-Klaim": "Kabar itu beredar di",
    "Bukti": "Bukti (satu sumber satu baris)",
}  # fmt: skip
HINTS = {
    "Tanggal": "Misalnya 26 November 2026, 14.30 WIB",
    "Narasumber": "Misalnya Kapolsek Kraton | AKP | Safiudin | S.Pd.",
    "Berlaku-Sampai": "Misalnya 28 Februari 2027",
}
CASE_STATES = {"dicari": "Masih dicari", "ditemukan": "Sudah ditemukan", "selesai": "Selesai"}
_ENDED = tuple(pair for pair in CASE_STATES.items() if pair[0] != "dicari")
_NAMED = re.compile(r"(\w{3}-\w{3}-\w{3}) \(rilis/[^)]*\)")
_OTHER_KINDS = tuple(pair for pair in KINDS.items() if pair[0] != "siaran-pers")
LONG = ("Narasumber", "Bukti", "Ciri", "Ringkasan", "Klaim")


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the front matter on a screen. `options` make it a choice."""

    key: str
    label: str
    value: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    is_long: bool = False


def draft(request: Request) -> Response:
    """GET /naskah/<id>: what the state of a text asks for."""
    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    if found.state in ("antre", "terbit") and (found.job or found.state == "terbit"):
        return to(f"/naskah/{found.id}/menerbitkan")
    is_writing = request.query_params.get("sunting") == "1"
    if found.state == "dibuang" or (found.state in READ_FIRST and not is_writing):
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
        two_persons=desk.two_persons,
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
    kind = opened.fields.get("Jenis", "") or "siaran-pers"
    own = [input_of(request, opened.fields, key) for key in OF_KIND.get(kind, ())]
    known = {field.key for field in own} | {"Judul"}
    questions = [
        (question, input_of(request, opened.fields, question.key, question.proposal))
        for question in asked.questions
        if question.key in LABELS
    ]
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
        questions=[pair for pair in questions if pair[1].key != "Judul"],
        own=[field for field in own if field.key not in {q[1].key for q in questions}],
        doubts=[_told(doubt) for doubt in asked.doubts],
        two=parting.DOUBT,
        findings=checked(request, found, found.text),
        unit=unit_name(request, opened.fields.get("Satuan", "") or found.unit),
        kind=KINDS.get(kind, kind),
        day=opened.fields.get("Tanggal", ""),
        main=main_deed(found),
        sentence=sentence,
        known=known,
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
    found = desk.draft(session, request.path_params["id"])
    base = text(request, "rev", str(found.rev))
    if not base.isdecimal():
        raise Refusal("Nomor versi tidak terbaca; muat ulang halaman ini.", 422)
    rev = int(base)
    before = found.text if rev == found.rev else desk.version(session, found.id, rev)
    try:
        data = edited(request, before)
    except EditError as error:
        raise Refusal(str(error), 422) from None
    key = text(request, "kunci") or new_key()
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
    captions = fields(request, "keterangan.")
    known = {photo.name: photo for photo in pictures.read(data)} if fields(request, "alt.") else {}
    for name, alt in fields(request, "alt.").items():
        if photo := known.get(name):
            caption = captions.get(name, photo.caption)
            data = pictures.describe(data, name, alt, caption, photo.credit)
    return data


def check(request: Request) -> Response:
    """POST …/periksa: the findings in what stands in the form, saved or not."""
    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    try:
        data = edited(request, found.text)
    except EditError as error:
        raise Refusal(str(error), 422) from None
    return JSONResponse(
        {"temuan": [finding.as_json() for finding in checked(request, found, data)]}
    )


def checked(request: Request, found: Draft, data: bytes) -> tuple[Finding, ...]:
    desk, session = desk_of(request), session_of(request)
    photographs = desk.shown_photographs(session, found.id) if found.photographs else {}
    return desk.checking.findings(data, found.path, photographs)


def permit(request: Request) -> Response:
    """GET and POST …/izin: name and office come from the session, the reason from the form."""
    desk, session = desk_of(request), session_of(request)
    id, code = request.path_params["id"], request.query_params.get("kode", "")
    if request.method == "POST":
        reason = " ".join(text(request, "alasan").split())
        if not reason:
            raise Refusal("Tulis alasannya; tanpa alasan izin tidak berlaku.", 422)
        desk.permit(session, id, text(request, "kode"), reason)
        return to(f"/naskah/{id}")
    found = desk.draft(session, id)
    findings = [
        finding for finding in checked(request, found, found.text) if finding.problem.code == code
    ]
    if not findings or findings[0].is_absolute:
        raise Refusal("Temuan ini tidak dapat diberi izin; perbaiki teksnya.", 422)
    return page(request, "izin.html", draft=found, finding=findings[0], code=code)


def details(request: Request) -> Response:
    """GET …/rincian."""
    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    try:
        known = editing.open_text(found.text).fields
    except EditError as error:
        raise Refusal(str(error), 422) from None
    kind = known.get("Jenis", "") or "siaran-pers"
    keys = (*COMMON, *OF_KIND.get(kind, ()))
    return page(
        request,
        "rincian.html",
        draft=found,
        inputs=[input_of(request, known, key) for key in keys],
        key=new_key(),
    )


def history(request: Request) -> Response:
    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    return page(request, "riwayat.html", draft=found, versions=desk.versions(session, found.id))


def difference(request: Request) -> Response:
    """GET …/beda/<a>/<b>: two versions beside each other, a choice for each paragraph."""
    from kentongan.meja import differing

    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    old, new = request.path_params["a"], request.path_params["b"]
    versions = desk.version(session, found.id, old), desk.version(session, found.id, new)
    by = {version.rev: version for version in desk.versions(session, found.id)}
    parts = differing.parts(*versions)
    is_conflict = old in by and by[old].is_aside
    before = sorted(rev for rev, version in by.items() if rev < new and not version.is_aside)
    earlier = [desk.version(session, found.id, rev) for rev in before[-_EARLIER:]]
    return page(
        request,
        "beda.html",
        draft=found,
        old=by.get(old),
        new=by.get(new),
        parts=parts,
        own=differing.written(parts, earlier) if is_conflict else (),
        may_choose="simpan" in request.query_params or found.state in WRITABLE,
        key=new_key(),
    )


def choose(request: Request) -> Response:
    """POST …/beda/<a>/<b>: the text of the chosen paragraphs, saved over <b>."""
    from kentongan.meja import differing

    desk, session = desk_of(request), session_of(request)
    found = desk.draft(session, request.path_params["id"])
    old, new = request.path_params["a"], request.path_params["b"]
    first, second = desk.version(session, found.id, old), desk.version(session, found.id, new)
    chosen = {int(n): side for n, side in fields(request, "pilih.").items() if n.isdecimal()}
    data = differing.chosen(first, second, chosen)
    # Over what was looked at: where someone has saved since, the two are laid side by side again.
    saved = desk.save(session, found.id, new, text(request, "kunci"), data)
    if isinstance(saved, Conflict):
        return conflict(request, found.id, saved)
    return to(f"/naskah/{found.id}")


def input_of(request: Request, known: Mapping[str, str], key: str, proposal: str = "") -> Input:
    """A field of the front matter as an input; a proposal stands in one that is empty."""
    value = known.get(key, "") or proposal
    options: tuple[tuple[str, str], ...] = ()
    if key == "Satuan":
        options = _units(request, value)
    elif key == "Jenis":
        options = tuple(KINDS.items()) if value else (("", KINDS["siaran-pers"]), *_OTHER_KINDS)
    elif key == "Putusan":
        options = (("", "Pilih putusan"), *VERDICTS.items())
    elif key == "Status-Kasus":
        options = tuple(CASE_STATES.items()) if value else (("", "Masih dicari"), *_ENDED)
    if options and value and value not in dict(options):
        options = ((value, value), *options)
    hint = HINTS.get(key, "").replace("WIB", dates.zone_name(desk_of(request).clock()))
    return Input(key, LABELS.get(key, key), value, hint, options, key in LONG)


def unit_name(request: Request, written: str) -> str:
    unit = desk_of(request).units.get(written)
    return unit.name if unit else written


def _units(request: Request, value: str) -> tuple[tuple[str, str], ...]:
    """The units that this person may write for, by slug."""
    desk, person = desk_of(request), session_of(request).person
    own = [
        (unit.slug, unit.name)
        for unit in desk.units
        if access.may(person, "penulis", unit.slug, desk.units)
    ]
    known = {slug for slug, _ in own}
    found = next((unit for unit in desk.units if value in (unit.slug, unit.name)), None)
    if value and value not in known:
        own.insert(0, (value, found.name if found else value))
    return tuple(own) if value else (("", "Pilih satuan"), *own)


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


def conflict(request: Request, id: str, saved: Conflict) -> Response:
    """Someone saved first: both texts are laid side by side."""
    place = f"/naskah/{id}/beda/{saved.kept}/{saved.rev}"
    sentence = f"{saved.by} sudah menyimpan naskah ini. Tulisan Anda tetap tersimpan."
    if guard.wants_json(request):
        return JSONResponse(
            {"rev": saved.rev, "disimpan": saved.kept, "oleh": saved.by}
            | {"tuju": place, "pesan": sentence},
            409,
        )
    return to(place)
