# For whoever writes programs: the reference of the interface, and tokens.
api-title = For programs
api-lead = Programs can read what this page shows, and act for people who let them.
api-file = The description as a file (OpenAPI 3.1)
api-english = The rest of this page is in English, as programmers write it.
api-shapes = What is sent and what is given
tokens-title = Programs that act for you
tokens-lead = A token lets a program act in your name, without your passphrase. You choose what it may do.
tokens-full = You have as many tokens as one person can have. Revoke one first.
tokens-count = { $n ->
    [one] { $n } token
   *[other] { $n } tokens
}
token-new = A new token
token-label = What is it for?
token-label-hint = A name by which you know it again, such as “Archive of the school”.
token-scopes = What may it do?
token-until = For how long?
token-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
token-seen = What it writes is shown as written by you. Everybody sees it, as when you write it here.
token-make = Make the token
token-no-label = Give it a name.
token-long-label = This name is too long.
token-no-scope = Choose at least one thing that it may do.
token-title = Your new token
token-once = This is the only time that you see it. Copy it now.
token-keep = Whoever has it can do what you allowed. If it gets lost, revoke it and make another.
token-done = I have copied it
token-ended = ended
token-made = Made on { $day }.
token-ends = Ends on { $day }.
token-revoke = Revoke “{ $label }”
scope-read = Read what members read
scope-write-comments = Write comments
scope-write-proposals = Publish proposals and debates
scope-write-files = Attach files
scope-support = Support proposals
scope-vote = Vote
scope-organise = Open and lead processes and polls, publish and answer, if you are an organiser
scope-seal = Sign counts and object to them
scope-moderate = Hide and show, if you are a moderator
taken-title = Open data
taken-lead = Everything that is shown here, as files that programs read.
taken-private = This community is private. Only its members can take these files, and they answer for them.
taken-files = Files
taken-json = All of it as JSON: phases, texts, comments and answers.
taken-proposals = Proposals, in the layout of Decidim, for a spreadsheet.
taken-projects = Projects of budgets, in the layout of Decidim, for a spreadsheet.
taken-results = Results with their progress, in the layout of Decidim, for a spreadsheet.
taken-comments = Comments, in the layout of Decidim, for a spreadsheet.
taken-budget = The ballots that count, in the format of Pabulib, without names:
taken-readme = What each column means.
taken-licence = The licence in full.
taken-may = What you may do with it
taken-odbl = Share it, change it and build on it. Name the community, and keep what you make of it open:
taken-texts = The texts belong to those who wrote them:
taken-under = The community has chosen a licence for the data and the texts:
taken-names = Names are personal data. Whoever uses them answers for that under the law.
taken-api = For programs that ask again and again
