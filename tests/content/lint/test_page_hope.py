"""Hope and a next step on pages about suicide or self-harm."""

from __future__ import annotations

from tests.content.lint.about import found, passed


def test_a_page_on_it_has_both() -> None:
    assert len(found("page-hope", "It is hard.", title="Self-harm")) == 2
    assert len(found("page-hope", "It is hard.", path="concerns/self-harm")) == 2
    assert found("page-hope", "Help works for many people. Call 988.", title="Self-harm") == []
    assert passed("page-hope", "Help works for many people. Call 988.", title="Self-harm") == ["The page has words of hope and a next step."]


def test_a_page_that_only_mentions_it_is_left_alone() -> None:
    assert found("page-hope", "Some think about suicide. It is hard.") == []
