"""The lexical arms (bm25s): stems, character n-grams and bigrams over passages, sentences and set questions.

BM25 after Robertson & Zaragoza (2009) with Lucene's idf. Raw scores of the arms are added with the
weights of `ArmWeights`; what each is worth was measured (docs/decisions/004-retrieval.md).
"""

from __future__ import annotations

import itertools
import json
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from summitbot.text import char_ngrams

logging.getLogger("bm25s").setLevel(logging.WARNING)

Scores = NDArray[np.float32]
Row = tuple[str, Sequence[str], int]
_UNITS: dict[str, tuple[float, float]] = {"passage": (0.9, 0.75), "sentence": (0.5, 0.6), "asked": (0.9, 0.6)}


@dataclass(frozen=True)
class ArmWeights:
    """Weights of the arms, chosen on public question sets and confirmed on our own cases."""

    passage_chars: float = 0.3
    passage_bigrams: float = 0.1
    best_sentence: float = 0.5
    sentence_chars: float = 0.2
    sentence_bigrams: float = 0.1
    asked_chars: float = 0.3
    asked_bigrams: float = 0.2
    asked: float = 0.5
    parent: float = 0.5


@dataclass(frozen=True)
class LexicalScores:
    """Scores of every passage and every sentence for one query, fused over the arms.

    `asked` is the share of them that the best heading or set question of each passage earned.
    """

    passages: Scores
    sentences: Scores
    asked: Scores


@dataclass(frozen=True)
class Vocabulary:
    """Document frequencies over passages: of stems, and of surface words (for spelling).

    `pairs` says how often two words stand side by side in the passages and in the questions set to them ("what does");
    the border of a question is `EDGE`. Pairs that stand there once are left out.
    """

    stems: Mapping[str, int]
    surface: Mapping[str, int]
    passages: int
    pairs: Mapping[str, int]

    def idf(self, stem: str) -> float:
        """Rarity of a stem over the passages (a stem that never occurs is the rarest)."""
        df = self.stems.get(stem, 0)
        return log(1 + (self.passages - df + 0.5) / (df + 0.5))


# The border of a question, as a neighbour of words.
EDGE = "^"


def bigrams(tokens: Sequence[str]) -> list[str]:
    """Adjacent pairs of tokens."""
    return [f"{a} {b}" for a, b in itertools.pairwise(tokens)]


class LexicalIndex:
    """BM25 over passages, sentences and set questions, three kinds of terms each. Build, save, load, score.

    `parents` gives for each unit ("sentence", "asked") the numbers of the passages that they belong to.
    """

    def __init__(
        self, arms: Mapping[str, bm25s.BM25], vocabulary: Vocabulary, parents: Mapping[str, NDArray[np.int32]]
    ) -> None:
        self._arms = arms
        self._parents = parents
        self.vocabulary = vocabulary

    @classmethod
    def build(
        cls,
        passages: Sequence[Row],
        sentences: Sequence[Row],
        asked: Sequence[Row],
        surface: Mapping[str, int],
        pairs: Mapping[str, int],
    ) -> LexicalIndex:
        """From (text, stems, number of the passage) of every passage, sentence, and heading or set question."""
        arms, parents = {}, {}
        for unit, rows in (("passage", passages), ("sentence", sentences), ("asked", asked)):
            rows = rows or [("", (), 0)]
            arms[f"{unit}-stems"] = _fit(unit, (list(stems) for _, stems, _ in rows))
            arms[f"{unit}-chars"] = _fit(unit, (list(char_ngrams(text)) for text, _, _ in rows))
            arms[f"{unit}-bigrams"] = _fit(unit, (bigrams(stems) for _, stems, _ in rows))
            parents[unit] = np.asarray([number for _, _, number in rows], dtype=np.int32)
        df = Counter(stem for _, stems, _ in passages for stem in set(stems))
        return cls(arms, Vocabulary(dict(df), dict(surface), len(passages), dict(pairs)), parents)

    def save(self, folder: Path) -> None:
        """Write everything into a folder."""
        for name, arm in self._arms.items():
            arm.save(str(folder / name), show_progress=False)
        np.savez(folder / "parents.npz", allow_pickle=False, **self._parents)
        words = {
            "stems": self.vocabulary.stems,
            "surface": self.vocabulary.surface,
            "passages": self.vocabulary.passages,
            "pairs": self.vocabulary.pairs,
        }
        (folder / "vocabulary.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """What `save` wrote. Raises OSError or ValueError when parts are missing or broken."""
        names = [f"{unit}-{terms}" for unit in _UNITS for terms in ("stems", "chars", "bigrams")]
        arms = {name: bm25s.BM25.load(str(folder / name), show_progress=False) for name in names}
        words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "parents.npz") as stored:
            parents = {unit: stored[unit] for unit in _UNITS}
        return cls(arms, Vocabulary(**words), parents)

    def score(
        self, text: str, stems: Sequence[str], extra: Mapping[str, float], weights: ArmWeights
    ) -> LexicalScores:
        """Fused scores for a query: its text, its stems, and further stems with their weights."""
        passage = self._unit("passage", text, stems, extra, weights.passage_chars, weights.passage_bigrams)
        sentence = self._unit(
            "sentence", text, stems, extra, weights.sentence_chars, weights.sentence_bigrams
        )
        posed = self._unit("asked", text, stems, extra, weights.asked_chars, weights.asked_bigrams)
        asked = self._best("asked", posed, len(passage))
        whole = passage + weights.best_sentence * self._best("sentence", sentence, len(passage))
        whole += weights.asked * asked
        single = np.asarray(sentence + weights.parent * whole[self._parents["sentence"]], dtype=np.float32)
        return LexicalScores(np.asarray(whole, dtype=np.float32), single, asked)

    def _best(self, unit: str, scores: Scores, passages: int) -> Scores:
        """The best score among the units of each passage."""
        best = np.zeros(passages, dtype=np.float32)
        np.maximum.at(best, self._parents[unit], scores)
        return best

    def _unit(
        self,
        unit: str,
        text: str,
        stems: Sequence[str],
        extra: Mapping[str, float],
        chars: float,
        pairs: float,
    ) -> Scores:
        unique = list(dict.fromkeys(stems))
        total = self._arm(f"{unit}-stems", unique)
        total += chars * self._arm(f"{unit}-chars", list(dict.fromkeys(char_ngrams(text))))
        total += pairs * self._arm(f"{unit}-bigrams", list(dict.fromkeys(bigrams(list(stems)))))
        for weight in sorted(set(extra.values())):
            group = [stem for stem, w in extra.items() if w == weight and stem not in unique]
            total += weight * self._arm(f"{unit}-stems", group)
        return total * np.float32(_UNITS[unit][0] + 1)

    def _arm(self, name: str, tokens: list[str]) -> Scores:
        arm = self._arms[name]
        ids = arm.get_tokens_ids(tokens) if tokens else []
        if not ids:
            return np.zeros(arm.scores["num_docs"], dtype=np.float32)
        return np.asarray(arm.get_scores_from_ids(ids), dtype=np.float32)


def _fit(unit: str, documents: Iterable[list[str]]) -> bm25s.BM25:
    k1, b = _UNITS[unit]
    arm = bm25s.BM25(k1=k1, b=b, method="lucene")
    # A document without terms, or a corpus without any, still needs its row.
    arm.index([tokens or ["\x00"] for tokens in documents], show_progress=False)
    return arm
