"""What a phone keeps of the desk: looks, manifest, service worker, the page without a network."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from kentongan.domain import colours
from kentongan.meja.errors import Unknown
from kentongan.meja.screens import rendering
from kentongan.site import media

_SHARED = {
    "text/plain": [".txt"],
    "application/zip": [".zip"],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
    "message/rfc822": [".eml"],
}
_PHOTOGRAPHS = {
    "image/jpeg": [".jpg", ".jpeg"],
    "image/png": [".png"],
    "image/webp": [".webp"],
    "image/heic": [".heic", ".heif"],
}


def asset(request: Request) -> Response:
    """A style, script or icon; its address changes with its bytes."""
    name = request.path_params["name"]
    data = rendering.assets(rendering.theme_of(request)).get(name)
    if data is None:
        raise Unknown
    response = Response(data, media_type=media.type_of(name))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def manifest(request: Request) -> Response:
    theme = rendering.theme_of(request)
    colour = colours.code(theme.appearance.bar)
    icons = [
        {"src": rendering.asset(theme, f"ikon-{size}.png"), "sizes": f"{size}x{size}"}
        | {"type": media.TYPES["png"], "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
        if f"ikon-{size}.png" in rendering.assets(theme)
    ]
    told = {
        "name": "Meja Humas",
        "short_name": "Meja",
        "lang": "id",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": colour,
        "theme_color": colour,
        "icons": icons,
        "share_target": {
            "action": "/bagikan",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "judul_bagi",
                "text": "teks",
                "url": "alamat_bagi",
                "files": [
                    {"name": "foto", "accept": _accepted(_PHOTOGRAPHS)},
                    {"name": "berkas", "accept": _accepted(_SHARED)},
                ],
            },
        },
    }
    response = Response(json.dumps(told), media_type=media.TYPES["webmanifest"])
    response.headers["Cache-Control"] = "no-cache"
    return response


def service_worker(request: Request) -> Response:
    """The worker, with the addresses of the shell that it keeps."""
    theme = rendering.theme_of(request)
    names = [name for name in rendering.assets(theme) if not name.startswith("ikon-")]
    kept = ["/luring", *(rendering.asset(theme, name) for name in names if name != "pekerja.js")]
    script = rendering.assets(theme)["pekerja.js"].decode()
    queue = json.dumps(rendering.asset(theme, "antrean.js"))
    head = (
        f"import {{ kunciBaru, simpanKiriman }} from {queue};\n"
        f"const RANGKA = {json.dumps(kept)};\nconst NAMA = {json.dumps(kept[1])};\n"
    )
    response = Response(head + script, media_type=media.TYPES["js"])
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


def offline(request: Request) -> Response:
    return rendering.page(request, "luring.html")


def _accepted(kinds: dict[str, list[str]]) -> list[str]:
    return [*kinds, *(suffix for suffixes in kinds.values() for suffix in suffixes)]
