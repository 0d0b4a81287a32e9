"""The gate: privacy and editorial rules, asked of every release before anything is written."""
