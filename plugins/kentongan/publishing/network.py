"""Why a service could not be asked, in words for staff: errors of libraries are English.

Their texts are never shown: they may hold an address with a token.
"""

from __future__ import annotations

import smtplib
import socket

from kentongan.storage.reasons import reason


def fault(error: Exception) -> str:
    """Of httpx, of smtplib, or of the system."""
    import httpx

    if isinstance(error, httpx.HTTPStatusError):
        return f"HTTP {error.response.status_code}"
    for kind, words in (
        ((httpx.TimeoutException, TimeoutError), "tidak menjawab"),
        ((httpx.UnsupportedProtocol, httpx.InvalidURL, ValueError), "alamatnya keliru"),
        (httpx.ConnectError, "tidak tersambung"),
        (httpx.HTTPError, "sambungan terputus"),
        (smtplib.SMTPAuthenticationError, "nama atau sandi ditolak"),
        (smtplib.SMTPRecipientsRefused, "alamat penerima ditolak"),
        (smtplib.SMTPSenderRefused, "alamat pengirim ditolak"),
        (smtplib.SMTPNotSupportedError, "TLS atau masuk tidak didukung server surel"),
        (smtplib.SMTPServerDisconnected, "sambungan terputus"),
        (smtplib.SMTPException, "ditolak server surel"),
        (socket.gaierror, "nama server tidak ditemukan"),
    ):
        if isinstance(error, kind):
            return words
    return reason(error) if isinstance(error, OSError) else "gagal"
