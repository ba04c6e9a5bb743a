"""A small graph in the shape of docs/rdf.md, written by hand, and a store that holds any quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model import Iri, Literal, Quad
from kg.protocols import EVERYWHERE

PREFIXES = """
@prefix cx: <https://w3id.org/cloud-expansion/ontology#> .
@prefix : <https://w3id.org/cloud-expansion/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix o: <https://w3id.org/cloud-expansion/id/org/> .
@prefix p: <https://w3id.org/cloud-expansion/id/place/> .
@prefix f: <https://w3id.org/cloud-expansion/id/fact/> .
@prefix d: <https://w3id.org/cloud-expansion/id/doc/> .
@prefix m: <https://w3id.org/cloud-expansion/id/doc/a1/> .
@prefix n: <https://w3id.org/cloud-expansion/id/doc/b2/> .
@prefix c: <https://w3id.org/cloud-expansion/id/claim/> .
@prefix s: <https://w3id.org/cloud-expansion/id/site/acme-cloud/singapore/> .
"""

GRAPH = (
    PREFIXES
    + """
cx:plansDataCenterIn rdfs:subPropertyOf cx:plansFacilityIn .
cx:partnersWith a owl:SymmetricProperty .
o:acme a cx:Organization ; rdfs:label "Acme" ; skos:altLabel "Acme Holdings" ; cx:kind "conglomerate" .
o:acme-cloud a cx:Organization ; rdfs:label "Acme Cloud" ; cx:wikidata "Q42" .
o:bolt a cx:Organization ; rdfs:label "Bolt Networks" .
<https://w3id.org/cloud-expansion/id/person/ada-lee> a cx:Person ; rdfs:label "Ada Lee" .
<https://w3id.org/cloud-expansion/id/topic/cloud-computing> a cx:Topic ; rdfs:label "cloud computing" .
p:singapore a cx:Place ; rdfs:label "Singapore" ; cx:countryCode "SG" ; geo:lat 1.29 ; geo:long 103.85 ; cx:partOf p:asia .
p:tokyo a cx:Place ; rdfs:label "Tokyo" ; cx:countryCode "JP" ; geo:lat 35.69 ; geo:long 139.69 ; cx:partOf p:japan .
p:japan a cx:Place ; rdfs:label "Japan" ; cx:countryCode "JP" ; geo:lat 36.2 ; geo:long 138.3 ; cx:partOf p:asia .
p:asia a cx:Place ; rdfs:label "Asia" .
o:acme cx:investsIn o:acme-cloud .
f:01 a cx:Fact ; rdf:subject o:acme ; rdf:predicate cx:investsIn ; rdf:object o:acme-cloud ; cx:group "g1" ;
  cx:amount 1000000000.0 ; cx:currency "USD" ; cx:status "announced" ; cx:date "2015" ; cx:year 2015 ; cx:yearOf "date" ;
  cx:from "2015-01-01"^^xsd:date ; cx:to "2015-12-31"^^xsd:date ; cx:documents 2 ; cx:publishers 2 ; cx:confidence 0.9 ;
  cx:firstSaid "2015-07-29"^^xsd:date ; cx:lastSaid "2015-08-03"^^xsd:date ; cx:claim c:01, c:02 .
f:02 a cx:Fact ; rdf:subject o:acme ; rdf:predicate cx:investsIn ; rdf:object o:acme-cloud ; cx:group "g1" ;
  cx:amount 2000000.0 ; cx:currency "USD" ; cx:status "completed" ; cx:date "2017-03-01" ; cx:year 2017 ; cx:yearOf "date" ;
  cx:from "2017-03-01"^^xsd:date ; cx:to "2017-03-01"^^xsd:date ; cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.7 ;
  cx:firstSaid "2017-03-02"^^xsd:date ; cx:lastSaid "2017-03-02"^^xsd:date ; cx:claim c:03 .
f:03 a cx:Fact ; rdf:subject o:acme-cloud ; rdf:predicate cx:plansDataCenterIn ; rdf:object p:singapore ; cx:group "g2" ;
  cx:stage "planned" ; cx:stageDetail "filed" ; cx:facilityKind "DataCenter" ; cx:stageFrom "2015-07-29"^^xsd:date ;
  cx:ofSite s:data-center ;
  cx:date "2018" ; cx:year 2018 ; cx:yearOf "date" ; cx:from "2018-01-01"^^xsd:date ; cx:to "2018-12-31"^^xsd:date ;
  cx:count 2 ; cx:capacityMW 40.0 ; cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.8 ;
  cx:firstSaid "2015-07-29"^^xsd:date ; cx:lastSaid "2015-07-29"^^xsd:date ; cx:claim c:04 .
f:04 a cx:Fact ; rdf:subject o:acme-cloud ; rdf:predicate cx:operatesDataCenterIn ; rdf:object p:singapore ; cx:group "g3" ;
  cx:stage "operating" ; cx:facilityKind "DataCenter" ; cx:stageFrom "2018-05-01"^^xsd:date ; cx:ofSite s:data-center ;
  cx:date "2018-05-01" ; cx:year 2018 ; cx:yearOf "date" ; cx:from "2018-05-01"^^xsd:date ; cx:to "2018-05-01"^^xsd:date ;
  cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.95 ; cx:firstSaid "2018-05-02"^^xsd:date ; cx:lastSaid "2018-05-02"^^xsd:date .
f:05 a cx:Fact ; rdf:subject o:acme-cloud ; rdf:predicate cx:unitOf ; rdf:object o:acme ; cx:group "g4" ;
  cx:documents 2 ; cx:publishers 1 ; cx:confidence 0.9 ; cx:firstSaid "2015-07-29"^^xsd:date ; cx:lastSaid "2017-03-02"^^xsd:date ;
  cx:year 2015 ; cx:yearOf "firstSaid" .
f:06 a cx:Fact ; rdf:subject o:acme-cloud ; rdf:predicate cx:partnersWith ; rdf:object o:bolt ; cx:group "g5" ;
  cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.6 .
f:07 a cx:Fact ; rdf:subject <https://w3id.org/cloud-expansion/id/person/ada-lee> ; rdf:predicate cx:holdsPosition ;
  rdf:object o:acme-cloud ;
  cx:group "g6" ; cx:title "president" ; cx:status "former" ; cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.9 ;
  cx:firstSaid "2017-03-02"^^xsd:date ; cx:lastSaid "2017-03-02"^^xsd:date ; cx:year 2017 ; cx:yearOf "firstSaid" .
f:08 a cx:Fact ; rdf:subject o:bolt ; rdf:predicate cx:buildsDataCenterIn ; rdf:object p:tokyo ; cx:group "g7" ;
  cx:stage "building" ; cx:facilityKind "DataCenter" ; cx:stageFrom "2019-04-01"^^xsd:date ; cx:amount 300000000.0 ; cx:currency "JPY" ;
  cx:ofSite <https://w3id.org/cloud-expansion/id/site/bolt/tokyo/data-center> ;
  cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.9 ; cx:firstSaid "2019-04-01"^^xsd:date ; cx:lastSaid "2019-04-01"^^xsd:date ;
  cx:year 2019 ; cx:yearOf "firstSaid" .
f:09 a cx:Fact ; rdf:subject o:bolt ; rdf:predicate cx:investsIn ; rdf:object p:japan ; cx:group "g8" ;
  cx:amount 500000000.0 ; cx:currency "USD" ; cx:status "announced" ; cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.9 ;
  cx:firstSaid "2019-04-01"^^xsd:date ; cx:lastSaid "2019-04-01"^^xsd:date ; cx:year 2019 ; cx:yearOf "firstSaid" .
f:10 a cx:Fact ; rdf:subject o:bolt ; rdf:predicate cx:investsIn ; rdf:object <https://w3id.org/cloud-expansion/id/topic/cloud-computing> ;
  cx:group "g9" ; cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.4 .
s:data-center a cx:Site ; cx:company o:acme-cloud ; cx:place p:singapore ; cx:facilityKind "DataCenter" ;
  cx:stage "operating" ; cx:stageFrom "2018-05-01"^^xsd:date .
<https://w3id.org/cloud-expansion/id/site/bolt/tokyo/data-center> a cx:Site ; rdfs:label "Blue Hill" ;
  cx:company o:bolt ; cx:place p:tokyo ;
  cx:facilityKind "DataCenter" ; cx:stage "building" ; cx:stageFrom "2019-04-01"^^xsd:date .
m:m1 cx:refersTo o:acme .
d:a1 {
  d:a1 a schema:NewsArticle ; schema:headline "Acme pours money into its cloud" ; schema:datePublished "2015-07-29" ;
  schema:publisher "Morning Wire" ;
    schema:url "https://news.example/acme" .
  c:01 a cx:Claim ; rdf:subject m:m1 ; rdf:predicate cx:investsIn ; rdf:object m:m2 ;
  cx:quote "Acme will put $1bn into Acme Cloud in 2015." ;
    cx:confidence 0.9 ; prov:wasQuotedFrom d:a1 .
  c:04 a cx:Claim ; rdf:subject m:m2 ; rdf:predicate cx:plansDataCenterIn ; rdf:object m:m3 ;
    cx:quote "Two data centres in Singapore are due in 2018." ; cx:confidence 0.8 ; prov:wasQuotedFrom d:a1 .
}
d:b2 {
  d:b2 a schema:NewsArticle ; schema:headline "Acme's billion" ; schema:datePublished "2015-08-03" ; schema:publisher "Evening Post" ;
    schema:url "javascript:alert(1)" .
  c:02 a cx:Claim ; rdf:subject n:m1 ; rdf:predicate cx:investsIn ; rdf:object n:m2 ; cx:quote "A billion goes to Acme Cloud." ;
    cx:confidence 0.8 ; prov:wasQuotedFrom d:b2 .
  c:03 a cx:Claim ; rdf:subject n:m1 ; rdf:predicate cx:investsIn ; rdf:object n:m2 ;
  cx:quote "Another 2 million followed on 1 March 2017." ;
    cx:confidence 0.7 ; prov:wasQuotedFrom d:b2 .
}
"""
)


class QuadStore:
    """Quads with the indices that `match` needs."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = sorted(set(quads), key=str)
        self._subject: dict[object, list[Quad]] = defaultdict(list)
        self._pair: dict[object, list[Quad]] = defaultdict(list)
        self._predicate: dict[object, list[Quad]] = defaultdict(list)
        for quad in self._quads:
            self._subject[quad.subject].append(quad)
            self._pair[quad.predicate, quad.object].append(quad)
            self._predicate[quad.predicate].append(quad)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._quads)

    def match(self, subject: object = None, predicate: object = None, object: object = None, graph: object = EVERYWHERE) -> Iterator[Quad]:
        if subject is not None:
            found = self._subject.get(subject, [])
        elif object is not None and predicate is not None:
            found = self._pair.get((predicate, object), [])
        elif predicate is not None:
            found = self._predicate.get(predicate, [])
        else:
            found = self._quads
        for quad in found:
            if predicate in (None, quad.predicate) and object in (None, quad.object) and graph in (EVERYWHERE, quad.graph):
                yield quad


def parsed(trig: str) -> list[Quad]:
    return [_quad(quad) for quad in ox.parse(trig, format=ox.RdfFormat.TRIG)]


def sample(extra: str = "") -> QuadStore:
    """The graph above, with more TriG behind it."""
    return QuadStore(parsed(GRAPH + extra))


def _quad(quad: ox.Quad) -> Quad:
    value = quad.object
    if isinstance(value, ox.NamedNode):
        term: Iri | Literal = Iri(value.value)
    else:
        datatype = value.datatype.value
        term = Literal(value.value, None if datatype.endswith("#string") else datatype)
    graph = None if isinstance(quad.graph_name, ox.DefaultGraph) else Iri(quad.graph_name.value)
    return Quad(Iri(quad.subject.value), Iri(quad.predicate.value), term, graph)
