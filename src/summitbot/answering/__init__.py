"""Answering: sentences ranked, composed with their citations, or a typed refusal."""

from summitbot.answering.answer import Answerer

__all__ = ["Answerer"]
