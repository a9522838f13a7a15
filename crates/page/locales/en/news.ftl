news-title = News
news-lead = What is new since you last marked it as read.
news-first = The latest news. When you have read it, say so: from then on you see only what is new.
news-own = About what you wrote and follow
news-own-none = Nothing new. You can follow a proposal or a process on its page.
news-others = In the community
news-none = Nothing new.
news-more = There is more: mark this as read to see the rest.
news-read = I have read this
news-read-why = Only this node knows.
news-feed = Atom feed, for a news reader
news-times = { $n ->
    [one] once
   *[other] { $n } times
}
follow = Follow
unfollow = Stop following
follow-seen = Only this node knows; nobody else sees it.
follow-too-many = You follow too much. Stop following something first.
done-read = It is marked as read.
