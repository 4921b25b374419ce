"""The code's own copy of the directory: every line that staff may keep, so that the page is whole without them."""

from dataclasses import replace

from crisis.hotlines import Entry
from crisis.lines import anyone, harm, people
from crisis.needs import NEEDS

_ORDER = [need.key for need in NEEDS]

# By need, then in the order of the files. The steps of ten leave room for what staff put between.
LINES: tuple[Entry, ...] = tuple(
    replace(entry, position=10 * number)
    for number, entry in enumerate(sorted((*anyone.LINES, *harm.LINES, *people.LINES), key=lambda entry: _ORDER.index(entry.need)), start=1)
)

# Closed, moved or given up; a person in need would reach no one, or someone else.
RETIRED = {
    "66746": "Disaster Distress, TalkWithUs",
    "18339435746": "maternal line until 2023",
    "12023041200": "Trevor by text",
    "18009312237": "NEDA, closed in June 2023",
    "18002738255": "the number that 988 replaced",
}
