"""Dates, numbers and names of a claim against those of its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitbot.dates import Date
from summitbot.text import load_data
from summitbot.verification.comparison import Comparison, Flag, left_over
from summitbot.verification.facts import Facts
from summitbot.verification.names import Name
from summitbot.verification.numbers import Number

_SMALL = 2  # "two countries", "both sides": small numbers in words are often the writer's own count


def dates(pair: Comparison) -> Iterator[Flag]:
    """Dates that the evidence does not give, or gives otherwise where it says the same."""
    known = [span.date for sentence in pair.everything for span in sentence.dates]
    here = [span.date for span in pair.nearest.dates]
    mine = [span.date for span in pair.claim.dates]
    for date in mine:
        other = next((d for d in here if _rivals(date, d) and not any(_fits(m, d) for m in mine)), None)
        if _given(date, known):
            if other and not _given(date, here) and not any(_has(date, s) for s in pair.others):
                if pair.alike:
                    yield Flag(True, f"the date differs: {other} in the evidence, {date} in the claim")
        elif other:
            yield Flag(True, f"the date differs: {other} in the evidence, {date} in the claim")
        else:
            yield Flag(False, f"the date {date} is not in the evidence")
    for date, rival in _dates_left(mine, here) if pair.alike else ():
        yield Flag(True, f"the date differs: {rival} in the evidence, {date} in the claim")


def _dates_left(mine: list[Date], theirs: list[Date]) -> Iterator[tuple[Date, Date]]:
    """Dates too many in the claim and rivals of theirs that it leaves out: "27 and 27" for "27 and 28 February"."""
    free, others = left_over(mine, theirs, lambda a, b: a.relation(b) == "same", _fits)
    for date in free:
        if _given(date, theirs):
            yield from ((date, other) for other in others if _rivals(date, other))


def _has(date: Date, sentence: Facts) -> bool:
    return _given(date, [span.date for span in sentence.dates])


def _given(date: Date, known: list[Date]) -> bool:
    """Is the date among those known; a day without year may take the year from another date?"""
    if any(_fits(date, other) for other in known):
        return True
    bare = Date(None, date.month, date.day)
    years = {other.year for other in known}
    return bool(date.month and date.year in years and bare in known)


def _fits(date: Date, other: Date) -> bool:
    return date.relation(other) in ("same", "coarser")


def _rivals(date: Date, other: Date) -> bool:
    """Dates that exclude each other and say equally much."""
    same_kind = (bool(date.day), bool(date.month)) == (bool(other.day), bool(other.month))
    return same_kind and date.relation(other) == "conflict"


def numbers(pair: Comparison) -> Iterator[Flag]:
    """Numbers that the evidence does not give, or gives otherwise for the same thing."""
    known = [number for sentence in pair.everything for number in sentence.numbers]
    mine = pair.claim.numbers
    for number in mine:
        other = next((n for n in pair.nearest.numbers if _other(number, n) and not _in(n, mine)), None)
        if other and not any(_same_count(number, n) for s in pair.near for n in s.numbers):
            yield Flag(
                True, f"the number differs: {other.shown} in the evidence, {number.shown} in the claim"
            )
        elif measured := _other_measure(number, pair):
            yield Flag(True, f"the measure differs: {measured} in the evidence, {number.noun} in the claim")
        elif not _in(number, known) and not number.ordinal and not (number.worded and number.value <= _SMALL):
            yield Flag(False, f"the number {number.shown} is not in the evidence")
        elif swapped := next((n for n in pair.nearest.numbers if _other(number, n)), None):
            if number.noun and not any(_same_count(number, n) for n in known):
                yield Flag(
                    True, f"the number differs: {swapped.shown} in the evidence, {number.shown} in the claim"
                )
    free, others = left_over(mine, pair.nearest.numbers, _same_count, _same_value)
    for number in free if pair.alike else ():
        if _in(number, pair.nearest.numbers) and (
            other := next((n for n in others if n.ordinal == number.ordinal), None)
        ):
            yield Flag(
                True, f"the number differs: {other.shown} in the evidence, {number.shown} in the claim"
            )


def _same_value(number: Number, other: Number) -> bool:
    return number.value == other.value and number.ordinal == other.ordinal


def _other_measure(number: Number, pair: Comparison) -> str:
    """'two weeks' where the nearest sentence has 'two days' ('' where not)."""
    measures = load_data("verifying")["numbers"]["measures"]
    if number.noun not in measures or any(_same_count(number, n) for s in pair.everything for n in s.numbers):
        return ""
    theirs = (n.noun for n in pair.nearest.numbers if n.value == number.value and n.noun in measures)
    return next(theirs, "")


def _in(number: Number, others: tuple[Number, ...] | list[Number]) -> bool:
    return any(_same_value(number, n) for n in others)


def _same_count(number: Number, other: Number) -> bool:
    alike = (number.ordinal, number.clock, number.noun) == (other.ordinal, other.clock, other.noun)
    return alike and number.value == other.value


def _other(number: Number, other: Number) -> bool:
    """Do both count the same thing, with another result?"""
    if (number.ordinal, number.clock) != (other.ordinal, other.clock) or number.value == other.value:
        return False
    return number.clock or (bool(number.noun) and number.noun == other.noun)


def names(pair: Comparison) -> Iterator[Flag]:
    """Names that the evidence does not have, or has another one for in the same place."""
    absent = []
    for name in pair.claim.names:
        if any(name.agrees(other) for s in pair.everything for other in s.names) or _said(name, pair):
            continue
        absent.append(name)
    rivals = {id(name): rival for name, rival in _rival_names(pair)}
    missing = []
    for name in {n.key: n for n in absent}.values():
        rival = rivals.get(id(name))
        if rival:
            yield Flag(True, f"the name differs: {rival.shown} in the evidence, {name.shown} in the claim")
        elif not name.unsure:
            missing.append(name)
    for shown in _joined(pair.claim, missing):
        yield Flag(False, f"the name {shown} is not in the evidence")
    for name, rival in _rival_names(pair):
        if name not in absent:
            yield Flag(
                True, f"the name differs: {rival.shown} in the evidence, {name.shown} in the claim", 0.5
            )


def _joined(claim: Facts, names: Sequence[Name]) -> Iterator[str]:
    """The names as they are shown, those that "of" ties together as one: "Order of the British Empire"."""
    start = end = -1
    for name in names:
        tied = 0 < end < name.start and {t.word for t in claim.tokens[end : name.start]} in (
            {"of"},
            {"of", "the"},
        )
        if not tied and end > 0:
            yield claim.text[claim.tokens[start].start : claim.tokens[end - 1].end]
        start, end = start if tied else name.start, name.end
    if end > 0:
        yield claim.text[claim.tokens[start].start : claim.tokens[end - 1].end]


def _said(name: Name, pair: Comparison) -> bool:
    """Do the name's words stand in the evidence, if not as a name?"""
    stems = set(pair.claim.stems[name.start : name.end])
    return any(stems <= s.places.keys() for s in pair.everything)


def _rival_names(pair: Comparison) -> Iterator[tuple[Name, Name]]:
    """(name of the claim, name of the evidence) that stand in one place of two sentences that say the same."""
    if not pair.alike:
        return

    def in_place(name: Name, other: Name) -> bool:
        return name.key == other.key and _one_place(pair.claim, name, pair.nearest, other)

    tests = in_place, _same_form, same_key, Name.agrees
    extra, free = left_over(pair.claim.names, pair.nearest.names, *tests)
    for name in extra:
        if any(name.agrees(n) for s in pair.others for n in s.names if s is not pair.nearest):
            continue
        for rival in free:
            if _one_place(pair.claim, name, pair.nearest, rival):
                yield name, rival
                break


def _same_form(name: Name, other: Name) -> bool:
    return name.words == other.words


def same_key(name: Name, other: Name) -> bool:
    """Are both forms of one name?"""
    return name.key == other.key


def _one_place(a: Facts, name: Name, b: Facts, rival: Name) -> bool:
    """Is the word before, or the word after, the same (articles passed over)?"""
    left = beside(a, name.start, -1), beside(b, rival.start, -1)
    right = beside(a, name.end - 1, 1), beside(b, rival.end - 1, 1)
    if name.unsure or left == ("", ""):
        return right[0] == right[1] != ""
    return left[0] == left[1] or right[0] == right[1] != ""


def beside(facts: Facts, at: int, step: int) -> str:
    """The stem before (-1) or after (1) a place, articles passed over; "" where there is none."""
    at += step
    while 0 <= at < len(facts.tokens) and facts.tokens[at].word in ("the", "a", "an"):
        at += step
    return facts.stems[at] if 0 <= at < len(facts.tokens) else ""
