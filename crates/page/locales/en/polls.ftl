polls-lead = This is where we decide. While a vote is open you can vote and change your vote; then it is counted and sealed.
booth-of = Vote: { $title }
polls-open = Open
polls-none-open = No vote is open now.
polls-sealed = Decided
polls-other = Cannot be used on this node
kind-poll = Vote
kind-budget = Budget
poll-until = Until { $day }
voted = You have voted
voted-not = You have not voted yet
winners = Won by:
winners-so-far = Ahead so far:
no-winner = no option
and-more = and { $n } more
won = Wins
turnout = { $ballots } of { $roll } voted
result = Result
result-none = The result cannot be worked out on this node.
result-why-none = Why?
result-steps = How it was counted
result-provisional = See the provisional count
status-open = Open
status-sealed = Sealed
poll-waits = This node does not have all that is needed yet. It will come from another node.
poll-other-roll = Admissions to the census are missing on this node. They will come from another node.
poll-void = This vote does not stand: { $detail }
ballot-not-saved = Your ballot was not saved
ballot-before-stands = The ballot that you cast before still counts.
mine-cast = You have voted, and your ballot counts.
mine-change = You can change it until the count: the last one counts.
mine-counted = Your ballot was counted.
mine-not-counted = Your last ballot does not count:
mine-receipt = Receipt:
login-vote = Log in to vote
vote-no-member = Only members of this community can vote.
vote-not-in-roll = You are not on the roll of this vote: it was fixed when the vote was opened. If that seems wrong, talk to whoever keeps the census.
vote-is-sealed = This vote has been counted and sealed. Your ballot was not saved.
options = Options
budget-is = Budget: { $sum }
rules = How it works
who-votes = { $n ->
    [one] { $n } person can vote: whoever was on the census when it was opened.
   *[other] { $n } people can vote: those on the census when it was opened.
}
ballots-public = Ballots are signed and public: anybody can see who voted for what, and count them again.
vote-seen = Who will see this? Everybody in the community: today ballots are signed in your name and public. This is not a secret vote.
vote-saving = Saving is voting: there is nothing more to confirm.
vote = Save my vote
vote-again = Save the change
your-ballot = Your ballot
basket = Your basket
of-budget = of { $sum }
basket-used = Share of the budget that you use
basket-left = { $sum } left
basket-over = Over by { $sum }
basket-free = You may choose projects that together cost more than there is.
basket-least = At least { $sum } has to be used.
basket-chosen = Projects chosen: { $n }
basket-unsaved = Not saved yet.
choose-none = None of them (blank)
choose-one = Choose one option.
choose-one-or-none = Choose one option, or none.
choose-exactly = Choose exactly { $n } options.
choose-any = Choose all the options that you approve of.
choose-most = Choose at most { $n } options.
choose-least = Choose at least { $n } options.
choose-from-to = Choose { $min } to { $max } options.
order-one = Put a 1 at the option that you prefer.
order-one-or-none = Put a 1 at the option that you prefer, or leave it blank.
order-exactly = Put { $n } options in order: 1 is the one that you want most.
order-any = Put as many options as you like in order: 1 is the one that you want most.
order-most = Put at most { $n } options in order: 1 is the one that you want most.
order-least = Put at least { $n } options in order: 1 is the one that you want most.
order-from-to = Put { $min } to { $max } options in order: 1 is the one that you want most.
fill-fits = Choose projects that fit in the budget.
fill-percent = Choose projects that fit in the budget and use at least { $n } % of it.
fill-minimum = { $n ->
    [one] Choose at least { $n } project, and together they must fit in the budget.
   *[other] Choose at least { $n } projects, and together they must fit in the budget.
}
points-rule = Give points: up to { $most } to one option, and { $min } to { $max } in all.
points-options = { $n ->
    [one] Only { $n } option can have points.
   *[other] At most { $n } options can have points.
}
no-option = Something in the form is not of this vote. Choose again.
no-number = “{ $typed }” is not a whole number. Write digits, or leave it empty.
nothing-chosen = { $n ->
    [one] You chose nothing. Choose { $n } option.
   *[other] You chose nothing. Choose at least { $n } options.
}
too-few = You have { $n }, and at least { $least } are needed. Add some.
too-many-chosen = You have { $n }, and { $most } are allowed. Take some out.
over-budget = The projects that you chose cost { $cost }, and the budget is { $budget }. Take out { $over } or more.
under-budget = The projects that you chose cost { $cost }, and at least { $least } has to be used. Add some.
no-budget = This vote was opened without a budget: nobody can vote in it.
points-of-option = An option can have at most { $n } points.
points-in-all = You gave { $n } points; give { $min } to { $max }.
over-credits = Your votes cost { $spent } credits, and you have { $max }. Several votes for one option cost their square.
rank-zero = The first place is 1.
rank-twice = Two options have place { $n }. Give each a place of its own.
rule-plurality = The option with the most votes wins.
rule-two-round = Whoever has more than half of the votes wins. Otherwise the first two go into a second round.
rule-approval = The option that most people approve of wins.
rule-score = The points of each option are added up, and the highest sum wins.
rule-majority-judgment = The option with the highest median grade wins: half of the ballots are on each side of it.
rule-quadratic = Several votes for one option cost their square in credits. The most votes win.
rule-irv = The last one goes and its ballots pass to the next choice, until one has more than half.
rule-stv-scottish = Single transferable vote: who reaches the quota is elected, and what is more than that passes on to the next choices.
rule-stv-meek = Single transferable vote by Meek’s method: who is elected keeps only the part of each ballot that is needed.
rule-schulze = Options are compared two by two, and the strongest chain of victories wins (Schulze).
rule-ranked-pairs = Options are compared two by two. The strongest victories stay unless they close a circle.
rule-minimax = Options are compared two by two, and the one whose worst defeat is the least wins.
rule-copeland = Options are compared two by two, and the one that wins the most comparisons wins.
rule-supports = All options that reach the number of supports go on.
rule-consent = It passes when nobody blocks it and enough people agree.
rule-majority = It passes when enough votes are in favour.
rule-greedy = From the most votes down, each project that fits in the money left is taken.
rule-greedy-no-skip = From the most votes down, until a project does not fit: that ends it.
rule-greedy-threshold = From the most votes down among those that reach the least score, each project that fits is taken.
rule-equal-shares = Everybody has an equal share of the money and pays only for the projects that they chose.
rule-equal-shares-add1 = Everybody has an equal share and pays only for what they chose. Shares grow until nothing more fits.
rule-equal-shares-add1-overspend = Everybody has an equal share and pays only for what they chose. Shares grow as long as the budget is not exceeded.
rule-unknown = It is counted by a rule that this node does not know: { $name }.
rule-needs = What it needs: { $what }.
rule-seats = { $n } are elected.
rule-threshold = An option has to reach { $n }.
needs-quorum = quorum:
needs-at-least = at least { $share } { $of }
needs-more-than = more than { $share } { $of }
needs-share = { $share } { $of }
needs-valid = of the valid votes
needs-cast = of the votes cast
needs-present = of those present
needs-roll = of the roll
ties-listed = Of equal options the one that is listed first wins.
ties-lot = Of equal options a lot decides that anybody can draw again: it comes from the seal, and nobody knows it before.
sealed-by-stewards = The stewards of the association seal the count.
sealed-by-trustees = { $n ->
    [one] { $n } trustee seals the count.
   *[other] { $n } trustees seal the count.
}
decision = Result:
decision-so-far = So far:
rule-other = It is counted by another rule.
points-free = Give up to { $n } points to each option.
project-read = Read about it
