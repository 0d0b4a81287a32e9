"""Checks whether a live site follows `rules`, for `humas periksa-situs`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from kentongan.domain import addresses
from kentongan.publishing import network, rules

_RELEASE = r'href="(?:https?://[^/"]+)?(/(?:[a-z]{2}/)?berita/\d{4}/\d\d/[^"#?]+)"'


@dataclass(frozen=True, slots=True)
class Finding:
    """One question and its answer. `fix` says what to do when it failed."""

    code: str
    address: str
    ok: bool
    message: str
    fix: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def check(origin: str, moved: Sequence[str] = (), gone: Sequence[str] = ()) -> list[Finding]:
    """All findings about the live site at `origin`. Raises httpx.HTTPError when none answers."""
    import httpx

    with httpx.Client(timeout=network.TIMEOUT, headers={"accept-encoding": "identity"}) as client:
        return list(_Check(client, origin.rstrip("/"), moved, gone).run())


class _Check:
    def __init__(self, client: Any, origin: str, moved: Sequence[str], gone: Sequence[str]) -> None:
        self.client = client
        self.origin = origin
        self.moved = moved
        self.gone = gone
        self.secure = origin.startswith("https://")

    def run(self) -> Iterator[Finding]:
        home = self.client.get(self.origin + "/")
        yield _finding("beranda", "/", home.status_code == 200, f"HTTP {home.status_code}")
        links = re.findall(_RELEASE, home.text)
        page = next((link for link in links if link not in self.gone), None)
        asset = _first(r'(?:href|src)="(?:https?://[^/"]+)?(/(?:tema|gambar|kartu)/[^"]+)"', home)
        yield from self._headers("/", home)
        yield from self._headers("/tidak-ada-di-sini/", self._get("/tidak-ada-di-sini/"))
        yield from self._caching("/", home, rules.SHORT)
        yield from self._conditional("/", home)
        yield from self._packed(page or "/")
        for address, long in ((page, False), (asset, True)):
            if address:
                answer = self._get(address)
                yield from self._type(address, answer)
                yield from self._caching(address, answer, rules.LONG if long else rules.SHORT)
        yield from self._feeds()
        yield from self._hidden(page)
        yield from self._addresses()
        yield from self._transport()

    def _get(self, path: str, **headers: str) -> Any:
        return self.client.get(self.origin + path, headers=headers)

    def _headers(self, path: str, answer: Any) -> Iterator[Finding]:
        for name, wanted in rules.SECURITY.items():
            values = answer.headers.get_list(name)
            ok = len(values) == 1 and bool(values[0])
            if name == "Content-Security-Policy":
                ok = ok and _strict(values[0])
            elif name == "X-Content-Type-Options":
                ok = values == ["nosniff"]
            words = "; ".join(values) or "tidak ada"
            yield _finding(
                f"kepala:{name.lower()}", path, ok, f"{name}: {words}", f"{name}: {wanted}"
            )
        if self.secure:
            value = answer.headers.get("strict-transport-security", "")
            age = re.search(r"max-age=(\d+)", value)
            ok = age is not None and int(age[1]) >= 15_768_000
            yield _finding(
                "hsts", path, ok, f"Strict-Transport-Security: {value or 'tidak ada'}", rules.HSTS
            )

    def _caching(self, path: str, answer: Any, wanted: str) -> Iterator[Finding]:
        value = answer.headers.get("cache-control", "")
        max_age = re.search(r"max-age=(\d+)", value)
        age = int(max_age[1]) if max_age else 0 if "no-cache" in value else -1
        ok = age >= 2_592_000 if wanted == rules.LONG else 0 <= age <= 600
        yield _finding("simpan", path, ok, f"Cache-Control: {value or 'tidak ada'}", wanted)

    def _conditional(self, path: str, answer: Any) -> Iterator[Finding]:
        tag = answer.headers.get("etag", "")
        again = self._get(path, **{"if-none-match": tag}).status_code if tag else 0
        words = f"ETag {tag}: HTTP {again}" if tag else "tidak ada ETag"
        yield _finding("304", path, again == 304, words, "kirim ETag dan jawab 304")

    def _packed(self, path: str) -> Iterator[Finding]:
        for encoding in ("gzip", "br"):
            answer = self._get(path, **{"accept-encoding": encoding})
            given = answer.headers.get("content-encoding", "tidak ada")
            varies = "accept-encoding" in answer.headers.get("vary", "").lower()
            ok = given == encoding and varies
            words = f"Content-Encoding: {given}" + ("" if varies else ", tanpa Vary")
            yield _finding(
                f"padat:{encoding}", path, ok, words, "pakai berkas yang sudah dipadatkan"
            )

    def _type(self, path: str, answer: Any) -> Iterator[Finding]:
        file = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        wanted = rules.content_type(file)
        given = answer.headers.get("content-type", "tidak ada")
        ok = answer.status_code == 200 and _same_type(given, wanted)
        words = f"HTTP {answer.status_code}, Content-Type: {given}"
        yield _finding("jenis", path, ok, words, wanted)

    def _feeds(self) -> Iterator[Finding]:
        for path in (*(addresses.feed("", name) for name in addresses.FORMATS), addresses.SITEMAP):
            answer = self._get(path)
            yield from self._type(path, answer)
            yield from self._caching(path, answer, rules.SHORT)
        answer = self._get(addresses.API_INDEX, origin="https://media.example")
        allowed = answer.headers.get("access-control-allow-origin", "tidak ada")
        words = f"HTTP {answer.status_code}, Access-Control-Allow-Origin: {allowed}"
        yield _finding("cors", addresses.API_INDEX, allowed == "*", words, "*")

    def _hidden(self, page: str | None) -> Iterator[Finding]:
        for path in ("/.git/config", "/.htpasswd", "/.env", "/.well-known/.rahasia"):
            status = self._get(path).status_code
            ok = status in (403, 404, 410)
            yield _finding("titik", path, ok, f"HTTP {status}", "tolak berkas berawalan titik")
        missing = self._get("/tidak-ada-di-sini/")
        ok = missing.status_code == 404
        yield _finding("404", "/tidak-ada-di-sini/", ok, f"HTTP {missing.status_code}", "jawab 404")
        own = "text/html" in missing.headers.get("content-type", "") and 'lang="id"' in missing.text
        yield _finding(
            "404-halaman", "/tidak-ada-di-sini/", own, "halaman 404 sendiri", addresses.MISSING
        )
        folders = [addresses.THEME, addresses.PICTURES, addresses.CODES]
        if page:
            folders.append(page[: page.rstrip("/").rindex("/") + 1])
        for path in folders:
            answer = self._get(path)
            listing = re.search(
                r"<title>\s*(Index of|Directory listing)", answer.text, re.IGNORECASE
            )
            ok = listing is None and answer.status_code != 500
            yield _finding(
                "daftar", path, ok, f"HTTP {answer.status_code}", "matikan daftar isi folder"
            )

    def _addresses(self) -> Iterator[Finding]:
        for path in self.moved:
            answer = self._get(path)
            goal = answer.headers.get("location", "")
            ok = answer.status_code in (301, 308) and bool(goal)
            if ok:
                end = self.client.get(urljoin(self.origin + path, goal)).status_code
                ok = end == 200
                goal += f" (HTTP {end})"
            words = f"HTTP {answer.status_code} → {goal or 'tidak ada'}"
            yield _finding("301", path, ok, words, "muat ulang peta pengalihan")
        for path in self.gone:
            status = self._get(path).status_code
            yield _finding(
                "410", path, status == 410, f"HTTP {status}", "muat ulang peta pencabutan"
            )

    def _transport(self) -> Iterator[Finding]:
        if not self.secure:
            local = urlsplit(self.origin).hostname in ("127.0.0.1", "localhost", "::1")
            yield _finding("https", "/", local, "situs dibuka tanpa HTTPS", "pasang sertifikat")
            return
        import httpx

        try:
            answer = self.client.get("http://" + self.origin.partition("://")[2] + "/")
        except httpx.HTTPError:
            return
        goal = answer.headers.get("location", "")
        ok = answer.status_code in (301, 308) and goal.startswith("https://")
        words = f"HTTP {answer.status_code} → {goal or 'tidak ada'}"
        yield _finding("https", "http://", ok, words, "alihkan http ke https")


def _finding(code: str, address: str, ok: bool, message: str, fix: str = "") -> Finding:
    return Finding(code, address, ok, message, "" if ok else fix)


def _first(pattern: str, answer: Any) -> str | None:
    match = re.search(pattern, answer.text)
    return match[1] if match else None


def _strict(policy: str) -> bool:
    """No exception that lets foreign or inline script in."""
    if re.search(r"unsafe-|(?:^|[\s;])(?:\*|data:|https?:)(?=[\s;]|$)", policy):
        return False
    names = {part.split()[0] for part in policy.split(";") if part.strip()}
    return "default-src" in names and {"base-uri", "frame-ancestors"} <= names


def _same_type(given: str, wanted: str) -> bool:
    kind, _, rest = given.lower().replace(" ", "").partition(";")
    same = kind == wanted.partition(";")[0]
    return same and ("charset" not in wanted or "charset=utf-8" in rest)
