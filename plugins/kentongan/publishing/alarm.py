"""Failures are reported once, by mail or webhook, and again only after a success."""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Mapping
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any

from kentongan.publishing import network, secrets
from kentongan.publishing.core import Settings
from kentongan.storage.writing import write_whole


def raise_once(settings: Settings, memory: Path, target: str, report: str) -> list[str]:
    """Send the report unless the same was sent since the last success.

    Returns what could not be sent, in words; nothing here raises.
    """
    mark = hashlib.sha256(f"{target}\0{report}".encode()).hexdigest()
    if _remembered(memory) == mark:
        return []
    faults = []
    if settings.mail:
        faults += _mail(settings.mail, target, report)
    if settings.webhook:
        faults += _webhook(settings.webhook, target, report)
    if (settings.mail or settings.webhook) and not faults:
        with suppress(OSError):  # then it is reported once more
            write_whole(memory, mark.encode())
    return faults


def all_clear(memory: Path) -> None:
    """After a success the next failure is reported again."""
    memory.unlink(missing_ok=True)


def _remembered(memory: Path) -> str:
    try:
        return memory.read_text()
    except OSError:
        return ""


def _mail(words: Mapping[str, Any], target: str, report: str) -> list[str]:
    message = EmailMessage()
    receivers = words.get("to", ())
    message["From"] = str(words.get("from", ""))
    message["To"] = ", ".join([receivers] if isinstance(receivers, str) else receivers)
    message["Subject"] = f"Penerbitan situs gagal (tujuan {target})"
    message["Date"] = formatdate()
    message.set_content(report + "\n")
    try:
        with smtplib.SMTP(
            str(words.get("server", "localhost")),
            int(words.get("port", 25)),
            timeout=network.TIMEOUT,
        ) as relay:
            if words.get("tls"):
                relay.starttls()
            if words.get("user"):
                relay.login(str(words["user"]), secrets.read(str(words.get("password_env", ""))))
            relay.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return [f"Surel pemberitahuan tidak terkirim: {network.fault(error)}."]
    return []


def _webhook(address: str, target: str, report: str) -> list[str]:
    words = {"tujuan": target, "laporan": report}
    reply, fault = network.ask("POST", address, json=words)
    if reply is not None and not reply.is_success:
        fault = f"HTTP {reply.status_code}"
    return [f"Webhook pemberitahuan gagal: {fault}."] if fault else []
