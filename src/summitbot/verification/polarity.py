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
    return Denial(at, tuple(plain or after[:2]), frozenset(after), frozenset(clause), soft)


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
    own, softened = denials(pair.nearest), bool(_opposites(pair.claim, pair.nearest))
    for denial in mine:
        said = _affirmed(denial, pair.nearest, pair.claim)
        if denial.soft or softened or not said:
            continue
        if not _answered(denial, mine, theirs) or not any(_repeats(denial, s) for s in pair.near):
            yield Flag(True, f"the claim denies what the evidence affirms ({said})")
    for denial in own:
        if denial.soft or softened or _answered(denial, own, mine) or _said_twice(denial, pair.nearest):
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


def _repeats(denial: Denial, facts: Facts) -> bool:
    """Does a sentence deny the same? One word in common is too little where it affirms that word in another clause."""
    return any(
        denial.after & d.after
        and (len(denial.clause & d.clause) > 1 or not _elsewhere(d, facts, denial.head[0]))
        for d in denials(facts)
    )


def _said_twice(denial: Denial, facts: Facts) -> bool:
    """Does the sentence have what it denies in another clause too, so that a claim may be about that?"""
    return all(_elsewhere(denial, facts, stem) for stem in denial.head)


def _elsewhere(denial: Denial, facts: Facts, stem: str) -> bool:
    inside = range(*_clause(facts, denial.at))
    return any(at not in inside for at in facts.places.get(stem, ()))


def _affirmed(denial: Denial, other: Facts, own: Facts) -> str:
    """A word that one text denies and the other has without denial ('' where none)."""
    if not denial.head or not set(denial.head) <= set(other.stems):
        return ""
    first = denial.head[0]
    inside = frozenset().union(*(d.after for d in denials(other) if not _elsewhere(d, other, first)))
    if denial.head[0] in inside:
        return ""
    return next(t.word for t in own.tokens if t.stem == denial.head[0])


def opposites(pair: Comparison) -> Iterator[Flag]:
    """Words that exclude each other in the same place, unless one of them is denied."""
    for a, b in ((pair.claim, pair.nearest), (pair.nearest, pair.claim)):
        for what in _behind(a, "without") - _behind(a, "with"):
            if what in _behind(b, "with") - _behind(b, "without"):
                yield Flag(True, f"one says “with” {what}, the other “without”")
    for here, there, agree in _opposites(pair.claim, pair.nearest):
        if not agree:
            yield Flag(True, f"the claim says “{here}” where the evidence says “{there}”")


def _behind(facts: Facts, word: str) -> set[str]:
    """What stands behind a preposition: two words, articles passed over, names by their keys."""
    found = set()
    for at in (at + 1 for at, token in enumerate(facts.tokens) if token.word == word):
        at += facts.stems[at : at + 1] in (("the",), ("a",), ("an",))
        if at in facts.named:
            found.add(facts.named[at].key)
        elif at < len(facts.tokens):
            found.add(" ".join(facts.stems[at : at + 2]))
    return found


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
        for a, b in _before_one_word(claim, here, sentence, there) if sentence.said & mine else ():
            yield _instead(claim, a, sentence, b)
        if here and there and not sentence.said & mine and _same_place(claim, here[0], sentence, there[0]):
            yield _instead(claim, here[0], sentence, there[0])


def _before_one_word(
    a: Facts, here: Sequence[int], b: Facts, there: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Places of the two texts with the same word of meaning behind them."""
    for mine in here:
        for theirs in there:
            word = a.stems[mine + 1 : mine + 2]
            if word and word == b.stems[theirs + 1 : theirs + 2] and word[0] in a.content:
                yield mine, theirs


def _instead(claim: Facts, here: int, sentence: Facts, there: int) -> Flag:
    mine, theirs = claim.tokens[here].word, sentence.tokens[there].word
    return Flag(True, f"the claim says “{mine}” where the evidence says “{theirs}”")


def _out_of(facts: Facts, at: int) -> bool:
    """'three of the seven'."""
    return [t.word for t in facts.tokens[at + 1 : at + 3]] in (["of", w] for w in ("the", "its", "their"))


def hedges(pair: Comparison) -> Iterator[Flag]:
    """'offered to close' in the evidence, 'closed' in the claim."""
    claim = pair.claim
    denied = frozenset().union(*(d.after for d in denials(claim)))
    for sentence in pair.near:
        affirmed = denied - frozenset().union(*(d.after for d in denials(sentence)))
        for word, act, many in _hedged(sentence):
            places = claim.places.get(act, ())
            told = claim.stems.count(root(word)) >= sentence.stems.count(root(word))
            if (
                not places
                or told
                or act in affirmed
                or any(_hedges_before(claim, at) >= many for at in places)
            ):
                continue
            if not _also_plain(act, pair):
                yield Flag(True, f"the evidence says “{word}”, the claim leaves that out", 0.5)
                return


def _hedged(sentence: Facts) -> Iterator[tuple[str, str, int]]:
    """(the word that makes an act an offer or a plan, the stem of the act, how many such words before it)."""
    hedging, passed = word_set("verifying", "hedges"), word_set("verifying", "functions")
    for at, token in enumerate(sentence.tokens[:-2]):
        if token.word in hedging:
            after = [
                i
                for i in range(at + 1, at + 4)
                if i < len(sentence.tokens) and sentence.tokens[i].word not in passed
            ]
            if after:
                yield token.word, sentence.stems[after[0]], _hedges_before(sentence, after[0])


def _hedges_before(facts: Facts, at: int) -> int:
    """How many such words stand before an act."""
    return sum(t.word in word_set("verifying", "hedges") for t in facts.tokens[max(0, at - _REACH) : at])


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
