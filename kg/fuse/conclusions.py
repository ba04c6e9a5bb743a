"""What rules conclude from Facts, kept up to date with the Facts in the same transaction.

A conclusion changes only with a Fact that it follows from, or with the Site of one. So the Facts are found of which something
changed that rules read, and for those alone the rules are asked again, over the quads that such a question reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg import iris
from kg.fuse.entities import known_quads, widening
from kg.fuse.rules import Conclusions, Rules
from kg.iris import cx
from kg.model import Iri, Quad
from kg.protocols import Store

FROM = Iri(iris.PROV + "wasDerivedFrom")
_RULE = cx("rule")
_OF_SITE = cx("ofSite")


class Change(Protocol):
    """A change of the default graph (`kg.fuse.update`): Facts and Sites before and after, quads to be removed and added."""

    store: Store
    rules: Rules
    old_facts: dict[Iri, list[Quad]]
    new_facts: dict[Iri, list[Quad]]
    sites: dict[Iri, tuple[list[Quad], list[Quad]]]
    remove: set[Quad]
    add: set[Quad]

    def facts_now(self, triple: tuple[Iri, str, Iri]) -> list[Iri]:
        """The Facts that a triple will have."""


def follow(change: Change, conclusions: Conclusions) -> None:
    """Brings conclusions into a change of Facts, Sites and direct triples that is otherwise worked out."""
    _Following(change, conclusions).work_out()


class _Following:
    def __init__(self, change: Change, conclusions: Conclusions) -> None:
        self._change = change
        self._conclusions = conclusions
        self._withdrawn: set[Quad] = set()

    def work_out(self) -> None:
        changed = self._changed_facts()
        if not changed:
            return
        concluded = set(self._conclusions.of(self._read_by_rules(changed)))
        standing = {quad.subject for quad in concluded if quad.predicate == FROM}
        gone = {quad for fact in changed for premise in list(self._match(None, FROM, fact)) for quad in self._without(premise, standing)}
        self._change.remove |= gone
        self._change.add |= concluded

    def _changed_facts(self) -> set[Iri]:
        """The Facts of which, or of whose Site, something came or went that rules read."""
        old, new = self._change.old_facts, self._change.new_facts
        facts = {fact for fact in old.keys() | new.keys() if self._seen(old.get(fact, ())) != self._seen(new.get(fact, ()))}
        for site, (before, after) in self._change.sites.items():
            if self._seen(before) != self._seen(after):
                facts.update(quad.subject for quad in self._match(None, _OF_SITE, site))
                facts.update(fact for fact, quads in new.items() if any(q.predicate == _OF_SITE and q.object == site for q in quads))
        return facts

    def _read_by_rules(self, changed: Iterable[Iri]) -> Iterator[Quad]:
        """The quads, as they will be, that the questions about these Facts read."""
        places: set[Iri] = set()
        starts: dict[str, set[Iri]] = {relation: set() for relation in self._conclusions.along.values()}
        for fact in changed:
            quads = self._quads(fact)
            yield from self._seen(quads)
            for quad in quads:
                if quad.predicate == _OF_SITE:
                    yield from self._seen(self._site(Iri(str(quad.object))))
                elif quad.predicate == iris.OBJECT:
                    places.add(Iri(str(quad.object)))
            ends = _ends(quads or self._change.old_facts.get(fact, ()))
            if ends[1] in starts:
                starts[ends[1]].add(ends[0])
        for around, row in {around: row for place in places for around, row in widening(place, self._change.rules)}.items():
            yield from self._seen(known_quads(around, row, self._change.rules))
        for relation, things in starts.items():
            yield from self._above(relation, self._below(relation, things))

    def _below(self, relation: str, things: Iterable[Iri]) -> set[Iri]:
        """The things, and whatever stood in the relation to them, on any number of steps. A step that comes begins at one of the things."""
        found, queue = set[Iri](), list(things)
        while queue:
            thing = queue.pop()
            if thing not in found:
                found.add(thing)
                queue.extend(quad.subject for quad in self._match(None, cx(relation), thing))
        return found

    def _above(self, relation: str, things: Iterable[Iri]) -> Iterator[Quad]:
        """The direct triples of the relation above things, as they will be, and their Facts."""
        come: dict[Iri, list[Quad]] = {}
        for quad in self._change.add:
            if quad.predicate == cx(relation) and quad.graph is None:
                come.setdefault(quad.subject, []).append(quad)
        seen, queue = set[Iri](), list(things)
        while queue:
            thing = queue.pop()
            if thing in seen:
                continue
            seen.add(thing)
            stay = (quad for quad in self._match(thing, cx(relation), None) if quad not in self._change.remove)
            for quad in {*stay, *come.get(thing, ())}:
                above = Iri(str(quad.object))
                yield quad
                for fact in self._change.facts_now((thing, relation, above)):
                    yield from self._seen(self._quads(fact))
                queue.append(above)

    def _without(self, premise: Quad, standing: set[Iri]) -> set[Quad]:
        """What falls with a premise: of rules that follow a relation the conclusion, of others the last premise takes it along."""
        node = premise.subject
        rule = next((str(iris.value_of(quad.object)) for quad in self._match(node, _RULE, None)), "")
        if rule not in self._conclusions.along:
            self._withdrawn.add(premise)
            if node in standing or any(quad not in self._withdrawn for quad in self._match(node, FROM, None)):
                return {premise}
        quads = set(self._match(node, None, None))
        subject, predicate, target = _ends(quads)
        return quads | {Quad(subject, cx(predicate), target)}

    def _quads(self, fact: Iri) -> list[Quad]:
        """What the default graph will say of a Fact."""
        if fact in self._change.new_facts or fact in self._change.old_facts:
            return self._change.new_facts.get(fact, [])
        return list(self._match(fact, None, None))

    def _site(self, site: Iri) -> Iterable[Quad]:
        return self._change.sites[site][1] if site in self._change.sites else self._match(site, None, None)

    def _seen(self, quads: Iterable[Quad]) -> set[Quad]:
        return {quad for quad in quads if quad.predicate in self._conclusions.reads}

    def _match(self, subject: Iri | None, predicate: Iri | None, target: Iri | None) -> Iterator[Quad]:
        return self._change.store.match(subject, predicate, target, None)


def _ends(quads: Iterable[Quad]) -> tuple[Iri, str, Iri]:
    """Subject, predicate (by local name) and object of a Fact or a conclusion."""
    ends = {quad.predicate: Iri(str(quad.object)) for quad in quads if quad.predicate in (iris.SUBJECT, iris.PREDICATE, iris.OBJECT)}
    return ends[iris.SUBJECT], iris.local(ends[iris.PREDICATE]), ends[iris.OBJECT]
