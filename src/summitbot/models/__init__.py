"""Chat models: an option that makes an answer smoother. (`static/` beside this file is the built-in embedder.)"""

from summitbot.models.budget import TokenBudget
from summitbot.models.contract import ChatModel, Message, Piece
from summitbot.models.guard import GuardedModel, Session
from summitbot.models.load import load_chat_model

__all__ = [
    "ChatModel",
    "GuardedModel",
    "Message",
    "Piece",
    "Session",
    "TokenBudget",
    "load_chat_model",
]
