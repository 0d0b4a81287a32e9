"""The Caddyfile of the site, tested on Debian's Caddy. Caddy gets the certificate by itself."""

from __future__ import annotations

from kentongan.publishing import rules
from kentongan.publishing.nginx import Server
from kentongan.publishing.serverconf import CADDY_MAP
from kentongan.publishing.versions import CURRENT, SERVER, SITE


def caddy(server: Server) -> str:
    """Caddy sorts directives by kind; inside `route` they stay in the order written."""
    return f"""\
# Situs {server.host}. Dibuat dengan: humas terbit --konfigurasi caddy
import {server.path}/{CURRENT}/{SERVER}/{CADDY_MAP}

(humas_kepala) {{
{_headers(server)}
}}

{server.listen or server.host} {{
	root * {server.path}/{CURRENT}/{SITE}
	import humas_peta
	map {{query}} {{humas_tanya}} {{
		"" ""
		default ?{{query}}
	}}
	route {{
		import humas_kepala
{_places()}
{_types()}
		@tulis not method GET HEAD
		error @tulis 405
		@titik {{
			path_regexp /\\.
			not path /.well-known/*
		}}
		error @titik 404
		@padat path_regexp {rules.PACKED.pattern}
		error @padat 404
		@galat path /404.html
		error @galat 404
		@dicabut expression `{{humas_dicabut}} == "1"`
		error @dicabut 410
		@tanya expression `{{humas_pindah_tanya}} != ""`
		redir @tanya {{humas_pindah_tanya}} 301
		@pindah expression `{{humas_pindah}} != ""`
		redir @pindah {{humas_pindah}}{{humas_tanya}} 301
		file_server {{
			precompressed zstd br gzip
		}}
	}}

	handle_errors {{
		import humas_kepala
		header Cache-Control no-cache
		@galat410 expression `{{err.status_code}} == 410`
		handle @galat410 {{
			try_files {{path}} {{path}}/index.html /404.html
			file_server {{
				status 410
			}}
		}}
		handle {{
			rewrite * /404.html
			file_server {{
				status {{err.status_code}}
			}}
		}}
	}}
}}
"""


def _headers(server: Server) -> str:
    wanted = dict(rules.SECURITY)
    if server.secure:
        wanted["Strict-Transport-Security"] = rules.HSTS
    lines = [f'\t\t{name} "{value}"' for name, value in wanted.items()]
    return "\n".join(["\theader {", "\t\t-Server", *lines, "\t}"])


def _places() -> str:
    versioned = " ".join(f"/{folder}/*" for folder in rules.VERSIONED)
    shared = " ".join(f"/{folder}/*" for folder in rules.OPEN)
    return "\n".join(
        [
            f'\t\theader Cache-Control "{rules.SHORT}"',
            f"\t\t@bernama path {versioned}",
            f'\t\theader @bernama Cache-Control "{rules.LONG}"',
            f"\t\t@terbuka path {shared}",
            "\t\theader @terbuka Access-Control-Allow-Origin *",
        ]
    )


def _types() -> str:
    """Types by ending; those of feeds come last and win."""
    endings: dict[str, list[str]] = {}
    for ending in sorted(rules.TYPES):
        endings.setdefault(rules.content_type(f"x.{ending}"), []).append(f"*.{ending}")
    lines = []
    for number, kind in enumerate(sorted(endings)):
        patterns = " ".join(endings[kind])
        if kind.startswith("text/html"):
            patterns += " */"
        lines += [
            f"\t\t@jenis{number} path {patterns}",
            f'\t\theader @jenis{number} Content-Type "{kind}"',
        ]
    for number, (pattern, kind) in enumerate(rules.FEED_TYPES):
        lines.append(f"\t\t@umpan{number} path_regexp ^/umpan(?:/.*)?{pattern}$")
        lines.append(f'\t\theader @umpan{number} Content-Type "{kind}; charset=utf-8"')
    return "\n".join(lines)
