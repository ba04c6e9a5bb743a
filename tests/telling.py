"""Hand-made documents, claims and rules for the tests of merging, fusing and storing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kg import iris
from kg.fuse import Rules
from kg.lexicon import Known
from kg.merge import document_graph
from kg.model import Claim, Document, Entity, EntityType, Quad, Referent, Scalar
from kg.query.rules import Conclusions

FOLDERS = {EntityType.ORGANIZATION: "org", EntityType.PERSON: "person", EntityType.PLACE: "place", EntityType.TOPIC: "topic"}
SAME = {"aliyun": "alibaba-cloud", "city-of-lions": "singapore"}


def link(referent: Referent) -> Entity:
    """The slug of the label, with two names for two things."""
    slug = iris.slug(referent.label)
    iri = f"{iris.BASE}{FOLDERS[referent.type]}/{SAME.get(slug, slug)}"
    return Entity(iri, referent.type, referent.label, referent.names)


TABLES = {
    row.key: row
    for row in (
        Known("place/asia", EntityType.PLACE, "Asia", kind="region"),
        Known("place/singapore", EntityType.PLACE, "Singapore", ("City of Lions",), "country", ("place/asia",), "SG", 1.28967, 103.85007),
        Known("place/japan", EntityType.PLACE, "Japan", ("Nippon",), "country", ("place/asia",), "JP", 35.68536, 139.75309),
        Known("place/tokyo", EntityType.PLACE, "Tokyo", (), "city", ("place/japan",), "JP", identifiers=(("geonames", "1850147"),)),
        Known("org/alibaba-cloud", EntityType.ORGANIZATION, "Alibaba Cloud", ("Aliyun",), "provider", ("org/alibaba",)),
    )
}


class Schema:
    """A small ontology."""

    symmetric = frozenset({"partnersWith", "competesWith"})
    super_predicates: Mapping[str, tuple[str, ...]] = {
        f"{verb}{kind}In": (f"{verb}FacilityIn",)
        for verb in ("plans", "builds", "operates", "cancels")
        for kind in ("DataCenter", "CloudRegion")
    }
    stages: Mapping[str, str] = {"plans": "planned", "builds": "building", "operates": "operating", "cancels": "cancelled"}

    def stage_of(self, predicate: str) -> str | None:
        return next((stage for verb, stage in self.stages.items() if predicate.startswith(verb) and predicate.endswith("In")), None)

    def kind_of(self, predicate: str) -> str | None:
        return next((kind for kind in ("DataCenter", "CloudRegion") if kind in predicate), None)

    def quads(self) -> tuple[Quad, ...]:
        return (Quad(iris.cx("Fact"), iris.LABEL, iris.string("fact")),)


RULES = Rules(link, Schema(), TABLES.get, conclusions=Conclusions())


def org(name: str, *names: str) -> Referent:
    return Referent(EntityType.ORGANIZATION, name, (name, *names))


def place(name: str, *context: str) -> Referent:
    return Referent(EntityType.PLACE, name, (name,), context)


def person(name: str) -> Referent:
    return Referent(EntityType.PERSON, name, (name,))


def claim(subject: Referent, predicate: str, target: Referent, quote: str = "", confidence: float = 0.9, /, **qualifiers: Scalar) -> Claim:
    """A claim; sums and the like may be given as numbers. The quote defaults to one that no other claim has."""
    numbers = {n: Decimal(str(v)) if isinstance(v, float) else v for n, v in qualifiers.items()}
    quote = quote or f"{subject.label} {predicate} {target.label} {sorted(qualifiers.items())}"
    return Claim(subject, predicate, target, tuple(sorted(numbers.items())), 0, len(quote), quote, confidence, "hand")


def document(name: str, published: str | None = None, publisher: str | None = None, text: str = "", key: str = "") -> Document:
    return Document(text or f"Text of {name}", "", published, publisher, None, id=name, key=key or name)


def graph(document: Document, *claims: Claim) -> tuple[Quad, ...]:
    return document_graph(document, claims)
