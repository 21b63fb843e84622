"""Gettext catalogues that translators share with other tools: read strictly, edited line by line.

    bytes ─read─▶ PoFile ─with_…, merge─▶ PoFile ─write_safely─▶ file
                    ▲
    Message ─write_pot─▶ template ─new_catalog─▶ PoFile

Files from Poedit, Weblate, msgmerge and Babel come back byte for byte but for the entry that was
edited. `entry` and `file` hold the values, `parser` and `reader` read, `rewrite` and `blocks`
change one entry, `plurals` computes plural forms.
"""

from __future__ import annotations

from renderer.po.entry import Entry
from renderer.po.entry import Message
from renderer.po.entry import Previous
from renderer.po.file import FILE_LIMIT
from renderer.po.file import PoFile
from renderer.po.file import digest
from renderer.po.merging import merge
from renderer.po.plurals import PluralForms
from renderer.po.plurals import plural_forms
from renderer.po.reader import read
from renderer.po.store import Conflict
from renderer.po.store import write_safely
from renderer.po.strings import STRING_LIMIT
from renderer.po.template import new_catalog
from renderer.po.template import write_pot

__all__ = [
    "FILE_LIMIT",
    "STRING_LIMIT",
    "Conflict",
    "Entry",
    "Message",
    "PluralForms",
    "PoFile",
    "Previous",
    "digest",
    "merge",
    "new_catalog",
    "plural_forms",
    "read",
    "write_pot",
    "write_safely",
]
