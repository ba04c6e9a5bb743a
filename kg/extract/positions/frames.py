"""How texts tell who holds which post, as patterns on a row with titles drawn together: "P , T of O".

Groups: ``p`` the person (or a list of persons), ``t`` the title, ``o`` the organisation; ``v`` the words between person and title.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.anchors import Anchored, rated, sought
from kg.extract.table import table

DET = r"(?:(?:the|an?|its|their|his|her|our|one of|both|another|very|an? A|the A) )*"
HONORIFIC = r"(?:(?:mr|ms|mrs|dr|sir|prof|datuk|dato|hon) (?:\. )?)?"
PEOPLE = r"(?P<p>P(?: (?:, |and |& |, and )P){0,12})"
NOT_LISTED = (
    r"(?:but|who|which|that|said|says|told|added|at|of|in|by|with|from|is|was|are|were|has|have|will|to|as"
    r"|for|when|where|after|before|since|until|while)\b"
)
# what stands between "of" and the name of the company: "the Norwegian data center operator", "Oslo-based"
NOT = (
    r"(?:and|or|but|who|which|that|said|says|told|added|at|of|in|by|with|from|is|was|are|were|has|have"
    r"|will|to|as|for|on|when|where|after|before|since|until|about|while|during|also)\b"
)
UNITS = r"(?:(?:subsidiary|affiliate|unit|startup|company|firm|parent) , )?"
# "the toy and media company Acme"
AND = r"and (?=(?:[a-z]+ ){1,2}(?:company|firm|group|giant|business|provider|maker|operator|developer) )"
DESCRIPTION = rf"(?:(?:the )?(?:L , )(?=L ))?(?:(?:(?!{NOT})(?:[a-z][a-z'-]*|-|A|L|F|&|'s) |{AND})){{0,9}}?"
OWNED = r"(?:O 's (?=O\b)|O (?:'s? )?(?:(?!and |of |in )[a-zF-]+ ){0,4}?(?:unit|arm|subsidiary|division|affiliate) (?:, )?(?=O\b))?"
ORGANISATION = (
    rf"{DESCRIPTION}{UNITS}{OWNED}(?P<o>O)\b(?! 's O\b| 's (?:[a-z]+ )?(?:shareholder|parent|owner|investor"
    r"|customer|supplier|predecessor)s?\b| (?:unit|arm|subsidiary|division|enterprise|international|ventures)\b)"
)
PREPOSITION = r"(?:of|at|for|with|within|in|from|inside|,|-|–|—|\||@)"
IS = (
    r"(?:is|was|serves as|served as|acts as|acted as|works as|worked as|became|becomes|remains|remained"
    r"|(?:has|had) (?:previously |formerly |also |most recently |long )?been|will be|will become|will remain|is also|was also|being"
    r"|has served as|previously served as|currently serves as|has worked as|continues as|has become|also serves as|now serves as"
    r"|used to be|used to work as|(?:will |has |had )?(?:takes?|took|taken|taking) over as"
    r"|(?:will |has |had |is |was )?(?:steps?|stepped|stepping) (?:down|up|aside|back) as"
    r"|(?:will |has |had |is )?(?:retires?|retired|retiring|resigns?|resigned|quits?|quit) as|stays on as|was made|started as|began as)"
)
ADVERB = (
    r"(?:now|also|currently|formerly|previously|then|once|today|still|most recently|until recently|already|later|first|long|again|both)"
)
# what stands between a person and the title: commas, "who is", "formerly"
CREDENTIALS = (
    r"(?:, (?:pe|ph \. d|phd|dphil|edd|md|do|dds|rn|mba|mph|mpa|mha|cpa|cfa|cfp|fca|pmp|esq|jd|llm|kc|qc|jr|sr|p \. e(?:ng)?|iii?"
    r"|ms|msc|bsc|oc|obe|mbe|cbe|frs|frsc|freng|facs|aia|faia) (?:\. )?){0,5}"
)
LINK = (
    rf"{CREDENTIALS}(?:, |\( |– |— |- |: )?(?:(?:who is (?:aged )?)?(?:N|D|Q) , )?(?:D )?(?:who )?(?:(?:co - )?(?:founded|cofounded"
    rf"|started|established) and )?(?:{ADVERB} )?(?:{IS} )?(?:, )?(?:{ADVERB} )*{DET}"
)
PLACES = r"(?: (?:in|for) (?:[a-z]+ )?L)?"


@cache
def explicit() -> Anchored[tuple[re.Pattern[str], float]]:
    """Patterns that name person, title and organisation, the surest first."""
    appoint = "(?:" + "|".join(table("positions")["verbs"]["appoint"]) + ")"
    join = "(?:" + "|".join(table("positions")["verbs"]["join"]) + ")"
    rows = [
        # Jane Roe succeeds Per Lie as chief executive of Acme
        (
            r"\b(?P<p>P) (?P<v>(?:, )?(?:who )?(?:will |to |has |is to |would )?(?:succeeds?|succeeded|replaces?|replaced|follows|followed"
            r"|takes? over from|took over from) )"
            rf"(?:O (?:'s )?)?(?:T )?{HONORIFIC}P (?:, [^,;:]{{1,60}} , )?as {DET}(?P<t>T) (?:of|at|for) {ORGANISATION}",
            0.88,
        ),
        # Jane Roe, head of data centers at Acme; Jane Roe is chief executive of Acme; Jane Roe founder of Acme
        (rf"\b{PEOPLE} (?P<v>{LINK})(?P<t>T)(?: and (?:[a-z-]+ )?owner)?{PLACES} {PREPOSITION} {ORGANISATION}", 0.9),
        # Acme, a clothing brand whose chief executive is Jane Roe
        (rf"\b(?P<o>O) (?:, |is |was )[^;:“”OPT]{{0,90}}?(?:, )?whose (?P<t>T) (?:, |is |was ){HONORIFIC}(?P<p>P)\b", 0.8),
        # Jane Roe, formerly of Bolt, is the new head of Acme
        (
            rf"\b(?P<p>P) , [^,;:PT]{{1,60}} , (?P<v>{IS} {DET}(?:new |next )?)(?P<t>T){PLACES} (?:of|at|for) {ORGANISATION}",
            0.8,
        ),
        # Jane Roe, premier of Johor and chairman of Acme
        (rf"\b(?P<p>P) , (?P<v>(?:[a-z]+ ){{1,4}}of L and {DET})(?P<t>T) {PREPOSITION} {ORGANISATION}", 0.8),
        # Jane Roe was picked by Acme as Bolt CFO
        (rf"\b(?P<p>P) (?P<v>(?:has been|was|is) (?:[a-z]+ )?{appoint} by O (?:as |to be ){DET})(?P<o>O) (?:'s? )?(?P<t>T)\b", 0.8),
        # Jane Roe is a business executive and the chief executive of Acme, … who served as chief executive of Acme
        (
            rf"\b(?P<p>P) (?P<v>(?:, )?(?:who )?(?:{IS} |previously |formerly |(?<=, ))(?:an? |the )"
            rf"(?:(?!{NOT_LISTED})[a-zATFL',-]+ ){{1,10}}?(?:, )?"
            rf"(?:and (?:also )?|, |(?:who|that) (?:also |currently |previously |founded and )*{IS} ){DET})"
            rf"(?P<t>T)(?: and (?:[a-z-]+ )?owner)? {PREPOSITION} {ORGANISATION}",
            0.86,
        ),
        # Jane Roe was elected to the board and promoted to president of Acme
        (
            rf"\b(?P<p>P) (?P<v>[^;:P]{{1,60}} (?:and |, )(?:was |been )?(?:promoted|appointed|named|elected) (?:to "
            rf"|as )?{DET})(?P<t>T) {PREPOSITION} {ORGANISATION}",
            0.78,
        ),
        # Jane Roe brings 20 years to Acme, having served as finance chief of Bolt
        (
            r"\b(?P<p>P) (?P<v>[^;:P]{1,90}? , (?:after )?having (?:previously |most recently |also )?(?:served|worked|been|acted) "
            rf"(?:as )?{DET})(?P<t>T) {PREPOSITION} {ORGANISATION}",
            0.8,
        ),
        # Acme CEO Jane Roe, Acme's chief executive Jane Roe
        (rf"\b(?P<o>O) (?:'s? )?(?P<t>T) {HONORIFIC}{PEOPLE}\b", 0.87),
        # Jane Roe, who heads sales and marketing at Acme as a senior vice president
        (
            r"\b(?P<p>P) (?P<v>(?:, )?(?:who )?(?:heads|leads|runs|oversees|manages) (?:(?!T |O )[a-zF&,-]+ "
            rf"){{1,8}}?)(?:at|for|of) (?P<o>O) as {DET}(?P<t>T)\b",
            0.8,
        ),
        # Jane Roe came from Acme, where she was a vice president
        (
            rf"\b(?P<o>O) (?:, [^,]{{1,40}} )?(?:, )?where (?P<p>P) (?P<v>(?:most recently |previously |also "
            r"|recently )*(?:was|had been|has been|is|served as|serves as|worked as|had served as|works as|spent D "
            rf"as|held the (?:position|role|title) of) {DET})(?P<t>T)\b",
            0.82,
        ),
        # Jane Roe, Acme's chief executive; Jane Roe, an Acme vice president; Jane Roe, its chairman
        (
            rf"\b(?P<p>P) (?P<v>{LINK}(?:A |L )?)(?:of )?(?P<o>O) (?:'s? )?(?:(?:cloud|[a-zL-]+) (?:unit|arm"
            rf"|division|business) )?(?P<t>T)(?! {HONORIFIC}P\b)",
            0.85,
        ),
        # Acme's chief executive, Jane Roe; Acme CEO Jane Roe; Acme's cloud unit chief Jane Roe
        (
            rf"(?<!P , )\b(?P<o>O) (?:'s? )?(?:(?:[a-zL-]+ ){{1,3}}(?:unit|arm|division|business|team) )?(?P<t>T) "
            rf"(?:, |: |– )?(?:[a-z]+ )?{HONORIFIC}{PEOPLE}\b",
            0.85,
        ),
        # Acme appoints Jane Roe as head of sales; Acme named Jane Roe, a veteran of Bolt, chief executive
        (
            rf"\b(?P<o>O) (?:, [^;:]{{1,60}} , )?(?:has |have |had |today |also |recently |D |on D |announced "
            rf"(?:that )?it has |)*(?P<v>{appoint}) (?:[a-z]+ ){{0,3}}?{HONORIFIC}(?P<p>P)(?: , (?:(?!T "
            rf")[a-zOLAF',-]+ ){{1,12}}?,)? (?:as |to |to be |to serve as |to the (?:newly created |new "
            rf")?(?:position|role|post) of |to lead as )?{DET}(?:(?P<own>O) (?:'s? )?)?{DET}(?P<t>T)\b",
            0.8,
        ),
        # Acme, a network with its own Bolt Alliance, announced the appointment of Jane Roe as chief executive
        (
            r"(?:^|[—–-] )(?:today , )?(?P<o>O) , (?:an?|the|one of) [^;:“”]{5,200}? , (?:D |today |has |have |is |recently |pleased to )*"
            r"(?P<v>(?:announced|announces|announce|announcing) (?:D |today )*(?:the )?"
            rf"(?:appointment|promotion|hiring|addition|election) of (?:[a-z]+ )?){HONORIFIC}(?P<p>P) "
            rf"(?:as |to (?:the )?(?:position|role|post) of |to |to be )?{DET}(?P<t>T)\b(?! (?:of|at|for) (?:[a-z]+ )*O)",
            0.8,
        ),
        # Jane Roe, whom Acme hired as chief executive
        (rf"\b(?P<p>P) (?:, )?(?:whom|who) (?P<o>O) (?P<v>(?:had |has )?{appoint} (?:in D |D )?(?:as |to be )?{DET})(?P<t>T)\b", 0.78),
        (
            rf"\b(?P<p>P) (?:, [^,;:]{{1,90}} , )?(?P<v>(?:[a-z]+ ){{0,2}}{join} )(?P<o>O)(?: 's(?: [a-z]+){{1,4}}?)?"
            rf"(?: (?:on|in) [LD]| [a-zD]+){{0,3}} as {DET}(?P<t>T)\b",
            0.8,
        ),
        # Jane Roe joined the Acme group in May as chief executive of Bolt; Rupert Roe (CEO Acme)
        (
            rf"\b(?P<p>P) (?P<v>(?:[a-z]+ ){{0,2}}{join} (?:the )?O (?:[a-zD]+ ){{0,6}}?as {DET})"
            rf"(?P<t>T){PLACES} (?:of|at|for) {ORGANISATION}",
            0.82,
        ),
        (rf"\b(?P<p>P) (?P<v>\( {DET})(?P<t>T) (?:of |at |, )?(?P<o>O) \)", 0.8),
        # Jane Roe was appointed chief executive of Acme; the appointment of Jane Roe as head of Acme
        (
            rf"\b(?P<p>P) (?P<v>(?:, [^;:]{{1,50}} , )?(?:has been |was |is |had been |will be |to be |has |being "
            rf")?(?:[a-z]+ ){{0,1}}?(?:{appoint} |appointed as |named as |promoted to |elevated to |to |as )"
            rf"(?:(?:the )?(?:position|role|post) of |as |to )?{DET})(?P<t>T){PLACES} {PREPOSITION} {ORGANISATION}",
            0.85,
        ),
        # the chief executive of Acme, Jane Roe; the chairman of Acme is Jane Roe; chief executive of Acme Jane Roe
        (rf"\b(?P<t>T) (?:of|at|for) {ORGANISATION} (?:in L )?(?:, |is |was |– |: |, |remains )?{HONORIFIC}(?P<p>P)\b", 0.8),
        # the company is led by CEO Jane Roe; Led by CEO Jane Roe, Acme
        (
            r"\b(?P<o>O) (?:, )?(?:which |that |is |was |, |has been )*(?:currently |now )?(?:led|headed|run"
            rf"|chaired|represented|founded|helmed) by {DET}(?P<t>T) (?:, )?{HONORIFIC}{PEOPLE}\b",
            0.8,
        ),
        (rf"\b(?:led|headed|run|chaired|founded|helmed) by {DET}(?P<t>T) {HONORIFIC}(?P<p>P) , (?P<o>O)\b", 0.8),
        # As chief executive of Acme, Jane Roe bought land
        (rf"\bas {DET}(?P<t>T) (?:of|at|for) {ORGANISATION} , {HONORIFIC}(?P<p>P)\b", 0.75),
    ]
    return rated(*((re.compile(p), s) for p, s in rows))


# ", and chairman of Bolt" behind "Jane Roe, chief executive of Acme"
MORE = re.compile(
    r"(?: 's)?(?: (?:from |in |until |since )?D)? (?:, |and |, and |& |; |, as well as |as well as |(?=who ))"
    r"(?P<v>(?:(?:who )?(?:is |was |serves as |served as |has been )|once |also |currently |previously |earlier |later |before that "
    rf"|formerly |a |an |the |its |as |includes? )*)(?P<t>T){PLACES} (?:of|at|for|with|,) {ORGANISATION}(?! "
    rf", (?:O \. )?{HONORIFIC}P\b)"
)


def _lead(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


LED = (
    _lead(
        r"\b(?P<o>O) (?:, )?(?:which |that |is |was |, |has been |company |firm |group )*(?:(?:an? |the )"
        rf"(?:(?!{NOT_LISTED})[a-zATL-]+ ){{1,7}}?(?:in L |, )?)?(?:currently |now )?(?P<v>led|headed|run"
        r"|chaired|founded|co - founded|cofounded|managed|helmed|overseen) (?:in D |D |in L )*by "
        rf"(?:(?:former |ex - )?O (?:'s )?T (?=P))?(?:O '(?:s)? )?(?:(?!T |O |who |and "
        rf")[a-z' -]+ ){{0,4}}?(?:O 's )?{HONORIFIC}{PEOPLE}\b"
    ),
    _lead(
        r"\b(?P<p>P) (?:, )?(?:who )?(?:also |now |currently |has |as T )*(?P<v>leads|heads|runs|chairs"
        r"|founded|co - founded|headed|led|helms) (?:the )?(?:(?:[LO]|state|county|city|country|region"
        r"|province|kingdom|nation) 's )?(?:(?!data |team )[a-zLA-]+ "
        r"){0,3}?(?P<o>O)\b(?! (?:in(?! D)|on|team|efforts?|through|deals?|coverage|by|to)\b)(?! (?:'s) (?!O\b))"
    ),
    _lead(
        r"\b(?P<v>founded|led|headed|run|chaired|managed|helmed|co - founded) (?:in D |D )?by (?:(?!T |O |who "
        r"|and )[a-z' -]+ ){0,4}?(?P<p>P) (?:in D )?, (?:the )?(?P<o>O)\b"
    ),
    # at the helm of Acme is Jane Roe; Jane Roe has been at the helm of Acme; the man in charge of Acme, Jane Roe
    _lead(
        r"\b(?P<p>P) (?:, )?(?:who )?(?:has |had )?(?:is|was|been|sits|stands|stays|remains) "
        r"(?P<v>at the (?:helm|head|top|wheel|controls)) of (?P<o>O)\b"
    ),
    _lead(rf"\b(?P<v>at the (?:helm|head|top|wheel|controls)) of (?P<o>O) (?:is|stands|sits) {HONORIFIC}{PEOPLE}\b"),
    _lead(
        r"\bthe (?:man|woman|person|executive) (?:who )?(?P<v>in charge of|at the (?:head|helm) of|running|runs|heading|heads) "
        rf"(?P<o>O) (?:, |is ){HONORIFIC}{PEOPLE}\b"
    ),
)

# "is headed by Jane Roe, its chairman": no "of Bolt" behind
ADDED = re.compile(rf" (?:, |\( ){DET}(?P<t>T)(?= (?:of the board )?(?:[,.;)]|and|who)|$)")

# a seat on a board is a post: "board member"
BOARD = (
    sought(
        r"\b(?P<p>P) (?:, [^,;]{1,80} , )?(?P<v>(?:[a-z]+ ){0,3}?(?:sits|sat|serves|served|joins|joined|join"
        r"|elected|appointed|named|seat|currently) (?:[a-z]+ ){0,2}?(?:on|to)? ?)"
        r"(?:the )?(?:(?:advisory|supervisory|management) )?boards? (?:of directors )?(?:of|at|for) (?:the )?(?P<o>O)\b"
    ),
    sought(
        r"\b(?P<p>P) (?:, [^,;]{1,80} , )?(?P<v>(?:[a-z]+ ){0,3}?(?:sits|sat|serves|served|joins|joined|join"
        r"|elected|appointed|named|seat|currently) (?:[a-z]+ ){0,2}?(?:on|to)? ?)"
        r"(?:the )?(?P<o>O) (?:'s? )?(?:(?:advisory|supervisory|management) )?board\b(?! (?:member|chair|president|director))"
    ),
    sought(
        r"\b(?P<v>appointment|election|nomination|addition) of (?:[a-z]+ )?(?P<p>P) to (?:the )?(?P<o>O) (?:'s? )?"
        r"(?:(?:advisory|supervisory|management) )?board\b(?! (?:member|chair|president|director))"
    ),
    # "the addition of Jane Roe to the Board of Directors": of whom the text is about
    sought(
        r"\b(?P<v>appointment|election|nomination|addition|appointing|welcoming|adding) (?:of )?(?:[a-z]+ )?(?P<p>P) "
        r"to the (?:company 's )?(?:advisory |supervisory )?board\b(?! of (?!directors|T\b)| (?:member|chair|president|director)| 's)"
    ),
)
# a line of a list: "Jane Roe, Director, IT Hardware & Partnerships, Acme"
LISTED = re.compile(r"(?:\W+ )?(?P<p>P) , (?P<t>T)\b(?P<v>)[^T.;:“”]{0,120}? , (?P<o>O)$")
# whose post somebody took: "in place of Per Lie", "succeeds Per Lie", "his predecessors Per Lie and Ole Vik"
SUCCEEDED = re.compile(
    r"\b(?:in place of|in (?:his|her) stead|replac(?:es|ed|ing)|succeed(?:s|ed|ing)|tak(?:es|ing) over "
    r"from|took over from|successor to|takes the place of|(?:his|her|their) predecessors?)"
    rf" (?:, )?{DET}(?:O (?:'s? )?)?(?:T (?:, )?)?{HONORIFIC}{PEOPLE}\b"
)

SUCCEEDS = re.compile(
    r"\b(?P<p>P) (?:will |has |had |, who )?(?:[a-z]+ )?(?:succe(?:eds?|eded)|replace[sd]?|takes? over from|took over from) "
)

# who takes the post that was just told of somebody else: "will be succeeded by Per Lie"
SUCCESSOR = re.compile(
    rf"\b(?P<v>(?:will be|be|is to be|to be|being|is|was|has been) )?"
    rf"(?:succeeded|replaced|followed) by (?:(?!who |and |T )[a-z-]+ ){{0,3}}?{HONORIFIC}(?P<p>P)\b"
)

# a title whose company only the context tells
AS = re.compile(
    r"\b(?P<p>P) (?P<v>(?:, |will |would |has |had |was |is |been |to |who |have |recently |also "
    r"|currently |previously |most |continues? |continued |continue |serves? |served |serving |remain "
    r"|remains |appointed |named |promoted |joined |joins |join |hired |returns |returned |acts |acting "
    rf"|elected |worked |works )*as {DET}(?:next )?)(?P<t>T)\b(?! to (?:the |O|P))"
)
NAMED = re.compile(
    r"\b(?P<p>P) (?:, who (?!will|is|was|has)[^,;:]{1,60} , )?"
    r"(?P<v>(?:, who )?(?:has been |was |is |had been |will be |has |to be )?(?:[a-z]+ )?(?:appointed"
    rf"|named|elected|promoted to|made|elevated to|appointed to) {DET}(?:next |position of |role of |new )?"
    r"|(?:will |to |has |is )?(?:become|becomes|became|becoming|take over as|takes over as|step up as"
    rf"|stepped down as|steps down as|resigned as|retired as|retires as) {DET}(?:next )?)(?P<t>T)\b"
)
# a founder who will run it as chief executive; whose founder, Jane Roe, remains chief executive
RUNS = re.compile(
    r"\b(?P<p>P) (?:, [^,;]{1,60} )?(?:, )?(?:who )?(?P<v>(?:will |is to |would |to )?"
    r"(?:run|runs|lead|leads|head|heads|manage|manages|serve) "
    rf"(?:it |the company |the business |the firm |the group |the venture |the new company |O )(?:[a-z]+ )?as {DET})(?P<t>T)\b"
)
REMAINS = re.compile(
    r"\b(?P<p>P) (?:, )?(?:who )?(?P<v>(?:will )?(?:remains?|stays?|stays? on as|continues? as|carries on as|is still) "
    rf"{DET})(?P<t>T)\b(?! (?:of|at|for)\b)"
)
TAKES = re.compile(rf"\b(?P<p>P) (?P<v>(?:will |to |has )?(?:succeeds?|succeeded|replaces?|replaced) )P as {DET}(?P<t>T)\b")
OBJECT = re.compile(
    r"\b(?P<v>(?:appointment|promotion|election|hiring|addition|nomination|appointed|named|promoted|hired"
    rf"|elected|appoints|names|hires|promotes) (?:of )?(?:[a-z]+ )?){HONORIFIC}(?P<p>P) (?:as |to (?:the "
    rf")?(?:position|role|post) of |to |to be )?{DET}(?P<t>T)\b"
)
BEFORE = re.compile(
    r"(?<!P – )(?<!P - )(?<!P , )\b(?P<t>T) (?:(?<!\ba T )(?<!\ban T ), )?(?:(?!who|which|that|and|as|to"
    rf"|by|with|for)[a-z]+ )?{HONORIFIC}{PEOPLE}\b"
)
BEHIND = re.compile(
    rf"\b(?P<p>P) (?P<v>(?:, |\( |– |— )(?:who is |who was |now |currently )?{DET}(?:(?:company|firm|group"
    r"|business|utility|agency) (?:'s? )?)?)(?P<t>T)(?= ,| \.| said| told| who|$| says| added| in a| stated"
    r"| commented| explained| :| \)|, | ;| and| noted| will| has)"
)
