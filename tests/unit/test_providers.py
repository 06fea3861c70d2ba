"""The providers' libraries, opened for a model."""

from __future__ import annotations

import os

import httpx2
import pytest
from pydantic_ai.models.openai import OpenAIChatModel

from aural.interviewer.model.providers import ModelChoice, open_model


async def test_environment_variables_of_openais_library_do_not_affect_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a key in AURAL_MODEL_API_KEY would reach the server at OPENAI_BASE_URL."""
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://192.0.2.1/v1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Elsewhere: elsewhere")
    async with httpx2.AsyncClient() as http:
        model = open_model(ModelChoice("gpt-5", api_key="key"), http).library_model
    assert isinstance(model, OpenAIChatModel)
    assert str(model.client.base_url) == "https://api.openai.com/v1/"
    assert "elsewhere" not in str(model.client.default_headers)
    assert os.environ["OPENAI_ORG_ID"] == "elsewhere"
