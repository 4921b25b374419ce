"""Promises of a drawn rating: it says its words in the reader's language, and as many seeds as it has."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from approaches.facts import SCALE, Rating
from approaches.templatetags.ratings import meter


@pytest.mark.parametrize("rating", SCALE, ids=lambda rating: rating.key)
def test_a_rating_is_drawn_with_its_words_in_every_language_whichever_came_first(rating: Rating) -> None:
    for language in ("es", "en", "es"):
        with override(language):
            drawn = meter(rating)
            assert f"<span>{rating.words}" in drawn
            assert drawn.count('class="on"') == (1 if rating.seeds is None else rating.seeds)
