"""The web application: the API, the health routes, the sources, and the chat page at `/`."""

from summitbot.surfaces.api.app import create_app

__all__ = ["create_app"]
