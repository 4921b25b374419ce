"""What is made before the processes are forked asks no database."""

from __future__ import annotations

from django.template import engines

from config.warm import warm_up


def test_warming_up_asks_no_database_and_reads_every_template() -> None:
    loader = engines["django"].engine.template_loaders[0]  # type: ignore[attr-defined]
    loader.reset()
    warm_up()  # a test without the mark of a database may not connect to one
    assert len(loader.get_template_cache) > 60
