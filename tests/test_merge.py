"""A document's graph, and what is read back from it."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from telling import claim, document, org, place

from kg import iris
from kg.fuse import claims_of, read_graph
from kg.iris import cx
from kg.merge import document_graph, document_iri, fingerprint, wire
from kg.model import Claim, Document, EntityType, Literal, Publication, Referent
from kg.store import open_store

CLAIMS = [
    claim(org("Alibaba"), "investsIn", org("Aliyun", "Alibaba Cloud"), amount=1000000000, currency="USD", status="announced"),
    claim(org("Aliyun", "Alibaba Cloud"), "plansDataCenterIn", place("Singapore"), count=2, date="2016-Q4", stage="filed", site="Frontier"),
    claim(org("Aliyun", "Alibaba Cloud"), "leasesFrom", org("Castor"), capacityMW=Decimal("7.50"), phase="2", term=15),
]


def test_what_was_said_reads_back() -> None:
    store = open_store()
    one = document("one", "2015-07-29")
    store.load(document_graph(one, CLAIMS))
    back = claims_of(store, document_iri(one))
    names = {end.label: tuple(sorted(end.names)) for each in CLAIMS for end in (each.subject, each.object)}
    assert sorted(map(_told, back)) == sorted(map(_told, CLAIMS))
    assert {c.object.label: tuple(sorted(c.object.names)) for c in back}.items() <= names.items()
    assert {type(value) for c in back for name, value in c.qualifiers if name in ("count",)} == {int}
    assert document_graph(one, back) == document_graph(one, CLAIMS)
    assert claims_of(store, iris.cx("none")) == ()


def _told(claim: Claim) -> str:
    qualifiers = [(name, f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)) for name, value in claim.qualifiers]
    where = (claim.quote, claim.start, claim.end, claim.confidence)
    return f"{claim.subject.label} {claim.predicate} {claim.object.label} {qualifiers} {where}"


def test_order_of_claims_and_names_does_not_matter() -> None:
    one = document("one")
    whole = document_graph(one, CLAIMS)
    for order in permutations(CLAIMS):
        assert document_graph(one, order) == whole
    turned = [claim(org("Alibaba"), "investsIn", Referent(EntityType.ORGANIZATION, "Aliyun", names), "x", amount=1) for names in
              (("Aliyun", "Alibaba Cloud"), ("Alibaba Cloud", "Aliyun"), ("Alibaba Cloud",))]  # fmt: skip
    assert len({document_graph(one, [each]) for each in turned}) == 1
    assert len(document_graph(one, turned)) == len(document_graph(one, turned[:1]))


def test_the_surest_of_equal_claims_stays() -> None:
    sure, unsure = (claim(org("A"), "unitOf", org("B"), "A is a part of B.", confidence) for confidence in (0.9, 0.4))
    one = document("one")
    assert document_graph(one, [sure, unsure]) == document_graph(one, [unsure, sure]) == document_graph(one, [sure])


def test_the_document() -> None:
    one = Document(
        "LONDON (Reuters) - Borealis will build.",
        "Borealis builds",
        "2016-Q4",
        "Times",
        "https://example.com/a",
        id="a",
        key="https://example.com/a",
        digest_of=Publication("Post", "https://example.org/b"),
    )
    told = {(q.predicate, q.object) for q in document_graph(one, []) if q.subject == document_iri(one)}
    assert (iris.TYPE, cx("Document")) in told
    assert (iris.SCHEMA + "datePublished", Literal("2016-Q4")) in told
    assert (cx("publishedOn"), Literal("2016-10-01", iris.DATE)) in told
    assert (cx("digestOfPublisher"), Literal("Post")) in told
    assert (cx("wire"), Literal("Reuters")) in told
    assert {q.graph for q in document_graph(one, CLAIMS)} == {document_iri(one)}
    assert document_iri(one, "https://kg.example/").startswith("https://kg.example/doc/")


def test_offsets_and_context_of_mentions() -> None:
    text = "Borealis opened a hall in Paris, Texas."
    graph = document_graph(Document(text), [claim(org("Borealis"), "operatesDataCenterIn", place("Paris", "Texas", "United States"))])
    values = {(q.predicate, q.object) for q in graph}
    assert (cx("start"), iris.integer(text.index("Paris"))) in values
    assert (cx("end"), iris.integer(text.index("Paris") + 5)) in values
    assert (cx("context"), Literal("Texas > United States")) in values
    read = read_graph(graph)
    assert read
    assert [r.context for r in read.mentions.values() if r.label == "Paris"] == [("Texas", "United States")]


def test_texts_that_no_file_can_hold() -> None:
    graph = document_graph(Document("a\ud800b", "t\x00"), [claim(org("A\ud800"), "unitOf", org("B"), "q\ud800")])
    for quad in graph:
        iris.line(quad).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOKYO (AP) — It said", "AP"),
        ("SEATTLE--(BUSINESS WIRE)--Today", "Business Wire"),
        ("Aug. 3, 2020 (GLOBE NEWSWIRE) -- It", "Globe Newswire"),
        ("It is listed in New York (NYSE: X) and said", None),
        ("x" * 700 + " (Reuters)", None),
    ],
)
def test_wires(text: str, expected: str | None) -> None:
    assert wire(text) == expected


def test_fingerprints_ignore_case_and_signs() -> None:
    text = "Borealis said on Monday that it will open two halls near the harbour, next year."
    assert fingerprint(text) == fingerprint(text.upper().replace(",", " –"))
    assert fingerprint(text) != fingerprint(text.replace("two", "three"))
    assert len(fingerprint(" ".join(map(str, range(1000))))) == 48 * 8
