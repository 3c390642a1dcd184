"""The rooms beside the chat: timeline, sources, trust and frozen answers, written by the server (Jinja2)."""

from summitbot.surfaces.rooms.room import STATIC
from summitbot.surfaces.rooms.routes import build_rooms

__all__ = ["STATIC", "build_rooms"]
