versions = Versions
versions-from = De la versió
versions-to = A la versió
versions-go = Compara
versions-changes = Què ha canviat
versions-all = Totes les versions
versions-none = No ha canviat res dels textos.
diff-in = Afegit:
diff-out = Tret:
field-body = Text
field-subtitle = Segona línia
field-summary = En poques paraules
found-comment = Comentari
found-count = { $n ->
    [one] { $n } resultat
   *[other] { $n } resultats
}
found-none = No s’ha trobat res. Prova-ho amb una altra paraula, o només amb una part.
edit = Canvia el text
amend = Proposa una esmena
amend-lead = Canvia el text com tu el voldries. Qui l’ha escrit decideix si l’accepta.
amendment-of = La proposta que canviaria
amendment-evaluating = Encara no s’ha decidit
overtaken = Algú ha canviat aquest text mentre escrivies. A sota hi ha el que ara canviaria la teva versió. Mira-t’ho i torna a publicar.
change-seen = Tothom ho podrà llegir, amb el teu nom. Les versions anteriors es poden continuar llegint.
change-look = Mira què canvia
decide-lead = Aquesta esmena és a una proposta teva.
decide-reason = Per què? (opcional)
decide-accept = Accepta-la
decide-reject = Rebutja-la
decide-seen = Tothom pot veure què decideixes.
agree = Hi estic d’acord
disagree = No hi estic d’acord
