"""Words and signs of a text. One tokenizer for names and frames, so that both see the same words."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import Token

# Alternatives do not overlap in their first character class, so matching is linear.
WORD = re.compile(
    r"[A-Z]{2}\$|[A-Z]\$"  # A$, US$
    r"|[A-Z]\.[A-Z]{2,}(?![a-z.])"  # a name such as X.COM
    r"|(?:[A-Z]\.){2,}"  # U.S., N.C.
    r"|\d+(?:[.,]\d+)*"  # 1,200.5
    r"|[^\W\d_]+(?:[’'`](?!s\b)[^\W\d_]+)*[\d]*(?:\.(?i:com|net|org|io|ai)\b)?"  # O'Brien, DFW2, Amazon.com; 's stands alone
    r"|[’']s\b"
    r"|[^\w\s]|_"
)


@lru_cache(maxsize=256)  # sentences: names ask for them, then frames
def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``, with offsets into ``text``.

    >>> [t.text for t in tokenize("Google's US$2bn data centre in St. Ghislain, U.S.")]
    ['Google', "'s", 'US$', '2', 'bn', 'data', 'centre', 'in', 'St', '.', 'Ghislain', ',', 'U.S.']
    >>> [t.text for t in tokenize("Amazon.com Inc's site.")]
    ['Amazon.com', 'Inc', "'s", 'site', '.']
    """
    return tuple([Token(m[0], m.start(), m.end()) for m in WORD.finditer(text, start, len(text) if end is None else end)])
