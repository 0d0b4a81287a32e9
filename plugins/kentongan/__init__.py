"""Kentongan: press releases of the police, checked, built into a site and published."""
