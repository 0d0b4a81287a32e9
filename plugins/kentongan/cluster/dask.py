"""Dask, quiet and without its web pages."""

from __future__ import annotations

from typing import Any

from kentongan.cluster.errors import ClusterError

PATIENCE = 10  # seconds until a scheduler or a worker counts as absent
TRIES = 30  # workers that may die with the same piece of work before it is given up
_SETTINGS = {
    "logging": {"distributed": "error"},
    "distributed.comm.timeouts.connect": f"{PATIENCE}s",
    "distributed.scheduler.allowed-failures": TRIES,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # Looking after itself while builds run would cost more than handing them out.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.system-monitor.disk": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.scheduler.active-memory-manager.start": False,
}


def load() -> Any:
    """The package `distributed`. Raises ClusterError where it is not installed."""
    try:
        import dask
    except ImportError:
        raise ClusterError("Klaster memerlukan Dask: pip install kentongan[klaster].") from None
    dask.config.set(_SETTINGS)
    import distributed

    return distributed
