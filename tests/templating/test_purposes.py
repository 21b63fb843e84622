"""Passages stand only where policy allows their purpose, and a render says which it met."""

from __future__ import annotations

import pytest

from tests.templating.kitchen import CONTENT
from tests.templating.kitchen import NAME
from tests.templating.kitchen import flaw
from tests.templating.kitchen import program
from tests.templating.kitchen import state

TEXT = '<p>a</p>{% purpose "marketing" %}<p>{{ name }}</p>{% endpurpose %}'


def test_a_passage_stands_where_it_is_allowed() -> None:
    made = program(TEXT)
    content = {**CONTENT, "name": "buy"}
    allowed = state(marketing=True)
    assert made.run(content, allowed) == "<p>a</p><p>buy</p>"
    assert allowed.shown == {"marketing": True}
    forbidden = state(marketing=False)
    assert made.run(content, forbidden) == "<p>a</p>"
    assert forbidden.shown == {"marketing": False}


def test_what_nobody_permits_is_forbidden() -> None:
    assert program(TEXT).run(CONTENT, state()) == "<p>a</p>"


def test_a_passage_that_is_not_met_is_not_noted() -> None:
    met = state(marketing=True)
    program("{% if not quiet %}" + TEXT + "{% endif %}").run(CONTENT, met)
    assert met.shown == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{% purpose "marketng" %}{% endpurpose %}',
            "`marketng` is no purpose: did you mean `marketing`?",
        ),
        (
            '{% purpose "xyz" %}{% endpurpose %}',
            "`xyz` is no purpose: one of service, marketing, survey, referral",
        ),
        (
            "{% purpose marketing %}{% endpurpose %}",
            'a purpose stands between quotes: `{% purpose "marketing" %}`',
        ),
        ('{% purpose "survey" %}', "`{% purpose %}` is never closed"),
    ],
)
def test_a_wrong_purpose_is_refused(text: str, message: str) -> None:
    assert flaw(f"\n{text}") == f"{NAME}:2: {message}"


def test_a_passage_nests_in_the_markup() -> None:
    assert program(TEXT + "{% for a in items %}" + TEXT + "{% endfor %}")
