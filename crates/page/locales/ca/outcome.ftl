result-of = Resultat: { $title }
provisional = Provisional
provisional-why = El recompte encara no està segellat i pot canviar.
disputed = Hi ha dos segells diferents de la mateixa ronda: algú n’ha signat dos.
contests = { $n ->
    [one] { $n } persona ha objectat aquest resultat en públic.
   *[other] { $n } persones han objectat aquest resultat en públic.
}
uncountable = Amb el que hi ha en aquest node no es pot fer el recompte. És millor cap número que un d’equivocat.
not-binding = El resultat no obliga: no hi ha prou vots vàlids, o falta quòrum.
set-aside = { $n ->
    [one] { $n } vot sense tria vàlida
   *[other] { $n } vots sense tria vàlida
}
spent = Es gasten { $sum }
unspent = En queden { $sum }
scores = Opció per opció
option = Opció
cost = Cost
fate = Què en resulta
unit-votes = Vots
unit-points = Punts
unit-median = Nota mediana
unit-first = Primeres preferències
unit-beaten = Opcions per sota
unit-defeat = Pitjor derrota (menys és millor)
unit-comparisons = Comparacions guanyades (2 per victòria, 1 per empat)
fate-fits = hi cap
fate-too-dear = no hi cap: costa més del que queda
fate-stops = no hi cap, i aquí s’acaba
fate-below = no arriba al mínim
fate-seat = surt elegida
fate-no-seat = no queda lloc
fate-no-votes = sense vots
fate-reached = passa
fate-bought = pagada per qui l’ha votada
fate-other = –
how-counted = Com s’ha comptat
ties = Empats
ties-none = No hi ha hagut cap empat.
tie = Empat: { $names }. Ho decideix { $by }.
tie-listed = l’ordre de la llista
tie-lot = el sorteig
tie-order = un ordre fixat abans
tie-earlier = una ronda anterior
tie-cost = el cost més baix
tie-votes = el nombre de vots
tie-decisive = Amb un altre ordre, el resultat seria diferent.
tie-idle = No canvia qui guanya.
seals = El segell
seals-none = Encara no l’ha signat ningú.
seal-signed = { $signed } de { $needs } han signat la llista de { $ballots } vots.
seal-holds = val
seal-list = Llista:
excluded = { $n ->
    [one] { $n } vot no compta
   *[other] { $n } vots no compten
}
excluded-first = Aquí hi ha els primers { $n }.
verify = Torna-ho a comptar
verify-text = No cal que te’n refiïs. En qualsevol node de la comunitat, aquestes ordres tornen a comprovar cada signatura i a comptar cada vot:
steps = Pas a pas
steps-first = Aquí hi ha els primers { $n } passos; la resta els dona l’ordre de més avall.
step-numbers = Els números
step-bought = Què s’ha comprat, per ordre
step-each = Hi posa cadascú, com a màxim
step-uncounted = Vots sense tria vàlida
aside-blank = En blanc:
aside-shared = Amb dues primeres opcions:
aside-few = Amb menys del que cal:
aside-many = Amb més del que es pot:
aside-credits = Amb més crèdits dels que hi ha:
aside-other = Per un altre motiu:
step-first-round = Primera volta
step-first-text = { $valid } vots vàlids; per guanyar en calen { $needed }.
step-second-round = Segona volta
step-elected = Guanya { $name }.
step-finalists = Ningú no hi arriba. Passen a la segona volta: { $names }.
step-neither = { $n ->
    [one] { $n } vot no prefereix cap de les dues.
   *[other] { $n } vots no prefereixen cap de les dues.
}
step-grades = Notes
step-given = Nota: vots
step-same-median = La mateixa mediana
step-medians = { $one } passa davant de { $other }: traient medianes, es queda amb una nota més alta.
step-credits = Crèdits
step-credits-text = Cadascú en té { $each }; se n’han gastat { $spent } en total.
step-decided = Què calia i què hi ha hagut
step-answers = A favor { $yes }, en contra { $no }, abstencions { $abstain }, bloquejos { $block }.
step-passes = S’aprova.
step-fails = No s’aprova.
step-no-quorum = No es decideix res: falta quòrum.
test = { $what }: cal { $asked }, és a dir { $bound }; n’hi ha { $count }. { $holds }
needs-at-most = com a màxim { $share } { $of }
test-quorum = Quòrum
test-blocks = Bloquejos
test-majority = Majoria
test-second = Segona majoria
test-holds = Es compleix.
test-missed = No es compleix.
step-share = Una part igual per a tothom
step-share-text = Cadascun dels { $voters } votants té { $share }.
step-stage = Ronda { $n }
step-quota = Per sortir elegida cal arribar a { $quota }.
step-surplus = El que sobra a { $name } ({ $votes }) passa a les opcions següents.
step-exclusion = Els vots de { $name } ({ $votes }) passen a les opcions següents.
step-elected-all = Surt elegida: { $names }.
step-filled = Omple els llocs que queden: { $names }.
step-excluded = Queda fora: { $names }.
step-pairs = De dues en dues
step-condorcet = { $name } guanya totes les altres de dues en dues.
step-no-condorcet = Cap opció no guanya totes les altres.
step-pairs-read = Cada número diu quants vots prefereixen l’opció de la fila a la de la columna.
step-paths = Cadenes de victòries
step-paths-read = Cada número diu com de forta és la millor cadena de la fila a la columna: tant com la seva victòria més feble.
step-victories = Victòries, de la més forta a la més feble
step-locked = { $winner } guanya { $loser } ({ $votes } a { $against }): es manté.
step-left-out = { $winner } guanya { $loser } ({ $votes } a { $against }): no es compta, tancaria un cercle.
step-defeats = La pitjor derrota de cada opció
step-beaten-by = Contra
step-comparisons = Comparacions
step-wins = Guanyades
step-draws = Empatades
step-losses = Perdudes
step-ranking = L’ordre que en surt
step-place = Lloc
fate-unpaid = qui l’ha votada no la podia pagar
