"""The support checker with what it knows of one corpus, for sentences that a language model wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitbot.records import Verdict
from summitbot.text import clean, load_data
from summitbot.verification.coverage import best_sentences, local_rarity
from summitbot.verification.entailment import Entailment, judged_too
from summitbot.verification.facts import facts_of, read_sentences
from summitbot.verification.names import NO_NAMES, Names
from summitbot.verification.verify import verify, word_for_word
from summitbot.verification.written import objections


@dataclass(frozen=True, eq=False)
class SupportChecker:
    """Checks written sentences against sentences of the sources.

    It is stricter than `verify` (see `written.py`): no detail can be added, no fact of one sentence put into
    another, no attribution left out. Whoever is refused here shows the source's own sentence.
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
        if verdict.label != "supported" or word_for_word(clean(claim), [clean(text) for text in texts]):
            return verdict
        evidence = [facts for text in texts for facts in read_sentences(clean(text), self.names)]
        added = [w for part in read_sentences(clean(claim), self.names) for w in objections(part, evidence)]
        if added:
            return Verdict("unsupported", verdict.score, (*dict.fromkeys(added), *verdict.reasons))
        if verdict.score < load_data("verifying")["weights"]["written"]:
            return replace(verdict, label="unsupported")
        return judged_too(verdict, claim, texts, self.entails) if self.entails else verdict
