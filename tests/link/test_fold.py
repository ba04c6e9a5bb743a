"""Names as keys: what must meet, and what must never meet."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.link import fold

SAME = [
    ("Alibaba Group Holding Ltd.", "ALIBABA"),
    ("The Carlyle Group", "Carlyle"),
    ("AT&T Inc.", "AT & T"),
    ("Société Générale S.A.", "Societe Generale"),
    ("Ørsted A/S", "Orsted"),
    ("Ａｃｍｅ Cloud", "Acme\u200b Cloud"),
    ("Kao Data Centres", "Kao Datacenters"),
    ("PT DCI Indonesia Tbk", "DCI Indonesia"),
    ("YTL Corporation Bhd", "YTL"),
    ("Foo Networks Sdn. Bhd.", "Foo Networks"),
    ("Foo Hosting GmbH & Co. KG", "Foo Hosting"),
    ("Foo Hosting S.p.A.", "Foo Hosting"),
    ("Bain & Co", "Bain & Company"),
    ("Moody’s", "Moody's"),
]
APART = [
    ("Alibaba", "Alibaba Cloud"),
    ("NTT", "NTT Data"),
    ("Amazon", "Amazon Web Services"),
    ("Capital Group", "Capital"),
    ("Southern Company", "Southern"),
    ("Bain & Company", "Bain Capital"),
    ("Hut 8", "Hut"),
    ("Level 3", "Level"),
    ("Αcme", "Acme"),  # Greek capital alpha
    ("Аpple", "Apple"),  # Cyrillic
    ("阿里云", "阿里巴巴"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_other_clothes_same_key(one: str, other: str) -> None:
    assert fold.canonical(one) == fold.canonical(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_other_keys(one: str, other: str) -> None:
    assert fold.canonical(one) != fold.canonical(other)


@pytest.mark.parametrize("name", ["Αcme", "Аpple", "Gооgle", "Miсrosoft"])
def test_lookalikes_are_flagged(name: str) -> None:
    assert fold.is_disguised(name)
    assert fold.skeleton(name).isascii()


@pytest.mark.parametrize("name", ["Яндекс", "阿里云", "株式会社ACME", "Ελλάδα Cloud", "Zürich", "S3NS", "Łódź"])
def test_honest_names_are_not_flagged(name: str) -> None:
    assert not fold.is_disguised(name)


@given(st.text(max_size=40))
def test_folding_is_total_and_stable(name: str) -> None:
    for key in (fold.fold(name), fold.canonical(name), fold.person(name)):
        assert key == fold.fold(key) or key.startswith("the-") or "the-" in name.casefold().replace(" ", "-")
    assert iris.slug(fold.canonical(name) or name)
    assert fold.display(name) == fold.display(name)


@given(st.lists(st.sampled_from([*string.ascii_letters, *" .,&-'’®éöø"]), min_size=1, max_size=30).map("".join))
def test_case_never_matters(name: str) -> None:
    assert fold.canonical(name) == fold.canonical(name.lower()) or "ß" in name


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Zs"]), min_size=1, max_size=20))
def test_invisible_signs_never_matter(name: str) -> None:
    assert fold.canonical(name) == fold.canonical("\u200b" + "\u2060".join(name) + "\u00ad")
