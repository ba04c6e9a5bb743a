"""A last look at the names of a document side by side: what stands around them, or elsewhere in the text, can tell another type.

"Meta and Rowan are developing": a surname that nobody bears is a company; "Chairman of Prometheus Hyperscale": nobody chairs a person;
"Jane Roe as Group Counsel": no company is a counsel; "Vice President of Corporate Development at Acme": a department is no company.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any, Protocol

from kg.mention import words as lists
from kg.model import EntityType, Kind, Mention

ORG, PER, LOC = EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PLACE
SURE = 0.5
DOUBTFUL = 0.75
OF_FIRMS = lists.HEADS | lists.LEGAL  # words that no person bears
FORMS = lists.LEGAL | lists.GROUP_HEADS

_LEADS = re.compile(
    r"\b(?i:chair(?:man|woman|person)?|ceo|cfo|coo|cto|president|founder|co-founder|executive|officer|director|head|unit|subsidiary|arm)"
    r" (?:of|at|with)(?: the)? $"
)
_AS_POST = re.compile(
    r" as (?:(?:the|its|our|their|new|interim|[A-Z][\w&-]+)\s){0,5}"
    r"(?:CEO|C[A-Z]{1,3}O|President|Director|Officer|Head|Counsel|Chairman|Chair|Manager|Secretary|Vice President)\b"
)
_TOOK_POST = re.compile(  # "Jane Roe has joined the company's senior team as chief strategy officer"
    r" (?:has |had )?(?:joined|rejoined|joins|served|serves|(?:was|has been) (?:named|appointed|promoted))\b[^.;,“”]{0,70}?"
    r" (?:as|to) (?i:(?:the|its|our|their|an?|new|interim|global|deputy|vice|senior|executive)\s){0,4}"
    r"(?i:ceo|cfo|coo|cto|cio|president|managing director|director|chief \w+|head|chair(?:man|woman)?|general manager|partner|officer)\b"
)
_CHIEFS = r"ceo|c[fot]o|chief (?:\w+ ){1,3}officer|chief executive|president"
_HOLDS_POST = re.compile(  # "Roe currently serves as CEO", "Roe is the founder of"; a firm may be a director, and is no chief executive
    r"(?: (?:now|currently|also|previously|later|then))* "
    r"(?:(?:serve[sd]|worked|works|acts|acted) as|is|was|became|becomes"
    r"|(?:will |has |had |is to )?(?:step(?:s|ped)? (?:down|up|aside|back)|takes? over|took over|resign(?:s|ed)?|retire[sd]?) as)"
    r"(?: (?:the|an?|its|their|our|now|currently|also|interim|former|first|founding|current|new))* "
    rf"(?i:{_CHIEFS}|chairman|chairwoman|co-?founder and|founder and"
    r"|(?:managing|scientific|medical|technical|artistic|executive) director|(?:senior |executive )?vice president"
    r"|general manager)\b(?! member)"
)
_DEPARTMENT = re.compile(
    r"(?:.*\s)?(?:Development|Relations|Communications|Operations|Marketing|Sales|Strategy|Affairs|Alliances|Partnerships|Engineering"
    r"|Procurement|Performance|Acquisition|Acquisitions|Compliance|Sustainability|Policy|Success|Revenue|Finance|Legal|Delivery)"
)
_OF_POST = re.compile(
    r"\b(?i:president|vp|svp|evp|director|head|chief|manager|officer|lead|leader|counsel)(?: (?:of|for)|,| –| -)"
    r"(?: [A-Z]\w+,?(?: and| &)?){0,3} $"
)
REGIONS = frozenset(("Panhandle", "Piedmont", "Metroplex", "Borderplex", "Heartland", "Highlands", "Midlands", "Outback", "Rockies"))
NO_NAMES = frozenset(
    (
        *("managed services", "bitcoin mining", "high power computing", "high performance computing", "points of presence"),
        *("artificial intelligence", "machine learning", "bare metal", "cloud computing", "edge data center", "edge data centers"),
        *(f"series {letter}" for letter in "abcdefgh"),
        *("internet service provider", "internet service providers", "cloud service provider", "managed service provider"),
        *("digital infrastructure", "cloud infrastructure", "cloud services", "edge computing", "information technology"),
        *("venture capital",),
        *("investor relations", "corporate development", "data centers", "real estate", "natural gas", "phase one", "phase two"),
    )
)
"""What is written with capitals and names nobody."""

_GOVERNMENT = re.compile(
    r" government(?=[.,;)]|[’']s\b|$| (?:and|has|had|will|would|is|was|said|says|to|in|on|at|for|with|through|that|as|by)\b)"
)
_DEALS_WITH = re.compile(r"\b(?:with|from|by|to) the $")
_SITE_END = re.compile(r" (?:Data ?[Cc]ent(?:er|re)|Campus|Data [Cc]ent(?:er|re) Campus)$")
_MAP = re.compile(r" (?:Maps|Earth|Street View)\b")
_DASH = re.compile(r"\) ?(?:--|[–—-])")
_POST = re.compile(r"(?:Head|Director|(?:Vice )?President|General Manager|Managing (?:Partner|Director)|Chief [A-Z]\w+ Officer)\b")
_AT_FIRM = re.compile(r" at (?:the )?[A-Z]")
_WHO = re.compile(
    r" ?, (?:(?:aged? )?\d\d, )?who (?:is|was|has|had|will|joined|served|leads|led|heads|runs|took|became|said|says|founded)\b"
)
_FOR_REGION = re.compile(r" (?:for|in) (?:the )?(?:Asia|Africa|Europe|EMEA|APAC|(?:Latin|North|South) America|Middle East|Americas)\b")
_FOUNDER = re.compile(r"\b(?:co-?founders?|founder|president|ceo|chairman|director|spokes(?:wo)?man|executive|officer) $", re.I)
_TITLED = re.compile(
    r" ?, (?i:co-?founder|founder|ceo|c[fot]o|chief \w+|president|chair(?:man|woman|person)?|managing director|vice president"
    r"|(?:senior|executive) vice|general manager|head of|director of)\b"
)
_SPEAKS = re.compile(r"\b(?:said|says|added|adds|noted|explained|commented|stated) $")
_NAMED = re.compile(r"\b(?:named|names|appointed|appoints|hired|hires|promoted|promotes|elected) $")
_TO_POST = re.compile(
    r" (?:as |to )?(?:its|the|their|his|her|as|to|an?) (?:[a-z-]+ ){0,4}(?:chief|president|director|head|chair|officer|manager|vice)\b"
    rf"| (?:new |interim |acting |global |group )?(?i:{_CHIEFS}|chair(?:man|woman)?\b"
    r"|managing director|general (?:manager|counsel)|head of|vice president|(?:senior|executive) vice)\b"
)
_ACTS_AS_FIRM = re.compile(  # "Orlow said it will", "Orlow has dropped its plan", "Orlow is building a data center"
    r" (?:said|says|announced|confirmed) (?:[a-z]+ ){0,2}?it (?:will|would|has|had|is|was|plans|expects|intends|aims)\b"
    r"|(?: (?:also|has|have|will|is|was|had|now|already|recently))* (?:[a-z]+ ){0,2}?its (?:[a-z0-9-]+ ){0,3}"
    r"(?:plans?|campus|facilit|data cent|customers|cloud|portfolio|subsidiary|network|headquarters|footprint|operations)"
    r"|(?: (?:also|has|have|will|is|was|had|now|already|recently|plans to|wants to|to))* "
    r"(?:build|builds|building|built|operates?|operating|acquired?|acquires|purchased?|opened|opens|opening|leased?|leases|develops?"
    r"|developing|developed|signed|raised) (?:[a-z0-9$.-]+ ){0,4}"
    r"(?:data cent|campus|megawatt|MW\b|GW\b|acres|cloud region|lease|power purchase|million|billion|funding|capacity)"
)
_BESIDE = re.compile(r",? (?:and|&) |, ")
_SMALL = re.compile(
    r"\b(?:provider|company|operator|firm|group|developer|startup|specialist|giant|host|hoster|carrier) (?P<behind>[a-z][a-z0-9]{3,20})"
    r"(?= (?:said|says|has|will|plans|announced|expects)\b|[’']s\b|,)"
    r"|(?:^|\n|[.!?] )(?P<first>[a-z][a-z0-9]{3,20})(?= (?:said|says|has|will|plans|announced|expects|is|was|operates|bought)\b|[’']s\b)"
)


class Lexicon(Protocol):
    """What this module asks of the lexicon."""

    def find(self, name: str, type: EntityType | None = None) -> Sequence[Any]:
        """The known things of a name."""


def settled(
    text: str, mentions: Sequence[Mention], places: Sequence[Mention], lexicon: Lexicon, vocabulary: Container[str]
) -> list[Mention]:
    """The names of a document with the types that the text around them settles; ``vocabulary`` holds the common words."""
    typed = _with_types(text, mentions)
    alone = _alone(typed)
    trimmed = [_without_heading(text, mention, lexicon, vocabulary, alone) for mention in typed]
    places_end = {place.end for place in places}
    kept = [
        _as_region(text, _without_title(mention))
        for mention in trimmed
        if not _is_no_name(text, mention, lexicon) and not _is_credit(text, mention, places_end)
    ]
    found = (*_small_names(text, kept, vocabulary), *_governments(text, kept, places))
    return sorted((*kept, *found), key=lambda mention: mention.start)


def _alone(mentions: Sequence[Mention]) -> Counter[str]:
    return Counter(mention.text for mention in mentions if mention.type is ORG)


def _with_types(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Persons that are companies, and companies that are persons."""
    surnames = {word for m in mentions if m.type is PER and " " in m.text for word in m.text.split()}
    firms = _alone([m for m in mentions if m.score >= SURE])
    votes: dict[str, EntityType] = {}
    for i, mention in enumerate(mentions):
        name = mention.text
        if mention.type is PER:
            first = name.split()[0]
            if _LEADS.search(text, max(0, mention.start - 24), mention.start) and not text.startswith((",", " ("), mention.end):
                votes[name] = ORG
            elif " " in name and firms[first] > 1 and name.split()[-1] not in firms:
                votes[name] = ORG  # "Prometheus Hyperscale" of which the text speaks as "Prometheus"
            elif " " not in name and name not in surnames:
                acts = mention.score < DOUBTFUL and _ACTS_AS_FIRM.match(text, mention.end)
                if acts or _is_beside_firm(text, mentions, i):
                    votes.setdefault(name, ORG)
        elif mention.type is ORG and mention.score < DOUBTFUL and _is_like_a_person(name) and _has_post(text, mention):
            votes[name] = PER
        elif mention.type is ORG and len(name.split()) in (2, 3) and _AS_POST.match(text, mention.end):
            near = mentions[max(0, i - 2) : i + 3]
            if any(m.type is PER for m in near) and not any(w.lower() in OF_FIRMS for w in name.split()):
                votes[name] = PER
        elif mention.type is ORG and len(name.split()) in (2, 3) and _TOOK_POST.match(text, mention.end) and not _is_firm(name):
            votes[name] = PER
            votes.update(dict.fromkeys(name.split(), PER))  # whom the text calls "Jane" from then on
        elif mention.type is ORG and len(name.split()) < 4 and _HOLDS_POST.match(text, mention.end) and not _is_firm(name):
            votes[name] = PER
        elif mention.type is ORG and len(name.split()) in (2, 3) and _WHO.match(text, mention.end) and not _is_firm(name):
            votes[name] = PER  # "Per Lie, who has been president"
    return [
        replace(mention, type=votes[mention.text], score=max(mention.score, 0.6))
        if mention.text in votes and mention.type is not votes[mention.text] and mention.type in (ORG, PER)
        else mention
        for mention in mentions
    ]


def _has_post(text: str, mention: Mention) -> bool:
    """Whether a name has a post: "co-founder Ann Lee", "said Ann Lee, president", "named Ann Lee its chief executive"."""
    if _FOUNDER.search(text, max(0, mention.start - 14), mention.start):
        return True
    if _SPEAKS.search(text, max(0, mention.start - 10), mention.start) and _TITLED.match(text, mention.end):
        return True
    return bool(_NAMED.search(text, max(0, mention.start - 10), mention.start) and _TO_POST.match(text, mention.end))


def _is_like_a_person(name: str) -> bool:
    return name.count(" ") in (1, 2) and not _is_firm(name)


def _is_firm(name: str) -> bool:
    """Whether a name holds a word that no person bears."""
    return any(not w.isalpha() or w.lower() in OF_FIRMS for w in name.split())


def _without_title(mention: Mention) -> Mention:
    """ "Dr Ann Lee" without the title."""
    name, comma, behind = mention.text.partition(", ")
    if mention.type is PER and comma and " " in behind:  # "Ann Lee, Sr Engineer"
        return replace(mention, end=mention.start + len(name), text=name)
    first, _, rest = mention.text.partition(" ")
    if mention.type is PER and " " in rest and first in ("Dr", "Prof", "Mr", "Mrs", "Ms", "Sir"):
        return replace(mention, start=mention.end - len(rest), text=rest)
    return mention


def _as_region(text: str, mention: Mention) -> Mention:
    """ "The Panhandle" is a place."""
    if mention.type is ORG and mention.text in REGIONS and text[max(0, mention.start - 4) : mention.start].lower() == "the ":
        return replace(mention, type=LOC, score=max(mention.score, 0.7))
    return mention


def _is_beside_firm(text: str, mentions: Sequence[Mention], i: int) -> bool:
    """Whether a name is one of a list with a company."""
    mine = mentions[i]
    for other in mentions[max(0, i - 1) : i + 2]:
        if other is not mine and other.type is ORG and other.score >= SURE:
            first, second = sorted((mine, other), key=lambda mention: mention.start)
            if _BESIDE.fullmatch(text, first.end, second.start) and " and " in text[max(0, first.start - 5) : second.end + 30]:
                return not text.startswith((" said", " says", ", "), mine.end)
    return False


def _without_heading(text: str, mention: Mention, lexicon: Lexicon, vocabulary: Container[str], alone: Counter[str]) -> Mention:
    """A company without the last word of the heading or button before it: "Donate Microsoft is", where Microsoft stands alone elsewhere."""
    if mention.type is ORG and (region := _FOR_REGION.search(mention.text)) and not lexicon.find(mention.text, ORG):
        firm = mention.text[: region.start()]
        if alone[firm] or lexicon.find(firm, ORG):  # "managing director of Google Cloud for Asia Pacific"
            return replace(mention, end=mention.start + len(firm), text=firm)
    firm, _, behind = mention.text.rpartition(" for ")
    if mention.type is ORG and firm and firm.split()[-1].lower() in FORMS and lexicon.find(behind, LOC):
        return replace(mention, end=mention.start + len(firm), text=firm)  # "proposed by Acme Group for Oslo"
    first, _, rest = mention.text.partition(" ")
    if mention.type is ORG and (site := _SITE_END.search(mention.text)) and not lexicon.find(mention.text, ORG):
        firm = mention.text[: site.start()]
        if alone[firm] or lexicon.find(firm, ORG):  # "the QTS Data Center campus"
            return replace(mention, end=mention.start + len(firm), text=firm)
    if mention.type is not ORG or not rest or alone[rest] < 2 or alone[mention.text] > 1 or first.lower() not in vocabulary:
        return mention
    if first.lower() in lists.HEADS or first.lower() in lists.LEADS or not lexicon.find(rest, ORG) or lexicon.find(mention.text, ORG):
        return mention
    return replace(mention, start=mention.end - len(rest), text=rest, score=max(mention.score, 0.8))


def _is_no_name(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Titles, departments, "Texas Company", and what is written large and names nobody."""
    name = mention.text
    if mention.type is PER:
        return name.lower() in lists.HONORIFICS
    if mention.type is not ORG:
        return False
    if name.lower() in NO_NAMES or (len(name) == 1 and mention.score < SURE):
        return True
    place, _, noun = name.rpartition(" ")
    seems = (
        (noun in ("Company", "Firm", "AI", "Data") and lexicon.find(place, LOC) and not lexicon.find(place, ORG))
        or _POST.match(name)
        or (
            (_DEPARTMENT.fullmatch(name) or _AT_FIRM.match(text, mention.end))
            and _OF_POST.search(text, max(0, mention.start - 60), mention.start)
        )
    )
    return bool(seems) and not lexicon.find(name, ORG)


def _is_credit(text: str, mention: Mention, places_end: Container[int]) -> bool:
    """Whose picture or report it is: "– Google Maps", "OSLO (Acme News) –"."""
    if mention.type is not ORG:
        return False
    agency = text.startswith("(", mention.start - 1) and _DASH.match(text, mention.end) and mention.start - 2 in places_end
    return bool(agency or _MAP.match(text, mention.end))


def _governments(text: str, mentions: Sequence[Mention], places: Sequence[Mention]) -> list[Mention]:
    """ "With the Luxembourg government": whom somebody deals with; elsewhere the place alone is a name."""
    taken = {mention.start for mention in mentions if mention.type is ORG}
    found = []
    for place in places:
        end = place.end + len(" government")
        sure = (place.score >= SURE or place.kind is Kind.ADJECTIVE) and place.start not in taken
        if sure and _DEALS_WITH.search(text, max(0, place.start - 10), place.start) and _GOVERNMENT.match(text, place.end):
            found.append(Mention(place.start, end, text[place.start : end], Kind.NAME, ORG, 0.8))
    return found


def _small_names(text: str, mentions: Sequence[Mention], vocabulary: Container[str]) -> list[Mention]:
    """Names that are written small where only a name can stand: "cloud provider acmart said"."""
    found = {m["behind"] or m["first"] for m in _SMALL.finditer(text)}
    names = sorted(name for name in found if name not in vocabulary and name not in lists.FUNCTION_WORDS)[:8]
    if not names:
        return []
    taken = {at for mention in mentions for at in (mention.start, mention.end - 1)}
    anywhere = re.compile(rf"(?<![\w@./-])(?:{'|'.join(names)})(?![\w@/-]|\.\w)")
    return [
        Mention(m.start(), m.end(), m[0], Kind.NAME, ORG, 0.75)
        for m in anywhere.finditer(text)
        if m.start() not in taken and m.end() - 1 not in taken
    ]
