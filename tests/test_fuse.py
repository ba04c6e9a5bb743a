"""What becomes one Fact, what a Fact tells, and what follows for direct triples and sites."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from telling import RULES, claim, document, graph, org, person, place

from kg import iris
from kg.fuse import add_graphs, forget
from kg.fuse.independence import is_copy
from kg.iris import cx
from kg.merge import fingerprint
from kg.model import Claim, Document, Iri, Literal, Publication, Quad, Referent, Scalar
from kg.protocols import Solutions, Store
from kg.store import open_store

A, B = org("Alibaba"), org("Aliyun")
ALIBABA, ALIBABA_CLOUD = Iri(iris.BASE + "org/alibaba"), Iri(iris.BASE + "org/alibaba-cloud")
SINGAPORE, TOKYO = place("Singapore"), place("Tokyo")
WORDS = [f"{word}{number}" for number in range(40) for word in ("alpha", "beta", "gamma", "delta", "omega")]


def told(*said: tuple[str | None, str | None, Claim] | tuple[Document, Claim]) -> Store:
    """A store of documents, each given by date, publisher and claim."""
    store = open_store()
    graphs = []
    for number, each in enumerate(said):
        one = each[0] if isinstance(each[0], Document) else document(f"{number}", each[0], each[1] if isinstance(each[1], str) else None)
        last = each[-1]
        assert isinstance(last, Claim)
        graphs.append(graph(one, last))
    add_graphs(store, graphs, RULES)
    return store


def facts(store: Store) -> list[dict[str, object]]:
    """The Facts as values by name, sorted by IRI; of several values a sorted list."""
    found = []
    for fact in sorted(quad.subject for quad in store.match(None, iris.TYPE, cx("Fact"), None)):
        values: dict[str, list[object]] = {}
        for quad in store.match(fact, None, None, None):
            values.setdefault(iris.local(quad.predicate).rsplit("#", 1)[-1], []).append(iris.value_of(quad.object))
        lists = {name for name, told in values.items() if len(told) > 1 or name in ("claim", "conflictsWith")}
        found.append({"iri": fact} | {name: sorted(map(str, v)) if name in lists else v[0] for name, v in values.items()})
    return found


def invests(quote: str = "", /, **qualifiers: Scalar) -> Claim:
    return claim(A, "investsIn", B, quote, **qualifiers)


def builds(verb: str = "plans", where: Referent = SINGAPORE, quote: str = "", /, **qualifiers: Scalar) -> Claim:
    return claim(B, f"{verb}DataCenterIn", where, quote, **qualifiers)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({"amount": 10**9, "currency": "USD"}, {"amount": 1005 * 10**6, "currency": "USD"}, 1),
        ({"amount": 10**9, "currency": "USD"}, {"amount": 10**9, "currency": "USD", "bound": "atLeast"}, 1),
        ({"amount": 10**9, "currency": "USD"}, {"amount": 11 * 10**8, "currency": "USD"}, 2),
        ({"amount": 10**9, "currency": "USD"}, {"amount": 10**9, "currency": "EUR"}, 2),
        ({"date": "2016"}, {"date": "2016-11-21"}, 1),
        ({"date": "2016-Q4"}, {"date": "2016-06"}, 2),
        ({"amount": 35, "currency": "USD", "start": "2011"}, {"amount": 35, "currency": "USD", "end": "2040"}, 2),
        ({"amount": 35, "start": "2011", "end": "2020"}, {"amount": 35, "start": "2011"}, 1),
        ({"amount": 35, "start": "2011", "end": "2020"}, {"amount": 35, "date": "2016"}, 1),
        ({"amount": 35, "start": "2011", "end": "2020"}, {"amount": 35, "date": "2022"}, 2),
        ({"amount": 10**9, "currency": "USD"}, {"status": "completed"}, 1),
        ({"amount": 10**9, "currency": "USD", "status": "announced"}, {"amount": 10**9, "currency": "USD", "status": "completed"}, 1),
        ({"stake": 20}, {"stake": 51}, 2),
    ],
)
def test_two_claims_are_one_fact_or_two(one: dict[str, Scalar], other: dict[str, Scalar], count: int) -> None:
    assert len(facts(told((None, "P", invests(**one)), (None, "Q", invests(**other))))) == count
    assert len(facts(told((None, "P", invests(**other)), (None, "Q", invests(**one))))) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({"capacityMW": 100}, {"capacityMW": Decimal("100.5")}, 1),
        ({"capacityMW": 100}, {"capacityMW": 200}, 2),
        ({"capacityMW": 100, "capacityOf": "it"}, {"capacityMW": 150, "capacityOf": "grid"}, 1),
        ({"site": "Frontier"}, {"site": "FRONTIER"}, 1),
        ({"site": "Frontier"}, {"site": "Cannoli"}, 2),
        ({"phase": "1"}, {"phase": "2"}, 2),
        ({"count": 2}, {"count": 3}, 2),
        ({"count": 2}, {"capacityMW": 100}, 1),
    ],
)
def test_sites_differ_by_more(one: dict[str, Scalar], other: dict[str, Scalar], count: int) -> None:
    assert len(facts(told((None, "P", builds(**one)), (None, "Q", builds(**other))))) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("CEO", "Chief Executive Officer", 1),
        ("founder and executive chairman", "Founder", 1),
        ("president", "CEO", 2),
        ("Chairman and CEO", "president and chief executive", 2),
    ],
)
def test_positions_are_told_apart_by_post(one: str, other: str, count: int) -> None:
    claims = [claim(person("Simon Hu"), "holdsPosition", B, title=title) for title in (one, other)]
    assert len(facts(told(*((None, "P", each) for each in claims)))) == count


def test_a_claim_that_fits_two_facts_joins_none() -> None:
    store = told((None, "P", invests(amount=1)), (None, "Q", invests(amount=2)), (None, "R", invests(status="announced")))
    assert sorted(fact.get("amount", 0) for fact in facts(store)) == [0, 1, 2]  # type: ignore[type-var]
    store = told(
        (None, "P", invests(amount=1, date="2016")), (None, "Q", invests(amount=2, date="2018")), (None, "R", invests(date="2016-05"))
    )
    assert sorted((fact["amount"], fact["date"]) for fact in facts(store)) == [(1, "2016-05"), (2, "2018")]


def test_what_a_fact_tells() -> None:
    store = told(
        ("2015-07-29", "Times", invests(amount=10**9, currency="USD", status="announced", date="2015")),
        ("2016-01-05", "Post", invests(amount=1001 * 10**6, currency="USD", status="completed", date="2015-12")),
        (None, "Post", invests(amount=10**9, currency="USD", status="considered")),
    )
    (fact,) = facts(store)
    assert fact["amount"] == 1001 * 10**6  # the more telling number
    assert (fact["status"], fact["date"], fact["year"], fact["yearOf"]) == ("completed", "2015-12", 2015, "date")
    assert (fact["from"], fact["to"]) == ("2015-12-01", "2015-12-31")
    assert (fact["firstSaid"], fact["lastSaid"], fact["documents"], fact["publishers"]) == ("2015-07-29", "2016-01-05", 3, 2)
    assert fact["statusSaid"] == ["2015-07-29 announced", "2016-01-05 completed", "unknown considered"]
    assert (fact["confidence"], fact["combinedConfidence"]) == (Decimal("0.9"), Decimal("0.99"))
    assert [fact[end] for end in ("subject", "predicate", "object")] == [ALIBABA, cx("investsIn"), ALIBABA_CLOUD]


def test_sums_in_two_currencies() -> None:
    """On 4 January 2016 a euro was 1.0898 dollars."""
    euros, dollars = invests(amount=10**9, currency="EUR"), invests(amount=11 * 10**8, currency="USD")
    (fact,) = facts(told(("2016-01-04", "P", euros), ("2016-01-05", "Q", dollars)))
    assert (fact["amount"], fact["currency"], fact["amountUSD"]) == (10**9, "EUR", 1090 * 10**6)
    apart = facts(told(("2016-01-04", "P", euros), ("2016-01-05", "Q", invests(amount=13 * 10**8, currency="USD"))))
    assert all("conflictsWith" in fact for fact in apart)
    assert [fact.get("amountUSD") for fact in apart if fact["currency"] == "USD"] == [None]
    unknown = facts(told(("2016-01-04", "P", invests(amount=10**9, currency="TWD")), ("2016-01-05", "Q", dollars)))
    assert len(unknown) == 2
    assert not any("conflictsWith" in fact for fact in unknown)
    (fact,) = facts(told(("2020-01-02", "P", invests(amount=10**9, currency="EUR", date="2016-01-04"))))
    assert fact["amountUSD"] == 1090 * 10**6  # at the rate of its day, not of the day on which it is told


def test_year_falls_back() -> None:
    (fact,) = facts(told(("2015-07-29", "P", invests(start="2016-03", end="2018"))))
    assert (fact["year"], fact["yearOf"], fact["from"], fact["to"]) == (2016, "start", "2016-03-01", "2018-12-31")
    (fact,) = facts(told(("2015-07", "P", invests(amount=1))))
    assert (fact["year"], fact["yearOf"], fact["firstSaid"], "from" in fact) == (2015, "firstSaid", "2015-07-01", False)
    (fact,) = facts(told((None, "P", invests(amount=1))))
    assert not {"year", "yearOf", "from", "to", "firstSaid", "lastSaid"} & fact.keys()


def test_independent_publishers() -> None:
    text = " ".join(WORDS)
    short, retitled = " ".join(WORDS[:70]), "A New Heading\n\n" + " ".join(WORDS[2:])
    own = Document("nothing of the kind " + " ".join(reversed(WORDS)), "", "2016-01-01", "Gazette", key="own")
    digest = Document("in our words", "", "2016-01-01", None, key="digest", digest_of=Publication("The Gazette"))
    wired = (
        Document("PARIS (Reuters) - and more", "", None, "Herald", key="w1"),
        Document("As told (Reuters) it is", "", None, "Star", key="w2"),
    )
    said = invests(amount=1)
    copies = [Document(t, "", "2016-01-01", f"Paper {n}", key=f"c{n}") for n, t in enumerate((text, short, retitled))]

    def publishers(*documents: Document) -> object:
        said = ((each, invests(f"Words of their own, number {n}", amount=1)) for n, each in enumerate(documents))
        return facts(told(*said))[0]["publishers"]

    assert publishers(*copies) == 1
    assert publishers(*copies, own) == 2
    assert publishers(own, digest) == 1
    assert publishers(*wired) == 1
    assert publishers(*wired, own, *copies) == 3
    both = told((document("1", None, "P"), said), (document("2", None, "Q"), said))
    assert facts(both)[0]["publishers"] == 2
    sentence = "The company will put the money into halls near the harbour."
    both = told(
        (document("1", None, "P"), invests(sentence, amount=1)), (document("2", None, "Q"), invests("It is said. " + sentence, amount=1))
    )
    assert facts(both)[0]["publishers"] == 1


def test_documents_of_one_publisher_are_not_compared_as_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.fuse.independence.is_copy", lambda one, other: pytest.fail("compared for nothing"))
    said = [(Document(f"{n} {' '.join(WORDS)}", "", None, "P", key=f"c{n}"), invests(f"Words {n}", amount=1)) for n in range(5)]
    assert facts(told(*said))[0]["publishers"] == 1


def test_copies_are_known_and_others_are_not() -> None:
    text, other = " ".join(WORDS), " ".join(WORDS[:20] + [word + "x" for word in WORDS])
    assert is_copy(fingerprint(text), fingerprint(" ".join(WORDS[:60])))
    assert not is_copy(fingerprint(text), fingerprint(other))
    assert not is_copy(fingerprint("Too short to tell"), fingerprint("Too short to know"))


def test_symmetric_predicates_are_one_fact_and_two_triples() -> None:
    store = told((None, "P", claim(A, "partnersWith", B)), (None, "Q", claim(B, "partnersWith", A)))
    (fact,) = facts(store)
    assert (fact["subject"], fact["documents"]) == (iris.BASE + "org/alibaba", 2)
    both = {(ALIBABA, ALIBABA_CLOUD), (ALIBABA_CLOUD, ALIBABA)}
    assert {(quad.subject, quad.object) for quad in store.match(None, cx("partnersWith"), None, None)} == both


@pytest.mark.parametrize(
    ("statuses", "stands"),
    [((None,), True), (("announced",), True), (("considered",), False), (("announced", "denied"), False), (("denied", "completed"), True)],
)
def test_direct_triples_follow_the_latest_status(statuses: tuple[str | None, ...], stands: bool) -> None:
    claims = [invests(amount=1, **({"status": status} if status else {})) for status in statuses]
    store = told(*((f"201{n}-01-01", "P", each) for n, each in enumerate(claims)))
    assert bool(list(store.match(None, cx("investsIn"), None, None))) is stands
    assert len(facts(store)) == 1


def test_super_properties_stay_while_one_fact_implies_them() -> None:
    store = open_store()
    one = graph(document("1"), builds("plans"))
    other = graph(document("2"), claim(B, "plansCloudRegionIn", SINGAPORE))
    add_graphs(store, [one, other], RULES)
    forget(store, [one[0].subject], RULES)
    assert list(store.match(None, cx("plansFacilityIn"), None, None))
    assert not list(store.match(None, cx("plansDataCenterIn"), None, None))
    forget(store, [other[0].subject], RULES)
    assert not list(store.match(None, cx("plansFacilityIn"), None, None))


def test_conflicts_and_tranches() -> None:
    store = told(("2016-01-01", "P", invests(amount=1, date="2016")), ("2019-01-01", "Q", invests(amount=2, date="2016")))
    one, other = facts(store)
    assert (one["conflictsWith"], other["conflictsWith"]) == ([other["iri"]], [one["iri"]])
    for dates, conflict in ((("2016-01-01", "2016-02-01"), True), (("2016-01-01", "2016-06-01"), False), (("2016-01-01", None), False)):
        store = told(*((date, "P", invests(amount=n)) for n, date in enumerate(dates, start=1)))
        assert any("conflictsWith" in fact for fact in facts(store)) is conflict
    store = open_store()
    add_graphs(
        store, [graph(document("1", "2016"), invests(amount=1), invests(amount=2)), graph(document("2", "2016"), invests(amount=1))], RULES
    )
    assert not any("conflictsWith" in fact for fact in facts(store))


def test_a_new_due_date_supersedes_the_old_one() -> None:
    store = told(("2016-01-01", "P", builds(site="Frontier", date="2017")), ("2016-09-01", "Q", builds(site="Frontier", date="2018-Q2")))
    by_date = {fact["date"]: fact for fact in facts(store)}
    assert by_date["2018-Q2"]["supersedes"] == by_date["2017"]["iri"]
    assert "supersedes" not in by_date["2017"]
    store = told(("2012-01-01", "P", builds(date="2013")), ("2018-01-01", "Q", builds(date="2019")))  # another project
    assert not any("supersedes" in fact for fact in facts(store))


def site(store: Store, path: str) -> dict[str, object]:
    quads = store.match(Iri(iris.BASE + "site/" + path), None, None, None)
    return {iris.local(quad.predicate).rsplit("#", 1)[-1]: iris.value_of(quad.object) for quad in quads}


@pytest.mark.parametrize(
    ("steps", "stage", "since"),
    [
        ((("2016-01-01", "plans", {}),), "planned", "2016-01-01"),
        ((("2016-01-01", "plans", {}), ("2017-05-01", "builds", {}), ("2018-02-03", "operates", {})), "operating", "2018-02-03"),
        ((("2016-01-01", "operates", {"date": "2014-06"}), ("2017-01-01", "plans", {})), "operating", "2014-06-01"),
        ((("2016-01-01", "plans", {}), ("2016-08-01", "cancels", {})), "cancelled", "2016-08-01"),
        ((("2016-01-01", "cancels", {}), ("2017-08-01", "plans", {})), "planned", "2017-08-01"),
        ((("2016-01-01", "operates", {}), ("2017-08-01", "cancels", {"stage": "withdrawn"})), "operating", "2016-01-01"),
        ((("2016-01-01", "operates", {}), ("2017-08-01", "cancels", {"stage": "closed"})), "cancelled", "2017-08-01"),
    ],
)
def test_the_stage_of_a_site(steps: tuple[tuple[str, str, dict[str, Scalar]], ...], stage: str, since: str) -> None:
    for order in (steps, steps[::-1]):
        store = told(*((date, "P", builds(verb, **more)) for date, verb, more in order))
        found = site(store, "alibaba-cloud/singapore/data-center")
        assert (found["stage"], found["stageFrom"]) == (stage, since)
        assert found["company"] == iris.BASE + "org/alibaba-cloud"


def test_what_is_only_considered_is_no_stage_of_a_site_that_has_one() -> None:
    plan = ("2016-01-01", "P", builds("plans", status="considered"))
    alone = site(told(plan), "alibaba-cloud/singapore/data-center")
    assert (alone["stage"], alone["status"]) == ("planned", "considered")
    firm = site(told(plan, ("2017-01-01", "P", builds("cancels"))), "alibaba-cloud/singapore/data-center")
    assert (firm["stage"], firm["stageFrom"], firm.get("status")) == ("cancelled", "2017-01-01", None)


def test_named_sites_and_phases() -> None:
    store = told(
        ("2016-01-01", "P", builds("operates", site="Frontier", phase="1")),
        ("2017-01-01", "P", builds("builds", site="Frontier", phase="2")),
        ("2017-01-01", "Q", builds("plans", TOKYO)),
    )
    assert site(store, "alibaba-cloud/frontier")["label"] == "Frontier"
    phases = {q.object for q in store.match(Iri(iris.BASE + "site/alibaba-cloud/frontier"), cx("phaseStage"), None, None)}
    assert phases == {Literal("1 operating"), Literal("2 building")}
    assert site(store, "alibaba-cloud/tokyo/data-center")["stage"] == "planned"


def test_entities_come_from_the_tables_or_from_documents() -> None:
    store = told((None, "P", claim(org("Borealis Ltd", "Borealis"), "operatesDataCenterIn", TOKYO)))
    borealis, asia = Iri(iris.BASE + "org/borealis-ltd"), Iri(iris.BASE + "place/asia")
    assert {q.object for q in store.match(borealis, iris.ALT_LABEL, None, None)} == {Literal("Borealis")}
    assert list(store.match(asia, iris.LABEL, Literal("Asia"), None))
    assert {q.object for q in store.match(Iri(iris.BASE + "place/tokyo"), iris.ALT_LABEL, None, None)} == {Literal("Tokyo, Japan")}
    forget(store, [q.subject for q in list(store.match(None, iris.TYPE, cx("Document")))], RULES)
    assert not list(store.match(asia, None, None, None))
    assert not list(store.match(borealis, None, None, None))


def test_nothing_stands_in_relation_to_itself() -> None:
    store = told((None, "P", claim(org("Aliyun"), "unitOf", org("Alibaba Cloud"))))
    assert not facts(store)
    assert list(store.match(None, iris.TYPE, cx("Claim")))


def test_versions() -> None:
    store = open_store()
    old, new = (graph(document(f"v{n}", f"201{n}-01-01", key="k"), invests(amount=n)) for n in (5, 6))
    assert add_graphs(store, [new], RULES).added == (new[0].subject,)
    outcome = add_graphs(store, [old], RULES)
    assert (outcome.added, outcome.outdated) == ((), (old[0].subject,))
    assert add_graphs(store, [new], RULES).unchanged == (new[0].subject,)
    again = open_store()
    add_graphs(again, [old], RULES)
    assert add_graphs(again, [new], RULES).removed == (old[0].subject,)
    assert set(again) == set(store)


@pytest.mark.parametrize("disk", [False, True])
def test_a_fact_told_by_two_documents_counts_once_in_a_sum(disk: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    store = open_store(tmp_path_factory.mktemp("sum") / "graph" if disk else None)
    claims = invests(amount=10, currency="USD")
    add_graphs(store, [graph(document(name, "2016-01-01", name), claims) for name in ("P", "Q")], RULES)
    answer = store.query(f"PREFIX cx: <{iris.CX}> SELECT (SUM(?a) AS ?sum) (COUNT(?a) AS ?n) {{ ?fact a cx:Fact ; cx:amount ?a }}")
    assert isinstance(answer, Solutions)
    ((total, count),) = answer
    assert total is not None
    assert count is not None
    assert (iris.value_of(total), iris.value_of(count)) == (10, 1)
    store.close()


def test_what_was_open_did_not_open_later() -> None:
    """The second hall of 2014, told in 2018, is not what was open in 2013."""
    first = graph(document("a", "2013-06-01", "Times"), claim(org("Acme"), "operatesDataCenterIn", place("Tokyo")))
    second = graph(document("b", "2018-05-08", "Post"), claim(org("Acme"), "operatesDataCenterIn", place("Tokyo"), date="2014"))
    later = graph(document("c", "2019-05-08", "Herald"), claim(org("Acme"), "operatesDataCenterIn", place("Tokyo")))

    def counts(*graphs: Iterable[Quad]) -> list[int]:
        store = open_store()
        add_graphs(store, graphs, RULES)
        return sorted(int(quad.object.text) for quad in store.match(None, cx("documents")) if isinstance(quad.object, Literal))

    assert counts(first, second) == [1, 1]
    assert counts(second, later) == [2]


def test_sums_in_two_currencies_are_one_within_a_tenth() -> None:
    def facts(euros: int, dollars: int) -> int:
        store = open_store()
        told = ((euros, "EUR", "Times"), (dollars, "USD", "Post"))
        graphs = [
            graph(document(paper, "2016-01-04", paper), claim(org("Acme"), "investsIn", org("Foo"), amount=amount, currency=currency))
            for amount, currency, paper in told
        ]
        add_graphs(store, graphs, RULES)
        return sum(1 for _ in store.match(None, iris.TYPE, cx("Fact")))

    assert facts(1_000_000_000, 1_190_000_000) == 1  # 1.09 billion dollars at the day's rate
    assert facts(1_000_000_000, 1_300_000_000) == 2


@pytest.mark.parametrize(
    ("bound", "other", "conflicts"), [("atMost", 17, 0), ("atMost", 23, 2), ("atLeast", 23, 0), ("atLeast", 17, 2), (None, 17, 2)]
)
def test_a_bound_leaves_room(bound: str | None, other: int, conflicts: int) -> None:
    said: dict[str, Scalar] = {"bound": bound} if bound else {}
    one = claim(org("Acme"), "customerOf", org("Foo"), amount=20, currency="USD", **said)
    two = claim(org("Acme"), "customerOf", org("Foo"), amount=other, currency="USD")
    store = told(("2025-09-09", "Times", one), ("2025-09-10", "Post", two))
    assert sum(1 for _ in store.match(None, cx("conflictsWith"))) == conflicts
