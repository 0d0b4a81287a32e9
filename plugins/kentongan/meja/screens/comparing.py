"""The versions of a text: their list, two of them side by side, and what is chosen of both."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.meja import differing, guard, workflow
from kentongan.meja.screens.asking import desk_of, draft_of, fields, new_key, session_of, text, to
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Conflict

_EARLIER = 5  # versions that are asked who wrote a paragraph


def history(request: Request) -> Response:
    """GET …/riwayat."""
    found = draft_of(request)
    versions = desk_of(request).versions(session_of(request), found.id)
    return page(request, "riwayat.html", draft=found, versions=versions)


def difference(request: Request) -> Response:
    """GET …/beda/<a>/<b>: two versions beside each other, a choice for each paragraph."""
    desk, session = desk_of(request), session_of(request)
    found = draft_of(request)
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
        may_choose=found.state in workflow.OPEN,
        key=new_key(),
    )


def choose(request: Request) -> Response:
    """POST …/beda/<a>/<b>: the text of the chosen paragraphs, saved over <b>."""
    desk, session = desk_of(request), session_of(request)
    found = draft_of(request)
    old, new = request.path_params["a"], request.path_params["b"]
    first, second = desk.version(session, found.id, old), desk.version(session, found.id, new)
    sides = {
        int(number): side
        for number, side in fields(request, "pilih.").items()
        if number.isdecimal()
    }
    data = differing.chosen(first, second, sides)
    # Over what was looked at: where someone has saved since, the two are laid side by side again.
    saved = desk.save(session, found.id, new, text(request, "kunci"), data)
    if isinstance(saved, Conflict):
        return conflict(request, found.id, saved)
    return to(f"/naskah/{found.id}")


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
