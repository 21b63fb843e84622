"""Ways to stay and to return: offer, reactivation, discount, referral, and what came before."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from renderer.customer.amounts import Day
from renderer.customer.amounts import Moment
from renderer.customer.amounts import Months
from renderer.customer.amounts import Percentage
from renderer.customer.codes import OfferOutcome
from renderer.customer.contract import Kept
from renderer.customer.contract import Keys
from renderer.customer.contract import Money
from renderer.customer.part import LIST_LIMIT
from renderer.customer.part import Part
from renderer.customer.refusal import refuse
from renderer.customer.words import Key
from renderer.customer.words import Line
from renderer.customer.words import Link


class AcceptedOffer(Part):
    """The offer for which the customer stays."""

    offer: Key = Field(description="The offer, a key of the catalogue", examples=["pause-2"])
    accepted_at: Moment = Field(description="When it was accepted")
    starts_on: Day = Field(description="First day of the new terms")
    price: Money = Field(description="Price under the new terms")
    then_price: Money | None = Field(default=None, description="Price after a reduced period")
    withdrawal_until: Day | None = Field(
        default=None, description="Last day to withdraw from the change"
    )


class Reactivated(Part):
    """The cancellation that was undone, or the return."""

    at: Moment = Field(description="When it happened")
    service: Key = Field(description="The service that goes on, a key of the catalogue")
    price: Money = Field(description="Price from now on")
    next_charge_on: Day | None = Field(default=None, description="The day of the next charge")
    kept: Kept = Field(default=(), description="What stayed as it was")


class Discount(Part):
    """A discount code; either a percentage or an amount off."""

    code: Line = Field(description="The code, as the customer enters it", examples=["BACK-7HXQ"])
    percent_off: Percentage | None = Field(default=None, description="Percent off, 1 to 100")
    amount_off: Money | None = Field(default=None, description="Amount off")
    months: Months | None = Field(default=None, description="For how many months it applies")
    expires_at: Moment = Field(description="The instant until which the code is valid")
    then_price: Money | None = Field(default=None, description="Price afterwards")
    services: Keys = Field(
        default=(), description="The services it is valid for, keys of the catalogue; none: all"
    )

    @field_validator("amount_off")
    @classmethod
    def _reduce(cls, amount_off: Money | None) -> Money | None:
        if amount_off is not None and amount_off.amount <= Decimal(0):
            raise refuse("must be more than 0", at="amount")
        return amount_off

    @model_validator(mode="after")
    def _choose(self) -> Discount:
        if (self.percent_off is None) == (self.amount_off is None):
            raise refuse("needs exactly one of `percent_off` and `amount_off`")
        return self


class Referral(Part):
    """A code with which the customer brings a friend."""

    code: Line = Field(description="The code", examples=["PETRA-4T7K"])
    share_url: Link = Field(description="The link to pass on (https)")
    reward_referrer: Money | None = Field(default=None, description="What the customer gets")
    reward_friend: Money | None = Field(default=None, description="What the friend gets")
    valid_until: Day | None = Field(default=None, description="Last day of the code")


class OfferSeen(Part):
    """An offer that the customer was shown before."""

    offer: Key = Field(description="The offer, a key of the catalogue", examples=["pause-2"])
    shown_at: Moment = Field(description="When it was shown")
    outcome: OfferOutcome | None = Field(default=None, description="What became of it")


class MessageSent(Part):
    """A message that the customer was sent before."""

    message: Key = Field(description="The message", examples=["alternative-offers"])
    sent_at: Moment = Field(description="When it was sent")


class History(Part):
    """What the customer was offered and sent before; caps and cooldowns count it."""

    offers: Annotated[tuple[OfferSeen, ...], Field(max_length=LIST_LIMIT)] = Field(
        default=(), description="Offers that were shown"
    )
    messages: Annotated[tuple[MessageSent, ...], Field(max_length=LIST_LIMIT)] = Field(
        default=(), description="Messages that were sent"
    )
