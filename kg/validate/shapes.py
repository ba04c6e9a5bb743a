"""The shapes of ``ontology/shapes.ttl``, checked by pyshacl over the whole graph and the claims of every document at once."""

from __future__ import annotations

from collections.abc import Iterator

from kg import iris
from kg.errors import MissingExtraError
from kg.iris import cx
from kg.model import Iri, Literal
from kg.ontology import folder
from kg.protocols import Store
from kg.validate.findings import Finding, Graph

_SHACL = "http://www.w3.org/ns/shacl#"


def violations(store: Store) -> Iterator[Finding]:
    """What breaks a promise of the ontology: a finding for each node and constraint, the rule being ``shape`` and the property.

    Nothing else may write meanwhile. Raises MissingExtraError where pyshacl is not installed.
    """
    try:
        import pyshacl
    except ImportError:
        raise MissingExtraError("validation by shapes", "validate") from None
    import rdflib

    data = _data(store)
    shapes = rdflib.Graph().parse(folder() / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False, do_owl_imports=False)
    graph = Graph(store)
    sh = rdflib.Namespace(_SHACL)
    for result in sorted(report.subjects(rdflib.RDF.type, sh.ValidationResult)):
        focus = Iri(str(report.value(result, sh.focusNode)))
        path, value = report.value(result, sh.resultPath), report.value(result, sh.value)
        message = str(report.value(result, sh.resultMessage))
        told = f"{message}, not {value}" if isinstance(value, rdflib.Literal) else message
        node = graph.node(focus)
        claims = graph.quotes(node) if node.links("claim") else ()
        if not claims and next(iter(store.match(focus, iris.TYPE, cx("Claim"))), None) is not None:
            claims = graph.quotes_of(type(node)(focus, tuple(store.match(focus))))
        rule = f"shape {iris.local(str(path)).rpartition('#')[2].rpartition('/')[2]}" if path is not None else "shape"
        yield Finding(rule, (focus,), told, tuple(sorted(claims)))


def _data(store: Store) -> rdflib.Graph:  # type: ignore[name-defined]  # noqa: F821
    """All graphs as one: their subjects do not overlap but where the default graph says what a mention refers to."""
    import rdflib

    rdflib.NORMALIZE_LITERALS = False  # else what is wrong with a number is mended before it is looked at
    graph = rdflib.Graph()
    terms: dict[Iri | Literal, rdflib.term.Node] = {}

    def term(value: Iri | Literal) -> rdflib.term.Node:
        made = terms.get(value)
        if made is None:
            if isinstance(value, Literal):
                made = rdflib.Literal(value.text, datatype=rdflib.URIRef(value.datatype) if value.datatype else None)
            else:
                made = rdflib.URIRef(value)
            terms[value] = made
        return made

    for quad in store:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph
