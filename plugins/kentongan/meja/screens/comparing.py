"""The versions of a text: their list, two of them side by side, and what is chosen of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.meja import differing, guard, workflow
from kentongan.meja.screens.asking import desk_of, draft_of, fields, new_key, session_of, text, to
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Conflict, Version


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
    return page(
        request,
        "beda.html",
        draft=found,
        old=by.get(old),
        new=by.get(new),
        parts=parts,
        chosen=_chosen(request, found.id, by.get(old), parts),
        may_choose=found.state in workflow.OPEN,
        key=new_key(),
    )


def _chosen(
    request: Request, id: str, old: Version | None, parts: Sequence[differing.Part]
) -> Mapping[int, str]:
    """The side of each part that is chosen already: the one that alone was changed.

    None is where both changed the same, or where a text that was kept aside does not say what it
    was written on: nobody's words are let go of unseen.
    """
    if old is None or not old.is_aside:
        return {part.number: differing.NEW for part in parts if part.number is not None}
    if not old.base:
        return {}
    desk, session = desk_of(request), session_of(request)
    changed = differing.changed_by(parts, desk.version(session, id, old.base))
    return {number: min(sides) for number, sides in changed.items() if len(sides) == 1}


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
