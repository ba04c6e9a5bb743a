"""Sentences with their names marked up, so that frames are tested apart from the finding of names.

``{Acme}`` is an organisation, ``<Oslo>`` a place, ``|Jane Roe|`` a person, ``^German=Germany^`` an adjective of a place, and
``{the company=Acme}``, ``<there=Oslo>``, ``|he=Jane Roe|`` refer to what stands behind the sign.
"""

from __future__ import annotations

import re

from kg.mention.values import values
from kg.model import Document, EntityType, Kind, Mention, Reading, Referent
from kg.segment import segment

MARK = re.compile(r"\{([^{}]+)\}|<([^<>]+)>|\|([^|]+)\||\^([^^]+)\^")
TYPES = (EntityType.ORGANIZATION, EntityType.PLACE, EntityType.PERSON, EntityType.PLACE)
PUBLISHED = "2024-05-10"


def read(text: str, published: str | None = PUBLISHED) -> Reading:
    """The reading of a marked text: its names as marked, its values as the value stage finds them."""
    plain, at = "", 0
    mentions: list[Mention] = []
    referents: list[Referent] = []
    numbers: dict[tuple[EntityType, str], int] = {}
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        which = mark.lastindex or 1
        name, _, other = mark.group(which).partition("=")
        key = (TYPES[which - 1], other or name)
        if key not in numbers:
            numbers[key] = len(referents)
            referents.append(Referent(key[0], key[1], (key[1],)))
        kind = Kind.ADJECTIVE if which == 4 else Kind.REFERENCE if other else Kind.NAME
        mentions.append(Mention(len(plain), len(plain) + len(name), name, kind, key[0], referents=(numbers[key],)))
        plain += name
    plain += text[at:]
    document = Document(plain, published=published)
    sentences = segment(document)
    taken = {i for m in mentions for i in range(m.start, m.end)}
    for sentence in sentences:
        mentions += [v for v in values(plain, sentence.start, sentence.end, published) if v.start not in taken and v.end - 1 not in taken]
    return Reading(document, sentences, tuple(sorted(mentions, key=lambda m: m.start)), tuple(referents))
