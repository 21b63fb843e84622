"""The closed sets of words that several parts share: channels, purposes, classes, stages."""

from __future__ import annotations

from typing import Literal
from typing import get_args

Channel = Literal["email", "sms", "letter"]
Purpose = Literal["service", "survey", "marketing", "referral"]
MessageClass = Literal["service", "survey", "marketing"]
Stage = Literal["leave", "ask", "value", "alternatives", "reconsider", "return"]
Party = Literal["consumer", "sole_trader", "business"]
Kind = Literal["ordinary", "extraordinary", "withdrawal", "trader_terminated"]
WithheldReason = Literal[
    "no_address",
    "no_consent",
    "objected",
    "suppressed",
    "sensitive_reason",
    "nothing_to_offer",
    "not_this_channel",
    "too_late",
]

CHANNELS: tuple[Channel, ...] = get_args(Channel)
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
CLASSES: tuple[MessageClass, ...] = get_args(MessageClass)
STAGES: tuple[Stage, ...] = get_args(Stage)
PARTIES: tuple[Party, ...] = get_args(Party)
KINDS: tuple[Kind, ...] = get_args(Kind)
WITHHELD_REASONS: tuple[WithheldReason, ...] = get_args(WithheldReason)
