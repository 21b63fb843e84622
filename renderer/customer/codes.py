"""Code lists that a record is checked against: countries, currencies, reasons.

Data of the standards and of `offboarding.md`, section 4; nothing here depends on a brand.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

_ISO_3166_1 = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
"""

# without metals, bond units and test codes
_ISO_4217 = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
    BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB
    EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND
    TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF
    YER ZAR ZMW ZWG
"""
COUNTRIES = frozenset(_ISO_3166_1.split())
CURRENCIES = frozenset(_ISO_4217.split())

# of the brand's link patterns that a record may override
LINK_NAMES = (
    "manage",
    "offers",
    "reactivate",
    "survey",
    "unsubscribe",
    "privacy",
    "imprint",
    "return",
    "contact",
)

Party = Literal["consumer", "sole_trader", "business"]
Channel = Literal["email", "sms", "letter"]
Purpose = Literal["marketing", "survey", "referral"]
ConsentStatus = Literal["granted", "soft_opt_in", "objected", "withdrawn", "none"]
Suppression = Literal[
    "deceased",
    "bereavement",
    "vulnerable",
    "hardship",
    "fraud",
    "dispute",
    "legal_hold",
    "minor",
    "do_not_contact",
]
Interval = Literal["month", "year"]
Kind = Literal["ordinary", "extraordinary", "withdrawal", "trader_terminated"]
Keeps = Literal["number", "price", "data", "points"]
OfferOutcome = Literal["shown", "accepted", "declined", "used"]
ReasonCode = Literal[
    "price",
    "not_using",
    "missing_feature",
    "quality",
    "support",
    "too_complex",
    "competitor",
    "temporary",
    "moving",
    "terms_changed",
    "duplicate",
    "payment_failed",
    "undisclosed",
    "bereavement",
    "illness",
    "hardship",
    "safety",
    "fraud",
]

ReasonDetail = Literal[
    "budget",
    "increase",
    "better_deal",
    "forgot",
    "no_time",
    "project_over",
    "faults",
    "coverage",
    "speed",
    "travel",
    "seasonal",
    "not_available_there",
    "merge_household",
]

# which code has which details; the other codes have none
DETAILS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "price": ("budget", "increase", "better_deal"),
        "not_using": ("forgot", "no_time", "project_over"),
        "quality": ("faults", "coverage", "speed"),
        "temporary": ("travel", "seasonal"),
        "moving": ("not_available_there", "merge_household"),
    }
)

# no survey, offers or win-back after these; a quiet tone
SENSITIVE = frozenset({"bereavement", "illness", "hardship", "safety", "fraud"})
