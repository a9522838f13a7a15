order-title = Moderation
order-lead = What was hidden, by whom and why. What was hidden is not repeated here; whoever wrote it can appeal.
order-waiting = { $n ->
    [0] No report waits
    [one] { $n } report waits
   *[other] { $n } reports wait
}
order-waiting-why = Only moderators read reports.
order-decide = Look at it and decide
order-cases = { $n ->
    [0] The moderators have not had to do anything yet
    [one] { $n } case
   *[other] { $n } cases
}
order-is-hidden = Hidden
order-is-shown = Shown
order-answers = answers an appeal
order-appeal-waits = waits for an answer
order-reason = Reason
order-choose = Choose a reason
order-no-reason = Choose a reason.
order-no-text = Write why.
order-no-outcome = Choose what becomes of it.
report-title = Tell the moderators
report-lead = You will tell the moderators that this should not be here. Somebody looks at it, and their decision is public.
report-text = What is wrong with it?
report-seen = What you write is sealed: only the moderators read it. Everyone can see that you reported something.
report-send = Send the report
label-title = Hide or show
label-lead = Your reason is public, with your name. Whoever wrote this can appeal.
label-outcome = What becomes of it?
label-hide = Hide it
label-show = Show it again
label-stay = It stays hidden
label-leave = It stays where it is
label-text = Explain why
label-seen = Everyone can read it, with your name.
label-send = Publish the decision
appeal-title = Appeal
appeal-lead = If you think that this should not have been hidden, say why. The moderators look at it again, and answer in public.
appeal-text = Why should it not have been hidden?
appeal-seen = Everyone can read it, with your name.
appeal-send = File the appeal
settle-title = Answer the appeal
settle-lead = Your answer is public, with your name.
settle-text = Explain the answer
settle-seen = Everyone can read it, with your name.
settle-send = Publish the answer
order-report = Report
order-hide = Hide
log-title = Official acts
log-lead = Everything that was done in the name of the community: phases, answers, votes, rules and moderation. Each act is signed.
log-kind = Kind of act
log-spaces = Processes, phases and documents
log-answers = Answers and conclusions
log-polls = Votes
log-rules = Rules and founding
log-order = Moderation and erasures
log-count = { $n ->
    [0] There is no such act
    [one] { $n } act
   *[other] { $n } acts
}
log-steward = steward
log-registrar = registrar
log-organiser = organiser
log-moderator = moderator
log-sealer = sealer
log-importer = importer
log-data = data officer
log-in-force = In force
log-not-in-force = Not in force yet
log-station = polling station
