"""The lexicon: what a name can mean, in which order, and that the tables are sound."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.lexicon import Known, Lexicon, data_folder, load, plain
from kg.model import EntityType


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Singapore", "place/singapore"),
        ("singapore", "place/singapore"),
        ("SEOUL", "place/seoul"),
        ("US", "place/united-states"),
        ("U.S.", "place/united-states"),
        ("the UK", "place/united-kingdom"),
        ("UAE", "place/united-arab-emirates"),
        ("the Emirates", "place/united-arab-emirates"),
        ("Holland", "place/netherlands"),
        ("Zurich", "place/zurich"),
        ("Zürich", "place/zurich"),
        ("São Paulo", "place/sao-paulo"),
        ("Sao Paulo", "place/sao-paulo"),
        ("Gurgaon", "place/gurugram"),
        ("Bangalore", "place/bengaluru"),
        ("Kiev", "place/kyiv"),
        ("Frankfurt am Main", "place/frankfurt"),
        ("Frankfurt", "place/frankfurt"),
        ("Middle East", "place/middle-east"),
        ("APAC", "place/asia-pacific"),
        ("EMEA", "place/emea"),
        ("Nordics", "place/nordics"),
        ("Va.", "place/virginia"),
        ("N.C.", "place/north-carolina"),
        ("NSW", "place/new-south-wales"),
        ("Loudoun County", "place/loudoun-county"),
        ("Inner Mongolia", "place/inner-mongolia"),
        ("Boydton", "place/boydton"),
        ("The Dalles", "place/the-dalles"),
        ("Luleå", "place/lulea"),
        ("Côte d’Ivoire", "place/ivory-coast"),
        ("Xi’an", "place/xian"),
        ("St. Louis", "place/st-louis"),
        ("Saint Louis", "place/st-louis"),
        ("Washington, D.C.", "place/washington-dc"),
        ("Bavaria", "place/bavaria"),
        ("Bayern", "place/bavaria"),
        ("Aliyun", "org/alibaba-cloud"),
        ("AWS", "org/amazon-web-services"),
    ],
)
def test_the_likeliest_meaning_comes_first(lexicon: Lexicon, name: str, key: str) -> None:
    assert [known.key for known in lexicon.find(name)][:1] == [key]


@pytest.mark.parametrize("name", ["us", "Us", "it", "Step", "nsw", "", " ", "Nowhere In Particular", "va."])
def test_other_words_mean_nothing(lexicon: Lexicon, name: str) -> None:
    assert lexicon.find(name) == ()


def test_a_name_of_several_places_gives_them_all(lexicon: Lexicon) -> None:
    countries = {known.country for known in lexicon.places("Georgia")}
    assert countries == {"GE", "US"}
    assert len(lexicon.places("Springfield")) > 5
    assert [known.country for known in lexicon.places("Birmingham") if known.kind == "city"][:2] == ["GB", "US"]


def test_only_the_type_asked_for(lexicon: Lexicon) -> None:
    for known in lexicon.find("Orange", EntityType.PLACE):
        assert known.type is EntityType.PLACE
    for known in lexicon.find("Orange", EntityType.ORGANIZATION):
        assert known.type is EntityType.ORGANIZATION


def test_containment_goes_from_narrow_to_wide(lexicon: Lexicon) -> None:
    ashburn = lexicon.places("Ashburn")[0]
    labels = [known.label for known in lexicon.containers(ashburn)]
    assert labels[:3] == ["Loudoun County", "Virginia", "United States"]
    assert "North America" in labels
    assert "Southeast Asia" in [known.label for known in lexicon.containers(lexicon.places("Batam")[0])]


def test_adjectives_and_abbreviations(lexicon: Lexicon) -> None:
    assert [known.label for known in lexicon.adjective("German")] == ["Germany"]
    assert [known.label for known in lexicon.adjective("Emirati")] == ["United Arab Emirates"]
    assert [known.label for known in lexicon.adjective("Texan")] == ["Texas"]
    assert lexicon.adjective("german") == ()
    assert [known.label for known in lexicon.abbreviated("TX")] == ["Texas"]
    assert lexicon.abbreviated("Texas") == ()


def test_small_towns_are_found_only_when_asked_for(lexicon: Lexicon) -> None:
    assert lexicon.places("Lacy Lakeview") == ()
    found = lexicon.towns("Lacy Lakeview")
    assert [known.country for known in found] == ["US"]
    assert lexicon.get(found[0].key) == found[0]


def test_known_places_carry_what_was_looked_up(lexicon: Lexicon) -> None:
    singapore = lexicon.get("place/singapore")
    assert singapore is not None
    assert dict(singapore.identifiers) == {"geonames": "1880251"}
    assert singapore.country == "SG"
    assert singapore.population > 5_000_000
    assert singapore.latitude == pytest.approx(1.29, abs=0.1)
    assert singapore.longitude == pytest.approx(103.85, abs=0.1)


def test_get_knows_only_keys_of_the_tables(lexicon: Lexicon) -> None:
    assert lexicon.get("place/no-such-place") is None
    assert lexicon.get("org/no-such-company") is None
    assert lexicon.get("singapore") is None
    for name in ("Aliyun", "Virginia"):
        known = lexicon.find(name)[0]
        assert lexicon.get(known.key) is known


def test_surfaces_are_the_names_of_organisations(lexicon: Lexicon) -> None:
    surfaces = set(lexicon.surfaces())
    assert {"Alibaba Cloud", "Aliyun"} <= surfaces
    assert "Singapore" not in surfaces


def test_every_place_is_sound(lexicon: Lexicon) -> None:
    keys: set[str] = set()
    identifiers: set[tuple[str, str]] = set()
    for known in lexicon.all_places():
        assert known.key not in keys
        keys.add(known.key)
        assert known.label.strip() == known.label != ""
        assert known.key.isascii()
        assert known.key == known.key.lower()
        assert not identifiers & set(known.identifiers), known
        identifiers.update(known.identifiers)
        assert (known.latitude is None) == (known.longitude is None)
        assert known.latitude is None or (-90 <= known.latitude <= 90 and -180 <= (known.longitude or 0) <= 180)
        assert known.kind in {"region", "area", "country", "division", "county", "city", "town", "district", "site"}
        assert known.kind in {"region", "area"} or len(known.country) == 2
        assert known.doubt in {"", "word", "person"}
        for holder in known.part_of:
            assert lexicon.get(holder) is not None, (known.key, holder)
    assert len(keys) > 40_000


def test_no_place_holds_itself(lexicon: Lexicon) -> None:
    for known in lexicon.all_places():
        assert known.key not in {holder.key for holder in lexicon.containers(known)}


def test_countries_stand_in_one_continent(lexicon: Lexicon) -> None:
    names = ("africa", "asia", "europe", "north-america", "south-america", "oceania", "central-america", "caribbean")
    continents = {f"place/{name}" for name in names}
    countries = [known for known in lexicon.all_places() if known.kind == "country" and known.population > 500_000]
    assert [known.label for known in countries if not continents & set(known.part_of)] == []


def test_all_parents_of_organisations_are_there(lexicon: Lexicon) -> None:
    missing = [(known.key, parent) for known in lexicon.organisations() for parent in known.part_of if lexicon.get(parent) is None]
    assert missing == []


def test_tables_are_found_where_they_lie() -> None:
    assert (data_folder() / "seeds" / "places" / "places.tsv").is_file()


def test_a_folder_without_tables_is_an_empty_lexicon(tmp_path: Path) -> None:
    empty = Lexicon(tmp_path)
    assert empty.find("Singapore") == ()
    assert empty.towns("Hutto") == ()
    assert list(empty.surfaces()) == []
    assert empty.get("place/singapore") is None


def test_plain_undoes_accents_and_case() -> None:
    assert plain("Łódź") == plain("Lodz") == "lodz"
    assert plain("Malmö") == "malmo"


def test_loading_is_quick_and_light() -> None:
    """As a share of what parsing the same amount of JSON costs, so that slow machines do not matter."""
    code = (
        "import time, json, sys\n"
        "import kg.lexicon\n"
        "t = time.process_time(); lexicon = kg.lexicon.load(); a = time.process_time() - t\n"
        "rows = [line.split('\\t') for line in open(kg.lexicon.data_folder() / 'seeds' / 'places' / 'places.tsv', encoding='utf-8')]\n"
        "text = json.dumps(rows)\n"
        "t = time.process_time(); [json.loads(text) for _ in range(3)]; b = time.process_time() - t\n"
        "print(json.dumps([a / b, [m for m in ('rdflib', 'click', 'numpy', 'spacy') if m in sys.modules]]))\n"
    )
    ratio, heavy = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert heavy == []
    assert ratio < 2


def by_hand(name: str) -> list[list[str]]:
    """The rows of a table that was written by hand, without its head."""
    lines = (data_folder() / "seeds" / "places" / "by-hand" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"][1:]


def test_what_was_written_by_hand_is_in_the_tables(lexicon: Lexicon) -> None:
    for row in by_hand("regions"):
        assert any(known.kind in {"region", "area"} for known in lexicon.places(row[0])), row
        assert all(lexicon.places(name) for name in row[1].split("|") if name), row
    for row in by_hand("sites"):
        assert any(known.kind in {"site", "district", "town"} for known in lexicon.places(row[0])), row
    by_id = {dict(known.identifiers).get("geonames"): known for known in lexicon.all_places()}
    for row in by_hand("cities"):
        assert by_id[row[0]].label == (row[2] or row[1]), row


def test_no_site_by_hand_doubles_a_town(lexicon: Lexicon) -> None:
    for known in lexicon.all_places():
        if known.kind in {"site", "district"}:
            same = [other.key for other in lexicon.places(known.label) if other.country == known.country and other.kind == "city"]
            assert same == [], known.key


def test_tables_stay_small() -> None:
    folder = data_folder() / "seeds" / "places"
    for name in ("places.tsv", "towns.tsv"):
        assert len(gzip.compress((folder / name).read_bytes(), 6)) < 2_000_000


def test_known_compares_by_value() -> None:
    assert Known("place/x", EntityType.PLACE, "X") == Known("place/x", EntityType.PLACE, "X")
