"""Answers written by a language model, every sentence checked before it is shown."""

from summitbot.generation.parts import Checker, Report, Written
from summitbot.generation.rewrite import rewrite
from summitbot.generation.write import Writer

__all__ = ["Checker", "Report", "Writer", "Written", "rewrite"]
