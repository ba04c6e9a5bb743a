"""Forms of one first name: Tom is Thomas."""

from __future__ import annotations

_NICKNAMES = (
    "andrew andy drew", "william bill will billy", "robert bob rob", "thomas tom", "matthew matt", "michael mike", "james jim jimmy",
    "daniel dan danny", "david dave", "stephen steven steve", "joseph joe", "anthony tony", "christopher chris", "benjamin ben",
    "samuel sam", "edward ed ted", "richard rick dick rich", "gregory greg",
    "jeffrey jeff", "kenneth ken", "lawrence larry", "elizabeth liz beth",
    "katherine kate kathy", "nicholas nick", "patrick pat", "peter pete", "ronald ron", "raymond ray", "timothy tim", "alexander alex",
    "susan sue", "jennifer jen", "jonathan jon", "philip phil", "douglas doug", "bradley brad", "charles charlie chuck", "henry hank",
    "john jack", "francis frank", "gerald jerry", "leonard len", "donald don", "frederick fred", "victoria vicky", "margaret maggie",
)  # fmt: skip
_SEVERAL = "will drew alex jack frank charlie chuck hank jerry len ed ted rich rick dick pat sue jen kate kathy liz beth vicky maggie jon"
_DOUBTFUL = frozenset(_SEVERAL.split())
"""Short forms of several names, or names of their own: Jack need not be John."""
_FORMAL = {short: line.split()[0] for line in _NICKNAMES for short in line.split()}


def formal(name: str) -> str:
    """The full form that a first name, folded, may stand for.

    >>> formal("tom"), formal("jack"), formal("ann")
    ('thomas', 'john', 'ann')
    """
    return _FORMAL.get(name, name)


def surely(name: str) -> str:
    """The full form of a first name, folded, where it can be no other.

    >>> surely("tom"), surely("jack")
    ('thomas', 'jack')
    """
    return name if name in _DOUBTFUL else formal(name)
