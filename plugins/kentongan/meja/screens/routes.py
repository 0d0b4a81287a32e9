"""The addresses of the screens."""

from __future__ import annotations

from starlette.routing import Route

from kentongan.domain import addresses
from kentongan.meja.screens import (
    comparing,
    deciding,
    doors,
    home,
    looking,
    parting,
    photo,
    releases,
    running,
    shell,
    writing,
)

_GET, _POST, _PUT = ["GET"], ["POST"], ["PUT"]
_BOTH = ["GET", "POST"]
_DRAFT = "/naskah/{id}"
_RELEASE = "/rilis/{code}"

ROUTES: list[Route] = [
    Route("/masuk", doors.sign_in, methods=_BOTH),
    Route("/masuk/kunci", doors.passkey_in, methods=_BOTH),
    Route("/keluar", doors.sign_out, methods=_POST),
    Route("/undangan/{token}", doors.invitation, methods=_BOTH),
    Route("/saya", doors.me, methods=_GET),
    Route("/saya/kunci", doors.my_passkey, methods=_BOTH),
    Route("/saya/{deed}", doors.my_deed, methods=_POST),
    Route("/aset/{digest}/{name}", shell.asset, methods=_GET),
    Route("/manifest.webmanifest", shell.manifest, methods=_GET),
    Route("/sw.js", shell.service_worker, methods=_GET),
    Route("/luring", shell.offline, methods=_GET),
    Route("/", home.home, methods=_GET),
    Route("/bagikan", home.share, methods=_POST),
    Route("/terima", home.several, methods=_GET),
    Route("/cari", home.search, methods=_GET),
    Route(_DRAFT, writing.draft, methods=_GET),
    Route(f"{_DRAFT}/simpan", writing.save, methods=_POST),
    Route(f"{_DRAFT}/periksa", writing.check, methods=_POST),
    Route(f"{_DRAFT}/izin", writing.permit, methods=_BOTH),
    Route(f"{_DRAFT}/rincian", writing.details, methods=_GET),
    Route(f"{_DRAFT}/riwayat", comparing.history, methods=_GET),
    Route(f"{_DRAFT}/beda/{{a:int}}/{{b:int}}", comparing.difference, methods=_GET),
    Route(f"{_DRAFT}/beda/{{a:int}}/{{b:int}}", comparing.choose, methods=_POST),
    Route(f"{_DRAFT}/pisahkan", parting.asking, methods=_GET),
    Route(f"{_DRAFT}/pisahkan", parting.part, methods=_POST),
    Route(f"{_DRAFT}/foto", photo.add, methods=_POST),
    Route(f"{_DRAFT}/foto/{{name}}", photo.put, methods=_PUT),
    Route(f"{_DRAFT}/foto/{{name}}", photo.show, methods=_GET),
    Route(f"{_DRAFT}/foto/{{name}}", photo.change, methods=_POST),
    Route(f"{_DRAFT}/foto/{{name}}/wajah", photo.proposals, methods=_GET),
    Route(f"{_DRAFT}{addresses.PICTURES}{{name}}", photo.picture, methods=_GET),
    Route(f"{_DRAFT}/lihat", looking.look, methods=_GET),
    Route(f"{_DRAFT}/pratinjau/{{path:path}}", looking.preview, methods=_GET),
    Route(f"{_DRAFT}/kirim", deciding.sending, methods=_GET),
    Route(f"{_DRAFT}/menerbitkan", deciding.publishing, methods=_GET),
    Route(f"{_DRAFT}/{{deed}}", deciding.act, methods=_POST),
    Route(_RELEASE, releases.release, methods=_GET),
    Route(f"{_RELEASE}/{{deed}}", releases.asking, methods=_GET),
    Route(f"{_RELEASE}/{{deed}}", releases.act, methods=_POST),
    Route("/orang", running.people, methods=_GET),
    Route("/orang/{deed}", running.people_deed, methods=_POST),
    Route("/pengaturan", running.settings, methods=_GET),
    Route("/keadaan", running.condition, methods=_GET),
    # What the page of a preview loads, by its own addresses.
    Route("/{path:path}", looking.beneath, methods=_GET),
]
