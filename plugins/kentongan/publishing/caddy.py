"""The Caddyfile of the site, tested on Debian's Caddy. Caddy gets the certificate by itself."""

from __future__ import annotations

from kentongan.publishing import facts, rules
from kentongan.publishing.nginx import Server
from kentongan.publishing.serverconf import ASKED, CADDY, GONE, GONE_ASKED, MARKS, MOVED
from kentongan.publishing.versions import CURRENT, SERVER, SITE
from kentongan.site import media


def caddy(server: Server) -> str:
    """A complete Caddyfile, and the maps that `refresh_script` copies."""
    return "\n".join(
        [
            f"# Situs {server.host}. Dibuat dengan: humas terbit --konfigurasi caddy",
            f"(humas_kepala) {{\n{_headers(server)}\n}}\n",
            f"{server.listen or server.host} {{",
            f"\troot * {server.path}/{CURRENT}/{SITE}",
            _maps(server),
            f"\troute {{\n\t\timport humas_kepala\n{_places()}\n{_types()}",
            _answers(),
            "\t}\n",
            _ERRORS,
            "}\n",
        ]
    )


def _maps(server: Server) -> str:
    """Imported pairs inside our maps. A pattern that matches no file is not an error."""
    directives = [
        f'\tmap {{path}} {{humas_tanda}} {{\n\t\t~^{facts.CODE}$ /r/${{1}}\n\t\tdefault ""\n\t}}'
    ]
    directives += [
        _map(server, source, target, name)
        for source, target, name in (
            ("{path}", "{humas_pindah}", MOVED),
            ("{uri}", "{humas_pindah_tanya}", ASKED),
            ("{path}", "{humas_dicabut}", GONE),
            ("{uri}", "{humas_dicabut_tanya}", GONE_ASKED),
            ("{humas_tanda}", "{humas_asal}", MARKS),
        )
    ]
    directives.append('\tmap {query} {humas_tanya} {\n\t\t"" ""\n\t\tdefault ?{query}\n\t}')
    return "\n".join(directives)


def _map(server: Server, source: str, target: str, name: str) -> str:
    pattern = f"{server.copies}/{name[:-2]}*"
    return f'\tmap {source} {target} {{\n\t\timport {pattern}\n\t\tdefault ""\n\t}}'


def _answers() -> str:
    """Inside `route` directives stay in the order written."""
    return f"""\
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
		@dicabut expression `{{humas_dicabut}} == "1" || {{humas_dicabut_tanya}} == "1"`
		error @dicabut 410
		@tanya expression `{{humas_pindah_tanya}} != ""`
		redir @tanya {{humas_pindah_tanya}} 301
		@pindah expression `{{humas_pindah}} != ""`
		redir @pindah {{humas_pindah}}{{humas_tanya}} 301
		@kode {{
			expression `{{humas_asal}} != ""`
			not file {{path}} {{path}}/index.html
		}}
		redir @kode {{humas_asal}}{{path}} 302
		file_server {{
			precompressed zstd br gzip
		}}"""


_ERRORS = """\
	handle_errors {
		import humas_kepala
		header Cache-Control no-cache
		@galat410 expression `{err.status_code} == 410`
		handle @galat410 {
			try_files {path}{humas_dicabut_tanya} {path}/index.html{humas_dicabut_tanya} /404.html
			file_server {
				status 410
			}
		}
		handle {
			rewrite * /404.html
			file_server {
				status {err.status_code}
			}
		}
	}"""


def refresh_script(server: Server) -> str:
    """The script that root runs after a publication: it copies pairs only.

    Caddy pastes what it imports, so a brace in a file of the publisher would be a directive.
    """
    copies = "\n".join(
        f"salin {CADDY}{name} {name}" for name in (MOVED, ASKED, GONE, GONE_ASKED, MARKS)
    )
    return f"""\
#!/bin/sh
# Untuk root, misalnya /usr/local/sbin/humas-caddy. Dibuat dengan: humas terbit --konfigurasi
# caddy-segarkan. Hanya baris berbentuk "alamat" "alamat" atau "alamat" 1 yang disalin.
set -eu
mkdir -p {server.copies}
salin() {{
    grep -sxE '"/[^"{{}}\\`]*" ("[^"{{}}\\`]*"|1)' "{server.path}/{CURRENT}/{SERVER}/$1" \\
        > "{server.copies}/.$2" || true
    # Caddy menolak berkas kosong, dan memaklumi yang tidak ada.
    if [ -s "{server.copies}/.$2" ]; then
        mv "{server.copies}/.$2" "{server.copies}/$2"
    else
        rm -f "{server.copies}/.$2" "{server.copies}/$2"
    fi
}}
{copies}
"${{HUMAS_MUAT_ULANG:-systemctl}}" reload caddy
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
    for ending in sorted(media.TYPES):
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
