"""OpenAI, and every server that speaks its language (the extra `openai`)."""

from __future__ import annotations

from typing import Any

from summitbot.errors import ExtraMissing
from summitbot.models.chat import LangChainModel
from summitbot.models.contract import ChatModel
from summitbot.models.spec import Spec

# A server of one's own wants no key, the library wants one.
_NO_KEY = "none"


def open_openai(spec: Spec) -> ChatModel:
    """The model of a spec. Raises `ExtraMissing`, and `ModelUnavailable` where a key is needed."""
    try:
        from langchain_openai import ChatOpenAI
    except ImportError:
        raise ExtraMissing("openai", f"The chat model '{spec.full}'") from None
    arguments: dict[str, Any] = {
        "model": spec.name,
        "api_key": spec.key("OPENAI_API_KEY", needed=spec.url is None) or _NO_KEY,
        "base_url": spec.url,
        "timeout": spec.timeout,
        "temperature": spec.temperature,
        "max_retries": 0,
        "use_responses_api": False,
    }
    return LangChainModel(spec.full, ChatOpenAI(**arguments), lambda most: {"max_tokens": most})
