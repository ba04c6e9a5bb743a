"""What is new in a graph since a day: sites that are new, moved on, were enlarged, slipped or were given up, and other facts.

What happened and when we learned of it are two days: ``happens`` is told by the documents, ``learned`` is the day of the first of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.graph.facts import Facts
from kg.iris import cx
from kg.protocols import Store
from kg.rows import Row, row, rows

RUNG = {"planned": 1, "building": 2, "operating": 3, "cancelled": 4}
CHANGES = ("new site", "moved on", "enlarged", "slipped", "brought forward", "given up", "new fact")
MORE = 1.01  # figures within 1 % are the same


@dataclass(frozen=True, slots=True)
class Change:
    """Something new. ``before`` and ``after`` are the stage, the megawatts or the date that changed; "" where that does not apply."""

    kind: str
    subject: str
    predicate: str
    object: str
    happens: str
    learned: str
    before: str
    after: str
    documents: int
    facts: tuple[str, ...]


def digest(store: Store, since: str, *, company: str | None = None, place: str | None = None) -> list[Change]:
    """The changes that were first said on the day ``since`` (ISO 8601) or later, by kind and day.

    ``company`` keeps facts with it at either end, ``place`` those in it and in what lies in it. Raises `QueryError` for a name that
    nothing has.
    """
    facts = Facts(store)
    companies = set(facts.entities(company)) if company else None
    places = set(facts.entities(place)) if place else None

    def concerns(subject: str, object: str) -> bool:
        ends = (subject, object)
        if companies is not None and not companies & set(ends):
            return False
        return places is None or any(places & facts.wider_places(end) for end in ends)

    changes: list[Change] = []
    for history in _histories(store):
        if concerns(history[0].subject, history[0].object):
            changes += _site_changes(history, since)
    changes += (
        _change("new fact", (found,), happens=found.when())
        for found in rows(store)
        if found.stage is None and (found.first_said or "") >= since and concerns(found.subject, found.object)
    )
    return sorted(changes, key=lambda c: (CHANGES.index(c.kind), c.learned, c.subject, c.predicate, c.object, c.facts))


def _histories(store: Store) -> Iterator[list[Row]]:
    """The facts of each site, in the order in which they were first said."""
    of_site: dict[str, list[Row]] = defaultdict(list)
    for quad in store.match(None, cx("ofSite"), None, None):
        found = row(store, quad.subject)
        if found is not None:
            of_site[str(quad.object)].append(found)
    for _, history in sorted(of_site.items()):
        yield sorted(history, key=lambda r: (r.first_said or "", RUNG.get(r.stage or "", 0), r.fact))


def _site_changes(history: Sequence[Row], since: str) -> Iterator[Change]:
    known = [r for r in history if (r.first_said or "") < since]
    new = [r for r in history if (r.first_said or "") >= since]
    if not new:
        return
    if not known:
        last = new[-1].stage or ""
        if last != "cancelled":
            yield _change("new site", new, happens=new[-1].when(), after=last)
            return
        planned = next((r.stage for r in reversed(new) if r.stage != "cancelled"), "")  # planned and given up since; or heard of at its end
        yield _change("given up", new, happens=new[-1].when(), before=planned or "", after=last)
        return
    stood, stands = (max(told, key=lambda r: RUNG.get(r.stage or "", 0)) for told in (known, new))
    if stands.stage == "cancelled" != stood.stage:
        yield _change("given up", (stands,), happens=stands.when(), before=stood.stage or "", after="cancelled")
    elif RUNG.get(stands.stage or "", 0) > RUNG.get(stood.stage or "", 0):
        yield _change("moved on", (stands,), happens=stands.when(), before=stood.stage or "", after=stands.stage or "")
    was, grown = (max(told, key=lambda r: (_size(r), r.fact)) for told in (known, new))
    if _size(was) and _size(grown) > MORE * _size(was):
        yield _change("enlarged", (grown,), happens=grown.when(), before=f"{_size(was):g} MW", after=f"{_size(grown):g} MW")
    due, now_due = (_due(told) for told in (known, new))
    if due and now_due and due[0] != now_due[0] and not (due[0].startswith(now_due[0]) or now_due[0].startswith(due[0])):
        kind = "slipped" if now_due[0] > due[0] else "brought forward"
        yield _change(kind, (now_due[1],), happens=now_due[0], before=due[0], after=now_due[0])


def _size(told: Row) -> float:
    return float(told.qualifiers.get("capacityMW", 0))


def _due(told: Sequence[Row]) -> tuple[str, Row] | None:
    """When the site is to open by the latest word on it."""
    dated = [(str(r.qualifiers["date"]), r) for r in told if r.stage in ("planned", "building") and "date" in r.qualifiers]
    return dated[-1] if dated else None


def _change(kind: str, told: Sequence[Row], *, happens: str, before: str = "", after: str = "") -> Change:
    last = told[-1]
    return Change(
        kind=kind,
        subject=last.subject_label,
        predicate=last.predicate,
        object=last.object_label,
        happens=happens if happens != last.first_said else "",
        learned=min((r.first_said for r in told if r.first_said), default=""),
        before=before,
        after=after,
        documents=max(r.documents for r in told),
        facts=tuple(r.fact for r in told),
    )
