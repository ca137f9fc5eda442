"""Holds every note's facts, names, links and interactions in memory, and resolves links between notes. Does no I/O.

The terms of this package and of those that use it:

note
    One file of the vault.
facts
    Everything a single note states (`model.note.facts.Facts`), before any link is resolved.
reference
    A link or a name as written in a note (`Ref`). `Names.resolve` returns the note it means.
resolved links
    Where all references of a note lead, and who took part in its interactions (`ResolvedLinks`).
interaction
    One interaction as its note has it (`Interaction`), with or without a day.
dated interaction
    An interaction with a day and the contacts who took part (`DatedInteraction`): the form that reports read.
touch
    An interaction that shows you were in touch (`due.contact_state.touches`). An unanswered message is not a touch.
contact state
    The small value that `due` needs of one contact (`ContactState`). The cache stores it.
standing
    How warm a contact is, or how far a goal is, in one word, as shown to users.
backlink
    A note that links another one.
dependent
    A note with a reference whose target depends on a name. It is resolved again when that name changes.
overlay
    A mapping of changes on top of a stored mapping (`Overlay`), so that a change copies only what it affects.
"""
