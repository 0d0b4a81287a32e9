"""Ways in and out: sign in, invitation, passkeys, one's own devices."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kentongan.meja import guard
from kentongan.meja.errors import Refusal
from kentongan.meja.screens.asking import (
    address_of,
    desk_of,
    device_of,
    is_inside_whatsapp,
    session_of,
    text,
    to,
)
from kentongan.meja.screens.rendering import page
from kentongan.meja.values import Invitation


def sign_in(request: Request) -> Response:
    """GET and POST /masuk."""
    if request.method == "GET":
        return to("/") if request.state.session else _door(request)
    desk = desk_of(request)
    name = text(request, "nama")
    try:
        ticket = desk.sign_in(name, text(request, "sandi"), address_of(request), device_of(request))
    except Refusal as refusal:
        if guard.wants_json(request):
            raise
        return _door(request, str(refusal), name, refusal.status)
    response = to(guard.destination(desk, request))
    guard.welcome(desk, response, ticket)
    return response


def passkey_in(request: Request) -> Response:
    """GET and POST /masuk/kunci, for scripts."""
    desk = desk_of(request)
    if request.method == "GET":
        return JSONResponse(_plain(desk.passkey_to_ask()))
    answer = (request.state.body or b"").decode("utf-8", "replace")
    ticket = desk.sign_in_with_passkey(answer, address_of(request), device_of(request))
    response = JSONResponse({"tuju": guard.destination(desk, request)})
    guard.welcome(desk, response, ticket)
    return response


def sign_out(request: Request) -> Response:
    desk = desk_of(request)
    desk.sign_out(session_of(request), everywhere=text(request, "semua") == "ya")
    response = to("/masuk")
    guard.farewell(desk, response)
    return response


def invitation(request: Request) -> Response:
    """GET shows the page, only POST spends the link: messengers fetch what they show."""
    desk, token = desk_of(request), request.path_params["token"]
    invited = desk.invitation(token)
    if request.method == "GET":
        return _invited(request, invited)
    password = text(request, "sandi")
    try:
        ticket = desk.accept(token, password, address_of(request), device_of(request))
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _invited(request, invited, str(refusal), refusal.status)
    response = to("/saya?baru=1")
    guard.welcome(desk, response, ticket)
    return response


def me(request: Request) -> Response:
    """GET /saya."""
    desk, session = desk_of(request), session_of(request)
    return page(
        request,
        "saya.html",
        devices=desk.devices(session),
        passkeys=desk.passkeys(session),
        is_new=request.query_params.get("baru") == "1",
        is_inside=is_inside_whatsapp(request),
        done=request.query_params.get("kabar", ""),
    )


def my_deed(request: Request) -> Response:
    """POST /saya/<deed>: sandi, perangkat, hapus-kunci."""
    desk, session = desk_of(request), session_of(request)
    deed = request.path_params["deed"]
    if deed == "sandi":
        desk.change_password(session, text(request, "lama"), text(request, "sandi"))
        return to("/saya?kabar=Kata+sandi+sudah+diganti.")
    number = text(request, "id")
    if not number.isdecimal():
        raise Refusal("Perangkat itu tidak dikenal.", 404)
    if deed == "perangkat":
        desk.forget_device(session, int(number))
    else:
        desk.forget_passkey(session, int(number))
    return to("/saya")


def my_passkey(request: Request) -> Response:
    """GET and POST /saya/kunci, for scripts."""
    desk, session = desk_of(request), session_of(request)
    if request.method == "GET":
        return JSONResponse(_plain(desk.passkey_to_make(session)))
    answer = (request.state.body or b"").decode("utf-8", "replace")
    desk.keep_passkey(session, answer, device_of(request))
    return JSONResponse({"tuju": "/saya?kabar=Kunci+sudah+dibuat."})


def _door(request: Request, sentence: str = "", name: str = "", status: int = 200) -> Response:
    return page(
        request,
        "masuk.html",
        status=status,
        sentence=sentence,
        name=name,
        is_inside=is_inside_whatsapp(request),
    )


def _invited(
    request: Request, invited: Invitation, sentence: str = "", status: int = 200
) -> Response:
    return page(
        request,
        "undangan.html",
        status=status,
        invited=invited,
        sentence=sentence,
    )


def _plain(options: Mapping[str, Any]) -> Any:
    return json.loads(json.dumps(dict(options)))
