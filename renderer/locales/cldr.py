"""Babel's locale data, read without writing to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import cast

from babel import Locale as BabelLocale
from babel import localedata


class Locale(BabelLocale):
    """A Babel locale whose data stays its own.

    Babel (2.18) stores what an alias resolves to in dictionaries that all locales share: once a
    Japanese month has been written, Italian months are Japanese (python-babel/babel#1234). Babel's
    functions take this class as it is; its own `Locale` must not be used beside it.
    """

    @property
    def _data(self) -> localedata.LocaleDataDict:
        data = cast("dict[str | int | None, Any]", localedata.load(str(self)))
        return _ReadOnly(data)

    @classmethod
    def named(cls, key: str) -> Locale:
        """The locale of a CLDR name (`zh_Hant_HK`) that has data."""
        return cast(Locale, cls.parse(key))

    @property
    def unit_patterns(self) -> Mapping[str, Any]:
        """Patterns by unit, width and plural category: `["digital-gigabyte"]["short"]["one"]`."""
        patterns: Mapping[str, Any] = self._data["unit_patterns"]
        return patterns


class _ReadOnly(localedata.LocaleDataDict):
    """Resolves an alias each time it is read, instead of once for all locales."""

    def __getitem__(self, key: str | int | None) -> Any:
        value = self._data[key]
        if isinstance(value, localedata.Alias):
            value = value.resolve(self.base)
        if isinstance(value, tuple):
            alias, own = value
            value = alias.resolve(self.base).copy()
            localedata.merge(value, own)
        return _ReadOnly(value, base=self.base) if isinstance(value, dict) else value
