"""The screen of a refusal: one sentence, and the way on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kentongan.meja.errors import Refusal


def page_of(request: Request, refusal: Refusal) -> Response:
    """The page that says why a request was not carried out."""
    return PlainTextResponse(str(refusal), refusal.status)
