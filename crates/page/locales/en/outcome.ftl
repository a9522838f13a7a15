result-of = Result: { $title }
provisional = Provisional
provisional-why = The count is not sealed yet and may change.
disputed = There are two seals of one round: somebody signed both.
contests = { $n ->
    [one] { $n } person has objected to this result in public.
   *[other] { $n } people have objected to this result in public.
}
uncountable = What is on this node cannot be counted. No number is better than a wrong one.
not-binding = The result does not bind: there are too few valid votes, or no quorum.
set-aside = { $n ->
    [one] { $n } ballot without a valid choice
   *[other] { $n } ballots without a valid choice
}
spent = { $sum } spent
unspent = { $sum } left
scores = Option by option
option = Option
cost = Cost
fate = What became of it
unit-votes = Votes
unit-points = Points
unit-median = Median grade
unit-first = First preferences
unit-beaten = Options below it
unit-defeat = Worst defeat (less is better)
unit-comparisons = Comparisons won (2 for a victory, 1 for a draw)
fate-fits = it fits
fate-too-dear = too dear for what is left
fate-stops = too dear, and that ends it
fate-below = below the least score
fate-seat = elected
fate-no-seat = no seat left
fate-no-votes = no votes
fate-reached = goes on
fate-bought = paid by those who chose it
fate-other = –
how-counted = How it was counted
ties = Ties
ties-none = There was no tie.
tie = Tie: { $names }. Decided by { $by }.
tie-listed = the order of the list
tie-lot = the lot
tie-order = an order settled before
tie-earlier = an earlier round
tie-cost = the lower cost
tie-votes = the number of votes
tie-decisive = Another order would have given another result.
tie-idle = It does not change who wins.
seals = The seal
seals-none = Nobody has signed one yet.
seal-signed = { $signed } of { $needs } signed the list of { $ballots } ballots.
seal-holds = holds
seal-list = List:
excluded = { $n ->
    [one] { $n } ballot does not count
   *[other] { $n } ballots do not count
}
excluded-first = These are the first { $n }.
verify = Count it again
verify-text = You need not trust this page. On any node of the community, these commands check every signature and count every ballot again:
steps = Step by step
steps-first = These are the first { $n } steps; the command below gives the rest.
step-numbers = The numbers
step-bought = What was bought, in this order
step-each = Each pays, at most
step-uncounted = Ballots without a valid choice
aside-blank = Blank:
aside-shared = With two first choices:
aside-few = With less than is needed:
aside-many = With more than is allowed:
aside-credits = With more credits than there are:
aside-other = For another reason:
step-first-round = First round
step-first-text = { $valid } valid votes; { $needed } are needed to win.
step-second-round = Second round
step-elected = { $name } wins.
step-finalists = Nobody reaches it. Into the second round go: { $names }.
step-neither = { $n ->
    [one] { $n } ballot prefers neither.
   *[other] { $n } ballots prefer neither.
}
step-grades = Grades
step-given = Grade: ballots
step-same-median = The same median
step-medians = { $one } goes before { $other }: with medians taken away, its grade stays higher.
step-credits = Credits
step-credits-text = Each has { $each }; { $spent } were spent in all.
step-decided = What was needed and what there was
step-answers = For { $yes }, against { $no }, abstaining { $abstain }, blocking { $block }.
step-passes = It passes.
step-fails = It does not pass.
step-no-quorum = Nothing is decided: there is no quorum.
test = { $what }: it takes { $asked }, that is { $bound }; there are { $count }. { $holds }
needs-at-most = at most { $share } { $of }
test-quorum = Quorum
test-blocks = Blocks
test-majority = Majority
test-second = Second majority
test-holds = It holds.
test-missed = It does not hold.
step-share = An equal share for everybody
step-share-text = Each of the { $voters } voters has { $share }.
step-stage = Round { $n }
step-quota = It takes { $quota } to be elected.
step-surplus = What { $name } has too much ({ $votes }) passes on to the next choices.
step-exclusion = The votes of { $name } ({ $votes }) pass on to the next choices.
step-elected-all = Elected: { $names }.
step-filled = Fills the seats that are left: { $names }.
step-excluded = Drops out: { $names }.
step-pairs = Two by two
step-condorcet = { $name } beats every other option two by two.
step-no-condorcet = No option beats every other.
step-pairs-read = Each number says how many ballots prefer the option of the row to that of the column.
step-paths = Chains of victories
step-paths-read = Each number says how strong the best chain from row to column is: as strong as its weakest victory.
step-victories = Victories, the strongest first
step-locked = { $winner } beats { $loser } ({ $votes } to { $against }): it stays.
step-left-out = { $winner } beats { $loser } ({ $votes } to { $against }): left out, it would close a circle.
step-defeats = The worst defeat of each option
step-beaten-by = Against
step-comparisons = Comparisons
step-wins = Won
step-draws = Drawn
step-losses = Lost
step-ranking = The order that comes of it
step-place = Place
fate-unpaid = those who chose it could not pay for it
