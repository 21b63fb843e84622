"""Claims that compare: "the fastest", "cheaper than", "the only". They need evidence.

A comparison with competitors that cannot be proved is unlawful (Directive 2006/114/EC art. 4,
Directive 2005/29/EC art. 6). The list is about the English source; comparing with the customer's
own contract ("less than today") is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator

_WORDS = (
    "best",
    "better",
    "biggest",
    "cheaper",
    "cheapest",
    "easier",
    "easiest",
    "exclusive",
    "exclusively",
    "fastest",
    "faster",
    "greatest",
    "largest",
    "leading",
    "lowest",
    "market leader",
    "most popular",
    "most reliable",
    "no other",
    "no one else",
    "nobody else",
    "none of the",
    "number one",
    "only we",
    "safer",
    "safest",
    "simpler",
    "simplest",
    "strongest",
    "stronger",
    "superior",
    "the only",
    "unbeatable",
    "unique",
    "unlike",
    "unrivalled",
    "world-class",
)
_CLAIM = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b|\bno\. ?1\b", re.IGNORECASE)


def find_claims(texts: Iterable[str]) -> Iterator[str]:
    """The comparing words in these texts."""
    for text in texts:
        for match in _CLAIM.finditer(text):
            yield match[0]
