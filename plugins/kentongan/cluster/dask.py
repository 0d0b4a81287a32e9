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
