"""Who did what to whom, who said it, and which fact belongs to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summitbot.text import load_data, word_set
from summitbot.verification.comparison import Comparison, Flag
from summitbot.verification.facts import Facts
from summitbot.verification.names import Name

_HELPERS = frozenset("to will would shall should can could may might must did does do has have had".split())
_CONJUNCTIONS = frozenset(("after", "before", "since", "until"))
_BE = frozenset(("was", "were", "is", "are", "be", "been", "being"))


@dataclass(frozen=True)
class Act:
    """A word for an act with the names that do it and that it is done to."""

    stem: str
    doers: tuple[Name, ...]
    done_to: tuple[Name, ...]


@lru_cache(maxsize=8192)
def acts(facts: Facts) -> tuple[Act, ...]:
    """The acts of a sentence that have a name before or after them; a passive is turned round."""
    return tuple(act for at in range(len(facts.tokens)) if _is_act(facts, at) and (act := _act(facts, at)))


def _is_act(facts: Facts, at: int) -> bool:
    """A verb, as far as its form tells."""
    token = facts.tokens[at]
    if at in facts.named or at in facts.dated or token.word in word_set("verifying", "symmetric"):
        return False
    if token.word in word_set("verifying", "functions") or token.word[0].isdigit():
        return False
    before = facts.tokens[at - 1].word if at else ""
    return (
        token.word.endswith("ed")
        or token.word in load_data("verifying")["irregular"]["forms"]
        or before in _HELPERS
        or (token.word.endswith("s") and at - 1 in facts.named)
    )


def _act(facts: Facts, at: int) -> Act | None:
    before, after = _before(facts, at), _after(facts, at)
    if _passive(facts, at):
        by = next(
            (i for i in range(at + 1, min(at + 7, len(facts.tokens))) if facts.tokens[i].word == "by"), 0
        )
        before, after = (_after(facts, by) if by else ()), before
    return Act(facts.tokens[at].stem, before, after) if before or after else None


def _before(facts: Facts, at: int) -> tuple[Name, ...]:
    """The names that stand before an act: helping verbs, insertions and up to two nouns passed over.

    "X said", "X, head of Y, said", "X's foreign minister said", "the X government said".
    """
    passed = word_set("verifying", "auxiliaries")
    place = at - 1
    if facts.tokens[at].after_break:
        place = _insertion(facts, at)
    nouns = 0
    while place >= 0 and place not in facts.named:
        word = facts.tokens[place].word
        if not (word in passed or word.endswith("ly")):
            nouns += 1
            if nouns > 2 or word in word_set("verifying", "functions") or place in facts.dated:
                return ()
        if facts.tokens[place].after_break:
            return ()
        place -= 1
    if place < 0 or (nouns == 0 and facts.tokens[facts.named[place].end - 1].possessive):
        return ()
    name = facts.named[place]
    return _owner(facts, name) if _hangs(facts, name, nouns) else _chain(facts, name, -1)


def _hangs(facts: Facts, name: Name, nouns: int) -> bool:
    """Does a preposition tie the name to what stands before it? In "after X seized" it opens a clause."""
    at = name.start - 1
    while at >= 0 and (facts.tokens[at].word == "the" or at in facts.named):
        at -= 1
    if at < 0 or (not nouns and facts.tokens[at].word in _CONJUNCTIONS):
        return False
    return facts.tokens[at].word in word_set("verifying", "prepositions")


def _owner(facts: Facts, name: Name) -> tuple[Name, ...]:
    """ "X of Y": both, where a name stands before the preposition; none where a noun does."""
    at = name.start - 1
    while at >= 0 and (
        facts.tokens[at].word == "the" or facts.tokens[at].word in word_set("verifying", "prepositions")
    ):
        at -= 1
    return (*_chain(facts, facts.named[at], -1), name) if at in facts.named else ()


def _insertion(facts: Facts, at: int) -> int:
    """'X, head of Y, said': the place of X; -1 where no short insertion with a name before it ends here."""
    opened = next((i for i in range(at - 1, max(0, at - 14), -1) if facts.tokens[i].after_break), 0)
    return opened - 1 if opened and (opened - 1) in facts.named else -1


def _after(facts: Facts, at: int) -> tuple[Name, ...]:
    """The names that follow an act at once, articles passed over."""
    place = at + 1
    while place < len(facts.tokens) and place not in facts.named:
        if facts.tokens[place].after_break or facts.tokens[place].word not in ("the", "a", "an", "president"):
            return ()
        place += 1
    if place >= len(facts.tokens) or facts.tokens[place].after_break:
        return ()
    return _chain(facts, facts.named[place], 1)


def _chain(facts: Facts, name: Name, step: int) -> tuple[Name, ...]:
    """The name and those beside it or joined to it by 'and' or commas."""
    chain = [name]
    ordered = list(facts.names)
    at = ordered.index(name) + step
    while 0 <= at < len(ordered):
        left, right = (ordered[at], chain[-1]) if step < 0 else (chain[-1], ordered[at])
        between = {facts.tokens[i].word for i in range(left.end, right.start)}
        if not between <= {"and", "the", "or", "of"}:
            break
        chain.append(ordered[at])
        at += step
    return tuple(chain)


def _passive(facts: Facts, at: int) -> bool:
    word = facts.tokens[at].word
    participle = word.endswith("ed") or word in load_data("verifying")["irregular"]["forms"]
    return participle and any(facts.tokens[i].word in _BE for i in range(max(0, at - 3), at))


def roles(pair: Comparison) -> Iterator[Flag]:
    """The same act by another, or to another, than in the evidence."""
    if not pair.alike:
        return
    theirs = [act for sentence in pair.near for act in acts(sentence)]
    told = set()
    for mine in acts(pair.claim):
        same = [act for act in theirs if act.stem == mine.stem]
        doers = [name for act in same for name in act.doers]
        done_to = [name for act in same for name in act.done_to]
        moved = not mine.done_to and _any_agree(mine.doers, done_to)
        if mine.doers and doers and not moved and not _any_agree(mine.doers, doers):
            told.add((mine.doers[0].shown, doers[0].shown))
        elif mine.done_to and done_to and not _any_agree(mine.done_to, done_to):
            swapped = _any_agree(mine.done_to, doers) or _any_agree(done_to, mine.doers)
            if swapped or not _any_agree(done_to, pair.claim.names):
                told.add((mine.done_to[0].shown, done_to[0].shown))
    told |= _turned(acts(pair.claim), theirs)
    for here, there in sorted(told):
        yield Flag(True, f"who did it, or to whom, differs: {there} in the evidence, {here} in the claim")


def _turned(mine: Sequence[Act], theirs: Sequence[Act]) -> set[tuple[str, str]]:
    """Doers of the claim that do to another, more often than in the evidence, what that one does to them there."""
    found = set()
    for act in (a for a in mine if a.doers and a.done_to):
        straight = [sum(_like(a, act.stem, act.doers, act.done_to) for a in acts) for acts in (mine, theirs)]
        across = [sum(_like(a, act.stem, act.done_to, act.doers) for a in acts) for acts in (mine, theirs)]
        if straight[0] > straight[1] and across[1] > across[0]:
            found.add((act.doers[0].shown, act.done_to[0].shown))
    return found


def _like(act: Act, stem: str, doers: Sequence[Name], done_to: Sequence[Name]) -> bool:
    return act.stem == stem and _any_agree(act.doers, doers) and _any_agree(act.done_to, done_to)


def sides(pair: Comparison) -> Iterator[Flag]:
    """As `roles`, for doers without a name: 'the union rejected the offer of the government'."""
    if not pair.alike:
        return
    for act, (mine, others) in _sides_of(pair.claim).items():
        for sentence in pair.near:
            theirs = _sides_of(sentence).get(act)
            if (
                theirs
                and mine
                and theirs[0]
                and not mine & theirs[0]
                and mine <= theirs[1]
                and theirs[0] <= others
            ):
                shown = (
                    next(t.word for t in pair.claim.tokens if t.stem in words) for words in (theirs[0], mine)
                )
                yield Flag(True, "who did it differs: {} in the evidence, {} in the claim".format(*shown))
                return


@lru_cache(maxsize=8192)
def _sides_of(facts: Facts) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each act: the word of meaning right before it, and those after it (a passive turned round)."""
    found = {}
    for at in range(len(facts.tokens)):
        if not _is_act(facts, at):
            continue
        first, last = _meaning_before(facts, at), _meaning_after(facts, at + 1)
        if _passive(facts, at):
            by = next(
                (i for i in range(at + 1, min(at + 9, len(facts.tokens))) if facts.tokens[i].word == "by"), 0
            )
            first, last = (_meaning_after(facts, by + 1, 2) if by else frozenset()), _all_before(facts, at)
        found[facts.tokens[at].stem] = (first, last)
    return found


def _meaning_before(facts: Facts, at: int) -> frozenset[str]:
    passed = word_set("verifying", "auxiliaries")
    at -= 1
    while at >= 0 and facts.tokens[at].word in passed:
        at -= 1
    return frozenset({facts.stems[at]}) if at >= 0 and _tells(facts, at) else frozenset()


def _all_before(facts: Facts, at: int) -> frozenset[str]:
    return frozenset(facts.stems[i] for i in range(max(0, at - 9), at) if _tells(facts, i))


def _meaning_after(facts: Facts, at: int, most: int = 6) -> frozenset[str]:
    told = [facts.stems[i] for i in range(at, min(at + 10, len(facts.tokens))) if _tells(facts, i)]
    return frozenset(told[:most])


def speaker(pair: Comparison) -> Iterator[Flag]:
    """Both texts name who says it, and not the same."""
    mine = list(_speakers(pair.claim)) if pair.alike else []
    theirs = [name for sentence in pair.near for name in _speakers(sentence)]
    if mine and theirs and not _any_agree(mine, theirs):
        yield Flag(
            True, f"the speaker differs: {theirs[0].shown} in the evidence, {mine[0].shown} in the claim"
        )


def _speakers(facts: Facts) -> Iterator[Name]:
    speech = word_set("verifying", "speech")
    for at, token in enumerate(facts.tokens):
        if token.word in speech and at not in facts.named and not _passive(facts, at):
            yield from _before(facts, at)
        if token.word == "to" and at and facts.tokens[at - 1].word == "according":
            yield from _after(facts, at)


def _any_agree(mine: Sequence[Name], theirs: Sequence[Name]) -> bool:
    return any(a.agrees(b) for a in mine for b in theirs)


def crossed(pair: Comparison) -> Iterator[Flag]:
    """Two facts of a kind, both in the evidence, each where the other belongs."""
    if not pair.alike:
        return
    voices = {any(_passive(f, at) for at in range(len(f.tokens))) for f in (pair.claim, pair.nearest)}
    mutual = bool(word_set("verifying", "symmetric") - {"and"} & pair.claim.said)
    for kind in ("names", "dates", "numbers") if len(voices) == 1 and not mutual else ("dates", "numbers"):
        yield from _crossed(pair, kind)


def _crossed(pair: Comparison, kind: str) -> Iterator[Flag]:
    mine, theirs = marks(pair.claim, kind), marks(pair.nearest, kind)
    shared = [key for key in mine if key in theirs]
    for n, a in enumerate(shared):
        for b in shared[n + 1 :]:
            straight = len(mine[a] & theirs[a]) + len(mine[b] & theirs[b])
            across = min(len(mine[a] & theirs[b]), 3) + min(len(mine[b] & theirs[a]), 3)
            if across >= straight + 2 and mine[a] & theirs[b] and mine[b] & theirs[a]:
                yield Flag(True, f"{a} and {b} stand in each other's place")
                return


def marks(facts: Facts, kind: str) -> dict[str, frozenset[str]]:
    """For each fact that stands once: the two words of meaning on each side of it, marked with the side."""
    spans: list[tuple[str, int, int]] = {
        "names": [(n.key, n.start, n.end) for n in facts.names],
        "dates": [(str(d.date), d.start, d.end) for d in facts.dates],
        "numbers": [(f"{n.value:g}", n.at, n.at + 1) for n in facts.numbers],
    }[kind]
    counts = [key for key, _, _ in spans]
    return {key: _sides(facts, start, end) for key, start, end in spans if counts.count(key) == 1}


def _sides(facts: Facts, start: int, end: int) -> frozenset[str]:
    left = [f"<{facts.stems[i]}" for i in range(start - 1, -1, -1) if _tells(facts, i)][:2]
    right = [f">{facts.stems[i]}" for i in range(end, len(facts.tokens)) if _tells(facts, i)][:2]
    return frozenset((*left, *right))


def _tells(facts: Facts, at: int) -> bool:
    named = at in facts.named or at in facts.dated
    return not named and facts.tokens[at].word not in word_set("verifying", "functions")
