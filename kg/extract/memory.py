"""What a document has spoken of so far: the sites, the actors, the topic."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.draft import Draft
from kg.model import EntityType, Kind, Reading

SURE_NAME = 0.65
"""How sure the best mention of what a document is about must be that it is an organisation."""

NOBODY = -1
"""The subject of a draft whose agent the text has not named yet."""


@dataclass(slots=True)
class SiteMemory:
    """A facility that was told: whose, where, of what kind; with the drafts that tell it."""

    agents: list[int]
    places: list[int]
    kind: str
    sentence: int
    plural: bool
    drafts: list[Draft] = field(default_factory=list)
    pending: list[Draft] = field(default_factory=list)  # told before the text names who it is


@dataclass(slots=True)
class Memory:
    """Carried from sentence to sentence of one document."""

    sites: list[SiteMemory] = field(default_factory=list)
    dominant: str = "DataCenter"
    about_facilities: bool = False
    topic: int | None = None
    deal: Draft | None = None  # the last investment
    bought: Draft | None = None  # the last acquisition
    partners: list[int] = field(default_factory=list)
    spoken: tuple[int, list[int]] = (-9, [])  # the last sentence, and the organisations that are its subject
    place: list[int] = field(default_factory=list)
    posts: dict[int, int] = field(default_factory=dict)  # a person's organisation, by the first post told
    titles: dict[int, str] = field(default_factory=dict)  # the title of that post

    def actors(self, sentence: int) -> list[int]:
        """Who the text has just said to invest or to build, in the sentence before or in this one."""
        site = next((s for s in reversed(self.sites) if s.agents), None)
        if site is not None and sentence - site.sentence <= 1:
            return site.agents
        for deal in (self.deal, self.bought):
            if deal is not None and sentence - deal.sentence <= 1 and isinstance(deal.subject, int):
                return [deal.subject]
        return []

    def nameless(self, sentence: int, reach: int = 6) -> SiteMemory | None:
        """The last site that was told without saying whose it is."""
        return next((s for s in reversed(self.sites) if s.pending and not s.agents and sentence - s.sentence <= reach), None)

    def site(self, sentence: int, agents: list[int] | None = None, reach: int = 4) -> SiteMemory | None:
        """The last site that was told, within a few sentences, of these agents if given."""
        for site in reversed(self.sites):
            if sentence - site.sentence > reach:
                return None
            if not agents or not site.agents or set(agents) & set(site.agents):
                return site
        return None

    def pointed(self, sentence: int, agents: list[int], plural: bool, reach: int = 8) -> SiteMemory | None:
        """The site that "the facility", "the project", "they" points to: a coming one before what only runs in the background."""
        near = [
            s
            for s in reversed(self.sites)
            if sentence - s.sentence <= reach and (not agents or not s.agents or set(agents) & set(s.agents))
        ]
        fitting = [s for s in near if s.plural == plural] if plural else [s for s in near if not s.plural] or near[:1]
        coming = [s for s in fitting if s.drafts and s.drafts[0].predicate.startswith(("plans", "builds", "cancels"))]
        background = [s for s in fitting if sentence - s.sentence <= 1]
        if background and background[0] not in coming and not coming:
            return background[0]
        return coming[0] if coming else fitting[0] if fitting else None


def topic_of(reading: Reading) -> int | None:
    """The organisation that a document is most about: often named, in the title, early."""
    weight: dict[int, float] = {}
    best: dict[int, float] = {}
    lead = len(reading.document.title) + 400
    for m in reading.mentions:
        if m.type is EntityType.ORGANIZATION and m.kind is Kind.NAME and m.score >= 0.5:
            for r in m.referents:
                best[r] = max(best.get(r, 0.0), m.score)
                weight[r] = weight.get(r, 0.0) + 1.0 + (2.0 if m.start < len(reading.document.title) else 1.0 if m.start < lead else 0.0)
    return max((r for r in weight if best[r] >= SURE_NAME), key=lambda r: (weight[r], -r), default=None)
