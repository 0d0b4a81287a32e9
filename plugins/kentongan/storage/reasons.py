"""Why the machine refused a file, in words for staff."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "izin ditolak",
    errno.EPERM: "tidak diizinkan",
    errno.ENOENT: "berkas atau folder tidak ada",
    errno.EEXIST: "berkas sudah ada",
    errno.EISDIR: "itu folder, bukan berkas",
    errno.ENOTDIR: "itu berkas, bukan folder",
    errno.ENOTEMPTY: "folder tidak kosong",
    errno.EROFS: "media hanya dapat dibaca",
    errno.ENOSPC: "cakram penuh",
    errno.EDQUOT: "jatah cakram habis",
    errno.EFBIG: "berkas terlalu besar",
    errno.ENAMETOOLONG: "nama terlalu panjang",
    errno.ELOOP: "tautan berputar",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENFILE: "terlalu banyak berkas terbuka",
    errno.ENOMEM: "memori habis",
    errno.ESTALE: "folder jaringan terputus",
    errno.EBUSY: "sedang dipakai",
    errno.EADDRINUSE: "sedang dipakai program lain",
    errno.EIO: "cakram rusak atau terputus",
    errno.ETXTBSY: "sedang dijalankan",
    errno.EXDEV: "berada di cakram lain",
    errno.ETIMEDOUT: "waktu habis",
    errno.ECONNREFUSED: "sambungan ditolak",
    errno.ENETUNREACH: "jaringan tidak terjangkau",
}

# What the machine lacks or forbids, and not a fault of the program.
_OF_THE_MACHINE = frozenset(
    (
        errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG,
        errno.EMFILE, errno.ENFILE, errno.EIO, errno.ENOMEM, errno.ESTALE,
    )
)  # fmt: skip


def is_of_the_machine(error: OSError) -> bool:
    """Whether staff can do something about it: free space, a permit, another disk."""
    return error.errno in _OF_THE_MACHINE


def reason(error: OSError) -> str:
    """`izin ditolak`; what the system says where no words are known."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
