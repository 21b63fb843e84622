"""What a template may use and spend: the names and numbers that are more than one module's affair.

Everything here is told to authors in the README; a test compares.
"""

from __future__ import annotations

from typing import Literal

Flavour = Literal["html", "text"]

TESTS = frozenset(
    {"defined", "undefined", "none", "divisibleby", "eq", "ne", "lt", "le", "gt", "ge", "in"}
    | {"==", "!=", "<", "<=", ">", ">=", "odd", "even", "string", "number", "mapping", "sequence"}
)
PARTS_OF_DATES = frozenset({"year", "month", "day", "hour", "minute"})
PARTS_OF_LOOPS = frozenset(
    {"index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem"}
)

# Iterations of all loops and calls of all macros in one render.
MAX_ITERATIONS = 10_000
# Characters of one render's output, and of a text that is built on the way.
MAX_OUTPUT = 2_000_000
MAX_TEXT = 100_000
MAX_ITEMS = 10_000
# Beyond it a product is nothing that a message would tell.
MAX_NUMBER = 10**15
MAX_LOOP_DEPTH = 8
# Every so many characters that an iteration writes cost as much as an iteration.
CHARACTERS_PER_ITERATION = 256
