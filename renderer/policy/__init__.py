"""What may be said at all: consent, suppression, sensitive reasons, class, country, facts.

gate              which channels are open, which purposes each permits
passage_permits   the same for one channel
message_class     what the law takes a finished message to be
require_facts     refuses a render that could not state what it must
"""

from __future__ import annotations

from renderer.policy.consent import Permit
from renderer.policy.gate import Gate
from renderer.policy.gate import Passage
from renderer.policy.gate import Withheld
from renderer.policy.gate import gate
from renderer.policy.gate import message_class
from renderer.policy.gate import packs_for
from renderer.policy.gate import passage_permits
from renderer.policy.required import require_facts
from renderer.policy.suppression import is_quiet
from renderer.policy.suppression import suppressed_by

__all__ = [
    "Gate",
    "Passage",
    "Permit",
    "Withheld",
    "gate",
    "is_quiet",
    "message_class",
    "packs_for",
    "passage_permits",
    "require_facts",
    "suppressed_by",
]
