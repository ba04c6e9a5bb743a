"""The text of a query: its words, what must not be in it, its prefixes, and how values get in.

One lexer serves all three, so that nothing hides in a string, an IRI or a comment, and nothing in there is taken for more than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.errors import QueryError
from kg.iris import BASE, PREFIXES, term_text
from kg.model import Iri, Literal

# The order matters as in the grammar of SPARQL: a "<" that begins no IRI is an operator, a "#" outside of IRI and string begins a
# comment. A quote that opens no whole string ends the reading, so that a text is read in linear time.
_LEXEME = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
  | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | \'\'\'(?:\'{0,2}(?:[^'\\]|\\.))*\'\'\'
      | "(?!"")(?:[^"\\\r\n]|\\.)*" | '(?!\'\')(?:[^'\\\r\n]|\\.)*')
  | (?P<unclosed>["'])
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
  | (?P<blank>_:[\w.-]+)
  | (?P<word>[^\W\d_](?:[\w-]*\w)?+)(?P<prefixed>:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]++|%[0-9A-Fa-f]{2}|\\.)*+)?+)?+
  | (?P<local>:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]++|%[0-9A-Fa-f]{2}|\\.)*+)?+)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_FORBIDDEN = {
    "SERVICE": "SERVICE asks another server: questions go to this graph only",
    "FROM": "FROM is not answered here: what is known is in the default graph, GRAPH ?document { … } asks for what a document says",
    "LOAD": "LOAD would change the graph: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered",
}
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


class Lexeme(NamedTuple):
    """A piece of a query; the pieces of a text, joined, are the text."""

    kind: str
    text: str
    start: int


def lexemes(text: str) -> Iterator[Lexeme]:
    """The pieces of a query. Raises QueryError where a string is not closed.

    >>> [(x.kind, x.text) for x in lexemes('?a < 5 # "b"')][::2]
    [('variable', '?a'), ('other', '<'), ('other', '5'), ('comment', '# "b"')]
    """
    for match in _LEXEME.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "unclosed":
            raise QueryError(f"line {text.count(chr(10), 0, match.start()) + 1}: a string is opened with {match.group()} and not closed")
        yield Lexeme("prefixed" if kind == "local" else kind, match.group(), match.start())


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE. Raises QueryError for an update, for what is none of these, and for what would reach out.

    >>> form("PREFIX a: <http://example.org/> SELECT * { ?s ?p 'SERVICE' }")
    'SELECT'
    """
    # SPARQL reads \\u0053ERVICE as SERVICE: look at the text both as it stands and with its escapes undone.
    for variant in dict.fromkeys((text, _ESCAPE.sub(_character, text))):
        found = _form(variant)
    return found


def _form(text: str) -> str:
    found = None
    for kind, word, _ in lexemes(text):
        if kind != "word":
            continue
        word = word.upper()
        for forbidden, reason in _FORBIDDEN.items():
            if forbidden in word:  # a lenient parser may take "trueSERVICE" for two words
                raise QueryError(reason)
        if found is None and word in _UPDATES:
            raise QueryError(f"{word} would change the graph: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
        if found is None and word in _FORMS:
            found = word
    if found is None:
        raise QueryError("not a query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE")
    return found


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def with_prefixes(text: str, base: str = BASE) -> str:
    """The query with one line before it that declares what it uses and does not declare itself, BASE too: ``<org/alibaba>`` works.

    Raises QueryError where it uses a prefix that nobody declares.
    """
    declared, used, has_base = set(), dict[str, None](), False
    previous = ""
    for kind, word, _ in lexemes(text):
        if kind == "prefixed":
            prefix = word.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            else:
                used[prefix] = None
        if kind == "word":
            has_base = has_base or word.upper() == "BASE"
        if kind not in {"space", "comment"}:
            previous = word.upper()
    known = {**PREFIXES, "": base}
    unknown = [p for p in used if p not in declared and p not in known]
    if unknown:
        raise QueryError(f"unknown prefix {unknown[0]}: (known are {' '.join(f'{p}:' for p in known if p)}; declare others with PREFIX)")
    lines = [] if has_base else [f"BASE <{base}>"]
    lines += [f"PREFIX {p}: <{known[p]}>" for p in used if p not in declared]
    return " ".join(lines) + "\n" + text


def bind(text: str, values: Mapping[str, Iri | Literal]) -> str:
    """The query with each ``$name`` of a value replaced by the value; ``?name`` is left alone.

    A value becomes an RDF term with everything escaped, whatever it holds, so that it can never be more than a value. Raises
    QueryError for an IRI that cannot be one.

    >>> bind('SELECT * { ?x rdfs:label $name . FILTER(?x != "$name") }', {"name": Literal('O"Neil')})
    'SELECT * { ?x rdfs:label "O\\\\"Neil" . FILTER(?x != "$name") }'
    """
    terms = {f"${name}": _term(name, value) for name, value in values.items()}
    return "".join(terms.get(x.text, x.text) if x.kind == "variable" else x.text for x in lexemes(text))


def _term(name: str, value: Iri | Literal) -> str:
    try:
        if isinstance(value, Literal):
            quoted = f'"{_TO_ESCAPE.sub(_escaped, value.text)}"'
            return f"{quoted}^^{term_text(Iri(value.datatype))}" if value.datatype else quoted
        return term_text(value)
    except ValueError:
        raise QueryError(f"{name}={value}: must be an IRI") from None


# Not as N-Triples has it: before it looks for strings, rdflib undoes \u with four digits or, if they follow, eight, and does so behind
# an escaped backslash too. So \U with its eight digits, also for a "u" behind a backslash.
_TO_ESCAPE = re.compile(r'\\[uU]?|["\x00-\x1f\x7f]')
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    if found in _SHORT:
        return _SHORT[found]
    backslash = "\\\\" if len(found) > 1 else ""
    return f"{backslash}\\U{ord(found[-1]):08X}"


def columns(text: str) -> tuple[str, ...] | None:
    """Of a query that asks for ``*`` the variables in the order in which they appear in it; None for any other.

    >>> columns("SELECT DISTINCT * { ?s ?p ?o }"), columns("SELECT ?o { ?s ?p ?o }")
    (('s', 'p', 'o'), None)
    """
    words = (x for x in lexemes(text) if x.kind not in {"space", "comment", "prefixed", "iri"})
    for word in words:
        if word.kind == "word" and word.text.upper() == "SELECT":
            break
    star = next((x for x in words if x.text.upper() not in {"DISTINCT", "REDUCED"}), None)
    return tuple(dict.fromkeys(x.text[1:] for x in words if x.kind == "variable")) if star is not None and star.text == "*" else None
