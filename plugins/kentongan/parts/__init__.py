"""What a site consists of: one package a part, all of the same shape."""

# In the order in which they answer: README.md of the package.
ALL = (
    "kentongan.parts.releases",
    "kentongan.parts.units",
    "kentongan.parts.pages",
    "kentongan.parts.lists",
    "kentongan.parts.permalinks",
    "kentongan.parts.notices",
    "kentongan.parts.gate",
    "kentongan.parts.images",
    "kentongan.parts.cards",
    "kentongan.parts.feeds",
    "kentongan.parts.search",
    "kentongan.parts.authenticity",
    "kentongan.parts.offline",
)
