"""The files that staff write, read and edited."""
