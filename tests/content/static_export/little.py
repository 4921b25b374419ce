"""A site of a dozen pages with one of every kind, for promises that hold for a site of any size."""

from __future__ import annotations

from pathlib import Path

from content.document import Document
from tests.content.made import document

# Every page leads to some of these, whatever else a site has.
EXPECTED = ("about", "about/accessibility", "about/how-we-review", "about/privacy", "about/staying-private", "therapy")

DOCUMENTS: dict[tuple[str, str], Document] = {
    **{("en", path): document(title=path.rpartition("/")[2].capitalize()) for path in EXPECTED},
    ("en", "alliance"): document(title="Working together", body="[[Exposure]] is a word of [CBT](/approaches/cbt/). Ann wrote of it [@ann2020]."),
    ("en", "alliance/first-session"): document(title="The first session", body="## What happens\n\nMost people talk."),
    ("en", "approaches/cbt"): document("approach", title="Cognitive behavioral therapy", short_title="CBT", body="[[Exposure]] helps some people."),
    ("en", "approaches/act"): document("approach", title="Acceptance and commitment therapy", short_title="ACT", body="See [CBT](/approaches/cbt/)."),
    ("en", "concerns/panic"): document("concern", title="Panic", body="See [CBT](/approaches/cbt/)."),
    ("en", "glossary/exposure"): document("term", title="Exposure"),
    ("en", "glossary/empathy"): document("term", title="Empathy"),
    ("en", "practice/calm-minute"): document("practice", title="A calm minute", facts={"circles": True}),
    ("en", "practice/grounding"): document("practice", title="Grounding"),
    ("en", "practice/thought-record"): document(
        "practice", title="Thought record", facts={"sheet": [{"label": "The situation", "hint": "What happened?"}]}, body="{sheet}"
    ),
    ("es", "practice/thought-record"): document(
        "practice", title="Registro de pensamientos", facts={"sheet": [{"label": "La situación", "hint": "¿Qué pasó?"}]}, body="{sheet}"
    ),
}
SOURCES = "ann2020:\n  authors: Ann A, Other B\n  year: 2020\n  title: On exposure\n"
# What no document says: a picture on a page, and an address that leads on.
MORE = """
import PIL.Image
from io import BytesIO
from content.desk import gallery
from content.desk.pictures import made_anew
from content.models import Image
from tests.content.files import encoded
picture = Image(alt="A teal field")
gallery.keep(picture, made_anew(BytesIO(encoded("PNG"))))
publish("about/pictures", title="Pictures", body=f"![A teal field]({picture.file.url})")
publish("made/first")
workflow.move(Page.objects.get(path="made/first"), "made/later", by=None)
"""


def write(folder: Path) -> None:
    """The documents as files that an import reads."""
    for (language, path), written in DOCUMENTS.items():
        file = folder / language / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written.render(), encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
