"""Promises of what is answered when something fails in the middle of a request."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from content import views


def answer_when(error: type[Exception], monkeypatch: pytest.MonkeyPatch, address: str) -> tuple[int, bool]:
    """Status, and whether it says when to ask again."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(views, "render", fail)
    answer = Client(raise_request_exception=False).get(address)
    assert b"988" in answer.content
    return answer.status_code, "Retry-After" in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/glossary/", "/alliance/"])
def test_a_database_that_fails_is_said_to_be_away_so_that_other_nodes_are_tried(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    assert answer_when(OperationalError, monkeypatch, address) == (503, True)


@pytest.mark.django_db
def test_a_mistake_is_not_called_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer_when(ValueError, monkeypatch, "/glossary/") == (500, False)
