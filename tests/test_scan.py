"""The one pass: whole words, longest first, names and triggers apart; and a gate that lets no trigger through the mesh."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from linear import assert_linear

from kg.model import Document, Sentence
from kg.scan import Scanner, form, gate
from kg.segment import segment


def found(scanner: Scanner, text: str, what: str) -> list[str]:
    return [text[h.start : h.end] for h in scanner.scan(text) if what in h.what]


def test_whole_words_whatever_their_case_and_signs() -> None:
    scanner = Scanner(["AT&T", "Yahoo!", "U.S.", "O'Brien", "Foo-Bar", "São Paulo", "Man"], [])
    text = "at&t and YAHOO! in the U.S. with O’Brien, foo‑bar and Sa\u0303o; são\nPaulo, manufacturing, Manx, at & t."
    assert found(scanner, text, "name") == ["at&t", "YAHOO!", "U.S.", "O’Brien", "foo‑bar", "são\nPaulo"]


def test_a_currency_is_no_country() -> None:
    scanner = Scanner(["US", "HK"], [])
    assert found(scanner, "US$12.7bn in the US, HK$3m in HK", "name") == ["US", "HK"]


def test_the_longest_name_wins_where_it_is_whole() -> None:
    scanner = Scanner(["New", "New York", "York"], [])
    assert found(scanner, "New York, New Yorkers, York", "name") == ["New York", "New", "York"]


def test_names_and_triggers_do_not_take_each_other_s_place() -> None:
    scanner = Scanner(["Open Compute", "build"], ["open", "compute plant", "build"])
    hits = scanner.scan("Open Compute plants; an open compute plant; they build")
    assert [(h.pattern, *sorted(h.what)) for h in hits] == [
        ("open", "trigger"), ("open compute", "name"), ("open", "trigger"), ("open compute", "name"), ("compute plant", "trigger"),
        ("build", "name", "trigger"),
    ]  # fmt: skip


def test_nothing_to_look_for() -> None:
    assert Scanner([], ["", " "]).scan("Nothing here.") == ()
    assert Scanner(["a"], []).scan("") == ()


PATTERNS = ["a", "b", "a b", "a-b", "b.", "ab", "$b", "b a b", "a’s"]


@given(st.text(alphabet=st.sampled_from("aAbB -.’'$\n"), max_size=60), st.sets(st.sampled_from(PATTERNS)))
def test_hits_are_those_of_a_plain_search(text: str, patterns: set[str]) -> None:
    plain, expected, free = form(text), [], 0
    forms = sorted(map(form, patterns), key=len, reverse=True)
    for start in range(len(plain)):
        for pattern in forms:
            end = start + len(pattern)
            whole = (not pattern[0].isalnum() or not plain[start - 1 : start].isalnum()) and (
                not pattern[-1].isalnum() or not plain[end : end + 1].isalnum()
            )
            if start >= free and plain.startswith(pattern, start) and whole and plain[end : end + 1] != "$":
                expected.append((pattern, start, end))
                free = end
                break
    assert [(h.pattern, h.start, h.end) for h in Scanner(patterns, []).scan(text)] == expected


def test_the_form_keeps_the_length() -> None:
    text = "İSTANBUL ŞẞÅ K ﬁ"
    assert len(form(text)) == len(text)
    assert [h.start for h in Scanner(["istanbul", "İstanbul"], []).scan("in İstanbul")] == [3]


@given(st.lists(st.sampled_from(["Foo will build.", "No more.", "It opened a site.", "Plain words", "\n\n"]), max_size=12))
def test_the_gate_lets_every_sentence_with_a_trigger_pass(parts: list[str]) -> None:
    text = " ".join(parts)
    sentences = segment(Document(text))
    passed = gate(sentences, Scanner(["Foo"], ["will build", "opened"]).scan(text))
    with_trigger = {i for i, s in enumerate(sentences) if re.search(r"will build|opened", text[s.start : s.end])}
    assert passed == with_trigger


def test_a_hit_between_sentences_opens_nothing() -> None:
    text = "One. build Two."
    assert gate([Sentence(0, 4), Sentence(11, 15)], Scanner([], ["build"]).scan(text)) == frozenset()


def test_time_is_linear_in_the_text_and_bearable_with_many_names() -> None:
    scanner = Scanner([f"name{i} place" for i in range(50_000)] + ["a", "a a", "a a a a"], ["build"])
    for piece in ("a ", "a", "name77 place ", "builds ", "$", "’"):
        assert_linear(lambda n, piece=piece: scanner.scan(piece * (n // len(piece))), 20_000, 200_000)  # type: ignore[misc]
