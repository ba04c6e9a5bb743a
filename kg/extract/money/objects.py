"""What money goes into: an organisation, else a place, else a topic."""

from __future__ import annotations

import re

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, PREPOSITIONS, QUOTES, SUBORDINATE, Clauses
from kg.extract.draft import Thing, of_type, referents, topic
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.table import table
from kg.model import EntityType, SentenceKind

HELD = frozenset(table("money")["words"]["held"])
GOODS = frozenset(table("money")["words"]["goods"])
AREAS = frozenset({"state", "country", "province", "kingdom", "republic"})


def into(
    chart: Chart,
    clauses: Clauses,
    memory: Memory,
    start: int,
    stop: int,
    prepositions: tuple[str, ...] = ("in", "into", "on", "for", "to", "towards", "toward", "across"),
) -> tuple[list[Thing], bool]:
    """What stands behind the first "in …" from ``start`` on: organisations, else places, else a topic. True where a topic."""
    atoms = chart.atoms
    for j in range(start, stop):
        if atoms[j].word == "," and j + 1 < stop and atoms[j + 1].word == "and":
            break  # what follows is told of something else
        if not (atoms[j].code == "w" and atoms[j].word in prepositions):
            continue
        if atoms[j].word in ("for", "to") and not any(a.code in "OLF" for a in atoms[j + 1 : j + 4]):
            purpose = j + 1 in clauses.at_head or {a.word for a in atoms[j + 1 : j + 5]} & set(table("money")["words"]["topic_heads"])
            if atoms[j].word == "to" and not purpose:
                break  # "promised $2m to local schools in Oslo"
            if atoms[j].word == "to" or j != start or atoms[min(j + 1, stop - 1)].word not in table("money")["words"]["topic_heads"]:
                continue
        words: list[str] = []
        for k in range(j + 1, stop):
            a = atoms[k]
            if a.code == "O":
                if (k + 1 < len(atoms) and atoms[k + 1].word in ("'s", "'")) or (a.reference and a.word in ("its", "their", "our")):
                    if k + 1 < len(atoms) and atoms[k + 1].word in ("'s", "'"):
                        words.append("'s")
                    continue
                if k + 1 < len(atoms) and atoms[k + 1].word in GOODS:
                    return [], False  # "in Bolt chips": not into Bolt
                return list(referents(a)), False
            if a.code == "L" and k + 1 < len(atoms) and atoms[k + 1].word in ("-", "based", "'s"):
                continue  # "in Oslo-based Bolt", "in Norway's Bolt"
            if a.code == "L":
                return list(of_type(chart, a.members, EntityType.PLACE)), False
            if a.code == "F":
                places = facility_places(chart, clauses, memory, k, stop)
                if places:
                    return list(places), False
                general = phrase_of(a).plural and not {"buildings", "phases"} & phrase_of(a).words
                alone = general and "L" not in chart.words(start, stop).split() and chart.sentence.kind != "headline"
                return ([topic("data centers")], True) if alone and not phrase_of(a).pointing else ([], False)
            if a.code in "MDQP":
                break
            if a.code == "w" and (
                (k in clauses.at_head and words[-1:] == ["and"])
                or a.word in BREAKS
                or a.word in QUOTES
                or a.word in SUBORDINATE
                or a.word in (",", "over", "by", "since", "between", "through", "as", "during", "to", "that", "which", "who")
            ):
                break
            if a.code == "w" and a.word in PREPOSITIONS and a.word not in ("of",):
                if atoms[j].word == "to" and words:
                    break  # "promised $2m to schools in Oslo"
                for m in range(k + 1, min(k + 6, stop)):
                    if atoms[m].code == "L" and a.word in ("in", "across", "at", "near", "for", "throughout", "outside"):
                        return list(of_type(chart, atoms[m].members, EntityType.PLACE)), False
                    if atoms[m].code not in "wAN":
                        break
                break
            if a.code == "w" and _unknown_name(chart, k):
                return [], False  # a name that the reading does not know: not the place behind it
            words.append(a.word)
        if words[:1] == ["the"] and words[1:] and words[1] in AREAS and len(words) == 2:
            wider = next((atoms[x].wider for x in range(j - 1, -1, -1) if atoms[x].code == "L" and atoms[x].wider), ())
            return list(of_type(chart, wider[-1:], EntityType.PLACE)), False  # "in Butts County, Georgia, … in the state"
        if words[:1] and words[0] in ("the", "this", "that", "its") and len(words) == 2 and words[1] in HELD:
            site = memory.site(chart.number, reach=4)
            return (list(site.places) if site is not None else []), False  # "in the property", "in the scheme"
        label = " ".join(w for w in words if w.isalnum() or w == "-").strip()
        label = re.sub(r"(?: and| or| -)+$", "", label)
        if words[:1] in (["the"], ["this"], ["that"], ["these"]) and sum(w.isalnum() for w in words) < 3:
            return [], False  # "in the technology": it points to something
        label = re.sub(r"^(?:the|a|an|its|their|new|more|additional|own) ", "", label)
        label = re.sub(r"^(?:the|a|an|its|their|new|more|additional|own) ", "", label).replace(" - ", "-")
        if label and set(label.replace("-", " ").split()) & set(table("money")["words"]["topic_heads"]) and len(label.split()) <= 6:
            return [topic(label)], True
        return [], False
    return [], False


def _unknown_name(chart: Chart, k: int) -> bool:
    """Whether a word is written like a name: in capitals inside a sentence, or with a digit in a headline."""
    word = chart.reading.document.text[chart.atoms[k].start : chart.atoms[k].end]
    if chart.sentence.kind is SentenceKind.HEADLINE:
        return word[0].isupper() and any(c.isdigit() for c in word)
    return word[0].isupper() and word.upper() not in ("AI", "IT", "R", "UK", "US", "GPU", "I")


def facility_places(chart: Chart, clauses: Clauses, memory: Memory, f: int, stop: int) -> list[int]:
    """Where the facility at ``f`` stands: said behind or inside the phrase, else as told before."""
    atoms, phrase = chart.atoms, phrase_of(chart.atoms[f])
    for j in range(f + 1, min(stop, f + 9)):
        if atoms[j].code == "L" and atoms[j].reference and atoms[j].word in ("there", "here"):
            return of_type(chart, atoms[j].members, EntityType.PLACE)
        if (
            atoms[j].code == "L"
            and atoms[j - 1].code == "w"
            and atoms[j - 1].word in ("in", "at", "near", "outside", "across", "within", "around", "the", "on", "downtown")
        ):
            return of_type(chart, atoms[j].members, EntityType.PLACE)
        if atoms[j].code in "OPF" or atoms[j].word in BREAKS:
            break
    if phrase.places:
        return of_type(chart, phrase.places, EntityType.PLACE)
    if phrase.pointing:
        site = memory.site(chart.number)
        if site is not None:
            return list(site.places)
    return []
