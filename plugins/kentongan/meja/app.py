"""The web application: guarded routes over a desk."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kentongan.meja import guard
from kentongan.meja.desk import Desk
from kentongan.meja.screens.routes import ROUTES


def create_app(desk: Desk) -> Starlette:
    """The application of one desk; every route passes the guard."""
    routes = [guard.guarded(desk, route) for route in [*ROUTES, Route("/sehat", _alive)]]
    app = Starlette(routes=routes)
    app.state.desk = desk
    return app


def _alive(request: Request) -> Response:
    return PlainTextResponse("sehat")
