"""Anthropic's models (the extra `anthropic`)."""

from __future__ import annotations

from typing import Any

from summitbot.errors import ExtraMissing
from summitbot.models.chat import LangChainModel
from summitbot.models.contract import ChatModel
from summitbot.models.spec import Spec


def open_anthropic(spec: Spec) -> ChatModel:
    """The model of a spec. Raises `ExtraMissing`, and `ModelUnavailable` where a key is needed."""
    try:
        from langchain_anthropic import ChatAnthropic
    except ImportError:
        raise ExtraMissing("anthropic", f"The chat model '{spec.full}'") from None
    arguments: dict[str, Any] = {
        "model": spec.name,
        "api_key": spec.key("ANTHROPIC_API_KEY", needed=spec.url is None) or "none",
        "base_url": spec.url,
        "timeout": spec.timeout,
        "temperature": spec.temperature,
        "max_retries": 0,
    }
    return LangChainModel(spec.full, ChatAnthropic(**arguments), lambda most: {"max_tokens": most})
