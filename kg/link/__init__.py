"""Identity: which entity each document means, what might be one, and what people decided about it."""

from __future__ import annotations

from kg.link.judgements import Judgement, Verdict
from kg.link.linker import Linker

__all__ = ["Judgement", "Linker", "Verdict"]
