"""Sentences: where they end, what part of the page they are, and that no text is lost or crossed."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear import assert_linear

from kg.model import Document, SentenceKind
from kg.segment import segment


def cut(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in segment(Document(text, title=title))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Lund of Foo Inc. spoke in Charlotte, N.C., in Sept. 2016.", "It will cost $1.5 bn."],
        ["The hall stands in Charlotte, N.C.", "Bar Energy feeds it."],
        ["A site opened in Boydton, Va.", "Foo runs it."],
        ["Foo Corp. Chief Executive Ann Lee and Gov. Roy Hall broke ground on Nov. 3 at 9 a.m. EDT."],
        ["It needs approx. 30 acres and No. 2 is next."],
        ["“We begin in Oslo.", "Then comes Turku,” said Ms. Berg of Foo Ltd."],
        ['"What a day!" said Dr. No of the U.S. Department of Energy.', "He left."],
        ["Will it open?", "Yes.", "“In May.”", "No more was said."],
        ["The firm – once Foo Bros. – bought Bar & Co. LLC for US$3.5m."],
        ["It is run by J.P. Roe, Ph.D., of A.P. Moller Holding.", "The rest is not."],
        ["Foo Holdings Ltd.’s unit iBar grew 2.5 percent."],
    ],
)
def test_sentences_end_where_they_should(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_missing_space_after_the_full_stop_parts_sentences() -> None:
    assert cut("It opens in Japan.Borealis will build.") == ["It opens in Japan.", "Borealis will build."]
    assert cut("Bookshop.Com uses Node.Js here.") == ["Bookshop.Com uses Node.Js here."]


def test_enumeration_and_bullets() -> None:
    text = "The sites:\n\n• Oslo, 20 MW\n- Turku\n1. Espoo\n2) Vantaa.\n\nAll are new."
    kinds = [(text[s.start : s.end], s.kind) for s in segment(Document(text))]
    bullets = [(name, SentenceKind.BULLET) for name in ("Oslo, 20 MW", "Turku", "Espoo", "Vantaa.")]
    assert kinds == [("The sites:", SentenceKind.BODY), *bullets, ("All are new.", SentenceKind.BODY)]


def test_headlines_and_captions() -> None:
    text = (
        "Borealis to build in Oslo\n\nBorealis will build a data center in Oslo this year, it said on Monday.\n"
        "More in the north\nIt has two sites in Turku.\n\nBorealis chief Ann Lee at the site (Photo: Borealis)\n\n"
        "Getty Images A hall of servers in Turku"
    )
    kinds = [s.kind.value for s in segment(Document(text, title="Borealis to build in Oslo"))]
    assert kinds == ["headline", "body", "headline", "body", "caption", "caption"]


def test_headings_of_markdown() -> None:
    text = "# Big plans.\nFoo builds.\n### Next\n#Bar too."
    kinds = [(text[s.start : s.end], s.kind.value) for s in segment(Document(text))]
    assert kinds == [("Big plans.", "headline"), ("Foo builds.", "body"), ("Next", "headline"), ("#Bar too.", "body")]


def test_a_title_that_ends_like_a_sentence_is_a_headline() -> None:
    document = Document("Will Oslo win?\n\nNobody knows.", title="Will Oslo win?")
    assert [s.kind.value for s in segment(document)] == ["headline", "body"]


def test_lines_are_paragraphs_unless_the_text_is_wrapped() -> None:
    lines = "Sub-head here\nBorealis builds in Oslo.\nCastor builds in Turku."
    assert [s.paragraph for s in segment(Document(lines))] == [0, 1, 2]
    wrapped = "\n\n".join(
        textwrap.fill(paragraph, 66)
        for paragraph in (
            "Borealis said on Monday that it would build a data center in the north of Norway, where power is cheap. The hall is to "
            "hold as many as nine rooms and will be cooled by the water of a fjord.",
            "Castor has similar plans for the coast of Finland, where it bought land in May. It gave no date.",
        )
    )
    assert sum(wrapped[s.start : s.end].count("\n") for s in segment(Document(wrapped))) == 3
    assert [s.paragraph for s in segment(Document(wrapped))] == [0, 0, 1, 1]


def test_a_line_that_goes_on_in_lower_case_is_no_paragraph() -> None:
    assert cut("Borealis will build a hall in\nthe harbour of Oslo.") == ["Borealis will build a hall in\nthe harbour of Oslo."]


@given(st.text(alphabet=st.sampled_from('aB .!?\n\t"“”()•-1é,’'), max_size=200))
def test_no_letter_is_lost_and_no_paragraph_is_crossed(text: str) -> None:
    sentences = segment(Document(text))
    ends = [0, *(e for s in sentences for e in (s.start, s.end)), len(text)]
    assert ends == sorted(ends)
    for a, b in zip(ends[::2], ends[1::2], strict=True):
        gap = text[a:b].replace("a)", "").replace("B)", "").replace("1", "").replace("a.", "")
        assert not any(c in "aé" for c in gap)
    for s in sentences:
        assert s.start < s.end
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        assert "\n\n" not in text[s.start : s.end]


def test_time_is_linear_in_the_text() -> None:
    for piece in ("word ", "a. ", '"a. (', "Foo Inc. ", "x", "(", "a\n", "• a\n", "Ab, Va. Cd ", "É’s “"):
        assert_linear(lambda n, piece=piece: segment(Document(piece * (n // len(piece)))), 15_000, 150_000)  # type: ignore[misc]


FILLER = "The hall will hold nine rooms, be cooled by the water of a fjord, and draw its power from the dam above the town. " * 4


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("It opens in May. Advertisement Borealis said so.", ["Advertisement", "Borealis said so."]),
        ("It is new. Advertisement Article continues below this ad Permits show it.", ["Advertisement Article continues below this ad"]),
        (
            "It is new. RELATED: Castor plans two halls in Turku Since then it grew.",
            ["RELATED: Castor plans two halls in Turku", "Since then it grew."],
        ),
        (
            "It is new. CLICK HERE TO GET THE NORTHERN APP As part of it, Borealis pays.",
            ["CLICK HERE TO GET THE NORTHERN APP", "As part of it, Borealis pays."],
        ),
        ("Power and water The hall needs both of them.", ["Power and water", "The hall needs both of them."]),
        ("Borealis builds. – Borealis Castor-owned Pollux sells.", ["– Borealis", "Castor-owned Pollux sells."]),
        ("Getty Images Castor will build.", ["Getty Images", "Castor will build."]),
        ("Borealis pays. Borealis has other commitmentsBorealis told us of them.", ["Borealis told us of them."]),
        ("About Castor CloudCastor Cloud is a firm.", ["About Castor Cloud", "Castor Cloud is a firm."]),
        ("Local impact and supportAs one of many, Castor pays.", ["As one of many, Castor pays."]),
        ("It is new. Sign up for our free newsletter Castor also gave.", ["Sign up for our free newsletter", "Castor also gave."]),
        ("About Castor Castor is a firm.", ["About Castor", "Castor is a firm."]),
        ("It follows cuts in NorwayIn its report, Norway and Castor agree.", ["In its report, Norway and Castor agree."]),
        ("It opens in 2031.The hall is big.", ["It opens in 2031.", "The hall is big."]),
        ("A novel of The Lost Company was read.", ["A novel of The Lost Company was read."]),
        ("He watches YouTube and LinkedIn and Tube In The City.", ["He watches YouTube and LinkedIn and Tube In The City."]),
    ],
)
def test_pages_that_lost_their_lines(line: str, pieces: list[str]) -> None:
    assert set(pieces) <= set(cut(FILLER + line))
