"""Press text to release draft: reading, cleaning, splitting, finding the fields. Pure; no site."""
