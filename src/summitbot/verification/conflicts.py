"""Every finding between a claim and its evidence, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from summitbot.verification import details, order, polarity, roles
from summitbot.verification.comparison import Comparison, Flag

CHECKS: tuple[Callable[[Comparison], Iterator[Flag]], ...] = (
    details.dates,
    details.numbers,
    details.names,
    polarity.polarity,
    polarity.opposites,
    polarity.parts,
    polarity.hedges,
    polarity.voice,
    roles.roles,
    roles.sides,
    roles.speaker,
    roles.crossed,
    order.turned,
    order.ways,
)


def find_flags(pair: Comparison) -> list[Flag]:
    """Every conflict, and every fact of the claim that the evidence lacks, each told once."""
    found: dict[str, Flag] = {}
    for check in CHECKS:
        for flag in check(pair):
            found.setdefault(flag.reason, flag)
    return list(found.values())
