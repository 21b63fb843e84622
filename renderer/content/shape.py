"""The documented type of what templates may use: names, kinds, and what each is."""

from __future__ import annotations

from renderer import customer as record
from renderer.brand import LINKS
from renderer.shapes import leaf
from renderer.shapes import listing
from renderer.shapes import money
from renderer.shapes import obj

ALIASES = (
    "accepted_offer",
    "cancellation",
    "discount",
    "reactivated",
    "referral",
    "subscription",
)

_OFFER = obj(
    "a way to stay, chosen for this customer",
    id=leaf("text", "key in the catalogue"),
    type=leaf("text", "switch_service, switch_plan, discount, pause, extension, credit, …"),
    number=leaf("number", "1 for the first"),
    title=leaf("text", "what it is called"),
    pitch=leaf("text", "the difference from today, in a sentence"),
    revokes=leaf("flag", "accepting it withdraws the cancellation"),
    short=leaf("text", "name and price, for a text message or a preheader"),
    action=leaf("text", "the words on the button"),
    price=money("what it costs", optional=True),
    price_label=leaf("text", "what the price is for: `per month`"),
    price_text=leaf("text", "the whole price: now, later, and today's"),
    term_text=leaf("text", "term and notice"),
    saving=money("what is saved each month", optional=True),
    kept=listing("what stays", leaf("text", "a feature")),
    lost=listing("what ends", leaf("text", "a feature")),
    gained=listing("what is new", leaf("text", "a feature")),
    accept_until=leaf("moment", "until when it can be taken"),
    starts_on=leaf("date", "from when it counts", optional=True),
    ends_on=leaf("date", "last day of a pause or discount", optional=True),
    then_from=leaf("date", "from when the later price counts", optional=True),
    link=leaf("text", "where it is taken", optional=True),
)

_BENEFIT = obj(
    "a reason to stay, with its proof",
    id=leaf("text", "key in the catalogue"),
    state=leaf("text", "`used` or `unused`"),
    value=leaf("text", "the customer's own number"),
    caption=leaf("text", "what the number counts"),
    title=leaf("text", "what the benefit is"),
    sentences=listing("proof, and what ends when", leaf("text", "a sentence")),
)

_COMPANY = obj(
    "the company of the customer's market",
    name=leaf("text", "registered name"),
    street=leaf("text", "street and number"),
    town=leaf("text", "postal code and town"),
    country=leaf("text", "country, in the locale's language"),
    address_line=leaf("text", "the whole address on one line"),
    return_line=leaf("text", "sender's line above a letter's address"),
    register=listing("entries in registers", leaf("text", "an entry")),
    management=leaf("text", "who manages the company"),
    bank=listing("bank account", leaf("text", "a line")),
    website=leaf("text", "web address as people read it"),
    email=leaf("text", "address for contracts"),
    email_link=leaf("text", "the same as a link"),
    phone=leaf("text", "telephone number"),
    phone_link=leaf("text", "the same as a link"),
    hours=leaf("text", "when the telephone is answered"),
    hours_short=leaf("text", "the same with short names of the days"),
    withdrawal_days=leaf("number", "days in which an accepted offer can be withdrawn; 0: none"),
)

_ACCEPTED = obj(
    "the offer for which the customer stays, in words",
    optional=True,
    title=leaf("text", "what it is called"),
    price_text=leaf("text", "the whole price: now and later"),
    term_text=leaf("text", "term and notice"),
    kept=listing("what stays", leaf("text", "a feature")),
    lost=listing("what ends", leaf("text", "a feature")),
    gained=listing("what is new", leaf("text", "a feature")),
    revokes=leaf("flag", "accepting it undid the cancellation"),
)

SHAPE = obj(
    "what a template may use",
    customer=record.shape(),
    **{name: record.shape().fields[name] for name in ALIASES},
    message=obj(
        "this message",
        id=leaf("text", "its folder"),
        stage=leaf("text", "its stage"),
        **{"class": leaf("text", "service, survey or marketing")},
    ),
    locale=obj(
        "the language of this artefact",
        tag=leaf("text", "BCP 47"),
        language=leaf("text", "its first part"),
        direction=leaf("text", "`ltr` or `rtl`"),
    ),
    as_of=leaf("moment", "when the message is written"),
    service=obj(
        "the service that is left",
        id=leaf("text", "key in the catalogue"),
        name=leaf("text", "its name"),
    ),
    service_now=obj(
        "the service that goes on, after an offer or a return; else the one that is left",
        id=leaf("text", "key in the catalogue"),
        name=leaf("text", "its name"),
    ),
    brand=obj("the brand", name=leaf("text", "its name")),
    company=_COMPANY,
    signatory=obj(
        "who signs letters", name=leaf("text", "name"), role=leaf("text", "role in the company")
    ),
    links=obj(
        "links, from the record or the brand",
        **{name: leaf("text", f"the link `{name}`", optional=True) for name in LINKS},
    ),
    consent=leaf("text", "consent for marketing on this channel"),
    opt_out_word=leaf("text", "the word that stops text messages; empty: the link does"),
    quiet=leaf("flag", "the tone is quiet: bereavement, illness, hardship"),
    reason=leaf("text", "the reason for leaving, in words", optional=True),
    effects=listing("what ending the contract does", leaf("text", "an effect")),
    benefits=listing("chosen benefits", _BENEFIT),
    benefits_period=obj(
        "when the numbers were measured",
        optional=True,
        start=leaf("date", "first day"),
        end=leaf("date", "last day"),
    ),
    benefits_month=leaf("date", "its first day, when the period is one month", optional=True),
    offers=listing("chosen offers", _OFFER),
    offers_theme=leaf("text", "what the offers have in common: cheaper, pause, help or other"),
    offers_until=leaf("moment", "until when all of them are open, if it is one moment", True),
    accepted=_ACCEPTED,
    keeps=listing("what stays if the cancellation is undone", leaf("text", "a thing")),
    kept=listing("what stayed when it was undone", leaf("text", "a thing")),
    address=listing("the address of a letter", leaf("text", "a line")),
    comeback=obj(
        "what a return costs with the discount code; prices are for a month",
        optional=True,
        service=leaf("text", "the service whose price is told"),
        services=listing("where the code is valid; none: everywhere", leaf("text", "a service")),
        price=money("while the discount applies", optional=True),
        then=money("afterwards", optional=True),
        change=leaf("text", "that price, beside the old one: `lower`, `same`, `higher`", True),
        smaller=listing(
            "services of the same family that cost less, the cheapest first",
            obj("a service", name=leaf("text", "its name"), price=money("for a month")),
        ),
    ),
)
