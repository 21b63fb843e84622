"""Windows of envelopes: what of a folded sheet shows through, wherever it has slid to.

All figures are millimetres from the top left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

TOLERANCE = 0.05  # mm: rounding of a layout, far below what a folding machine keeps


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page: left, top, width, height in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def contains(self, other: Box) -> bool:
        """Whether `other` lies wholly inside."""
        return (
            other.x >= self.x - TOLERANCE
            and other.y >= self.y - TOLERANCE
            and other.right <= self.right + TOLERANCE
            and other.bottom <= self.bottom + TOLERANCE
        )

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            other.x < self.right - TOLERANCE
            and other.right > self.x + TOLERANCE
            and other.y < self.bottom - TOLERANCE
            and other.bottom > self.y + TOLERANCE
        )

    def within(self, other: Box) -> Box:
        """The part of this box that lies in `other`; ValueError when there is none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        if right <= x or bottom <= y:
            raise ValueError("the boxes do not meet")
        return Box(x, y, right - x, bottom - y)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope and its window: the window's place counts from the left and the bottom edge."""

    width: float
    height: float
    left: float
    bottom: float
    window_width: float
    window_height: float


def always_visible(
    envelope: Envelope, *, sheet_width: float, package_height: float, fold: float
) -> Box:
    """Where the whole address must lie.

    The package slides 0..(envelope - package) sideways and upwards.
    sheet_width: width of the folded package; package_height: its height.
    fold: page coordinate of the fold at the bottom of the package.
    """
    aside, upwards = _play(envelope, sheet_width, package_height)
    return Box(
        envelope.left,
        fold - envelope.bottom - envelope.window_height + upwards,
        envelope.window_width - aside,
        envelope.window_height - upwards,
    )


def ever_visible(
    envelope: Envelope, *, sheet_width: float, package_height: float, fold: float
) -> Box:
    """Where nothing but the address may lie: all that some position of the package shows."""
    aside, upwards = _play(envelope, sheet_width, package_height)
    return Box(
        envelope.left - aside,
        fold - envelope.bottom - envelope.window_height,
        envelope.window_width + aside,
        envelope.window_height + upwards,
    )


def _play(envelope: Envelope, sheet_width: float, package_height: float) -> tuple[float, float]:
    aside, upwards = envelope.width - sheet_width, envelope.height - package_height
    if aside < 0 or upwards < 0:
        raise ValueError("the folded sheet does not fit into the envelope")
    return aside, upwards
