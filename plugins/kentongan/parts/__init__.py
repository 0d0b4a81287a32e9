"""What a site consists of: one package a part, all of the same shape."""
