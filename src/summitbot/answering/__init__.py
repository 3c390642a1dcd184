"""Answering: sentences ranked, composed with their citations, or a typed refusal."""

from summitbot.answering.answer import Answerer
from summitbot.answering.merge import merge_answers
from summitbot.answering.rank import rank_sentences, rerank_passages

__all__ = ["Answerer", "merge_answers", "rank_sentences", "rerank_passages"]
