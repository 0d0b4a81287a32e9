"""Officers read why a service was not told, and never the words of a library."""

from __future__ import annotations

import errno
import os
import re
import smtplib
import socket
from collections.abc import Iterator

import httpx
import pytest
from kentongan.publishing.network import fault

ADDRESS = "https://api.telegram.org/bot123:RAHASIA/sendMessage"
REQUEST = httpx.Request("POST", ADDRESS)


def errors() -> Iterator[Exception]:
    said = f"[Errno 111] Connection refused for url {ADDRESS}"
    kinds = [httpx.TransportError]
    for kind in kinds:
        kinds += kind.__subclasses__()
        yield kind(said, request=REQUEST)
    yield httpx.HTTPStatusError(said, request=REQUEST, response=httpx.Response(503))
    yield httpx.InvalidURL(said)
    yield httpx.TooManyRedirects(said, request=REQUEST)
    yield smtplib.SMTPServerDisconnected(said)
    yield smtplib.SMTPNotSupportedError(said)
    yield smtplib.SMTPRecipientsRefused({"a@humas.test": (550, said.encode())})
    yield smtplib.SMTPSenderRefused(550, said.encode(), "a@humas.test")
    for reply in (smtplib.SMTPAuthenticationError, smtplib.SMTPDataError, smtplib.SMTPHeloError):
        yield reply(535, said.encode())
    yield socket.gaierror(-2, "Name or service not known")
    yield TimeoutError(said)
    for code in (errno.ECONNREFUSED, errno.ENETUNREACH, errno.ETIMEDOUT):
        yield OSError(code, os.strerror(code))
    yield ValueError(said)


@pytest.mark.parametrize("error", list(errors()), ids=lambda error: type(error).__name__)
def test_every_fault_is_told_in_indonesian_and_without_the_address(error: Exception) -> None:
    words = fault(error)
    assert words and "RAHASIA" not in words and "telegram" not in words
    assert not re.search(r"Error|Errno|refused|time ?out|not known|unreach", words, re.I)
