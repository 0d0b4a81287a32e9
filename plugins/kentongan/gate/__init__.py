"""The gate: privacy and editorial rules, asked of every text before anything is written."""
