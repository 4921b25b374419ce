"""Finds entries for a query: whole names first, then words by how much they say (BM25), mended only where no page has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Occur, Query, Searcher

from content import kinds
from content.search import engine, pairs, upkeep
from content.search.engine import schema
from content.search.spelling import Vocabulary, rejoined
from content.search.words import LONGEST_QUERY, MOST_WORDS, STEMMERS, alike, firm, listed, stem, stems, telling, words

_WEIGHTS = {"title": 2.2, "names": 1.6, "heads": 1.2, "lead": 1.1, "body": 0.5}
_TIE = 0.25  # how much of a word's other fields counts beside its best one
_WHOLE = {"first": 120.0, "second": 90.0}  # the whole query is a name
_OF_RANK = 12.0  # for each rank of the kind, where more than one entry has the name
_IN_QUERY = {"first": 34.0, "second": 30.0}  # a name stands in the query; by the share of the query's words that it has
_ELSEWHERE = 0.85  # a name in the other language
_LONGEST_NAME = 6  # words
_ALIKE = 0.5  # what a word counts that means nearly the same
_VAGUE = 0.3  # what words such as "help" and "people" count


@dataclass(frozen=True, slots=True)
class Sought:
    """A query as it is looked for: its telling words, each with what may stand for it, and the words that were put right."""

    words: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    corrected: tuple[str, ...] = ()
    all_words: tuple[str, ...] = ()


def understand(query: str, language: str, searcher: Searcher) -> Sought:
    """What a query asks for."""
    vocabulary = Vocabulary(searcher, language)
    every = rejoined(words(query[:LONGEST_QUERY])[:MOST_WORDS], vocabulary)
    found = telling(every)
    groups: list[tuple[str, ...]] = []
    corrected: list[str] = []
    for at, word in enumerate(found):
        if word.isdigit() or word in listed("vague") or vocabulary.has(word) or _has_stem(searcher, word, language):
            groups.append((word,))
            continue
        is_last = at == len(found) - 1
        begun = vocabulary.beginning_with(word) if is_last and len(word) >= 5 else []
        near = "" if begun else vocabulary.near(word)
        if near:
            corrected.append(near)
            groups.append((near,))
        else:
            groups.append(tuple(begun or vocabulary.beginning_with(word)) or (word,))
    meant = tuple(group[0] for group in groups)
    return Sought(tuple(telling(meant)) if corrected else meant, tuple(groups), tuple(corrected), tuple(every))


def _has_stem(searcher: Searcher, word: str, language: str) -> bool:
    stemmed = stem(word, language)
    return bool(alike(stemmed, language)) or any(
        searcher.doc_freq(f"{name}_{language}", stemmed) for name in ("body", "names", "title", "lead", "heads")
    )


def find(query: str, language: str, limit: int) -> tuple[Sought, list[dict[str, Any]]]:
    """What was looked for, and what is kept of the best entries, each place once and in the reader's language if it has it."""
    searcher = engine.searcher()
    if searcher is None:
        return Sought((), ()), []
    sought = understand(query, language, searcher)
    if not sought.words:
        return sought, []
    exact = any(searcher.doc_freq(f"{name}_{code}", stems(sought.words, code)) for name in engine.KEYS for code in STEMMERS)
    for least in dict.fromkeys((_least(len(firm(sought.words)) or len(sought.words)), 1)):
        hits = searcher.search(_query(sought, language, least, exact), 2 * limit + len(upkeep.held_back()), count=False).hits
        found = _each_once((engine.told(searcher, at) | {"score": score} for score, at in hits), language)
        if found:
            break
    together = pairs.side_by_side(sought.all_words, language, searcher)
    if together:
        found = [together, *(hit for hit in found if hit["place"] != together["place"])]
    return sought, found[:limit]


def _least(count: int) -> int:
    """How many of a query's words an entry must have: two in three."""
    return max(1, -(-2 * count // 3) if count < 4 else count // 2)


def _each_once(hits: Iterable[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for hit in hits:
        if hit["id"] in upkeep.held_back():
            continue
        known = found.get(hit["place"])
        if known is None:
            found[hit["place"]] = hit
        elif hit["language"] == language != known["language"]:  # its translation stands in the place of the better hit
            known |= hit
    return list(found.values())


def _query(sought: Sought, language: str, least: int, exact: bool) -> Query:
    telling_most = set(firm(sought.words)) or set(sought.words)
    each = [(Occur.Should, _word(group, language)) for group in sought.groups if group[0] in telling_most]
    aside = [(Occur.Should, Query.boost_query(_word(group, language), _VAGUE)) for group in sought.groups if group[0] not in telling_most]
    matched = [(Occur.Should, Query.boolean_query(each, minimum_number_should_match=least)), (Occur.Should, _names(sought.words, language, exact))]
    sure = firm(sought.words)
    whole = sought.words if exact or (len(sure) < 2 and len(sought.words) > 2) else sure
    named = Query.boolean_query([(Occur.Should, _term(f"first_{code}", stems(whole, code))) for code in STEMMERS])
    ranks = [(Occur.Should, query) for query in _ranks(named)]
    return Query.boolean_query([(Occur.Must, Query.boolean_query(matched)), *aside, *ranks])


def ranks() -> dict[str, float]:
    """Of what has the same name, the kind of the higher rank comes first."""
    return {name: float(kinds.get(name).rank) for name in kinds.names()} | {"line": 1.0, "list": 2.0}


def _ranks(named: Query) -> Iterator[Query]:
    """A little more for a kind of a higher rank, much more among those that have the name."""
    for kind, rank in ranks().items():
        if rank:
            of_kind = _term("kind", kind)
            yield Query.const_score_query(of_kind, rank)
            yield Query.const_score_query(Query.boolean_query([(Occur.Must, of_kind), (Occur.Must, named)]), _OF_RANK * rank)


def _term(field: str, value: str) -> Query:
    return Query.term_query(schema(), field, value, "basic")


def _word(group: Sequence[str], language: str) -> Query:
    """One word of a query, or any of those that may stand for it; counts where it counts most."""
    stemmed = {other: _ALIKE for word in group for other in alike(stem(word, language), language)} | {stem(word, language): 1.0 for word in group}
    best = [
        Query.boost_query(Query.term_query(schema(), f"{name}_{language}", one, "freq"), weight * share)
        for one, share in stemmed.items()
        for name, weight in _WEIGHTS.items()
    ]
    return Query.disjunction_max_query(best, tie_breaker=_TIE)


def _names(found: Sequence[str], language: str, exact: bool) -> Query:
    """Names that the query is, or that stand in it, best first; an entry counts by its best name and a little by the others."""
    best = list(_whole(found, language, exact))
    total = len(found)
    for run in dict.fromkeys((tuple(found), tuple(firm(found)))):
        for count in range(min(total - 1, _LONGEST_NAME, len(run)), 0, -1):
            for name in {stems(run[at : at + count], language) for at in range(len(run) - count + 1)}:
                best += [Query.const_score_query(_term(f"{field}_{language}", name), score * count / total) for field, score in _IN_QUERY.items()]
    return Query.disjunction_max_query(best, tie_breaker=0.15)


def _whole(found: Sequence[str], language: str, exact: bool) -> Iterator[Query]:
    """Entries of which the whole query is a name, with its vague words or (less so if one is found `exact`) without, in either language."""
    sure = firm(found)
    said = 0.95 if not exact and (len(sure) > 1 or len(found) < 3) else 0.45
    for run, share in ((found, 1.0), (sure, said)):
        for code in STEMMERS:
            if run:
                name, share_here = stems(run, code), share * (1 if code == language else _ELSEWHERE)
                yield from (Query.const_score_query(_term(f"{field}_{code}", name), score * share_here) for field, score in _WHOLE.items())
