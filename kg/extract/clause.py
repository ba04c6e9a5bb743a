"""Who does it, to what, where: the arguments of a verb group, found by walking the row of atoms.

The walk to the left skips what is inserted (", which is based in Kansas,"), climbs from infinitives, participles and coordinated
verbs to the verb that carries the subject, and does not take a name inside a prepositional phrase ("a unit of Acme") for a head.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from kg.extract.antecedents import EXPLAINING, VENTURES, Argument, antecedent, describes
from kg.extract.chart import Chart
from kg.extract.hedges import hedged
from kg.extract.nouns import (
    BREAKS,
    PREPOSITIONS,
    SPEECH,
    SUBORDINATE,
    WORDS,
    before_insert,
    ends_examples,
    np_start,
    other_noun,
    speech_before,
)
from kg.extract.verbs import VerbGroup, groups
from kg.model import SentenceKind

__all__ = ["BREAKS", "FINITE", "PREPOSITIONS", "QUOTES", "SPEECH", "SUBORDINATE", "Argument", "Clauses"]

QUOTES = frozenset({"“", "”", '"', "''", "``"})
ENDS = BREAKS | QUOTES | SUBORDINATE | {"said", "says", "according"}
JOINS = frozenset({"after", "before", "as", "since", "and", "that", ","})  # what ends a clause where another one follows
RELATIVE = frozenset({"which", "who", "that"})
FINITE = frozenset(("present", "past", "future", "progressive"))
PARTS = frozenset(WORDS["parts"])
HOLDINGS = frozenset(WORDS["holdings"])
UNITS = frozenset(WORDS["units"])
INTENTS = frozenset(("plan", "plans", "aim", "goal", "intention", "ambition", "intent", "target"))
MODIFYING = frozenset(("backed", "owned", "led", "based", "controlled", "supported", "funded", "style", "linked", "affiliated", "anchored"))


class Clauses:
    """The verb groups of a sentence and the arguments between them."""

    def __init__(self, chart: Chart, headline: bool = False) -> None:
        self.chart = chart
        self.atoms = chart.atoms
        found = (hedged(g, chart) for g in groups(chart.atoms, headline))
        self.groups = [replace(g, negated=True) if self.conditional(g) else g for g in found]
        self.at_head = {g.head: g for g in self.groups}
        self._subjects: dict[int, Argument | None] = {}

    def conditional(self, group: VerbGroup) -> bool:
        """Whether a verb stands under "if", "unless", "whether": what it tells is not stated."""
        for i in range(group.first - 1, max(-1, group.first - 10), -1):
            a = self.atoms[i]
            if a.code == "w" and a.word in ("if", "unless", "whether"):
                # but "if all goes to plan", "is considering whether to build"
                return self.atoms[i + 1].word not in ("all", "everything") and not (self.atoms[i + 1].word == "to" and group.considered)
            if a.code == "w" and (a.word in BREAKS or a.word in (",", "that", "which")):
                break
        return self._under_opening(group)

    def _under_opening(self, group: VerbGroup) -> bool:
        """Whether the sentence opens with a condition that has a subject of its own: "If regulators agree, Acme will build"."""
        atoms = self.atoms
        hangs = len(atoms) > 3 and atoms[0].word in ("if", "unless") and atoms[1].word not in ("all", "everything")
        if not hangs or group.tense not in ("future", "infinitive"):
            return False
        comma = next((i for i, a in enumerate(atoms[:16]) if a.word == "," and a.code == "w"), None)
        return comma is not None and 3 <= comma < group.first and not any(a.word in BREAKS for a in atoms[comma : group.first])

    # -- subjects --------------------------------------------------------------------------------------------------

    def subject(self, group: VerbGroup, depth: int = 0) -> Argument | None:
        """The organisation, facility, person or place that the verb is said of; for a passive the thing that it is done to."""
        if group.head not in self._subjects:
            self._subjects[group.head] = None  # guards against circles
            self._subjects[group.head] = self._named_behind(self._walk(group, depth) or self._behind(group))
        return self._subjects[group.head]

    def _named_behind(self, found: Argument | None) -> Argument | None:
        """Of "A unit of Acme, Bolt, has" the unit: the name behind the description that ends in its owner's."""
        atoms = self.atoms
        if found is None or found.index < 2 or found.index + 3 >= len(atoms) or atoms[found.index].code != "O":
            return found
        i = found.index
        unit = atoms[i - 1].word == "of" and atoms[i - 2].word in UNITS
        named = atoms[i + 1].word == "," and atoms[i + 2].code == "O" and atoms[i + 3].word == ","
        return Argument(i + 2, found.sure) if unit and named and not atoms[i + 2].reference else found

    def _walk(self, group: VerbGroup, depth: int) -> Argument | None:
        atoms, sure = self.atoms, 1.0
        i = group.first - 1
        if group.tense in FINITE and other_noun(self.atoms, self.at_head, i):
            telling = atoms[i].word in HOLDINGS or (atoms[i].word in INTENTS and group.tense == "future")
            owned = telling and i > 1 and atoms[i - 1].word == "'s" and atoms[i - 2].code == "O"
            return Argument(i - 2, 0.9) if owned else None  # "Acme's portfolio comprises", "Acme's plan is to open"
        if i > 0 and atoms[i].code == "N" and atoms[i - 1].word in ("a", "the") and group.tag in ("ed", "en") and group.first == group.head:
            return None  # "runs a data center in Oslo, with a second planned for Bergen"
        joint = i if i >= 0 and atoms[i].code == "w" and atoms[i].word in ("and", "but", "or", "then") else None
        if joint is not None and group.tense in FINITE:  # "has opened a site and is building another": the same subject
            earlier = next((g for g in reversed(self.groups) if g.head < joint and g.tense in FINITE), None)
            if earlier is not None and earlier.head != group.head:
                return self.subject(earlier, depth + 1)
        if joint is not None and group.tense == "infinitive":  # "plans to begin work and to complete it"
            earlier = next((g for g in reversed(self.groups) if g.head < joint and g.tag == "base"), None)
            if earlier is not None and earlier.tense in ("infinitive", "future"):
                return self.subject(earlier, depth + 1)
        backup: Argument | None = None
        commas = 0
        while i >= 0:
            a = atoms[i]
            if a.code in "OPF" or (a.code == "L" and a.reference is False):
                head = np_start(self.atoms, self.at_head, i)
                before = atoms[head - 1].word if head and atoms[head - 1].code == "w" else ""
                if a.code == "L":
                    if before in PREPOSITIONS or before in (",", "(") or atoms[i + 1].word == "'s":
                        i = head - 1 if before in PREPOSITIONS else i - 1
                        continue
                    return None  # a place is the subject
                if i + 1 < len(atoms) and atoms[i + 1].word in ("'s", "'") and a.code in "OP":
                    noun = next((x for x in atoms[i + 2 : group.first] if x.code == "w" and x.word.isalpha()), None)
                    if noun is not None and noun.word in INTENTS and group.tense == "future":
                        return Argument(i, 0.85)  # "Acme's plan is to open"
                    if noun is not None:
                        backup = backup or (
                            Argument(i, 0.35) if noun.word in ("board", "management", "executives", "shareholders") else None
                        )
                        i = head - 1
                        continue
                if a.reference and a.word in ("its", "their", "our") and a.code == "O":
                    i -= 1
                    continue
                if a.code == "O" and i + 2 < len(atoms) and atoms[i + 1].word == "-" and atoms[i + 2].word in MODIFYING:
                    i = head - 1  # "a Nvidia-backed company has plans"
                    continue
                if before == "of" and a.code == "F" and head > 1 and (atoms[head - 2].code == "N" or atoms[head - 2].word in PARTS):
                    return Argument(i, sure)  # "the first of the three facilities will open"
                if before in ("of", "between") and a.code == "O" and len(a.members) > 1 and head > 1 and atoms[head - 2].word in VENTURES:
                    return Argument(i, 0.9)  # "a joint venture of Acme and Bolt will develop"
                if group.tense in FINITE and ends_examples(atoms, head, group.first):
                    i = head - 2
                    continue
                if before in PREPOSITIONS and not self._fronted(head - 1, i, group):
                    if a.code == "O" and (backup is None or backup.sure < 0.4):
                        backup = Argument(i, 0.4)
                    i = head - 2
                    continue
                return Argument(i, sure)
            if a.code != "w":
                i -= 1
                continue
            word = a.word
            if word == ")":
                opening = next((j for j in range(i - 1, max(-1, i - 30), -1) if atoms[j].word == "("), None)
                if opening is not None:
                    i = opening - 1
                    continue
            if word == ":" and 0 < i < len(atoms) - 1 and atoms[i - 1].word.isdigit() and atoms[i + 1].word.isdigit():
                i -= 1  # "a 60:40 joint venture"
                continue
            if word in BREAKS:
                return backup
            if word in QUOTES and commas == 0 and group.first - i > 1:
                return backup
            if word == ",":
                commas += 1
                if i > 1 and atoms[i - 1].code == "O" and atoms[i - 2].word == "," and describes(atoms, i - 2):
                    return Argument(i - 1, 0.95)  # "the company behind the project, Acme, wants to build"
                inserted = before_insert(self.atoms, self.at_head, i)
                if inserted is not None:
                    if atoms[inserted].code in "OF" and not ends_examples(atoms, np_start(atoms, self.at_head, inserted), group.first):
                        return Argument(inserted, sure * 0.95)
                    i = inserted
                    continue
                if group.tense in ("present", "past", "future", "progressive") and not group.coordinated and i == group.first - 1:
                    sure *= 0.9
                i -= 1
                continue
            if word == "whose" and group.tense in FINITE:
                owned = any(a.word in HOLDINGS for a in atoms[i + 1 : group.first])  # "Acme, whose portfolio includes"
                return antecedent(self, i) if owned else None
            if word in RELATIVE:
                if word == "that" and i and (speech_before(self.atoms, self.at_head, i)):
                    # "said that" without a subject behind it: climb to the speaker
                    i -= 1
                    continue
                return antecedent(self, i) or backup
            if word == "whether" and atoms[i + 1].word == "to":
                i -= 1  # "is considering whether to build"
                continue
            if word in ("where", "when", "while", "whether", "if", "because", "although", "though") and group.tense not in (
                "participle",
                "gerund",
                "infinitive",
            ):
                return backup
            verb = self.at_head.get(i)
            if verb is not None and verb.head != group.head and depth < 6:
                climbs = group.tense in ("infinitive", "gerund", "participle") or group.coordinated or self._coordinated(group, i)
                up = self.subject(verb, depth + 1)
                if verb.passive and group.tense in ("infinitive",) and up is not None and atoms[up.index].code == "F":
                    by = self.agent(verb)
                    up = by or up
                if up is not None:
                    return Argument(up.index, up.sure * (0.95 if climbs else 0.6))
                return backup
            i -= 1
        return backup

    def _behind(self, group: VerbGroup) -> Argument | None:
        """ "Founded in 1975, Acme has …", "After buying land, Acme …": the subject of the clause that follows."""
        atoms = self.atoms
        opens = all(
            a.code in "D"
            or (a.code == "w" and (a.word in PREPOSITIONS or a.word.endswith("ly") or a.word in ("also", "then", "and", "while", "when")))
            for a in atoms[: group.first]
        )
        if (
            (group.tense not in ("gerund", "participle", "infinitive") and not (group.tense == "past" and group.first == 0))
            or not opens
            or group.first > 4
        ):
            return None
        for j in range(group.head + 1, min(len(atoms), group.head + 30)):
            a = atoms[j]
            if (
                a.code == "O"
                and not (a.reference and a.word in ("its", "their", "our"))
                and any(g.first in (j + 1, j + 2) and g.tense in FINITE for g in self.groups)
            ):
                before = atoms[j - 1].word if atoms[j - 1].code == "w" else ""
                if before == "," or atoms[j - 1].code in "LD" or atoms[j - 2].word == ",":
                    return Argument(j, 0.85)
        return None

    def _fronted(self, prep: int, i: int, group: VerbGroup) -> bool:
        """ "With Acme building …", "for Acme to build": the name behind the preposition is the subject."""
        word = self.atoms[prep].word
        if group.tense == "infinitive" and word == "for" and i == group.first - 1:
            return True
        return (
            word in ("with", "as", "after", "before", "since", "than", "like")
            and i == group.first - 1
            and group.tense not in ("infinitive", "gerund")
        )

    def _coordinated(self, group: VerbGroup, verb: int) -> bool:
        between = self.atoms[verb + 1 : group.first]
        return any(a.word in ("and", "but", "or", "then") for a in between[-3:] if a.code == "w")

    def joint(self, index: int) -> list[int]:
        """The organisations that share a slot with the one at an index: "Acme and Ohio-based Bolt"."""
        atoms, out = self.atoms, [index]
        i = np_start(self.atoms, self.at_head, index) - 1
        if i > 1 and atoms[i].word == "'s" and atoms[i - 1].code == "L":  # "Acme and Norway's Bolt"
            i -= 2
        while i > 0 and atoms[i].code == "w" and atoms[i].word in ("and", ","):
            if atoms[i].word == "and" and atoms[i - 1].code == "w" and atoms[i - 1].word == ",":
                i -= 1
            headline = self.chart.sentence.kind is SentenceKind.HEADLINE  # "Acme, Bolt to build a campus"
            if atoms[i - 1].code != "O" or (atoms[i].word == "," and len(out) < 2 and not headline):
                break
            out.append(i - 1)
            i = np_start(self.atoms, self.at_head, i - 1) - 1
        return out if len(out) > 1 else [*out, *self._over_apposition(index)]

    def _over_apposition(self, index: int) -> list[int]:
        """ "Acme, a developer of parks, and Bolt, an operator": the name before what explains it, where no verb stands between."""
        atoms = self.atoms
        i = np_start(atoms, self.at_head, index) - 1
        if i < 4 or atoms[i].word != "and" or atoms[i - 1].word != ",":
            return []
        at = before_insert(atoms, self.at_head, i - 1)
        if at is None or atoms[at].code != "O" or any(g.tense in FINITE for g in self.groups if at < g.head < index):
            return []
        opening = next(j for j in range(at + 1, i) if atoms[j].word == ",")
        explains = atoms[opening + 1].word in EXPLAINING or (atoms[opening + 1].code == "A" and atoms[opening + 2].code == "w")
        governed = at and atoms[at - 1].code == "w" and atoms[at - 1].word in PREPOSITIONS
        return [at] if explains and not governed else []

    def agent(self, group: VerbGroup) -> Argument | None:
        """The "by …" of a passive."""
        for j in range(group.head + 1, min(group.head + 14, len(self.atoms))):
            a = self.atoms[j]
            if a.code == "w" and a.word == "by":
                for k in range(j + 1, min(j + 9, len(self.atoms))):
                    b = self.atoms[k]
                    if b.code == "O":
                        if k + 1 < len(self.atoms) and self.atoms[k + 1].word == "'s":
                            continue
                        return Argument(k)
                    if b.code in "MDQF" or (b.code == "w" and b.word in PREPOSITIONS):
                        break
                return None
            if a.code == "w" and (a.word in BREAKS or a.word in SUBORDINATE):
                return None
        return None

    # -- to the right ----------------------------------------------------------------------------------------------

    def end(self, start: int) -> int:
        """The index where the clause that begins at ``start`` ends."""
        atoms = self.atoms
        for j in range(start + 1, len(atoms)):
            a = atoms[j]
            if a.code != "w":
                continue
            if a.word in ENDS or (a.word in JOINS and self._new_clause(j)):
                return j
        return len(atoms)

    def _new_clause(self, j: int) -> bool:
        """Whether a subject with its verb begins behind ``j``."""
        atoms = self.atoms
        k = j + 1
        while k < len(atoms) and k <= j + 6:
            a = atoms[k]
            if a.code in "OPF" or (a.code == "L" and a.reference) or a.word in ("it", "they", "he", "she", "we"):
                return any(g.first == k + 1 and g.tense in ("present", "past", "future", "progressive") for g in self.groups)
            if a.code != "w" or a.word in PREPOSITIONS or a.word == "'s" or k in self.at_head or (a.word == "," and k > j + 1):
                return False  # "wind and solar energy, Acme said" begins no clause at "and"
            k += 1
        return False

    def objects(self, group: VerbGroup, codes: str, prepositions: Collection[str] = (), particles: Collection[str] = ()) -> Iterator[int]:
        """Atoms of these codes right of the verb: its direct object (no prepositions given), or what stands behind a preposition."""
        atoms, stop = self.atoms, self.end(group.head)
        j = group.head + 1
        open_to = not prepositions
        while j < stop:
            a = atoms[j]
            if a.code in codes and open_to:
                possessed = j + 1 < len(atoms) and atoms[j + 1].word in ("'s", "'") and a.code in "OPL"
                if not possessed and not (a.reference and a.word in ("its", "their", "our") and a.code == "O"):
                    yield j
                    if not prepositions:
                        return
                    open_to = False
            elif a.code == "w":
                if a.word in prepositions:
                    open_to = True
                elif (a.word in PREPOSITIONS and a.word not in particles) or (
                    j in self.at_head and self.at_head[j].tense not in ("participle", "gerund")
                ):
                    if not prepositions:
                        return
                    open_to = False
                elif a.word == "," and prepositions:
                    open_to = False
            j += 1
