"""The web application: guarded routes over a desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kentongan.meja import guard
from kentongan.meja.desk import Desk
from kentongan.meja.screens.asking import desk_of, session_of
from kentongan.meja.screens.routes import ROUTES

# Each thread has a connection to the store; a small server needs few.
THREADS = 6


def create_app(desk: Desk, *, work: bool = True) -> Starlette:
    """The application of one desk; every route passes the guard. `work` starts the worker."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        if work:
            desk.worker.build_now()
            desk.worker.start()
            desk.preview.warm()
        yield
        if work:
            await run_in_threadpool(desk.worker.stop)
        desk.close()

    own = [Route("/sehat", _alive), Route("/kabar", _news)]
    routes = [guard.guarded(desk, route) for route in [*own, *ROUTES]]
    handlers = {404: guard.unknown, 405: guard.unknown}
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)
    app.state.desk = desk
    return app


def _alive(request: Request) -> Response:
    return PlainTextResponse("sehat")


def _news(request: Request) -> Response:
    """Server-sent events about the publications that concern this person."""
    desk, session = desk_of(request), session_of(request)
    events = desk.hub.listen(lambda draft: desk.may_see(session, draft))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)
