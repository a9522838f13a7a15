done-suggested = Proposed. Nobody has signed it yet.
done-signed = You signed. More signatures are needed.
done-backed = You said that you support it.
done-abandoned = You promised never to sign it.
foot-charter = Charter
charter-title = Charter of the community
charter-lead = Who does what in the community’s name, by which rules, and how that came about. Every change is written down and signed.
charter-waiting = { $n ->
    [one] { $n } proposed change
   *[other] { $n } proposed changes
}
charter-propose = Propose a change
charter-offices = Who does what
charter-signing = A change takes the signatures of { $n } of { $of } stewards.
charter-signed = { $n } of { $of } signatures
charter-nobody = Nobody
charter-key = Somebody outside the census
charter-rules-title = Rules
charter-options = { $n ->
    [one] A poll has at most { $n } option.
   *[other] A poll has at most { $n } options.
}
charter-retention = { $n ->
    [one] Ballots are kept for at least { $n } day after the count.
   *[other] Ballots are kept for at least { $n } days after the count.
}
charter-recovery = If the stewards’ keys are lost, more than { $share } of the census can sign.
charter-no-recovery = If the stewards’ keys are lost, nobody else can change the charter.
charter-rules = Counting follows version { $n } of the program’s rules.
charter-nodes = The community has nodes of its own: { $nodes }.
charter-no-nodes = The charter names no nodes of the community’s own.
charter-history = History
charter-versions = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
charter-founding = The founding of the community
charter-waits = Waits for signatures
charter-cannot = Cannot be any more
does-steward = Propose and sign changes of this charter.
does-registrar = Admit people and make the cards.
does-organiser = Open processes, phases and polls, and answer.
does-moderator = Hide what breaks the rules, with the reason.
does-data = Ask for erasures that the law demands.
does-importer = Sign what comes from elsewhere.
does-station = Enter paper ballots.
does-sealer = May seal counts.
revision-title = Version { $number } of the charter
revision-changes = What changes
revision-reason = Why
revision-signed = Signed by
revision-supported = Supported by
revision-abandoned = Will never sign
revision-seen = Everyone can see it, and it cannot be undone.
revision-sign = Sign
revision-sign-why = Your signature counts. Once there are enough, the change is in force.
revision-support = I support it
revision-support-why = You say that you would sign it, without binding yourself yet.
revision-abandon = I will never sign it
revision-abandon-why = This is a promise for good. It frees those who signed to sign something else.
change-name = Name of the community
change-seats = Stewards
change-grant = Gets an office:
change-end = Leaves an office:
change-suspend = Is suspended:
change-reinstate = Comes back:
change-revoke = Leaves the census:
change-limits = Limits
change-rules = Version of the rules
change-recovery = If keys are lost
change-raise = What came late is taken in, of:
change-erase = Erases what this entry asks to erase
change-nodes = Nodes of its own
propose-title = Propose a change of the charter
propose-lead = Choose a change and say why. It is not in force until enough stewards sign it.
propose-what = What do you want to change?
propose-grant = Give somebody an office
propose-role = Office
propose-who = To whom
propose-who-hint = The name that they give themselves here, or the four signs beside it.
propose-who-wrong = Nobody is called that, or more than one is. Type the signs beside the name.
propose-end = Take an office from somebody
propose-held = Who holds what
propose-held-wrong = Choose an office from the list.
propose-rename = Change the name of the community
propose-name-wrong = Write another name, and a shorter one.
propose-limits = Change the limits
propose-options = Options of a poll, at most
propose-days = Days for which ballots are kept, at least
propose-number-wrong = Write a number from 1 to { $most }.
propose-recovery = Change what happens if keys are lost
propose-share = Share of the census that has to sign
propose-no-recovery = The census cannot sign
propose-kind-wrong = Choose what you want to change.
propose-reason = Why?
propose-no-reason = Write the reason.
propose-sign = Sign it at once
propose-seen = Everyone can read the proposal, the reason and who makes it.
propose-send = Propose it
desk-title = Your work
desk-moderation = Moderation
propose-seats = Change who looks after the rules
propose-stays = Who stays
propose-new-seats = Who is added
propose-new-seats-hint = One seat a line. Each person makes theirs on their own page, and gives you the text that comes out.
propose-seat-wrong = Line { $n } is no seat. Copy the whole text that the person’s page shows.
propose-threshold = How many people sign each change
propose-threshold-hint = More than half of those who will sit. One person sits, or three and more.
propose-nodes = Change the community’s own nodes
propose-addresses = Addresses
propose-addresses-hint = One a line, such as /dns4/…/tcp/…/p2p/…; no line means no node. Everybody can read them: name machines of the community, never somebody’s home.
propose-node-wrong = Line { $n } is no address: { $detail }
propose-nodes-many = These are too many addresses.
propose-late = Take in what came late
propose-right = What they had and lost
right-member = Place in the census
propose-whose = Whose
propose-erase = Erase what a data officer asks for
propose-erasure = What is asked to be erased
propose-erasure-hint = Once the change is in force it is erased on all nodes and for good.
propose-erasure-wrong = Choose a request from the list.
seat-title = Make a seat
seat-lead = If the community chose you to look after the rules, you need a seat. It is a text to hand over, and a paper key to keep.
seat-go = Make the seat
seat-give = Give this text to whoever will propose the change:
seat-paper = Print the paper key, or write it down
seat-warning = The paper key signs in your place if you lose the others. It is kept nowhere else and is not shown again.
own-seat = Seat for looking after the rules
