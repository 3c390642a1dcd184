"""Answering: sentences ranked, composed with their citations, or a typed refusal."""

from summitbot.answering.answer import Answerer
from summitbot.answering.merge import merge_answers
from summitbot.answering.rank import rank_sentences, rerank_passages
from summitbot.answering.restate import Restated, restate, with_trace

__all__ = [
    "Answerer",
    "Restated",
    "merge_answers",
    "rank_sentences",
    "rerank_passages",
    "restate",
    "with_trace",
]
