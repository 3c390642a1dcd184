"""Who did what to whom, who said it, from where to where."""

from __future__ import annotations

from collections.abc import Iterator

from summitbot.text import word_set
from summitbot.verification.facts import Facts

_BE = {"was", "were", "is", "are", "been", "be", "being"}


def roles_swapped(claim: Facts, sentence: Facts) -> str:
    """A reason when two names stand on opposite sides of the same act in the two texts."""
    theirs = dict(_acts(sentence))
    for act, (subject, object_) in _acts(claim):
        other = theirs.get(act)
        if other and other == (object_, subject) and subject != object_:
            return f"who acted on whom differs: {other[0]} acted in the evidence, {subject} in the claim"
    return ""


def _acts(facts: Facts) -> Iterator[tuple[str, tuple[str, str]]]:
    """(stem of the act, (who, whom)) for a word between two neighbouring names; a passive is turned round."""
    symmetric = word_set("verifying", "symmetric")
    for left, right in zip(facts.names, facts.names[1:], strict=False):
        between = range(left.end, right.start)
        if not 1 <= len(between) <= 8:
            continue
        passive = (
            any(facts.tokens[i] in _BE for i in between) and "by" in facts.tokens[left.end : right.start]
        )
        pair = (right.key, left.key) if passive else (left.key, right.key)
        for i in between:
            if facts.stems[i] in facts.content and facts.tokens[i] not in symmetric:
                yield facts.stems[i], pair


def speaker_differs(claim: Facts, sentence: Facts) -> str:
    """A reason when both texts name who says it, and not the same."""
    mine, theirs = set(_speakers(claim)), set(_speakers(sentence))
    if mine and theirs and not mine & theirs:
        return f"the speaker differs: {sorted(theirs)[0]} in the evidence, {sorted(mine)[0]} in the claim"
    return ""


def _speakers(facts: Facts) -> Iterator[str]:
    speech = word_set("verifying", "speech")
    for name in facts.names:
        after = facts.tokens[name.end : name.end + 2]
        if after[:1] and (
            after[0] in speech or (after[0] in ("has", "had", "later", "then") and after[-1] in speech)
        ):
            yield name.key
        if facts.tokens[max(0, name.start - 2) : name.start] == ("according", "to"):
            yield name.key


def ways_swapped(claim: Facts, sentence: Facts) -> str:
    """A reason when 'from A to B' is 'from B to A' in the other text."""
    mine, theirs = _way(claim), _way(sentence)
    if mine and theirs and mine == theirs[::-1] and mine[0] != mine[1]:
        return f"the direction differs: from {theirs[0]} to {theirs[1]} in the evidence"
    return ""


def _way(facts: Facts) -> tuple[str, str] | None:
    """The names after 'from' and after 'to', where both stand."""
    before = {facts.tokens[n.start - 1]: n.key for n in facts.names if n.start > 0}
    return (before["from"], before["to"]) if {"from", "to"} <= set(before) else None
