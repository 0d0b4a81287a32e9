"""The settings of the cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Settings:
    """`address`: of the scheduler (`tls://10.0.0.5:8786`); empty: this machine does the work.

    `store`: where workers and this machine exchange files, a folder or `s3://bucket/prefix`
    (empty: a folder of this machine). `keys`: the folder with the certificates of the cluster.
    `chunk`: releases that a worker reads at a time where a district is read anew by all of them
    (0: whoever builds it reads it).
    """

    PREFIX: ClassVar[str] = "cluster"

    address: str = ""
    store: str = ""
    keys: str = ""
    chunk: int = 50
