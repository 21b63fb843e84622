from __future__ import annotations

from datetime import date
from decimal import Decimal

from renderer.catalogue import Month
from renderer.catalogue import Phrase
from renderer.customer import Money
from tests.decide.conftest import Decide
from tests.decide.conftest import northwind
from tests.decide.conftest import refusal


def said(phrases: tuple[Phrase, ...]) -> list[str]:
    return [phrase.text for phrase in phrases]


def test_petra_is_told_her_own_october(decided: Decide) -> None:
    data, wifi, cloud = decided().benefits
    assert (data.benefit.id, data.state, data.value) == (
        "no-data-limit",
        "used",
        Decimal("412.5"),
    )
    assert said(data.sentences) == [
        "Your plan has no data limit.",
        "{service} has none either.",
    ]
    assert data.sentences[1].values == {"service": "Fibre 100"}
    assert (wifi.benefit.id, wifi.state, wifi.value) == ("wifi-care", "used", Decimal(7))
    assert wifi.caption == Phrase("device", plural="devices", count=Decimal(7))
    assert wifi.sentences[1].values == {"ends_on": date(2026, 12, 20)}
    assert (cloud.benefit.id, cloud.state, cloud.value, cloud.of) == (
        "cloud-included",
        "unused",
        Decimal(0),
        Decimal(100),
    )
    assert cloud.title.text == "Cloud storage, still free"
    assert cloud.caption == Phrase("of {of} GB", {"of": Decimal(100)})
    assert cloud.sentences[0].values == {"month": Month(date(2026, 10, 1))}
    assert (cloud.period_start, cloud.period_end) == (date(2026, 10, 1), date(2026, 10, 31))


def test_each_chosen_benefit_is_proved(decided: Decide) -> None:
    cloud = decided().benefits[2]
    assert [(one.clause, one.holds, one.value) for one in cloud.because] == [
        (
            "subscription.service in ['fibre-100', 'fibre-1000', 'fibre-250', 'home-and-mobile']",
            True,
            "fibre-250",
        ),
        ("subscription.usage.metrics.cloud_gb >= 0", True, Decimal(0)),
        ("subscription.usage.metrics.cloud_gb == 0", True, Decimal(0)),
    ]


def test_without_proof_a_benefit_is_not_told(decided: Decide) -> None:
    decision = decided(subscription__usage=None)
    assert decision.benefits == ()
    assert refusal(decision, "no-data-limit") == (
        "availability",
        [("subscription.usage.metrics.gb >= 0", None)],
    )


def test_what_the_service_does_not_include_is_not_told(decided: Decide) -> None:
    step, clauses = refusal(decided(), "roaming")
    assert step == "availability"
    assert clauses[0][1] == "fibre-250"


def test_at_most_three_are_told_unused_ones_first(decided: Decide) -> None:
    decision = decided(
        message="value-reminder",
        subscription__service="fibre-1000",
        subscription__savings_to_date={"amount": "120.00", "currency": "EUR"},
        subscription__usage__metrics={"gb": 9, "devices": 7, "cloud_gb": 0, "remote_sessions": 0},
    )
    assert [one.benefit.id for one in decision.benefits] == [
        "no-data-limit",
        "cloud-included",
        "fixed-address",
    ]
    assert refusal(decision, "wifi-care")[0] == "max_benefits"
    assert refusal(decision, "savings")[0] == "max_benefits"


def test_what_no_competitor_has_comes_before_what_merely_ends(decided: Decide) -> None:
    usage = {"cloud_gb": 187, "devices_backed_up": 2, "members": 3, "versions_restored": 4}
    changes = {"sample": "amina", "message": "value-reminder"}
    changes |= {"residence": {"country": "DE"}, "subscription__usage__metrics": usage}
    told = decided(**changes).benefits
    assert [one.benefit.id for one in told] == ["cloud-storage", "file-history", "backup"]
    assert said(told[1].sentences)[1].startswith("None of the five largest")
    emirates = decided(**{**changes, "residence": {"country": "AE"}})
    assert refusal(emirates, "file-history")[0] == "market"


def test_money_saved_counts_since_the_contract_began(decided: Decide) -> None:
    saved = {"amount": "120.00", "currency": "EUR"}
    decision = decided(
        message="value-reminder",
        subscription__usage=None,
        subscription__savings_to_date=saved,
    )
    (benefit,) = decision.benefits
    assert benefit.value == Money(amount=Decimal("120.00"), currency="EUR")
    assert benefit.period_start == date(2022, 5, 4)
    assert benefit.period_end == date(2026, 11, 23)


def test_without_an_end_date_and_a_single_month_the_sentences_do_without(decided: Decide) -> None:
    decision = decided(
        message="value-reminder",
        cancellation__ends_on=None,
        subscription__usage__period_start="2026-09-15",
    )
    cloud = decision.benefits[2]
    assert said(cloud.sentences) == [
        "It is included in your price and is empty.",
        "The storage, too, ends with the contract.",
    ]


def test_conditions_and_validity_hold_for_benefits_too(decided: Decide) -> None:
    head = "[benefit.wifi-care]\n"
    when = northwind("benefits", head, f'{head}when = "tenure.months < 12"\n')
    assert refusal(decided(catalogue=when), "wifi-care") == ("when", [("tenure.months < 12", 54)])
    over = northwind("benefits", head, f"{head}valid_until = 2026-01-01\n")
    assert refusal(decided(catalogue=over), "wifi-care")[0] == "validity"
    stage = northwind("benefits", head, f'{head}stages = ["value"]\n')
    assert "wifi-care" not in [one.benefit.id for one in decided(catalogue=stage).benefits]


def test_a_state_without_a_text_is_not_told(decided: Decide) -> None:
    decision = decided(subscription__usage__metrics={"gb": 0, "devices": 7})
    assert refusal(decision, "no-data-limit") == (
        "availability",
        [("there is a text for `unused`", "unused")],
    )


def test_after_a_sensitive_reason_nothing_is_told(decided: Decide) -> None:
    decision = decided(message="value-reminder", cancellation__reason={"code": "hardship"})
    assert decision.benefits == ()
    assert {one.step for one in decision.refused} == {"reason"}
    assert {one.reason for one in decision.withheld} == {"sensitive_reason"}


def test_without_consent_nothing_is_told(decided: Decide) -> None:
    decision = decided(message="value-reminder", consents=[], postal_address=None)
    assert refusal(decision, "wifi-care")[0] == "consent"


def test_who_stays_is_not_told_what_ends(decided: Decide) -> None:
    decision = decided(
        message="value-reminder",
        sample="petra-undoes",
        cancellation__ends_on=None,
        reactivated__at="2026-11-22T12:00:00+01:00",
    )
    assert refusal(decision, "wifi-care") == (
        "availability",
        [("the customer is leaving", False)],
    )
