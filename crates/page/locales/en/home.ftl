communities = Communities on this node
communities-none = This node holds no community yet. Open your invitation here, or ask whoever runs the node.
community-private = Private community
home-title = What we decide together
home-lead = Read, propose, debate and vote. Everything here is signed by neighbours, and every result can be counted again by anyone.
join-card = I have an invitation card
home-open = Vote now
home-vote = Your vote counts as soon as it is saved.
home-recent = New proposals
home-all = All proposals
people-count = { $n ->
    [one] { $n } neighbour
   *[other] { $n } neighbours
}
polls-count = { $n ->
    [one] { $n } vote
   *[other] { $n } votes held
}
space-process = Process
space-assembly = Assembly
spaces-none = There is no process or assembly yet.
phases = Phases
phase-now = Now
phase-reading = In this phase you can read what was said and decided.
phase-you-can = In this phase you can:
you-can = Open: { $what }
may-propose = write proposals
may-support = support proposals
may-comment = comment
may-debate = begin debates
may-amend = propose amendments
may-decide = decide on amendments
may-promote = turn a rejected amendment into a proposal
may-edit = change your texts
may-endorse = endorse
may-rate = agree or disagree with comments
may-attach = attach files
all-of = All: { $what }
