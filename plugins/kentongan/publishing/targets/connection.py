"""One SSH connection for all commands of a run: the handshake is paid once."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path

from kentongan.publishing.core import Options
from kentongan.publishing.errors import TransferError

_SETTINGS: Mapping[str, str] = {
    "BatchMode": "yes",
    "StrictHostKeyChecking": "yes",
    "ConnectTimeout": "10",
    "ServerAliveInterval": "5",
    "ServerAliveCountMax": "3",
    "ControlMaster": "auto",
    "ControlPersist": "60",
}


class Connection:
    """Opened by the first command; it ends with this object, or after a minute without any."""

    def __init__(self, options: Options) -> None:
        self.host = options.text("host")
        host = f"[{self.host}]" if ":" in self.host else self.host
        user = options.text("user", "")
        self.address = f"{user}@{host}" if user else host
        self.login = self.address.replace("[", "").replace("]", "")
        self._port = options.number("port", 22)
        self.key = options.text("key", "")
        self._known_hosts = options.text("known_hosts", "")
        self._folder: Path | None = None

    @property
    def shell(self) -> str:
        """The command by which other programs reach the server."""
        return shlex.join(self._words())

    def run(self, command: str, send: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command on the server, whatever its status."""
        try:
            return subprocess.run(
                [*self._words(), self.login, command],
                input=send,
                capture_output=True,
                timeout=600,
                env=environment(),
            )
        except subprocess.TimeoutExpired as error:
            raise TransferError(f"{self.host} tidak menjawab; jalankan lagi nanti.") from error

    def hang_up(self) -> None:
        """End the connection, which may be a broken one; the next command opens another."""
        if self._folder is not None:
            _hang_up([*self._words(), "-O", "exit", self.login])

    def _words(self) -> list[str]:
        settings = dict(_SETTINGS)
        words = ["ssh", "-p", str(self._port)]
        if self.key:
            words += ["-i", str(Path(self.key).expanduser())]
            settings["IdentitiesOnly"] = "yes"
        if self._known_hosts:
            settings["UserKnownHostsFile"] = str(Path(self._known_hosts).expanduser())
            settings["GlobalKnownHostsFile"] = "/dev/null"
        settings["ControlPath"] = str(self._control / "s")
        for name, value in settings.items():
            words += ["-o", f"{name}={value}"]
        return words

    @property
    def _control(self) -> Path:
        """The folder of the socket that all commands share."""
        if self._folder is None:
            # The object deletes its folder when it is collected, so the end of ours keeps it.
            folder = tempfile.TemporaryDirectory(prefix="humas-")
            self._folder = Path(folder.name)
            weakref.finalize(self, _end, folder, [*self._words(), "-O", "exit", self.login])
        return self._folder


def _end(folder: tempfile.TemporaryDirectory[str], words: list[str]) -> None:
    _hang_up(words)
    folder.cleanup()


def _hang_up(words: list[str]) -> None:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run(words, capture_output=True, timeout=10)


def environment() -> dict[str, str]:
    """English messages, from which the errors for staff are made."""
    return {**os.environ, "LC_ALL": "C"}
