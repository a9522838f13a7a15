stations = Voting on paper
stations-lead = Two people open a polling station. Two people sign what is counted there as well.
stations-none = There is no polling station yet.
stations-over = This vote takes no paper any more.
station-new = Open a polling station
station-place = Where it is
station-place-hint = As neighbours call it, for example: the community centre.
station-new-seen = Everybody in the community will see it. It holds once a second person signs it.
station-new-send = Open it
station-no-place = Write where the polling station is.
station-open = Open
station-closed = Closed
station-papers = Papers given out: { $marks }. Counted: { $papers }.
station-missing = { $n ->
    [one] { $n } paper that was given out is not counted yet.
   *[other] { $n } papers that were given out are not counted yet.
}
station-sign-why = Somebody else opened this station. Sign it if you are there and the box is empty.
station-seen = Everybody will see your signature.
station-sign = Sign as the second person
give-title = Give somebody paper
give-who = Who votes?
give-who-hint = The code of the card, or the name. Check who it is before you give paper.
give-look = Look up
give-nobody = Nobody like that is in the census of this vote.
give-marked = This person has paper already. Give no other.
give-online = This person voted online. With paper the online ballot no longer counts.
give-send = Give paper
give-seen = Everybody will see who voted on paper. Nobody will see how.
bundles = Bundles
bundles-none = No bundle has been counted yet.
bundle-number = Bundle { $number }
bundle-papers = { $n ->
    [one] { $n } paper
   *[other] { $n } papers
}
bundle-counts = Counts
bundle-sign = Sign bundle { $number }
typing-title = Enter a bundle
typing-lead = Two people type each bundle, and neither looks at what the other typed. At most 50 papers.
typing-mine = You have typed bundle { $number }. Another person types it now.
typing-other = Another person has typed bundle { $number }. Type it as well.
typing-differs = You two typed different things. Look at the paper again and correct it.
typing-numbers = The numbers of the options
typing-bundle = Number of the bundle
typing-no-bundle = Write the number of the bundle, from 1.
typing-papers = The papers, one on each line
typing-choices = Write the numbers that are marked, for example: 1 3.
typing-ranking = Write the numbers in order, the favourite first, for example: 3 1 2.
typing-points = Write each number with its points, for example: 1=3 4=2.
typing-signs = A dash (-) for a blank one, a question mark (?) for a spoilt one.
typing-seen = What you type stays on this node until you two agree. Then everybody sees it, without names.
typing-send = Save the bundle
typed-paper = Paper
typed-place = Where
typed-first = First person
typed-second = Second person
typed-whole = The whole paper
typed-readable = can be read
typed-unreadable = spoilt
typed-marked = marked
typed-rank = Place { $rank }
typed-nothing = nothing
close-title = Close the polling station
close-why = Once the box is counted, two people close it. After that no paper is given out.
close-waits = It waits for a second person to sign.
close-send = Close it
close-sign-why = Somebody else wants to close this station. Sign it if everything is counted.
close-sign = Sign the closing
paper-one-signature = Waits for a second signature
paper-no-station = The polling station does not stand
paper-after-closing = The station was closed before
paper-marked-twice = The same person had paper already
paper-superseded = Entered again since
paper-beyond-marks = { $n ->
    [one] There would be more papers than the { $n } given out
   *[other] There would be more papers than the { $n } given out
}
paper-not-sealed = Not in the seal
paper-print = Print the ballot and the booklet
paper-title = Ballot and booklet
paper-lead = Print this page with your browser. Ballot and booklet come on sheets of their own.
paper-ballot = Ballot
paper-booklet = Booklet
paper-how-one = Put a cross in one box.
paper-how-several = Put a cross in the boxes that you choose.
paper-how-points = Write your points in the boxes.
paper-how-rank = Write 1 in the box of your favourite, 2 in that of the next, and so on.
paper-secret = Do not write your name on it. Fold it and put it in the box.
paper-rule = Whoever is given paper votes on paper: what they cast online does not count.
paper-qr = The page of this vote:
mine-on-paper = You were given a paper ballot. The paper counts, and what you cast here does not.
channels = Online and on paper
channels-why = Two people of each polling station typed and signed the paper ballots.
channel-online = Online
channel-paper = On paper
channel-together = Together
channel-ballots = Ballots
channel-spoilt = { $n ->
    [one] { $n } paper is spoilt.
   *[other] { $n } papers are spoilt.
}
paper-excluded = What does not count of the polling stations
station-same-officer = You signed this first. A different person signs it.
station-signed-by-two = Two people have signed this already.
close-waiting = Bundle { $number } waits for its second signature.
close-beyond = With bundle { $number } there are more papers than people. Count again.
typing-none = Write the papers of the bundle.
typing-too-many = A bundle has at most 50 papers. Make two of it.
typing-line = Line { $line }:
typing-empty = it is empty. Write - or ?.
typing-word = “{ $word }” is no number of an option.
typing-spoilt = If the paper says so, it is spoilt: write ?.
mine-not-there = If you were not there, tell whoever organises the vote.
