"""The words by which texts refer: one pattern for all references, and what each noun may stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from kg.mention.numerals import either, listed

GENERIC = frozenset(
    listed(
        "company firm group corporation giant startup start-up player conglomerate organisation organization behemoth titan vendor issuer"
    )
)
"""Nouns that any company may be called by."""

UNIT_NOUNS = frozenset(listed("unit arm subsidiary division affiliate"))

_TYPED = frozenset(
    listed(
        "developer operator provider builder landlord manufacturer maker retailer investor utility bank lender fund telco carrier "
        "reit hyperscaler miner chipmaker "
        "supplier consultancy university agency authority ministry regulator insurer contractor tenant buyer seller acquirer "
        "specialist partnership consortium "
        "venture airline automaker"
    )
)
BY_TRADE = frozenset(listed("operator provider specialist telco carrier landlord hyperscaler miner chipmaker retailer"))
"""Of these, those by which a text may call whom it is about without having said that it is one."""

FITS: dict[str, frozenset[str]] = {
    "operator": frozenset(("operator", "operators", "operates", "provider", "operating")),
    "provider": frozenset(("provider", "providers", "operator", "provides", "supplier")),
    "developer": frozenset(("developer", "developers", "builder", "develops")),
    "builder": frozenset(("builder", "developer")),
    "utility": frozenset(("utility", "power", "energy", "electric", "utilities", "light")),
    "bank": frozenset(("bank", "lender", "banking", "banks")),
    "lender": frozenset(("lender", "bank")),
    "fund": frozenset(("fund", "funds", "investor", "equity", "capital")),
    "investor": frozenset(("investor", "investors", "fund", "equity", "investment", "capital", "partners")),
    "telco": frozenset(("telco", "telecom", "telecoms", "telecommunications", "carrier", "mobile")),
    "carrier": frozenset(("carrier", "telecom", "telecoms", "telco", "mobile")),
    "maker": frozenset(("maker", "manufacturer", "makes")),
    "manufacturer": frozenset(("manufacturer", "maker")),
    "retailer": frozenset(("retailer", "retail", "commerce", "bookseller")),
    "miner": frozenset(("miner", "mining", "bitcoin")),
    "landlord": frozenset(("landlord", "reit", "realty", "trust", "properties")),
    "reit": frozenset(("reit", "trust", "realty")),
    "university": frozenset(("university", "college")),
    "venture": frozenset(("venture",)),
}
"""What an organisation must be told to be, or have in its name, to be called so."""

KIND_OF_PLACE = {
    "country": frozenset(("country",)),
    "kingdom": frozenset(("country",)),
    "nation": frozenset(("country",)),
    "emirate": frozenset(("division", "region")),
    "state": frozenset(("division",)),
    "province": frozenset(("division",)),
    "county": frozenset(("county",)),
    "city": frozenset(("city", "town", "place")),
    "town": frozenset(("city", "town", "place")),
    "metropolis": frozenset(("city",)),
    "village": frozenset(("city", "town", "village")),
    "area": frozenset(("city", "town", "county", "area", "district")),
    "region": frozenset(("region", "area", "division", "country")),
    "continent": frozenset(("region",)),
}

ORGANISATION_NOUNS = GENERIC | UNIT_NOUNS | _TYPED
_NOUNS = either(sorted(ORGANISATION_NOUNS))
FUNCTION = (
    r"(?:the|of|that|for|its|their|in|to|and|or|which|who|by|on|with|from|at|is|was|are|will|has|have|into|than|as|whose|where|when"
    r"|while|between|among|about|across|behind|per|via|over|under|within)\b"
)
DESCRIPTION = re.compile(
    rf"\b(?=[TtIiHhSsWwOoub])(?:(?P<both>(?i:the (?:two|three) (?:[a-z]+ )?(?:companies|firms|partners|groups|businesses|parties)"
    rf"|both (?:companies|firms|partners)|the (?:pair|duo|partners))\b)|(?P<all>[Tt]he (?:companies|firms|groups|tech giants)\b)"
    rf"|[Tt]he (?:[A-Z][\w.]*(?: [A-Z][\w.]*)?-(?:based|headquartered|listed|owned) |[A-Z][a-z]+(?:n|sh|se|ch"
    rf"|h) |(?P<town>[A-Z][a-z]+(?: [A-Z][a-z]+)? ))?(?:(?!{FUNCTION})[a-z][a-z-]+ ){{0,4}}?(?P<head>{_NOUNS})\b(?!-)"
    r"(?! (?:behind|that|of)\b)"
    r"|(?<=in )the (?P<around>area|region)(?=[.,;]|$| (?:and|after|for|with|over|by|to|that|since|where|as|before|until|on) )"
    r"|[Tt]he (?P<place>country|continent|kingdom|nation|emirate|state|province|county|city|town|village)\b(?!-| (?:of|council|board"
    r"|government|commission|manager|attorney|officials?)\b)"
    r"|(?P<it>[Ii]t)\b(?![’']s)|(?P<its>[Ii]ts)\b|(?P<they>[Tt]hey)\b|(?P<their>[Tt]heir)\b|(?P<he>[Hh]e|[Ss]he)\b|(?P<we>[Ww]e"
    r"|[Oo]ur|us)\b|(?P<there>there|where)\b)"
    r"(?P<possessive>(?=[’']s?(?!\w)))?"
)
"""Every reference; the groups say of which kind."""
TOWN_COMPANY = re.compile(rf" (?:(?!{FUNCTION})[a-z][a-z-]+ ){{0,3}}?(?:{_NOUNS})\b(?! of\b)")
"""What behind the name of a place makes "the Cleveland bank" of it."""

PLEONASTIC = re.compile(
    r"\s(?:also )?(?:is|was|will be|would be|has been|had been|may be|might be|could be|seems|seemed|appears|appeared|remains|became"
    r"|becomes)\s(?:still |now |also |not |yet |being |fully )*"
    r"(?:un)?(?:clear|likely|possible|expected|said|reported|hoped|believed|thought|known|understood|estimated|important"
    r"|the (?:first|second|third|latest)|certain|hard|easy|time|too|"
    r"announced|revealed|disclosed|rumou?red|necessary|part of|in \w+ that|about|a (?:sign|big|great|good)|operated|built|located"
    r"|completed|powered|designed|scheduled|developed"
    r"|constructed|leased|used|housed|cooled|situated|spread|finished|home|due|set|worth|to an?|only|currently in|(?:the"
    r"|an?) (?:[a-z-]+ ){0,4}(?:project|site|facility|campus|data|deal|plan|move|building|investment|part|sign|program(?:me)?)"
    r")\b"
    r"|\s(?:should|must|can|may|shall|cannot) (?:not )?be\b"
    r"|\s(?:comes|came|follows|followed|takes|took|makes|made|means|turns|emerged|happens|depends|remains to be"
    r"|(?:will |would |should )?(?:costs?|features?|spans?|covers?|consists?|comprises?|sits?|houses?|occup(?:y|ies)|measures?))\b"
)
ACTS = re.compile(
    r"\s(?:(?:also|already|still|now|currently|recently|then|first|later|has|not|itself)\s)?(?:will|would|has|had|have|is|was|does"
    r"|did|can|could|may|might|must|should"
    r"|[a-z]{2,}(?:ed|s)|said|told|wrote|knew|won|bought|sold|built|began|went|took|put|made|paid|left|met|lost|kept|held|let|ran"
    r"|saw|chose|set|cut|gave|broke|spent|led|struck|hit|shut|became|brought|came|got|grew|rose|fell|sent|stood|drew|drove|laid|lent"
    r"|spoke|thought|withdrew|threw|split|wound|sought|beat|bid|stuck|fought)\b"
)
"""What follows a pronoun that does something."""

NOT_BEFORE_IT = frozenset(
    listed(
        "of for in into on with to from by at about over behind under than like make makes made making let lets had find finds "
        "found call calls called put puts "
        "give gives gave take takes took do does did keep keeps kept bring brings"
    )
)
ATTRIBUTION = re.compile(
    r"\s(?:said|says|announced|told|added|has|had|will|would|is|was|plans|expects|confirmed|disclosed|reported|revealed|wrote|noted"
    r"|hopes|wants|claims)\b"
)
VERB_BEFORE = re.compile(r"\b[a-z]{2,}(?:ed|[^s]s|ing)\s$")
NOT_OURS = re.compile(
    r"\s(?:completion|kind|owners?|location|construction|opening|type|sort|class|current owner|footsteps|peak|infancy|heels)\b"
)
"""What a site, not a company, has."""

CLAUSE_FIRST = re.compile(r"[\s“\"]{0,9}(?:When|After|Before|Since|While|Once|Although|Though|As)\b")
"""How a sentence begins whose main clause comes behind a comma: "When Acme acquired it, the company had two sites"."""

TAKING = re.compile(
    r"\b(?:acquired?|acquires|acquiring|bought|buys?|buying|owns?|owned|invest(?:s|ed|ing)? (?:[^;\n]{1,22} )?in|control of|stake in)\s$"
)
"""What before "it" makes it somebody's to buy or to own."""

LISTED = re.compile(r",?\s(?:and|&)\s(?:the\s)?|,\s(?:the\s)?")
"""What stands between the names of a list."""

PRESS = re.compile(
    r"\b(?:journal|times|news|post(?! (?:road|office|oak))|magazine|gazette|tribune|herald|observer|chronicle|newspaper|daily|weekly"
    r"|telegraph|guardian|express|reporter|bulletin|register)\b",
    re.IGNORECASE,
)
PUBLIC_BODIES = frozenset(
    listed("university government ministry council county city department commission authority agency administration board court")
)
NEWS = frozenset(
    (
        *listed("nyse nasdaq lse tsx asx otc otcqb sgx hkex sehk reuters bloomberg afp ap prnewswire businesswire"),
        *("business wire", "pr newswire", "globe newswire"),
    )
)
"""Exchanges and agencies, which texts name in brackets and bylines without speaking of them."""

INTRODUCTION = re.compile(
    r"(?:[A-Z]{3}[^\n]{0,120}(?:--|[–—]|\s-)\s{0,9})?"  # a dateline
    r"[\s“\"‘'•*-]{0,20}(?:(?:In|On|At|During|Last|This|Since|After|Before|Under|With|As|For|By|From|Over|Following|According|Through|To"
    r"|Earlier|Later|Until|Within|Despite|While|When"
    r"|Already|Today|Yesterday|Next|Of|Like|Unlike|Besides|Beyond|Among|Around|Across|Near|Throughout|Between|Based|Founded|Led"
    r"|Headquartered)\b[^,;.\n]{0,110},\s|(?:Based|Founded|Led|Headquartered|Backed|With)\b(?:[^;.\n]|(?<=\b[SFM]t)\.){0,200},\s|"
    r"(?:Meanwhile|However|Separately|Also|Earlier|Moreover|Furthermore|Additionally|Instead|Still|But|And|Yet|So|Now|Today|Recently"
    r"|Currently|Indeed|Finally|Then|Later)\b,?\s)?"
    r"(?:the |The |its |fellow |rival |(?:[A-Z][\w.]{0,40} ){0,2}[A-Z][\w.]{0,40}(?:-(?:based|headquartered|listed|owned)|[’']s) "
    r"|[A-Z][a-z]{1,30}(?:n|sh|se|ch) |(?:[a-z-]{1,40} ){0,4})?"
)
SUBJECT_STARTERS = frozenset(
    (
        *listed("that said says as while when where which and but if because whether after before since though although until once so"),
        *',;:“"—–',
    )
)
"""What stands before the subject of a clause."""

BETWEEN = re.compile(r",?\s(?:and|&|with)\s(?:(?:the|its|[a-z-]+)\s){0,3}|.{0,80}\b(?:with|between)\s.{0,40}", re.DOTALL)
SPEAKS_FOR = re.compile(
    r"\b(?:said|says|added|adds|commented|comments|noted|explained|stated|told|remarked|continued|according to)\b|:\s*$"
)

HER_NAMES = frozenset(
    listed(
        "alice amy ana andrea angela anita ann anna anne barbara beth brenda carla carmen carol caroline catherine charlotte "
        "christina christine claire cynthia "
        "deborah debra denise diana diane donna dorothy elena elizabeth ellen emily emma erika eva fiona frances gina grace hannah "
        "heather helen ingrid irene isabel "
        "jane janet jennifer jessica joan joanna judith judy julia julie karen karin kate katherine kathleen kathy kimberly kristin "
        "laura lauren linda lisa louise "
        "lucy margaret maria marie martha mary maureen megan melissa meg michelle monica nancy natalie nicole olivia pamela patricia "
        "paula priya rachel rebecca rita "
        "rosa ruth safra sandra sara sarah sharon sheila sofia sophie stephanie sue susan suzanne suzana teresa theresa tracy ursula "
        "valerie vanessa veronica "
        "victoria virginia wendy yvonne gretchen debi mayuri ginni"
    )
)
HIS_NAMES = frozenset(
    listed(
        "aaron adam adolfo alan albert alex alexander alfred andrew andy anthony antonio arthur ben benjamin bernard bill bob "
        "brad brandon brian bruce carl carlos "
        "charles chris christian christopher craig dan daniel darren dave david dennis derek don donald doug douglas ed edward eric "
        "ernest francis frank fred gary "
        "gavin geoff george gerald glen glenn gordon graham greg gregory harold harry henry howard hugh ian jack jacob james jason "
        "jeff jeffrey jeremy jerry jim joe "
        "john jonathan jorge jose joseph juan justin keith ken kenneth kevin kurt larry lars lee luis luke marc marco mark martin matt "
        "matthew michael mike mohamed "
        "mohammed nathan neil nicholas nick oliver oscar patrick paul pedro peter phil philip ralph randy ravi ray raymond richard "
        "rick rob robert roger ron ronald "
        "roy russell ryan sam samuel satya scott sean sebastian simon stefan stephen steve steven stuart sundar ted terry thomas tim "
        "timothy tom tony victor vincent "
        "walter wayne werner wes william"
    )
)
"""Given names that tell "she" from "he"; all others may be either."""

THERE_AFTER = re.compile(r"\b(?:will|would|is|are|was|were|can|could|has|have|if|that|says|said)\s$", re.IGNORECASE)
THERE_BEFORE = re.compile(r"\s(?:is|are|was|were|will|has|have|had|would|could|may|seems?|remains?)\b|[’']s")
JOINED = re.compile(
    r",?\s(?:and|&|with|or)\s"
    r"(?:(?:the|its|[a-z-]+|(?:[A-Z][\w.]*\s){0,2}[A-Z][\w.]*-(?:based|headquartered|listed|owned|backed))\s){0,3}$|,\s$"
)
OBJECT_OF = re.compile(
    r"\b(?:by|with|from|against|joined|joins|acquired?|acquires|bought|buys?|invest(?:s|ed)? in|stake in|control of|rival|rivals)\s$"
)


def fits(told: Set[str], head: str, words: Sequence[str]) -> bool | None:
    """Whether what the text calls ``told`` can be called ``words``, with ``head`` as the noun: True if the document calls it that,
    False if it is something else, None if open.

    >>> fits({"bank"}, "unit", ["the", "unit"]), fits({"bank"}, "bank", ["the", "bank"]), fits(set(), "bank", ["the", "bank"])
    (False, True, None)
    """
    if head in UNIT_NOUNS:
        return bool(told & UNIT_NOUNS)
    if head not in GENERIC:
        return True if told & FITS.get(head, frozenset((head,))) else None
    if told & PUBLIC_BODIES:
        return False
    if head == "group" and "group" in told:
        return True  # "the group": one that is called so
    modifiers = [word for word in words[1:-1] if len(word) > 3 and word not in ("based", "same", "giant", "company")]
    return True if modifiers and all(word in told for word in modifiers) else None
