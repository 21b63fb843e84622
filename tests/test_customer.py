"""The record: what is accepted, what is refused and in which words, what the engine reads."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from datetime import UTC
from datetime import date
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from renderer.customer import COUNTRIES
from renderer.customer import DETAILS
from renderer.customer import LINK_NAMES
from renderer.customer import SENSITIVE
from renderer.customer import SHAPE
from renderer.customer import Customer
from renderer.customer import ReasonCode
from renderer.customer import canonical_locale
from renderer.customer import json_schema
from renderer.customer import parse
from renderer.customer import parse_json
from renderer.customer import shape
from renderer.errors import FieldError
from renderer.errors import NotJSON
from renderer.errors import RecordInvalid
from renderer.shapes import Shape

SAMPLES = sorted((Path(__file__).parents[1] / "templates" / "samples").glob("*.json"))
MONEY = {"amount": "25.00", "currency": "EUR"}
MOMENT = "2026-11-20T14:05:00+01:00"
# a record that says everything
FULL: dict[str, Any] = {
    "id": "C-100482",
    "name": {
        "display": "Dr. Petra Jäger",
        "given": "Petra",
        "family": "Jäger",
        "honorific": "Dr.",
    },
    "party": "consumer",
    "locale": "de-AT",
    "time_zone": "Europe/Vienna",
    "residence": {"country": "AT", "region": "AT-9"},
    "email": "petra.jaeger@example.com",
    "mobile": "+436641234567",
    "postal_address": {
        "organization": "Jäger & Co. KG",
        "care_of": "Huber",
        "street": ["Mariahilfer Straße 88/12", "Stiege 2"],
        "dependent_locality": "Neubau",
        "city": "Wien",
        "region": "Wien",
        "postal_code": "1070",
        "country": "AT",
    },
    "accessibility": {"large_print": True},
    "consents": [
        {"channel": "email", "purpose": "marketing", "status": "granted", "obtained_at": MOMENT}
    ],
    "suppress": ["minor"],
    "subscription": {
        "id": "S-778120",
        "service": "fibre-250",
        "plan": "fibre-250-24",
        "price": MONEY,
        "interval": "month",
        "concluded_on": "2022-05-04",
        "minimum_term_ends_on": "2024-05-04",
        "next_charge_on": "2026-12-01",
        "usage": {
            "period_start": "2026-10-01",
            "period_end": "2026-10-31",
            "metrics": {"gb": "412.5", "devices": 7, "cloud_gb": 0.5},
        },
        "benefits_used": ["wifi-care"],
        "savings_to_date": MONEY,
    },
    "cancellation": {
        "id": "K-2026-004417",
        "kind": "ordinary",
        "received_at": MOMENT,
        "received_via": "button",
        "declaration": "Ich kündige.\nBitte bestätigen Sie.",
        "ends_on": "2026-12-20",
        "access_ends_at": "2026-12-20T23:59:00+01:00",
        "reason": {
            "code": "price",
            "detail": "better_deal",
            "text": "Zu teuer.",
            "competitor": "Zephyr",
        },
        "settlement": {
            "last_charge": {**MONEY, "on": "2026-12-01"},
            "refund": MONEY,
            "refund_by": "2027-01-10",
        },
        "data": {"export_until": "2027-01-19", "deleted_on": "2027-01-20"},
        "equipment": [{"name": "Router NW-6", "return_by": "2027-01-03"}],
        "effects": ["number-released"],
        "reactivation": {"closes_at": "2027-01-03T23:59:00+01:00", "keeps": ["number"]},
    },
    "accepted_offer": {
        "offer": "fibre-100-switch",
        "accepted_at": MOMENT,
        "starts_on": "2026-12-01",
        "price": MONEY,
        "then_price": MONEY,
        "withdrawal_until": "2026-12-10",
    },
    "reactivated": {
        "at": MOMENT,
        "service": "fibre-250",
        "price": MONEY,
        "next_charge_on": "2027-01-01",
        "kept": ["number", "price"],
    },
    "discount": {
        "code": "BACK-7HXQ",
        "percent_off": 20,
        "months": 3,
        "expires_at": "2027-03-31T23:59:00+02:00",
        "then_price": MONEY,
        "services": ["fibre-250"],
    },
    "referral": {
        "code": "PETRA-4T7K",
        "share_url": "https://northwind.example/r/PETRA-4T7K",
        "reward_referrer": MONEY,
        "reward_friend": MONEY,
        "valid_until": "2027-12-31",
    },
    "history": {
        "offers": [{"offer": "pause-2", "shown_at": MOMENT, "outcome": "declined"}],
        "messages": [{"message": "exit-survey", "sent_at": MOMENT}],
    },
    "links": {"survey": "https://northwind.example/s/1", "return": "https://northwind.example/r"},
}
brief = settings(max_examples=120, deadline=None)
ANY_TEXT = st.text(st.characters(), max_size=30)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


def places(value: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value, its root first."""
    yield place
    if isinstance(value, dict):
        for key, member in value.items():
            yield from places(member, (*place, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from places(member, (*place, index))


PLACES = [place for place in places(FULL) if place]


def change(place: tuple[str | int, ...] | str, value: object) -> dict[str, Any]:
    """The full record with another value at a place (or a dotted path)."""
    record: dict[str, Any] = json.loads(json.dumps(FULL))
    steps = place.split(".") if isinstance(place, str) else place
    owner: Any = record
    for step in steps[:-1]:
        owner = owner[int(step) if isinstance(owner, list) else step]
    owner[int(steps[-1]) if isinstance(owner, list) else steps[-1]] = value
    return record


def faults(record: object) -> tuple[FieldError, ...]:
    with pytest.raises(RecordInvalid) as caught:
        parse(record)
    return caught.value.errors


def attempt(record: object) -> Customer | RecordInvalid:
    try:
        return parse(record)
    except RecordInvalid as error:
        return error


def fault(place: str, value: object) -> FieldError:
    (only,) = faults(change(place, value))
    return only


def read(path: str, customer: Customer) -> object:
    value: Any = customer
    for name in path.split("."):
        value = value[name] if isinstance(value, dict) else getattr(value, name)
    return value


# what is accepted


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_accepted_as_it_is(path: Path) -> None:
    customer = parse_json(path.read_bytes())
    assert customer.id == json.loads(path.read_bytes())["id"]


def test_a_record_that_says_everything_is_accepted() -> None:
    customer = parse(FULL)
    assert customer.as_record() == change(
        "subscription.usage.metrics", {"gb": "412.5", "devices": "7", "cloud_gb": "0.5"}
    ) | {"discount": FULL["discount"] | {"percent_off": "20"}}


def test_the_example_of_the_schema_is_accepted() -> None:
    for example in json_schema()["examples"]:
        assert parse(example).as_record()["id"] == example["id"]


def test_null_means_absent_where_a_field_may_be_absent() -> None:
    assert parse(change("cancellation", None)).cancellation is None
    assert fault("id", None) == FieldError(
        "/id", "must not be null", "leave the field out, or give a value"
    )


@pytest.mark.parametrize(
    ("path", "given", "taken"),
    [
        ("name.display", " Ja\u0308ger\u202e ", "Jäger"),
        ("id", "C\u200b1", "C1"),
        ("cancellation.declaration", "a\r\nb", "a\nb"),
        ("locale", "DE-latn-at", "de-Latn-AT"),
        ("locale", "es-419", "es-419"),
        ("time_zone", "UTC", "UTC"),
        ("residence.region", "9", "AT-9"),
        ("email", "Petra@EXAMPLE.com", "Petra@example.com"),
        ("email", "petra@jäger.example", "petra@xn--jger-loa.example"),
        ("referral.share_url", "HTTPS://Northwind.example/ü", "https://northwind.example/%C3%BC"),
        ("subscription.price.amount", 19.9, Decimal("19.9")),
        ("subscription.price.amount", 2980, Decimal(2980)),
        ("subscription.price.amount", "-0.00", Decimal("0.00")),
        ("subscription.price.amount", "999999999999", Decimal("999999999999")),
        ("subscription.price.amount", Decimal("1E+3"), Decimal(1000)),
        ("subscription.usage.metrics.gb", 1e-7, Decimal("0.0000001")),
        ("discount.percent_off", "12.5", Decimal("12.5")),
        ("cancellation.ends_on", "2028-02-29", date(2028, 2, 29)),
        (
            "cancellation.received_at",
            "2026-11-20T13:05:00Z",
            datetime(2026, 11, 20, 13, 5, tzinfo=UTC),
        ),
        (
            "cancellation.received_at",
            "2026-11-20T13:05Z",
            datetime(2026, 11, 20, 13, 5, tzinfo=UTC),
        ),
    ],
)
def test_a_value_is_taken_in_its_canonical_form(path: str, given: object, taken: object) -> None:
    customer = parse(change(path, given))
    assert read(path, customer) == taken
    assert str(read(path, customer)) == str(taken)


def test_an_offset_is_kept() -> None:
    received = read("cancellation.received_at", parse(FULL))
    assert isinstance(received, datetime)
    assert received.isoformat() == MOMENT


# what is refused


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("id", 7, "must be text"),
        ("id", "", "must not be empty"),
        ("id", "\u200b", "must not be empty"),
        ("id", "x" * 201, "is longer than 200 characters"),
        ("name.display", "a\nb", "has a control character or a line break at position 2"),
        ("name.given", "a\x1bb", "has a control character or a line break at position 2"),
        ("cancellation.declaration", "x" * 4_001, "is longer than 4,000 characters"),
        ("cancellation.reason.text", "x" * 2_001, "is longer than 2,000 characters"),
        ("party", "person", "is not one of `consumer`, `sole_trader`, `business`"),
        ("locale", "de_AT", "is not a BCP 47 language tag"),
        ("locale", "german", "is not a BCP 47 language tag"),
        ("time_zone", "CEST", "is not an IANA time zone"),
        ("time_zone", "../../etc/passwd", "is not an IANA time zone"),
        ("residence.country", "UK", "is not an ISO 3166-1 country code"),
        ("residence.region", "Vienna", "is not an ISO 3166-2 region code"),
        ("residence.region", "US-CA", "is not a region of the country"),
        ("email", "a@b.example, c@d.example", "is not one plain email address before the `@`"),
        ("mobile", "0664 1234567", "is not an E.164 telephone number"),
        ("mobile", "+4366412345678901", "is not an E.164 telephone number"),
        ("mobile", "+٤٣٦٦٤١٢٣٤٥٦٧", "is not an E.164 telephone number"),
        ("postal_address.street", [], "must not be empty"),
        ("postal_address.street", "Main Street", "must be a list"),
        ("accessibility.large_print", 1, "must be true or false"),
        ("consents", {}, "must be a list"),
        ("name", "Petra", "must be an object"),
        ("subscription.service", "Fibre 250", "is not a catalogue key"),
        ("subscription.price.amount", "NaN", "is not a number"),
        ("subscription.price.amount", "1e5", "is not a number"),
        ("subscription.price.amount", "1,50", "is not a number"),
        ("subscription.price.amount", "٣", "is not a number"),
        ("subscription.price.amount", float("inf"), "must be a finite number"),
        ("subscription.price.amount", Decimal("sNaN"), "must be a finite number"),
        ("subscription.price.amount", True, "must be a number, or a number as text"),
        ("subscription.price.amount", "1234567890123", "has more than 12 digits"),
        ("subscription.price.amount", 10**4_000, "has more than 12 digits"),
        ("subscription.price.amount", Decimal("1E+999999"), "has more than 12 digits"),
        ("subscription.price.amount", 1e-300, "has more than 12 digits"),
        ("subscription.price.currency", "XXX", "is not an ISO 4217 currency code"),
        ("subscription.concluded_on", "04.05.2022", "is not a date"),
        ("subscription.concluded_on", "2022-W18-3", "is not a date"),
        ("subscription.concluded_on", "2022-02-30", "is not a date that exists"),
        ("subscription.concluded_on", "0022-05-04", "is not between the years 1900 and 2199"),
        ("subscription.concluded_on", 20220504, "must be a date as text"),
        ("subscription.usage.period_end", "2026-09-30", "is before `period_start`"),
        ("subscription.usage.metrics.x y", 1, "is not a name of a metric"),
        ("cancellation.received_at", "2026-11-20", "is not a date and time"),
        ("cancellation.received_at", "2026-11-20 14:05:00+01:00", "is not a date and time"),
        ("cancellation.received_at", "2026-11-20T25:05:00Z", "is not a date and time that exists"),
        ("cancellation.received_at", 1_763_643_900, "must be a date and time as text"),
        (
            "cancellation.received_at",
            "2026-11-20T14:05:00",
            "needs an offset, e.g. 2026-11-20T14:05:00+01:00",
        ),
        ("cancellation.reason.detail", "faults", "is not a detail of this reason"),
        ("cancellation.effects", ["a"] * 51, "must not have more than 50 entries"),
        ("discount.percent_off", 0, "must be between 1 and 100"),
        ("discount.percent_off", "100.5", "must be between 1 and 100"),
        ("discount.percent_off", None, "needs exactly one of `percent_off` and `amount_off`"),
        ("discount.amount_off", MONEY, "needs exactly one of `percent_off` and `amount_off`"),
        ("discount.months", 1.5, "must be a whole number between 1 and 120"),
        ("discount.months", True, "must be a whole number between 1 and 120"),
        ("referral.share_url", "http://northwind.example", "must begin with `https:`"),
        ("links.survey", "javascript:alert(1)", "must begin with `https:`"),
        ("links.shop", "https://northwind.example", "is not the name of a link"),
        ("subscription.prize", MONEY, "is not a known field"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_value_is_refused_in_plain_words(place: str, value: object, message: str) -> None:
    refused = fault(place, value)
    assert refused.message == message
    expected = "/" + place.replace(".", "/")
    assert expected.startswith(refused.pointer)
    assert refused.pointer.count("/") >= expected.count("/") - 1


@pytest.mark.parametrize(
    ("place", "value", "hint"),
    [
        ("cancelation", {}, "did you mean `cancellation`?"),
        ("consents.0.chanel", "email", "did you mean `channel`?"),
        ("cancellation.settlement.last_charge.amout", "1", "did you mean `amount`?"),
        ("zebra", 1, ""),
        ("cancellation.kind", "ordinry", "did you mean `ordinary`?"),
        ("cancellation.reason.detail", "beter_deal", "did you mean `better_deal`?"),
        ("cancellation.reason.detail", "x", "one of `budget`, `increase`, `better_deal`"),
        ("cancellation.reason.code", "prize", "did you mean `price`?"),
        ("time_zone", "Europe/Viena", "did you mean `Europe/Vienna`?"),
        ("residence.country", "at", "did you mean `AT`?"),
        ("subscription.price.currency", "eur", "did you mean `EUR`?"),
        ("links.surway", "https://northwind.example", "did you mean `survey`?"),
        ("locale", "de_AT", "write `de-AT`, with a hyphen"),
    ],
)
def test_a_hint_names_the_nearest_name(place: str, value: object, hint: str) -> None:
    assert fault(place, value).hint == hint


def test_a_detail_is_refused_where_the_reason_has_none() -> None:
    refused = fault("cancellation.reason", {"code": "support", "detail": "budget"})
    assert refused.hint == "this reason has no details"


def test_an_amount_off_is_more_than_nothing() -> None:
    discount = {"code": "X", "expires_at": MOMENT}
    for amount in ("0.00", "-5"):
        refused = fault("discount", discount | {"amount_off": {**MONEY, "amount": amount}})
        assert refused == FieldError("/discount/amount_off/amount", "must be more than 0")
    assert parse(change("discount", discount | {"amount_off": MONEY})).discount is not None


def test_all_errors_are_reported_at_once() -> None:
    record = change("locale", "x") | {"email": "x", "nme": 1}
    del record["id"]
    record["consents"].append({"channel": "fax"})
    assert [refused.pointer for refused in faults(record)] == [
        "/id",
        "/locale",
        "/email",
        "/consents/1/channel",
        "/consents/1/purpose",
        "/consents/1/status",
        "/consents/1/obtained_at",
        "/nme",
    ]


def test_required_fields_are_named() -> None:
    assert {refused.pointer for refused in faults({})} == {
        "/id",
        "/name",
        "/locale",
        "/time_zone",
        "/residence",
        "/subscription",
    }
    assert {refused.message for refused in faults({})} == {"is required"}


@pytest.mark.parametrize("raw", [[], "text", 1, True, object(), b"{}"])
def test_a_record_is_an_object(raw: object) -> None:
    assert faults(raw) == (FieldError("", "must be an object"),)


def test_the_name_of_an_unknown_field_is_escaped_shortened_and_cleared() -> None:
    pointers = [refused.pointer for refused in faults(FULL | {"a/b~\n\u202e": 1, "x" * 999: 1})]
    assert pointers == ["/a~1b~0??", "/" + "x" * 64]


def test_a_hostile_number_of_errors_is_cut_short() -> None:
    found = faults(FULL | {f"emial{number}": 1 for number in range(50_000)})
    assert len(found) == 101
    assert found[-1].message == "has 49,900 more errors"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_no_error_quotes_a_value(place: tuple[str | int, ...]) -> None:
    for value in ("Geheim\x00", {"street": "Geheim"}, ["Geheim\x00"]):
        result = attempt(change(place, value))
        if isinstance(result, RecordInvalid):
            assert "eheim" not in str(result)
            assert result.__cause__ is None
            assert result.__context__ is None


def test_a_refusal_survives_pickling() -> None:
    error = RecordInvalid(faults({}))
    assert pickle.loads(pickle.dumps(error)).errors == error.errors


def test_text_that_is_not_json_is_refused_before_the_record() -> None:
    with pytest.raises(NotJSON, match="stands twice"):
        parse_json('{"id": 1, "id": 2}')
    with pytest.raises(NotJSON, match="longer than 10 bytes"):
        parse_json(json.dumps(FULL), limit=10)


# what the engine reads


def test_every_documented_field_stands_in_the_data() -> None:
    minimal = {name: FULL[name] for name in ("id", "name", "locale", "time_zone", "residence")} | {
        "subscription": {
            name: FULL["subscription"][name] for name in ("id", "service", "price", "concluded_on")
        }
    }
    for record in (minimal, FULL):
        assert_described(parse(record).as_data(), SHAPE)
    data = parse(minimal).as_data()
    assert data["cancellation"] is None
    assert data["consents"] == []
    assert data["history"] == {"offers": [], "messages": []}
    assert data["accessibility"] == {"large_print": False}
    assert data["links"] == {}
    assert data["subscription"]["usage"] is None


def assert_described(value: Any, described: Shape) -> None:
    if value is None:
        assert described.optional
        return
    kinds: dict[str, Any] = {
        "object": dict,
        "money": dict,
        "map": dict,
        "list": list,
        "text": str,
        "number": (Decimal, int),
        "date": date,
        "moment": datetime,
        "flag": bool,
    }
    assert isinstance(value, kinds[described.kind])
    assert described.description
    if described.fields:
        assert list(value) == list(described.fields)
        for name, inner in described.fields.items():
            assert_described(value[name], inner)
    if described.item is not None:
        for member in value.values() if isinstance(value, dict) else value:
            assert_described(member, described.item)


def test_the_data_do_not_depend_on_what_was_asked_before() -> None:
    asked, fresh = parse(FULL), parse(FULL)
    asked.consent("email", "marketing")
    assert asked.as_data() == fresh.as_data()
    assert asked.as_data() is asked.as_data()
    assert asked == fresh


def test_a_copy_with_another_value_has_its_own_data() -> None:
    customer = parse(FULL)
    assert customer.as_data()["locale"] == "de-AT"
    assert customer.model_copy(update={"locale": "fr"}).as_data()["locale"] == "fr"
    assert customer.as_data()["locale"] == "de-AT"


def test_a_customer_is_frozen_and_survives_pickling() -> None:
    customer = parse(FULL)
    with pytest.raises(ValueError, match="frozen"):
        customer.locale = "fr"  # type: ignore[misc]  # that is the point
    assert pickle.loads(pickle.dumps(customer)) == customer


def test_the_latest_consent_counts_and_the_last_of_two_equal_ones() -> None:
    def consent(status: str, moment: str, channel: str = "email") -> dict[str, str]:
        return {
            "channel": channel,
            "purpose": "marketing",
            "status": status,
            "obtained_at": moment,
        }

    customer = parse(
        FULL
        | {
            "consents": [
                consent("objected", "2026-01-01T12:00:00+01:00"),
                consent("granted", "2026-01-01T11:30:00Z"),
                consent("withdrawn", "2025-01-01T00:00:00Z"),
                consent("granted", "2026-01-01T12:00:00+02:00", "sms"),
                consent("objected", "2026-01-01T10:00:00Z", "sms"),
            ]
        }
    )
    assert customer.consent("email", "marketing") == "granted"
    assert customer.consent("sms", "marketing") == "objected"
    assert customer.consent("letter", "marketing") == "none"
    assert customer.consent("email", "survey") == "none"


@pytest.mark.parametrize(
    ("concluded_on", "as_of", "months"),
    [
        ("2022-05-04", date(2022, 5, 4), 0),
        ("2022-05-04", date(2022, 6, 3), 0),
        ("2022-05-04", date(2022, 6, 4), 1),
        ("2022-05-04", date(2026, 11, 20), 54),
        ("2022-01-31", date(2022, 2, 28), 1),
        ("2022-01-31", date(2022, 3, 30), 1),
        ("2027-01-01", date(2026, 11, 20), 0),
        ("2022-05-04", datetime(2022, 6, 3, 22, 30, tzinfo=UTC), 1),
        ("2022-05-04", datetime(2022, 6, 3, 21, 30, tzinfo=UTC), 0),
    ],
)
def test_tenure_counts_whole_months_in_the_customers_zone(
    concluded_on: str, as_of: date, months: int
) -> None:
    customer = parse(change("subscription.concluded_on", concluded_on))
    assert customer.tenure_months(as_of) == months


def test_tenure_needs_an_offset() -> None:
    with pytest.raises(ValueError, match="needs an offset"):
        parse(FULL).tenure_months(datetime.fromisoformat("2026-11-20T12:00"))


# how it is described


def test_every_field_is_described_and_labelled() -> None:
    def walk(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, field in schema.get("properties", {}).items():
            yield f"{schema['title']}.{name}", field

    schema = json_schema()
    fields = dict(walk(schema))
    for part in schema["$defs"].values():
        assert part["description"].endswith(".")
        assert part["additionalProperties"] is False
        fields |= dict(walk(part))
    for name, field in fields.items():
        assert field["description"], name
        assert field["description"][0].isupper(), name
        assert not field["description"].endswith("."), name
    assert fields["Accepted offer.withdrawal_until"]["title"] == "Withdrawal until"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema


def test_a_changed_schema_changes_no_other() -> None:
    json_schema()["properties"].clear()
    assert "id" in json_schema()["properties"]


def test_the_shape_leads_to_every_field() -> None:
    assert shape() is SHAPE
    kinds = {path: found.kind for path, found in SHAPE.paths()}
    assert kinds["subscription.price"] == "money"
    assert kinds["subscription.price.amount"] == "number"
    assert kinds["cancellation.settlement.last_charge"] == "money"
    assert kinds["cancellation.settlement.last_charge.on"] == "date"
    assert kinds["cancellation.received_at"] == "moment"
    assert kinds["subscription.usage.metrics"] == "map"
    assert kinds["subscription.usage.metrics.*"] == "number"
    assert kinds["history.offers.[].shown_at"] == "moment"
    assert kinds["accessibility.large_print"] == "flag"
    optional = {path for path, found in SHAPE.paths() if found.optional}
    assert "cancellation" in optional
    assert not {"history", "consents", "subscription.price"} & optional


def test_the_code_lists_agree_with_their_sources() -> None:
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8")
    assert {line[:2] for line in table.splitlines() if not line.startswith("#")} == COUNTRIES
    assert set(DETAILS) <= set(get_args(ReasonCode))
    assert set(get_args(ReasonCode)) >= SENSITIVE
    assert len(LINK_NAMES) == 9


@pytest.mark.parametrize("tag", ["x", "de-", "de--AT", "deutsch", "i-klingon", "x-private", "d€"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert fault("locale", tag).message == "is not a BCP 47 language tag"


@pytest.mark.parametrize("tag", ["zh-hant-tw", "ca-es-VALENCIA", "de-DE-1996", "en-u-nu-latn"])
def test_a_canonical_language_tag_stays_as_it_is(tag: str) -> None:
    canonical = canonical_locale(tag)
    assert canonical.lower() == tag.lower()
    assert canonical_locale(canonical) == canonical


# anything


def accept_or_refuse(raw: object) -> None:
    customer = attempt(raw)
    if isinstance(customer, RecordInvalid):
        assert customer.errors
        assert "\n".join(map(str, customer.errors)).encode()
        return
    assert parse(customer.as_record()) == customer
    assert parse(customer.as_data()) == customer
    assert parse_json(json.dumps(customer.as_record())) == customer
    assert_described(customer.as_data(), SHAPE)


@brief
@given(ANY_JSON)
def test_any_json_is_accepted_or_refused(raw: object) -> None:
    accept_or_refuse(raw)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(PLACES), ANY_JSON)
def test_any_json_at_any_place_is_accepted_or_refused(
    place: tuple[str | int, ...], value: object
) -> None:
    accept_or_refuse(change(place, value))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([place for place in PLACES if isinstance(place[-1], str)]), ANY_TEXT)
def test_any_text_at_any_place_is_accepted_or_refused(
    place: tuple[str | int, ...], value: str
) -> None:
    accept_or_refuse(change(place, value))


@brief
@given(st.sampled_from(PLACES), ANY_TEXT, ANY_JSON)
def test_any_further_field_is_accepted_or_refused(
    place: tuple[str | int, ...], name: str, value: object
) -> None:
    accept_or_refuse(change((*place[:-1], name), value) if isinstance(place[-1], str) else FULL)


@brief
@given(
    st.decimals(allow_nan=True, allow_infinity=True) | st.floats() | st.integers(),
    st.sampled_from(["subscription.price.amount", "subscription.usage.metrics.gb"]),
)
def test_any_number_is_accepted_exactly_or_refused(
    number: Decimal | float | int, path: str
) -> None:
    customer = attempt(change(path, number))
    if isinstance(customer, RecordInvalid):
        return
    taken = read(path, customer)
    assert isinstance(taken, Decimal)
    assert taken == (Decimal(repr(number)) if isinstance(number, float) else number)
    accept_or_refuse(change(path, number))
