receipt = Receipt
receipt-check = Receipt
receipt-here = It is here, and unchanged: signature and content hold.
receipt-damaged = It is here, but its signature or content does not hold. Tell whoever runs this node.
receipt-stands = It stands.
receipt-stands-not = It does not stand:
receipt-counted = It is in the seal, and it counts.
receipt-counts-so-far = It counts, so far: the count is not sealed yet.
receipt-not-counted = It does not count:
receipt-poll = To the vote
receipt-qr = QR code with the address of this receipt
receipt-elsewhere = Any other node of this community answers the same. Write the code down, or take a picture.
receipt-id = In full:
receipts-title = Check a receipt
receipts-lead = Write the code of a receipt: this node says whether it is there, unchanged and counted. You need not log in.
receipts-code = Code
receipts-go = Check
receipts-none = There is no such entry on this node. It never came here, or the code is another.
ballot-superseded = the same person voted again, and the later ballot counts.
ballot-on-paper = the person was given a paper ballot. The paper counts.
ballot-not-sealed = it came after the seal, or was left out of it.
ballot-body-missing = the seal lists it, and what it says has not reached this node.
kept-alone = As far as is known, it is on this node only.
kept-unsaid = Saved on this node. No other one has said yet that it holds it.
kept-elsewhere = { $n ->
    [one] Another node says that it holds it too.
   *[other] { $n } other nodes say that they hold it too.
}
kept-short-unsaid = only here so far
kept-short-elsewhere = { $n ->
    [one] on another node too
   *[other] on { $n } other nodes too
}
