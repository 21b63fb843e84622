"""How the contract ends: receipt, reason, settlement, data, equipment, the way to undo it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic import ValidationInfo
from pydantic import field_validator

from renderer.customer.amounts import Day
from renderer.customer.amounts import Moment
from renderer.customer.codes import DETAILS
from renderer.customer.codes import Kind
from renderer.customer.codes import ReasonCode
from renderer.customer.codes import ReasonDetail
from renderer.customer.contract import Charge
from renderer.customer.contract import Kept
from renderer.customer.contract import Keys
from renderer.customer.contract import Money
from renderer.customer.part import LIST_LIMIT
from renderer.customer.part import Part
from renderer.customer.refusal import refuse
from renderer.customer.refusal import suggest
from renderer.customer.words import Declaration
from renderer.customer.words import Line
from renderer.customer.words import Lines


class Reason(Part):
    """Why the customer leaves; nobody has to say."""

    code: ReasonCode = Field(description="The reason")
    detail: ReasonDetail | None = Field(
        default=None, description="The second level of the reason; not every reason has one"
    )
    text: Lines | None = Field(
        default=None,
        description="The reason in the customer's own words",
        examples=["It is too dear."],
    )
    competitor: Line | None = Field(
        default=None,
        description="The company that the customer goes to",
        examples=["Zephyr Telecom"],
    )

    @field_validator("detail", mode="before")
    @classmethod
    def _belong(cls, detail: object, info: ValidationInfo) -> object:
        code = info.data.get("code")
        if not isinstance(detail, str) or code is None:
            return detail
        details = DETAILS.get(code, ())
        if detail not in details:
            one_of = ", ".join(f"`{known}`" for known in details)
            otherwise = f"one of {one_of}" if details else "this reason has no details"
            raise refuse("is not a detail of this reason", suggest(detail, details, otherwise))
        return detail


class Settlement(Part):
    """The last money that moves."""

    last_charge: Charge | None = Field(default=None, description="The last charge and its day")
    refund: Money | None = Field(default=None, description="What is paid back")
    refund_by: Day | None = Field(default=None, description="The day by which it is paid back")


class DataRetention(Part):
    """What happens to the customer's data."""

    export_until: Day | None = Field(default=None, description="Last day to export the data")
    deleted_on: Day | None = Field(
        default=None, description="The day on which the data are deleted"
    )


class Equipment(Part):
    """A thing that goes back."""

    name: Line = Field(description="What it is", examples=["Router NW-6"])
    return_by: Day = Field(description="Last day to return it")


class Reactivation(Part):
    """The way to undo the cancellation."""

    closes_at: Moment = Field(description="The instant until which it can be undone")
    keeps: Kept = Field(default=(), description="What stays as it was when it is undone")


class Cancellation(Part):
    """The cancellation, as it was received and settled."""

    id: Line = Field(description="Number of the cancellation", examples=["K-2026-004417"])
    kind: Kind = Field(description="What the law takes it to be")
    received_at: Moment = Field(description="When it was received")
    received_via: Line | None = Field(
        default=None, description="How it was received", examples=["button", "email", "phone"]
    )
    declaration: Declaration | None = Field(
        default=None, description="What the customer declared, word for word"
    )
    ends_on: Day | None = Field(
        default=None, description="Last day of the contract; absent: the earliest possible date"
    )
    access_ends_at: Moment | None = Field(default=None, description="When access ends")
    reason: Reason | None = Field(default=None, description="Why the customer leaves")
    settlement: Settlement | None = Field(
        default=None, description="The last charge and the refund"
    )
    data: DataRetention | None = Field(default=None, description="Export and deletion of the data")
    equipment: Annotated[tuple[Equipment, ...], Field(max_length=LIST_LIMIT)] = Field(
        default=(), description="What the customer returns"
    )
    effects: Keys = Field(
        default=(),
        description="What ending the contract does, keys of the catalogue",
        examples=[["number-released"]],
    )
    reactivation: Reactivation | None = Field(default=None, description="How it can be undone")
