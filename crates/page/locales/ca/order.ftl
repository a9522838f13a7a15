order-title = Moderació
order-lead = Què s’ha ocultat, qui ho ha fet i per què. El que s’ha ocultat no es repeteix aquí; qui ho va escriure pot apel·lar.
order-waiting = { $n ->
    [0] No hi ha cap avís per mirar
    [one] { $n } avís per mirar
   *[other] { $n } avisos per mirar
}
order-waiting-why = Els avisos només els llegeix la moderació.
order-decide = Mira-ho i decideix
order-cases = { $n ->
    [0] La moderació encara no ha hagut de fer res
    [one] { $n } cas
   *[other] { $n } casos
}
order-is-hidden = Ocult
order-is-shown = A la vista
order-answers = respon a una apel·lació
order-appeal-waits = espera resposta
order-reason = Motiu
order-choose = Tria un motiu
order-no-reason = Tria un motiu.
order-no-text = Escriu-ne el perquè.
order-no-outcome = Tria què se’n fa.
report-title = Avisa la moderació
report-lead = Diràs a la moderació que això no hauria de ser aquí. Ho mirarà una persona, i la seva decisió serà pública.
report-text = Què hi passa?
report-seen = El que escrius va tancat: només ho llegeix la moderació. Tothom pot veure que has fet un avís.
report-send = Envia l’avís
label-title = Oculta o mostra
label-lead = El teu motiu serà públic, amb el teu nom. Qui ho va escriure podrà apel·lar.
label-outcome = Què se’n fa?
label-hide = Oculta-ho
label-show = Torna-ho a mostrar
label-stay = Continua ocult
label-leave = Es queda a la vista
label-text = Explica per què
label-seen = Ho pot llegir tothom, amb el teu nom.
label-send = Publica la decisió
appeal-title = Apel·la
appeal-lead = Si creus que això no s’havia d’ocultar, digues per què. La moderació ho tornarà a mirar i et respondrà en públic.
appeal-text = Per què no s’havia d’ocultar?
appeal-seen = Ho pot llegir tothom, amb el teu nom.
appeal-send = Presenta l’apel·lació
settle-title = Respon a l’apel·lació
settle-lead = La teva resposta serà pública, amb el teu nom.
settle-text = Explica la resposta
settle-seen = Ho pot llegir tothom, amb el teu nom.
settle-send = Publica la resposta
order-report = Avisa
order-hide = Oculta
log-title = Actes oficials
log-lead = Tot el que s’ha fet en nom de la comunitat: fases, respostes, votacions, normes i moderació. Cada acte va signat.
log-kind = Mena d’acte
log-spaces = Processos, fases i documents
log-answers = Respostes i conclusions
log-polls = Votacions
log-rules = Normes i fundació
log-order = Moderació i esborrats
log-count = { $n ->
    [0] No hi ha cap acte així
    [one] { $n } acte
   *[other] { $n } actes
}
log-steward = cura de les normes
log-registrar = cens
log-organiser = organització
log-moderator = moderació
log-sealer = segellat
log-importer = importació
log-data = dades personals
log-in-force = En vigor
log-not-in-force = Encara no és en vigor
log-station = mesa electoral
