"""One line splits or joins entities; the graph is the same as if the line had been there from the start."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from kg import fuse, iris, lexicon, merge, ontology
from kg.iris import cx
from kg.link import Judgement, Linker, Verdict
from kg.link.judgements import parse
from kg.link.review import doubts
from kg.model import Claim, Document, EntityType, Quad, Referent
from kg.store import open_store

ORGANIZATION = EntityType.ORGANIZATION
TEXT = "{} has invested in {}. That is all there is to say about it for now, and nobody knows more."


def told(number: int, subject: str, target: str, predicate: str = "investsIn") -> tuple[Quad, ...]:
    text = TEXT.format(subject, target)
    document = Document(text, published=f"2024-01-{number:02d}", publisher=f"Paper {number}", id=f"d{number}", key=f"d{number}")
    quote = text.partition(". ")[0]
    ends = (Referent(ORGANIZATION, subject, (subject,)), Referent(ORGANIZATION, target, (target,)))
    return merge.document_graph(document, [Claim(ends[0], predicate, ends[1], (), 0, len(quote), quote, 0.9, "hand")])


GRAPHS = [
    told(1, "Foo Grid", "Bar Halls"),
    told(2, "Foo Grid Technologies", "Bar Halls"),
    told(3, "Fu Grid", "Bar Halls"),
    told(4, "Facebook", "Bar Halls"),
    told(5, "Meta Platforms", "Bar Halls"),
]


def rules(*lines: str) -> fuse.Rules:
    linker = Linker(lexicon.load(), parse("\n".join(line.replace("|", "\t") for line in lines)))
    return fuse.Rules(linker.link, ontology.load(), lexicon.load().get, iris.BASE, linker.fingerprint)


def lines_of(quads: Iterable[Quad]) -> list[str]:
    return sorted(map(iris.line, quads))


def investors(quads: Iterable[Quad]) -> set[str]:
    return {quad.subject.rpartition("/")[2] for quad in quads if quad.predicate == cx("investsIn") and quad.graph is None}


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ((), {"foo-grid", "foo-grid-technologies", "fu-grid", "meta"}),
        (("same|org/foo-grid|org/foo-grid-technologies|ada|",), {"foo-grid", "fu-grid", "meta"}),
        (("different|org/facebook|org/meta|ada|",), {"foo-grid", "foo-grid-technologies", "fu-grid", "meta", "facebook"}),
        (
            (*(f"same|org/{name}|org/foo-grid-technologies" for name in ("foo-grid", "fu-grid")), "different|org/foo-grid|org/fu-grid"),
            {"foo-grid", "foo-grid-technologies", "fu-grid", "meta"},
        ),
    ],
)
def test_a_judgement_acts_without_reading_again(lines: tuple[str, ...], wanted: set[str]) -> None:
    late, early = open_store(), open_store()
    fuse.add_graphs(late, GRAPHS, rules())
    fuse.refuse(late, rules(*lines))
    for graph in random.Random(1).sample(GRAPHS, len(GRAPHS)):
        fuse.add_graphs(early, [graph], rules(*lines))
    assert lines_of(late) == lines_of(early)
    assert investors(late) == wanted


def test_taking_a_judgement_back_restores_the_graph() -> None:
    store, untouched = open_store(), open_store()
    for each in (store, untouched):
        fuse.add_graphs(each, GRAPHS, rules())
    fuse.refuse(store, rules("same|org/foo-grid|org/fu-grid|ada|"))
    assert lines_of(store) != lines_of(untouched)
    fuse.refuse(store, rules())
    assert lines_of(store) == lines_of(untouched)


def test_review_of_a_graph() -> None:
    store = open_store()
    more = [told(6, "Foo Grid", "Bar Halls Technologies"), told(7, "Zed Cloud", "Zed Cloud Systems", "unitOf")]
    fuse.add_graphs(store, [*GRAPHS, *more], rules())
    before = lines_of(store)
    found = doubts(store)
    assert [doubt.labels for doubt in found] == [("Bar Halls", "Bar Halls Technologies"), ("Foo Grid", "Foo Grid Technologies")]
    assert found[0].connections > found[1].connections
    assert lines_of(store) == before
    answered = found[0].answer(Verdict.SAME, "ada")
    assert isinstance(answered, Judgement)
    assert [doubt.labels for doubt in doubts(store, [answered])] == [("Foo Grid", "Foo Grid Technologies")]
