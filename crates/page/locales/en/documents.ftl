kind-proposals = Proposals
kind-amendments = Amendments
kind-debates = Debates
kind-posts = News
kind-pages = Pages
kind-meetings = Meetings
kind-projects = Projects
kind-results = Results
kind-taxons = Topics
kind-proposal = Proposal
kind-amendment = Amendment
kind-debate = Debate
kind-post = News
kind-page = Page
kind-meeting = Meeting
kind-project = Project
kind-result = Result
kind-taxon = Topic
proposals-count = { $n ->
    [one] { $n } proposal
   *[other] { $n } proposals
}
debates-count = { $n ->
    [one] { $n } debate
   *[other] { $n } debates
}
meetings-count = { $n ->
    [one] { $n } meeting
   *[other] { $n } meetings
}
documents-count = { $n ->
    [one] { $n } in all
   *[other] { $n } in all
}
supports-count = { $n ->
    [one] { $n } support
   *[other] { $n } supports
}
supports-word = { $n ->
    [one] neighbour supports it
   *[other] neighbours support it
}
supports-goal = The goal is { $n }.
supports-imported = { $n } of them came with the import; nobody can check those.
supports-hidden = The number of supports is shown when this phase ends.
supports-mine = You support it.
supports-closed = Supports are closed in this phase.
support = Support
unsupport = Take my support back
support-seen = Everyone in the community can see that you support it.
login-support = Log in to support it
comments-count = { $n ->
    [0] No comments yet
    [one] { $n } comment
   *[other] { $n } comments
}
in-favour-count = { $n } in favour
against-count = { $n } against
agree-count = { $n } agree
disagree-count = { $n } disagree
versions-count = { $n } versions
list-filter = Filter and sort
list-words = Words
list-space = Process or assembly
list-everywhere = Everywhere
list-state = State
list-sort = Order
list-go = Show
list-none = Nothing here answers to that.
sort-recent = Newest first
sort-supported = Most supported
sort-commented = Most commented
sort-random = By lot
sort-furthest = Furthest along
state-all = All
state-evaluating = Being considered
state-accepted = Accepted
state-rejected = Rejected
state-merged = Merged
state-split = Split
state-withdrawn = Withdrawn
state-closed = Closed
field-announcement = Announcement
field-instructions = How to take part
field-place = Place
field-updates = Since then
answer = Official answer
conclusion = Conclusion
amendments = Amendments
related = Related
document-erased = What it said was erased by its author or by the data officer.
hidden = Hidden by the moderators.
hidden-because = Hidden by the moderators: { $reason }.
hidden-because-text = Hidden by the moderators: { $reason }. They say: “{ $text }”
reason-spam = spam
reason-offensive = it offends
reason-off-topic = it is about something else
reason-private = it tells something private
reason-illegal = it may be against the law
reason-other = another reason
comment-erased = This comment was erased.
comment-withdrawn = Its author took this comment back.
comment-edited = changed
comment-write = Write a comment
comment-text = Your comment
comment-seen = Everyone can read it, with your name. You can take it back and erase it later.
comment-send = Publish the comment
comment-is-reply = This is a reply.
comments-closed = Comments are closed here.
login-comment = Log in to comment
side = Where do you stand?
side-in-favour = In favour
side-against = Against
side-neutral = Neither
answers = answers { $name }
reply-to = Reply to { $name }
reply-text = Your reply
reply-send = Publish the reply
write-proposal = Write a proposal
write-debate = Begin a debate
write-title = Title
write-body = What do you propose, and why?
write-body-hint = Leave an empty line between paragraphs. Lines that begin with “- ” become a list.
write-language = Language of the text
write-seen = Everyone can read it, with your name. You can change it or withdraw it while the phase permits.
write-publish = Publish
write-look = See how it will look
write-preview = How it will look
write-alike = These are alike
write-alike-why = If one of them says what you mean, support it: together it has more weight.
write-no-title = Write a title.
write-no-body = Write what you propose.
write-no-text = Write something first.
