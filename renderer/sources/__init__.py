"""Template source on its way to a compiled template: pieces, and where each line came from."""

from renderer.sources.includes import flatten
from renderer.sources.pieces import BLOCKS
from renderer.sources.pieces import LineMap
from renderer.sources.pieces import Piece
from renderer.sources.pieces import PieceKind
from renderer.sources.pieces import Source
from renderer.sources.shielding import TOKEN
from renderer.sources.shielding import Shielded
from renderer.sources.shielding import numbers
from renderer.sources.shielding import plain
from renderer.sources.shielding import shield
from renderer.sources.shielding import tokens
from renderer.sources.shielding import weave

__all__ = [
    "BLOCKS",
    "TOKEN",
    "LineMap",
    "Piece",
    "PieceKind",
    "Shielded",
    "Source",
    "flatten",
    "numbers",
    "plain",
    "shield",
    "tokens",
    "weave",
]
