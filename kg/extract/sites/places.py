"""Where a facility stands, with the count that belongs to each place."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extract.chart import Atom, Chart
from kg.extract.clause import BREAKS, FINITE, QUOTES, Clauses
from kg.extract.draft import of_type
from kg.extract.facility import Facility, phrase_of
from kg.extract.sites.role import Role, words
from kg.model import EntityType, Kind, SentenceKind, Unit

AMONG = re.compile(r"\b(?:among|including|such as|notably|like)\b")
ATTACHED = re.compile(
    r"F (?:of|(?:[a-zQM,“”\"-]+ ){0,22}?(?:at|on|next to|beside|adjacent to|alongside|within)) "
    r"(?:(?:several|some|many|two|three|one|all) of )?F\b"
)


HOME = re.compile(r"\bL (?:[a-z]+ ){0,4}home (?:to|of) (?:[a-z]+ ){0,5}F$")


IN_THE_CITY_OF = re.compile(
    r"\b(?:in|at|near|outside|on|across) (?:the |downtown |a )?(?:\w+ ){0,2}(?:village|town|city|county|state|province|suburb|district"
    r"|island|region|port|municipality|heart|outskirts|edge|fringes?|north|south|east|west|capital|area|parish|borough|prefecture|community|cent(?:er|re)|middle"
    r"|desert|emirate|township) of(?: the| greater)?$"
)
LISTED = re.compile(  # "in four African countries: Kenya, …"
    r"F (?:in|across) (?:(?:[a-z-]+|[ANQ]) ){1,5}?(?:countries|cities|markets|locations|states|metros|places|regions|metropolitan areas)"
    r" (?::|—|–|--?|\(|, namely|, which are|(?:, )?(?:among them|including|such as|notably)) (?:the )?L\b"
)
DIRECTION = re.compile(r"\b(?:north|south|east|west|(?:north|south) ?-? ?(?:east|west)) of(?: downtown| central)?$")
INSERTED = re.compile(r"F , (?:O |the |its )?(?:N|[a-z]+) (?:[a-z]+ )?(?:in|outside|within) L , (?=(?:in|near|at|outside) L)")
"""A place that only counts: "a data center, its first in Norway, in Oslo"."""
ROAD = re.compile(
    r"^\d|\b(?:Road|Rd|Street|St|Avenue|Ave|Boulevard|Blvd|Drive|Lane|Parkway|Pkwy|Turnpike|Loop|Pike|Court)\b\.?"
    r"(?: (?:[NSEW]|\d+\w?)\b\.?)*$"
    r"|^(?:(?:U\.?S\.?|State|Interstate|County|Farm) )*(?:Highway|Hwy|Route|Interstate|FM|CR|Road|I-\d+)(?: \d+\w?)?(?: [NSEW]\.?)?$"
)
"""No place where a tracker would look for a site: a road, an address."""
AT_AN_EVENT = re.compile(
    r"\b(?:event|ceremony|conference|summit|hearing|meeting|briefing|rally|forum|visit|speaking) (?:[a-z]+ )?(?:at|in|to)(?: the)?$"
)
BRACKETED = re.compile(r"F (?:[a-z]+ ){0,2}?\( (?:the )?L\b")
LAND = re.compile(
    r"\b(?:land|plots?|sites?|parcels?|propert(?:y|ies)|acres|Q) (?:[a-z]+ ){0,3}(?:in|near|at|outside) (?:the )?(?P<where>L) "
    r"(?:[a-zO,]+ ){0,5}(?:to|will|for|would) (?:[a-z]+ ){0,3}F$"
)
NAMED_ONE_BY_ONE = re.compile(r"F (?:in|across) (?:the )?L (?::|–|—|--) (?:the )?L\b")
MEANT_FOR = re.compile(r"\b(?:proposed|planned|slated|earmarked|intended|meant|destined) for$")
NAMED = frozenset(("called", "named", "dubbed", "as", "codenamed", "nicknamed"))
CHOOSING = frozenset(("buy", "acquire", "purchase", "choose", "pick", "select", "tap", "eye", "target", "consider"))


def places_of(chart: Chart, clauses: Clauses, f: int, phrase: Facility, role: Role) -> list[tuple[int, Decimal | None]]:
    """The places of a facility, each with the count that belongs to it."""
    atoms = chart.atoms
    prepositions = words("prepositions", "place")
    count = phrase.count.number if phrase.count is not None and phrase.count.unit is Unit.COUNT else None
    if count is not None and not phrase.plural and count != 1 and not phrase.words & {"building", "hall"}:
        count = None  # but "a five-building campus"
    found: list[tuple[int, Decimal | None]] = []

    def take(atom: Atom, with_count: Decimal | None) -> None:
        address = atom.members and all(ROAD.search(m.text) for m in atom.members)  # "at 28000 Summit Avenue in Plano": Plano
        for r in of_type(chart, atom.wider if address else atom.members, EntityType.PLACE):
            if all(r != p for p, _ in found):
                found.append((r, with_count))

    told = LISTED.match(chart.line, chart.offsets[f]) or BRACKETED.match(chart.line, chart.offsets[f])
    if told is None and re.search(r"\b(?:where|in which) ", chart.line[: chart.offsets[f]]):
        told = re.compile(r"F (?:are|is) L\b").match(chart.line, chart.offsets[f])
    if told is None and phrase.plural:
        told = NAMED_ONE_BY_ONE.match(chart.line, chart.offsets[f])  # "four regions in India: Mumbai, Pune, …"
    if told is not None:
        take(atoms[chart.at(told.end() - 1)], None)
        return found
    stop = clause_stop(clauses, f, role)
    inserted = INSERTED.match(chart.line, chart.offsets[f])
    j = chart.at(inserted.end() - 1) if inserted is not None else f + 1
    seen_place = False
    while j < len(atoms) and j < max(stop, f + 2):
        a = atoms[j]
        if (
            a.code == "A"
            and not seen_place
            and j + 1 < len(atoms)
            and atoms[j + 1].word in ("cities", "countries", "markets", "states", "locations", "metros")
            and atoms[j - 1].word in prepositions
        ):
            take(a, count)
            seen_place = True
        elif a.code == "L":
            before = atoms[j - 1].word if atoms[j - 1].code == "w" else ""
            ahead = " ".join(x.word for x in atoms[max(f, j - 5) : j] if x.code == "w")
            prep = next((w for w in reversed(ahead.split()) if w in prepositions or w in ("of", "by", "against", "with")), "")
            if before in NAMED and not seen_place:
                for r in of_type(chart, a.wider, EntityType.PLACE):
                    found.append((r, count))  # "a data center called Fjord One in Oslo"
            elif (
                "presence" in ahead.split()
                or ahead.endswith((" based in", "headquartered in"))
                or (re.search(r"\boutside(?: of)?(?: the)?$", ahead) and _is_country(chart, a))
                or _suburb(atoms, j)
                or AT_AN_EVENT.search(ahead)
            ):
                pass  # "is built by Acme, based in Spain"; "its first outside the United States"
            elif a.reference and a.word in ("there", "here") and not seen_place:
                take(a, count)
                seen_place = True
            elif before == "'s" or (
                j + 1 < len(atoms) and atoms[j + 1].word == "'s" and j + 2 < len(atoms) and atoms[j + 2].code not in "L"
            ):
                # "in Ohio's capital": the possessive place stands for what follows unless a place follows
                if prep in prepositions and not seen_place:
                    take(a, count)
                    seen_place = True
            elif (
                (prep in prepositions and prep not in ("from", "to", "for", "into", "between"))
                or (prep == "of" and (IN_THE_CITY_OF.search(ahead) or _beyond(chart, ahead, j)))
                or (not seen_place and ahead.split()[-1:] == ["downtown"])
            ):
                number = _own_number(chart, j)
                if number is None and (seen_place or AMONG.search(ahead)):
                    count = None  # "four in Korea, in Busan and Incheon": four is told of Korea
                if not seen_place or number is not None or _list_goes_on(chart, f, j):
                    take(a, number if number is not None else count)
                    seen_place = True
            elif (
                before in (":", "including", "–", "-", "—")
                or (
                    prep in ("to",)
                    and role.verb is not None
                    and role.verb.lemma in ("expand", "bring", "come", "move", "relocate", "shift")
                )
                or (
                    prep == "for"
                    and role.verb is not None
                    and (
                        MEANT_FOR.search(ahead)
                        or role.verb.lemma in ("plan", "propose", "slate", "set", "destine", "earmark", "choose", "announce")
                    )
                )
            ) and not seen_place:
                take(a, count)
                seen_place = True
        elif a.code == "O" and atoms[j - 1].word == "by" and j + 1 < len(atoms) and atoms[j + 1].word == ",":
            break  # "by Acme, a company that has built in Spain"
        elif (j in clauses.at_head and _next_predicate(clauses, f, j, role)) or a.code == "F":
            break
        j += 1
    if not found and phrase.places and role.verb is not None and role.verb.lemma in CHOOSING:
        found += [(r, count) for r in _fronted_places(chart, clauses, f, role)]  # "chooses Luleå for its first European data center"
    if not found and any(m.kind is Kind.ADJECTIVE for m in phrase.places):  # "Dublin is where it will open its next European centre"
        found += [(r, count) for r in _fronted_places(chart, clauses, f, role)]
    if found and phrase.places and _narrower(chart, phrase, found):
        found = []  # "its Red Oak campus in Ellis County"
    if not found:
        for m in phrase.places:
            for r in m.referents:
                if chart.reading.referents[r].type is EntityType.PLACE:
                    found.append((r, count))
    if not found:
        found += [(r, count) for r in _fronted_places(chart, clauses, f, role)]
    return found


def _beyond(chart: Chart, ahead: str, j: int) -> bool:
    """Whether a site is told by the town that it lies north of, and by no other: "30 miles north of Oslo"."""
    if chart.sentence.kind is SentenceKind.HEADLINE or DIRECTION.search(ahead) is None:
        return False
    return not any(a.code == "L" for a in chart.atoms[j + 1 : j + 6])


def attached(chart: Chart, f: int) -> int | None:
    """The facility told before at which this one stands: "a second data center at the site"."""
    m = ATTACHED.match(chart.line, chart.offsets[f])
    at = chart.at(m.end() - 1) if m is not None else None
    return at if at is not None and (phrase_of(chart.atoms[at]).pointing or phrase_of(chart.atoms[at]).owner_possessive) else None


def clause_stop(clauses: Clauses, f: int, role: Role) -> int:
    """Where the clause ends in which the facility is told of, its own or that of the verb behind it."""
    return max(clauses.end(f), clauses.end(role.verb.head)) if role.verb is not None and role.verb.head > f else clauses.end(f)


def _narrower(chart: Chart, phrase: Facility, found: list[tuple[int, Decimal | None]]) -> bool:
    """Whether the place inside the phrase lies in those told behind it."""
    known = chart.reading.referents
    inner = [known[r] for m in phrase.places for r in m.referents]
    names = {n.casefold() for r, _ in found for n in (known[r].label, *known[r].names)}
    return bool(inner) and all(names & {c.casefold() for c in place.context} for place in inner)


def _suburb(atoms: list[Atom], j: int) -> bool:
    """ "in a southern Dallas suburb": not Dallas."""
    return j + 1 < len(atoms) and atoms[j + 1].code == "w" and atoms[j + 1].word in ("suburb", "suburbs", "exurb", "neighbor")


def _is_country(chart: Chart, place: Atom) -> bool:
    """Whether a place is known and lies in nothing narrower than the world or a continent."""
    known = [chart.reading.referents[r] for m in place.members for r in m.referents]
    return bool(known) and all(r.known is not None and len(r.context) == 0 for r in known)


def _next_predicate(clauses: Clauses, f: int, j: int, role: Role) -> bool:
    """Whether a finite verb stands at ``j`` that begins a clause of its own: "operates in Oslo and will open in Bergen"."""
    group = clauses.at_head[j]
    if group.tense not in FINITE or group is role.verb:
        return False
    before = clauses.atoms[group.first - 1].word
    if before == "," and group.first - 1 > f:  # "Acme, which sells data centers, announced a deal in Ohio"
        subject = clauses.subject(group)
        return subject is not None and subject.index < f
    return before in ("and", "but")


def _own_number(chart: Chart, j: int) -> Decimal | None:
    """ "five in China and two in Hong Kong": the number that stands right before "in"."""
    atoms = chart.atoms
    if j >= 2 and atoms[j - 1].word in ("in", "near", "at", "outside") and atoms[j - 2].measures(Unit.COUNT):
        return quantity.number if (quantity := atoms[j - 2].quantity) else None
    if j >= 2 and atoms[j - 1].word in ("in", "near", "at", "outside") and atoms[j - 2].word in ("one",) and atoms[j - 2].code == "w":
        return Decimal(1)
    return None


def _list_goes_on(chart: Chart, f: int, j: int) -> bool:
    """Whether a further place behind the first still belongs to the facility: "in Ohio and near Dublin", "in A, with others in B"."""
    between = " ".join(a.word for a in chart.atoms[max(f, j - 6) : j] if a.code == "w")
    return bool(
        re.search(
            r"(?:\band\b|\bas well as\b|\bincluding\b|\bplus\b|\bothers?\b|\banother\b)"
            r"(?: (?:also|one|two|another|others|in|near|at|the|a|second|outside|as|well))*$",
            between,
        )
    )


def _fronted_places(chart: Chart, clauses: Clauses, f: int, role: Role) -> list[int]:
    """ "In Ohio, Acme will build a campus"; "in Johor, where it will build a campus"; "the site in Ohio will host a campus"."""
    atoms = chart.atoms
    if role.verb is not None and role.verb.lemma in CHOOSING and role.verb.head < f:
        chosen = [j for j in range(role.verb.head + 1, f) if atoms[j].code == "L"]  # "chose Ohio for a new data center"
        if chosen:
            return of_type(chart, atoms[chosen[0]].members, EntityType.PLACE)
    if role.verb is not None and role.verb.head < f and role.verb.lemma in ("be", "enter") and role.preposition == "with":
        entered = [j for j in range(role.verb.head + 1, f) if atoms[j].code == "L"]  # "is present in Oslo with two data centers"
        if entered:
            return of_type(chart, atoms[entered[0]].members, EntityType.PLACE)
    if role.verb is not None and role.verb.lemma in ("turn", "convert", "transform") and role.verb.head < f:
        turned = next((j for j in range(role.verb.head + 1, f) if atoms[j].code == "L"), None)  # "turn 1,200 acres in Ohio into a campus"
        if turned is not None:
            return of_type(chart, atoms[turned].members, EntityType.PLACE)
    if f > 1 and atoms[f - 1].word == "as" and atoms[f - 2].code == "L":  # "has established Paris as its headquarters"
        return of_type(chart, atoms[f - 2].members, EntityType.PLACE)
    land = LAND.search(chart.line, 0, chart.offsets[f] + 1)
    if land is not None:  # "bought a plot in Ohio to build a data center"
        return of_type(chart, atoms[chart.at(land.start("where"))].members, EntityType.PLACE)
    home = HOME.search(chart.line, 0, chart.offsets[f] + 1)
    if home is not None and chart.at(home.end() - 1) == f:
        return of_type(chart, atoms[chart.at(home.start())].members, EntityType.PLACE)
    start = role.verb.first if role.verb is not None else f
    for j in range(min(start, f) - 1, -1, -1):
        a = atoms[j]
        if a.code == "w" and (a.word in BREAKS or a.word in QUOTES):
            break
        if a.code == "L" and a.reference and a.word in ("where", "there", "here"):
            meant = of_type(chart, a.members, EntityType.PLACE)
            narrow = next((b for b in reversed(atoms[:j]) if set(meant) & {r for m in b.wider for r in m.referents}), None)
            return of_type(chart, narrow.members, EntityType.PLACE) if narrow is not None else meant
        if a.code == "w" and a.word == "where":
            for k in range(j - 1, max(-1, j - 4), -1):
                if atoms[k].code == "L":
                    return of_type(chart, atoms[k].members, EntityType.PLACE)
            break
        if a.code == "L" and j and atoms[j - 1].code == "w" and atoms[j - 1].word in ("in", "at", "near", "outside", "across"):
            if j > 1 and atoms[j - 2].word in ("headquartered", "based"):
                break
            opening = " ".join(x.word for x in atoms[: j - 1] if x.code == "w")
            if j <= 2 or not opening or opening in ("and", "but", "also", "elsewhere", "meanwhile ,", "it was", "it is"):
                return of_type(chart, a.members, EntityType.PLACE)
            subject = clauses.subject(role.verb) if atoms[j - 2].code == "F" and role.verb is not None else None
            if subject is not None and subject.index == j - 2:
                return of_type(chart, a.members, EntityType.PLACE)
    return []
