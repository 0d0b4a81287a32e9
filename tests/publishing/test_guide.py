"""docs/panduan-server.md, followed word for word from a bare Debian to a restored server."""

from __future__ import annotations

import shlex

import pytest

from tests.publishing.guides import PYTHON, Step, blocks, check, walk
from tests.publishing.newsrooms import BODY, HEAD, ROOT

GUIDE = ROOT / "docs/panduan-server.md"
KEY = "ssh-ed25519 AAAA… nama@komputer"
ROLES = ("penerbit", "server", "root", "publishconf.py", "penerbit-pulih", "penerbit-jejak")
REPOSITORY = "ssh://git@git.example/humas/situs.git"
# The whole page is read: a pipe that closes early is an error, which curl would try again.
SHOWN = "curl -sf --retry 20 --retry-delay 1 --retry-all-errors --cacert /etc/ca-uji.pem https://humas.example"

# Stands in for what the guide takes for granted: a shared repository, and Python packages.
PREPARE = f"""
mkdir -p /srv/git/isi/content/rilis/2026/11 /srv/git/isi/content/satuan && cd /srv/git/isi
cp {ROOT}/pelicanconf.py {ROOT}/publishconf.py {ROOT}/requirements.txt .
sed -i '/^HUMAS_PUBLISHING_TARGETS/d' publishconf.py
ln -s {ROOT}/plugins {ROOT}/theme .
printf '.venv\\n.cache\\noutput\\n.output*\\nhumas.conf\\njadwal\\n' > .gitignore
printf 'Nama: Polres Uji\\nTingkat: polres\\n\\nProfil.\\n' > content/satuan/polres-uji.md
cat > content/rilis/2026/11/perahu.md <<'AKHIR'
Judul: Periksa perahu wisata
{HEAD}
{BODY}AKHIR
git init -qb main && git add -A
git -c user.name=Uji -c user.email=uji@humas.test commit -qm awal
git clone -q --bare . /srv/git/situs.git && chown -R petugas: /srv/git
"""
TIMER = """
service=/etc/systemd/system/humas-terbit.service
cd "$(sed -n 's/^WorkingDirectory=//p' $service)"
[ "$(sed -n 's/^User=//p' $service)" = petugas ]
su petugas -c "$(sed -n 's/^ExecStart=//p' $service)"
"""
LOST = """
rm -rf /srv/humas /var/www/acme /etc/nginx/conf.d/* /etc/sudoers.d/* /etc/letsencrypt/*
deluser humas >/dev/null; rm -rf /home/humas
kill "$(cat /run/sshd.pid)"; rm -f /etc/ssh/ssh_host_*; ssh-keygen -qA; /usr/sbin/sshd
nginx -s reload
"""


def story() -> list[tuple[str, str]]:
    """The steps of the guide, with what stands between them in prose."""
    steps: list[tuple[str, str]] = [("root", PREPARE), ("root", PYTHON)]
    rest: dict[str, str] = {}
    server: list[str] = []
    setup: list[tuple[str, str]] = []
    for role, text in blocks(GUIDE):
        if role not in ROLES:
            continue
        text = text.replace(REPOSITORY, "/srv/git/situs.git")
        if role == "publishconf.py":
            steps.append(("penerbit", f"cat >> publishconf.py <<'AKHIR'\n{text}AKHIR"))
        elif role in ("penerbit-pulih", "penerbit-jejak"):
            rest[role] = text
        else:
            if role == "server":
                given = '"restrict $(cat ~petugas/.ssh/humas.pub)"'
                text = text.replace(f"'restrict {KEY}'", given)
                server.append(text)
            steps.append((role, text))
            setup.append((role, text))
    begin = next(i for i, (_, text) in enumerate(setup) if "--konfigurasi" in text)
    end = next(i for i, (_, text) in enumerate(setup) if text == "humas terbit\n")
    again = [(role, text) for role, text in setup[begin:end]]
    forget, introduce, publish = rest["penerbit-pulih"].splitlines(keepends=True)
    steps += [
        ("root", SHOWN + "/berita/2026/11/perahu/ | grep 'Periksa perahu' >/dev/null"),
        ("root", "ls /srv/humas/versi | wc -l"),
        ("root", TIMER),
        ("penerbit", cron()),
        ("root", LOST),
        ("server", server[0]),
        ("server", server[1]),
        ("penerbit", forget + "ssh-keygen -R humas.example\n" + introduce),
        ("penerbit", "ssh -o StrictHostKeyChecking=accept-new root@humas.example true"),
        *again,
        ("penerbit", publish),
        ("root", SHOWN + "/berita/2026/11/perahu/ | grep 'Periksa perahu' >/dev/null"),
        ("penerbit", "rm -rf content/jejak && ! humas terbit --ya"),
        ("penerbit", rest["penerbit-jejak"]),
        (
            "penerbit",
            "git status --porcelain content; git --no-pager log -1 --format=%an origin/main",
        ),
        ("penerbit", "! ssh -i ~/.ssh/humas -o IdentitiesOnly=yes -tt humas@humas.example tty"),
    ]
    return steps


def cron() -> str:
    """The line for cron, with what cron gives it; nothing changed, so it has nothing to mail."""
    (line,) = (text for role, text in blocks(GUIDE) if role == "cron")
    command = shlex.quote(line.split(maxsplit=5)[5].strip())
    given = 'HOME="$HOME" LOGNAME=petugas SHELL=/bin/sh PATH=/usr/bin:/bin'
    return f'said=$(env -i {given} sh -c {command} 2>&1); echo "$said"; [ -z "$said" ]'


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    return walk(tmp_path_factory.mktemp("telanjang"), story())


def test_every_block_of_the_guide_works_as_it_stands(walked: list[Step]) -> None:
    check(walked, story())


def test_the_live_site_keeps_every_rule_that_the_guide_checks(walked: list[Step]) -> None:
    (said,) = (step.said for step in walked if "periksa-situs" in step.text)
    assert "GAGAL" not in said.upper(), said
