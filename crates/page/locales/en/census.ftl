done-registered = The list is in the register. The cards are ready to be printed.
done-admitted = They are in the census. If you made a card for them, print it now.
done-noted = The register is saved.
done-forgot = The name was erased from the register.
done-readmitted = The new key speaks for them from now on.
done-settled = The card admits one person now, and no other.
done-proposed = Proposed and signed. Other stewards have to sign it, too.
done-enacted = It is in force.
census-title = Census
census-lead = Who belongs, who has a card that waits, and who is who.
census-closed = Another registrar saved the names on this node. You can read them once they save something again.
census-add = Admit somebody
census-file = Load a list
census-print = Print the cards
census-active = { $n ->
    [one] { $n } person in the census
   *[other] { $n } people in the census
}
census-cards = { $n ->
    [0] No card waits
    [one] { $n } card waits
   *[other] { $n } cards wait
}
census-words = Name, number or contact
census-state = State
census-count = { $n ->
    [0] Nobody
    [one] { $n } person
   *[other] { $n } people
}
census-in = In the census
census-waiting = Has a card that waits
census-unmade = The card is being made
census-contended = Card used twice
census-suspended = Suspended
census-removed = Out of the census
census-void = Does not count
census-nothing = No card
census-unnamed = no name in the register
census-card = Card without a name
census-where = The names are on this node only, encrypted for the registrars. They are sent to no other node, and can be erased.
register-name = Full name
register-number = Member number (optional)
register-contact = Phone or email (optional)
register-seen = Only the registrars of this node can read it.
register-save = Save in the register
register-no-name = Write their name.
register-known = There is somebody with this number or this name.
register-too-long = This is too long.
register-full = The register is full: it has room for ten thousand people.
add-title = Admit somebody
add-lead = Look at a document, as your association does. They get a card with which to join whenever they like, in any browser.
add-key = Their key
add-key-why = They have a node of their own and bring its key
add-key-hint = It begins with did:key. If you write it, they are in the census at once and need no card.
add-key-wrong = This is no key, or something is missing.
add-key-in = This key is in the census already.
add-seen = The community sees one more card or person, without any name. The name stays on this node.
add-send = Admit them
file-title = Load a list
file-lead = Save the spreadsheet as CSV and choose it here. The next step asks what each column is; nothing is done yet.
file-file = File
file-hint = CSV or text, up to 900 KB and 5,000 rows. The first row holds the titles of the columns.
file-paste = Or paste the rows here
file-seen = The list does not leave this node. If you log out before the end, it is forgotten.
file-send = Go on
file-again = Load another one
file-none = Choose a file, or paste the rows.
file-empty = There is no row. The first one is for the titles.
file-large = It is too large: there is room for 900 KB.
file-many = There are too many rows or columns. Split the list.
file-no-text = This is no text. In the spreadsheet, choose “Save as” and “CSV”.
check-title = What is each column?
check-lead = Look whether this is right, and what comes of it. Nothing is saved yet.
check-name = Name
check-surname = Surname
check-none = None
check-column = Column { $number }
check-look = See what comes of it
check-line = Line
check-come = { $n ->
    [0] Nobody would come in
    [one] { $n } person would come in
   *[other] { $n } people would come in
}
check-more = { $n ->
    [one] and { $n } more.
   *[other] and { $n } more.
}
check-faults = { $n ->
    [one] { $n } row stays out
   *[other] { $n } rows stay out
}
check-faults-why = The others come in. To put these right, change the spreadsheet and load the list again.
check-at = Line { $line }
check-seen = Everybody gets a card. The community sees how many, without any name.
check-send = { $n ->
    [one] Make { $n } card
   *[other] Make { $n } cards
}
check-gone = The list is not here any more. Load it again.
fate-no-name = it has no name
fate-too-long = a cell is too long
fate-known = is in the register already
fate-twice = is the same person as in line { $line }
cards-title = Cards
cards-lead = Eight go on a sheet of A4. Cut them out, and give each to whoever bears the name.
cards-print = Print this page with your browser. Whoever has a card can join in that person’s place: do not leave them lying about.
cards-how = Open { $place }, choose “Join” and type this code, or read the square with your phone. It works once.
cards-qr = QR code of the card
cards-spent = Card used
person-called = In the community they are called
person-register = In the register
person-unnamed = This node does not know who this is. If you do, write it here.
person-card = Their card
person-card-why = They have not used it yet. You can print it again.
person-card-print = Print the card
person-draw = Make another card for them
person-draw-why = If they lost it unused, make a new one. The old one would still work: if somebody uses it, suspend them.
person-draw-send = Make the card
person-readmit = They lost their keys
person-readmit-why = Their place in the census stays: earlier votes and texts are theirs still. Make sure that it is this person.
person-readmit-hint = Let them type it themselves, unseen. At least 8 characters.
person-readmit-seen = The community sees that this place has a new key.
person-readmit-send = Give them a new key
person-key = Or the key of their own node
person-suspend = Suspend them
person-suspend-why = They cannot vote or write until you let them in again. What they did so far stands.
person-reinstate = Let them in again
person-reinstate-why = They can vote and write again.
person-remove = Take them out of the census
person-remove-why = This is for good: the place does not come back. What they did so far stands.
person-reason = Reason
person-no-reason = Write the reason.
person-step-seen = This changes the charter: the reason is public, and others may have to sign it. Write no name there.
person-forget = Erase them from the register
person-forget-why = Name, number and contact are erased. Their place in the census stays. Backups made before still have them.
person-forget-send = Erase the name
settle-card = Who is it?
settle-card-why = More than one person used this card, so it admits nobody.
settle-card-who = The card belongs to:
settle-card-none = Choose a person.
settle-card-seen = The community sees which of the places stays.
settle-card-send = Admit this person
