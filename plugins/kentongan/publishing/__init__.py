"""Publishes the built site: targets, precompressed files, server configuration, checks.

Mostly a library for `humas terbit`, `humas mundur` and `humas periksa-situs`. As a plugin it adds
one file: the key by which IndexNow knows the site.

Settings: `core.Settings` (`HUMAS_PUBLISHING_…`).
"""


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.publishing.hooks")
