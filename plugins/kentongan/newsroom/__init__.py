"""What staff can do, without a terminal."""
