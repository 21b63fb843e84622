"""The customer, moment and message on which everything is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from renderer import Renderer
from renderer import parse_customer_json
from renderer.content import Voice
from renderer.content import gather
from renderer.content import voiced
from renderer.decide import decide
from renderer.locales import formats
from renderer.templating.program import MAX_ITERATIONS
from renderer.templating.program import Program
from renderer.templating.state import State

ROOT = Path(__file__).resolve().parents[2]
MESSAGE = "alternative-offers"
AS_OF = datetime.fromisoformat("2026-11-23T09:30:00+01:00")


@dataclass(frozen=True, slots=True)
class Scene:
    """A renderer with Petra, and the pieces that a render of hers is made of."""

    renderer: Renderer
    locale: str
    record: Mapping[str, Any]
    program: Program
    content: Mapping[str, Any]
    state: State

    def run(self) -> str:
        state = State(self.state.formats, self.state.permits, MAX_ITERATIONS)
        return self.program.run(self.content, state)


def make_scene(locale: str = "de-AT") -> Scene:
    """Everything compiled and warm."""
    renderer = Renderer(ROOT)
    library = renderer.library
    customer = parse_customer_json((ROOT / "templates/samples/petra.json").read_bytes())
    message = library.message(MESSAGE)
    decision = decide(customer, message, library.catalogue, library.laws, as_of=AS_OF)
    given = gather(
        customer, decision, message, brand=library.brand, catalogue=library.catalogue, as_of=AS_OF
    )
    told = formats(locale, customer.time_zone)
    language = library.language(locale)
    voice = Voice(locale, language.direction, "email", told, language.spoken["html"])
    compiled = library.compiled(MESSAGE, "email", locale)
    content = voiced(given, voice, reads=compiled.reads)
    permits = {name: permit.allowed for name, permit in decision.permits["email"].items()}
    state = State(told, permits, MAX_ITERATIONS)
    return Scene(renderer, locale, customer.as_record(), compiled.programs["html"], content, state)
