"""Keeping the default graph what it is by definition (`kg.fuse.whole`) while documents come and go, by touched group.

What a change costs depends on the document and on the groups, sites and entities that it touches, never on the size of the graph: every
look-up goes by an index of the store (``cx:group`` finds a group's Facts, ``cx:claim`` their claims, ``cx:refersTo`` an entity's mentions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg import iris
from kg.fuse.conclusions import follow
from kg.fuse.entities import DESCRIBES, PART_OF, REFERS_TO, known, known_quads, label_of, names_of, told_quads, widening
from kg.fuse.facts import Triple, fact_quads, fuse, group_key, stands
from kg.fuse.parents import compare
from kg.fuse.rules import Rules
from kg.fuse.said import Saying, Source, Told, node, read_mention, read_saying, read_source
from kg.fuse.sites import Step, site_quads
from kg.fuse.whole import direct_quads, steps, stored_step
from kg.iris import cx
from kg.model import EntityType, Fact, Iri, Literal, Quad, Referent
from kg.protocols import Store

_OF_SITE = cx("ofSite")
_GROUP = cx("group")
_CLAIM = cx("claim")
_NAME = cx("name")


@dataclass
class Change:
    """The default graph of a store while documents are taken out and put in: what is to be removed and added."""

    store: Store
    rules: Rules
    gone: tuple[Told, ...]
    come: tuple[Told, ...]
    remove: set[Quad] = field(default_factory=set)
    add: set[Quad] = field(default_factory=set)
    old_facts: dict[Iri, list[Quad]] = field(default_factory=dict)
    new_facts: dict[Iri, list[Quad]] = field(default_factory=dict)
    sites: dict[Iri, tuple[list[Quad], list[Quad]]] = field(default_factory=dict)
    _sources: dict[Iri, Source] = field(default_factory=dict)
    _facts: dict[Triple, tuple[Fact, ...]] = field(default_factory=dict)
    _made_by: dict[Iri, Iri] = field(default_factory=dict)
    _lost: dict[Iri, Iri] = field(default_factory=dict)
    _gained: dict[Iri, Iri] = field(default_factory=dict)
    _lost_by_entity: dict[Iri, list[Referent]] = field(default_factory=dict)
    _gained_by_entity: dict[Iri, list[Referent]] = field(default_factory=dict)

    def work_out(self) -> Change:
        """Works out the change; the store is read only."""
        self._link()
        self._fuse()
        self._say_directly()
        compare(self)
        self._follow_sites()
        self._describe()
        if self.rules.conclusions:
            follow(self, self.rules.conclusions)
        both = self.remove & self.add
        self.remove -= both
        self.add -= both
        return self

    @property
    def triples(self) -> Iterable[Triple]:
        """The triples of the groups that were fused again."""
        return self._facts.keys()

    @property
    def touched(self) -> set[Iri]:
        """The entities that what goes and what comes speaks of."""
        return {*self._lost_by_entity, *self._gained_by_entity}

    def _link(self) -> None:
        """Which mention means which entity: as it stands for what goes, by the link function for what comes."""
        for told in self.gone:
            for mention, referent in told.mentions.items():
                for quad in self.store.match(mention, REFERS_TO, None, None):
                    self._lost[mention] = entity = Iri(str(quad.object))
                    self._lost_by_entity.setdefault(entity, []).append(referent)
                    self.remove.add(quad)
        for told in self.come:
            for mention, referent in told.mentions.items():
                self._gained[mention] = entity = Iri(self.rules.entity(referent).iri)
                self._gained_by_entity.setdefault(entity, []).append(referent)
                self.add.add(Quad(mention, REFERS_TO, entity))

    def _fuse(self) -> None:
        """Fuses every touched group again, from the claims that stay and those that come."""
        groups: dict[Triple, list[Saying]] = {}
        dropped = {saying.iri for told in self.gone for saying in told.sayings}
        for told in self.gone:
            for saying in told.sayings:
                if saying.subject in self._lost and saying.object in self._lost:
                    groups.setdefault(self._triple(saying, self._lost), [])
        for told in self.come:
            for saying in told.sayings:
                self._made_by[saying.iri] = told.source.iri
                groups.setdefault(self._triple(saying, self._gained), []).append(saying)
        for triple, sayings in groups.items():
            if triple[0] == triple[2]:
                continue  # nothing stands in relation to itself
            for fact in self._facts_of(triple):
                quads = list(self.store.match(fact, None, None, None))
                self.old_facts[fact] = quads
                self.remove.update(quads)
                sayings.extend(self._saying(Iri(str(q.object))) for q in quads if q.predicate == _CLAIM and q.object not in dropped)
            self._facts[triple] = fuse(triple, sayings, self.rules) if sayings else ()
            for fused in self._facts[triple]:
                self.new_facts[Iri(fused.iri)] = quads = list(fact_quads(fused, self.rules))
                self.add.update(quads)

    def _say_directly(self) -> None:
        """The direct triples of the touched groups; a wider one stays as long as any group implies it."""
        wanted: dict[Quad, bool] = {}
        for triple, facts in self._facts.items():
            hold = stands(facts, self.rules)
            for quad in direct_quads(triple, self.rules):
                wanted[quad] = wanted.get(quad, False) or hold or self._implied(quad)
        for quad, hold in wanted.items():
            if hold:
                self.add.add(quad)
            if self._has(quad):
                self.remove.add(quad)

    def _implied(self, quad: Quad) -> bool:
        """Whether a narrower direct triple of a group that is not touched stands."""
        assert isinstance(quad.object, Iri)
        for predicate in self.rules.sub_predicates(iris.local(quad.predicate)):
            triple = self.rules.triple(quad.subject, predicate, quad.object)
            if triple not in self._facts and self._has(Quad(quad.subject, cx(predicate), quad.object)):
                return True
        return False

    def _follow_sites(self) -> None:
        """The sites of all Facts that went, changed or came."""
        sites: dict[Iri, list[Step]] = {}
        for quads in self.old_facts.values():
            for quad in quads:
                if quad.predicate == _OF_SITE:
                    sites.setdefault(Iri(str(quad.object)), [])
        for facts in self._facts.values():
            for fact in facts:
                for site, step in steps(fact, self.rules):
                    sites.setdefault(site, []).append(step)
        for site, history in sites.items():
            for quad in list(self.store.match(None, _OF_SITE, site, None)):
                if quad.subject not in self.old_facts:
                    history.append(stored_step(quad.subject, self.store.match(quad.subject, None, None, None)))
            old = list(self.store.match(site, None, None, None))
            new = list(site_quads(site, history)) if history else []
            self.sites[site] = old, new
            self.remove.update(old)
            self.add.update(new)

    def _describe(self) -> None:
        """The entities that the mentions mean, and the places around them."""
        entities = {**self._lost_by_entity, **self._gained_by_entity}
        around: dict[Iri, None] = {}
        for iri in entities:
            if known(iri, self.rules) is None:
                self._describe_told(iri)
            else:
                around.update(dict.fromkeys(place for place, _ in widening(iri, self.rules)))
        alive: dict[Iri, bool] = {}
        for iri in around:
            row = known(iri, self.rules)
            assert row is not None
            quads = set(known_quads(iri, row, self.rules))
            if self._is_alive(iri, around, alive):
                self.add.update(quad for quad in quads if not self._has(quad))
            else:
                self.remove.update(quad for quad in quads if self._has(quad))

    def _is_alive(self, iri: Iri, around: Mapping[Iri, None], alive: dict[Iri, bool]) -> bool:
        """Whether a mention means the entity, or it contains a place of which that is true."""
        if iri not in alive:
            alive[iri] = self._is_meant(iri) or any(
                child not in around or self._is_alive(child, around, alive) for child in self._within(iri, around)
            )
        return alive[iri]

    def _within(self, iri: Iri, around: Mapping[Iri, None]) -> Iterator[Iri]:
        for child in around:
            row = known(child, self.rules)
            if row is not None and row.type is EntityType.PLACE and any(self.rules.base + key == iri for key in row.part_of):
                yield child
        for quad in self.store.match(None, PART_OF, iri, None):
            yield quad.subject

    def _describe_told(self, iri: Iri) -> None:
        """An entity that only documents tell of: what it is called now.

        Where every name that goes is still in use, what stays is known without reading the mentions that stay.
        """
        old = {quad for predicate in DESCRIBES for quad in self.store.match(iri, predicate, None, None)}
        self.remove.update(old)
        if not self._is_meant(iri):
            return
        type_, labels, names = self._brought(self._gained_by_entity.get(iri, ()))
        was, lost_labels, lost_names = self._brought(self._lost_by_entity.get(iri, ()))
        label = next((label_of(quad.object) for quad in old if quad.predicate == iris.LABEL), "")
        if all(self._still_called(iri, name, label) for name in lost_names - names) and (
            label not in lost_labels - labels or self._still_called(iri, label, label)
        ):
            labels |= {label}
            names |= {label_of(quad.object) for quad in old if quad.predicate == iris.ALT_LABEL} | {label}
        else:
            for mention in [quad.subject for quad in self.store.match(None, REFERS_TO, iri, None)]:
                if mention not in self._lost:
                    referent = self._referent(mention)
                    labels.add(self.rules.entity(referent).label)
                    names |= names_of(self.rules.entity(referent), referent)
        self.add.update(told_quads(iri, type_ or was or EntityType.ORGANIZATION, labels, names))

    def _brought(self, referents: Iterable[Referent]) -> tuple[EntityType | None, set[str], set[str]]:
        """Type, labels and names that mentions bring for their entity."""
        type_, labels, names = None, set(), set()
        for referent in referents:
            entity = self.rules.entity(referent)
            type_ = entity.type
            labels.add(entity.label)
            names |= names_of(entity, referent)
        return type_, labels, names

    def _still_called(self, iri: Iri, name: str, label: str) -> bool:
        """Whether a mention that stays calls an entity so; of the label whether it is such a mention's, too."""
        return any(
            name != label or self.rules.entity(self._referent(quad.subject)).label == label
            for quad in self.store.match(None, _NAME, Literal(name))
            if quad.subject not in self._lost and self._has(Quad(quad.subject, REFERS_TO, iri))
        )

    def _is_meant(self, iri: Iri) -> bool:
        return iri in self._gained_by_entity or any(quad.subject not in self._lost for quad in self.store.match(None, REFERS_TO, iri, None))

    def facts_now(self, triple: Triple) -> list[Iri]:
        """The Facts that a triple will have."""
        return [Iri(fact.iri) for fact in self._facts[triple]] if triple in self._facts else self._facts_of(triple)

    def _facts_of(self, triple: Triple) -> list[Iri]:
        return [quad.subject for quad in self.store.match(None, _GROUP, Literal(group_key(triple)), None)]

    def document_of(self, claim: Iri) -> Iri:
        """The document that makes a claim."""
        if claim not in self._made_by:
            graph = next(self.store.match(claim)).graph
            assert graph is not None
            self._made_by[claim] = graph
        return self._made_by[claim]

    def _saying(self, claim: Iri) -> Saying:
        quads = list(self.store.match(claim))
        graph = quads[0].graph
        assert graph is not None
        source = self._sources.get(graph)
        if source is None:
            source = self._sources[graph] = read_source(graph, node(self.store.match(graph, None, None, graph)))
        return read_saying(claim, node(quads), source)

    def _referent(self, mention: Iri) -> Referent:
        return read_mention(node(quad for quad in self.store.match(mention) if quad.graph is not None))

    def _triple(self, saying: Saying, means: Mapping[Iri, Iri]) -> Triple:
        return self.rules.triple(means[saying.subject], saying.predicate, means[saying.object])

    def _has(self, quad: Quad) -> bool:
        return next(self.store.match(quad.subject, quad.predicate, quad.object, None), None) is not None
