"""Names in the many ways in which people write them: legal forms, initials, nicknames, particles, degrees, signs."""

from __future__ import annotations

import pytest
from linear import assert_linear
from test_names_reading import names, organisations, people

from kg.mention.spelling import words
from kg.model import EntityType

GIVEN = frozenset(("James", "Samuel", "Jane", "Ellen"))


def seen(text: str) -> str:
    return " ".join(word.text for word in words(text, 0, len(text), GIVEN))


@pytest.mark.parametrize(
    "name",
    [
        "Lorvik Harbour Fruit Co., Ltd.",
        "LORVIK CO., LTD.",
        "Harbour Enterprises, L.L.C.",
        "Orlow Partners, L.P.",
        "Banco Lorvik S.p.A.",
        "Lorvik Foods Pte. Ltd.",
        "Lorvik Mining (Pty) Ltd",
        "Lorvik Palm Sdn. Bhd.",
        "Orlow Werke GmbH & Co. KG",
        "Orlow Cimentos Ltda.",
        "Orlow Minera, S. de R.L. de C.V.",
        "Lorvik Mond (UK) Limited",
        "Ekdal Works, Inc.",
        "E. J. Norling Company",
    ],
)
def test_a_legal_form_and_initials_belong_to_the_name(name: str) -> None:
    assert name in organisations(f"{name} is based in Oslo.")
    assert name in organisations(f"The plant went to {name}, which was pleased.")


def test_small_letters_behind_a_name() -> None:
    assert "General Lorvik Company plc" in organisations("In 1999 it bought Tarn Systems from General Lorvik Company plc, its owner.")
    assert seen("a limited plc") == "a limited plc"


@pytest.mark.parametrize(
    "name",
    [
        "James O. Marlow, Jr.",
        'Samuel D. "Sam" Roe',
        'James "Jim" Poe, Jr.',
        "Saad al-Rashid",
        "Abdul Rahman bin Hamad",
        "Jan van der Berg",
        "Maria de la Cruz",
        "Mary O’Neil",
    ],
)
def test_a_person_is_one_name(name: str) -> None:
    assert name in people(f"{name} is the chief executive of Lorvik Foods.")


@pytest.mark.parametrize("degrees", ["OC, MD, MPH, FRSC", "Ph.D., P.E.", "CPA, CFA", "MD", "M.B.A.", "Esq., OBE, FRS", "Ph. D."])
def test_what_somebody_has_learnt_is_no_name(degrees: str) -> None:
    text = f"Ellen Marlow, {degrees}, is the chief executive of Lorvik Foods."
    assert people(text) == {"Ellen Marlow"}
    assert organisations(text) == {"Lorvik Foods"}
    assert not names(text, EntityType.PLACE)


def test_states_stay_states() -> None:
    assert "MD" in names("Lorvik Foods opened a plant in Frederick, MD, last year.", EntityType.PLACE)
    assert seen("The clinic of Ellen Hall, MD, is open") == "The clinic of Ellen Hall is open"
    assert seen("the clinic at Ellen Creek, MD, is open") == "the clinic at Ellen Creek , MD , is open"
    assert seen("in Denver, CO. Limited supplies") == "in Denver , CO . Limited supplies"


def test_a_title_with_full_stops_is_no_organisation() -> None:
    assert organisations("Roe has long been chairman and C.E.O. of Lorvik Foods.") == {"Lorvik Foods"}


def test_signs_hinder_nothing() -> None:
    assert {"Haldane Automotive", "Haldane Enterprises"} <= organisations(
        "The site is wholly owned by Haldane Automotive™, a subsidiary of Haldane Enterprises®."
    )


def test_words_keep_their_places() -> None:
    text = 'Samuel D. "Sam" Roe, Ph.D., of E. J. Orlow Foods Co., Ltd. met Saad al-Tarn'
    found = words(text, 0, len(text), GIVEN)
    assert [word.text for word in found] == ["Samuel", "D", "Roe", ",", "of", "E.J.", "Orlow", "Foods", "Ltd", "met", "Saad", "Tarn"]
    assert [text[word.start : word.end] for word in found][-5:-3] == ["Foods", "Co., Ltd."]


@pytest.mark.parametrize(
    "unit", ["Foo Co., Ltd. ", "Jane Roe, MD, PhD, ", "E. J. ", 'James "Jim" ', "S. de R.L. de C.V. ", "al-Foo van der "]
)
def test_reading_words_takes_linear_time(unit: str) -> None:
    assert_linear(lambda n: words(unit * n, 0, len(unit) * n, GIVEN), 500, 2000)
