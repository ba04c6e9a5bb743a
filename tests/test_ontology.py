"""The ontology is complete, says what each term means, and is read rightly."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.iris import CX, OWL, RDF, RDFS, SCHEMA, SKOS, XSD
from kg.model import Iri, Literal
from kg.ontology import Ontology, folder, load, parse

KINDS = {"DataCenter", "CloudRegion", "AvailabilityZone", "EdgeLocation", "Office"}
STAGES = {"plans": "planned", "builds": "building", "operates": "operating", "cancels": "cancelled"}
RELATIONS = {
    "investsIn", "unitOf", "partnersWith", "competesWith", "acquires", "holdsPosition", "customerOf", "leasesFrom", "buysEnergyFrom",
    "raisesFunding", "createsJobsIn", "hasMarketPositionIn", "basedIn",
}  # fmt: skip
SCORED = {
    "amount", "currency", "status", "date", "start", "end", "count", "capacityMW", "share", "rank", "stake", "title", "regionCode",
}  # fmt: skip
WELCOME = {
    "site", "phase", "stage", "capacityOf", "bound", "amountMin", "capacityMin", "jobKind", "landAcres", "floorAreaSqFt", "term",
    "market", "seller", "constructionStart",
}  # fmt: skip
VOCABULARY = {
    "Entity", "Organization", "Person", "Place", "Topic", "Facility", "Site", "Document", "Mention", "Claim", "Fact", "year", "yearOf",
    "from", "to", "stageDetail", "facilityKind", "documents", "publishers", "confidence", "firstSaid", "lastSaid", "conflictsWith",
    "supersedes", "claim", "quote", "quoteStart", "quoteEnd", "extractor", "name",
    "kind", "partOf", "countryCode", "population", "wikidata", "geonames", "refersTo", "entityType", "context", "known", "publishedOn",
    "versionKey", "digestOfPublisher", "digestOfUrl", "wire", "fingerprint", "group", "statusSaid", "combinedConfidence", "stageFrom",
    "site", "ofSite", "readBy", "madeBy", "company", "place", "phaseStage", "DerivedFact", "presentIn", "inGroup", "rule", "stage",
    "amountUSD",
}  # fmt: skip


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


def own_terms(ontology: Ontology) -> set[str]:
    return {q.subject.removeprefix(CX) for q in ontology.quads() if q.subject.startswith(CX)}


def test_predicates_are_those_of_the_guidelines(ontology: Ontology) -> None:
    assert ontology.predicates == RELATIONS | {f"{verb}{kind}In" for verb in STAGES for kind in KINDS}


def test_qualifiers_are_those_of_the_guidelines(ontology: Ontology) -> None:
    assert set(ontology.qualifiers) == SCORED | WELCOME
    assert ontology.qualifiers["stage"].property == "stageDetail"
    assert all(q.property == name for name, q in ontology.qualifiers.items() if name != "stage")
    numbers = {name for name, q in ontology.qualifiers.items() if q.datatype != "string"}
    assert numbers == {
        "amount", "amountMin", "capacityMW", "capacityMin", "count", "share", "rank", "stake", "landAcres", "floorAreaSqFt", "term",
    }  # fmt: skip
    assert ontology.qualifiers["count"].datatype == "integer"


def test_vocabulary_of_facts_is_there(ontology: Ontology) -> None:
    assert own_terms(ontology) >= VOCABULARY


def test_whatever_the_code_writes_is_defined(ontology: Ontology) -> None:
    code = Path(kg.__file__).parent
    names = {name for path in code.rglob("*.py") for name in re.findall(r"\bcx\(\"(\w+)\"\)", path.read_text("utf-8"))}
    assert len(names) > 20
    assert sorted(names - own_terms(ontology)) == []


def test_every_term_has_one_label_and_one_comment(ontology: Ontology) -> None:
    for term in own_terms(ontology):
        for predicate in ("label", "comment"):
            texts = [q.object for q in ontology.quads() if q.subject == CX + term and q.predicate == RDFS + predicate]
            assert len(texts) == 1, (term, predicate)
            assert isinstance(texts[0], Literal)
            assert texts[0].text
            assert texts[0].datatype is None


def test_labels_of_predicates_tell_them_apart(ontology: Ontology) -> None:
    labels = [ontology.labels[p] for p in ontology.predicates]
    assert len(set(labels)) == len(labels)


def test_properties_have_a_domain_and_a_range(ontology: Ontology) -> None:
    properties = {q.subject for q in ontology.quads() if q.object in {OWL + "ObjectProperty", OWL + "DatatypeProperty"}}
    said: dict[str, set[str]] = {}
    for q in ontology.quads():
        said.setdefault(q.subject, set()).add(q.predicate)
    for p in properties - {Iri(CX + "Relation"), Iri(CX + "Qualifier")}:
        assert said[p] & {RDFS + "domain", SCHEMA + "domainIncludes"}, p
        assert said[p] & {RDFS + "range", SCHEMA + "rangeIncludes"}, p


def test_no_term_of_ours_is_used_without_being_defined(ontology: Ontology) -> None:
    used = {str(part) for q in ontology.quads() for part in q[:3] if isinstance(part, Iri) and part.startswith(CX)}
    assert {term.removeprefix(CX) for term in used} == own_terms(ontology)


def test_only_literals_without_language_and_plain_types(ontology: Ontology) -> None:
    datatypes = {q.object.datatype for q in ontology.quads() if isinstance(q.object, Literal)}
    assert datatypes == {None}


@pytest.mark.parametrize("verb", STAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_site_predicates(ontology: Ontology, verb: str, kind: str) -> None:
    predicate = f"{verb}{kind}In"
    assert ontology.stage_of(predicate) == STAGES[verb]
    assert ontology.kind_of(predicate) == kind
    assert ontology.super_predicates[predicate] == (f"{verb}FacilityIn",)
    assert ontology.stage_of(f"{verb}FacilityIn") == STAGES[verb]
    assert ontology.kind_of(f"{verb}FacilityIn") is None


def test_other_predicates_are_not_about_facilities(ontology: Ontology) -> None:
    for predicate in RELATIONS:
        assert ontology.stage_of(predicate) is None
        assert ontology.kind_of(predicate) is None
        assert ontology.super_predicates[predicate] == ()
    assert ontology.stage_of("no such thing") is None


def test_ends_of_predicates(ontology: Ontology) -> None:
    assert ontology.symmetric == {"partnersWith", "competesWith"}
    assert ontology.subjects["holdsPosition"] == {"Person"}
    assert all(ontology.subjects[p] == {"Organization"} for p in ontology.predicates - {"holdsPosition"})
    assert ontology.objects["investsIn"] == {"Organization", "Place", "Topic"}
    assert ontology.objects["acquires"] == {"Organization", "Place"}
    assert ontology.objects["raisesFunding"] == {"Organization", "Topic"}
    assert ontology.objects["hasMarketPositionIn"] == {"Place", "Topic"}
    assert ontology.objects["unitOf"] == {"Organization"}
    assert ontology.objects["plansOfficeIn"] == {"Place"}


def test_stages_statuses_and_the_words_of_trackers(ontology: Ontology) -> None:
    assert set(ontology.stages.values()) == set(STAGES.values())
    assert {fine for fine, coarse in ontology.stages.items() if coarse == "planned"} == {"planned", "filed", "approved"}
    assert {fine for fine, coarse in ontology.stages.items() if coarse == "cancelled"} == {
        "cancelled", "paused", "withdrawn", "rejected", "closed",
    }  # fmt: skip
    assert ontology.statuses == {"considered", "announced", "inProgress", "completed", "cancelled", "denied", "current", "former"}
    assert set(ontology.tracker_words) == set(ontology.stages)
    assert ontology.tracker_words["building"] == "under construction"
    assert ontology.stages_of_trackers["shelved"] == "paused"
    assert ontology.stages_of_trackers["operational"] == "operating"
    exact = [word for word, stage in ontology.stages_of_trackers.items() if ontology.tracker_words[stage] == word]
    assert len(exact) == len(ontology.tracker_words), "one word a stage is the one that is written"


def test_alignments(ontology: Ontology) -> None:
    triples = {(q.subject.removeprefix(CX), q.predicate, q.object) for q in ontology.quads()}
    assert ("unitOf", RDFS + "subPropertyOf", Iri("http://www.w3.org/ns/org#subOrganizationOf")) in triples
    assert ("Organization", RDFS + "subClassOf", Iri("http://www.w3.org/ns/org#Organization")) in triples
    assert ("claim", RDFS + "subPropertyOf", Iri("http://www.w3.org/ns/prov#wasDerivedFrom")) in triples
    assert ("basedIn", SKOS + "closeMatch", Iri("http://www.wikidata.org/entity/P159")) in triples


def test_the_file_is_sorted_into_quads_of_the_default_graph(ontology: Ontology) -> None:
    quads = ontology.quads()
    assert len(set(quads)) == len(quads) > 900
    assert {q.graph for q in quads} == {None}
    assert parse((folder() / "cloud-expansion.ttl").read_bytes()) == ontology
    assert load() is ontology


def test_rdflib_reads_the_same_triples(ontology: Ontology) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(folder() / "cloud-expansion.ttl")
    assert {(str(s), str(p), str(o)) for s, p, o in graph} == {
        (q.subject, q.predicate, q.object.text if isinstance(q.object, Literal) else q.object) for q in ontology.quads()
    }


def test_blank_nodes_are_refused() -> None:
    with pytest.raises(ValueError, match="blank"):
        parse(b"<http://example.org/a> <http://example.org/p> [] .")


def test_a_new_predicate_needs_no_code() -> None:
    more = f"""
    @prefix cx: <{CX}> . @prefix rdfs: <{RDFS}> . @prefix owl: <{OWL}> . @prefix xsd: <{XSD}> .
    cx:leavesFacilityIn cx:impliesStage cx:stage-cancelled .
    cx:leavesOfficeIn a owl:ObjectProperty, cx:Relation ; rdfs:subPropertyOf cx:leavesFacilityIn ; rdfs:label "leaves an office in" ;
        rdfs:domain cx:Organization ; rdfs:range cx:Place ; cx:impliesStage cx:stage-cancelled ; cx:impliesKind cx:Office .
    """.encode()
    grown = parse((folder() / "cloud-expansion.ttl").read_bytes() + more)
    assert "leavesOfficeIn" in grown.predicates
    assert grown.stage_of("leavesOfficeIn") == "cancelled"
    assert grown.kind_of("leavesOfficeIn") == "Office"
    assert grown.super_predicates["leavesOfficeIn"] == ("leavesFacilityIn",)
    assert grown.labels["leavesOfficeIn"] == "leaves an office in"


def test_every_line_of_the_file_is_turtle_that_oxigraph_writes_back() -> None:
    text = (folder() / "cloud-expansion.ttl").read_bytes()
    triples = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    again = ox.serialize(triples, format=ox.RdfFormat.TURTLE)
    assert again is not None
    assert set(ox.parse(again, format=ox.RdfFormat.TURTLE)) == set(triples)
    assert any(str(t.predicate) == f"<{RDF}type>" for t in triples)
