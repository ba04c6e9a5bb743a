"""The words and signs of dates and periods, as patterns: what a date looks like, what stands before it, which tense is near."""

from __future__ import annotations

import re

from kg.mention.numerals import NUMBER_WORDS, NUMBERS, WORDS, capitalised, either, listed

_MONTH = (
    r"(?=[A-Z])(?i:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul"
    r"|aug|sept?"
    r"|oct|nov|dec)\.?)(?![A-Za-z])"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_WEEKDAY = r"(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)day(?!\w|\.com)"
_YEAR = r"(?:1[89]|20)\d\d(?![\d%]|[.,]\d|(?:st|nd|rd|th)\b)"
_FISCAL = r"(?:fiscal|financial|calendar)(?: year)? "
_WHICH = r"(?:last|next|this|that|the (?:same|coming|current|following|previous|next|prior|past))"
_SOFT = (
    r"(?:(?:the )?(?:(?:very )?(?:early|mid|late|later|earlier)(?:-| of | in | )"
    r"|(?:very )?(?:end|middle|beginning|start|close|turn|(?:early|latter|later) part|first weeks|final (?:weeks|months))(?:-| of "
    r"| in ))(?:the )?)"
)
_RELATIVE_YEAR = rf"{_WHICH} (?:calendar |fiscal |financial )?year(?!s|-| and)"
_AMOUNT = rf"(?:\d{{1,3}}|{WORDS}|an?)"
_UNIT = r"(?:year|month|week|day|decade|quarter)"

ATOM = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)"
    rf"|(?P<slash>\d{{1,2}}/\d{{1,2}}/\d{{4}})(?!\d)"
    rf"|(?:{_WEEKDAY},? )?(?:(?P<m1>{_MONTH}) (?P<d1>{_DAY})|(?P<d2>{_DAY})(?: of)? (?P<m2>{_MONTH}))(?:,? (?P<y1>{_YEAR}))?"
    rf"|{_SOFT}?(?P<m3>{_MONTH})(?: of|,)? (?:(?P<y3>{_YEAR})|(?P<r3>last|this|next) year\b)"
    rf"|(?i:the )?(?P<nth>(?i:first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th)))[ -](?P<part>(?i:quarter|half))"
    rf"(?:,?(?: of| in)? (?:the )?(?:{_FISCAL})?(?P<y4>{_YEAR}|(?i:{_RELATIVE_YEAR})|year\b))?"
    rf"|(?P<code>[QH][1-4]|[1-4][QH])(?:[ ’'-]?(?:of )?(?P<y5>(?:FY ?)?(?:20)?\d\d(?!\d)|(?:next|this|last) year))?(?!\w)"
    rf"|(?:(?i:{_FISCAL})|FY ?)(?P<fiscal>(?:20)?\d\d)(?:[-/]\d\d)?(?!\d)"
    rf"|(?P<y6>{_YEAR})[-/–](?P<y7>\d\d)(?![\d-])"
    rf"|(?:(?i:the )?(?:(?i:early|mid|late)[ -])?)(?P<decade>(?:19|20)\d0)s\b"
    rf"|(?P<soft>(?i:{_SOFT}))(?:(?P<y8>{_YEAR})|(?P<r8>(?i:(?:last|next|this|that|the (?:same|coming|current|following)) year|year\b"
    rf"|new year))"
    rf"|(?P<m8>{_MONTH})|(?P<d8>(?:this |the )?decade)|(?P<r88>(?:this|last|next) (?:month|week|quarter|summer|spring|autumn|fall|winter)))"
    rf"|(?P<yearend>(?i:year[- ]end|mid-?year))(?: (?P<y9>{_YEAR}))?"
    rf"|(?P<season>(?i:spring|summer|autumn|fall|winter))(?: of)? (?P<y10>{_YEAR}|(?:last|this|next) year)"
    rf"|(?P<which>(?i:{_WHICH})) (?:(?P<unit>(?i:year|month|week|quarter|decade))(?![\w-])|(?P<wday>{_WEEKDAY})|(?P<month>{_MONTH})"
    rf"|(?P<seas>(?i:spring|summer|autumn|fall|winter))\b)"
    rf"|(?P<n>{_AMOUNT}) (?P<u>{_UNIT})s? (?P<way>ago|later|earlier|from now|hence)\b"
    rf"|(?P<now>(?i:today|yesterday|tomorrow))(?![\w’'-])|(?P<between_now>now)(?= and )"
    rf"|(?P<bareday>{_WEEKDAY})(?![’'-])"
    rf"|(?P<baremonth>{_MONTH})(?![’'])"
    rf"|(?P<year>{_YEAR})(?![a-z])"
)
PERIOD = re.compile(
    rf"(?P<prep>(?i:over|within|in|during|for|across|through|throughout|the))(?: the)?(?: course of)?(?: a period of)?(?: the)?"
    rf"(?: (?P<nx>next|coming|following|past|last|previous|preceding))?(?: (?:about|around|roughly|approximately|up to|at least"
    rf"|nearly|as many as|some))?"
    rf"(?: an?(?= (?:\d|{WORDS})[ -]))? (?:(?:{_AMOUNT}(?:[ -](?:to|or)[ -]|-|–))?(?P<n>{_AMOUNT})[ -])?(?P<u>{_UNIT})s?"
    r"(?P<tail>[’']?[ -](?:period|span|time|timeframe|time frame))?\b(?!-)"
)
_AHEAD = either(
    listed("course period next coming following past last previous preceding about around roughly approximately up at nearly as some")
)
_THE = either(
    listed(
        "next coming following past last previous preceding early mid late later earlier very end middle beginning start close "
        "turn latter first second "
        "third fourth final same current prior decade course 1 2 3 4"
    )
)
_OF_TIME = either(listed("year month week quarter decade spring summer autumn fall winter calendar fiscal financial"))
_WORDS = either(
    capitalised(
        listed(
            "early mid late later earlier end middle beginning start close first second third fourth final fiscal financial "
            "calendar mid-year "
            "midyear spring summer autumn fall winter today yesterday tomorrow now"
        )
    )
)
_YEAR_END = "[Yy]ear[- ]end"
CUES = (
    rf"(?:{_WORDS}|{_YEAR_END})\b|(?:{either(capitalised(['last', 'next', 'this', 'that']))}) (?={_OF_TIME}|[A-Z])|[Tt]he (?={_THE})"
    rf"|(?:{either(capitalised(['over', 'within', 'in', 'during', 'for', 'across', 'through', 'throughout']))}) "
    rf"(?=the (?:{_AHEAD}|{either(NUMBER_WORDS)}|\d)|an? |{_AHEAD}|\d{{1,3}}[- ]|(?:{either(NUMBER_WORDS)})[ -])"
    r"|[QH][1-4]\b|FY|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JU[NL]|AUG|SEP|OCT|NOV|DEC"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*day"
)
"""Where a date can begin, beside numbers."""

CUE = re.compile(rf"(?<![\w$€£¥₹.,#/-])(?:{CUES}|{NUMBERS})")
JOIN = re.compile(r"(?P<tight>\s?[-–—]\s?)|(?P<word> (?:to|through|until|till|and|up to) )(?:the )?")
ANCHORED = re.compile(r",? (?P<how>from|starting(?: in| from)?|beginning(?: in)?|to|through|ending(?: in)?|until)(?: the)? ")
ROLE = re.compile(
    r"(?<![\w-])(?P<role>(?:no|not) later than|by|before|ahead of|prior to|since|until|till|through|up to|after|from|starting(?: in"
    r"| on| from)?"
    r"|beginning(?: in| on)?|between|as of)(?: about| around| roughly| at least)?(?: the)? $",
    re.IGNORECASE,
)
ROLES = {
    "no later than": "by",
    "not later than": "by",
    "ahead of": "before",
    "prior to": "before",
    "till": "until",
    "through": "until",
    "up to": "until",
    "starting": "from",
    "beginning": "from",
    "as of": "since",
}
LEADS_IN = re.compile(
    r"(?:^|[(,;:–—-]|\b(?:in|by|since|until|till|through|from|to|of|before|after|during|for|and|or|between|around|about|circa|year"
    r"|as|on|than|the|its|his|their"
    r"|a|this|that|back|at|until|fiscal|into|with|our|late|early|mid|beyond|throughout|toward|towards|starting|beginning|ending"
    r"|on))[\s-]*$",
    re.IGNORECASE,
)
BARE_YEAR = re.compile(r"(?<![\w$€£,.-])((?:19|20)\d\d)(?![\w%,-])")
OPEN = frozenset(listed("baremonth bareday wday month seas code m8 r88"))  # what the tense can settle
CAPITALISED = re.compile(r"(?P<word>[A-Z][\w&.’'-]{0,60})[ \xa0]$")
COUNTED = re.compile(
    r"[\s-](?:[a-z-]{1,40} )?(?:MW|GW|MVA|kW|KW|megawatts?|gigawatts?|acres?|hectares?|jobs|employees|people|workers|staff|racks|cabinets"
    r"|servers|homes|square|sq|km|miles|feet"
    r"|metres|meters|customers|companies|households|residents|GPUs|chips|stores|points|dollars|euros|yen|per ?cent|percent|pct"
    r"|tonnes|tons|gallons|litres)\b"
    r"|\s(?:[NSEW]\.? )?[A-Z][\w.]{0,40} (?:[A-Z]\w{0,40} )?"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Drive|Dr|Boulevard|Blvd|Lane|Parkway|Pkwy|Highway"
    r"|Hwy|Court|Ct)\b"
)
FUTURE = re.compile(
    r"\b(?:will|would|plans?|planned|to (?:be|open|begin|start|launch|come|go|close|complete|break|enter|reach|take|become)"
    r"|expect(?:s|ed)?|scheduled|due|slated"
    r"|aims?|could|should|target(?:s|ed)?|intends?|shall|hopes?|anticipate[sd]?|next|upcoming|coming|is set|are set|set (?:to|for)"
    r"|’ll|'ll)\b"
)
PAST = re.compile(
    r"\b(?:was|were|had|did|dates|dating|said|says|began|bought|put|sold|met|won|lost|took|gave|broke|went|came|since|ago|last|earlier|wrote"
    r"|voted|told|(?!need|exceed|proceed|speed|feed)"
    r"[a-z]{3,}ed)\b"
)
SENTENCE = re.compile(r"[.!?…]['\"”’)]?\s+(?=[A-Z\"“‘(])|\n")
RECORD = re.compile(r"\b(?:[a-z]{3,}est|most|least|first|only|fastest|worst|best|deepest|record|second time|third time)\b[^.,;:]{0,40}$")
"""Behind these, "in ten years" looks back."""
