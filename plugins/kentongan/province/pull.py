"""Reads files of a district: never more than agreed, never from somewhere else, never for long."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlsplit

import httpx

from kentongan.province.places import Places, is_inner
from kentongan.province.registry import District, is_loopback

SECONDS = 8.0  # for all files of one district in one round
AT_ONCE = 16  # districts
SIDE_BY_SIDE = 8  # files of one
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

    `gate` lets so many districts through at once. Each has connections of its own, for two names
    may share an address.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.requests = 0
        self.read = 0
        self.gate = asyncio.Semaphore(AT_ONCE)
        self._places = Places()
        self._trusted = httpx.create_ssl_context(trust_env=False)
        self._clients: dict[str, httpx.AsyncClient] = {}

    async def __aenter__(self) -> Sites:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def get(
        self, district: District, path: str, limit: int, known: Answer | None = None
    ) -> Answer:
        """A file of the district of at most `limit` bytes. Raises Trouble."""
        try:
            for place in await self._places_of(district):
                request = self._request(district, place, path, known)
                self.requests += 1
                try:
                    response = await self._client(district).send(request, stream=True)
                except httpx.ConnectError:
                    continue  # it may have another address
                async with aclosing(response):
                    return await self._read(response, limit, known)
        except (httpx.TimeoutException, TimeoutError):
            raise Trouble("lambat") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError):
            raise Trouble("tidak-terjangkau") from None
        raise Trouble("tidak-terjangkau")

    def _client(self, district: District) -> httpx.AsyncClient:
        if district.slug not in self._clients:
            self._clients[district.slug] = httpx.AsyncClient(
                follow_redirects=False,
                trust_env=False,
                timeout=self.seconds,
                verify=self._trusted,
                limits=httpx.Limits(max_connections=SIDE_BY_SIDE),
            )
        return self._clients[district.slug]

    def _request(
        self, district: District, place: str, path: str, known: Answer | None
    ) -> httpx.Request:
        """The question to one address of a district, which must prove that it has its name."""
        site = httpx.URL(district.origin + path)
        headers = {
            "Host": site.netloc.decode(),
            "Accept-Encoding": "identity",
            "User-Agent": "kentongan-provinsi",
        }
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        return self._client(district).build_request(
            "GET",
            site.copy_with(host=place),
            headers=headers,
            extensions={"sni_hostname": site.host},
        )

    async def _places_of(self, district: District) -> list[str]:
        """The addresses of a district; a name that leads into a network of our own has none."""
        host = urlsplit(district.origin).hostname or ""
        places = await self._places.of(host)
        if any(map(is_inner, places)) and not (district.trial and is_loopback(host)):
            raise Trouble("alamat-dalam")
        return places

    async def _read(self, response: httpx.Response, limit: int, known: Answer | None) -> Answer:
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


def _repeatable(value: str) -> str:
    """A header that can be sent back; nothing of one that no request may hold."""
    is_plain = value.isascii() and value.isprintable() and len(value) <= 200
    return value if is_plain else ""
