"""Errors of the cluster, each a sentence that can be shown as it is."""

from __future__ import annotations


class ClusterError(RuntimeError):
    """The cluster, its store or its certificates cannot be used. Indonesian."""


class MissingBlob(ClusterError):
    """The store does not hold what was asked for, or holds damaged bytes in its place."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"Gudang klaster tidak menyimpan {digest[:12]}; jalankan sekali lagi.")
        self.digest = digest

    def __reduce__(self) -> tuple[type[MissingBlob], tuple[str]]:
        return MissingBlob, (self.digest,)
