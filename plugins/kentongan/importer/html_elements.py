"""What elements of a page do to the words around them: which stand in blocks, which join."""

from __future__ import annotations

BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol menu dir li table blockquote pre figure figcaption section"
    " article header footer hr dl dt dd center address form fieldset legend main aside nav details"
    " summary tbody thead tfoot body html".split()
)
# Within a line and within words: `Pol<b>sek</b>`. What stands in any other element stands apart.
JOINING = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd mark meter nobr"
    " output progress q ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
UNSEEN = frozenset("script style head title template noscript".split())


def joins(tag: str) -> bool:
    """Whether the words in an element may go on those before it; `<o:p>` is no element of HTML."""
    return tag in JOINING or ":" in tag
