stations = Votar en paper
stations-lead = Un punt de votació l’obren dues persones. El que s’hi compta també ho signen dues persones.
stations-none = Encara no hi ha cap punt de votació.
stations-over = Aquesta votació ja no admet paper.
station-new = Obre un punt de votació
station-place = On és
station-place-hint = Com en diu el veïnat, per exemple: el casal.
station-new-seen = Ho veurà tothom de la comunitat. Valdrà quan una segona persona ho signi.
station-new-send = Obre’l
station-no-place = Escriu on és el punt de votació.
station-open = Obert
station-closed = Tancat
station-papers = Paperetes donades: { $marks }. Comptades: { $papers }.
station-missing = { $n ->
    [one] Falta comptar { $n } papereta donada.
   *[other] Falten comptar { $n } paperetes donades.
}
station-sign-why = Una altra persona ha obert aquest punt. Signa’l si hi ets i l’urna és buida.
station-seen = La teva signatura la veurà tothom.
station-sign = Signa com a segona persona
give-title = Dona una papereta
give-who = Qui vota?
give-who-hint = El codi de la targeta o el nom. Comprova qui és abans de donar-li la papereta.
give-look = Busca
give-nobody = No hi ha ningú així al cens d’aquesta votació.
give-marked = Ja té papereta. No n’hi donis cap més.
give-online = Ha votat en línia. Si li dones paper, el vot en línia deixa de comptar.
give-send = Dona-li la papereta
give-seen = Tothom veurà que ha votat en paper. Ningú no veurà què ha votat.
bundles = Feixos comptats
bundles-none = Encara no s’ha comptat cap feix.
bundle-number = Feix { $number }
bundle-papers = { $n ->
    [one] { $n } papereta
   *[other] { $n } paperetes
}
bundle-counts = Compta
bundle-sign = Signa el feix { $number }
typing-title = Introdueix un feix
typing-lead = Cada feix l’introdueixen dues persones, sense mirar el que ha escrit l’altra. Com a màxim 50 paperetes.
typing-mine = Has introduït el feix { $number }. Ara l’ha d’introduir una altra persona.
typing-other = Una altra persona ha introduït el feix { $number }. Introdueix-lo tu també.
typing-differs = No heu escrit el mateix. Torneu a mirar el paper i corregiu-ho.
typing-numbers = Els números de les opcions
typing-bundle = Número del feix
typing-no-bundle = Escriu el número del feix, a partir de l’1.
typing-papers = Les paperetes, una a cada línia
typing-choices = Escriu els números marcats, per exemple: 1 3.
typing-ranking = Escriu els números per ordre, el preferit primer, per exemple: 3 1 2.
typing-points = Escriu cada número amb els punts, per exemple: 1=3 4=2.
typing-signs = Un guió (-) per a una en blanc, un interrogant (?) per a una de nul·la.
typing-seen = El que escrius es queda en aquest node fins que coincidiu. Després ho veurà tothom, sense noms.
typing-send = Desa el feix
typed-paper = Papereta
typed-place = On
typed-first = Primera persona
typed-second = Segona persona
typed-whole = Tota la papereta
typed-readable = es pot llegir
typed-unreadable = nul·la
typed-marked = marcada
typed-rank = Lloc { $rank }
typed-nothing = res
close-title = Tanca el punt de votació
close-why = Quan l’urna sigui comptada, dues persones el tanquen. Després no s’hi dona cap més papereta.
close-waits = Espera la signatura d’una segona persona.
close-send = Tanca’l
close-sign-why = Una altra persona vol tancar aquest punt. Signa-ho si tot s’ha comptat.
close-sign = Signa el tancament
paper-one-signature = Espera una segona signatura
paper-no-station = El punt de votació no és vàlid
paper-after-closing = El punt ja era tancat
paper-marked-twice = La mateixa persona ja tenia papereta
paper-superseded = S’ha tornat a introduir
paper-beyond-marks = { $n ->
    [one] Hi hauria més paperetes que la { $n } donada
   *[other] Hi hauria més paperetes que les { $n } donades
}
paper-not-sealed = No és al segell
paper-print = Imprimeix la papereta i el quadern
paper-title = Papereta i quadern
paper-lead = Imprimeix aquesta pàgina amb el navegador. La papereta i el quadern surten en fulls separats.
paper-ballot = Papereta
paper-booklet = Quadern
paper-how-one = Fes una creu en un quadre.
paper-how-several = Fes una creu als quadres que triïs.
paper-how-points = Escriu els punts als quadres.
paper-how-rank = Escriu 1 al quadre de la preferida, 2 al de la següent, i així.
paper-secret = No hi escriguis el teu nom. Doblega la papereta i posa-la a l’urna.
paper-rule = Qui vota en paper no vota en línia: si et donen una papereta, només compta el paper.
paper-qr = La pàgina d’aquesta votació:
mine-on-paper = Et van donar una papereta de paper. Compta el paper, i el que votis aquí no compta.
channels = En línia i en paper
channels-why = Dues persones de cada punt de votació han introduït i signat les paperetes de paper.
channel-online = En línia
channel-paper = En paper
channel-together = Total
channel-ballots = Vots
channel-spoilt = { $n ->
    [one] Hi ha { $n } papereta nul·la.
   *[other] Hi ha { $n } paperetes nul·les.
}
paper-excluded = Actes dels punts de votació que no compten
station-same-officer = Ho has signat tu primer. Ha de signar una altra persona.
station-signed-by-two = Ja ho han signat dues persones.
close-waiting = El feix { $number } espera la segona signatura.
close-beyond = Amb el feix { $number } hi ha més paperetes que persones. Torneu a comptar.
typing-none = Escriu les paperetes del feix.
typing-too-many = Un feix té com a màxim 50 paperetes. Feu-ne dos.
typing-line = Línia { $line }:
typing-empty = és buida. Escriu-hi - o ?.
typing-word = «{ $word }» no és cap número d’opció.
typing-spoilt = Si la papereta ho diu així, és nul·la: escriu ?.
mine-not-there = Si no hi vas ser, digues-ho a qui organitza la votació.
