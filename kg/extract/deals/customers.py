"""Who is served by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.terms import draft_of, price, term_of
from kg.extract.draft import Draft, Qualifiers, money_qualifiers, referents
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, listed, status_of
from kg.extract.trades import kind_of, sells_computing
from kg.extract.verbs import VerbGroup
from kg.model import Money, SentenceKind

SERVICE = re.compile(
    r"\b(?:cloud|provider|supplier|platform|infrastructure|hosting|workloads|host|computing|compute|services|hosted|partner)\b"
)
MOVED = re.compile(
    r"\b(?:workloads?|applications?|apps|data|infrastructure|systems?|services|operations|website|it|models|work|sites?|servers|everything|all)\b"
)


OTHERS_GOODS = re.compile(r"(?:figures|data|numbers|research|estimates|chips|gpus|hardware|equipment|employees|executives|money|shares)$")
POWERED = re.compile(r"\b(?:power|energy|electricity|solar|wind|nuclear|renewables?|geothermal)\b(?! (?:computing|computers))")


def chooses(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme chose Bolt as its cloud provider", "runs on Azure", "migrates to AWS"."""
    stop = clauses.end(group.head)
    tail = chart.words(group.head + 1, stop)
    lemma = group.lemma
    suppliers: list[int] = []
    if group.passive and lemma in ("choose", "select", "pick", "tap"):  # "Bolt was chosen by Acme as its cloud provider"
        argument = clauses.subject(group)
        users, sure = agents_of(chart, clauses, memory, group)
        if argument is not None and chart.atoms[argument.index].code == "O" and SERVICE.search(tail):
            for a in users:
                for chosen in referents(chart.atoms[argument.index]):
                    if a != chosen:
                        yield draft_of(chart, a, "customerOf", chosen, {"status": status_of(group)}, sure * 0.7, "deals.chooses")
        return
    if lemma in ("choose", "select", "pick", "tap", "use", "adopt"):
        found = next(iter(clauses.objects(group, "O")), None)
        clouds = found is not None and all(kind_of(chart, r) == "cloud" for r in referents(chart.atoms[found]))
        if found is None or not (SERVICE.search(tail) or (clouds and lemma not in ("use", "tap"))):
            return
        if lemma in ("use", "adopt", "tap") and not re.search(r"\b(?:cloud|platform|services)\b|^O (?:for|as|to)", tail):
            return
        behind = chart.atoms[found + 1] if found + 1 < len(chart.atoms) else None
        if lemma in ("use", "adopt", "tap") and behind is not None and behind.code == "w" and OTHERS_GOODS.match(behind.word):
            return
        if re.search(r"\b(?:develop|build|construct)(?:ment|ing|er)?\b", tail) and not re.search(r"\bcloud|comput", tail):
            return  # a contractor
        owner = next((j for j in range(group.head + 1, found - 1) if chart.atoms[j].code == "O" and chart.atoms[j + 1].word == "'s"), found)
        suppliers = referents(chart.atoms[owner])  # "selected Bolt's Core platform": Bolt's customer
    elif lemma in ("migrate", "move", "shift", "switch", "run", "rely", "standardize", "host", "deploy", "store"):
        if lemma in ("host", "deploy", "store") and not MOVED.search(tail):
            return
        if not MOVED.search(tail) and lemma not in ("run", "rely", "migrate", "standardize"):
            moved = list(clauses.objects(group, "O", ("to",)))
            if not moved or not all(sells_computing(chart, r) for r in referents(chart.atoms[moved[0]])):
                return
        for j in clauses.objects(group, "O", ("to", "on", "onto")):
            suppliers = referents(chart.atoms[j])
            break
        if lemma in ("deploy", "host", "rely", "run") and not all(kind_of(chart, s) in ("cloud", "") for s in suppliers):
            return
    elif lemma in ("contract", "rent", "order", "buy", "purchase"):
        if lemma in ("contract", "order") and POWERED.search(tail):
            return  # a power contract
        for j in clauses.objects(group, "O", ("from", "with")):
            suppliers = referents(chart.atoms[j])
            break
        if lemma in ("rent", "buy", "purchase") and not re.search(r"\b(?:computing|compute|cloud|gpus?|servers?|processors)\b", tail):
            return
    if not suppliers:
        return
    agents, sure = agents_of(chart, clauses, memory, group)
    headline = chart.sentence.kind is SentenceKind.HEADLINE and group.tense == "present"
    q: Qualifiers = {"status": "completed" if headline else status_of(group)}
    if lemma in ("rent", "contract", "order", "buy", "purchase"):
        worth = re.match(r"(?:[a-z]+ ){0,4}?M of\b", tail)  # "buy $250bn of cloud services"
        sum_at = chart.at(chart.offsets[group.head + 1] + worth.end() - 3) if worth is not None else None
        q |= money_qualifiers(chart.atoms[sum_at].money if sum_at is not None else price(chart, group.head, stop))
    for a in agents:
        for s in suppliers:
            if a != s:
                yield draft_of(chart, a, "customerOf", s, q, sure * 0.7, "deals.chooses")


SERVED = re.compile(
    r"(?:(?P<a>O) with (?:[a-z]+ ){0,5}?(?:computing|compute|gpus?|gpu|cloud|hosting)\b|(?:[a-z]+ ){0,4}?(?:computing|compute|"
    r"gpus?|gpu|cloud) "
    r"(?:[a-z]+ ){0,4}?to (?P<b>O)\b)"
)
UNDER = re.compile(
    r"\b(?:under|in|as part of|through) (?:an? |the )?(?:[a-zQ-]+ ){0,3}?(?P<m>M )?(?:[a-z-]+ ){0,3}?(?:contract|deal|"
    r"agreement)\b(?: (?:worth|of|for) (?:[a-z]+ ){0,3}?(?P<n>M))?"
)


def supplies(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Bolt will provide Acme with computing capacity under a $10 billion contract"."""
    if group.head + 1 >= len(chart.atoms) or group.passive:
        return
    m = SERVED.match(chart.line, chart.offsets[group.head + 1])
    if m is None:
        return
    suppliers, sure = agents_of(chart, clauses, memory, group)
    q: Qualifiers = {"status": status_of(group)}
    under = UNDER.search(chart.line, m.end())
    if under is not None:
        at = under.start("m") if under.group("m") else under.start("n") if under.group("n") else None
        q |= money_qualifiers(chart.atoms[chart.at(at)].money if at is not None else None)
        q |= term_of(chart, chart.at(m.end()))
    for c in referents(chart.atoms[chart.at(m.start("a") if m.group("a") else m.start("b"))]):
        for s in suppliers:
            if c != s:
                yield draft_of(chart, c, "customerOf", s, q, sure * 0.75, "deals.supplies")


WHO = r"(?:customers?|clients?|tenants?|users?|anchor tenants?)"
CUSTOMERS = (
    # "O counts O among its customers"
    re.compile(
        rf"\b(?P<s>O) (?:[a-z]+ )?(?:counts?|counted|lists?|includes?|numbers?|has|names?) (?P<list>)(?=O)[^.;]{{0,90}}? (?:among|as) "
        rf"(?:its|O|the|an?)? ?(?:[a-z]+ ){{0,4}}{WHO}"
    ),
    # "its customers include O"; "the unit's clients are O"
    re.compile(
        rf"(?P<s>O)(?: 's)? (?:[a-zA]+ ){{0,3}}{WHO} (?:[a-z]+ )?(?:include|includes|included|including|are|such as) "
        rf"(?P<list>)(?=[a-zALN]* ?(?:[a-zAL-]+ ){{0,5}}O)"
    ),
    # "customers of O include O"
    re.compile(
        rf"\b{WHO} (?:of|for|at) (?:the (?:[a-z]+ ){{0,3}}?(?:of )?)?(?P<s>O) (?:, )?(?:also )?(?:include|includes|included|including|"
        rf"such as|like|are) (?P<list>)(?=[a-zALN]* ?(?:[a-zAL-]+ ){{0,5}}O)"
    ),
    # "O's clients, among them O and O"
    re.compile(rf"(?P<s>O) 's (?:[a-z-]+ ){{0,3}}{WHO} ,? ?(?:among them|including|such as) (?P<list>)(?=O)"),
    # "O is a customer of O"; "O, a customer of O"
    re.compile(
        rf"(?P<c>O) (?:, )?(?:[a-z]+ )?(?:will be |is |was |became |become |, )?(?:also |now |already )?(?:an?|the|its|one of "
        rf"the) (?:(?:[a-z-]+|N) "
        rf"){{0,5}}{WHO} (?:of|for|at) (?:both )?(?P<s>O)"
    ),
    # "O's biggest customer is O"; "O has signed up O as anchor tenant"; "signed O as a customer"
    re.compile(rf"(?P<s>O) 's (?:[a-z-]+ ){{0,3}}{WHO} (?:is|are|was) (?:also )?(?P<c>O)"),
    re.compile(
        rf"(?P<s>O) (?:[a-z]+ ){{0,3}}?(?:signed|signs|sign|secured|won|landed|added|gained|attracted)(?: up)? (?P<c>O) (?:up )?as "
        rf"(?:an?|its|the)? ?(?:[a-z-]+ ){{0,4}}{WHO}"
    ),
    # "O has signed up as the anchor tenant of O"
    re.compile(
        rf"(?P<c>O) (?:[a-z]+ ){{0,3}}?(?:signed|signs|sign) (?:up |on )?as (?:an?|the)? ?(?:[a-z-]+ ){{0,4}}{WHO} (?:of|for|at|with) "
        rf"(?P<s>O)"
    ),
)

SERVED_BY = sought(rf"\b{WHO}\b")


def customers(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Its customers include Acme and the bank Bolt", "Acme is a customer of Bolt"."""
    if SERVED_BY.search(chart.line) is None:
        return
    for pattern in CUSTOMERS:
        for m in pattern.finditer(chart.line):
            group = next((g for g in clauses.groups if chart.at(m.start()) <= g.head <= chart.at(m.end() - 1)), None)
            if group is not None and group.negated:
                continue
            supplier = referents(chart.atoms[chart.at(m.start("s"))])
            if "list" in pattern.groupindex:
                who = listed(chart, chart.at(m.start("list")))
            else:
                who = referents(chart.atoms[chart.at(m.start("c"))])
            for c in who:
                for s in supplier:
                    if c != s:
                        yield draft_of(chart, c, "customerOf", s, _known_contract(chart, m.end()), 0.8, "deals.customers")


def _known_contract(chart: Chart, end: int) -> Qualifiers:
    """What ", with which it has a $300bn contract" behind a customer tells."""
    m = re.compile(r" , with which (?:O|it) (?:has|signed|agreed|struck) (?:an? )?(?:[a-z-]+ ){0,3}?(?P<m>M)\b").match(chart.line, end)
    value = chart.atoms[chart.at(m.start("m"))].value if m is not None else None
    return money_qualifiers(value if isinstance(value, Money) else None)


COMPUTING = re.compile(
    r"\b(?:computing|compute|cloud|gpus?|servers?|ai (?:capacity|infrastructure|workloads)|data center capacity|capacity)\b"
)
CONTRACT = sought(
    r"\b(?P<v>signed|signs|sign|struck|inked|agreed|announced|reached|sealed|(?:has|have|had)(?= (?:an?|the|its|M|two) )|expanded|"
    r"extended|widened|entered into|entered|added|made|won|clinched) "
    r"(?:an? |its |the )?(?:[a-zDQN-]+ ){0,4}?(?P<m>M )?(?:[a-zDQN-]+ ){0,5}?(?:contracts?|deals?|agreements?|orders?|pacts?) "
    r"(?:(?:worth|valued|of|at|up|to|about|for|M|D|Q) ){0,5}?"
    r"(?P<p>with|from) (?:the )?(?:[a-zA-]+ ){0,3}?(?P<o>O)\b"
)
PROVIDES = re.compile(r"\b(?:to|will|would|that|which) (?:supply|provide|deliver|sell|host|give|offer)\b")
NOT_COMPUTING = re.compile(
    r"\b(?:power|energy|electricity|lease|merger|acquire|acquisition|land|build|construct|develop|license|licensing|research|reactors?|"
    r"fib(?:er|re)|marketing|distribut\w+|resell\w*)\b"
)


def contracts(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "signed a $14bn contract with Bolt for computing capacity", "won a contract from Acme worth up to $19bn"."""
    for m in CONTRACT.finditer(chart.line):
        group = clauses.at_head.get(chart.at(m.start("v")))
        if group is None or group.negated or NOT_COMPUTING.search(chart.line):
            continue
        firsts, sure = agents_of(chart, clauses, memory, group)
        seconds = [r for r in referents(chart.atoms[chart.at(m.start("o"))]) if r not in firsts]
        if not firsts or not seconds:
            continue
        behind = chart.line[m.end() :]
        clear = COMPUTING.search(chart.line, m.start())
        if m.group("v") in ("won", "clinched") or m.group("p") == "from" or (PROVIDES.search(behind[:60]) and clear):
            if m.group("p") == "with" and not clear and not all(sells_computing(chart, r) for r in firsts):
                continue
            if m.group("p") == "from" and not clear and not any(sells_computing(chart, r) for r in firsts):
                continue
            customers_, suppliers = seconds, firsts
        elif (
            any(sells_computing(chart, r) for r in firsts)
            and not any(sells_computing(chart, r) for r in seconds)
            and (clear or m.group("m"))
        ):
            customers_, suppliers = seconds, firsts
        elif clear or all(kind_of(chart, r) == "cloud" for r in seconds):
            customers_, suppliers = firsts, seconds
        else:
            continue
        if all(kind_of(chart, r) in ("utility", "energy", "government", "bank") for r in suppliers):
            continue
        q: Qualifiers = {
            "status": "considered" if group.considered else "announced" if group.tense in ("future", "infinitive") else "completed"
        }
        q |= _worth(chart, m)
        q |= term_of(chart, chart.at(m.start()))
        for c in customers_:
            for s in suppliers:
                yield draft_of(chart, c, "customerOf", s, q, sure * 0.8, "deals.contract")


WORTH = re.compile(
    r"(?: [a-zDQ,-]+){0,8}? (?:worth|valued at|for|of|totaling|totalling) (?:(?:up|to|about|around|some|as|much|as|at|least|more|than|"
    r"over|roughly) ){0,4}?(?P<m>M)\b"
)


def _worth(chart: Chart, m: re.Match[str]) -> Qualifiers:
    """The sum of a contract: before the noun, or behind the other side ("with Bolt worth up to $6bn")."""
    at = m.start("m") if m.group("m") else None
    if at is None:
        inner = re.search(r"\bM\b", m.group())
        behind = WORTH.match(chart.line, m.end())
        at = m.start() + inner.start() if inner is not None else behind.start("m") if behind is not None else None
    return money_qualifiers(chart.atoms[chart.at(at)].money) if at is not None else {}
