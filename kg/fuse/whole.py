"""The whole default graph from all documents' graphs: what it is by definition, and the fast way to fill an empty store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import days, iris
from kg.fuse.entities import REFERS_TO, known, known_quads, names_of, told_quads, widening
from kg.fuse.facts import Triple, fact_quads, fuse, stage_from, stands
from kg.fuse.parents import ACQUIRES, PARTNERS, UNIT_OF, Parenthood, rivalries
from kg.fuse.rules import Rules
from kg.fuse.said import Saying, Told
from kg.fuse.sites import Step, site_iri, site_quads, step
from kg.iris import cx
from kg.model import EntityType, Fact, Iri, Quad


def default_graph(told: Iterable[Told], rules: Rules) -> Iterator[Quad]:
    """The default graph of what documents tell, without the ontology's own triples; each quad once, in no order.

    Of the versions of a document only the one that counts must be there (`kg.fuse.versions`).
    """
    read: list[Quad] = []
    yield from _told(told, rules, read)
    if rules.conclusions:
        yield from rules.conclusions.of(read)


def _told(told: Iterable[Told], rules: Rules, read: list[Quad]) -> Iterator[Quad]:
    """The default graph without what follows by rules; what rules read of it comes into the list."""
    reads = rules.conclusions.reads if rules.conclusions else frozenset()
    follows = frozenset(rules.conclusions.along.values()) if rules.conclusions else frozenset()
    groups: dict[Triple, list[Saying]] = {}
    entities: dict[Iri, tuple[EntityType, set[str], set[str]]] = {}
    for each in told:
        means: dict[Iri, Iri] = {}
        for mention, referent in each.mentions.items():
            entity = rules.entity(referent)
            means[mention] = iri = Iri(entity.iri)
            yield Quad(mention, REFERS_TO, iri)
            _, labels, names = entities.setdefault(iri, (entity.type, set(), set()))
            labels.add(entity.label)
            names |= names_of(entity, referent)
        for saying in each.sayings:
            triple = rules.triple(means[saying.subject], saying.predicate, means[saying.object])
            if triple[0] != triple[2]:
                groups.setdefault(triple, []).append(saying)
    direct: set[Quad] = set()
    units: dict[Iri, list[Parenthood]] = {}
    sites: dict[Iri, list[Step]] = {}
    for triple in sorted(groups):
        sayings = groups.pop(triple)
        facts = fuse(triple, sayings, rules)
        made_by = {saying.iri: saying.source.iri for saying in sayings} if triple[1] == UNIT_OF else {}
        for fact in facts:
            quads = list(fact_quads(fact, rules))
            yield from quads
            if made_by and (parenthood := Parenthood.of(quads, frozenset(made_by[Iri(claim)] for claim in fact.claims))):
                units.setdefault(triple[0], []).append(parenthood)
            if reads and (fact.predicate in follows or rules.ontology.stage_of(fact.predicate)):
                read.extend(quad for quad in quads if quad.predicate in reads)
            for site, taken in steps(fact, rules):
                sites.setdefault(site, []).append(taken)
        if stands(facts, rules):
            direct.update(direct_quads(triple, rules))
    yield from direct
    yield from _parents(units, direct)
    read.extend(quad for quad in direct if quad.predicate in reads)
    for site, history in sites.items():
        described = list(site_quads(site, history))
        yield from described
        read.extend(quad for quad in described if quad.predicate in reads)
    around: set[Iri] = set()
    for iri, (type_, labels, names) in entities.items():
        if known(iri, rules) is None:
            yield from told_quads(iri, type_, labels, names)
            continue
        for place, row in widening(iri, rules):
            if place not in around:
                around.add(place)
                quads = list(known_quads(place, row, rules))
                yield from quads
                read.extend(quad for quad in quads if quad.predicate in reads)


def _parents(units: dict[Iri, list[Parenthood]], direct: set[Quad]) -> Iterator[Quad]:
    """What the parents of each unit make of each other."""
    related = (cx(UNIT_OF), cx(PARTNERS))
    kin = {frozenset((quad.subject, Iri(str(quad.object)))) for quad in direct if quad.predicate in related}
    buyers: dict[Iri, set[Iri]] = {}
    for quad in direct:
        if quad.predicate == cx(ACQUIRES):
            buyers.setdefault(Iri(str(quad.object)), set()).add(quad.subject)
    for unit, told in units.items():
        standing = [each for each in told if Quad(unit, cx(UNIT_OF), each.parent) in direct]
        yield from rivalries(standing, kin, buyers.get(unit, ()))


def direct_quads(triple: Triple, rules: Rules) -> Iterator[Quad]:
    """The direct triples of a fact: its own, the other way round, the wider ones."""
    subject, predicate, target = triple
    yield Quad(subject, cx(predicate), target)
    if predicate in rules.ontology.symmetric:
        yield Quad(target, cx(predicate), subject)
    for wider in rules.ontology.super_predicates.get(predicate, ()):
        yield Quad(subject, cx(wider), target)


def steps(fact: Fact, rules: Rules) -> Iterator[tuple[Iri, Step]]:
    """The site that a Fact of a site predicate is about, and the step in its history that it is."""
    stage = rules.ontology.stage_of(fact.predicate)
    if stage is None:
        return
    kind = rules.ontology.kind_of(fact.predicate)
    values = {"stageDetail" if name == "stage" else name: str(value) for name, value in fact.qualifiers}
    values |= {"company": fact.subject, "place": fact.object, "facilityKind": kind or ""}
    yield site_iri(fact, kind, rules.base), step(fact.iri, stage, stage_from(fact, stage), values)


def stored_step(fact: Iri, quads: Iterable[Quad]) -> Step:
    """The step that a Fact of a site predicate is, from its quads."""
    values = {iris.local(quad.predicate): iris.value_of(quad.object) for quad in quads}
    since = days.span(str(values.get("stageFrom", "")))
    texts = {name: str(value) for name, value in values.items()}
    texts |= {"company": texts[iris.SUBJECT], "place": texts[iris.OBJECT]}
    return step(fact, texts["stage"], since.first if since else None, texts)
