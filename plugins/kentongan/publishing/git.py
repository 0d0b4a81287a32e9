"""Calls Git: with a clean environment, English output, and errors as sentences."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kentongan.publishing.errors import PublishingError, Refused, TransferError

_SSH = "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=10"


def environment(**values: str) -> dict[str, str]:
    """The environment for Git, without settings of a hook or shell for another repository."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    stated = {key: os.environ[key] for key in ("GIT_SSH_COMMAND",) if key in os.environ}
    own = {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": _SSH, "LC_ALL": "C"}
    return kept | own | stated | values


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
    command = ["git", "-c", "gc.auto=0", "-c", "core.quotePath=false", *words]
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


def refusal(complaint: str, server: str) -> PublishingError | None:
    """An error if the server denied access or is full; None for anything else."""
    if "HOST IDENTIFICATION HAS CHANGED" in complaint:
        return Refused(f"Kunci {server} berubah: bisa jadi ada yang menyamar. Tanyakan dulu.")
    if "Host key verification failed" in complaint:
        return Refused(f"{server} belum dikenal; masuklah sekali dengan ssh, lalu ulangi.")
    refusals = ("Permission denied", "Authentication failed", "could not read Username")
    if any(words in complaint for words in refusals):
        return Refused(f"{server} menolak kita. Periksa kunci SSH atau sandi.")
    if "No space left" in complaint or "Disk quota" in complaint:
        return TransferError(f"Penyimpanan {server} penuh; situs tetap seperti semula.")
    return None


def lines(words: Iterable[str]) -> bytes:
    return b"".join(word.encode() + b"\n" for word in words)
