"""Brings the states of parts up to date in other processes while the whole site is planned.

The first time, a state is made of all releases: that takes most of the plan's time, and memory
that this process would keep and every worker inherit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kentongan.engine.baseline import Workplace
from kentongan.engine.blobs import Blobs, Waiting
from kentongan.engine.workers import meanwhile
from kentongan.site import signals
from kentongan.site.model import Site

MANY = 500  # releases; a state of fewer is made sooner than a process is begun


def begin(site: Site, place: Workplace) -> None:
    """Begin to update all states. Whoever asks for one with `site.shared` waits for it."""
    if place.processes == 1 or len(site.by_code) < MANY:
        return
    for state in signals.states:
        table, update = state()
        blobs = place.index.blobs(table)
        blobs.lend()
        site.promise(update, _taking_back(blobs, meanwhile(2, _updated, site, blobs, update)))


def _updated(site: Site, blobs: Blobs, update: Callable[[Site], object]) -> tuple[object, Waiting]:
    return site.shared(update), blobs.lent()


def _taking_back(blobs: Blobs, answer: Callable[[], tuple[Any, Waiting]]) -> Callable[[], Any]:
    def take_back() -> Any:
        value, waiting = answer()
        blobs.take_back(waiting)
        return value

    return take_back
