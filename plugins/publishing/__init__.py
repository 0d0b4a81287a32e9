"""Puts the built site on line: targets, precompressed files, server configuration, checks.

A library for `humas terbit`, `humas mundur` and `humas periksa-situs`. It is no Pelican
plugin: the build does not need it. Its settings stand in `core.Settings`.
"""
