"""What the customer has: money, usage, subscription."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic import ValidationInfo
from pydantic import field_validator

from renderer.customer.amounts import Amount
from renderer.customer.amounts import Day
from renderer.customer.amounts import Metric
from renderer.customer.codes import Interval
from renderer.customer.codes import Keeps
from renderer.customer.part import LIST_LIMIT
from renderer.customer.part import METRICS_LIMIT
from renderer.customer.part import Part
from renderer.customer.refusal import refuse
from renderer.customer.words import Currency
from renderer.customer.words import Key
from renderer.customer.words import Line
from renderer.customer.words import MetricName

Keys = Annotated[tuple[Key, ...], Field(max_length=LIST_LIMIT)]
Kept = Annotated[tuple[Keeps, ...], Field(max_length=LIST_LIMIT)]


class Money(Part):
    """An amount of money."""

    amount: Amount = Field(description="Amount, up to 12 digits")
    currency: Currency = Field(description="Currency (ISO 4217)")


class Charge(Money):
    """An amount of money that is charged on a day."""

    on: Day = Field(description="The day of the charge")


class Usage(Part):
    """What the customer used in one period."""

    period_start: Day = Field(description="First day of the period", examples=["2026-10-01"])
    period_end: Day = Field(description="Last day of the period", examples=["2026-10-31"])
    metrics: Annotated[dict[MetricName, Metric], Field(max_length=METRICS_LIMIT)] = Field(
        description="What was measured, by name; decimal numbers",
        examples=[{"gb": "412.5", "devices": 7}],
    )

    @field_validator("period_end")
    @classmethod
    def _follow(cls, period_end: Day, info: ValidationInfo) -> Day:
        start = info.data.get("period_start")
        if start is not None and period_end < start:
            raise refuse("is before `period_start`", "the last day of the period")
        return period_end


class Subscription(Part):
    """The contract."""

    id: Line = Field(description="Contract number", examples=["S-778120"])
    service: Key = Field(description="The service, a key of the catalogue")
    plan: Key | None = Field(
        default=None, description="The plan of the service, a key of the catalogue"
    )
    price: Money = Field(description="Price for one interval")
    interval: Interval | None = Field(default=None, description="What the price is paid for")
    concluded_on: Day = Field(
        description="The day on which the contract was concluded", examples=["2022-05-04"]
    )
    minimum_term_ends_on: Day | None = Field(
        default=None, description="Last day of the minimum term"
    )
    next_charge_on: Day | None = Field(default=None, description="The day of the next charge")
    usage: Usage | None = Field(default=None, description="What was used in one period")
    benefits_used: Keys = Field(
        default=(),
        description="The benefits that were used, keys of the catalogue",
        examples=[["roaming"]],
    )
    savings_to_date: Money | None = Field(
        default=None, description="What the customer saved with this contract so far"
    )
