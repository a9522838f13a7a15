receipt = Rebut
receipt-check = Rebut
receipt-here = És aquí, i sense canvis: la signatura i el contingut són bons.
receipt-damaged = És aquí, però la signatura o el contingut no són bons. Avisa qui porta aquest node.
receipt-stands = És vàlid.
receipt-stands-not = No és vàlid:
receipt-counted = És dins del segell, i compta.
receipt-counts-so-far = De moment compta: el recompte encara no està segellat.
receipt-not-counted = No compta:
receipt-poll = A la votació
receipt-qr = Codi QR amb l’adreça d’aquest rebut
receipt-elsewhere = Qualsevol altre node d’aquesta comunitat respon el mateix. Apunta el codi, o fes-ne una foto.
receipt-id = Sencer:
receipts-title = Comprova un rebut
receipts-lead = Escriu el codi d’un rebut: aquest node diu si hi és, sense canvis i comptat. No cal que entris.
receipts-code = Codi
receipts-go = Comprova
receipts-none = No hi ha cap entrada així en aquest node. No hi ha arribat mai, o el codi és un altre.
ballot-superseded = la mateixa persona ha tornat a votar, i compta la papereta posterior.
ballot-on-paper = a la persona se li va donar una papereta de paper. Val el paper.
ballot-not-sealed = va arribar després del segell, o en va quedar fora.
ballot-body-missing = el segell la inclou, però el que diu no ha arribat a aquest node.
kept-alone = Que se sàpiga, només és en aquest node.
kept-unsaid = Desat en aquest node. Cap altre no ha dit encara que ho tingui.
kept-elsewhere = { $n ->
    [one] Un altre node diu que també ho té.
   *[other] { $n } altres nodes diuen que també ho tenen.
}
kept-short-unsaid = encara només aquí
kept-short-elsewhere = { $n ->
    [one] també en un altre node
   *[other] també en { $n } altres nodes
}
