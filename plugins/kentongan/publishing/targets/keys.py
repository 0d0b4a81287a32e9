"""Why a private SSH key is of no use, asked after a server has refused us."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from kentongan.publishing.targets.connection import environment

_LOCKED = "passphrase"
_FAULTS: tuple[tuple[str, str], ...] = (
    ("No such file", "Berkas kunci {key} tidak ada; betulkan key di publishconf.py."),
    ("bad permissions", "Kunci {key} dapat dibaca akun lain, jadi tidak dipakai: chmod 600 {key}"),
    (
        _LOCKED,
        "Kunci {key} berkata sandi dan belum dibuka: ssh-add {key} (untuk penjadwal, pakai kunci "
        "tanpa kata sandi).",
    ),
    ("Permission denied", "Kunci {key} tidak boleh dibaca akun ini."),
    ("", "Berkas {key} bukan kunci SSH privat; mungkin pasangannya yang .pub."),
)


def fault(key: str) -> str:
    """What is wrong with the key, and what to do; empty where it is in order, or not named."""
    if not key:
        return ""
    path = str(Path(key).expanduser())
    done = _run("ssh-keygen", "-y", "-P", "", "-f", path)
    if done.returncode == 0 or (_LOCKED in done.stderr and _is_open(path)):
        return ""
    words = next(words for sign, words in _FAULTS if sign in done.stderr)
    return words.format(key=shlex.quote(path))


def _is_open(path: str) -> bool:
    """Whether the agent holds the key."""
    shown = _run("ssh-keygen", "-l", "-f", path).stdout.split()
    return len(shown) > 1 and shown[1] in _run("ssh-add", "-l").stdout.split()


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, capture_output=True, text=True, errors="replace", env=environment(), timeout=10
    )
