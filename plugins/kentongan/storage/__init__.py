"""Files on disk: whole writes, locks, trees that are exchanged, caches."""
