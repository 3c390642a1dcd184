"""Understanding a question: standalone reading, names, kind of answer, spelling, early statuses."""

from summitbot.understanding.names import NameIndex
from summitbot.understanding.parts import split_question
from summitbot.understanding.read import Reader

__all__ = ["NameIndex", "Reader", "split_question"]
