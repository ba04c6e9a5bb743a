"""Which entity a document means."""

from __future__ import annotations

import random

import pytest

from kg import iris
from kg.lexicon import load
from kg.link import Linker
from kg.link.judgements import parse
from kg.model import EntityType, Referent

ORGANIZATION, PERSON, TOPIC = EntityType.ORGANIZATION, EntityType.PERSON, EntityType.TOPIC


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(load())


def org(linker: Linker, *names: str, known: str | None = None) -> str:
    return linker.path(linker.link(Referent(ORGANIZATION, names[0], names, known=known)).iri)


def person(linker: Linker, name: str, *homes: str) -> str:
    return linker.path(linker.link(Referent(PERSON, name, (name,), homes)).iri)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Aliyun", "alibaba-cloud"),
        ("Alibaba Group Holding Ltd", "alibaba"),
        ("Facebook", "meta"),
        ("21Vianet Group", "vnet"),
        ("AWS", "amazon-web-services"),
        ("Amazon.com Inc.", "amazon"),
        ("TelecityGroup plc", "telecity"),
        ("Interxion Holding NV", "interxion"),
        ("SoftBank", "softbank"),
        ("SoftBank Corp.", "softbank-corp"),
        ("EQT", "eqt"),
        ("EQT Corporation", "eqt-corporation"),
        ("Singapore Telecommunications", "singtel"),
        ("NTT", "ntt"),
        ("NTT DATA", "ntt-data"),
        ("Bain & Co", "bain"),
        ("Bain Capital", "bain-capital"),
        ("Macquarie Technology Group", "macquarie-technology"),
        ("QTS Realty Trust, Inc.", "qts"),
    ],
)
def test_names_of_the_tables(linker: Linker, name: str, key: str) -> None:
    assert org(linker, name) == f"org/{key}"


@pytest.mark.parametrize("name", ["Compass", "Vantage", "Stack", "Ark", "Telkom", "Apollo", "TIM"])
def test_common_words_do_not_join_by_themselves(linker: Linker, name: str) -> None:
    assert load().get(org(linker, name)) is None


def test_a_common_word_joins_beside_the_full_name_or_where_the_text_settles_it(linker: Linker) -> None:
    assert org(linker, "Compass", "Compass Datacenters") == "org/compass-data-centers"
    assert org(linker, "Compass", known="org/compass-data-centers") == "org/compass-data-centers"


def test_unknown_companies_meet_across_documents(linker: Linker) -> None:
    assert org(linker, "Foo Grid Pte. Ltd.") == org(linker, "FOO GRID", "Foo Grid Limited") == "org/foo-grid"
    entity = linker.link(Referent(ORGANIZATION, "Foo Grid Pte. Ltd."))
    assert (entity.label, entity.iri) == ("Foo Grid", iris.BASE + "org/foo-grid")


def test_lookalikes_stay_apart(linker: Linker) -> None:
    assert org(linker, "Αpple") not in (org(linker, "Apple"), "org/apple")
    assert org(linker, "Gооgle") != "org/google"


def test_names_that_fold_to_nothing_are_told_apart(linker: Linker) -> None:
    assert org(linker, "!!!") != org(linker, "???")
    assert org(linker, "!!!").startswith("org/x-")


def test_people(linker: Linker) -> None:
    assert person(linker, "Simon Hu", "Aliyun") == person(linker, "Mr. Simon Hu", "Alibaba") == "person/simon-hu"
    assert person(linker, "A. William Stein") == person(linker, "William Stein")
    assert person(linker, "Hu", "Aliyun") == person(linker, "Mr Hu", "Alibaba Cloud") != person(linker, "Hu", "Tencent")


def test_topics(linker: Linker) -> None:
    names = ("the cloud", "Cloud computing", "AI", "artificial intelligence")
    paths = [linker.path(linker.link(Referent(TOPIC, name)).iri) for name in names]
    assert paths == ["topic/cloud-computing"] * 2 + ["topic/artificial-intelligence"] * 2


def test_linking_does_not_depend_on_the_order_of_names(linker: Linker) -> None:
    names = ["Gaw", "Gaw Capital", "Gaw Capital Partners Ltd", "GCP Partners"]
    found = set()
    for seed in range(10):
        random.Random(seed).shuffle(names)
        entity = linker.link(Referent(ORGANIZATION, "Gaw", tuple(names)))
        found.add((entity.iri, entity.label))
    assert len(found) == 1


def judged(*lines: str) -> Linker:
    return Linker(load(), parse("\n".join("\t".join(line.split("|")) for line in lines)))


def test_same_joins() -> None:
    linker = judged("same|org/Foo Grid|org/Foo Networks|ada|one register entry")
    assert org(linker, "Foo Networks Ltd") == org(linker, "Foo Grid") == "org/foo-grid"
    assert org(judged("same|org/Foo Grid|org/aliyun"), "Foo Grid") == "org/alibaba-cloud"  # a row of the tables leads


def test_different_splits_what_the_tables_join() -> None:
    linker = judged("different|org/Facebook|org/meta|ada|before the change of name")
    assert org(linker, "Facebook") == "org/facebook"
    assert org(linker, "Meta Platforms") == "org/meta"
    assert org(linker, "Facebook", known="org/meta") == "org/facebook"


def test_different_between_two_other_names_parts_both() -> None:
    linker = judged("different|org/21vianet|org/vnet-group|ada|")
    assert org(linker, "VNET") == "org/vnet"
    linker = judged("different|org/aliyun|org/alicloud|ada|")
    assert org(linker, "Aliyun") == "org/aliyun"
    assert org(linker, "AliCloud") == "org/alicloud"
    assert org(linker, "Alibaba Cloud") == "org/alibaba-cloud"


def test_one_different_vetoes_the_cluster() -> None:
    lines = [f"same|org/{one} Cloud|org/{other} Cloud" for one, other in ("AB", "BC", "CD")] + ["different|org/A Cloud|org/D Cloud"]
    linker = judged(*lines)
    assert len({org(linker, f"{letter} Cloud") for letter in "ABCD"}) == 4
    assert linker.decisions.dissolved == (("org/a-cloud", "org/b-cloud", "org/c-cloud", "org/d-cloud"),)
    assert len({org(judged(*lines[:3]), f"{letter} Cloud") for letter in "ABCD"}) == 1


def test_the_order_of_judgements_does_not_matter() -> None:
    lines = [f"same|org/{one} Cloud|org/{other} Cloud" for one, other in ("AB", "CB")]
    lines += ["same|org/C Cloud|org/vultr", "different|org/Facebook|org/meta"]
    one = judged(*lines)
    other = judged(*reversed(lines))
    for name in ("A Cloud", "B Cloud", "C Cloud", "Facebook", "Vultr"):
        assert org(one, name) == org(other, name)
    assert org(one, "A Cloud") == "org/vultr"


def test_namesakes_are_told_apart_by_their_organisation() -> None:
    linker = judged("different|person/John Smith @ org/Equinix|person/John Smith @ org/KKR & Co|ada|two men")
    assert person(linker, "John Smith", "Equinix, Inc.") == "person/john-smith-equinix"
    assert person(linker, "John Smith", "KKR") == "person/john-smith-kkr"
    assert person(linker, "John Smith", "Vultr") == person(linker, "John Smith") == "person/john-smith"


def test_same_people() -> None:
    linker = judged("same|person/Bill Stein|person/William Stein|ada|")
    assert person(linker, "Bill Stein") == person(linker, "A. William Stein")


def test_places_are_judged_too() -> None:
    foo = Referent(EntityType.PLACE, "Foo Hollow", context=("Virginia",))
    plain = Linker(load())
    key = plain.path(plain.link(foo).iri)
    linker = judged(f"same|{key}|place/ashburn|ada|")
    assert linker.link(foo).iri == iris.BASE + "place/ashburn"


def test_the_fingerprint_follows_the_judgements() -> None:
    line = "same|org/A Cloud|org/B Cloud|ada|"
    assert judged(line).fingerprint == judged(line, line).fingerprint
    assert judged(line).fingerprint != Linker(load()).fingerprint


def test_unsure_changes_nothing() -> None:
    linker = judged("unsure|org/A Cloud|org/B Cloud")
    assert org(linker, "A Cloud") != org(linker, "B Cloud")
