"""The nginx configuration of the site: one file for the `http` context, tested on Debian's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kentongan.publishing import facts, rules
from kentongan.publishing.serverconf import ASKED, GONE, GONE_ASKED, MARKS, MOVED
from kentongan.publishing.versions import CURRENT, SERVER, SITE
from kentongan.site import media

_CODE = facts.CODE.replace("(", "(?<humas_dua>")


@dataclass(frozen=True)
class Server:
    """The options of the configuration. Without a certificate it serves plain HTTP."""

    host: str
    path: str
    """The folder of the target: `kini` and `versi` lie in it."""
    certificate: str = ""
    key: str = ""
    listen: str = ""
    secure: bool = True
    """Readers use HTTPS, here or at a proxy in front: send HSTS."""
    brotli: bool = False
    """The module brotli_static is loaded."""
    challenge: str = "/var/www/acme"
    copies: str = "/etc/caddy/humas"
    """Where root copies the maps for Caddy; the publisher cannot write there."""


def nginx(server: Server) -> str:
    """A complete configuration for inside the `http` block."""
    blocks = [_maps(server)]
    if server.certificate:
        blocks.append(_to_https(server))
    blocks.append(_site(server))
    return "\n".join(blocks)


def _maps(server: Server) -> str:
    versioned = "|".join(rules.VERSIONED)
    return f"""\
# Situs {server.host}. Dibuat dengan: humas terbit --konfigurasi nginx
# Penerbit menulis pasangan alamat saja; di dalam map tidak ada perintah yang diterima.
map_hash_max_size 65536;
map_hash_bucket_size 1024;
{_pairs(server, "$uri", "$humas_pindah", MOVED)}
{_pairs(server, "$uri$is_args$args", "$humas_pindah_tanya", ASKED)}
{_pairs(server, "$uri", "$humas_dicabut", GONE)}
{_pairs(server, "$uri$is_args$args", "$humas_dicabut_tanya", GONE_ASKED)}
# Kode rilis wilayah: tandanya menyebut situs yang memilikinya.
map $uri $humas_tanda {{
    default "";
    "~^{_CODE}$" "/r/$humas_dua";
}}
{_pairs(server, "$humas_tanda", "$humas_asal", MARKS)}

map "$status $uri" $humas_simpan {{
    default "{rules.SHORT}";
    "~^(200|206|304) /({versioned})/" "{rules.LONG}";
    "~^[45]" "no-cache";
}}
map $uri $humas_cors {{
    default "";
    "~^/({"|".join(rules.OPEN)})/" "*";
}}
"""


def _pairs(server: Server, source: str, target: str, name: str) -> str:
    """A map that the publisher fills. Before the first publication its file may be missing:
    a pattern that finds nothing is no error."""
    pattern = f"[{name[0]}]{name[1:]}"
    return f"""\
map {source} {target} {{
    default "";
    include {server.path}/{CURRENT}/{SERVER}/{pattern};
}}"""


def _to_https(server: Server) -> str:
    return f"""\
server {{
    listen 80;
    listen [::]:80;
    server_name {server.host};
    server_tokens off;
    location ^~ /.well-known/acme-challenge/ {{ root {server.challenge}; }}
    location / {{ return 301 https://{server.host}$request_uri; }}
}}
"""


def _site(server: Server) -> str:
    return f"""\
server {{
{_listen(server)}
    server_name {server.host};
    root {server.path}/{CURRENT}/{SITE};
    index index.html;

    server_tokens off;
    absolute_redirect off;
    autoindex off;
    etag on;
    client_max_body_size 1k;
    sendfile on;
    tcp_nopush on;

    gzip off;
    gzip_static on;
    gzip_vary on;
{_brotli(server)}

    charset utf-8;
    charset_types {_charset_types()};
    types {{
{_types()}
    }}
    default_type {media.DEFAULT_TYPE};

{_headers(server)}

    error_page 404 /404.html;
    error_page 403 =404 /404.html;
    error_page 410 @dicabut;

    if ($humas_dicabut) {{ return 410; }}
    if ($humas_dicabut_tanya) {{ return 410; }}
    if ($humas_pindah_tanya) {{ return 301 $humas_pindah_tanya; }}
    if ($humas_pindah) {{ return 301 $humas_pindah$is_args$args; }}

    location / {{ try_files $uri $uri/ =404; }}
    location /r/ {{ try_files $uri $uri/ @kode; }}
    location @kode {{
        if ($humas_asal) {{ return 302 $humas_asal$uri; }}
        return 404;
    }}
    location = /404.html {{ internal; }}
    # An address with a query has no page of its own: with the suffix 1 nothing is found.
    location @dicabut {{
        try_files $uri$humas_dicabut_tanya $uri/index.html$humas_dicabut_tanya /404.html =410;
    }}
{_challenge(server)}
    location ^~ /.well-known/ {{ try_files $uri =404; }}
    location ~ /\\. {{ return 404; }}
    location ~ {_packed()} {{ return 404; }}
{_feeds()}
}}
"""


def _challenge(server: Server) -> str:
    """Where certbot proves that the name is ours, before there is a certificate."""
    if server.certificate:
        return "    # Sertifikat diperbarui lewat port 80, di atas."
    return f"    location ^~ /.well-known/acme-challenge/ {{ root {server.challenge}; }}"


def _brotli(server: Server) -> str:
    if server.brotli:
        return "    brotli_static on;"
    return "    # brotli_static on;  # needs libnginx-mod-http-brotli-static"


def _listen(server: Server) -> str:
    if server.listen:
        lines = [f"listen {server.listen};"]
    elif server.certificate:
        lines = [
            "listen 443 ssl http2;",
            "listen [::]:443 ssl http2;",
            f"ssl_certificate {server.certificate};",
            f"ssl_certificate_key {server.key};",
            "ssl_protocols TLSv1.2 TLSv1.3;",
            "ssl_session_cache shared:humas:5m;",
        ]
    else:
        lines = ["listen 80;", "listen [::]:80;"]
    return "\n".join("    " + line for line in lines)


def _headers(server: Server) -> str:
    wanted = dict(rules.SECURITY)
    if server.secure:
        wanted["Strict-Transport-Security"] = rules.HSTS
    wanted["Cache-Control"] = "$humas_simpan"
    wanted["Access-Control-Allow-Origin"] = "$humas_cors"
    return "\n".join(f'    add_header {name} "{value}" always;' for name, value in wanted.items())


def _types() -> str:
    endings: dict[str, list[str]] = {}
    for ending, kind in media.TYPES.items():
        endings.setdefault(kind, []).append(ending)
    return "\n".join(f"        {kind} {' '.join(endings[kind])};" for kind in sorted(endings))


def _charset_types() -> str:
    """All text types but text/html, which nginx always includes."""
    kinds = {media.TYPES[ending] for ending in rules.TEXT}
    kinds |= {kind for _, kind in rules.FEED_TYPES}
    return " ".join(sorted(kinds - {"text/html"}))


def _feeds() -> str:
    lines = []
    for pattern, kind in rules.FEED_TYPES:
        location = f"location ~ ^/umpan(?:/.*)?{pattern}$"
        lines.append(f"    {location} {{ types {{ }} default_type {kind}; }}")
    return "\n".join(lines)


def _packed() -> str:
    return '"' + re.sub(r"\(\?:", "(", rules.PACKED.pattern) + '"'
