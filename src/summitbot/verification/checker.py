"""The support checker with what it knows of one corpus, for sentences that a language model wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitbot.records import Verdict
from summitbot.text import clean, load_data, word_set
from summitbot.verification.coverage import best_sentences, local_rarity
from summitbot.verification.entailment import Entailment, judged_too
from summitbot.verification.facts import Facts, facts_of, read_sentences
from summitbot.verification.names import NO_NAMES, Names
from summitbot.verification.tokens import root
from summitbot.verification.verify import verify

_SHORT = 5  # letters; stems this short share beginnings by chance


@dataclass(frozen=True, eq=False)
class SupportChecker:
    """Checks written sentences against sentences of the sources.

    It is stricter than `verify`: a word that carries meaning and stands nowhere in the evidence makes a claim
    unsupported, so that no detail can be added. Whoever is refused here shows the source's own sentence.
    `entails` is a model that judges beside it, if there is one.
    """

    names: Names = NO_NAMES
    entails: Entailment | None = None

    def best(self, claim: str, texts: Sequence[str]) -> list[int]:
        """The positions of up to three texts that say most of the claim, best first."""
        evidence = [facts_of(clean(text), self.names) for text in texts]
        chosen = best_sentences(facts_of(clean(claim), self.names), evidence, local_rarity(evidence))
        return [next(at for at, e in enumerate(evidence) if e is facts) for facts in chosen]

    def verdict(self, claim: str, texts: Sequence[str]) -> Verdict:
        """Do the texts together bear the claim out, word for word as far as it carries meaning?"""
        verdict = verify(claim, texts, self.names)
        if verdict.label != "supported" or verdict.score == 1.0:
            return verdict
        evidence = [facts for text in texts for facts in read_sentences(clean(text), self.names)]
        added = [w for part in read_sentences(clean(claim), self.names) for w in unsaid(part, evidence)]
        if added:
            reason = f"not in the evidence: {', '.join(dict.fromkeys(added))}"
            return Verdict("unsupported", verdict.score, (reason, *verdict.reasons))
        if verdict.score < load_data("verifying")["weights"]["written"]:
            return replace(verdict, label="unsupported")
        return judged_too(verdict, claim, texts, self.entails) if self.entails else verdict


def unsaid(claim: Facts, evidence: Sequence[Facts]) -> list[str]:
    """The words of a claim that carry meaning and stand nowhere in the evidence, as they are written.

    Names, dates and numbers are left to their own comparisons, since they may have another form.
    """
    said = frozenset[str]().union(*(sentence.places for sentence in evidence)) | _light()
    facts = claim.dated | claim.named.keys() | {number.at for number in claim.numbers}
    return [
        token.shown
        for at, token in enumerate(claim.tokens)
        if at not in facts and token.stem in claim.content and not _is_said(token.stem, said)
    ]


def _is_said(stem: str, said: frozenset[str]) -> bool:
    """Is the stem there, or one of the same family ("disagreement" beside "disagreed")?"""
    if stem in said:
        return True
    return len(stem) > _SHORT and any(_one_family(*sorted((stem, s), key=len)) for s in said)


def _one_family(short: str, long: str) -> bool:
    """Does the longer stem begin as the shorter one does, but for its last letter?"""
    return len(short) > _SHORT and long.startswith(short[:-1])


def _light() -> frozenset[str]:
    return frozenset(root(word) for word in word_set("verifying", "light"))
