"""Identity: which entity each document means, what might be one, and what people decided about it.

`Linker` finds the entity behind a referent; `kg.link.candidates` tells what else it may mean; `kg.link.review` lists the doubtful
pairs of a graph; `kg.link.judgements` reads and writes the decisions that win over every rule.
"""

from __future__ import annotations

from kg.link.judgements import Judgement, Verdict
from kg.link.linker import Linker

__all__ = ["Judgement", "Linker", "Verdict"]
