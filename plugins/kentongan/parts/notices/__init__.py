"""Public notices: corrections, withdrawals, persons sought, and the calendar of dates.

`/ralat/`, `/pencabutan/`, `/dicari/`, `/agenda.ics`.
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.notices.hooks")
