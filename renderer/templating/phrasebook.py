"""Say catalogue texts in one locale: translated once, checked once, filled for each customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from markupsafe import escape

from renderer.errors import RenderFault
from renderer.templating import sentences
from renderer.templating.calls import Sentence
from renderer.templating.sentences import Part
from renderer.templating.spoken import Rule
from renderer.templating.spoken import form_for
from renderer.templating.translation import Fallback
from renderer.templating.translation import Folder

_CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class _Said:
    """A phrase in this locale: the parts of each form, and the rule that chooses a form."""

    forms: tuple[tuple[Part, ...], ...]
    rule: Rule | None


class Phrasebook:
    """The phrases of one locale for one flavour.

    With `isolate` (a right-to-left page) the phrases are markup whose values stand in `<bdi>`;
    otherwise they are plain text. Either way a value of the record never becomes markup.
    """

    def __init__(self, folder: Folder, *, isolate: bool) -> None:
        self.folder = folder
        self.isolate = isolate
        self._said: dict[tuple[str | None, str, str], _Said] = {}

    @property
    def fallbacks(self) -> tuple[Fallback, ...]:
        """What of the phrases said so far could not be said in this locale."""
        return tuple(dict.fromkeys(self.folder.fallbacks.get(_CATALOGUE, ())))

    def say(
        self,
        text: str,
        *,
        context: str | None = None,
        plural: str = "",
        values: Mapping[str, str] | None = None,
        count: int | None = None,
    ) -> str:
        """The text in this locale with its `{names}` replaced; `count` chooses the plural form.

        Raises `RenderFault` for a placeholder without a value.
        """
        key = (context, text, plural)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._prepare(text, context, plural)
        number = 0
        if said.rule is not None:
            number = form_for(1 if count is None else count, said.rule, len(said.forms))
        known = values or {}
        try:
            words = "".join([self._word(part, known) for part in said.forms[number]])
        except KeyError as missing:
            message = f"`{{{missing.args[0]}}}` has no value in `{text[:60]}`"
            raise RenderFault("templates/catalogue", 0, message) from None
        return Markup(words) if self.isolate else words  # noqa: S704  (escaped below)

    def _word(self, part: Part, values: Mapping[str, str]) -> str:
        if part.kind == "text":
            return part.text
        value = values[part.text]
        return f"<bdi>{escape(value)}</bdi>" if self.isolate else value

    def _prepare(self, text: str, context: str | None, plural: str) -> _Said:
        texts = (text, plural) if plural else (text,)
        chosen = self.folder.choose(Sentence.bare(context, texts), _CATALOGUE)
        forms = tuple(sentences.split(form) for form in chosen.strings)
        if self.isolate:
            forms = tuple(tuple(_escaped(part) for part in parts) for parts in forms)
        return _Said(forms, chosen.plural)


def _escaped(part: Part) -> Part:
    return Part("text", str(escape(part.text))) if part.kind == "text" else part
