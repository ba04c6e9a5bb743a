"""What the words around a post tell: whether it is held, was held or is to come, and whose post it is where no company stands by it."""

from __future__ import annotations

import itertools
import re

from kg.extract.chart import Atom, Chart
from kg.extract.clause import PREPOSITIONS
from kg.extract.draft import of_type, past
from kg.extract.memory import Memory
from kg.extract.positions.complement import REGIONS
from kg.extract.positions.row import words
from kg.extract.positions.titles import Title, holds
from kg.extract.table import table
from kg.model import EntityType, Kind

BYLINE = re.compile(r"(?:by|written by|reporting by|edited by|editing by|author :|contact :|media contact) P\b")
PAST = re.compile(r"\b(?:formerly|previously|most recently|once|was|served|worked|used to|had been|acted|resigned|retired|stepped)\b")
APPOINTED = re.compile(
    r"\b(?:was|had been|were) (?:[a-z]+ )?(?:appointed|named|elected|promoted|hired|made|elevated|picked"
    r"|chosen|selected|tapped|also)\b|\bstepped up\b"
)
COMING = re.compile(
    r"\b(?:will|(?<!used )to) (?:be |become |take over |also |step up |join |serve |succeed |return )|\bwill [a-z]+ [a-z]+ as\b|\bnext\b"
)
STAYS = re.compile(r"\b(?:will|to) (?:remain|continue|stay)\b")
LEAVES = re.compile(r"\b(?:will|to) (?:step down|retire|resign|quit|leave)")
ENDED = re.compile(
    r"^(?: T)? (?:of|at|for) (?:[a-z]+ )?O (?:until|from D (?:to|until|through)|before|between|through D)\b"
    r"|^ (?:until|from D (?:to|until)|before (?:joining|becoming|moving|taking))\b"
)
MEMBER = re.compile(r"(?i)(?:(?:founding|senior|active|life|lifelong|honorary|former|staff|crew|band|faculty) )*members?")
PARTNER_FIRM = re.compile(  # what a company is to another
    r"(?i)(?:the )?(?:official|trusted|exclusive|strategic|preferred|certified|authori[sz]ed|global|technology|naming)\b[\w &-]*\bpartner$"
)
MUNICIPAL = re.compile(
    r"(?i)\b(?:water|fire|police|works|planning|zoning|health|utilit(?:y|ies)|parks|transportation|building|sanitation) department\b"
)
PUBLIC = re.compile(
    r"(?i)\b(?:commission|council|board|department|ministry|authority|agency|government|district|company"
    r"|committee|office|court|parliament|assembly|senate)\b"
)
BEFORE_THAT = re.compile(
    r"(?:[a-z]+ )?(?:previously|formerly|prior to|before (?:joining|that|becoming|his|her|this)|most recently|earlier)\b"
)
PRESIDENT = re.compile(r"(?i)(?:[\w.]+ )?president")
CIVIC = re.compile(
    r"\b(?:city|town|village|county|borough) (?:manager|attorney|administrator|executive|clerk|planner|engineer|council(?: member)?)\b"
    r"|\bcouncil ?(?:member|man|woman)\b|\bstate (?:senator|representative)\b",
    re.I,
)
OF_THE_COMPANY = re.compile(r" (?:of|at|for|with) (?:the|our|this) (?:company|firm|group|business)\b")
FORMER_OF = re.compile(r"\b(?:former|then|ex -|previous|onetime|late) (?:A |L )?$")
LEAVING = re.compile(
    r"\b(?:replaces|replaced|replacing|succeeds|succeeded|succeeding|successor to|in place of|takes over "
    r"from|took over from|taking over from) (?:the |its )?(?:[a-z]+ )?(?:O (?:'s )?)?(?:T )?$"
)


def is_post(title: Title) -> bool:
    """Whether a title names a post: to be a plain member of something is none, to be on its board is one."""
    return not MEMBER.fullmatch(title.text) and not PARTNER_FIRM.match(title.text)


def is_political(title: Title) -> bool:
    """Whether a title is one that only places, states and their bodies give."""
    return bool(CIVIC.search(title.text)) or (bool(title.heads) and title.heads <= words("heads", "political"))


def is_public(label: str) -> bool:
    """Whether an organisation can have commissioners and ministers: "Republican" cannot."""
    return bool(PUBLIC.search(label))


def is_byline(chart: Chart) -> bool:
    """Whether a line only names who wrote or whom to call."""
    return bool(BYLINE.match(chart.line))


def status_of(row: Chart, m: re.Match[str], title: Title) -> str | None:
    """ "current", "former", or None for a post that is to come or that nobody ends (a founder's)."""
    if title.heads <= {"founder", "cofounder", "founders", "cofounders"} and not title.former:
        return None if "founder" in title.text.lower() else "current"
    between = m.groupdict().get("v") or ""
    if title.former:
        return "former"
    if LEAVES.search(between):
        return "current"
    if title.coming or (COMING.search(between) and not STAYS.search(between)):
        return None
    if _until(row, m):
        return "former"
    tail = row.line[m.end() :]
    head = row.line[max(0, m.start() - 40) : m.start()]
    if ENDED.match(tail) or LEAVING.search(head) or _ended(row, m.end(), row.reading.document.published):
        return "former"
    if BEFORE_THAT.match(row.line) and m.start("t") < 160 and not re.search(r"\b(?:is|serves|appointed|named)\b", between):
        return "former"
    if "o" in m.re.groupindex and m.start("o") < m.start("t") and FORMER_OF.search(row.line[: m.start("o")]):
        return "former"  # "former Acme chief Jane Roe"
    if PAST.search(between) and not APPOINTED.search(between) and not re.search(r"\bhas (?:also )?(?:served|been|worked)\b", between):
        return "former"
    return "current"


def _until(row: Chart, m: re.Match[str]) -> bool:
    """Whether "until last year" stands before the post."""
    if not m.groupdict().get("v"):
        return False
    atoms = row.atoms[row.at(m.start("v")) : row.at(m.start("t"))]
    return any(a.when is not None and (a.when.role == "until" or a.word.startswith("until")) for a in atoms)


def was(m: re.Match[str]) -> bool:
    """Whether a verb of the past holds for all posts that follow: "served as head of Acme and head of Bolt"."""
    said = m.groupdict().get("v") or ""
    return bool(PAST.search(said)) and not APPOINTED.search(said) and not re.search(r"\bhas\b", said)


def is_now(m: re.Match[str]) -> bool:
    return bool(re.search(r"\b(?:is|currently|now|serves)\b", m.group("v")))


def _ended(row: Chart, end: int, published: str | None) -> bool:
    """Whether a period that is over stands behind the post: "from 1994 to 1997", "until 2019"."""
    i = row.at(end + 1) if end < len(row.line) else len(row.atoms)
    when = row.atoms[i].when if i < len(row.atoms) else None
    last = when.end or (when.date if when.role == "until" else None) if when is not None else None
    return last is not None and (past(last, published) or published is None)


def may_follow(row: Chart, title: Title, end: int, start: int) -> bool:
    """Whether the company behind a title is the title's: a comma alone joins them only in the capitals of a release."""
    between = row.line[end:start]
    if title.of_body:
        return False
    if re.match(r" (?:,|-|–|—|\||@) ", between):
        return title.capital and (between.strip() in (",", "-", "–", "—", "|", "@") or between.count(" ") < 5)
    if between.startswith((" in ", " from ")):
        return title.heads <= {"partner", "analyst", "director", "manager", "executive", "researcher", "member", "principal"}
    return True


def speaks_for(row: Chart, memory: Memory, m: re.Match[str], title: Title, person: int) -> tuple[list[int], float]:
    """The organisation that a person speaks for whose title stands alone, and how sure that is."""
    atoms, at = row.atoms, row.at(m.start("t"))
    if title.named:
        return [], 0.0
    if OF_THE_COMPANY.match(row.line[m.end("t") :]) and memory.topic is not None:
        return [memory.topic], 0.6
    if title.of_body:
        return _named(row, m), 0.6
    if title.of_place and not REGIONS.search(title.text):
        return [], 0.0  # "planning director for Ohio County"
    if at > 1 and atoms[at - 1].word == "'s" and atoms[at - 2].code not in "OPLA":
        return [], 0.0  # "the garden center's president": of something that has no name here
    if MUNICIPAL.search(title.text):
        return [], 0.0  # "water department director Jane Roe": the town's
    if holds(title, words("heads", "public")) or CIVIC.search(title.text):
        return _body(row, title, m), 0.5
    if not holds(title, words("heads", "bare")):
        return [], 0.0
    after = atoms[at + 1] if at + 1 < len(atoms) else None
    if after is not None and after.code == "w" and after.word in ("of", "at", "for") and not _behind(row, at):
        return [], 0.0  # "director of the …": somebody's whom nobody found
    if _elsewhere(row, at):
        return [], 0.0
    unsaid = title.capital and "O" not in row.line[: m.start()].split()  # "President Paul Roe" may rule a country
    if PRESIDENT.fullmatch(title.text) and m.start("t") < m.start("p") and (unsaid or _rules(row, m)):
        return [], 0.0
    appointed = (
        bool(m.groupdict().get("v")) and m.start("t") > m.start("p") and "as" in m.group("v").split() + ["as"] * ("appoint" in m.group("v"))
    )
    if person in memory.posts and not appointed:
        return [memory.posts[person]], 0.6
    if "L 's " in row.line[max(0, m.start("t") - 5) : m.start("t")] or (
        at and atoms[at - 1].code in "LA" and not holds(title, ("ceo", "chief"))
    ):
        return [], 0.0
    everywhere = {r for a in atoms if a.code == "O" for r in of_type(row, a.members, EntityType.ORGANIZATION)}
    behind = _behind(row, at)
    if behind:
        return behind, 0.65
    if (namesake := _namesake(row, person)) is not None:
        return [namesake], 0.6
    left = [j for j in range(at - 1, -1, -1) if atoms[j].code == "O" and (len(atoms[j].members) == 1 or memory.topic is None)]
    referring = next((j for j in left if atoms[j].reference and atoms[j].word not in ("we", "our", "us")), None)
    heads = [j for j in left if not (j and atoms[j - 1].code == "w" and atoms[j - 1].word in PREPOSITIONS)]
    for j in (heads[:1] if referring is None else [referring]) or []:
        return of_type(row, atoms[j].members, EntityType.ORGANIZATION)[:1], 0.6
    topic = memory.topic
    if not left and topic not in everywhere and (colleagues := _colleagues(row, memory)):
        return colleagues, 0.55
    named = {r for j in left for r in of_type(row, atoms[j].members, EntityType.ORGANIZATION)}
    if topic is not None and (topic in named or not left):
        near = _before(row, topic) if not left and topic not in everywhere else None
        return [near if near is not None else topic], 0.5
    if left:
        return of_type(row, atoms[left[0]].members, EntityType.ORGANIZATION)[-1:], 0.5
    return [], 0.0


def _namesake(row: Chart, person: int) -> int | None:
    """The company that bears somebody's surname, where the text names one: "Per Halden" speaks for the Halden Group."""
    known = row.reading.referents
    surname = known[person].label.split()[-1]
    if len(surname) < 4 or " " not in known[person].label:
        return None
    bear = {
        r
        for m in row.reading.mentions
        if m.start < row.sentence.end and m.type is EntityType.ORGANIZATION and m.kind is Kind.NAME
        for r in m.referents
        if surname in known[r].label.split()
    }
    return bear.pop() if len(bear) == 1 else None


def owner_of(row: Chart, atom: Atom, people: list[int]) -> list[int]:
    """Whom "the company", "the group" before a title means: who bears the person's name, else what the reference stands for."""
    found = of_type(row, atom.members, EntityType.ORGANIZATION)
    if atom.reference and atom.word.startswith("the ") and len(people) == 1 and (one := _namesake(row, people[0])) is not None:
        return [one]
    return found


def _elsewhere(row: Chart, at: int) -> bool:
    """Whether a name that nobody found stands behind: "Senior Director and Industry Marketing at Foo"."""
    text = row.reading.document.text
    for a, b in itertools.pairwise(row.atoms[at + 1 : at + 9]):
        if a.code != "w" or a.word in ("said", "says", "told", "added", "commented", "who", "will", "has", "is", "was", "."):
            return False
        if a.word in ("at", "for", "of") and b.code == "w" and text[b.start].isupper() and b.word not in ("the", "our"):
            return True
    return False


def _behind(row: Chart, at: int) -> list[int]:
    """ "will continue as Chief Development Officer, with several others, at G6"."""
    m = re.compile(r"T (?:(?!said|says|told|and |who |which |that |but )[a-z,]+ ){0,6}?(?:at|of) (?:the )?(?P<o>O)\b").match(
        row.line, row.offsets[at]
    )
    return of_type(row, row.atoms[row.at(m.start("o"))].members, EntityType.ORGANIZATION)[:1] if m else []


def _colleagues(row: Chart, memory: Memory) -> list[int]:
    """Whose people the sentence before was about: "Jane Roe stays as head of sales at Acme. Per Lie comes in as treasurer." """
    before = [s for s in row.reading.sentences if s.end <= row.sentence.start and s.paragraph == row.sentence.paragraph][-1:]
    found: list[int] = []
    for m in row.reading.mentions if before else ():
        if before[0].start <= m.start < before[0].end and m.type is EntityType.PERSON:
            found += [memory.posts[r] for r in m.referents if r in memory.posts and memory.posts[r] not in found]
    return found if len(found) == 1 else []


def _before(row: Chart, topic: int) -> int | None:
    """The organisation that the sentence before names, where it names a single one."""
    start = row.sentence.start
    before = [s for s in row.reading.sentences if s.end <= start and s.paragraph == row.sentence.paragraph][-1:]
    if not before:
        return None
    found: list[int] = []
    for mention in row.reading.mentions:
        if (
            before[0].start <= mention.start < before[0].end
            and mention.type is EntityType.ORGANIZATION
            and mention.kind in (Kind.NAME, Kind.REFERENCE)
        ):
            found += [r for r in mention.referents if r not in found]
    return found[0] if len(found) == 1 and topic not in found else None


def _body(row: Chart, title: Title, m: re.Match[str]) -> list[int]:
    """ "Commissioner Jane Roe": of the commission that the text has spoken of."""
    if title.of_place or not holds(title, ("commissioner",)):
        return []
    at = row.at(m.start("t"))
    if at and row.atoms[at - 1].code in "LA":
        return []
    for mention in reversed(row.reading.mentions):
        if mention.start < row.sentence.end and mention.type is EntityType.ORGANIZATION:
            for r in mention.referents:
                if any("commission" in name.lower() for name in row.reading.referents[r].names):
                    return [r]
    return []


def _named(row: Chart, m: re.Match[str]) -> list[int]:
    """ "Director of the authority": the one that the text has called so last."""
    noun = re.match(r" (?:of|for|at) (?:the|that) (?P<noun>[a-z]+)\b(?! of\b)", row.line[m.end("t") :])
    if noun is None or noun.group("noun") not in words("around", "bodies"):
        return []
    for mention in reversed(row.reading.mentions):
        if mention.start < row.sentence.start and mention.type is EntityType.ORGANIZATION and mention.kind is Kind.NAME:
            for r in mention.referents:
                if any(noun.group("noun") in name.lower().split() for name in row.reading.referents[r].names):
                    return [r]
    return []


def _rules(row: Chart, m: re.Match[str]) -> bool:
    """Whether "President …" is a head of state."""
    names = table("positions")["people"]["states"]
    said = row.reading.document.text[row.atoms[row.at(m.start("p"))].start : row.atoms[row.at(m.end("p") - 1)].end]
    if any(re.search(rf"\b{re.escape(n)}\b", said) for n in names):
        return True
    at = row.at(m.start("t"))
    return bool(at and (row.atoms[at - 1].code in "LA" or (row.atoms[at - 1].word == "'s" and row.atoms[at - 2].code in "LA")))
