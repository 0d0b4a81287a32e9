"""The vocabulary between the engine and the parts of a site."""
