"""The content of a message: every name that a template may use, with its value for one customer.

`SHAPE` is the documented type: templates are checked against it when they are compiled, the
studio shows it, and a test proves that what is built has just these names. What depends on the
language of a channel (offers, benefits, the company's words) is said by a `Voice`.
"""

from renderer.content.gathering import gather
from renderer.content.gathering import links
from renderer.content.gathering import texts
from renderer.content.gathering import voiced
from renderer.content.given import Given
from renderer.content.shape import SHAPE
from renderer.content.voice import Voice

__all__ = ["SHAPE", "Given", "Voice", "gather", "links", "texts", "voiced"]
