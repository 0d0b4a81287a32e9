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
    errno.EBUSY: "sedang dipakai",
    errno.EADDRINUSE: "sedang dipakai program lain",
    errno.EIO: "cakram rusak atau terputus",
    errno.ETXTBSY: "sedang dijalankan",
    errno.EXDEV: "berada di cakram lain",
    errno.ETIMEDOUT: "waktu habis",
    errno.ECONNREFUSED: "sambungan ditolak",
    errno.ENETUNREACH: "jaringan tidak terjangkau",
}


def reason(error: OSError) -> str:
    """`izin ditolak`; what the system says where no words are known."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
