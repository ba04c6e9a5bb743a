"""Names as keys: what is the same name in other clothes gets the same key; what only looks the same does not.

``fold`` undoes what never tells two names apart (case, accents, width, invisible signs, punctuation); ``canonical`` also
drops legal forms. Letters of another script are kept as they are: a Greek Α in "Αcme" is not a Latin A.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_ALONE = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ß": "ss", "®": "", "™": "", "©": ""}
)  # Latin letters that Unicode does not decompose, and the signs of registers
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?(?!\w)")  # S.p.A., U.S., J.P
_APOSTROPHE = re.compile(r"[’'`´‘]")
_SPACES = re.compile(r"[\W_]+")
_CENTER = re.compile(r"\b(data ?)?centre(s?)\b")
_DATACENTER = re.compile(r"\bdatacenter(s?)\b")

LEGAL_FORMS = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ggmbh ag se kg kgaa mbh sa sas sasu sarl spa srl nv bv "
    "bvba sprl ab asa as oy oyj aps pty pte sdn bhd berhad tbk persero kk jsc ojsc pjsc cjsc ooo oao zao pao doo dd sro zrt nyrt kft "
    "sab sadecv cv fzco fze fzllc dmcc wll psc pjsc saoc saog qsc holding holdings group groupe gruppe gruppo grupo".split()
)
"""Words that end a company's name and say nothing about which company it is."""

_GENERIC = frozenset(  # with these alone a name would say nothing: "Capital Group", "Energy Holdings", "Data Company"
    "capital energy power data cloud digital global international investment investments technology technologies telecom media "
    "network networks infrastructure property properties software services solutions systems green blue first national general southern northern eastern western".split()
)
_PREFIXES = frozenset({"pt", "pjsc", "ooo", "pao", "zao"})  # PT Telkom Indonesia

_LOOKALIKES = str.maketrans(
    "аАвВеЕкКмМнНоОрРсСтТхХуУіІјЈѕЅԁԛԝһαΑβΒεΕζΖηΗιΙκΚμΜνΝοΟρΡτΤυΥχΧγωＡ",
    "aAbBeEkKmMhHoOpPcCtTxXyYiIjJsSdqwhaAbBeEzZnHiIkKuMvNoOpPtTuYxXywA",
)  # Cyrillic and Greek letters that a reader takes for Latin ones


def clean(name: str) -> str:
    """The name for people: composed, without invisible signs, white space single.

    >>> clean("Ａcme\\u200b  Cloud ")
    'Acme Cloud'
    """
    text = unicodedata.normalize("NFKC", name)
    return " ".join("".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE).split())


def fold(name: str) -> str:
    """The words of a name in one plain form, legal forms kept.

    >>> fold("The Société Générale S.A."), fold("AT&T"), fold("Ørsted"), fold("Kao Data Centre")
    ('societe generale sa', 'at and t', 'orsted', 'kao data center')
    """
    text = unicodedata.normalize("NFKD", clean(name).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_ALONE)
    text = _DOTTED.sub(lambda m: m.group().replace(".", ""), text.replace("&", " and "))
    text = " ".join(_SPACES.sub(" ", _APOSTROPHE.sub("", text)).split())
    text = _DATACENTER.sub(r"data center\1", _CENTER.sub(lambda m: f"{'data ' if m[1] else ''}center{m[2]}", text))
    return text.removeprefix("the ") if text != "the " else text


def canonical(name: str) -> str:
    """The folded name without its legal forms; at least one telling word stays.

    >>> canonical("Alibaba Group Holding Ltd."), canonical("PT DCI Indonesia Tbk"), canonical("Bain & Co")
    ('alibaba', 'dci indonesia', 'bain')
    >>> canonical("Capital Group"), canonical("Yotta Data Services Pvt. Ltd.")
    ('capital group', 'yotta data services')
    """
    words = fold(name).split()
    while len(words) > 1 and (words[-1] in LEGAL_FORMS or words[-1] in {"pvt", "private"}):
        rest = words[:-1]
        if len(rest) == 1 and rest[0] in _GENERIC:
            break
        words = rest[:-1] if len(rest) > 1 and rest[-1] == "and" else rest
    if len(words) > 1 and words[0] in _PREFIXES:
        words = words[1:]
    return " ".join(words)


def slug(key: str) -> str:
    """A folded name as the last part of an IRI: plain ASCII letters, digits and hyphens.

    A name with letters that have no plain form (another script, mixed scripts) carries a hash of all of it, so that it can
    never meet a name that merely looks the same.

    >>> slug("alibaba cloud"), slug("阿里云"), slug("αcme") == slug("acme")
    ('alibaba-cloud', 'x-e16fc821f3', False)
    """
    plain = "-".join(re.findall(r"[a-z0-9]+", key))
    if key and all(c.isascii() for c in key):
        return plain
    return f"{plain or 'x'}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def scripts(word: str) -> frozenset[str]:
    """The scripts of a word's letters.

    >>> sorted(scripts("Αcme"))
    ['GREEK', 'LATIN']
    """
    return frozenset(unicodedata.name(c, "UNKNOWN").split()[0] for c in word if c.isalpha())


def is_disguised(name: str) -> bool:
    """Whether a word of the name mixes Latin with look-alike letters of another script.

    >>> is_disguised("Αcme Cloud"), is_disguised("Acme Cloud"), is_disguised("株式会社ACME"), is_disguised("Яндекс Cloud")
    (True, False, False, False)
    """
    return any(len(scripts(word) & {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE"}) > 1 for word in clean(name).split())


def skeleton(name: str) -> str:
    """What the name looks like: look-alike letters read as Latin ones. To *find* doubtful names, never to join them.

    >>> skeleton("Αсme Cloud") == skeleton("Acme Cloud")
    True
    """
    return canonical(unicodedata.normalize("NFKC", name).translate(_LOOKALIKES))
