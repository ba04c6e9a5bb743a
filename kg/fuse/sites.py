"""Sites: one company's facility, by its name where it has one, else by place and kind; its Facts are its history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kg import iris
from kg.iris import cx
from kg.model import Fact, Iri, Literal, Quad

_RUNGS = ("planned", "building", "operating", "cancelled")
_NOT_FIRM = frozenset({"considered", "denied"})
_ENDS_A_PLAN = frozenset({"withdrawn", "rejected", "paused"})


class Step(NamedTuple):
    """A Fact as a step in the history of its site; sorts from the earliest to the latest, undated first."""

    since: date
    rung: int
    fact: str
    detail: str
    phase: str
    name: str
    company: str
    place: str
    kind: str
    status: str


def site_iri(fact: Fact, kind: str | None, base: str) -> Iri:
    """The IRI of the site that a Fact of a site predicate is about."""
    company = _tail(fact.subject, base)
    name = next((str(value) for key, value in fact.qualifiers if key == "site"), "")
    if iris.fold(name):
        return Iri(f"{base}site/{company}/{iris.slug(name)}")
    return Iri(f"{base}site/{company}/{_tail(fact.object, base)}/{_hyphened(kind or 'Facility')}")


def step(fact: str, stage: str, since: date | None, values: dict[str, str]) -> Step:
    """A step; ``values`` by the names of properties (``stageDetail``, ``phase``, ``status``, ``company`` …)."""
    get = values.get
    return Step(
        since or date.min,
        _RUNGS.index(stage),
        fact,
        get("stageDetail", ""),
        get("phase", ""),
        get("site", ""),
        values["company"],
        values["place"],
        get("facilityKind", ""),
        get("status", ""),
    )


def site_quads(site: Iri, steps: Iterable[Step]) -> Iterator[Quad]:
    """A Site in the default graph; a pure function of the set of its steps, which must not be empty."""
    history = sorted(steps)
    yield Quad(site, iris.TYPE, cx("Site"))
    names = [each.name for each in history if each.name]
    if names:
        yield Quad(site, iris.LABEL, iris.string(min(names, key=lambda name: (len(name), name))))
    for predicate, values in (("company", {each.company for each in history}), ("place", {each.place for each in history})):
        yield from (Quad(site, cx(predicate), Iri(value)) for value in sorted(values))
    yield from (Quad(site, cx("facilityKind"), Literal(kind)) for kind in sorted({each.kind for each in history if each.kind}))
    firm = [each for each in history if each.status not in _NOT_FIRM]
    if not firm:
        yield Quad(site, cx("status"), Literal(history[-1].status))
    history = firm or history
    stage, since = _now([each for each in history if not each.phase] or history)
    yield Quad(site, cx("stage"), Literal(stage))
    if since != date.min:
        yield Quad(site, cx("stageFrom"), iris.day(since))
    for phase in sorted({each.phase for each in history if each.phase}):
        stage, _ = _now([each for each in history if each.phase == phase])
        yield Quad(site, cx("phaseStage"), iris.string(f"{phase} {stage}"))


def _now(history: list[Step]) -> tuple[str, date]:
    """Where the ladder stands after the last step, and since when.

    A site that is built or runs does not fall back to a plan: plans told later are of more. What is withdrawn while a site runs
    is such a plan of more.
    """
    rung, since = history[0].rung, history[0].since
    for each in history[1:]:
        of_more = rung == 2 and each.detail in _ENDS_A_PLAN
        if (each.rung > rung or rung == 3) and each.rung != rung and not of_more:
            rung, since = each.rung, each.since
    return _RUNGS[rung], since


def _tail(iri: str, base: str) -> str:
    """A part of a site's IRI for an entity: its slug, with its type where that is not the usual one."""
    if not iri.startswith(base):
        return iris.digest(iri, length=16)
    return re.sub("^(?:org|place)/", "", iri.removeprefix(base)).replace("/", "-")


def _hyphened(kind: str) -> str:
    """
    >>> _hyphened("DataCenter")
    'data-center'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()
