"""Signs that the best sentences answer a question: what the estimate that decides is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summitbot.answering.features import Asked, text_stems
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus

# Below this share of the question's matter, a reply speaks of the things named and not of what is asked of them.
_NOTHING = 0.34
# A question for a thing of a kind ('which bank', 'how many cars'): the sources know the matter more often than the thing.
_ASKS_WHAT = re.compile(r"\b(?:what|which|whose|how (?:many|much))\b", re.IGNORECASE)


def signals(
    reading: Reading, ranked: Sequence[Candidate], corpus: Corpus, idf: Callable[[str], float]
) -> dict[str, float]:
    """Scale-free signs that the best sentences answer the question, by name."""
    first = ranked[0].features
    second = ranked[1].score if len(ranked) > 1 else ranked[0].score - 3
    asked = Asked.of(reading, idf)
    rarity = {s: asked.idf[s] for s in reading.stems}
    total = sum(rarity.values()) or 1.0
    shown = _shown(ranked[:3], corpus)
    left_stems = {s for s in rarity if not asked.has(s, shown)}
    left = [rarity[s] for s in left_stems]
    passage = passage_stems(ranked[0], corpus)
    said = _shown(ranked[:1], corpus) | _posed_stems(ranked[0], corpus)
    return {
        "coverage": first["covctx"],
        "coverage3": 1 - sum(left) / total,
        "rarest_left": max(left, default=0.0) / idf(""),
        "misname": min(first["misname"], 3.0),
        "type_ok": first["type_ok"],
        "type_miss": first["type_miss"],
        "detail_ok": first["detail_ok"],
        "detail_miss": first["detail_miss"],
        "ccov": first["ccov"],
        "lcs": first["lcs"],
        "margin": min(ranked[0].score - second, 3.0),
        "headcov": first["headcov"],
        "kindhead": first["kindhead"],
        "posed": first["posed"],
        "named": first["named"],
        "othername": first["othername"],
        "period_miss": first["period_miss"],
        "short": float(len(rarity) <= 2),
        "long": min(len(rarity), 12) / 12,
        "unseen": min(sum(1.0 for w in rarity.values() if w >= idf("")), 3.0),
        "passage": asked.share(passage),
        "matter": asked.share_of_matter(_shown(ranked[:1], corpus)),
        "matter_passage": asked.share_of_matter(passage),
        "matter_posed": asked.share_of_matter(said),
        "matter_none": float(asked.share_of_matter(said) < _NOTHING),
        "matter_left": _rarest_left(asked, said) / idf(""),
        "words_left": _words_left(asked, said),
        "posedfirst": first["posedfirst"],
        "asks_what": float(bool(_ASKS_WHAT.search(reading.standalone))),
    }


def _rarest_left(asked: Asked, present: set[str]) -> float:
    """The rarity of the rarest word beside names that is not present."""
    left = (asked.idf[s] for s in asked.ordered if s not in asked.name_stems and not asked.has(s, present))
    return max(left, default=0.0)


def _words_left(asked: Asked, present: set[str]) -> float:
    """The share of the words beside names, each counted as one, that are not present."""
    matter = [s for s in asked.ordered if s not in asked.name_stems]
    return sum(1 for s in matter if not asked.has(s, present)) / max(1, len(matter))


def _posed_stems(candidate: Candidate, corpus: Corpus) -> set[str]:
    """The stems of the questions set to the passage that a sentence stands in."""
    return {s for question in corpus.passage_at(candidate.sentence).asked for s in text_stems(question)}


def passage_stems(candidate: Candidate, corpus: Corpus) -> set[str]:
    """The stems of the passage that a sentence stands in, its headings and its source's title."""
    passage = corpus.passages[corpus.sentences[candidate.sentence].passage]
    return set(text_stems(" ".join((corpus.source_of(passage).title, *passage.headings, passage.text))))


def _shown(ranked: Sequence[Candidate], corpus: Corpus) -> set[str]:
    shown: set[str] = set()
    for candidate in ranked:
        sentence = corpus.sentences[candidate.sentence]
        passage = corpus.passages[sentence.passage]
        shown |= set(text_stems(sentence.text))
        shown |= set(text_stems(" ".join((corpus.source_of(passage).title, *passage.headings))))
    return shown
