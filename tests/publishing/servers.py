"""nginx, Caddy, sshd and a Git server as processes of a test."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from kentongan.publishing.core import Options

from tests.publishing.proxy import Wire, wire

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def program(name: str, package: str) -> str:
    """The path of a program that the tests need. Missing is a failure: nothing is skipped."""
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin")
    if found is None:
        pytest.fail(f"{name} is not installed; the Debian package is {package}")
    return found


_PORTS = range(20_000, 32_000)  # below those that the kernel gives to whoever names none


def free_port(count: int = 1) -> int:
    """A port that nobody uses, and those behind it; another process does not get them by chance."""
    chance = random.SystemRandom()  # other processes of a test run begin with the same seed
    for _ in range(100):
        first = chance.choice(_PORTS)
        with ExitStack() as held:
            try:
                for port in range(first, first + count):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise OSError("no free ports")


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            pytest.fail(f"the server ended at once:\n{log.read_text()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"the server does not answer:\n{log.read_text()}")


@contextmanager
def running(command: list[str], port: int, folder: Path, env: dict[str, str]) -> Iterator[None]:
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=env)
    try:
        wait_for(port, process, log)
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def nginx_with(config: str, port: int, folder: Path) -> Iterator[str]:
    """nginx with `config` in its `http` block; yields the address."""
    binary = program("nginx", "nginx-light")
    if not BROTLI.exists():
        pytest.fail("nginx has no Brotli; the Debian package is libnginx-mod-http-brotli-static")
    folder.mkdir(parents=True, exist_ok=True)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "situs.conf").write_text(config)
    (folder / "nginx.conf").write_text(
        f"load_module {BROTLI};\nuser root;\ndaemon off;\nworker_processes 1;\n"
        f"pid {folder}/pid;\nerror_log stderr;\nevents {{ }}\n"
        f"http {{\naccess_log off;\n{temporary}include {folder}/situs.conf;\n}}\n"
    )
    command = [binary, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    with running(command, port, folder, {}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def caddy_with(config: str, port: int, folder: Path) -> Iterator[str]:
    binary = program("caddy", "caddy")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + config)
    command = [binary, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    env = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with running(command, port, folder, env):
        yield f"http://127.0.0.1:{port}"


@dataclass
class Far:
    """A server with its keys, and the wire to it."""

    folder: Path
    port: int
    wire: Wire

    def options(self, place: Path, **changes: Any) -> Options:
        values = {
            "type": "ssh",
            "host": "127.0.0.1",
            "port": self.wire.port,
            "path": str(place),
            "key": str(self.folder / "user"),
            "known_hosts": str(self.folder / "known_hosts"),
        }
        return Options("uji", values | changes)


@contextmanager
def sshd(folder: Path) -> Iterator[Far]:
    """A real sshd with keys of its own, behind a wire that can be cut."""
    binary = program("sshd", "openssh-server")
    program("rsync", "rsync")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host", "user", "stranger"):
        _make_key(folder / name)
    shutil.copy(folder / "user.pub", folder / "authorized_keys")
    host = (folder / "host.pub").read_text()
    (folder / "known_hosts").write_text(f"* {host}")
    port = free_port()
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin yes\nMaxStartups 100\nLogLevel ERROR\n"
        f"SetEnv HOME={folder}\n"  # bash would do what the profile of this account says
        "KexAlgorithms curve25519-sha256\n"  # the others take a tenth of a second for each line
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    command = [binary, "-D", "-e", "-f", str(folder / "sshd_config")]
    with running(command, port, folder, {}), wire(port) as line:
        yield Far(folder, port, line)


def _make_key(path: Path) -> None:
    command = [program("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", ""]
    subprocess.run([*command, "-f", str(path)], check=True)


@contextmanager
def git_server(folder: Path) -> Iterator[Wire]:
    """The repository `situs.git` in a folder, behind a wire that can be cut."""
    remote = folder / "situs.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    port = free_port()
    command = ["git", "daemon", "--listen=127.0.0.1", f"--port={port}", "--export-all"]
    command += ["--enable=receive-pack", f"--base-path={folder}", str(folder)]
    with running(command, port, folder, {"PATH": "/usr/bin:/bin"}), wire(port) as line:
        yield line
