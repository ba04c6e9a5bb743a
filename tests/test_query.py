"""Asking: nothing reaches out, values stay values, errors are one clear line, formats are W3C's."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from asked import disk, memory, quads, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear import assert_linear

from kg import query as asking
from kg.errors import QueryError
from kg.iris import BASE, DATE, DECIMAL, INTEGER, cx
from kg.model import Iri, Literal
from kg.protocols import Solutions, Store, Triples
from kg.query import Parameter, find, formats_of, parse, prepare, query, run, shipped, write
from kg.query.text import bind, form, lexemes


@pytest.fixture(scope="module", params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = memory(quads()) if request.param == "memory" else disk(quads(), tmp_path_factory.mktemp("store"))
    yield made
    made.close()


# -- what is refused


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . { SERVICE ?x { ?s ?p ?o } } }",
        "SELECT * { ?s ?p trueSERVICE <http://example.org/> {} }",  # Oxigraph takes these for two words
        "SELECT * { ?s ?p 1e5SERVICE <http://example.org/> {} }",
        "SELECT * { ?s ?p 'a'SERVICE <http://example.org/> {} }",
        "SELECT * { ?s ?p cx:.SERVICE <http://example.org/> {} }",
        "SELECT * { ?s ?p cx:a. SERVICE <http://example.org/> {} }",
        'SELECT * { ?s ?p "#" .\nSERVICE <http://example.org/> {} }',
        'SELECT * { ?s ?p """"""SERVICE <http://example.org/> {} }',
        "SELECT * { ?s ?p <#>SERVICE <http://example.org/> {} }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * FROM <http://example.org/data.ttl> { ?s ?p ?o }",
        "SELECT * from named <file:///etc/passwd> { ?s ?p ?o }",
        "ASKFROM <http://example.org/> {}",
        "LOAD <http://example.org/data.ttl>",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <http://example.org/> CLEAR ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP GRAPH <a:g>",
    ],
)
def test_nothing_reaches_out_or_changes_the_graph(store: Store, text: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match=r"SERVICE|FROM|LOAD|would change the graph") as caught:
        query(store, text)
    assert "\n" not in str(caught.value)
    assert len(store) == before


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "SERVICE FROM LOAD INSERT" }',
        "SELECT * { ?s ?p '''it's a\n SERVICE''' }",
        "SELECT * { ?s cx:nothing ?o } # FROM <http://example.org/>",
        "SELECT * { ?s <http://example.org/SERVICE/FROM> ?o }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:load service:from }",
        "SELECT ?service ?from { ?service ?load ?from FILTER(?from < 3 && ?load > 2) }",
    ],
)
def test_words_that_only_look_so_are_let_through(store: Store, text: str) -> None:
    assert rows(query(store, text)) == []


# -- what is wrong


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {", "line 1, column 11"),
        ("SELECT *\n{ ?s ?p }", "line 2, column 10: not SPARQL from here on"),
        ("", "not a query"),
        ("hello there", "not a query"),
        ("SELECT * { ?s foo:bar ?o }", "unknown prefix foo:"),
        ("SELECT * { ?s ?p 'open }", "line 1: a string is opened with ' and not closed"),
        ('SELECT *\n{ ?s ?p """open" }', 'line 2: a string is opened with " and not closed'),
        ("SELECT (COUNT(*) ?n) {}", "line 1, column"),
        ("SELECT ?x { ?x a cx:Fact } GROUP BY ?y", "cannot be answered|line"),
        ("SELECT * {} " + " " * 1_000_001, "a query of 1,000,013 characters"),
    ],
)
def test_errors_are_one_clear_line(store: Store, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        query(store, text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("piece", ['"', "'", '"\\"', '"""', "<", "a.", "a-", "a:", "?", "{", "\\u0053", "#", "<a", "_:", "@a-", '"a\\'])
def test_any_text_is_read_in_linear_time(piece: str) -> None:
    def read(times: int) -> None:
        with contextlib.suppress(QueryError):
            list(lexemes(piece * times))

    assert_linear(read, 8_000, 80_000)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_anything(text: str) -> None:
    refusal = ""
    try:
        assert "".join(x.text for x in lexemes(text)) == text
        prepare(text)
    except QueryError as error:
        refusal = str(error)
    assert "\n" not in refusal


# -- prefixes and values


def test_prefixes_are_there_and_can_be_declared_otherwise(store: Store) -> None:
    assert len(rows(query(store, "SELECT * { ?s a cx:Fact }"))) == 24
    assert rows(query(store, "SELECT ?l { <org/basalt> rdfs:label ?l }")) == [("Basalt",)]
    assert rows(query(store, "PREFIX cx: <http://example.org/> SELECT * { ?s a cx:Fact }")) == []
    assert rows(query(store, "BASE <http://example.org/> SELECT ?l { <org/basalt> rdfs:label ?l }")) == []
    other = query(store, "SELECT ?l { <org/basalt> rdfs:label ?l }", base="https://example.org/id/")
    assert rows(other) == []


@pytest.mark.parametrize(
    "value",
    [
        '"',
        "\\",
        '" } INSERT DATA { <a:a> <a:b> <a:c> } #',
        "' OR 1=1",
        "}\nSELECT *",
        "\x00\x07",
        "$name",
        "日本 🏢",
        '"""',
        "\\u0022",
        "a\rb",
        "\\\\U00000022",
        "\x01beef",
    ],
)
def test_a_value_is_never_more_than_a_value(store: Store, value: str) -> None:
    assert rows(query(store, "SELECT (STRLEN($name) AS ?n) ($name AS ?same) {}", {"name": Literal(value)})) == [(len(value), value)]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_value_comes_through(value: str) -> None:
    (row,) = ox.Store().query(prepare("SELECT ($v AS ?w) {}", {"v": Literal(value)}))  # type: ignore[misc]
    assert row["w"].value == value


def test_only_dollar_variables_outside_of_strings_are_bound() -> None:
    text = "SELECT ?name { ?x ?p $name . ?y ?p '$name' . ?z ?p <$name> } # $name $names"
    assert bind(text, {"name": Literal("5", INTEGER)}) == text.replace("$name .", '"5"^^<http://www.w3.org/2001/XMLSchema#integer> .')


@pytest.mark.parametrize("iri", ["not an iri>", "a:b c", 'a:"', "a:<", "a:\n"])
def test_an_iri_that_is_none_is_refused(iri: str) -> None:
    with pytest.raises(QueryError, match="must be an IRI"):
        bind("SELECT * { $x ?p ?o }", {"x": Iri(iri)})


@pytest.mark.parametrize(
    ("type", "value", "term"),
    [
        ("string", "Iron Mountain", Literal("Iron Mountain")),
        ("integer", " 2016 ", Literal("2016", INTEGER)),
        ("decimal", "1e3", Literal("1000", DECIMAL)),
        ("decimal", "0.70", Literal("0.70", DECIMAL)),
        ("date", "2016-11-21", Literal("2016-11-21", DATE)),
        ("iri", "org/basalt", Iri(BASE + "org/basalt")),
        ("iri", "https://example.org/x", Iri("https://example.org/x")),
    ],
)
def test_values_as_people_type_them(type: str, value: str, term: Iri | Literal) -> None:
    assert Parameter("p", type, "", "").term(value) == term  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type", "value"), [("integer", "1.5"), ("integer", ""), ("decimal", "NaN"), ("decimal", "x"), ("date", "2016"), ("date", "2016-13-01")]
)
def test_values_that_do_not_fit(type: str, value: str) -> None:
    with pytest.raises(QueryError, match=r"p=.*: must be a"):
        Parameter("p", type, "", "").term(value)  # type: ignore[arg-type]


def test_shipped_questions_by_name(store: Store) -> None:
    assert find("leaders.rq") is find("leaders")
    assert list(shipped()) == sorted(shipped())
    with pytest.raises(QueryError, match="did you mean leaders"):
        find("leader")
    with pytest.raises(QueryError, match="--list"):
        find("xxxxxxxx")
    with pytest.raises(QueryError, match=r"leaders has no parameter place \(it has: company\)"):
        run(store, "leaders", {"place": "Oslo"})
    with pytest.raises(QueryError, match="only=plannd: must be one of planned, building, operating, cancelled"):
        run(store, "sites", {"only": "plannd"})
    run(store, "sites", {"only": ""})


def test_a_file_of_the_users_own() -> None:
    mine = parse("my-question", "SELECT * { ?s ?p ?o }")
    assert (mine.title, mine.description, mine.parameters) == ("my question", "", ())
    with pytest.raises(QueryError, match="not a parameter: # param x"):
        parse("bad", "# param x\nSELECT * {}")
    with pytest.raises(QueryError, match="not a parameter"):
        parse("bad", '# param x: color = "red" | A colour\nSELECT * {}')


# -- formats

NASTY = Literal('a "b"\n<c> & \t\\,;é')


@pytest.fixture
def nasty(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Solutions:
    answer = query(store, 'SELECT * { VALUES (?text ?number ?iri ?none) { ($t 1.50 <a:b> UNDEF) ("=x" 2 cx:amount UNDEF) } }', {"t": NASTY})
    assert isinstance(answer, Solutions)
    return answer


def test_csv_is_that_of_sparql(nasty: Solutions) -> None:
    text = "".join(write(nasty, "csv"))
    assert text.endswith("\r\n")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == ["text", "number", "iri", "none"]
    assert read[1][0] == NASTY.text
    assert float(read[1][1]) == 1.5
    assert read[1][2:] == ["a:b", ""]
    assert read[2] == ["=x", "2", "https://w3id.org/cloud-expansion/ontology#amount", ""]


@pytest.mark.parametrize("format", ["tsv", "json", "xml"])
def test_w3c_formats_are_read_back_by_oxigraph(nasty: Solutions, format: str) -> None:
    wanted = {"tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}[format]
    text = "".join(write(nasty, format))
    back = ox.parse_query_results(text, format=wanted)
    assert isinstance(back, ox.QuerySolutions)
    assert [v.value for v in back.variables] == ["text", "number", "iri", "none"]
    first, second = back
    assert first["text"].value == NASTY.text
    assert float(first["number"].value) == 1.5
    assert first["number"].datatype.value == DECIMAL
    assert first["iri"] == ox.NamedNode("a:b")
    assert first["none"] is None
    assert second["number"] == ox.Literal("2", datatype=ox.NamedNode(INTEGER))


def test_xml_and_json_are_well_formed_whatever_is_in_them(store: Store) -> None:
    answer = query(store, "SELECT ($t AS ?x) {}", {"t": Literal("\x01\x00 ]]> \ud7ff")})
    ElementTree.fromstring("".join(write(answer, "xml")))
    answer = query(store, "SELECT ($t AS ?x) {}", {"t": Literal("\x01\u2028")})
    assert json.loads("".join(write(answer, "json")))["results"]["bindings"][0]["x"]["value"] == "\x01\u2028"


def test_a_table_is_for_people(store: Store) -> None:
    text = "".join(write(run(store, "investments"), "table"))
    assert text.splitlines() == [
        "company        into        currency          total  facts",
        "-------------  ----------  --------  -------------  -----",
        "Kestrel Cloud  Germany     EUR       3,000,000,000      1",
        "Halden Group   Northcloud  USD       1,000,000,000      1",
    ]
    answer = query(store, "SELECT ?s ?p { ?s ?p <place/oslo> } ORDER BY ?p ?s")
    assert re.search(r"^org/northcloud +cx:basedIn$", "".join(write(answer)), re.MULTILINE)
    empty = "".join(write(query(store, "SELECT ?s { ?s ?p 'nothing' }")))
    assert empty == "s\n-\n"
    long = "".join(write(query(store, "SELECT ($t AS ?x) {}", {"t": Literal("word " * 40)})))
    assert max(map(len, long.splitlines())) == 60


@pytest.mark.parametrize(("text", "yes"), [("ASK { ?s a cx:Fact }", True), ("ASK { ?s a cx:Nothing }", False)])
def test_ask(store: Store, text: str, yes: bool) -> None:
    answer = query(store, text)
    assert answer is yes
    assert "".join(write(answer)) == ("yes\n" if yes else "no\n")
    for name, wanted in (("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)):
        assert bool(ox.parse_query_results("".join(write(answer, name)), format=wanted)) is yes


def test_construct_and_describe(store: Store) -> None:
    text = "CONSTRUCT { ?c cx:has ?p } { ?f rdf:subject ?c ; rdf:object ?p ; cx:stage ?stage }"
    lines = "".join(write(query(store, text), "nt")).splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == 4  # each triple once, though Frankfurt is planned twice
    turtle = "".join(write(query(store, text), "ttl"))
    assert "PREFIX cx:" in turtle or "@prefix cx:" in turtle
    assert {str(t) for t in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == {
        str(t) for t in ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES)
    }
    assert "cx:has" in "".join(write(query(store, text), "table"))
    described = query(store, "DESCRIBE <org/basalt>")
    assert isinstance(described, Triples)
    told = {(q.predicate, q.object) for q in described if q.subject == BASE + "org/basalt"}
    assert (cx("acquires"), Iri(BASE + "org/tern-hosting")) in told
    assert len(told) == 8


def test_formats_that_do_not_fit(store: Store) -> None:
    for text, format in (("SELECT * { ?s a cx:Fact }", "nt"), ("ASK {}", "ttl"), ("DESCRIBE <org/basalt>", "csv"), ("ASK {}", "pdf")):
        answer = query(store, text)
        assert format not in formats_of(answer)
        with pytest.raises(QueryError, match=f"{format} is no format for the answer to an? .*: it comes as "):
            write(answer, format)
    assert set(asking.FORMATS) == {"select", "ask", "graph"}


def test_graph_asks_what_a_document_says(store: Store) -> None:
    told = rows(query(store, "SELECT ?quote { GRAPH <doc/a5> { ?claim cx:quote ?quote } }"))
    assert told == [("Three billion euros go to Germany.",)]
    assert rows(query(store, "SELECT ?quote { ?claim cx:quote ?quote }")) == []  # the default graph holds no claims


def test_form() -> None:
    assert form("# ASK\nPREFIX select: <a:b> construct { ?s ?p ?o } { ?s ?p ?o }") == "CONSTRUCT"
    assert form("DESCRIBE <a:b>") == "DESCRIBE"


def test_columns_of_a_star_come_in_the_order_of_the_text(store: Store) -> None:
    for text in (
        "SELECT * { ?z a cx:Site ; cx:place ?b ; cx:company ?a }",
        "select distinct * { ?z a cx:Site ; cx:place ?b . ?z cx:company ?a }",
    ):
        answer = query(store, text)
        assert isinstance(answer, Solutions)
        assert answer.variables == ("z", "b", "a")
        assert (f"{BASE}site/kestrel-cloud/falcon", f"{BASE}place/hanau", f"{BASE}org/kestrel-cloud") in rows(answer)


def test_both_stores_refuse_what_one_parser_would_take(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        query(store, "SELECT ?x { ?x a cx:Fact } LIMIT ten")
