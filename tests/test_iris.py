"""IRIs, slugs and literals."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import days, iris
from kg.model import Iri, Literal, Quad


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Société Générale", "societe-generale"),
        ("Ørsted", "orsted"),
        ("ＮＴＴ Data", "ntt-data"),
        ("U.S.", "us"),
        ("McDonald’s", "mcdonalds"),
        ("Zero\u200bWidth", "zerowidth"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("Αcme", "αcme"),  # a Greek Alpha is no Latin A
        ("T-Mobile", "t-mobile"),
        ("नई दिल्ली", "नई-दिल्ली"),
        ("\n", ""),
    ],
)
def test_fold(name: str, expected: str) -> None:
    assert iris.fold(name) == expected


@given(st.text())
def test_slugs_are_stable_and_fit_into_iris(name: str) -> None:
    slug = iris.slug(name)
    assert slug
    assert iris.slug(slug) == slug
    assert ox.NamedNode(iris.BASE + "org/" + slug).value.endswith(slug)
    assert len(slug) <= 200


def test_names_that_fold_to_nothing_stay_apart() -> None:
    assert iris.slug("!!!") != iris.slug("???")
    assert iris.slug("a" * 200) != iris.slug("a" * 201)
    assert len(iris.slug("a" * 500)) < 100


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**15), max_value=10**15))
def test_decimals_are_as_oxigraph_has_them(number: Decimal) -> None:
    term = iris.decimal(number)
    assert Decimal(term.text) == number
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(term.text, datatype=ox.NamedNode(iris.DECIMAL))))
    assert [quad.object.value for quad in store if isinstance(quad.object, ox.Literal)] == [term.text]


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), float("inf")])
def test_what_is_no_number_is_no_decimal(number: Decimal | float) -> None:
    with pytest.raises(ValueError, match="no decimal"):
        iris.decimal(number)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_lines_read_back(text: str) -> None:
    quad = Quad(Iri("a:s"), Iri("a:p"), iris.string(text), Iri("a:g"))
    (read,) = ox.parse(iris.line(quad).encode(), format=ox.RdfFormat.N_QUADS)
    assert isinstance(read.object, ox.Literal)
    assert read.object.value == text


def test_lone_surrogates_do_not_reach_a_file() -> None:
    assert iris.string("a\ud800b") == Literal("a\ufffdb")


@pytest.mark.parametrize("iri", ["https://example.com/> <a", "has space", "a:\n", "a:{", "a:\ud800"])
def test_no_line_breaks_out_of_its_iri(iri: str) -> None:
    with pytest.raises(ValueError, match="no IRI"):
        iris.line(Quad(Iri(iri), Iri("a:p"), Iri("a:o")))


@pytest.mark.parametrize("base", ["id/", "https://example.com/id", "https://exa mple.com/", ""])
def test_bases_that_cannot_be(base: str) -> None:
    with pytest.raises(ValueError, match="base"):
        iris.checked_base(base)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016-11-21", "2016-11-21", "2016-11-21"),
        ("2016-11-21T10:00:00Z", "2016-11-21", "2016-11-21"),
        ("2016-Q4", "2016-10-01", "2016-12-31"),
        ("2018-H1", "2018-01-01", "2018-06-30"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_spans(text: str, first: str, last: str) -> None:
    span = days.span(text)
    assert span
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", None, "soon", "2016-13", "2016-02-30", "0000", "2016-Q5", "20161121", "2016-1"])
def test_no_dates(text: str | None) -> None:
    assert days.span(text) is None


def test_dates_agree_where_one_lies_in_the_other() -> None:
    assert days.agree("2016-Q4", "2016-12-24")
    assert days.agree("soon", "soon")
    assert not days.agree("2016-Q4", "2016-H1")
    assert not days.agree("2016", "soon")
