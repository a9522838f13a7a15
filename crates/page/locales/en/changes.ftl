versions = Versions
versions-from = From version
versions-to = To version
versions-go = Compare
versions-changes = What changed
versions-all = All versions
versions-none = Nothing changed in the texts.
diff-in = Put in:
diff-out = Taken out:
field-body = Text
field-subtitle = Second line
field-summary = In short
found-comment = Comment
found-count = { $n ->
    [one] { $n } finding
   *[other] { $n } findings
}
found-none = Nothing was found. Try another word, or only a part of it.
edit = Change the text
amend = Propose an amendment
amend-lead = Change the text as you would have it. Its authors decide whether they take it in.
amendment-of = The proposal that it would change
amendment-evaluating = Its authors have not decided yet
overtaken = Somebody changed this text while you were writing. Below is what your version would change now. Look at it, and publish again.
change-seen = Everyone can read it, with your name. Earlier versions stay readable.
change-look = See what changes
decide-lead = This amendment is to a proposal of yours.
decide-reason = Why? (optional)
decide-accept = Take it in
decide-reject = Refuse it
decide-seen = Everyone can see what you decide.
agree = I agree
disagree = I disagree
