"""The kinds of targets, one module each, all behind `core.Target`."""

from __future__ import annotations

from pathlib import Path

from kentongan.publishing.core import Options, Target
from kentongan.publishing.errors import ConfigurationError


def open_target(options: Options, cache: Path) -> Target:
    """The target for checked options. `cache` is a folder of its own on this machine."""
    kind = options.values["type"]
    if kind == "folder":
        from kentongan.publishing.targets.folder import FolderTarget

        return FolderTarget(options, cache)
    if kind == "ssh":
        from kentongan.publishing.targets.ssh import SshTarget

        return SshTarget(options, cache)
    if kind == "s3":
        from kentongan.publishing.targets.s3 import S3Target

        return S3Target(options, cache)
    if kind == "git":
        from kentongan.publishing.targets.branch import BranchTarget

        return BranchTarget(options, cache)
    raise ConfigurationError(f"Tujuan {options.name}: type {kind} tidak dikenal.")
