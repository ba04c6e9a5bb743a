"""How a text says that a name is a place: by its head ("Mayes County"), by what stands before or behind it ("near", ", Va.").

Patterns are linear: no alternative can match what another one starts with twice, and repetitions are bounded.
"""

from __future__ import annotations

import re

from kg.mention.words import FUNCTION_WORDS, MONTHS, members

UP = r"[A-ZÀ-ÖØ-ÞĀ-ĶŁŃ-ŽȘȚ]"
NAME = rf"{UP}\w{{0,40}}(?:['’](?!s\b)\w{{1,40}}){{0,3}}(?:[-–]\w{{1,40}}){{0,5}}"
"""One word of a name."""
NAMES = rf"(?:St\. |Mt\. |Ft\. )?{NAME}(?:[ \u00a0]{NAME}){{0,3}}"

PREPOSITION = re.compile(
    r"(?:^|[\W_])(in|into|near|across|throughout|outside|inside|around|within|at|from|to|for|of|between|towards?|through|serving|"
    r"including|and|or|leave|left|reach|enter|entered|entering|visit|visited)"
    r"[\s]+(?:the\s+)?(?:all\s+of\s+)?(?:(?:nearby|neighbou?ring|downtown|greater|central|suburban|metropolitan|metro|rural|"
    r"inner|mainland|historic|sunny|tiny)\s+)?$",
    re.I,
)
STRONG = members("in into near across throughout outside inside around within at entered entering")
WEAK = members("from to for of between toward towards through serving including leave left reach enter visit visited and or")

COMPASS = re.compile(
    r"(?:^|(?<=[\s(“\"'‘—–/]))((?:far\s+)?(?:north|south|east|west|central|mid)(?:-?(?:east|west|central))?(?:ern)?|mainland)"
    r"(?:\s+(?:part\s+)?(of)(?:\s+the)?)?[\s-]+$",
    re.I,
)
"""A point of the compass before a place: "northern", "south-west", "northeast of"."""

OF_KIND = re.compile(
    r"(?:^|[\s(“\"'‘—–])(city|town|village|state|province|prefecture|county|district|municipality|borough|island|islands|emirate|suburb|"
    r"suburbs|community|hamlet|port|region|territory|township|canton|parish|neighbou?rhood|outskirts|peninsula|capital|south|north|east|"
    r"west|northeast|northwest|southeast|southwest)\s+of\s+(?:the\s+)?$",
    re.I,
)
"""A noun that says what a place is: "the town of"."""

ORGANISED = re.compile(rf"({UP}[\w&'’.]{{0,40}})\s{{1,9}}(?:of|for|de|do|da)\s{{1,9}}(?:(?:the|The)\s{{1,9}})?$")
"""A capitalised word and "of": "Bank of", "University of"."""
TITLED_OF = re.compile(r"(?:^|[\W_])((?:City|Town|Village|State|Commonwealth|Kingdom|Republic|Island|Borough|Township) of (?:the )?)$")
"""What a name begins with officially: "City of Waukee"."""

AREA_HEADS = {
    "County": "", "Parish": "", "Township": "", "Borough": "", "Prefecture": "", "Province": "", "Governorate": "", "Oblast": "",
    "Municipality": "", "Shire": "", "District": "", "Island": "", "Islands": "", "Valley": "", "Peninsula": "", "Archipelago": "",
    "Park": "Industrial Business Technology Tech Science Innovation Commerce Logistics Digital Energy Research Corporate",
    "Estate": "Industrial Trading", "Zone": "Industrial Economic Trade Free Development Technology", "Center": "Industrial Logistics",
    "Centre": "Industrial Logistics", "Technopark": "", "Technopolis": "", "Area": "New", "Hub": "Technology Digital",
}  # fmt: skip
"""The last word of a place's name -> the words one of which must stand before it (none: any name)."""
NO_PLACE_BEHIND = members(
    "inc ltd llc corp authority commission council bank court school schools board association university hospital attorney sheriff "
    "commissioner commissioners judge supervisors energy electric power economic development road"
)
"""Capitalised words behind "Mayes County" that make it part of an organisation's or official's name."""

NOT_IN_AREA = members("school appraisal water utility court fire hospital management improvement university unified congressional")
"""Words that make "… District" a body."""

LISTED = re.compile(r"\s(counties|parishes|townships|boroughs|prefectures|provinces|districts|islands)\b", re.I)
"""One head of several places: "Armstrong and Haskell counties"."""
ROADS = re.compile(r"\s(?:roads|streets|avenues|highways|boulevards|lanes)\b")
LIST_BEFORE = re.compile(rf"((?:{NAMES}(?:, and |, | and | & )){{1,6}}{NAMES})$")

NAMED_STREETS = members("Street Avenue Boulevard Parkway Turnpike Road Blvd Ave")
"""Heads that make a street of a name alone; the others need a house number."""
STREET_HEADS = NAMED_STREETS | members("St Rd Drive Dr Lane Ln Pkwy Expressway Highway Hwy Interstate Route Sector Loop Trail Way")
NUMBERED_HEADS = members("Highway Hwy Interstate Route Sector")
NUMBERED = re.compile(r"[ -]\d{1,4}[A-Z]?(?![\w,.]\w)")
"""What stands behind "Highway", "Interstate", "Sector"."""
HOUSE = re.compile(r"(?<![\w$€£.,])\d{1,5}\s+(?:(?:[NSEW]\.|NE|NW|SE|SW)\s+)?(?:\d+(?:st|nd|rd|th)\s+)?$")
"""A house number before a street."""

BUILT = re.compile(
    r"\b(?:cent(?:er|re)s?|campus(?:es)?|facilit(?:y|ies)|sites?|plants?|complex|development|project)\s(?:in|near|outside)\s+$"
)
"""What stands where it stands: "a data center near Xyz"."""
BEFORE_UNKNOWN = re.compile(
    r"\b(?:near|just outside|outside(?: of)?|(?:north|south|east|west|northeast|northwest|southeast|southwest|miles|city|town|village|"
    r"hamlet|suburb|borough|township|municipality|county|parish|district|province|prefecture|island|neighbou?rhood) of)\s+(?=[A-ZÀ-Þ])"
)
"""Words that only places follow."""

BEHIND = re.compile(
    r"(?:['’]s)?\s{1,9}(?:(?:metro|metropolitan|greater|bay)\s{1,9})?(area|areas|region|metro|metroplex|suburb|suburbs|corridor|outskirts|"
    r"market|markets|plant|facility|campus|site|sites|residents|native|airport|border|coast|officials|lawmakers|legislature|taxpayers|"
    r"metropolitan)\b",
    re.I,
)
"""Words behind a name that make it a place."""
AREA = members("area areas region metro metroplex suburb suburbs corridor outskirts airport border coast residents native metropolitan")

BASED = re.compile(r"[-–‑ ](?:based|headquartered|listed|born|area|wide)\b")
DATELINE = re.compile(
    r"(?:,\s{1,9}[\w.\s]{2,24})?(?:,\s{1,9}\w{3,9}\.?\s{1,9}\d{1,2}(?:,\s{1,9}\d{4})?)?"
    r"\s{0,9}(?:\([^)\n]{1,40}\)|/[^/\n]{1,40}/)?\s{0,9}(?:—|–|--|-\s|:\s)"
)
"""What follows a place at the head of a report: "(Reuters) —", ", June 4 –"."""

SPEAKS = re.compile(
    r"(?:,?\s{1,9})(?:said|says|added|adds|told|noted|notes|explained|wrote|argued|joined|who|whose)\b"
    r"|['’]s (?:wife|husband|family|team|role)"
)

ACTS = re.compile(
    r"\s{1,9}(?:plans|will|announced|announces|acquires|acquired|completes|launches|launched|operates|owns|provides|signed|bought|buys)\b"
)
"""What companies do, rarely small towns."""

HEAD_AFTER = members(
    "county parish data center centre centers centres campus region area metro metropolitan airport street avenue state gov governor "
    "mayor president prime minister premier sen senator rep representative attorney attorneys secretary lawmakers congressman "
    "congresswoman city cloud township borough district prefecture province island islands valley zone facility facilities site sites "
    "office offices hq headquarters plant project projects expansion market markets availability u s us usa gdp government officials "
    "bay coast tax law legislature house senate resident residents local azure aws google microsoft amazon meta oracle"
)
"""Capitalised words that may follow a place without making it part of a longer name."""

LEAD_BEFORE = FUNCTION_WORDS | members(
    "in at for from to the a an and or but near across with as on of by when while after north south east west northern southern eastern "
    "western northeast northwest southeast southwest central greater downtown metro metropolitan mainland upper lower inner outer new "
    "suburban rural mid republic state city town county province island emirate kingdom commonwealth village port this that these those "
    "outside inside around throughout within via per whether"
)
"""Capitalised words that may stand before a place without making it part of a longer name."""

PERSON_BEFORE = members(
    "mr mrs ms dr prof sir lord lady sen rep gov judge justice president ceo cfo cto chairman chairwoman director minister mayor captain "
    "king queen prince"
)
PERSON_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Sen|Rep|Gov|Rev|[A-Z])\.\s+$")
DEGREES = members("MD PE PA MA ND DC CA")
"""Postal codes that are also what people put behind their names."""
CALLED = members("mr mrs ms dr mr. mrs. ms. dr.")

LEADS = LEAD_BEFORE - members("new upper lower inner outer port village island mid city north south east west") | MONTHS
"""Capitalised words that no unknown place's name begins with."""
POINTS = members("north south east west northeast northwest southeast southwest")
NO_NAME = members("the this that its each every any some another special new data national")
NOT_IN_TOWN = MONTHS | members(
    "states additionally moreover however meanwhile currently recently today yesterday finally originally previously eventually "
    "mr mrs ms dr gov sen rep president ceo chairman director minister mayor inc ltd llc corp plc co company group holdings university"
)
"""Words that make a capitalised name before ", Texas" something else than a town."""
SMALL = (FUNCTION_WORDS | MONTHS | members("north south east west northern southern eastern western central upper lower centre center")) - {
    "us"
}
"""Words that alone are no place, whatever towns are called so."""
ALSO_NAMES = members("Norman Breton Lombard Dane Finn Pole Scots Saxon Victorian English German French Frankfurter")
"""Adjectives that people are called."""

WORD_BEHIND = re.compile(r"[ \u00a0]([^\W\d_a-z][\w]*)")
ADJACENT = re.compile(r"(?:^|[^\w.])([^\W\d_a-z][\w'’.&]*)[ \u00a0-]$")
BESIDE = frozenset({" ", "\u00a0", "-"})
INITIAL = re.compile(r"[A-Z]\.|(?:[A-Z]\.){2}")
ARTICLE = re.compile(r"(?:^|\W)[Tt]he\s$")
NO_NOUN = re.compile(r"\s*(?:$|[.,;:)\n]|(?:in|on|and|of|is|was|are|were|to|for|by|with|at|has|had|will|that|which|who|from)\b)")
"""Behind "the" and a name: the name is the noun."""
TAIL = re.compile(r" City(?!\w)(?! [A-Z])| (?:metropolitan|metro) area\b| Metro(?:politan)? Area\b")
"""What may belong to a city's name."""
MEASURED = re.compile(r"\d[- \u00a0]$")
"""A number right before a word that is a unit then: "20-Acre"."""
SIGNS = frozenset("@#/_")
"""Signs beside a name in addresses and handles."""
