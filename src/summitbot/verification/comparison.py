"""A claim beside the sentences that it is compared with, and what a comparison finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from summitbot.text import load_data
from summitbot.verification.coverage import Weight, share
from summitbot.verification.facts import Facts

T = TypeVar("T")


@dataclass(frozen=True)
class Flag:
    """A finding: does it contradict (or is something only missing), why, and what it costs (1 is whole)."""

    contradicts: bool
    reason: str
    cost: float = 1.0


@dataclass(frozen=True, eq=False)
class Comparison:
    """A claim, the sentence that says most of it, others that say nearly as much, and all of them.

    `close` is the share of the claim's content (0 to 1, by rarity) that the nearest sentence says.
    """

    claim: Facts
    nearest: Facts
    others: tuple[Facts, ...]
    everything: tuple[Facts, ...]
    close: float

    @property
    def alike(self) -> bool:
        """Do both say so much of the same that what differs stands in each other's place?"""
        return self.close >= float(load_data("verifying")["weights"]["rival"])

    @property
    def near(self) -> tuple[Facts, ...]:
        """The nearest sentence and those that say nearly as much."""
        return (self.nearest, *self.others)


def compare(claim: Facts, evidence: Sequence[Facts], best: Sequence[Facts], weight: Weight) -> Comparison:
    """The comparison of a claim with its evidence; `best` are the best sentences, best first."""
    worth = load_data("verifying")["weights"]
    shares = {id(e): share(claim, [e], weight) for e in evidence}
    top = shares[id(best[0])]
    others = [e for e in evidence if e is not best[0] and shares[id(e)] >= worth["nearly"] * top]
    plain = sum(weight(s) for s in claim.plain)
    said = sum(weight(s) for s in claim.plain & best[0].content)
    return Comparison(
        claim, best[0], tuple(others), tuple(evidence), max(top, said / plain if plain else 0.0)
    )


def left_over(
    mine: Sequence[T], theirs: Sequence[T], *tests: Callable[[T, T], bool]
) -> tuple[list[T], list[T]]:
    """What is left of both when one is matched to one, by the first test as far as it goes, then by the next."""
    free, others = list(mine), list(theirs)
    for same in tests:
        for one in tuple(free):
            if (at := next((n for n, other in enumerate(others) if same(one, other)), -1)) >= 0:
                free.remove(one)
                del others[at]
    return free, others
