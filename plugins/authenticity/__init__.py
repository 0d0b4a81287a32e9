"""Cek Rilis: lets a reader check whether a text is really a release of this site.

Adds `/cek/` and its index, the texts under `/cek/teks/`, a QR code for each release, and the
manifest under `/.well-known/kentongan/`, signed when a key is set. See docs/keaslian.md.

Settings: `HUMAS_AUTHENTICITY_KEY`, `HUMAS_AUTHENTICITY_RECORD`; the password of the key is in
the environment variable `HUMAS_AUTHENTICITY_PASSWORD`.
"""


def register() -> None:
    from plugins import build
    from plugins.authenticity import hooks

    build.release_facts.connect(hooks.release_facts)
    build.release_files.connect(hooks.release_files)
    build.template_helpers.connect(hooks.template_helpers)
    build.check_site.connect(hooks.check_site)
    build.collect.connect(hooks.collect)
    build.published.connect(hooks.record)
