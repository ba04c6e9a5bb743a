"""How a text says that a name is a place: by its head ("Mayes County"), by what stands before or behind it ("near", ", Va.").

Patterns are linear: no alternative can match what another one starts with twice, and repetitions are bounded.
"""

from __future__ import annotations

import re

from kg.mention.words import members

UP = r"[A-ZÀ-ÖØ-ÞĀ-ĶŁŃ-ŽȘȚ]"
NAME = rf"(?:St\.? |Mt\.? |Ft\.? )?{UP}[\w'’]*(?:[-–]{UP}?\w+)*"
"""One word of a name."""
NAMES = rf"{NAME}(?:[ \u00a0]{NAME}){{0,3}}"

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
    r"(?:^|(?<=[\s(“\"'‘—–/]))((?:far\s+)?(?:north|south|east|west|central|mid)(?:-?(?:east|west|central))?(?:ern)?)(?:\s+(?:part\s+)?(of)(?:\s+the)?)?[\s-]+$",
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

ORGANISED = re.compile(rf"{UP}[\w&'’.]*\s+(?:of|for|de|do|da)\s+(?:the\s+|The\s+)?$")
"""A capitalised word and "of": "Bank of", "University of"."""

HEADS = (
    "County|Parish|Township|Borough|Prefecture|Province|Governorate|Oblast|Municipality|Shire|District|"
    "Island|Islands|Valley|Peninsula|Archipelago|"
    "Industrial Park|Industrial Estate|Industrial Zone|Industrial Center|Industrial Centre|Business Park|Technology Park|Tech Park|"
    "Science Park|Innovation Park|Commerce Park|Logistics Park|Trading Estate|Techno Valley|Digital Park|Energy Park|Research Park|"
    "Special Economic Zone|Free Trade Zone|Free Zone|Economic Zone|Development Zone|Technology Zone|New Area|Technopark|Technopolis"
)
SITE_HEADS = members("Park Estate Zone Center Centre Area Technopark Technopolis")
BY_HEAD = re.compile(rf"(?<!\w)({NAMES})[ \u00a0]({HEADS})(?!\w)(?!\s+(?:{UP}[\w]+\s+)?(?:Inc|Ltd|LLC|Corp|Authority|Commission|Council|Bank|Court|School|Board)\b)")
"""A place by its last word: "Tunica County", "Sedenak Tech Park"."""

LISTED = re.compile(
    rf"(?<!\w)((?:{NAMES}(?:, | and |, and | & )){{1,6}}{NAMES})\s+(counties|parishes|townships|boroughs|prefectures|provinces|districts|islands)\b"
    rf"|(?<!\w)((?:{NAMES}(?:, | and |, and | & )){{1,6}}{NAMES})\s+(Counties|Parishes)\b"
)
"""Several places with one head: "Armstrong and Haskell counties"."""
LIST_PART = re.compile(r", and | and |, | & ")

STREET = re.compile(
    rf"(?<![\w$€£])(\d{{1,5}}\s+(?:(?:[NSEW]\.|North|South|East|West|NE|NW|SE|SW)\s+)?(?:{UP}[\w'’]*|\d+(?:st|nd|rd|th))(?:\s{UP}[\w'’]*){{0,2}}\s"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Way|Parkway|Pkwy|Place|Court|Highway|Circle|Loop|Trail)(?!\w))\.?"
    rf"|(?<!\w)((?:(?:North|South|East|West|N\.C\.|U\.S\.|US|State|County|Interstate|Old)\s)?(?:Highway|Interstate|Route|Road|I)[ -]\d{{1,4}}[A-Z]?)(?!\w)"
    rf"|(?<!\w)({UP}[\w'’]*(?:\s{UP}[\w'’]*)?\s(?:Street|Avenue|Boulevard|Parkway|Turnpike|Expressway|Road|Blvd|Rd))(?![\w])"
)
"""Streets and roads."""

UNKNOWN_IN = re.compile(rf"(?<![\w.'’&-])({NAMES}),[\s]+(?=({UP}[\w.'’]*))")
"""A name, a comma and a capital: perhaps a town and its state."""

UNKNOWN_AFTER = re.compile(
    rf"\b(?:near|outside of|just outside|outside|[Nn]orth of|[Ss]outh of|[Ee]ast of|[Ww]est of|[Nn]ortheast of|[Nn]orthwest of|[Ss]outheast of|[Ss]outhwest of|"
    rf"(?:city|town|village|hamlet|suburb|borough|township|municipality|county|parish|district|province|prefecture|island|neighbou?rhood) of)\s+({NAMES})(?![\w])"
)
"""A name behind words that only places follow."""

BEHIND = re.compile(
    r"(?:['’]s)?[\s]+(?:(?:metro|metropolitan|greater|bay)\s+)?(area|areas|region|metro|metroplex|suburb|suburbs|corridor|outskirts|market|markets|plant|"
    r"facility|campus|site|sites|residents|native|airport|border|coast|officials|lawmakers|legislature|taxpayers|metropolitan)\b",
    re.I,
)
"""Words behind a name that make it a place."""
AREA = members("area areas region metro metroplex suburb suburbs corridor outskirts airport border coast residents native metropolitan")

BASED = re.compile(r"[-–‑ ](?:based|headquartered|listed|born|area|wide)\b")
DATELINE = re.compile(r"(?:,\s+[\w.\s]{2,24})?(?:,\s+\w{3,9}\.?\s+\d{1,2}(?:,\s+\d{4})?)?\s*(?:\([^)\n]{1,40}\)|/[^/\n]{1,40}/)?\s*(?:—|–|--|-\s|:\s)")
"""What follows a place at the head of a report: "(Reuters) —", ", June 4 –"."""

SPEAKS = re.compile(r"(?:,?\s+)(?:said|says|added|adds|told|noted|notes|explained|wrote|argued|joined|who|whose)\b|['’]s (?:wife|husband|family|team|role)")

HEAD_AFTER = members(
    "county parish data center centre centers centres campus region area metro metropolitan airport street avenue state gov governor mayor "
    "president prime minister premier sen senator rep representative attorney attorneys secretary lawmakers congressman congresswoman city cloud "
    "township borough district prefecture province island islands valley zone facility facilities site sites office offices hq headquarters "
    "plant project projects expansion market markets availability u s us usa and gdp government officials king queen prince king's "
    "bay coast land power grid utilities utility market tax law legislature house senate resident residents local "
    "azure aws google microsoft amazon meta oracle"
)
"""Capitalised words that may follow a place without making it part of a longer name."""

LEAD_BEFORE = members(
    "in at for from to the a an and or but near across with as on of by when while after north south east west northern southern eastern "
    "western northeast northwest southeast southwest central greater downtown metro metropolitan mainland upper lower inner outer new "
    "suburban rural mid republic state city town county province island emirate kingdom commonwealth village port this that these those "
    "its their our his her both all where outside inside around between throughout within over under about into via per until since"
)
"""Capitalised words that may stand before a place without making it part of a longer name."""

PERSON_BEFORE = members("mr mrs ms dr prof sir lord lady sen rep gov judge justice president ceo cfo cto chairman chairwoman director minister mayor captain king queen prince")
