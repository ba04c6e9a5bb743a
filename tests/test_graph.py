"""Facts as edges: what is chosen, how it is grouped, when it is there, where it lies."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent / "export"))
from graph_sample import PREFIXES, QuadStore, parsed, sample

from kg import ontology
from kg.errors import QueryError
from kg.graph import Edge, EdgeMode, GraphSelection, Spell, Stream, asked, collect, to_networkx
from kg.graph.layout import arrange, communities, force
from kg.iris import BASE, CX
from kg.model import Iri, Literal, Quad
from kg.protocols import Solutions, Triples


def edges(selection: GraphSelection | None = None, store: QuadStore | None = None) -> list[Edge]:
    return list(Stream(store or sample(), selection or GraphSelection()).edges())


def short(edge: Edge) -> tuple[str, str, str]:
    return edge.source.removeprefix(BASE), edge.kind, edge.target.removeprefix(BASE)


def shorts(**selection: Any) -> set[tuple[str, str, str]]:
    return {short(edge) for edge in edges(GraphSelection(**selection))}


def one(kind: str, found: list[Edge]) -> Edge:
    (edge,) = [edge for edge in found if edge.kind == kind]
    return edge


def facts(*turtle: str) -> QuadStore:
    """A store with facts about two companies and a place, numbered from 1, with what every fact has."""
    common = "rdf:subject o:a ; cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.9"
    return QuadStore(parsed(PREFIXES + "\n".join(f"f:{number} a cx:Fact ; {common} ; {fact} ." for number, fact in enumerate(turtle, 1))))


def test_a_relation_is_one_edge_with_all_its_facts() -> None:
    edge = next(edge for edge in edges() if short(edge) == ("org/acme", "investsIn", "org/acme-cloud"))
    assert (edge.weight, len(edge.facts), edge.amount_usd, edge.year, edge.status) == (2, 2, 1_002_000_000.0, 2015, "completed")
    assert (edge.first_date, edge.last_date, edge.date_precision) == ("2015-01-01", "2017-03-02", "year")
    assert (edge.sources, edge.publishers, edge.confidence) == (2, 2, 0.9)


def test_modes() -> None:
    stream = Stream(sample(), GraphSelection())
    assert len(list(stream.edges())) == 9
    assert (stream.kept, stream.aggregated, stream.filtered) == (10, 2, 0)
    by_fact = edges(GraphSelection(mode=EdgeMode.FACT))
    assert len(by_fact) == 10
    assert all(len(edge.facts) == 1 and dict(edge.qualifiers)["fact"] == edge.facts[0] for edge in by_fact)
    pairs = edges(GraphSelection(mode=EdgeMode.PAIR))
    assert len({frozenset((edge.source, edge.target)) for edge in pairs}) == len(pairs) == 7
    both = next(edge for edge in pairs if short(edge) == ("org/acme", "related", "org/acme-cloud"))
    assert both.relation == "investsIn | unitOf"
    assert both.weight == 3
    assert sum(edge.weight for edge in pairs) == 10


def test_ids_are_stable_and_unique() -> None:
    found = edges(GraphSelection(mode=EdgeMode.FACT))
    assert len({edge.id for edge in found}) == len(found)
    assert {edge.id for edge in edges(GraphSelection(predicates=("unitOf",)))} < {edge.id for edge in edges()}


def test_edges_are_sorted_and_a_second_pass_gives_the_same() -> None:
    stream = Stream(sample(), GraphSelection())
    first = list(stream.edges())
    assert first == list(stream.edges())
    assert [(edge.source, edge.target, edge.kind) for edge in first] == sorted((edge.source, edge.target, edge.kind) for edge in first)


@pytest.mark.parametrize(
    ("selection", "kinds"),
    [
        ({"predicates": ("investsIn",)}, {"investsIn"}),
        ({"predicates": ("plansFacilityIn",)}, {"plansDataCenterIn"}),  # a super-property takes in its sub-properties
        ({"types": ("Organization",)}, {"investsIn", "unitOf", "partnersWith"}),
        ({"statuses": ("building",)}, {"buildsDataCenterIn"}),
        ({"statuses": ("filed",)}, {"plansDataCenterIn"}),
        ({"statuses": ("former", "operating")}, {"holdsPosition", "operatesDataCenterIn"}),
        ({"years": (2018, 2018)}, {"plansDataCenterIn", "operatesDataCenterIn"}),
        ({"years": (None, 2016)}, {"investsIn", "unitOf"}),
        ({"min_sources": 2}, {"investsIn", "unitOf"}),
        ({"min_confidence": 0.95}, {"operatesDataCenterIn"}),
        ({"companies": ("bolt networks",), "types": ("Organization", "Place")}, {"partnersWith", "buildsDataCenterIn", "investsIn"}),
        ({"companies": ("Acme Holdings",)}, {"investsIn", "unitOf"}),  # another name
        ({"places": ("Japan",)}, {"buildsDataCenterIn", "investsIn"}),  # Tokyo lies in it
        ({"places": ("place/asia",), "predicates": ("operatesDataCenterIn",)}, {"operatesDataCenterIn"}),
        ({"around": BASE + "place/tokyo", "hops": 1}, {"buildsDataCenterIn"}),
        ({"around": "Tokyo", "hops": 2}, {"buildsDataCenterIn", "investsIn", "partnersWith"}),
    ],
)
def test_filters(selection: dict[str, Any], kinds: set[str]) -> None:
    stream = Stream(sample(), GraphSelection(**selection))
    found = list(stream.edges())
    assert {edge.kind for edge in found} == kinds
    if "around" not in selection:
        assert stream.kept + stream.filtered == 10


def test_a_name_that_nothing_has_is_said_plainly() -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called 'Nobody'"):
        edges(GraphSelection(companies=("Nobody",)))


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ({"predicates": ("investIn",)}, "no relation is called 'investIn'; did you mean investsIn"),
        ({"types": ("Company",)}, "no type is called 'Company'"),
        ({"statuses": ("plannd",)}, "no status or stage is called 'plannd'; did you mean planned"),
    ],
)
def test_a_slip_of_the_pen_is_no_empty_graph(selection: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        edges(GraphSelection(**selection), QuadStore(ontology.load().quads()))
    assert edges(GraphSelection(predicates=("plansFacilityIn", "investsIn")), QuadStore(ontology.load().quads())) == []


def test_a_query_chooses_the_edges() -> None:
    acme, cloud, bolt = (Iri(BASE + f"org/{name}") for name in ("acme", "acme-cloud", "bolt"))
    made = [Quad(acme, Iri(CX + "investsIn"), cloud), Quad(bolt, Iri(CX + "partnersWith"), cloud), Quad(acme, Iri("urn:x#knows"), bolt)]
    chosen = asked(GraphSelection(), Triples(iter([*made, Quad(acme, Iri(CX + "note"), Literal("text"))])))
    found = edges(chosen)
    assert {short(edge) for edge in found} == {
        ("org/acme", "investsIn", "org/acme-cloud"),
        ("org/acme-cloud", "partnersWith", "org/bolt"),  # symmetric, whichever way round it was asked for
        ("org/acme", "knows", "org/bolt"),  # stated by no fact
    }
    by_super = asked(GraphSelection(), Triples(iter([Quad(cloud, Iri(CX + "plansFacilityIn"), Iri(BASE + "place/singapore"))])))
    assert {"plansDataCenterIn"} <= {edge.kind for edge in edges(by_super)}
    rows = iter([(Iri(BASE + "fact/01"), None), (Iri(BASE + "fact/05"), None)])
    assert {edge.kind for edge in edges(asked(GraphSelection(), Solutions(("fact", "x"), rows)))} == {"investsIn", "unitOf"}
    spo = Solutions(("s", "p", "o"), iter([tuple(made[0][:3])]))
    assert [edge.kind for edge in edges(asked(GraphSelection(), spo))] == ["investsIn"]
    with pytest.raises(QueryError, match=r"\?fact"):
        asked(GraphSelection(), Solutions(("company",), iter([])))


def test_a_plan_ends_at_the_opening() -> None:
    found = edges()
    assert one("plansDataCenterIn", found).spells == (Spell("2015-07-29", "2018-05-01"),)
    assert one("operatesDataCenterIn", found).spells == (Spell("2018-05-01", None),)


def test_a_plan_is_there_from_its_announcement_not_from_when_it_is_due() -> None:
    due = 'cx:date "2030" ; cx:from "2030-01-01" ; cx:to "2030-12-31"'
    plan = f'rdf:predicate cx:plansDataCenterIn ; rdf:object p:b ; cx:stage "planned" ; {due}'
    (edge,) = edges(store=facts(plan + ' ; cx:stageFrom "2024-02-01" ; cx:firstSaid "2024-02-01"'))
    assert edge.spells == (Spell("2024-02-01", None),)
    assert edge.date_precision == "said"
    (undated,) = edges(store=facts(plan))
    assert undated.spells == ()


def test_an_expansion_planned_after_the_opening_is_not_ended_by_it() -> None:
    site = 'rdf:object p:b ; cx:facilityKind "DataCenter"'
    found = edges(
        store=facts(
            f'rdf:predicate cx:operatesDataCenterIn ; {site} ; cx:stageFrom "2018-01-01"',
            f'rdf:predicate cx:plansDataCenterIn ; {site} ; cx:stageFrom "2020-01-01"',
        )
    )
    assert one("plansDataCenterIn", found).spells == (Spell("2020-01-01", None),)


@pytest.mark.parametrize(
    ("predicate", "values", "spells"),
    [
        ("investsIn", 'cx:from "2015-01-01" ; cx:to "2015-12-31" ; cx:firstSaid "2015-07-29"', (Spell("2015-01-01", None),)),
        ("investsIn", 'cx:from "2040-01-01" ; cx:to "2040-12-31" ; cx:firstSaid "2025-07-29"', (Spell("2025-07-29", None),)),
        ("customerOf", 'cx:start "2020" ; cx:end "2024" ; cx:from "2020-01-01" ; cx:to "2024-12-31"', (Spell("2020-01-01", "2024-12-31"),)),
        ("unitOf", 'cx:date "2016" ; cx:from "2016-01-01" ; cx:to "2016-12-31"', (Spell("2016-01-01", None),)),
        ("holdsPosition", 'cx:status "former" ; cx:firstSaid "2017-03-02"', (Spell(None, "2017-03-02"),)),
        ("basedIn", "", ()),
    ],
)
def test_events_stay_and_states_end(predicate: str, values: str, spells: tuple[Spell, ...]) -> None:
    more = f" ; {values}" if values else ""
    (edge,) = edges(store=facts(f"rdf:predicate cx:{predicate} ; rdf:object o:b{more}"))
    assert edge.spells == spells


def test_a_state_that_comes_again_has_two_spells() -> None:
    contract = 'rdf:predicate cx:customerOf ; rdf:object o:b ; cx:start "{0}" ; cx:end "{1}" ; cx:from "{0}-01-01" ; cx:to "{1}-12-31"'
    (edge,) = edges(store=facts(contract.format(2010, 2012), contract.format(2011, 2013), contract.format(2020, 2021)))
    assert edge.spells == (Spell("2010-01-01", "2013-12-31"), Spell("2020-01-01", "2021-12-31"))


def test_dollars_are_not_counted_twice() -> None:
    money = 'rdf:predicate cx:investsIn ; rdf:object o:b ; cx:currency "USD" ; cx:amount'
    store = facts(
        f"{money} 10 ; cx:conflictsWith f:2 ; cx:publishers 0",
        f"{money} 12 ; cx:conflictsWith f:1",
        f"{money} 5",
        f'{money} 7 ; cx:status "denied"',
        f"{money} 3 ; cx:supersedes f:3",
        'rdf:predicate cx:investsIn ; rdf:object o:b ; cx:currency "JPY" ; cx:amount 1000',
        'rdf:predicate cx:investsIn ; rdf:object o:b ; cx:currency "EUR" ; cx:amount 1 ; cx:amountUSD 2',
    )
    (edge,) = edges(store=store)
    assert edge.amount_usd == 12 + 3 + 2
    assert edge.weight == 7


def test_a_fact_without_an_object_is_dropped_and_counted() -> None:
    stream = Stream(facts("rdf:predicate cx:investsIn"), GraphSelection())
    assert list(stream.edges()) == []
    assert dict(stream.dropped) == {"without subject, predicate or object": 1}


def test_what_a_rule_concluded_is_an_edge_only_where_it_is_asked_for() -> None:
    derived = """<https://w3id.org/cloud-expansion/id/derived/1> a cx:DerivedFact ; rdf:subject o:acme-cloud ; rdf:predicate cx:presentIn ;
      rdf:object p:singapore ; cx:rule "presence" ."""
    stream = Stream(sample(derived), GraphSelection())
    assert len(list(stream.edges())) == 9
    assert (stream.kept, stream.filtered) == (10, 0)
    assert [edge.kind for edge in edges(GraphSelection(predicates=("presentIn",)), sample(derived))] == ["presentIn"]


def test_nodes_start_with_their_first_dated_fact() -> None:
    nodes = {node.id.removeprefix(BASE): node for node in collect(sample()).nodes}
    assert nodes["org/acme"].start == "2015-01-01"
    assert nodes["place/tokyo"].start == "2019-04-01"
    assert nodes["org/bolt"].start == "2019-04-01"
    assert nodes["topic/cloud-computing"].start is None
    assert nodes["org/acme-cloud"].degree == 6
    assert nodes["org/acme"].aliases == ("Acme Holdings",)


def test_networkx_gets_values_that_its_writers_take(tmp_path: Path) -> None:
    graph = to_networkx(sample())
    assert isinstance(graph, nx.MultiDiGraph)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (8, 9)
    told = [value for _, data in graph.nodes(data=True) for value in data.values()]
    told += [value for *_, data in graph.edges(data=True) for value in data.values()]
    assert {type(value) for value in told} <= {str, int, float, bool}
    nx.write_gexf(graph, io.BytesIO())
    nx.write_graphml(graph, tmp_path / "graph.graphml")
    assert graph[BASE + "org/acme"][BASE + "org/acme-cloud"]["investsIn"]["amount_usd"] == 1_002_000_000.0


def test_an_empty_store_gives_an_empty_graph() -> None:
    assert collect(QuadStore([])).nodes == ()
    assert to_networkx(QuadStore([])).number_of_edges() == 0


@pytest.mark.parametrize("layout", ["force", "geo", "none"])
def test_layouts_are_deterministic_finite_and_put_no_two_nodes_on_one_spot(layout: str) -> None:
    first, second = (collect(sample(), layout=layout).nodes for _ in range(2))
    assert first == second
    spots = {(node.x, node.y) for node in first}
    assert len(spots) == len(first)
    assert all(np.isfinite([node.x, node.y]).all() for node in first)


def test_geo_puts_places_where_they_are() -> None:
    nodes = {node.label: node for node in collect(sample(), layout="geo").nodes}
    assert nodes["Tokyo"].x > nodes["Singapore"].x
    assert nodes["Tokyo"].y > nodes["Singapore"].y


def test_force_keeps_the_linked_together_and_discs_apart() -> None:
    rng = np.random.default_rng(3)
    groups = [rng.integers(start, start + 40, (120, 2)) for start in (0, 40, 80)]
    ends = np.concatenate([*groups, np.array([[0, 40], [40, 80]])]).astype(np.int32)
    sizes = np.full(120, 5.0)
    points = force(120, ends, sizes)
    gap = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    same = np.arange(120)[:, None] // 40 == np.arange(120)[None] // 40
    assert gap[same].mean() < 0.7 * gap[~same].mean()
    assert (gap[np.triu_indices(120, 1)] > 9.0).mean() > 0.99
    found = communities(120, ends)
    assert sum(found[n] == found[40 * (n // 40)] for n in range(120)) > 110


def test_a_large_graph_is_laid_out_in_bundles() -> None:
    rng = np.random.default_rng(5)
    ends = rng.integers(0, 2000, (4000, 2)).astype(np.int32)
    points = force(2000, ends, np.full(2000, 4.0))
    assert np.isfinite(points).all()
    assert len(np.unique(points.round(2), axis=0)) > 1990


def test_arrange_of_nothing() -> None:
    assert arrange([], np.empty((0, 2), dtype=np.int32), "force") == []
