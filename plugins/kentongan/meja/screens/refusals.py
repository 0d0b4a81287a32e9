"""The screen of a refusal: one sentence, and the way on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kentongan.meja.errors import Refusal
from kentongan.meja.screens import rendering


def page_of(request: Request, refusal: Refusal) -> Response:
    """The page that says why a request was not carried out."""
    back = request.headers.get("referer", "")
    own = str(request.base_url)
    return rendering.page(
        request,
        "keliru.html",
        status=refusal.status,
        sentence=str(refusal),
        back=back.removeprefix(own.rstrip("/")) if back.startswith(own) else "/",
        code=refusal.status,
    )
