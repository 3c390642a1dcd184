"""What a model's sentence may not do although `verify` lets it pass: smoothness is lost where it is refused, no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from summitbot.text import word_set
from summitbot.verification.comparison import left_over
from summitbot.verification.details import beside, same_key
from summitbot.verification.facts import Facts
from summitbot.verification.names import Name
from summitbot.verification.polarity import denials
from summitbot.verification.roles import marks
from summitbot.verification.tokens import root

_SHORT = 5  # letters; stems this short share beginnings by chance
_MODALS = ("would", "could", "might", "may", "should")
_TIMES = (("before", "after"), ("since", "until"), ("earlier", "later"))
_SAME_PLACE = 2  # of four words around a fact
_REPORTED = 0.75  # the share of a claim that stands within what somebody is said to have said


def objections(claim: Facts, evidence: Sequence[Facts]) -> Iterator[str]:
    """Each in words: added words, facts brought in from elsewhere, denials too many, an attribution left out.

    `evidence` are the sentences cited, `claim` one sentence.
    """
    if added := unsaid(claim, evidence):
        yield f"not in the evidence: {', '.join(dict.fromkeys(added))}"
    nearest = max(evidence, key=lambda e: len(claim.content & e.content))
    others = [e for e in evidence if e is not nearest]
    for fact in _uncounted(claim, evidence):
        yield f"the number {fact} is not in the evidence"
    for fact in _strayed(claim, nearest, others):
        yield f"{fact} stands in another sentence of the evidence, about something else"
    for lone in _lone_words(claim, nearest, others):
        yield f"“{lone}” stands in another sentence of the evidence, about something else"
    for here, there in _turned(claim, evidence):
        yield f"the order of time differs: “{there}” in the evidence, “{here}” in the claim"
    for here, there in _moved(claim, nearest):
        yield f"{here} stands in the place of {there}"
    for here, there in _doubled(claim, nearest):
        yield f"{here} stands where the evidence has {there}"
    for name in _longer_names(claim, evidence):
        yield f"“{name}” says more than the name in the evidence"
    if (modal := _modal_lost(claim, nearest)) is not None:
        yield f"the evidence says “{modal}”, the claim leaves that out"
    if (more := _denials_too_many(claim, evidence)) is not None:
        yield f"the claim denies more than the evidence does (“{more}”)"
    if (word := _reported(claim, evidence)) is not None:
        yield f"the evidence tells it as what somebody holds (“{word}”), the claim as a fact"


def unsaid(claim: Facts, evidence: Sequence[Facts]) -> list[str]:
    """The words of a claim that carry meaning and that the evidence has not, or not as often, as they are written.

    Names, dates and numbers are left to their own comparisons, since they may have another form.
    """
    said = Counter(stem for sentence in evidence for stem in sentence.stems)
    facts = claim.dated | claim.named.keys() | {number.at for number in claim.numbers}
    used = Counter[str]()
    missing = []
    for at, token in enumerate(claim.tokens):
        if at in facts or not (token.stem in claim.content or token.word in _telling()):
            continue
        if token.stem in _light():
            continue
        used[token.stem] += 1
        if not _is_said(token.stem, said) or 1 < used[token.stem] > said[token.stem] > 0:
            missing.append(token.shown)
    return missing


def _is_said(stem: str, said: Counter[str]) -> bool:
    """Is the stem there, or one of the same family ("disagreement" beside "disagreed")?"""
    if stem in said:
        return True
    return len(stem) > _SHORT and any(_one_family(*sorted((stem, s), key=len)) for s in said)


def _one_family(short: str, long: str) -> bool:
    """Does the longer stem begin as the shorter one does, but for its last letter?"""
    return len(short) > _SHORT and long.startswith(short[:-1])


def _light() -> frozenset[str]:
    return frozenset(root(word) for word in word_set("verifying", "light"))


def _telling() -> frozenset[str]:
    return word_set("verifying", "limits")


def _uncounted(claim: Facts, evidence: Sequence[Facts]) -> Iterator[str]:
    """Places in a row ("third") and "two" where the evidence has none; `verify` leaves them to the writer."""
    known = {number.value for sentence in evidence for number in sentence.numbers}
    known |= {2.0} if any("both" in sentence.said for sentence in evidence) else set()
    for number in claim.numbers:
        if number.value not in known and (number.ordinal or number.value > 1):
            yield number.shown


def _strayed(claim: Facts, nearest: Facts, others: Sequence[Facts]) -> Iterator[str]:
    """Facts that the nearest sentence lacks and that no other one has together with something else of the claim.

    A sentence out of two takes over what each says; a fact alone, out of one, stands in the other's place.
    """
    own = claim.plain - nearest.content
    absent = set(_facts_absent(claim, nearest)) if others else set()
    for other in others:
        if own & other.content:
            absent &= set(_facts_absent(claim, other))
    yield from sorted(absent)


def _facts_absent(claim: Facts, sentence: Facts) -> Iterator[str]:
    """The names, dates and numbers of a claim that a sentence has not, as they are shown."""
    for name in claim.names:
        if not any(name.agrees(other) for other in sentence.names) and not set(name.words) <= sentence.said:
            yield name.shown
    for mine in claim.dates:
        if not any(mine.date.relation(other.date) in ("same", "coarser") for other in sentence.dates):
            yield str(mine.date)
    for number in claim.numbers:
        if not any((number.value, number.ordinal) == (n.value, n.ordinal) for n in sentence.numbers):
            yield number.shown


def _lone_words(claim: Facts, nearest: Facts, others: Sequence[Facts]) -> Iterator[str]:
    """Words that come alone out of another sentence, without a fact, and so tell nothing of what that one says."""
    own = claim.plain - nearest.content - _light()
    absent = set(_facts_absent(claim, nearest))
    brought = [own & e.content for e in others if absent <= set(_facts_absent(claim, e))]
    for token in claim.tokens:
        found = [words for words in brought if token.stem in words]
        if found and all(len(words) == 1 for words in found):
            yield token.shown


def _turned(claim: Facts, evidence: Sequence[Facts]) -> Iterator[tuple[str, str]]:
    """A word of time in the place of its opposite."""
    for here, there in (*_TIMES, *((b, a) for a, b in _TIMES)):
        said = sum(_count(e, here) for e in evidence)
        if _count(claim, here) > said and _count(claim, there) < _count(evidence[0], there):
            yield here, there


def _moved(claim: Facts, nearest: Facts) -> Iterator[tuple[str, str]]:
    """Dates, numbers and names that the nearest sentence has too, but elsewhere, where the claim has another one."""
    for kind in ("dates", "numbers", "names"):
        mine, theirs = marks(claim, kind), marks(nearest, kind)
        for a in mine.keys() & theirs.keys():
            for b in theirs.keys() - mine.keys():
                if len(mine[a] & theirs[a]) < len(mine[a] & theirs[b]) >= _SAME_PLACE:
                    if kind != "names" or _word_before(claim, a) == _word_before(nearest, b):
                        yield a, b


def _word_before(facts: Facts, key: str) -> str:
    """The word before a name, which for a person is another one than for a place."""
    return beside(facts, next(name.start for name in facts.names if name.key == key), -1)


def _longer_names(claim: Facts, evidence: Sequence[Facts]) -> Iterator[str]:
    """Names that say more than the evidence's form of them: "Arland's first test" for "Arland"."""
    theirs = [name for sentence in evidence for name in sentence.names]
    said = frozenset[str]().union(*(sentence.said for sentence in evidence))
    for name in claim.names:
        if not any(name.key == n.key or name.within(n) for n in theirs) and not set(name.words) <= said:
            yield name.shown


def _doubled(claim: Facts, nearest: Facts) -> Iterator[tuple[str, str]]:
    """A name too many for one that is missing, in a claim that says all that its evidence does ("China, China")."""
    if len(nearest.plain - claim.plain) > 1:
        return
    extra, missing = left_over(claim.names, nearest.names, same_key, Name.agrees)
    known = [name for name in extra if any(name.key == n.key for n in nearest.names)]
    yield from ((name.shown, missing[0].shown) for name in known if missing)


def _modal_lost(claim: Facts, nearest: Facts) -> str | None:
    """A word such as "would" that a claim leaves out which otherwise says all that its evidence does."""
    if len(nearest.plain - claim.plain) > 1:
        return None
    hedging = word_set("verifying", "hedges")
    if sum(t.word in hedging for t in claim.tokens) < sum(t.word in hedging for t in nearest.tokens):
        lost = (
            t.word
            for t in nearest.tokens
            if _count(nearest, t.word) > _count(claim, t.word) and t.word in hedging
        )
        return next(lost, None)
    return next((w for w in _MODALS if _count(nearest, w) > _count(claim, w)), None)


def _count(facts: Facts, word: str) -> int:
    return sum(token.word == word for token in facts.tokens)


def _denials_too_many(claim: Facts, evidence: Sequence[Facts]) -> str | None:
    """A denial of the claim's that answers to none of the evidence's, each of which answers to one."""
    free = [d for sentence in evidence for d in denials(sentence)]
    for denial in denials(claim):
        match = next((d for d in free if d.answers(denial) or d.clause == denial.clause), None)
        if match is None:
            return claim.tokens[denial.at].word
        free.remove(match)
    return None


def _reported(claim: Facts, evidence: Sequence[Facts]) -> str | None:
    """A word of saying behind which the evidence has what the claim says, where the claim has fewer such words.

    None where no attribution is lost, or where a sentence tells the same as a fact.
    """
    told = claim.plain
    if any(len(told & _plainly(e)) >= _REPORTED * len(told) for e in evidence):
        return None
    for sentence in evidence:
        handed = [word for word, said in _reports(sentence) if _mostly(said & told, said, told)]
        if len(handed) > len(_sayings(claim)):
            return handed[0]
    return None


def _mostly(shared: frozenset[str], one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(shared) and len(shared) >= _REPORTED * min(len(one), len(other))


def _reports(sentence: Facts) -> list[tuple[str, frozenset[str]]]:
    """Each word of saying, and what is said."""
    return [
        (sentence.tokens[at].word, _content(sentence, _said_by(sentence, at))) for at in _sayings(sentence)
    ]


def _plainly(facts: Facts) -> frozenset[str]:
    """What a sentence tells as a fact, and not as what somebody says."""
    reported = {place for at in _sayings(facts) for place in _said_by(facts, at)}
    return _content(facts, [at for at in range(len(facts.tokens)) if at not in reported])


def _said_by(facts: Facts, at: int) -> range:
    """What a word of saying hands on, up to the next semicolon: "X said that …", "…, X said"; the longer side in doubt."""
    start = max((e for e in _ends(facts) if e <= at), default=0)
    end = min((e for e in _ends(facts) if e > at), default=len(facts.tokens))
    following = facts.text[facts.tokens[at].end :].lstrip()
    behind = following.startswith(("that ", ":")) or end - at > at - start
    return range(at + 1, end) if behind else range(start, at)


def _sayings(facts: Facts) -> list[int]:
    speech = word_set("verifying", "speech") | word_set("verifying", "telling")
    return [at for at, t in enumerate(facts.tokens) if t.word in speech and at not in facts.named]


def _ends(facts: Facts) -> list[int]:
    """The tokens before which a semicolon stands."""
    return [
        at
        for at, t in enumerate(facts.tokens)
        if at and ";" in facts.text[facts.tokens[at - 1].end : t.start]
    ]


def _content(facts: Facts, places: Iterable[int]) -> frozenset[str]:
    return frozenset(facts.stems[at] for at in places) & facts.plain
