"""The names of the digits from one to nine."""

DIGIT_NAMES = tuple("satu dua tiga empat lima enam tujuh delapan sembilan".split())
