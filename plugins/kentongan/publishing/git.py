"""Calls Git: with a clean environment, English output, and errors as sentences."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kentongan.publishing.errors import PublishingError, Refused, TransferError

# Asks nobody, and gives up a silent server. Git runs it with a shell; what the repository, or the
# account, names as its `core.sshCommand` (a key of its own, say) is kept.
_SSH = (
    'ask() { eval "$(git config core.sshCommand || echo ssh) -o BatchMode=yes '
    "-o StrictHostKeyChecking=yes -o ConnectTimeout=10 -o ServerAliveInterval=5 "
    '-o ServerAliveCountMax=3 \\"\\$@\\""; }; ask'
)
# A server that falls silent is given up after half a minute, over HTTP as over SSH.
_SETTINGS = ("gc.auto=0", "core.quotePath=false", "http.lowSpeedLimit=1", "http.lowSpeedTime=30")


def environment(**values: str) -> dict[str, str]:
    """The environment for Git, without settings of a hook or shell for another repository."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    stated = {key: os.environ[key] for key in ("GIT_SSH_COMMAND",) if key in os.environ}
    ssh = stated or {"GIT_SSH_COMMAND": _SSH, "GIT_SSH_VARIANT": "ssh"}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"} | ssh | values


def call(
    words: Iterable[str],
    *,
    env: Mapping[str, str],
    make_error: Callable[[str], PublishingError],
    folder: Path | None = None,
    send: bytes = b"",
    timeout: int = 600,
    statuses: tuple[int, ...] = (0,),
) -> bytes:
    """The output of `git …`. `make_error` makes an error from the messages of Git."""
    command = ["git", *(word for setting in _SETTINGS for word in ("-c", setting)), *words]
    try:
        done = subprocess.run(
            command, input=send, capture_output=True, timeout=timeout, env=env, cwd=folder
        )
    except FileNotFoundError as error:
        raise TransferError("Program git belum terpasang di komputer ini.") from error
    except subprocess.TimeoutExpired as error:
        raise TransferError("Server terlalu lama tidak menjawab; jalankan lagi nanti.") from error
    if done.returncode not in statuses:
        raise make_error(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def answer(folder: Path, *words: str) -> str:
    """The output of Git in a folder; empty if it fails or is not installed."""
    try:
        said = call(words, env=environment(), make_error=TransferError, folder=folder, timeout=20)
    except (PublishingError, OSError):
        return ""
    return said.decode("utf-8", "surrogateescape").strip()


def refuse_foreign(folder: Path) -> None:
    """Refuse where a repository is there that Git does not open for us."""
    places = (folder.resolve(), *folder.resolve().parents)
    if answer(folder, "rev-parse", "--git-dir") or not any((p / ".git").exists() for p in places):
        return
    raise Refused(
        "Riwayat naskah di folder ini tidak dapat dibuka: program git belum terpasang, riwayatnya "
        "rusak, atau folder itu milik akun lain. Situs tetap seperti semula. Jalankan sebagai "
        "pemiliknya, atau minta pengelola melihatnya. Bila memang hendak terbit tanpa rekan: humas "
        "terbit --tanpa-git"
    )


def lines(words: Iterable[str]) -> bytes:
    return b"".join(word.encode() + b"\n" for word in words)
