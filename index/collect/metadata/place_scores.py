"""How much each place is meant by a text: scores by where it is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.collect.formats import Clue
from index.collect.gazetteer import CENTRE, city_of, is_municipality, region_of
from index.collect.kinds import Block
from index.collect.metadata import centre
from index.collect.metadata.addresses import place_in
from index.collect.metadata.facts import Facts
from index.collect.metadata.mentions import Mention, in_paragraphs, mentions
from index.errors import N_
from index.text.fold import fold

_NAMED = {
    "title": N_("named in the title"),
    "subtitle": N_("named in the subtitle"),
    "byline": N_("named in the byline"),
    "note": N_("named in a note"),
    "paragraph": N_("named in a first paragraph"),
}
ZONES = {"title": 10.0, "subtitle": 8.0, "byline": 6.0, "note": 3.0}
FIRST, SHARE, OPENING, _HEAD = 3.0, 6.0, 3, 12
_THRESHOLD = 3.0
OWN = 2.0
ABOUT = ("byline", "note")
_ADDRESS = 3.0
# 湖南省直, 株洲市委: a name with its administration says more than a name.
_ADMINISTERED = 1.5
_LEADER = 24.0
# Where a report was wired from is not whose work it reports.
_DATELINE = re.compile(r"^.{0,12}?(?:社|网|报|台|讯|电).{1,10}?[0-9]{1,2}月[0-9]{1,2}日[电讯]")


@dataclass(slots=True)
class Scores:
    """What each region and city has; the regions named where texts name their own, in a head, or stated."""

    region: dict[str, float]
    city: dict[tuple[str, str], float]
    said: set[str] = field(default_factory=set)
    headed: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)


def add(scores: Scores, facts: Facts, found: Iterable[Mention], weight: float, where: str) -> None:
    """The first place named in a zone weighs most; each place counts once in it."""
    found = list(found)
    crowd = len({mention.region for mention in found})
    if crowd > 2:  # a list of places is not where the text is from
        weight /= crowd
    seen: set[str] = set()
    rank, end = 0, -1
    cities: set[tuple[str, str]] = set()
    for mention in found:
        strength = weight * min(mention.weight, _ADMINISTERED)
        if mention.city is not None and (mention.region, mention.city) not in cities:
            cities.add((mention.region, mention.city))
            scores.city[mention.region, mention.city] += strength / len(cities)
        if mention.region in seen:
            continue
        seen.add(mention.region)
        # 鄂东、皖南两个案例: of two that are counted off, the first is not more.
        rank += mention.start != end + 1 or not rank
        end = mention.end
        value = strength / rank
        scores.region[mention.region] += value
        scores.said.add(mention.region)
        if where in ZONES:
            scores.headed.add(mention.region)
        facts.note("region", mention.region, round(value, 2), _NAMED[where])


def add_share(
    scores: Scores, facts: Facts, named: list[Mention], central: int, levels: Mapping[str, float]
) -> None:
    """Add for each place its share of the places named in the text."""
    total = sum(mention.weight for mention in named) + central
    if total < 2 and not _alone(named, levels):
        return
    regions: dict[str, float] = defaultdict(float)
    cities: dict[tuple[str, str], float] = defaultdict(float)
    for mention in named:
        regions[mention.region] += mention.weight
        if mention.city is not None:
            cities[mention.region, mention.city] += mention.weight
    regions[CENTRE] += central
    for region, weight in regions.items():
        value = SHARE * weight / total
        scores.region[region] += value
        if value >= 1:
            facts.note("region", region, round(value, 2), N_("its share of the places named in the text"))
    for city, weight in cities.items():
        scores.city[city] += SHARE * weight / total


def dateline(block: Block) -> int:
    """Where the text of a paragraph begins behind its dateline."""
    return wire.end() if (wire := _DATELINE.match(block.key)) else 0


def _alone(named: list[Mention], levels: Mapping[str, float]) -> bool:
    """Whether a text that speaks of itself as of a place names one place only, and one of that level."""
    own = max(levels.values())
    fitting = [
        m
        for m in named
        if m.weight >= 1 and ((m.city is None) == (own == levels["省"]) or is_municipality(m.region))
    ]
    return own >= OWN and bool(fitting) and len({mention.region for mention in named}) == 1


def _add_clue(scores: Scores, facts: Facts, clue: Clue, rank: float) -> None:
    region: str | None = None
    city: tuple[str, str] | None = None
    if clue.field == "region":
        region = region_of(clue.value)
    elif clue.field == "city":
        city = city_of(clue.value)
    else:
        named = [mention for mention in mentions(fold(clue.value)) if mention.weight >= 1]
        if len({mention.region for mention in named}) == 1:
            region = named[0].region
            city = next(((m.region, m.city) for m in named if m.city), None)
        rank = min(rank, ZONES["byline"])
    if region is None and city is not None:
        region = city[0]
    if region is None:
        return
    scores.region[region] += rank
    scores.said.add(region)
    scores.headed.add(region)
    scores.stated.add(region)
    if city is not None:
        scores.city[city] += rank
    facts.note("region", region, round(rank, 2), clue.reason)


def add_clues(scores: Scores, facts: Facts, own: bool) -> None:
    """What the format of the file says of the place, and the address of the page: that says whose 省直 is
    meant, but many pages are of elsewhere.
    """
    for field_name in ("region", "city", "source"):
        for rank, clue in facts.clue(field_name)[:1]:
            _add_clue(scores, facts, clue, rank)
    for _, clue in facts.clue("site")[:2] if own else ():
        found = [m for m in in_paragraphs([fold(clue.value)])[0] if m.weight >= 1]
        if len({mention.region for mention in found}) == 1:
            region = found[0].region
            scores.region[region] += _ADDRESS
            scores.said.add(region)
            scores.headed.add(region)
            if city := next((m.city for m in found if m.city), None):
                scores.city[region, city] += _ADDRESS
            facts.note("region", region, _ADDRESS, clue.reason)
            break
    for address in facts.addresses():
        if place := place_in(address):
            scores.region[place[0]] += _ADDRESS
            scores.said.add(place[0])
            if own:
                scores.headed.add(place[0])
            if place[1] is not None:
                scores.city[place[0], place[1]] += _ADDRESS
            facts.note("region", place[0], _ADDRESS, N_("in the address of the page"))


def add_centre(scores: Scores, facts: Facts, named: Mapping[int, list[Mention]]) -> None:
    """Add for the bodies of the centre that act."""
    found: list[tuple[float, str]] = []
    for block in facts.of("title", "subtitle"):
        if centre.acts(block, named[id(block)]):
            found.append(
                (1.5 * ZONES[block.kind], N_("a body of the centre is named in the title or subtitle"))
            )
        elif centre.leader_goes(block.key):
            # where leaders of the centre go, or whom they meet, is not whose work it is
            found.append((_LEADER, N_("a body of the centre is named in the title or subtitle")))
    for number, block in enumerate(facts.prose[:OPENING]):
        begin = dateline(block)
        places = [mention for mention in named[id(block)] if mention.start >= begin]
        if number == 0 and centre.begins(block.key, begin, places) and not _theirs(facts):
            found.append((2 * FIRST, N_("a body of the centre acts in a first paragraph")))
            if any(centre.national(title.key) for title in facts.of("title")):
                found.append((ZONES["title"], N_("a body of the centre is named in the title or subtitle")))
        elif centre.acts_in(block.key, places):
            found.append((FIRST / (number + 1), N_("a body of the centre acts in a first paragraph")))
    if any(centre.addresses_all(block.key) for block in facts.blocks[:_HEAD]):
        found.append((2 * ZONES["title"], N_("it is addressed to all provinces")))
    for value, reason in found:
        scores.region[CENTRE] += value
        scores.said.add(CENTRE)
        facts.note("region", CENTRE, round(value, 2), reason)


def issued(facts: Facts, named: Mapping[int, list[Mention]]) -> bool:
    """Whether a text tells what the centre sends out, names no place but where it was wired from, and does
    not speak of 我市.
    """
    if not any(centre.issues(block.key) for block in facts.prose[:OPENING]) or _theirs(facts):
        return False
    if any(
        mention.weight >= 1 and not mention.medium and mention.start >= dateline(block)
        for block in (*facts.titles, *facts.prose)
        for mention in named[id(block)]
    ):
        return False
    facts.note("region", CENTRE, FIRST, N_("a body of the centre acts in a first paragraph"))
    return True


def _theirs(facts: Facts) -> bool:
    """Whether a text speaks of 我院 or 我市: what the centre does in it is told by somebody below."""
    return any("我" in block.key and _OUR_BODY.search(block.key) for block in facts.prose)


_OUR_BODY = re.compile("我(?:院|校|公司|集团|局|所|厂|市|县|区|省|州|盟|旗)(?!委)")


def winner(scores: dict[str, float]) -> str | None:
    """What stands out, if it has enough."""
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0][1] < 1.25 * ranked[1][1]:
        return None
    return ranked[0][0]
