"""Reads files of a district: never more than agreed, never from somewhere else, never for long."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx

from kentongan.province.registry import District, is_loopback

SECONDS = 8.0  # for all files of one district in one round
AT_ONCE = 16
BLOCK = 16_384


class Trouble(Exception):
    """A district cannot be read, or cannot be believed. The text is a key of `TROUBLES`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


TROUBLES: Mapping[str, str] = {
    "tidak-terjangkau": "situsnya tidak terjangkau",
    "lambat": "situsnya terlalu lambat",
    "galat-server": "servernya menjawab dengan galat",
    "tidak-ada": "berkas yang ditandatangani tidak ada di situsnya",
    "mengalihkan": "servernya mengalihkan ke alamat lain",
    "terlalu-besar": "berkasnya lebih besar daripada batas",
    "dimampatkan": "servernya mengirim bentuk yang tidak diminta",
    "alamat-dalam": "namanya menunjuk ke jaringan dalam",
    "tanda-salah": "tanda tangannya tidak sah, atau kuncinya tidak berlaku",
    "rusak": "berkasnya rusak",
    "tidak-cocok": "berkasnya lain daripada yang ditandatangani",
    "wilayah-lain": "berkasnya milik wilayah lain",
    "detak-basi": "detaknya basi: situsnya tidak diperbarui lagi",
    "detak-kelak": "detaknya bertanggal kelak: jamnya salah",
    "urut-mundur": "terbitan yang lama diputar ulang",
    "urut-ganda": "satu nomor urut untuk dua terbitan",
    "hilang-banyak": "banyak rilis hilang tanpa pencabutan",
    "beku": "wilayah ini dibekukan",
    "berkas": "berkas wilayahnya keliru, hanya pencabutan yang diikuti (humas provinsi periksa)",
    "belum-selesai": "isinya belum terbaca semua",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of a file, or None where it is as it was; what makes the next question cheap."""

    data: bytes | None
    etag: str = ""
    modified: str = ""


class Sites:
    """The connections of one round; `requests` and `read` count what it cost.

    `gate` lets so many districts through at once.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.requests = 0
        self.read = 0
        self.gate = asyncio.Semaphore(AT_ONCE)
        self._open = AsyncExitStack()
        limits = httpx.Limits(max_connections=AT_ONCE * 2, max_keepalive_connections=AT_ONCE * 2)
        self._client = httpx.AsyncClient(
            follow_redirects=False, trust_env=False, timeout=seconds, limits=limits
        )

    async def __aenter__(self) -> Sites:
        await self._open.enter_async_context(self._client)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._open.aclose()

    async def get(
        self, district: District, path: str, limit: int, known: Answer | None = None
    ) -> Answer:
        """A file of the district of at most `limit` bytes. Raises Trouble."""
        headers = {"Accept-Encoding": "identity", "User-Agent": "kentongan-provinsi"}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            await self._refuse_inner(district)
            self.requests += 1
            async with self._client.stream(
                "GET", district.origin + path, headers=headers
            ) as response:
                return await self._read(response, district, limit, known)
        except (httpx.TimeoutException, TimeoutError):
            raise Trouble("lambat") from None
        except httpx.HTTPError:
            raise Trouble("tidak-terjangkau") from None
        except (httpx.InvalidURL, ValueError, OSError):
            raise Trouble("tidak-terjangkau") from None

    async def _read(
        self, response: httpx.Response, district: District, limit: int, known: Answer | None
    ) -> Answer:
        if not district.trial and is_inner(_peer(response)):
            raise Trouble("alamat-dalam")
        if response.status_code == 304 and known:
            return Answer(None, known.etag, known.modified)
        if response.is_redirect or 300 <= response.status_code < 400:
            raise Trouble("mengalihkan")
        if response.status_code in (404, 410):
            raise Trouble("tidak-ada")
        if response.status_code != 200:
            raise Trouble("galat-server")
        if response.headers.get("content-encoding", "identity") != "identity":
            raise Trouble("dimampatkan")
        data = bytearray()
        async for block in response.aiter_raw(BLOCK):
            self.read += len(block)
            data += block
            if len(data) > limit:
                raise Trouble("terlalu-besar")
        headers = response.headers
        tag, moment = headers.get("etag", ""), headers.get("last-modified", "")
        return Answer(bytes(data), _repeatable(tag), _repeatable(moment))

    async def _refuse_inner(self, district: District) -> None:
        """A name that leads into a network of our own is not asked at all."""
        host = urlsplit(district.origin).hostname or ""
        if district.trial and is_loopback(host):
            return
        places = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
        if any(is_inner(str(place[4][0])) for place in places):
            raise Trouble("alamat-dalam")


def _repeatable(value: str) -> str:
    """A header that can be sent back; nothing of one that no request may hold."""
    is_plain = value.isascii() and value.isprintable() and len(value) <= 200
    return value if is_plain else ""


def is_inner(address: str) -> bool:
    """Whether an address is not one of the public network; an unknown one is taken for inner."""
    try:
        place = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    mapped = getattr(place, "ipv4_mapped", None)
    known: IPv4Address | IPv6Address = mapped or place
    return not known.is_global or known.is_multicast


def _peer(response: httpx.Response) -> str:
    stream: Any = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None
    return str(peer[0]) if peer else ""
