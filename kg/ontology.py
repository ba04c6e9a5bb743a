"""The ontology as the program needs it: which predicates there are, what they imply, how they are called.

Read from ``ontology/cloud-expansion.ttl`` (2 ms), once a process. Predicates and qualifiers go by their local names
("plansDataCenterIn", "capacityMW"), as in claims and facts; `kg.iris.cx` makes IRIs of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal as OneOf

import pyoxigraph as ox

from kg import iris
from kg.iris import CX, OWL, RDF, RDFS, SCHEMA, SKOS, XSD
from kg.model import Iri, Literal, Quad

Datatype = OneOf["decimal", "integer", "string"]


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A qualifier: its name in claims, the local name of its property in the graph, the XSD type of its value."""

    name: str
    property: str
    datatype: Datatype


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the ontology says, by local names. Made by `load`."""

    predicates: frozenset[str]
    """Every predicate that a claim can have."""
    symmetric: frozenset[str]
    """Those that hold either way round."""
    super_predicates: Mapping[str, tuple[str, ...]]
    """For each predicate the wider ones of ours that hold with it, nearest first; () for most."""
    subjects: Mapping[str, frozenset[str]]
    """For each predicate the types that its subject can have ("Organization")."""
    objects: Mapping[str, frozenset[str]]
    """For each predicate the types that its object can have."""
    qualifiers: Mapping[str, Qualifier]
    """By the name that claims use: "stage" is kept under the property ``cx:stageDetail``."""
    labels: Mapping[str, str]
    """For every term its label: "plansDataCenterIn" is "plans a data center in"."""
    stages: Mapping[str, str]
    """For every stage, coarse or fine, the coarse one: "filed" is "planned", "planned" itself."""
    statuses: frozenset[str]
    """What a status can be."""
    tracker_words: Mapping[str, str]
    """For every stage the word that trackers of data centres use: "building" is "under construction"."""
    stages_of_trackers: Mapping[str, str]
    """For every word of the trackers the stage that it stands for: "shelved" is "paused"."""
    triples: tuple[Quad, ...]
    _stage_of: Mapping[str, str]
    _kind_of: Mapping[str, str]

    def stage_of(self, predicate: str) -> str | None:
        """The stage that a predicate states: planned, building, operating or cancelled; None where it is not about a facility."""
        return self._stage_of.get(predicate)

    def kind_of(self, predicate: str) -> str | None:
        """The kind of facility that a predicate is about ("DataCenter"); None where it is about none or about any."""
        return self._kind_of.get(predicate)

    def quads(self) -> tuple[Quad, ...]:
        """The ontology's own triples for the default graph of a store, sorted."""
        return self.triples


def folder() -> Path:
    """The folder ``ontology/``: in an installed package its data, in a clone beside ``kg/``."""
    here = Path(__file__).resolve().parent
    packaged = here / "_data" / "ontology"
    return packaged if packaged.is_dir() else here.parent / "ontology"


@lru_cache(maxsize=1)
def load() -> Ontology:
    """The shipped ontology; parsed at the first call."""
    return parse((folder() / "cloud-expansion.ttl").read_bytes())


def parse(turtle: bytes) -> Ontology:
    """The ontology that a Turtle text holds."""
    triples = tuple(sorted(map(_quad, ox.parse(turtle, format=ox.RdfFormat.TURTLE)), key=str))
    graph = _Index(triples)
    predicates = graph.instances(CX + "Relation")
    concepts = {term: notation for term in graph.instances(SKOS + "Concept") for notation in graph.values(term, SKOS + "notation")}
    stages = {c: n for c, n in concepts.items() if "stages" in graph.locals(c, SKOS + "inScheme")}
    matches = [
        (graph.values(word, SKOS + "prefLabel")[0], stages[stage], relation)
        for word in sorted(graph.instances(SKOS + "Concept"))
        for relation in ("exactMatch", "closeMatch", "broadMatch", "relatedMatch")
        for stage in graph.locals(word, SKOS + relation)
        if stage in stages
    ]
    return Ontology(
        predicates=frozenset(predicates),
        symmetric=frozenset(predicates & graph.instances(OWL + "SymmetricProperty")),
        super_predicates=MappingProxyType({p: graph.ancestors(p, RDFS + "subPropertyOf") for p in predicates}),
        subjects=MappingProxyType({p: graph.types_at(p, "domain") for p in predicates}),
        objects=MappingProxyType({p: graph.types_at(p, "range") for p in predicates}),
        qualifiers=MappingProxyType({q.name: q for q in map(graph.qualifier, sorted(graph.instances(CX + "Qualifier")))}),
        labels=MappingProxyType({iris.local(s): o.text for s, p, o, _ in triples if p == RDFS + "label" and isinstance(o, Literal)}),
        stages=MappingProxyType({name: stages[next(iter(graph.locals(term, SKOS + "broader")), term)] for term, name in stages.items()}),
        statuses=frozenset(n for c, n in concepts.items() if "statuses" in graph.locals(c, SKOS + "inScheme")),
        tracker_words=MappingProxyType(
            {name: next(iter([w for w, s, r in matches if s == name and r == "exactMatch"]), name) for name in stages.values()}
        ),
        stages_of_trackers=MappingProxyType({word: stage for word, stage, _ in matches}),
        triples=triples,
        _stage_of=MappingProxyType(graph.stated("impliesStage", concepts)),
        _kind_of=MappingProxyType(graph.stated("impliesKind", {})),
    )


class _Index:
    """The triples by subject and predicate; our own terms by their local names."""

    def __init__(self, triples: Iterable[Quad]) -> None:
        self._objects: dict[tuple[str, str], list[Iri | Literal]] = {}
        self._instances: dict[str, set[str]] = {}
        for subject, predicate, value, _ in triples:
            self._objects.setdefault((iris.local(subject), predicate), []).append(value)
            if predicate == RDF + "type" and isinstance(value, Iri):
                self._instances.setdefault(value, set()).add(iris.local(subject))

    def instances(self, iri: str) -> set[str]:
        return self._instances.get(iri, set())

    def values(self, term: str, predicate: str) -> list[str]:
        return [o.text for o in self._objects.get((term, predicate), ()) if isinstance(o, Literal)]

    def locals(self, term: str, predicate: str) -> list[str]:
        """The objects that are terms of ours."""
        return [iris.local(o) for o in self._objects.get((term, predicate), ()) if isinstance(o, Iri) and o.startswith(CX)]

    def ancestors(self, term: str, predicate: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        queue = self.locals(term, predicate)
        while queue:
            wider = queue.pop(0)
            if wider not in found:
                found[wider] = None
                queue.extend(self.locals(wider, predicate))
        return tuple(found)

    def types_at(self, term: str, end: OneOf["domain", "range"]) -> frozenset[str]:
        """What can stand at an end of a property: the list that schema:…Includes gives, else the class that rdfs says."""
        return frozenset(self.locals(term, f"{SCHEMA}{end}Includes") or self.locals(term, RDFS + end))

    def qualifier(self, term: str) -> Qualifier:
        ranges = self._objects.get((term, RDFS + "range"), [])
        datatype: Datatype = "decimal" if XSD + "decimal" in ranges else "integer" if XSD + "integer" in ranges else "string"
        return Qualifier(next(iter(self.values(term, SKOS + "notation")), term), term, datatype)

    def stated(self, annotation: str, names: Mapping[str, str]) -> dict[str, str]:
        """What an annotation of ours says of each term that has it; a concept goes by its notation."""
        return {
            term: names.get(value, value)
            for term, predicate in self._objects
            if predicate == CX + annotation
            for value in self.locals(term, predicate)
        }


def _quad(triple: ox.Triple | ox.Quad) -> Quad:
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
        raise ValueError(f"the ontology must hold no blank nodes: {triple}")
    return Quad(Iri(subject.value), Iri(predicate.value), _term(value))


def _term(term: ox.NamedNode | ox.Literal) -> Iri | Literal:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    datatype = term.datatype.value
    return Literal(term.value, None if datatype == XSD + "string" else datatype)
