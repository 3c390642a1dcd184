"""Whatever a provider's library raises, as one error of ours that says why in a word.

No text of the provider's is taken over: it may hold a key, an address or the question.
"""

from __future__ import annotations

from langchain_core import exceptions as vendor

from summitbot.errors import ModelFailed

# LangChain's classes of failure (langchain-core 1.7), the most special first.
_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (vendor.ModelAuthenticationError, "key"),
    (vendor.ModelPermissionDeniedError, "key"),
    (vendor.ModelNotFoundError, "unknown"),
    (vendor.ModelRateLimitError, "busy"),
    (vendor.ModelTimeoutError, "slow"),
    (vendor.ModelConnectionError, "away"),
    (vendor.ModelAPIError, "away"),
    (vendor.ContextOverflowError, "long"),
    (vendor.ModelInvalidRequestError, "rejected"),
    (TimeoutError, "slow"),
)
# By name, since the providers' libraries speak HTTP through httpx or its successor httpx2.
_NAMES = (
    ("TimeoutException", "slow"),
    ("APITimeoutError", "slow"),
    ("RemoteProtocolError", "cut"),
    ("ReadError", "cut"),
    ("TransportError", "away"),
    ("APIConnectionError", "away"),
    ("ConnectionError", "away"),
)
_BY_STATUS = {401: "key", 403: "key", 404: "unknown", 408: "slow", 429: "busy", 413: "long"}


def failure_of(error: Exception) -> ModelFailed:
    """The failure behind an exception of a model's library; one that nothing is known of is "garbled"."""
    for link in _chain(error):
        for kind, why in _KINDS:
            if isinstance(link, kind):
                return ModelFailed(why)
        bases = {base.__name__ for base in type(link).__mro__}
        for name, why in _NAMES:
            if name in bases:
                return ModelFailed(why)
        status = getattr(link, "status_code", None)
        if isinstance(status, int) and status >= 400:
            return ModelFailed(_BY_STATUS.get(status, "away" if status >= 500 else "rejected"))
    return ModelFailed("garbled")


def _chain(error: BaseException | None) -> list[BaseException]:
    links: list[BaseException] = []
    while error is not None and error not in links:
        links.append(error)
        error = error.__cause__ or error.__context__
    return links
