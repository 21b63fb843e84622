"""Bringing a catalogue up to date with a template: exact matches only, nothing is guessed."""

from __future__ import annotations

from renderer.po import blocks
from renderer.po.blocks import Block
from renderer.po.blocks import Style
from renderer.po.entry import Entry
from renderer.po.file import PoFile


def merge(po: PoFile, pot: PoFile) -> PoFile:
    """`po` with exactly the messages of `pot`; the same `po` if they are the same.

    New messages go behind the last entry in use, in the order of the template. Entries that
    vanished become obsolete (or go, if there was nothing in them), entries that come back are
    revived. If a message has got, lost or changed its plural, its translation stays and becomes
    fuzzy. Order, header, flags and translator's comments of `po` stay as they are.
    """
    style, forms = po.style, po.nplurals
    wanted = {entry.key: entry for entry in pot.messages}
    kept: list[Block] = []
    vanished: list[Block] = []
    returned: dict[tuple[str | None, str], Block] = {}
    behind = 0
    changed = False
    for block in map(Block._make, po.blocks()):
        entry = block.entry
        template = wanted.get(entry.key)
        if entry.is_header or (template is None and entry.obsolete):
            kept.append(block)
        elif template is None:
            changed = True
            if any(entry.strings) or entry.comments:
                vanished.append(blocks.retired(block, style))
        elif entry.obsolete:
            changed = True
            returned[entry.key] = _updated(blocks.revived(block, style), template, forms, style)
        else:
            new = _updated(block, template, forms, style)
            changed |= new is not block
            kept.append(new)
        if kept and not kept[-1].entry.obsolete:
            behind = len(kept)
    added = [
        returned[key] if key in returned else blocks.written(_blank(entry, forms), style)
        for key, entry in wanted.items()
        if key in returned or key not in po.places
    ]
    if not changed and not added:
        return po
    return po.rebuilt([*kept[:behind], *added, *kept[behind:], *vanished])


def _updated(block: Block, template: Entry, forms: int, style: Style) -> Block:
    if block.entry.plural != template.plural:
        block = blocks.replural(block, template.plural, forms, style)
    return blocks.noted(block, template.extracted, template.references, style)


def _blank(template: Entry, forms: int) -> Entry:
    strings = ("",) * (1 if template.plural is None else forms)
    return template._replace(strings=strings, comments=(), previous=None, span=(1, 1))
