"""Asks services over HTTP, and says in words for staff why one could not be asked.

Errors of libraries are English, and their texts may hold an address with a token: neither they nor
the log of httpx, which names addresses, are shown.
"""

from __future__ import annotations

import logging
import smtplib
import socket
from functools import partial
from typing import TYPE_CHECKING, Any

from kentongan.storage.reasons import reason

if TYPE_CHECKING:
    import httpx


TIMEOUT = 15.0  # seconds without a word


def ask(
    method: str, address: str, *, repeatable: bool = False, **content: Any
) -> tuple[httpx.Response | None, str]:
    """The reply, or None and why there is none.

    `repeatable`: asked twice it does what it does once. Where the connection breaks, such a request
    is made once more at once; of any other nobody knows whether it arrived.
    """
    import httpx

    logging.getLogger("httpx").setLevel(logging.WARNING)
    request = partial(httpx.request, method, address, timeout=TIMEOUT, **content)
    try:
        try:
            return request(), ""
        except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
            if not repeatable:
                raise
            return request(), ""
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return None, fault(error)


def fault(error: Exception) -> str:
    """Of httpx, of smtplib, or of the system."""
    import httpx

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
