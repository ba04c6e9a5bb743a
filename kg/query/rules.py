"""Rules: questions whose answers go into the graph. ``ontology/rules/*.rq``, one CONSTRUCT each.

A rule concludes direct triples, and for each a ``cx:DerivedFact`` that says by which rule, and from which Facts. There are two kinds.
In most rules each premise is enough by itself: a solution reads one Fact about a site, the Site, and what contains its place. A rule
whose file says ``# along: unitOf`` follows a relation from thing to thing: a solution reads the direct triples of the relation above a
thing, and their Facts. So `kg.fuse` brings conclusions up to date from a handful of quads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import pyoxigraph as ox

from kg import iris
from kg.iris import BASE
from kg.model import Iri, Literal, Quad
from kg.ontology import folder
from kg.query.shipped import Shipped, parse
from kg.query.text import bind, with_prefixes

_CHUNK = 10_000  # quads handed to the engine at a time
_ALONG = re.compile(r"^# along: (\w+)$", re.MULTILINE)
_PREFIXED = re.compile(r"\b(\w+):(\w+)")


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Shipped]:
    """The rules that come with the program, by name, sorted."""
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for path in sorted((folder() / "rules").glob("*.rq"))}


@dataclass(frozen=True)
class Conclusions:
    """What the shipped rules conclude, for a base; `kg.fuse.Rules` takes it."""

    base: str = BASE

    @cached_property
    def fingerprint(self) -> str:
        """Another one where the rules are others."""
        return iris.digest(*(rule.text for rule in rules().values()))

    @cached_property
    def reads(self) -> frozenset[Iri]:
        """The predicates that rules read; what else a quad may say, they do not see."""
        where = (rule.text.split("WHERE", 1)[1] for rule in rules().values())
        return frozenset(Iri(iris.PREFIXES[prefix] + name) for text in where for prefix, name in _PREFIXED.findall(text))

    @cached_property
    def along(self) -> Mapping[str, str]:
        """The rules that follow a relation from thing to thing, and which one."""
        return {name: match[1] for name, rule in rules().items() if (match := _ALONG.search(rule.text))}

    def of(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """What the rules conclude from quads of the default graph, each quad once; memory holds them in the engine's form alone."""
        store = ox.Store()
        rest = map(_to_quad, quads)
        while chunk := list(islice(rest, _CHUNK)):
            store.extend(chunk)
        for text in _texts(self.base):
            triples = store.query(text)
            assert isinstance(triples, ox.QueryTriples)
            yield from map(_back, set(triples))


@lru_cache(maxsize=8)
def _texts(base: str) -> tuple[str, ...]:
    return tuple(with_prefixes(bind(rule.text, {"base": Literal(base)}), base) for rule in rules().values())


def _to_quad(quad: Quad) -> ox.Quad:
    return ox.Quad(ox.NamedNode(quad.subject), _node(quad.predicate), _term(quad.object))


def _term(term: Iri | Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Literal):
        return ox.Literal(term.text, datatype=_node(term.datatype)) if term.datatype else ox.Literal(term.text)
    return ox.NamedNode(term)


@lru_cache(maxsize=256)
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _back(triple: ox.Triple) -> Quad:
    """Rules conclude IRIs and plain strings."""
    assert isinstance(triple.subject, ox.NamedNode)
    assert isinstance(triple.object, ox.NamedNode | ox.Literal)
    value = Literal(triple.object.value) if isinstance(triple.object, ox.Literal) else Iri(triple.object.value)
    return Quad(Iri(triple.subject.value), Iri(triple.predicate.value), value)
