"""Typed conflicts between a claim and the sentences that say most of it, each in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summitbot.dates import Date
from summitbot.stemming import stem
from summitbot.text import load_data, word_set
from summitbot.verification.facts import Facts, Number
from summitbot.verification.roles import roles_swapped, speaker_differs, ways_swapped


@dataclass(frozen=True)
class Flag:
    """A finding: does it contradict (or is something only missing), why, and what it costs (1 is whole)."""

    contradicts: bool
    reason: str
    cost: float = 1.0


def find_flags(claim: Facts, best: Sequence[Facts], everything: Sequence[Facts]) -> list[Flag]:
    """Every conflict and every fact of the claim that the evidence lacks."""
    checks: tuple[Callable[[], Iterator[Flag]], ...] = (
        lambda: _dates(claim, best, everything),
        lambda: _numbers(claim, best, everything),
        lambda: _names(claim, everything),
        lambda: _polarity(claim, best),
        lambda: _antonyms(claim, best),
        lambda: _parts(claim, best),
        lambda: _hedges(claim, best),
        lambda: _roles(claim, best),
    )
    return [flag for check in checks for flag in check()]


def _dates(claim: Facts, best: Sequence[Facts], everything: Sequence[Facts]) -> Iterator[Flag]:
    near = [d for sentence in best for d in sentence.dates]
    known = [d for sentence in everything for d in sentence.dates]
    for date in claim.dates:
        relations = {date.relation(other) for other in known}
        if relations & {"same", "coarser"}:
            continue
        other = next((d for d in near if date.relation(d) == "conflict" and _alike(date, d)), None)
        if other is not None and "finer" not in relations:
            yield Flag(True, f"the date differs: {other} in the evidence, {date} in the claim")
        else:
            yield Flag(False, f"the date {date} is not in the evidence")


def _alike(a: Date, b: Date) -> bool:
    """Dates of one precision, or at least both with a year."""
    return bool(a.year and b.year) or bool(a.month and b.month)


def _numbers(claim: Facts, best: Sequence[Facts], everything: Sequence[Facts]) -> Iterator[Flag]:
    near = [n for sentence in best for n in sentence.numbers]
    known = {n.value for sentence in everything for n in sentence.numbers}
    for number in claim.numbers:
        if number.value in known or (number.value == 1 and number.shown in ("one", "single", "once")):
            same = [n for n in near if n.noun == number.noun and number.noun]
            if not same or any(n.value == number.value for n in same):
                continue
        other = next((n for n in near if n.noun == number.noun and number.noun), None)
        if other is not None and other.value != number.value:
            yield Flag(
                True, f"the number differs: {_shown(other)} in the evidence, {_shown(number)} in the claim"
            )
        elif number.value not in known:
            yield Flag(False, f"the number {number.shown} is not in the evidence")


def _shown(number: Number) -> str:
    return number.shown


def _names(claim: Facts, everything: Sequence[Facts]) -> Iterator[Flag]:
    known = {name.key for sentence in everything for name in sentence.names}
    said = {token for sentence in everything for token in sentence.tokens}
    stems = {s for sentence in everything for s in sentence.stems}
    missing = []
    for name in claim.names:
        tokens = claim.tokens[name.start : name.end]
        if name.key in known or any(t in said or stem(t) in stems for t in (tokens[-1], tokens[0])):
            continue
        missing.append(" ".join(tokens))
    for shown in dict.fromkeys(missing):
        yield Flag(False, f"the name {shown} is not in the evidence")


def _polarity(claim: Facts, best: Sequence[Facts]) -> Iterator[Flag]:
    for sentence in best[:1]:
        mine = claim.denied - sentence.denied
        theirs = sentence.denied - claim.denied
        for act in sorted(mine & sentence.content):
            yield Flag(True, f"the claim denies what the evidence affirms ({_word(claim, act)})")
        for act in sorted(theirs & claim.content):
            yield Flag(True, f"the claim affirms what the evidence denies ({_word(sentence, act)})")


def _word(facts: Facts, stemmed: str) -> str:
    return facts.tokens[facts.stems.index(stemmed)]


def _antonyms(claim: Facts, best: Sequence[Facts]) -> Iterator[Flag]:
    mine = set(claim.tokens)
    for sentence in best[:1]:
        theirs = set(sentence.tokens)
        for a, b in load_data("verifying")["antonyms"]["pairs"]:
            for here, there in ((a, b), (b, a)):
                if here in mine and here not in theirs and there in theirs and there not in mine:
                    if _same_place(claim, here, sentence, there):
                        yield Flag(True, f"the claim says “{here}” where the evidence says “{there}”")


def _same_place(claim: Facts, here: str, sentence: Facts, there: str) -> bool:
    """Do the two words stand among the same neighbours?"""
    a = claim.neighbours(claim.tokens.index(here), 4) & claim.content
    b = sentence.neighbours(sentence.tokens.index(there), 6)
    return bool(a & b)


def _parts(claim: Facts, best: Sequence[Facts]) -> Iterator[Flag]:
    table = load_data("verifying")["parts"]
    whole, part = set(table["whole"]), set(table["part"])
    for sentence in best[:1]:
        for mine, theirs in ((whole, part), (part, whole)):
            here = [t for t in claim.tokens if t in mine]
            there = [t for t in sentence.tokens if t in theirs]
            if not here or not there or set(sentence.tokens) & mine:
                continue
            if _same_place(claim, here[0], sentence, there[0]):
                yield Flag(True, f"the claim says “{here[0]}” where the evidence says “{there[0]}”")


def _hedges(claim: Facts, best: Sequence[Facts]) -> Iterator[Flag]:
    """'offered to close' in the evidence, 'closed' in the claim."""
    hedges = word_set("verifying", "hedges")
    if hedges & set(claim.tokens):
        return
    for sentence in best[:1]:
        for at, token in enumerate(sentence.tokens):
            if token in hedges:
                after = [s for s in sentence.stems[at + 1 : at + 4] if s in sentence.content]
                if after and after[0] in claim.content and after[0] not in claim.denied:
                    yield Flag(True, f"the evidence says “{token}”, the claim leaves that out")
                    return


def _roles(claim: Facts, best: Sequence[Facts]) -> Iterator[Flag]:
    for sentence in best[:1]:
        for reason in (
            roles_swapped(claim, sentence),
            speaker_differs(claim, sentence),
            ways_swapped(claim, sentence),
        ):
            if reason:
                yield Flag(True, reason)
