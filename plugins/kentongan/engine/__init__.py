"""The engine: index, fingerprints, parallel work, atomic output. Driven by `frame`.

Settings: `options.Settings` (`HUMAS_ENGINE_…`).
"""
