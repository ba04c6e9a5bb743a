"""The file in which people decide about identity."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.link.judgements import Decisions, Judgement, Verdict, append, parse, read, shipped, with_shipped

FILE = """# what we decided
verdict\tone\tother\twho\twhy
same\torg/Gaw Capital\torg/Gaw Capital Partners\tada\tone register entry

different\tperson/John Smith @ org/Equinix\tperson/John Smith @ org/KKR & Co\tada\ttwo men
unsure\torg/foo\torg/bar
"""


def test_reading() -> None:
    same, different, unsure = parse(FILE)
    assert same == Judgement(Verdict.SAME, "org/gaw-capital", "org/gaw-capital-partners", "ada", "one register entry")
    assert different.pair == {"person/john-smith @ org/equinix", "person/john-smith @ org/kkr"}
    assert (unsure.verdict, unsure.who, unsure.why) == (Verdict.UNSURE, "", "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("equal\torg/a\torg/b", "equal"),
        ("same\torg/a", "two sides"),
        ("same org/a org/b", "two sides"),
        ("same\ta\torg/b", "no entity"),
        ("same\torg/\torg/b", "no entity"),
        ("same\tthing/a\torg/b", "no entity"),
        ("different\torg/Foo Ltd\torg/foo", "both sides"),
        ("same\torg/a @ org/b\torg/c", "only a person"),
    ],
)
def test_a_line_that_is_no_judgement_is_named(line: str, reason: str) -> None:
    with pytest.raises(SourceError, match="line 2") as caught:
        parse(f"same\torg/x\torg/y\n{line}\n", "file")
    assert reason in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        read(tmp_path / "nowhere.tsv")
    (tmp_path / "bad.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError, match=r"bad\.tsv"):
        read(tmp_path / "bad.tsv")


def test_answers_are_appended_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    first = Judgement(Verdict.SAME, "org/a", "org/b", "ada", "they said\tso\nthemselves")
    append(path, [first])
    assert path.read_text("utf-8").startswith("verdict\tone\tother\twho\twhy\n")
    path.write_text(path.read_text("utf-8").rstrip("\n"), "utf-8")  # an editor that leaves out the last end of line
    append(path, [Judgement(Verdict.UNSURE, "org/c", "org/d")])
    assert [judged.pair for judged in read(path)] == [{"org/a", "org/b"}, {"org/c", "org/d"}]
    assert read(path)[0].why == "they said so themselves"


def test_the_shipped_judgements_are_good() -> None:
    assert len(shipped()) >= 4
    assert not Decisions(shipped()).dissolved


def test_a_user_overrules_what_is_shipped() -> None:
    first = shipped()[0]
    own = Judgement(Verdict.UNSURE, first.other, first.one, "ada")
    both = with_shipped([own])
    assert own in both
    assert first not in both
    assert set(shipped()) - {first} < set(both)


LETTERS = st.sampled_from([f"org/{letter}" for letter in "abcdefgh"])
PAIRS = st.tuples(st.sampled_from([*Verdict]), LETTERS, LETTERS).filter(lambda made: made[1] != made[2])


@given(st.lists(PAIRS.map(lambda made: Judgement(*made)), max_size=14), st.randoms())
def test_decisions_depend_on_the_set_alone_and_never_join_what_is_different(judgements: list[Judgement], chance: random.Random) -> None:
    shuffled = list(judgements)
    chance.shuffle(shuffled)
    one, other = Decisions(judgements), Decisions([*shuffled, *judgements[:2]])
    for judged in judgements:
        for side in judged.pair:
            assert one.leader(side) == other.leader(side)
            assert one.leader(one.leader(side)) == one.leader(side)
        if judged.verdict is Verdict.DIFFERENT:
            assert one.leader(judged.one) != one.leader(judged.other)
        in_doubt = any(set(judged.pair) <= set(cluster) for cluster in one.dissolved)
        if judged.verdict is Verdict.SAME and not in_doubt:
            assert one.leader(judged.one) == one.leader(judged.other)


def test_what_a_rule_joins_by_now_needs_no_judgement() -> None:
    assert parse("same\tperson/Tom Reed\tperson/Thomas Reed") == ()
