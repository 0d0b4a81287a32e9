"""Brings the states of parts up to date in other processes while the whole site is planned.

The first time, a state is made of all releases: that takes most of the plan's time, and memory
that this process would keep and every worker inherit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from kentongan.engine.baseline import Workplace
from kentongan.engine.blobs import Blobs, Waiting
from kentongan.engine.workers import Meanwhile, meanwhile
from kentongan.site import signals
from kentongan.site.model import Site

MANY = 500  # releases; a state of fewer is made sooner than a process is begun


@contextmanager
def updating(site: Site, place: Workplace) -> Iterator[None]:
    """All states are updated while this lasts. Whoever asks for one with `site.shared` waits for
    it; what nobody has asked for when it ends is given up."""
    if len(site.by_code) < MANY:
        yield
        return
    with ExitStack() as begun:
        for state in signals.states:
            table, update = state()
            blobs = place.index.blobs(table)
            blobs.lend()
            work = meanwhile(place.processes, _updated, site, blobs, update)
            begun.callback(work.give_up)
            site.promise(update, _taking_back(blobs, work))
        yield


def _updated(site: Site, blobs: Blobs, update: Callable[[Site], object]) -> tuple[object, Waiting]:
    return site.shared(update), blobs.lent()


def _taking_back(blobs: Blobs, work: Meanwhile[tuple[Any, Waiting]]) -> Callable[[], Any]:
    def take_back() -> Any:
        value, waiting = work()
        blobs.take_back(waiting)
        return value

    return take_back
