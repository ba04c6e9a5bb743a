"""Made-up names of organisations, for training: a tagger that sees only well-known names learns the names, not the signs."""

from __future__ import annotations

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


def _names(text: str) -> list[str]:
    return text.split("|")


_STARTS = _words(
    "ac al am an ar as at av bel ber bri cal cam can car cas cen cer cla col con cor cre cy dal dan del den dex dor dra ed el em en "
    "er ev ex fal fer fin flex for fra gal gen glo gra ham hel hex hor hy il in iris jas jun kal kel ken kin kor lan len lex lin lo "
    "lu mag mar mel mer mid mon mor nav neo ner nex no nor nov oc om or orb os pan par pel per plex pol pra pri qu ra ran re ro sal "
    "san sca sel ser sil sol spec ster stra sum syn tal tech tel ter thor ti tor tra tri ul un ur val van vel ver vi vir vol wes win "
    "xen yo zen zi"
)
_ENDS = _words(
    "a ia io ix ex on an en is us um ar or er al el eo ent ant ora ica ata ida ine ion ium ium ys yx ly fy ity ova eva ano ino ara "
    "era ura ona ena ence ance point line port gate core base wave star stone field bridge path stream scale grid net data cloud soft "
    "tech tel com link ware works labs way"
)
_PLAIN = _words(
    "Summit Harbor Cedar Granite Beacon Anchor Horizon Pinnacle Falcon Sterling Liberty Pioneer Frontier Crescent Meridian Northgate "
    "Redwood Silver Copper Iron Blue Green Black White Red Golden Prime First United National American Pacific Atlantic Northern "
    "Southern Eastern Western Global General Allied Advanced Applied Modern Digital Open True Bright Clear Swift Rapid Quantum Fusion "
    "Vertex Apex Zenith Nova Aurora Orion Titan Atlas Phoenix Eagle Lion Tiger Bear Fox River Ocean Mountain Valley Prairie Island "
    "Stone Rock Bridge Tower Castle Crown Shield Arrow Spark Flame Signal Edge Core Nexus Pulse Echo Ridge Compass Switch Stack "
    "Aligned Novel Element Catalyst Vantage Element Cipher Crusoe Lantern Lighthouse Canopy Keystone"
)
_COMPANY = _names(
    "Inc|Inc.|Corp|Corp.|Corporation|Ltd|Ltd.|Limited|LLC|LP|PLC|plc|GmbH|AG|SA|S.A.|SpA|BV|B.V.|NV|AB|ASA|Oyj|Pte Ltd|Pty Ltd|"
    "Sdn Bhd|Berhad|Co.|Co., Ltd.|Company|Group|Holdings|Group Holdings|Holding"
)
_HEADS = _names(
    "Data Centers|Data Centres|Data Center|Datacenters|Digital|Cloud|Cloud Services|Networks|Technologies|Technology|Systems|"
    "Telecom|Communications|Infrastructure|Energy|Power|Solar|Renewables|Electric|Capital|Capital Partners|Partners|Ventures|"
    "Investments|Investment Management|Asset Management|Realty|Realty Trust|Properties|Real Estate|Construction|Engineering|"
    "Industries|Semiconductor|Software|Labs|AI|Media|Bank|Insurance|Hosting|Internet|Fiber|Broadband|Wireless|Mobile|Health|"
    "Logistics|Motors|Foods|Pharmaceuticals|Analytics|Security|Compute|Colocation|Interactive|Studios|Group|"
    "Infrastructure Partners|Equity Partners|Growth Partners|Development|Development Company|Land Company|Global|International|"
    "Solutions|Consulting"
)
_PUBLIC = _names(
    "{p} University|University of {p}|{p} Economic Development Corporation|{p} Economic Development Authority|"
    "{p} Chamber of Commerce|Department of {t}|{p} Department of {t}|Ministry of {t}|{p} Power Authority|{p} City Council|"
    "{p} Planning Commission|{p} Board of Supervisors|{p} County Commission|{p} Public Service Commission|{p} Port Authority|"
    "Government of {p}|{p} Investment Authority|{p} Pension Fund|{p} Electric Cooperative|Bank of {p}"
)
_THEMES = _names(
    "Commerce|Energy|Finance|Communications|Digital Affairs|Environmental Quality|Economic Development|Trade and Industry|Labor|"
    "Licensing and Regulation|Defense|Transportation"
)


class Inventor:
    """Makes names. ``families`` and ``places`` are real family and place names to make some of them from."""

    def __init__(self, random: Random, families: list[str], places: list[str]) -> None:
        self._random = random
        self._families = families
        self._places = places

    def _coined(self) -> str:
        pick = self._random.choice
        word = (pick(_STARTS) + (pick(_STARTS) if self._random.random() < 0.25 else "") + pick(_ENDS)).capitalize()
        style = self._random.random()
        if style < 0.10:
            return word + pick(_ENDS).capitalize()
        if style < 0.14:
            return word + pick(("One", "AI", "IQ", "DC", "Tech", "Net", "Data", "Cloud", "365", "X", "Q"))
        if style < 0.17:
            return pick(("at", "e", "i", "x", "n", "my", "go", "be")) + word
        if style < 0.19:
            return word.lower()
        return word

    def _acronym(self) -> str:
        letters = "".join(self._random.choice("ABCDEFGHIJKLMNOPRSTVWX") for _ in range(self._random.choice((2, 3, 3, 3, 4, 4, 5))))
        return letters if self._random.random() < 0.9 else letters[0] + self._random.choice("23456789")

    def _core(self) -> str:
        pick, dice = self._random.choice, self._random.random()
        if dice < 0.45:
            return self._coined()
        if dice < 0.62:
            return pick(_PLAIN) if self._random.random() < 0.6 else f"{pick(_PLAIN)} {pick(_PLAIN)}"
        if dice < 0.74:
            return self._acronym()
        if dice < 0.86:
            return pick(self._families)
        if dice < 0.93:
            return pick(self._places)
        return f"{pick(self._families)} {pick(('&', 'and'))} {pick(self._families)}"

    def full(self) -> str:
        """A name as a text gives it at first: with what tells its kind."""
        pick, dice = self._random.choice, self._random.random()
        if dice < 0.12:
            return pick(_PUBLIC).format(p=pick(self._places), t=pick(_THEMES))
        name = f"{self._core()} {pick(_HEADS)}"
        if dice < 0.35:
            return f"{name} {pick(_COMPANY)}"
        return name if dice < 0.75 else f"{self._core()} {pick(_COMPANY)}"

    def short(self) -> str:
        """A name of one or two words that does not tell what it is."""
        dice = self._random.random()
        if dice < 0.55:
            return self._coined()
        if dice < 0.75:
            return self._acronym()
        return self._random.choice(_PLAIN) if dice < 0.85 else self._random.choice(self._families)

    def like(self, name: str) -> str:
        """A made-up name about as long as the given one."""
        return self.short() if " " not in name and self._random.random() < 0.8 else self.full()
