"""Locales: fallback, direction and formats. The only package that knows Babel."""

from renderer.locales.chains import direction as direction
from renderer.locales.chains import fallback_chain as fallback_chain
from renderer.locales.chains import language_name as language_name
from renderer.locales.chains import parse as parse
from renderer.locales.chains import plural_forms as plural_forms
from renderer.locales.chains import script as script
from renderer.locales.formats import Formats as Formats
from renderer.locales.formats import formats as formats
from renderer.locales.measures import UNITS as UNITS
from renderer.locales.names import country_name as country_name
from renderer.locales.names import full_name as full_name
