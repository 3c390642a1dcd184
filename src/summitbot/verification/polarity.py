"""Denials, opposites, wholes and parts, and what was only offered or planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summitbot.text import load_data, word_set, words
from summitbot.verification.comparison import Comparison, Flag
from summitbot.verification.facts import Facts
from summitbot.verification.tokens import root

_REACH = 6


@dataclass(frozen=True)
class Denial:
    """A negator and what it denies: the stems after it (`head` the first two), and those of its clause.

    `soft` denials ("rather than") can answer to another one and are no finding themselves.
    """

    at: int
    head: tuple[str, ...]
    after: frozenset[str]
    clause: frozenset[str]
    soft: bool

    def answers(self, other: Denial) -> bool:
        """Do both deny the same?"""
        return bool(
            self.after & other.after
            or self.after & other.clause
            or self.clause & other.after
            or len(self.clause & other.clause) > 1
        )


@lru_cache(maxsize=8192)
def denials(facts: Facts) -> tuple[Denial, ...]:
    """The denials of a sentence."""
    return tuple(_denial(facts, at, size) for at, size in _negators(facts))


def _negators(facts: Facts) -> Iterator[tuple[int, int]]:
    """(place, number of words) of each negator; capitalised 'No' within a name is none."""
    negators, verbs = word_set("verifying", "negators"), word_set("verifying", "denying_verbs")
    tokens = facts.tokens
    for at, token in enumerate(tokens):
        following = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if at in facts.named and facts.named[at].end - facts.named[at].start > 1:
            continue
        if token.word in negators and (token.word, following) != ("not", "only"):
            yield at, 1
        elif (token.word in verbs and following == "to") or (token.word, following) in (
            ("rather", "than"),
            ("instead", "of"),
        ):
            yield at, 2


def _denial(facts: Facts, at: int, size: int) -> Denial:
    passed = word_set("verifying", "functions")
    first, last = _clause(facts, at)
    after = [facts.stems[i] for i in range(at + size, last) if facts.tokens[i].word not in passed][:_REACH]
    plain = [
        facts.stems[i]
        for i in range(at + size, last)
        if facts.tokens[i].word not in passed and i not in facts.named and i not in facts.dated
    ][:2]
    clause = [facts.stems[i] for i in range(first, last) if facts.tokens[i].word not in passed and i != at]
    soft = facts.tokens[at].word in ("rather", "instead")
    return Denial(at, tuple(plain), frozenset(after), frozenset(clause), soft)


def _clause(facts: Facts, at: int) -> tuple[int, int]:
    """The tokens of the clause around a place: between breaks and words that open another clause."""
    openers = word_set("verifying", "clause_openers")
    first = at
    while first > 0 and not facts.tokens[first].after_break and facts.tokens[first].word not in openers:
        first -= 1
    last = at + 1
    while (
        last < len(facts.tokens)
        and not facts.tokens[last].after_break
        and facts.tokens[last].word not in openers
    ):
        last += 1
    return first, last


def polarity(pair: Comparison) -> Iterator[Flag]:
    """What one side denies and the other affirms."""
    mine, theirs = denials(pair.claim), tuple(d for s in pair.near for d in denials(s))
    softened = bool(_opposites(pair.claim, pair.nearest))
    for denial in mine:
        if denial.soft or _answered(denial, mine, theirs) or softened:
            continue
        if said := _affirmed(denial, pair.nearest, pair.claim):
            yield Flag(True, f"the claim denies what the evidence affirms ({said})")
    own = denials(pair.nearest)
    for denial in own:
        if denial.soft or _answered(denial, own, mine) or softened:
            continue
        if said := _affirmed(denial, pair.claim, pair.nearest):
            yield Flag(True, f"the claim affirms what the evidence denies ({said})")


def _answered(denial: Denial, own: Sequence[Denial], others: Sequence[Denial]) -> bool:
    """Does another text deny the same? A denial there that repeats another one of this text does not count."""
    rest = {d.head[0] for d in own if d is not denial and d.head} - set(denial.head[:1])
    return any(
        denial.answers(d)
        for d in others
        if not (d.head and d.head[0] in rest and not set(denial.head[:1]) & d.after)
    )


def _affirmed(denial: Denial, other: Facts, own: Facts) -> str:
    """A word that one text denies and the other has without denial ('' where none)."""
    if not denial.head or not set(denial.head) <= set(other.stems):
        return ""
    inside = frozenset().union(*(d.after for d in denials(other)))
    if denial.head[0] in inside:
        return ""
    return next(t.word for t in own.tokens if t.stem == denial.head[0])


def opposites(pair: Comparison) -> Iterator[Flag]:
    """Words that exclude each other in the same place, unless one of them is denied."""
    for here, there, agree in _opposites(pair.claim, pair.nearest):
        if not agree:
            yield Flag(True, f"the claim says “{here}” where the evidence says “{there}”")


@lru_cache(maxsize=1024)
def _opposites(claim: Facts, sentence: Facts) -> tuple[tuple[str, str, bool], ...]:
    """(word of the claim, opposite of it in the sentence, does a denial make them agree)."""
    found = []
    for here, there in _pairs_of(claim, sentence):
        at, there_at = _at(claim, here), _at(sentence, there)
        if not _same_place(claim, at, sentence, there_at):
            continue
        denied = any(root(here) in d.after for d in denials(claim)) != any(
            root(there) in d.after for d in denials(sentence)
        )
        found.append((here, there, denied))
    return tuple(found)


def _pairs_of(claim: Facts, sentence: Facts) -> Iterator[tuple[str, str]]:
    mine, theirs = claim.said - sentence.said, sentence.said - claim.said
    table = _antonyms()
    mine_stems, their_stems = set(claim.stems), set(sentence.stems)
    for here in sorted(mine):
        for there in sorted(theirs):
            stems = root(here), root(there)
            if stems[1] in table.get(stems[0], ()) or _prefixed(here, there):
                if stems[0] not in their_stems and stems[1] not in mine_stems:
                    yield here, there


def _prefixed(a: str, b: str) -> bool:
    """'clear' and 'unclear'."""
    short, long = sorted((a, b), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in ("un", "in", "im", "ir", "dis", "non"))


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for left, right in load_data("verifying")["antonyms"]["pairs"]:
        for a in left.split():
            for b in right.split():
                found.setdefault(root(a), set()).add(root(b))
                found.setdefault(root(b), set()).add(root(a))
    return {word: frozenset(others) for word, others in found.items()}


def _at(facts: Facts, word: str) -> int:
    return next(at for at, token in enumerate(facts.tokens) if token.word == word)


def _same_place(a: Facts, at: int, b: Facts, there: int) -> bool:
    """Do the two words stand among the same neighbours that carry meaning?"""
    return bool(a.around(at, 3) & b.around(there, 5) & (a.content | b.content))


def parts(pair: Comparison) -> Iterator[Flag]:
    """A whole where the evidence has a part, or a part where it has the whole."""
    table = load_data("verifying")["parts"]
    whole, part = frozenset(table["whole"]), frozenset(table["part"])
    claim, sentence = pair.claim, pair.nearest
    for mine, theirs in ((whole, part), (part, whole)):
        here = [at for at, t in enumerate(claim.tokens) if t.word in mine]
        there = [at for at, t in enumerate(sentence.tokens) if t.word in theirs]
        if theirs is part:
            there += [n.at for n in sentence.numbers if _out_of(sentence, n.at)]
        if not here or not there or sentence.said & mine:
            continue
        if _same_place(claim, here[0], sentence, there[0]):
            a, b = claim.tokens[here[0]].word, sentence.tokens[there[0]].word
            yield Flag(True, f"the claim says “{a}” where the evidence says “{b}”")


def _out_of(facts: Facts, at: int) -> bool:
    """'three of the seven'."""
    return [t.word for t in facts.tokens[at + 1 : at + 3]] in (["of", w] for w in ("the", "its", "their"))


def hedges(pair: Comparison) -> Iterator[Flag]:
    """'offered to close' in the evidence, 'closed' in the claim."""
    hedging, passed = word_set("verifying", "hedges"), word_set("verifying", "functions")
    claim = pair.claim
    if hedging & claim.said:
        return
    inside = frozenset().union(*(d.after for d in denials(claim)))
    for sentence in pair.near:
        for at, token in enumerate(sentence.tokens[:-2]):
            if token.word not in hedging or token.stem in claim.stems:
                continue
            after = [t.stem for t in sentence.tokens[at + 1 : at + 4] if t.word not in passed]
            if after and after[0] in claim.plain and after[0] not in inside:
                if not _also_plain(after[0], pair):
                    yield Flag(True, f"the evidence says “{token.word}”, the claim leaves that out", 0.5)
                    return


def _also_plain(act: str, pair: Comparison) -> bool:
    """Does some sentence say the act without such a word before it?"""
    hedging = word_set("verifying", "hedges")
    for sentence in pair.everything:
        for at in sentence.places.get(act, ()):
            if not any(t.word in hedging for t in sentence.tokens[max(0, at - 4) : at]):
                return True
    return False


def voice(pair: Comparison) -> Iterator[Flag]:
    """The claim speaks of whoever writes it ("I think"), the evidence does not."""
    quoted = re.sub(r"[“\"][^”\"]*[”\"]", "", pair.claim.text)
    for word in words(quoted):
        if word in word_set("verifying", "voice") and not any(word in s.said for s in pair.everything):
            yield Flag(False, f"the claim speaks of whoever writes it (“{word}”)", 0.5)
            return
