"""How hard a document is to read: Flesch-Kincaid grade in English, Szigriszt-Pazos ease on the INFLESZ scale in Spanish."""

from __future__ import annotations

from dataclasses import dataclass

from content.lint import syllables
from content.lint.passages import Passage
from content.lint.reading import Reading
from content.lint.sentences import words

# INFLESZ: from this ease on, the words for it.
_INFLESZ = ((80, "very easy"), (65, "fairly easy"), (55, "plain"), (40, "rather hard"), (-1000, "very hard"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it stands, its words, and how hard it is alone (more is harder, in both languages)."""

    passage: Passage
    start: int
    end: int
    words: int
    syllables: int

    @property
    def hardness(self) -> float:
        """Its grade alone. Short sentences with one long word would come first otherwise, so a few words weigh less."""
        return (0.39 * self.words + 11.8 * self.syllables / self.words) * min(1, self.words / 8)


@dataclass(frozen=True, slots=True)
class Readability:
    """`score` is the school grade in English (less is easier) and the ease in Spanish (more is easier); `hardest` are three sentences."""

    language: str
    score: float
    words: int
    sentences: tuple[Sentence, ...]

    @property
    def hardest(self) -> tuple[Sentence, ...]:
        """Up to three, the hardest first."""
        return tuple(sorted(self.sentences, key=lambda sentence: -sentence.hardness)[:3])

    @property
    def label(self) -> str:
        """The score in words."""
        return label(self.score, self.language)


def label(score: float, language: str) -> str:
    """Such as `grade 6` or `68 of 100, fairly easy`."""
    if language != "es":
        return f"grade {max(0, round(score))}"
    return f"{round(score)} of 100, {next(told for least, told in _INFLESZ if score >= least)}"


def readability(reading: Reading, language: str) -> Readability | None:
    """How hard the running words of a document are; None when it has none."""
    found = []
    for passage in reading.running():
        for start, end in passage.sentences:
            if said := words(passage.text[start:end]):
                found.append(Sentence(passage, start, end, len(said), sum(syllables.of(word, language) for word in said)))
    if not found:
        return None
    count = sum(sentence.words for sentence in found)
    by_word = sum(sentence.syllables for sentence in found) / count
    by_sentence = count / len(found)
    score = 206.835 - 62.3 * by_word - by_sentence if language == "es" else 0.39 * by_sentence + 11.8 * by_word - 15.59
    return Readability(language, score, count, tuple(found))
