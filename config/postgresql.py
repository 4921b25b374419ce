"""Connections to PostgreSQL that do not wait for a server that will not answer.

A server that is frozen, or behind a network that swallows everything, never ends a statement that it was sent, whatever its own time-outs say.
The threads that wait for it would be missing for readers.
"""

from __future__ import annotations

from time import monotonic
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.rows import TupleRow

from content import patience

LEAST = 2.0  # seconds that each statement is given all the same, so that the first answer after an outage is heard

Answer = TypeVar("Answer")


class PatientConnection(Connection[TupleRow]):
    """Psycopg's connection. A statement that is given up raises OperationalError and closes it: the server may still be at it."""

    def wait(self, gen: PQGen[Answer], *args: Any, **named: Any) -> Answer:
        return super().wait(self._watched(gen), *args, **named)

    def _watched(self, waiting: PQGen[Answer]) -> PQGen[Answer]:
        began = monotonic()
        try:
            wanted = next(waiting)
            while True:
                ready = yield wanted
                if not ready and monotonic() - began > LEAST and patience.is_over():
                    self.pgconn.finish()
                    raise OperationalError("The database does not answer.")
                wanted = waiting.send(ready)
        except StopIteration as done:
            answer: Answer = done.value
            return answer
