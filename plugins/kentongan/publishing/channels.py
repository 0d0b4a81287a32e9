"""Channels that pass on what was published: Telegram and Mastodon.

A channel posts a text, changes it and takes it back. Whatever happens is an answer; the token is in
no answer, no error and no log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from kentongan.publishing import network, secrets
from kentongan.publishing.core import Settings
from kentongan.publishing.errors import ConfigurationError

TELEGRAM_API = "https://api.telegram.org"
MASTODON_API = "api/v1/statuses"
LONGEST_TELEGRAM = 4096
LONGEST_MASTODON = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What a channel said. `message` identifies a post there; `later` asks for another attempt."""

    ok: bool
    words: str
    message: str = ""
    later: bool = False


class Channel(Protocol):
    name: str
    longest: int
    variable: str
    """What the secret with its token is called."""
    is_ready: bool
    """Whether there is a token. Without one nothing may be asked of the channel."""

    def post(self, text: str, key: str) -> Answer:
        """`key` is the same for every attempt at one post."""

    def edit(self, message: str, text: str) -> Answer: ...

    def take_back(self, message: str, instead: str) -> Answer:
        """Delete a post, or show `instead` where the service does not allow it."""


def of(settings: Settings) -> list[Channel]:
    """The channels of the settings. Raises ConfigurationError."""
    channels: list[Channel] = []
    for kind, words, needed in (
        (Telegram, settings.telegram, "chat"),
        (Mastodon, settings.mastodon, "server"),
    ):
        if not words:
            continue
        _check(kind.SETTING, words, needed)
        channels.append(kind(words, secrets.read(str(words["token_env"]))))
    return channels


def _check(setting: str, words: Mapping[str, Any], needed: str) -> None:
    known = {needed, "token_env", "api", "visibility"}
    if set(words) - known or not words.get(needed) or not words.get("token_env"):
        raise ConfigurationError(f"{setting}: isi {needed} dan token_env.")


class Telegram:
    """A channel that a bot may post to."""

    SETTING = "HUMAS_PUBLISHING_TELEGRAM"
    longest = LONGEST_TELEGRAM

    def __init__(self, words: Mapping[str, Any], token: str) -> None:
        self.chat = str(words["chat"])
        self.name = f"telegram:{self.chat}"
        self.variable = str(words["token_env"])
        self.is_ready = bool(token)
        self._base = f"{str(words.get('api', TELEGRAM_API)).rstrip('/')}/bot{token}/"

    def post(self, text: str, key: str) -> Answer:
        return self._call("sendMessage", text=text)

    def edit(self, message: str, text: str) -> Answer:
        answer = self._call("editMessageText", message_id=int(message), text=text)
        same = "not modified" in answer.words
        return Answer(True, answer.words, message) if same else answer

    def take_back(self, message: str, instead: str) -> Answer:
        answer = self._call("deleteMessage", message_id=int(message))
        if answer.ok or answer.later or "not found" in answer.words:
            return Answer(answer.ok or not answer.later, answer.words, later=answer.later)
        return self.edit(message, instead)

    def _call(self, method: str, **words: Any) -> Answer:
        status, body, fault = _request(
            "POST",
            self._base + method,
            repeatable=method != "sendMessage",
            json={"chat_id": self.chat} | words,
        )
        if fault:
            return fault
        result = body.get("result")
        number = result.get("message_id", "") if isinstance(result, dict) else ""
        ok = status == 200 and body.get("ok") is True
        words_back = "" if ok else f" {body.get('description', '')}".rstrip()
        return Answer(ok, f"HTTP {status}{words_back}"[:200], str(number), later=_later(status))


class Mastodon:
    """An account of a Mastodon server, or of another that speaks its API."""

    SETTING = "HUMAS_PUBLISHING_MASTODON"
    longest = LONGEST_MASTODON

    def __init__(self, words: Mapping[str, Any], token: str) -> None:
        self.server = str(words["server"]).rstrip("/")
        self.name = f"mastodon:{urlsplit(self.server).netloc}"
        self.variable = str(words["token_env"])
        self.is_ready = bool(token)
        self._visibility = str(words.get("visibility", "public"))
        self._headers = {"Authorization": f"Bearer {token}"}

    def post(self, text: str, key: str) -> Answer:
        words = {"status": text, "language": "id", "visibility": self._visibility}
        return self._call("POST", "", words, {"Idempotency-Key": key})

    def edit(self, message: str, text: str) -> Answer:
        return self._call("PUT", f"/{message}", {"status": text, "language": "id"})

    def take_back(self, message: str, instead: str) -> Answer:
        answer = self._call("DELETE", f"/{message}")
        gone = answer.words.startswith(("HTTP 404", "HTTP 410"))
        return Answer(True, answer.words) if gone else answer

    def _call(
        self, method: str, path: str, words: Mapping[str, Any] | None = None, more: Any = None
    ) -> Answer:
        status, body, fault = _request(
            method,
            f"{self.server}/{MASTODON_API}{path}",
            repeatable=True,  # a post has its key
            json=words,
            headers={**self._headers, **(more or {})},
        )
        if fault:
            return fault
        ok = 200 <= status < 300
        return Answer(ok, f"HTTP {status}", str(body.get("id", "")), later=_later(status))


def _later(status: int) -> bool:
    """Whether the same request may go well another time."""
    return status == 429 or status >= 500 or status in (401, 403, 408)


def _request(
    method: str, address: str, **content: Any
) -> tuple[int, dict[str, Any], Answer | None]:
    """Status and JSON object of an answer, or an answer that there was none."""
    reply, fault = network.ask(method, address, **content)
    if reply is None:
        return 0, {}, Answer(False, fault, later=True)
    try:
        body = reply.json()
    except ValueError:
        body = {}
    return reply.status_code, body if isinstance(body, dict) else {}, None
