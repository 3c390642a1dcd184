"""Is a claim supported by its evidence? Coverage and typed conflicts, without a model."""

from summitbot.verification.names import NO_NAMES, Names
from summitbot.verification.verify import verify

__all__ = ["NO_NAMES", "Names", "verify"]
