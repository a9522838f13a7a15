polls-lead = Aquí es decideix. Mentre una votació és oberta pots votar i canviar el vot; després es compta i se segella.
booth-of = Votació: { $title }
polls-open = Obertes
polls-none-open = Ara no hi ha cap votació oberta.
polls-sealed = Decidides
polls-other = No es poden fer servir en aquest node
kind-poll = Votació
kind-budget = Pressupost
poll-until = Fins al { $day }
voted = Ja has votat
voted-not = Encara no has votat
winners = Ha guanyat:
winners-so-far = Per ara guanya:
no-winner = cap opció
and-more = i { $n } més
won = Guanya
turnout = Han votat { $ballots } de { $roll }
result = Resultat
result-none = En aquest node no es pot calcular el resultat.
result-why-none = Per què?
result-steps = Com s’ha comptat
result-provisional = Mira el recompte provisional
status-open = Oberta
status-sealed = Segellada
poll-waits = Aquest node encara no té tot el que cal. Ho rebrà d’un altre node.
poll-other-roll = A aquest node li falten altes del cens. Les rebrà d’un altre node.
poll-void = Aquesta votació no és vàlida: { $detail }
ballot-not-saved = El vot no s’ha desat
ballot-before-stands = Continua comptant el vot que tenies abans.
mine-cast = Ja has votat, i el teu vot compta.
mine-change = El pots canviar fins al recompte: compta l’últim.
mine-counted = El teu vot s’ha comptat.
mine-not-counted = El teu últim vot no compta:
mine-receipt = Rebut:
login-vote = Entra per votar
vote-no-member = Per votar cal ser membre d’aquesta comunitat.
vote-not-in-roll = No ets al cens d’aquesta votació: es va fixar quan es va obrir. Si et sembla un error, parla amb qui porta el cens.
vote-is-sealed = La votació ja s’ha comptat i segellat. Aquest vot no s’ha desat.
options = Opcions
budget-is = Pressupost: { $sum }
rules = Com funciona
who-votes = { $n ->
    [one] Pot votar { $n } persona: qui era al cens quan es va obrir.
   *[other] Poden votar { $n } persones: les que eren al cens quan es va obrir.
}
ballots-public = Els vots van signats i són públics: tothom pot veure qui ha votat què, i tornar-los a comptar.
vote-seen = Qui ho veurà? Tothom de la comunitat: avui el vot va signat amb el teu nom i és públic. No és un vot secret.
vote-saving = Desar és votar: no cal confirmar res més.
vote = Desa el vot
vote-again = Desa el canvi
your-ballot = El teu vot
basket = La teva cistella
of-budget = de { $sum }
basket-used = Part del pressupost que fas servir
basket-left = Queden { $sum }
basket-over = Et passes de { $sum }
basket-free = Pots triar projectes que junts costin més del que hi ha.
basket-least = Cal fer-ne servir com a mínim { $sum }.
basket-chosen = Projectes triats: { $n }
basket-unsaved = Encara no està desat.
choose-none = Cap (vot en blanc)
choose-one = Tria una opció.
choose-one-or-none = Tria una opció, o cap.
choose-exactly = Tria exactament { $n } opcions.
choose-any = Tria totes les opcions que et semblin bé.
choose-most = Tria com a màxim { $n } opcions.
choose-least = Tria com a mínim { $n } opcions.
choose-from-to = Tria de { $min } a { $max } opcions.
order-one = Posa un 1 a l’opció que prefereixes.
order-one-or-none = Posa un 1 a l’opció que prefereixes, o deixa-ho en blanc.
order-exactly = Ordena { $n } opcions: 1 és la que més vols.
order-any = Ordena les opcions que vulguis: 1 és la que més vols.
order-most = Ordena com a màxim { $n } opcions: 1 és la que més vols.
order-least = Ordena com a mínim { $n } opcions: 1 és la que més vols.
order-from-to = Ordena de { $min } a { $max } opcions: 1 és la que més vols.
fill-fits = Tria projectes que càpiguen en el pressupost.
fill-percent = Tria projectes que càpiguen en el pressupost i en facin servir com a mínim el { $n } %.
fill-minimum = { $n ->
    [one] Tria com a mínim { $n } projecte, i que tots junts càpiguen en el pressupost.
   *[other] Tria com a mínim { $n } projectes, i que tots junts càpiguen en el pressupost.
}
points-rule = Reparteix punts: fins a { $most } per opció, i de { $min } a { $max } en total.
points-options = { $n ->
    [one] Només { $n } opció pot tenir punts.
   *[other] Com a màxim { $n } opcions poden tenir punts.
}
no-option = Alguna cosa del formulari no és d’aquesta votació. Torna-ho a triar.
no-number = «{ $typed }» no és un nombre enter. Escriu xifres, o deixa-ho buit.
nothing-chosen = { $n ->
    [one] No has triat res. Tria { $n } opció.
   *[other] No has triat res. Tria com a mínim { $n } opcions.
}
too-few = En tens { $n } i en calen com a mínim { $least }. Afegeix-ne.
too-many-chosen = En tens { $n } i en pots tenir com a màxim { $most }. Treu-ne.
over-budget = Els projectes triats costen { $cost } i el pressupost és de { $budget }. Treu-ne { $over } o més.
under-budget = Els projectes triats costen { $cost }, i cal fer servir com a mínim { $least }. Afegeix-ne.
no-budget = Aquesta votació es va obrir sense pressupost: no s’hi pot votar.
points-of-option = Una opció pot tenir com a màxim { $n } punts.
points-in-all = Has donat { $n } punts, i n’has de donar de { $min } a { $max }.
over-credits = Els teus vots costen { $spent } crèdits i en tens { $max }. Diversos vots a una opció costen el seu quadrat.
rank-zero = El primer lloc és l’1.
rank-twice = Dues opcions tenen el lloc { $n }. Dona un lloc diferent a cadascuna.
rule-plurality = Guanya l’opció amb més vots.
rule-two-round = Guanya qui té més de la meitat dels vots. Si no hi arriba ningú, les dues primeres van a una segona volta.
rule-approval = Guanya l’opció que més gent aprova.
rule-score = Se sumen els punts de cada opció, i guanya la suma més alta.
rule-majority-judgment = Guanya l’opció amb la nota mediana més alta: la nota que deixa la meitat dels vots a cada costat.
rule-quadratic = Diversos vots a una mateixa opció costen el seu quadrat en crèdits. Guanya la que té més vots.
rule-irv = L’última s’elimina i els seus vots passen a la següent de cada papereta, fins que una té més de la meitat.
rule-stv-scottish = Vot únic transferible: qui arriba a la quota surt elegit, i el que li sobra passa a la següent de cada papereta.
rule-stv-meek = Vot únic transferible pel mètode de Meek: qui surt elegit només es queda la part de cada vot que necessita.
rule-schulze = Les opcions es comparen de dues en dues, i guanya la cadena de victòries més forta (Schulze).
rule-ranked-pairs = Les opcions es comparen de dues en dues. Les victòries més fortes es mantenen si no tanquen un cercle.
rule-minimax = Les opcions es comparen de dues en dues, i guanya la que té la pitjor derrota més petita.
rule-copeland = Les opcions es comparen de dues en dues, i guanya la que guanya més comparacions.
rule-supports = Surten totes les opcions que arriben als suports que es demanen.
rule-consent = S’aprova si ningú no ho bloqueja i hi ha prou gent d’acord.
rule-majority = S’aprova si hi ha prou vots a favor.
rule-greedy = Es va de més vots a menys, i s’agafa cada projecte que cap en els diners que queden.
rule-greedy-no-skip = Es va de més vots a menys fins que un projecte no cap: llavors s’acaba.
rule-greedy-threshold = Es va de més vots a menys entre els que arriben al mínim, i s’agafa cada projecte que hi cap.
rule-equal-shares = Tothom té la mateixa part dels diners, i només paga pels projectes que ha triat.
rule-equal-shares-add1 = Tothom té la mateixa part dels diners i només paga pel que ha triat. La part creix fins que no hi cap res més.
rule-equal-shares-add1-overspend = Tothom té la mateixa part dels diners i només paga pel que ha triat. La part creix mentre no se superi el pressupost.
rule-unknown = Es compta amb una regla que aquest node no coneix: { $name }.
rule-needs = Què cal: { $what }.
rule-seats = Se n’elegeixen { $n }.
rule-threshold = Una opció ha d’arribar a { $n }.
needs-quorum = quòrum:
needs-at-least = com a mínim { $share } { $of }
needs-more-than = més de { $share } { $of }
needs-share = { $share } { $of }
needs-valid = dels vots vàlids
needs-cast = dels vots emesos
needs-present = de les persones presents
needs-roll = del cens
ties-listed = Si hi ha empat, guanya la que surt abans a la llista.
ties-lot = Si hi ha empat, decideix un sorteig que tothom pot repetir: surt del segell, i ningú no el coneix abans.
sealed-by-stewards = El recompte el segellen les persones responsables de l’associació.
sealed-by-trustees = { $n ->
    [one] El recompte el segella { $n } persona de confiança.
   *[other] El recompte el segellen { $n } persones de confiança.
}
decision = Resultat:
decision-so-far = Per ara:
rule-other = Es compta amb una altra regla.
points-free = Dona fins a { $n } punts a cada opció.
project-read = Llegeix-lo
