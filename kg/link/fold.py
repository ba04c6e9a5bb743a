"""Names as keys: what is the same name in other clothes gets the same key; what only looks the same does not.

``fold`` undoes what never tells two names apart (case, accents, width, invisible signs, punctuation, "the", the two spellings of
"centre"); ``canonical`` also drops legal forms. Letters of another script stay as they are: a Greek Α in "Αcme" is no Latin A.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg import iris
from kg.link.first_names import surely


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_REGISTERED = str.maketrans("", "", "®™©℠")
_HONORIFICS = _words("mr mrs ms miss dr prof professor sir dame lord lady datuk dato datin tan sri tun haji sheikh hon eng")
_CENTRE = re.compile(r"\b(data)?-?centre(s?)\b")
_SLASHED = re.compile(r"(?<=\b\w)/(?=\w\b)")  # A/S
_DATACENTER = re.compile(r"\bdatacenter(s?)\b")

LEGAL_FORMS = _words(
    "inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ggmbh ag se kg kgaa mbh sa sas sasu sarl spa srl nv bv "
    "bvba sprl ab asa as oy oyj aps pty pte pvt private sdn bhd berhad tbk persero kk jsc ojsc pjsc cjsc ooo oao zao pao doo dd sro zrt "
    "nyrt kft sab cv fzco fze fzllc dmcc wll psc saoc saog qsc holding holdings group groupe gruppe gruppo grupo"
)
"""Words that end a company's name and say nothing about which company it is."""

_LEGAL_PREFIXES = frozenset({"pt", "pjsc", "ooo", "pao", "zao"})  # PT Telkom Indonesia
_GENERIC = _words(  # a name of one of these alone would say nothing: "Capital Group", "Southern Company"
    "capital energy power data cloud digital global international investment investments technology technologies telecom media "
    "network networks infrastructure property properties software services solutions systems green blue first national general southern "
    "northern eastern western"
)

_LOOKALIKES = str.maketrans(
    "аАвВеЕкКмМнНоОрРсСтТхХуУіІјЈѕЅԁԛԝһαΑβΒεΕζΖηΗιΙκΚμΜνΝοΟρΡτΤυΥχΧγω",
    "aAbBeEkKmMhHoOpPcCtTxXyYiIjJsSdqwhaAbBeEzZnHiIkKuMvNoOpPtTuYxXyw",
)  # Cyrillic and Greek letters that a reader takes for Latin ones


def clean(name: str) -> str:
    """The name for people: composed, without invisible signs and marks of registration, white space single.

    >>> clean("Ａcme®\\u200b  Cloud ")
    'Acme Cloud'
    """
    if name.isascii() and name.isprintable():
        return " ".join(name.split())
    text = unicodedata.normalize("NFKC", name.translate(_REGISTERED))
    return " ".join("".join(c if not unicodedata.category(c).startswith("C") else " " if c.isspace() else "" for c in text).split())


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """The words of a name in one plain form, joined by hyphens; legal forms stay. Empty where nothing is left.

    >>> fold("The Société Générale S.A."), fold("AT&T"), fold("Ørsted"), fold("Kao Data Centre"), fold("Compass Datacenters")
    ('societe-generale-sa', 'at-and-t', 'orsted', 'kao-data-center', 'compass-data-centers')
    """
    text = iris.fold(_SLASHED.sub("", clean(name)))
    text = _CENTRE.sub(lambda m: f"{'data-' if m[1] else ''}center{m[2]}" if m[1] else m.group().replace("centre", "center"), text)
    return _DATACENTER.sub(r"data-center\1", text).removeprefix("the-")


def canonical(name: str) -> str:
    """The folded name without its legal forms; at least one telling word stays.

    >>> canonical("Alibaba Group Holding Ltd."), canonical("PT DCI Indonesia Tbk"), canonical("Bain & Co")
    ('alibaba', 'dci-indonesia', 'bain')
    >>> canonical("Capital Group"), canonical("Yotta Data Services Pvt. Ltd.")
    ('capital-group', 'yotta-data-services')
    """
    return core(fold(name))


def core(key: str) -> str:
    """A folded name without its legal forms.

    >>> core("foo-hosting-gmbh-and-co-kg")
    'foo-hosting'
    """
    words = key.split("-")
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        rest = words[:-1]
        if rest[-1] == "and" and len(rest) > 1:
            rest = rest[:-1]
        if len(rest) == 1 and rest[0] in _GENERIC:
            break
        words = rest
    return "-".join(words[1:] if len(words) > 1 and words[0] in _LEGAL_PREFIXES else words)


def person(name: str) -> str:
    """The folded name of a person, without titles and initials where a full name is given, short first names written out.

    >>> person("Mr. Simon Hu"), person("Andrew R. Jassy"), person("A. William Stein"), person("Tan Sri Francis Yeoh"), person("Tom Reed")
    ('simon-hu', 'andrew-jassy', 'william-stein', 'francis-yeoh', 'thomas-reed')
    """
    words = fold(re.sub(r"(?<=\b\w\.) (?=\w\.)", "", clean(name))).split("-")
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    given = [word for word in words[:-1] if len(word) > 1] or words[:-1][:1]
    return "-".join([*map(surely, given[:1]), *given[1:], words[-1]])


def display(name: str) -> str:
    """The name as it was written, without its legal forms.

    >>> display("Gaw Capital Partners Pte. Ltd."), display("Bain & Co"), display("Capital Group"), display("The Carlyle Group")
    ('Gaw Capital Partners', 'Bain', 'Capital Group', 'Carlyle')
    """
    words = clean(name).split()
    key = canonical(name)
    while len(words) > 1 and canonical(" ".join(words[:-1]).rstrip(" &")) == key:
        words = words[:-1]
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words).rstrip(" ,&") or clean(name)


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
    alike = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE"}
    return not name.isascii() and any(len(scripts(word) & alike) > 1 for word in clean(name).split())


def skeleton(name: str) -> str:
    """What the name looks like: look-alike letters read as Latin ones. To *find* doubtful names, never to join them.

    >>> skeleton("Αсme Cloud") == skeleton("Acme Cloud")
    True
    """
    return canonical(clean(name).translate(_LOOKALIKES))
