"""A machine like a bare Debian, as far as a test needs one: run in namespaces of its own.

`unshare -m -n -p -f --mount-proc python bare.py FOLDER < steps.json`: builds a root file system in
FOLDER from read-only views of the installed programs and fresh `/etc`, `/home`, `/srv`, `/var`;
then runs the steps, each `[role, text]`, in a shell on a terminal, and prints their answers.

What needs the network or an init system is stood in for, each as narrowly as it can be: `apt`
knows the packages and starts nginx, `systemctl` reloads it, `sudo` runs the one command that
`sudoers` allows, `certbot` proves the name by webroot through the real nginx and signs by itself.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shutil
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "humas.example"
LIMIT = 240  # seconds for one step
VIEWS = ["/usr", "/dev", "/proc", str(ROOT)]
if not Path(sys.base_prefix).is_relative_to("/usr"):
    VIEWS.append(sys.base_prefix)
LINKS = ("/bin", "/sbin", "/lib", "/lib64")
ANSWERS = (
    (b"(yes/no/[fingerprint])? ", b"yes\n"),
    (b"(ya/tidak)", b"ya\n"),
    (b"[Y/t]", b"ya\n"),
    (b"Halaman terbuka", b"\x03"),
)
# What a form proposes is taken.
PROPOSAL = b"]: "
ROLES = {"server": ("root", "/root"), "root": ("root", "/root")}
NAME = "petugas"
PUBLISHER = (NAME, f"/home/{NAME}/situs")

APT = r"""#!/bin/sh
set -e
[ "$1" = update ] && exit 0
[ "$1" = install ] && [ "$2" = -y ] || exit 2
shift 2
for package in "$@"; do
    case $package in
        certbot|sudo) ;;
        *) dpkg-query -W "$package" >/dev/null || exit 100 ;;
    esac
done
pgrep -x nginx >/dev/null || nginx
"""
SYSTEMCTL = r"""#!/bin/sh
case "$*" in
    "reload nginx") exec nginx -s reload ;;
    daemon-reload) cd /etc/systemd/system && exec systemd-analyze verify ./humas-terbit.* ;;
    "enable --now humas-terbit.timer") [ -e /etc/systemd/system/humas-terbit.timer ] ;;
    *) echo "Unknown operation $*"; exit 1 ;;
esac
"""
# A helper of root waits at the other end: no program of the test has the set-uid bit.
SUDO = r"""#!/bin/sh
[ "$1" = -n ] && shift
echo "$(id -un):$*" > /run/sudo/ask
read -r status < /run/sudo/answer
exit "$status"
"""
CERTBOT = r"""#!/bin/sh
set -e
webroot=/var/www/acme
hook=:
while [ $# -gt 0 ]; do
    case $1 in
        -w) webroot=$2; shift ;;
        --deploy-hook) hook=$2; shift ;;
    esac
    shift
done
[ ! -e /etc/letsencrypt/hook ] || hook=$(cat /etc/letsencrypt/hook)
mkdir -p "$webroot/.well-known/acme-challenge" /etc/letsencrypt/live/HOST
echo bukti > "$webroot/.well-known/acme-challenge/tanda"
address=http://HOST/.well-known/acme-challenge/tanda
seen=$(curl -sf --retry 20 --retry-delay 1 --retry-all-errors $address) || echo "challenge failed"
[ "$seen" = bukti ] || exit 1
rm "$webroot/.well-known/acme-challenge/tanda"
cd /etc/letsencrypt/live/HOST
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=HOST \
    -addext subjectAltName=DNS:HOST -keyout privkey.pem -out fullchain.pem
cp fullchain.pem /etc/ca-uji.pem
echo "$hook" > /etc/letsencrypt/hook
sh -c "$hook"
""".replace("HOST", HOST)


def build(root: Path) -> None:
    """The file system, with `/etc` as Debian has it and nothing set up."""
    root.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(root)], check=True)
    for view in VIEWS:
        place = root / view[1:]
        place.mkdir(parents=True)
        subprocess.run(["mount", "--rbind", view, str(place)], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(root / "usr/local/bin")], check=True)
    for link in LINKS:
        (root / link[1:]).symlink_to(f"usr{link}")
    shutil.copytree("/etc", root / "etc", symlinks=True, ignore_dangling_symlinks=True)
    for name in ("sudoers.d", "letsencrypt"):
        shutil.rmtree(root / "etc" / name, ignore_errors=True)
    folders = (
        "home srv tmp run/sshd run/sudo root/.ssh var/lib/nginx var/log/nginx var/lib/dpkg var/www "
        "etc/sudoers.d etc/letsencrypt etc/nginx/conf.d"
    )
    for folder in folders.split():
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "tmp").chmod(0o1777)
    subprocess.run(["mount", "--rbind", "/var/lib/dpkg", str(root / "var/lib/dpkg")], check=True)
    for file in (root / "etc/nginx/conf.d").iterdir():
        file.unlink()
    for name, text in (
        ("apt", APT),
        ("systemctl", SYSTEMCTL),
        ("sudo", SUDO),
        ("certbot", CERTBOT),
    ):
        program = root / "usr/local/bin" / name
        program.write_text(text)
        program.chmod(0o755)
    (root / "etc/hosts").write_text(f"127.0.0.1 localhost {HOST} git.example\n")


def settle() -> None:
    """Inside: accounts, loopback, sshd, and the helper of `sudo`."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, 0x8914, struct.pack("16sh14x", b"lo", 0x41))  # SIOCSIFFLAGS: up
    run("useradd -m -s /bin/bash petugas && install -d -o petugas -m 700 ~petugas/.ssh")
    run("su petugas -c 'ssh-keygen -q -t ed25519 -N \"\" -f ~/.ssh/id_ed25519'")
    run("cat ~petugas/.ssh/id_ed25519.pub > ~root/.ssh/authorized_keys; chmod -R go= ~root/.ssh")
    run("chmod 755 /root; rm -f /etc/ssh/ssh_host_*; ssh-keygen -qA; /usr/sbin/sshd")
    run("mkfifo -m 666 /run/sudo/ask /run/sudo/answer")
    if os.fork() == 0:
        serve_sudo()


def serve_sudo() -> None:
    while True:
        who, _, command = Path("/run/sudo/ask").read_text().strip().partition(":")
        rule = f"{who} ALL=(root) NOPASSWD: {command}\n"
        allowed = any(rule in file.read_text() for file in Path("/etc/sudoers.d").iterdir())
        words = command.replace("/usr/bin/systemctl", "/usr/local/bin/systemctl")
        status = subprocess.run(words, shell=True).returncode if allowed else 1
        Path("/run/sudo/answer").write_text(f"{status}\n")


def run(command: str) -> None:
    subprocess.run(command, shell=True, check=True, stdout=sys.stderr)


def step(role: str, text: str) -> tuple[int, str]:
    """Run a block as its role does, answering what is asked; status and what was said."""
    user, folder = ROLES.get(role, PUBLISHER)
    home = "/root" if user == "root" else f"/home/{user}"
    place = folder if Path(folder).is_dir() else home
    active = f"{place}/.venv/bin:" if user != "root" else ""
    env = {
        "HOME": home,
        "USER": user,
        "PATH": f"{active}/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "SSL_CERT_FILE": "/etc/ca-uji.pem" if Path("/etc/ca-uji.pem").exists() else "",
        "HUMAS_JOBS": "1",
    }
    child, master = pty.fork()
    if child == 0:
        if user != "root":
            import pwd

            account = pwd.getpwnam(user)
            os.initgroups(user, account.pw_gid)
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
        os.chdir(place)
        kept = {key: value for key, value in env.items() if value}
        os.execve("/bin/bash", ["bash", "-euc", text], kept)
    said, asked = b"", 0
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        ready, _, _ = select.select([master], [], [], 1)
        if ready:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            said += data
        for mark, answer in ANSWERS:
            if mark in said[asked:]:
                asked = len(said)
                os.write(master, answer)
                break
        else:
            if said[asked:].endswith(PROPOSAL):
                asked = len(said)
                os.write(master, b"\n")
    else:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), re.sub(
        r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.decode("utf-8", "replace")
    )


def main(folder: str) -> None:
    steps = json.load(sys.stdin)
    root = Path(folder) / "akar"
    build(root)
    os.chroot(root)
    os.chdir("/")
    settle()
    answers = []
    for role, text in steps:
        status, said = step(role, text)
        answers.append([role, text, status, said])
        if status:
            break
    json.dump(answers, sys.stdout)
    sys.stdout.flush()
    os.kill(-1, 15)  # nginx, sshd and the helper: all that runs in this namespace


if __name__ == "__main__":
    main(*sys.argv[1:])
