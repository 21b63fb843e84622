"""MJML's elements: what each takes, and what it holds (https://documentation.mjml.io, MJML 4).

MJML drops a misspelt attribute, passes an unknown element through and compiles an element in the
wrong place, all without a word, so these tables are what an author's typing errors are caught
with. They hold what mjml-python really honours, which is less than the documentation says; a test
compiles each attribute and looks for a difference.
"""

from __future__ import annotations

_PADDINGS = "padding padding-bottom padding-left padding-right padding-top"
_BACKGROUND = (
    "background-color background-position background-position-x background-position-y "
    "background-repeat background-size background-url"
)
_BORDERS = "border border-bottom border-left border-radius border-right border-top"
_FONT = "color font-family font-size font-style font-weight letter-spacing line-height"
_BLOCK = f"{_BACKGROUND} {_BORDERS} {_PADDINGS} direction full-width text-align"
_WORDS = "text-decoration text-transform"
_BOX = f"{_PADDINGS} align container-background-color"
_ICON = "ico-align ico-close ico-color ico-font-family ico-font-size ico-line-height ico-open"

_TABLE = {
    "mjml": "dir lang owa",
    "mj-head": "",
    "mj-body": "background-color width",
    "mj-title": "",
    "mj-preview": "",
    "mj-style": "",
    "mj-breakpoint": "width",
    "mj-attributes": "",
    "mj-raw": "position",
    "mj-section": _BLOCK,
    "mj-wrapper": _BLOCK,
    "mj-group": "background-color direction vertical-align width",
    "mj-column": (
        f"background-color inner-background-color {_BORDERS} {_PADDINGS} direction inner-border "
        "inner-border-bottom inner-border-left inner-border-radius inner-border-right "
        "inner-border-top vertical-align width"
    ),
    "mj-hero": (
        f"{_PADDINGS} background-color background-height background-position background-url "
        "background-width height inner-background-color inner-padding vertical-align width"
    ),
    "mj-text": f"{_BOX} {_FONT} {_WORDS} height vertical-align",
    "mj-table": (
        f"{_BOX} border cellpadding cellspacing color font-family font-size line-height role "
        "table-layout vertical-align width"
    ),
    "mj-button": (
        f"{_BOX} {_FONT} {_WORDS} {_BORDERS} background-color height href inner-padding name rel "
        "target text-align vertical-align width"
    ),
    "mj-image": (
        f"{_BOX} alt border border-left border-radius border-right fluid-on-mobile font-size "
        "height href max-height name rel src srcset target title usemap width"
    ),
    "mj-divider": f"{_BOX} border-color border-style border-width width",
    "mj-spacer": f"{_PADDINGS} container-background-color height",
    "mj-navbar": (f"{_PADDINGS} {_ICON} align ico-padding ico-text-decoration ico-text-transform"),
    "mj-navbar-link": f"{_FONT} {_PADDINGS} {_WORDS} href name rel target",
    "mj-social": (
        f"{_BOX} border-radius color font-family font-size font-style font-weight icon-height "
        "icon-padding icon-size inner-padding line-height mode text-decoration text-padding "
        "vertical-align"
    ),
    "mj-social-element": (
        f"{_PADDINGS} align alt background-color border-radius color font-family font-size "
        "font-style font-weight href icon-height icon-padding icon-size line-height name src "
        "target text-decoration text-padding title vertical-align"
    ),
}

ELEMENTS: dict[str, frozenset[str]] = {
    name: frozenset(attributes.split()) | {"css-class", "mj-class"}
    for name, attributes in _TABLE.items()
}
# Children of `mj-attributes` may carry the attributes of any element.
ANY_ATTRIBUTE = frozenset().union(*ELEMENTS.values())

# What stands in a column.
_CONTENT = frozenset(
    {"mj-text", "mj-table", "mj-button", "mj-image", "mj-divider", "mj-spacer", "mj-navbar"}
    | {"mj-social", "mj-raw"}
)
CHILDREN: dict[str, frozenset[str]] = {
    "": frozenset({"mjml"}),
    "mjml": frozenset({"mj-head", "mj-body"}),
    "mj-head": frozenset(
        {"mj-title", "mj-preview", "mj-style", "mj-breakpoint", "mj-attributes", "mj-raw"}
    ),
    "mj-attributes": frozenset(name for name in ELEMENTS if name != "mjml")
    | {"mj-all", "mj-class"},
    "mj-body": frozenset({"mj-section", "mj-wrapper", "mj-hero", "mj-raw"}),
    "mj-wrapper": frozenset({"mj-section", "mj-raw"}),
    "mj-section": frozenset({"mj-column", "mj-group", "mj-raw"}),
    "mj-group": frozenset({"mj-column", "mj-raw"}),
    "mj-column": _CONTENT,
    "mj-hero": _CONTENT,
    "mj-navbar": frozenset({"mj-navbar-link", "mj-raw"}),
    "mj-social": frozenset({"mj-social-element", "mj-raw"}),
}
# What MJML has and an email of ours does without, with the reason.
REFUSED = {
    "mj-font": "a web font would be loaded from elsewhere",
    "mj-carousel": "mail programs that matter cannot show it",
    "mj-accordion": "mail programs that matter cannot show it",
    "mj-html-attributes": "mjml-python does not know it",
    "mj-selector": "mjml-python does not know it",
}
# What stands inside these is HTML or text, not MJML.
ENDING = frozenset(
    {
        "mj-title",
        "mj-preview",
        "mj-style",
        "mj-raw",
        "mj-text",
        "mj-table",
        "mj-button",
        "mj-navbar-link",
        "mj-social-element",
    }
)
# A loop or a condition cannot stand between their children: column widths are computed when the
# message is compiled.
HOLD_COLUMNS = frozenset({"mj-section", "mj-group"})
# Elsewhere between MJML elements a loop or a condition may stand.
HOLD_TAGS = frozenset({"", "mj-body", "mj-wrapper", "mj-column", "mj-hero"})
# Attributes whose value MJML hands through untouched, so that a value of the render may stand.
CARRY_VALUES = frozenset({"href", "alt", "title", "name", "content", "id", "datetime", "lang"})
# Attributes that take lengths, beside everything that ends in `padding`.
LENGTHS = frozenset(
    {"width", "height", "max-height", "font-size", "border-width", "border-radius"}
    | {"padding-top", "padding-right", "padding-bottom", "padding-left", "background-width"}
    | {"background-height", "icon-size", "icon-height", "letter-spacing"}
)
# The sides that MJML takes for granted, as they are from right to left.
DIRECTED = {
    "mj-section": {"direction": "rtl"},
    "mj-wrapper": {"direction": "rtl"},
    "mj-column": {"direction": "rtl"},
    "mj-group": {"direction": "rtl"},
    "mj-text": {"align": "right"},
    "mj-table": {"align": "right"},
}
