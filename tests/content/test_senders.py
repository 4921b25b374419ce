"""Who sent a form: this site, another one, or a browser that does not say."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from content.senders import is_ours


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "none"}, None),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver"}, True),  # behind a proxy that ends TLS
        ({"Origin": "http://testserver:81"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://evil.example?testserver"}, False),
        ({"Origin": "nonsense"}, False),
        ({"Origin": "http://[testserver"}, False),
        ({"Origin": "null"}, None),
        ({}, None),
    ],
)
def test_a_form_is_ours_another_sites_or_unknown(rf: RequestFactory, said: dict[str, str], ours: bool | None) -> None:
    assert is_ours(rf.post("/clear/tea/", headers=said)) is ours


def test_a_site_at_a_port_knows_its_own_forms(rf: RequestFactory) -> None:
    assert is_ours(rf.post("/", headers={"Origin": "http://localhost:8000", "Host": "localhost:8000"}))
