"""Markup before and after compilation: a linear reader, and what may stand where."""

from renderer.markup.contexts import conditional
from renderer.markup.contexts import contexts
from renderer.markup.contexts import loaded
from renderer.markup.nesting import Node
from renderer.markup.nesting import walk
from renderer.markup.reader import Attribute
from renderer.markup.reader import Markup
from renderer.markup.reader import MarkupBroken
from renderer.markup.reader import read
from renderer.markup.rules import VOID
from renderer.markup.rules import Report
from renderer.markup.rules import Rules

__all__ = [
    "VOID",
    "Attribute",
    "Markup",
    "MarkupBroken",
    "Node",
    "Report",
    "Rules",
    "conditional",
    "contexts",
    "loaded",
    "read",
    "walk",
]
