"""From drafts to claims: what adds to a fact told before joins it, what repeats is told once, the words that state it are cut out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kg.extract.confidence import Evidence, Weigher, confidence
from kg.extract.draft import Draft, Thing
from kg.model import Claim, Dropped, Reading, Referent, Scalar, SentenceKind

SITE = re.compile(r"(plans|builds|operates|cancels)(\w+)In")
DISCRIMINATORS = ("amount", "currency", "count", "capacityMW", "date", "site", "phase")
SYMMETRIC = frozenset({"partnersWith", "competesWith"})
ENDED = frozenset({"cancelled", "denied", "considered"})
QUOTE_LIMIT = 600
LEAST_SURE = 0.3


def claims_of(reading: Reading, drafts: list[Draft], extractor: str) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """Claims sorted by place in the text, as sure as such claims are right; candidates that did not make it, with the reason."""
    told, dropped = weighed(reading, drafts, extractor)
    return tuple(replace(claim, confidence=round(confidence(evidence), 3)) for claim, evidence in told), dropped


def weighed(reading: Reading, drafts: list[Draft], extractor: str) -> tuple[list[tuple[Claim, Evidence]], tuple[Dropped, ...]]:
    """The claims, as sure as their frames are, with what speaks for each."""
    dropped: list[Dropped] = []
    kept: list[Draft] = []
    for draft in drafts:
        what = f"{_name(reading, draft.subject)} {draft.predicate} {_name(reading, draft.object)}"
        if draft.subject == draft.object:
            dropped.append(Dropped(draft.start, draft.end, what, "subject and object are the same"))
        elif draft.sure < LEAST_SURE:
            dropped.append(Dropped(draft.start, draft.end, f"{what} ({draft.sure:.2f})", "not sure enough"))
        elif not _join(reading, kept, draft):
            kept.append(draft)
    kept = [draft for draft in kept if not _restated(reading, draft, kept) and not _overtaken(draft, kept)]
    weigher = Weigher(reading, drafts)
    claims: dict[object, tuple[Claim, Evidence]] = {}
    for draft in kept:
        claim = _claim(reading, draft, extractor)
        key = (claim.subject, claim.predicate, claim.object, claim.qualifiers)
        if key not in claims or claims[key][0].confidence < claim.confidence:
            claims[key] = (claim, weigher.evidence(draft))
    return sorted(claims.values(), key=lambda item: _place(item[0])), tuple(dropped)


def _place(c: Claim) -> tuple[int, int, str, str, str, str]:
    return (c.start, c.end, c.predicate, c.subject.label, c.object.label, str(c.qualifiers))


def _name(reading: Reading, thing: Thing) -> str:
    return thing.label if isinstance(thing, Referent) else reading.referents[thing].label


def _key(thing: Thing) -> object:
    return thing.label.casefold() if isinstance(thing, Referent) else thing


def _in_headline(reading: Reading, draft: Draft) -> bool:
    return draft.start < len(reading.document.title) or reading.sentences[draft.sentence].kind is SentenceKind.HEADLINE


def _restated(reading: Reading, draft: Draft, kept: list[Draft]) -> bool:
    """Whether a headline calls by a topic ("$1bn on cloud business") what the text names ("$1bn in its unit Bolt")."""
    return (
        isinstance(draft.object, Referent)
        and "amount" in draft.qualifiers
        and _in_headline(reading, draft)
        and any(
            other.predicate == draft.predicate
            and not isinstance(other.object, Referent)
            and _key(other.subject) == _key(draft.subject)
            and other.qualifiers.get("amount") == draft.qualifiers["amount"]
            for other in kept
        )
    )


def _overtaken(draft: Draft, kept: list[Draft]) -> bool:
    """Whether a site that only seems to be there ("its Ohio campus") is one that the text tells to be planned, built or cancelled."""
    stage = SITE.fullmatch(draft.predicate)
    if not draft.weak or stage is None:
        return False
    coming = {f"{s}{stage.group(2)}In" for s in ("plans", "builds", "cancels")}
    return any(o.predicate in coming and _key(o.subject) == _key(draft.subject) and _key(o.object) == _key(draft.object) for o in kept)


def _join(reading: Reading, kept: list[Draft], draft: Draft) -> bool:
    """Adds a draft to one that tells the same fact, if there is one whose figures agree."""
    stage = SITE.fullmatch(draft.predicate)
    ends = {_key(draft.subject), _key(draft.object)}
    for other in reversed(kept):
        turned = draft.predicate in SYMMETRIC and ends == {_key(other.subject), _key(other.object)}
        if not turned and (_key(other.subject) != _key(draft.subject) or _key(other.object) != _key(draft.object)):
            continue
        same = other.predicate == draft.predicate
        if not same and stage and draft.follows:
            before = SITE.fullmatch(other.predicate)
            # "is under construction and due to open in 2027": the due date belongs to what is being built
            same = bool(before and before.group(2) == stage.group(2) and before.group(1) == "builds" and stage.group(1) == "plans")
        if not same or draft.apart != other.apart:
            continue
        headline = same and not stage and _in_headline(reading, other) and not _in_headline(reading, draft)
        headline = headline and "date" not in draft.qualifiers  # an earlier deal of the two is another fact
        if _agree(other.qualifiers, draft.qualifiers, loose=draft.predicate in SYMMETRIC or headline):
            if headline and "status" in draft.qualifiers and draft.sure >= other.sure:
                other.qualifiers["status"] = draft.qualifiers["status"]  # a headline in the present leaves open what the text tells
            fresh = {k: v for k, v in draft.qualifiers.items() if k not in other.qualifiers and not (stage and k == "status")}
            if fresh and draft.end > other.end and draft.end - other.start <= QUOTE_LIMIT and draft.follows:
                other.end = draft.end
            other.qualifiers |= fresh
            other.sure = max(other.sure, draft.sure)
            return True
    return False


def _agree(a: dict[str, Scalar], b: dict[str, Scalar], loose: bool = False) -> bool:
    """Whether no discriminator that both have differs; a date may be finer than the other.

    ``loose`` is for what a text tells again and again (partnerships, what its headline tells): only an end of it is another fact.
    """
    for name in DISCRIMINATORS:
        if name in a and name in b and str(a[name]) != str(b[name]):
            if name == "date" and (str(a[name]).startswith(str(b[name])) or str(b[name]).startswith(str(a[name]))):
                continue
            return False
    if "status" in a and "status" in b and a["status"] != b["status"] and not (loose and not ENDED & {a["status"], b["status"]}):
        return False
    return not ("title" in a and "title" in b and str(a["title"]).casefold() != str(b["title"]).casefold())


def _claim(reading: Reading, draft: Draft, extractor: str) -> Claim:
    text = reading.document.text
    start, end = draft.start, draft.end
    if end - start > QUOTE_LIMIT:
        end = start + QUOTE_LIMIT
        end = text.rfind(" ", start, end)
    begun = draft.qualifiers.get("constructionStart")
    if begun is not None:  # a start of construction counts where no opening is told
        draft.qualifiers.setdefault("date", begun)
    qualifiers = tuple(sorted((k, _plain(v)) for k, v in draft.qualifiers.items() if v is not None and v != ""))
    return Claim(
        _referent(reading, draft.subject),
        draft.predicate,
        _referent(reading, draft.object),
        qualifiers,
        start,
        end,
        text[start:end],
        round(min(draft.sure, 0.99), 3),
        f"{extractor}:{draft.frame}",
    )


def _referent(reading: Reading, thing: Thing) -> Referent:
    return thing if isinstance(thing, Referent) else reading.referents[thing]


def _plain(value: Scalar) -> Scalar:
    """Whole numbers as integers, others as decimals without trailing zeros."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value
