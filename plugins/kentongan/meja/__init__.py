"""The desk in the browser: screens, sessions, workflow and storage of drafts over the newsroom."""

from __future__ import annotations

import importlib.util

from kentongan.newsroom.browser_desk import NOT_INSTALLED, BrowserDesk
from kentongan.newsroom.errors import NewsroomError

_NEEDED = ("argon2", "python_multipart", "starlette", "uvicorn", "webauthn")


def offer() -> BrowserDesk:
    """What `humas meja` calls. Raises NewsroomError without the libraries of `kentongan[meja]`."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise NewsroomError(NOT_INSTALLED)
    from kentongan.meja.administration import Administration

    return Administration()
