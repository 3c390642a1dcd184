"""A model of entailment beside the support checker: it may take support away, and never gives any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from summitbot.records import Verdict
from summitbot.text import clean, load_data
from summitbot.verification.verify import word_for_word

# From (evidence, claim) to the probabilities of "entailment", "neutral" and "contradiction".
Entailment = Callable[[str, str], Mapping[str, float]]


def judged_too(verdict: Verdict, claim: str, texts: Sequence[str], entails: Entailment) -> Verdict:
    """The verdict, unless the model finds the claim contradicted or not entailed by the texts together.

    What the checker found to differ stays so: such models overlook small changes of names and numbers, and
    the checker overlooks what only meaning tells. A word-for-word claim is not put to the model.
    """
    if verdict.label != "supported" or word_for_word(clean(claim), [clean(text) for text in texts]):
        return verdict
    found = entails(" ".join(texts), claim)
    least = load_data("verifying")["weights"]["entailed"]
    if found["contradiction"] > max(found["entailment"], found["neutral"]):
        reason = f"the entailment model finds it contradicted ({found['contradiction']:.0%})"
        return replace(verdict, label="contradicted", reasons=(*verdict.reasons, reason))
    if found["entailment"] < least:
        reason = f"the entailment model does not find it entailed ({found['entailment']:.0%})"
        return replace(verdict, label="unsupported", reasons=(*verdict.reasons, reason))
    return verdict
