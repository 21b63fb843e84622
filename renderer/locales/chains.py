"""Language tags: reading them, and where to look when a locale lacks a text.

Tags are BCP 47 with hyphens, in and out. The order of fallback is CLDR's: explicit parents
(es-MX to es-419, en-AU to en-001), then truncation, where a script is only dropped if the
language is written in it by default (zh-HK ends with zh-Hant, never with zh).
Sources: UTS #35 "Locale Inheritance" and "Likely Subtags", data from Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal
from typing import NamedTuple

from babel import localedata
from babel.core import get_global
from babel.messages.plurals import get_plural

from renderer.errors import did_you_mean
from renderer.locales.cldr import Locale

# A tag may carry extensions (-u-…, -x-…): they choose no texts, so they are read and dropped.
_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})"
    r"(?:-(?P<script>[A-Za-z]{4}))?"
    r"(?:-(?P<region>[A-Za-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*)"
    r"(?:-[A-Wa-wY-Zy-z0-9](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"
)
_QUOTABLE = re.compile(r"[A-Za-z0-9_-]{1,35}")


class Tag(NamedTuple):
    """The subtags that choose texts; what is absent is an empty string."""

    language: str
    script: str = ""
    region: str = ""
    variants: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in self if part)

    @property
    def key(self) -> str:
        """The name by which Babel and CLDR know the locale (`zh_Hant_HK`)."""
        return str(self).replace("-", "_")


def fallback_chain(tag: str, *, parents: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Where to look for a text, nearest first: `de-AT` → (`de-AT`, `de`).

    parents: tags whose next step is not CLDR's (`{"zh-HK": "zh-TW"}`), hyphens on both sides.
    Raises ValueError for a tag that is malformed or that CLDR has no data for.
    """
    if not parents:
        return tuple(str(step) for step in _chain(tag))
    found: list[str] = []
    step: str | None = str(_chain(tag)[0])
    while step and step not in found:
        found.append(step)
        rest = _chain(step)[1:]
        step = parents.get(step) or (str(rest[0]) if rest else None)
    return tuple(found)


@lru_cache(maxsize=2048)
def parse(tag: str) -> Locale:
    """Babel's locale for `tag`: the nearest in its chain that CLDR has data for (de-FR → de)."""
    return next(_with_data(_chain(tag)))


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which the language of `tag` is written."""
    return "rtl" if parse(tag).character_order == "right-to-left" else "ltr"


def script(tag: str) -> str:
    """The ISO 15924 code of the script of `tag`, by likely subtags: `Latn` for de-AT."""
    return _maximize(_chain(tag)[0]).script


@lru_cache(maxsize=2048)
def language_name(tag: str) -> str:
    """The language in its own words: `Deutsch (Österreich)` for de-AT."""
    subtags = _chain(tag)[0]
    locale = parse(tag)
    name = locale.languages.get(subtags.language, subtags.language)
    details = [
        names.get(code, code)
        for names, code in ((locale.scripts, subtags.script), (locale.territories, subtags.region))
        if code
    ]
    details += subtags.variants.split("-") if subtags.variants else []
    return f"{name} ({', '.join(details)})" if details else str(name)


# Babel numbers the last two Arabic forms the other way round than CLDR, Weblate and Poedit do.
_PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 ? 4 : 5);",
}


def plural_forms(tag: str) -> str:
    """The gettext `Plural-Forms` header of a new file: `nplurals=2; plural=(n != 1);`."""
    locale = parse(tag)
    return _PLURAL_FORMS.get(locale.language) or str(get_plural(locale).plural_forms)


@lru_cache(maxsize=2048)
def _chain(tag: str) -> tuple[Tag, ...]:
    subtags = _read(tag)
    steps = tuple(_steps(subtags))
    if next(_with_data(steps), None) is None:
        raise ValueError(f"CLDR has no data for `{subtags}`")
    return steps


def _read(tag: str) -> Tag:
    match = _TAG.fullmatch(tag)
    if match is None:
        raise ValueError(_unread(tag))
    alias = str(get_global("language_aliases").get(match["language"].lower(), match["language"]))
    language, _, implied = alias.partition("_")
    subtags = Tag(
        language.lower(),
        (match["script"] or (implied if len(implied) == 4 else "")).title(),
        (match["region"] or "").upper(),
        match["variants"].strip("-").lower(),
    )
    english = Locale("en")
    if subtags.language not in english.languages and not localedata.exists(subtags.language):
        raise ValueError(_unknown("language", subtags))
    if subtags.script and subtags.script not in english.scripts:
        raise ValueError(_unknown("script", subtags))
    if subtags.region and subtags.region not in english.territories:
        raise ValueError(_unknown("region", subtags))
    return subtags


def _unread(tag: str) -> str:
    if not _QUOTABLE.fullmatch(tag):
        return "not a language tag (like `de-AT`)"
    if "_" in tag and _TAG.fullmatch(tag.replace("_", "-")):
        return f"a language tag is written with hyphens: `{tag.replace('_', '-')}`"
    return _hinted(f"`{tag}` is not a language tag (like `de-AT`)", tag)


def _unknown(part: str, subtags: Tag) -> str:
    return _hinted(f"no locale is called `{subtags}`: its {part} is unknown", str(subtags))


def _hinted(problem: str, tag: str) -> str:
    known = [key.replace("_", "-") for key in localedata.locale_identifiers()]
    language = tag.partition("-")[0].lower()
    kin = [key for key in known if key.partition("-")[0] == language]
    hint = did_you_mean(tag, kin or known)
    return f"{problem} ({hint})" if hint else problem


def _steps(subtags: Tag) -> Iterator[Tag]:
    step: Tag | None = subtags
    while step:
        yield step
        step = _parent(step)


def _parent(subtags: Tag) -> Tag | None:
    language, script_, region, variants = subtags
    explicit = get_global("parent_exceptions").get(subtags.key)
    if explicit:
        return _read(str(explicit).replace("_", "-"))
    if variants:
        return subtags._replace(variants="")
    usual = _maximize(Tag(language)).script
    if region and not script_:
        # zh-HK is zh-Hant-HK; de-AT needs no script, since German has no other in CLDR
        full = _maximize(subtags)
        if full.script != usual or localedata.exists(full.key):
            return full
    if region:
        return subtags._replace(region="")
    return Tag(language) if script_ and script_ == usual else None


def _maximize(subtags: Tag) -> Tag:
    """UTS #35 "Add Likely Subtags", for tags whose language is known."""
    language, script_, region, _ = subtags
    likely = get_global("likely_subtags")
    for key in (
        Tag(language, script_, region),
        Tag(language, "", region),
        Tag(language, script_),
        Tag(language),
    ):
        if full := likely.get(key.key):
            _, likely_script, likely_region = str(full).split("_")
            return Tag(language, script_ or likely_script, region or likely_region)
    return Tag(language, script_ or "Latn", region)


def _with_data(steps: tuple[Tag, ...]) -> Iterator[Locale]:
    for step in steps:
        if localedata.exists(step.key):
            yield Locale.named(step.key)
