"""The data of the desk: one SQLite file that only its owner can read, and photographs beside it."""
