"""What Git says becomes a sentence about the right machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.publishing import git, repository
from kentongan.publishing.errors import Refused
from kentongan.publishing.refusals import error_from


@pytest.mark.parametrize(
    ("complaint", "said"),
    [
        ("error: cannot open '.git/FETCH_HEAD': Read-only file system", "izin tulis"),
        ("error: cannot open '.git/FETCH_HEAD': Permission denied", "izin tulis"),
        (
            "error: insufficient permission for adding an object to repository database "
            ".git/objects\nfatal: Unable to add x to database",
            "izin tulis",
        ),
        ("fatal: Unable to create '/srv/a/.git/humas.index.lock': Permission denied", "izin tulis"),
        ("error: unable to create temporary file: Read-only file system", "izin tulis"),
        (
            "fatal: unable to write loose object file: No space left on device",
            "Penyimpanan komputer ini penuh",
        ),
        ("git@naskah: Permission denied (publickey).", "Server naskah menolak"),
        ("ERROR: Permission to a/situs.git denied to b.", "Server naskah menolak"),
        ("fatal: unable to access 'https://x/': The requested URL returned error: 403", "menolak"),
        ("fatal: unable to access 'https://x/': The requested URL returned error: 502", "masalah"),
        ("ERROR: Repository not found.\nfatal: Could not read from remote", "tidak ada repositori"),
        ("fatal: '/a/b' does not appear to be a git repository", "tidak ada repositori"),
        ("fatal: unable to access 'https://x/': SSL certificate problem: expired", "Sertifikat"),
        ("SSL: no alternative certificate subject name matches target host", "Sertifikat"),
        ("OpenSSL SSL_connect: Connection reset by peer in connection to x:443", "putus"),
        ("ssh: connect to host x port 22: Connection timed out", "server tidak menjawab"),
        ("ssh: connect to host x port 22: Connection refused", "tidak dapat dihubungi"),
        ("ssh: connect to host x port 22: No route to host", "tidak ada jaringan"),
        ("Could not resolve host: x", "nama server tidak ditemukan"),
        ("error: RPC failed; curl 56 GnuTLS recv error (-110)", "putus di tengah"),
        ("remote: fatal: write error: No space left on device", "Penyimpanan server naskah penuh"),
        (
            "remote: error: insufficient permission for adding an object to repository database "
            "./objects\nremote: Permission denied",
            "Server naskah menolak",
        ),
        ("fatal: Could not read from remote repository.", "Periksa sambungan"),
    ],
)
def test_a_sentence_names_the_machine_that_refused(complaint: str, said: str) -> None:
    assert said in str(error_from(complaint))


def test_a_repository_that_git_does_not_open_is_not_passed_over(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    git.refuse_foreign(content)
    (tmp_path / ".git").mkdir()
    with pytest.raises(Refused, match=r"milik akun lain.*--tanpa-git"):
        repository.find(content, tmp_path / "bentrok.json")
