communities = Comunitats d’aquest node
communities-none = Aquest node encara no té cap comunitat. Obre-hi la teva invitació, o pregunta a qui porta el node.
community-private = Comunitat privada
home-title = El que decidim plegats
home-lead = Llegeix, proposa, debat i vota. Tot el que hi ha aquí ho ha signat el veïnat, i tothom pot tornar a comptar cada resultat.
join-card = Tinc una targeta d’invitació
home-open = Vota ara
home-vote = El teu vot compta tan bon punt el deses.
home-recent = Propostes noves
home-all = Totes les propostes
people-count = { $n ->
    [one] { $n } veí o veïna
   *[other] { $n } veïns i veïnes
}
polls-count = { $n ->
    [one] { $n } votació
   *[other] { $n } votacions
}
space-process = Procés
space-assembly = Assemblea
spaces-none = Encara no hi ha cap procés ni cap assemblea.
phases = Fases
phase-now = Ara
phase-reading = En aquesta fase pots llegir què s’ha dit i què s’ha decidit.
phase-you-can = En aquesta fase pots:
you-can = Obert: { $what }
may-propose = escriure propostes
may-support = donar suport a propostes
may-comment = comentar
may-debate = obrir debats
may-amend = proposar esmenes
may-decide = decidir sobre esmenes
may-promote = convertir una esmena rebutjada en proposta
may-edit = canviar els teus textos
may-endorse = adherir-t’hi
may-rate = dir si estàs d’acord amb els comentaris
may-attach = adjuntar fitxers
all-of = Tot: { $what }
