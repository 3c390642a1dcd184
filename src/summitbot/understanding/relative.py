"""Events named by another one ('the meeting before the Hill summit'), and times set by events or people.

What counts as before and after, and who held office when, comes from the front matter alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from summitbot.reading import Mention, Period
from summitbot.records import Source
from summitbot.text import fold, load_data, name_in

_MEETINGS = ("summit", "meeting")
_FIRST, _LAST = "0000", "9999"
# How many months 'the weeks before' an event go back at most.
_MONTHS_BACK = {"day": 1, "week": 3, "month": 12, "year": 60}


Find = Callable[[str], Sequence[Mention]]


def spell_out(text: str, find: Find, sources: Mapping[str, Source]) -> str:
    """The text with 'the meeting before X' replaced by that meeting's own name; unchanged where none is known.

    `find` gives the names in a text.
    """
    text = _counted(_each_ordinal(text, find), find, sources)
    folded = fold(text)
    found = re.search(load_data("understanding")["neighbour"]["pattern"], folded)
    if not found or len(folded) != len(text):
        return text
    anchor = _first(folded[found.end() :], find)
    event = _event(anchor, sources) if anchor else None
    other = _neighbour(event, sources, found["way"] in ("before", "preceding", "prior to")) if event else None
    named = re.compile(r"[\W_]+".join(map(re.escape, anchor.words)) if anchor else "").search(
        folded, found.end()
    )
    if other is None or named is None:
        return text
    name = name_in(other.title)
    if found.start():
        name = re.sub(r"^The\b", "the", name)
    return f"{text[: found.start()]}{name}{text[named.end() :].replace(')', '', 1)}"


def _each_ordinal(text: str, find: Find) -> str:
    """'The first and second X' as 'the first X and the second X', where both are names."""
    found = re.search(load_data("understanding")["two_ordinals"]["pattern"], text, re.IGNORECASE)
    if not found:
        return text
    noun = re.sub(r"(?<=[a-rt-z])s$", "", found["noun"])
    both = [f"{which} {noun}" for which in (found["one"], found["other"])]
    if not all(_first(fold(name), find) for name in both):
        return text
    return f"{text[: found.start()]}{both[0]}{found['joint']}{both[1]}{text[found.end() :]}"


def _counted(text: str, find: Find, sources: Mapping[str, Source]) -> str:
    """'The second summit', where no event is named, as the best known one of that name ('second Lake summit'), by its own name.

    The people named must be those who met there.
    """
    found = re.search(load_data("understanding")["counted"]["pattern"], fold(text))
    mentions = find(text)
    people = {m.ids[0] for m in mentions if sources[m.ids[0]].kind == "person"}
    if not found or len(fold(text)) != len(text) or any(_event(m, sources) for m in mentions):
        return text
    which = {"2nd": "second", "1st": "first", "3rd": "third"}.get(found["which"], found["which"])
    name = re.compile(rf"^(?:the )?{which} (?:\S+ ){{1,3}}{found['noun']}$")
    bearers = [s for s in _meetings(sources.values()) if any(name.search(fold(a)) for a in s.aliases)]
    linked = Counter(other for source in sources.values() for other in source.related)
    meant = [s for s in bearers if people <= set(s.people[:2])]
    if not meant:
        return text
    best = name_in(max(meant, key=lambda s: (linked[s.id], s.id)).title)
    return f"{text[: found.start()]}{re.sub(r'^The ', 'the ', best)}{text[found.end() :]}"


def window(text: str, find: Find, sources: Mapping[str, Source]) -> Period | None:
    """The time that a question sets by events or by a person's years in office, or None.

    >>> window("what happened between the Lake summit and the Hill summit", …)     # doctest: +SKIP
    Period(start='1990-05-04', end='1991-06-12')
    """
    folded = fold(text)
    data = load_data("understanding")["windows"]
    mentions = find(text)
    events = sorted(filter(None, (_event(m, sources) for m in mentions)), key=_date)
    if len(events) > 1 and re.search(data["between"], folded):
        return Period(_end(events[0]), _date(events[1]))
    first = _event(_named_after("after", folded, find), sources)
    last = _event(_named_after("before", folded, find), sources)
    if first and last and _end(first) < _date(last):
        return Period(_end(first), _date(last))
    if last:
        return Period(_reach(folded, _date(last)), _date(last))
    if first:
        rest = re.search(data["that_year"], folded)
        return Period(_end(first), f"{_end(first)[:4]}-12-31" if rest else _LAST)
    if re.search(data["under"], folded):
        return next((t for m in mentions for i in m.ids if (t := _term(sources[i]))), None)
    return None


def _named_after(way: str, folded: str, find: Find) -> Mention | None:
    """The first name that follows at once upon a word of a way ('after the X', 'up to X')."""
    words_of_way = re.finditer(load_data("understanding")["windows"][way], folded)
    return next((m for match in words_of_way if (m := _first(folded[match.end() :], find))), None)


def _reach(folded: str, end: str) -> str:
    """How far back 'the months before X' go, as a date; all the way where no unit is said."""
    unit = re.search(load_data("understanding")["windows"]["reach"], folded)
    if not unit:
        return _FIRST
    months = int(end[:4]) * 12 + int(end[5:7] or 1) - 1 - _MONTHS_BACK[unit["unit"].rstrip("s")]
    return f"{months // 12}-{months % 12 + 1:02d}-01"


def _first(text: str, find: Find) -> Mention | None:
    """The name that a text opens with."""
    mention = next(iter(find(text)), None)
    return mention if mention and _opens(text, mention) else None


def _opens(text: str, mention: Mention) -> bool:
    return bool(re.match(r"[\W_]*(?:the )?" + r"[\W_]+".join(map(re.escape, mention.words)), text))


def _event(mention: Mention | None, sources: Mapping[str, Source]) -> Source | None:
    """The dated event that a mention stands for, by its own name or as the place of one."""
    for id_ in (*mention.ids, *mention.held[:1]) if mention else ():
        if sources[id_].kind in ("event", "document") and sources[id_].date:
            return sources[id_]
    return None


def _neighbour(event: Source, sources: Mapping[str, Source], before: bool) -> Source | None:
    """The meeting of the same people next to an event in time."""
    alike = [s for s in _meetings(sources.values()) if s.id != event.id and _same_people(event, s)]
    if before:
        return max((s for s in alike if _end(s) < _date(event)), key=_date, default=None)
    return min((s for s in alike if _date(s) > _end(event)), key=_date, default=None)


def _meetings(sources: Iterable[Source]) -> Iterable[Source]:
    return (s for s in sources if s.kind == "event" and s.type in _MEETINGS and s.date)


def _same_people(one: Source, other: Source) -> bool:
    """Do two meetings share the first two people that each names (who met)?"""
    return set(one.people[:2]) == set(other.people[:2]) and len(one.people) > 1


def _date(source: Source) -> str:
    return source.date or ""


def _end(source: Source) -> str:
    return source.end or _date(source)


def _term(person: Source) -> Period | None:
    """The years of a person's first office with dates."""
    spans = [(start, end) for _, start, end in person.roles if start]
    return Period(spans[0][0], spans[0][1] or _LAST) if spans else None
