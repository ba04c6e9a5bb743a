"""Text made safe for XML and for Gephi's importer; what had to be changed is counted, never hidden."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_SPECIAL = re.compile('[&<>"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]')
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": " ", "\r": " ", "\t": " ", "\u2028": " ", "\u2029": " "}
)


@dataclass(slots=True)
class Repairs:
    """What a writer put right, by reason, and the values that Gephi's importer will corrupt."""

    counts: Counter[str] = field(default_factory=Counter)
    infected: dict[str, None] = field(default_factory=dict)

    def xml(self, text: str) -> str:
        """The text as the value of an XML attribute: escaped, on one line, without characters that XML 1.0 forbids.

        >>> Repairs().xml('AT&T "north"' + chr(1))
        'AT&amp;T &quot;north&quot;'
        """
        if not _SPECIAL.search(text):
            return text
        clean = _FORBIDDEN.sub("", text)
        if clean != text:
            self.counts["control characters removed"] += 1
        return clean.translate(_ENTITIES)

    def value(self, text: str) -> str:
        """The same for the value of a column; notes what holds "INF"."""
        if "INF" in text and len(self.infected) < 1000:
            self.infected[text[:80]] = None
        return self.xml(text)
