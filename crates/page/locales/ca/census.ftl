done-registered = La llista ja és al registre. Les targetes estan a punt per imprimir.
done-admitted = Ja és al cens. Si li has fet una targeta, imprimeix-la ara.
done-noted = El registre s’ha desat.
done-forgot = El nom s’ha esborrat del registre.
done-readmitted = La clau nova ja parla en nom seu.
done-settled = La targeta ja admet una persona, i cap altra.
done-proposed = S’ha proposat i signat. Falta que ho signin altres persones que tenen cura de les normes.
done-enacted = Ja és en vigor.
census-title = Cens
census-lead = Qui en forma part, qui té una targeta per fer servir, i qui és qui.
census-closed = Els noms d’aquest node els va desar una altra persona del cens. Els podràs llegir quan ella hi torni a desar res.
census-add = Dona d’alta una persona
census-file = Carrega una llista
census-print = Imprimeix les targetes
census-active = { $n ->
    [one] { $n } persona al cens
   *[other] { $n } persones al cens
}
census-cards = { $n ->
    [0] Cap targeta per fer servir
    [one] { $n } targeta per fer servir
   *[other] { $n } targetes per fer servir
}
census-words = Nom, número o contacte
census-state = Estat
census-count = { $n ->
    [0] Ningú
    [one] { $n } persona
   *[other] { $n } persones
}
census-in = És al cens
census-waiting = Té la targeta per fer servir
census-unmade = La targeta s’està fent
census-contended = Targeta feta servir dues vegades
census-suspended = En suspens
census-removed = Fora del cens
census-void = No compta
census-nothing = Sense targeta
census-unnamed = sense nom al registre
census-card = Targeta sense nom
census-where = Els noms són només en aquest node, xifrats per a qui porta el cens. No s’envien a cap altre node, i es poden esborrar.
register-name = Nom i cognoms
register-number = Número de soci o sòcia (opcional)
register-contact = Telèfon o correu (opcional)
register-seen = Només ho llegeix qui porta el cens, en aquest node.
register-save = Desa-ho al registre
register-no-name = Escriu-ne el nom.
register-known = Ja hi ha algú amb aquest número o aquest nom.
register-too-long = És massa llarg.
register-full = El registre és ple: hi caben deu mil persones.
add-title = Dona d’alta una persona
add-lead = Mira un document, com ho feu a l’associació. Rebrà una targeta per unir-s’hi quan vulgui, des de qualsevol navegador.
add-key = La seva clau
add-key-why = Té un node propi i porta la clau
add-key-hint = Comença per did:key. Si l’escrius, entra al cens ara mateix i no li cal targeta.
add-key-wrong = Això no és una clau, o hi falta alguna cosa.
add-key-in = Aquesta clau ja és al cens.
add-seen = La comunitat veu que hi ha una targeta o una persona més, sense cap nom. El nom es queda en aquest node.
add-send = Dona-la d’alta
file-title = Carrega una llista
file-lead = Desa el full de càlcul com a CSV i tria’l aquí. Al pas següent diràs què és cada columna, i encara no es farà res.
file-file = Fitxer
file-hint = CSV o text, fins a 900 KB i 5.000 files. La primera fila ha de tenir els títols de les columnes.
file-paste = O enganxa-hi les files
file-seen = La llista no surt d’aquest node. Si tanques la sessió abans d’acabar, s’oblida.
file-send = Continua
file-again = Carrega’n una altra
file-none = Tria un fitxer o enganxa-hi les files.
file-empty = No hi ha cap fila. La primera és la dels títols.
file-large = És massa gran: hi caben 900 KB.
file-many = Hi ha massa files o massa columnes. Parteix la llista.
file-no-text = No és un text. Al full de càlcul, tria «Desa com a» i «CSV».
check-title = Què és cada columna?
check-lead = Comprova-ho i mira el resultat. Encara no s’ha desat res.
check-name = Nom
check-surname = Cognoms
check-none = Cap
check-column = Columna { $number }
check-look = Mira com queda
check-line = Línia
check-come = { $n ->
    [0] No hi entraria ningú
    [one] Hi entraria { $n } persona
   *[other] Hi entrarien { $n } persones
}
check-more = { $n ->
    [one] i { $n } més.
   *[other] i { $n } més.
}
check-faults = { $n ->
    [one] { $n } fila no hi entra
   *[other] { $n } files no hi entren
}
check-faults-why = Les altres sí. Si les vols corregir, fes-ho al full de càlcul i torna a carregar la llista.
check-at = Línia { $line }
check-seen = Es farà una targeta per a cadascú. La comunitat veurà quantes, sense cap nom.
check-send = { $n ->
    [one] Fes { $n } targeta
   *[other] Fes { $n } targetes
}
check-gone = La llista ja no hi és. Torna-la a carregar.
fate-no-name = no té nom
fate-too-long = alguna cel·la és massa llarga
fate-known = ja és al registre
fate-twice = és la mateixa persona que la línia { $line }
cards-title = Targetes
cards-lead = N’hi caben vuit en un full A4. Retalla-les i dona cada una a qui porta el nom.
cards-print = Imprimeix aquesta pàgina amb el navegador. Qui té una targeta pot entrar en lloc d’aquella persona: no les deixis a la vista.
cards-how = Obre { $place }, tria «Uneix-t’hi» i escriu aquest codi, o llegeix el quadrat amb el mòbil. Serveix una sola vegada.
cards-qr = Codi QR de la targeta
cards-spent = Targeta feta servir
person-called = A la comunitat es diu
person-register = Al registre
person-unnamed = Aquest node no sap qui és. Si ho saps tu, escriu-ho.
person-card = La seva targeta
person-card-why = Encara no l’ha feta servir. La pots tornar a imprimir.
person-card-print = Imprimeix la targeta
person-draw = Fes-li una altra targeta
person-draw-why = Si l’ha perduda sense fer-la servir, fes-n’hi una de nova. L’anterior encara serviria: si algú la fa servir, suspèn-lo.
person-draw-send = Fes la targeta
person-readmit = Ha perdut les claus
person-readmit-why = El seu lloc al cens es queda igual: els vots i els textos d’abans continuen sent seus. Comprova que és aquesta persona.
person-readmit-hint = Que l’escrigui ella mateixa, sense que la vegis. Com a mínim 8 caràcters.
person-readmit-seen = La comunitat veu que aquest lloc té una clau nova.
person-readmit-send = Dona-li una clau nova
person-key = O la clau d’un node propi
person-suspend = Suspèn-lo
person-suspend-why = No podrà votar ni escriure fins que el tornis a deixar entrar. El que ha fet fins ara val.
person-reinstate = Deixa’l tornar a entrar
person-reinstate-why = Podrà tornar a votar i a escriure.
person-remove = Treu-lo del cens
person-remove-why = És per sempre: el seu lloc no torna. El que ha fet fins ara val.
person-reason = Motiu
person-no-reason = Escriu-ne el motiu.
person-step-seen = És un canvi de les normes: el motiu serà públic, i potser l’han de signar més persones. No hi escriguis cap nom.
person-forget = Esborra’l del registre
person-forget-why = Se n’esborra el nom, el número i el contacte. El seu lloc al cens continua. Les còpies de seguretat fetes abans encara ho tenen.
person-forget-send = Esborra el nom
settle-card = Qui s’hi queda?
settle-card-why = Més d’una persona ha fet servir aquesta targeta, i per això no admet ningú.
settle-card-who = La targeta és de:
settle-card-none = Tria una persona.
settle-card-seen = La comunitat veu quin dels dos llocs queda.
settle-card-send = Admet aquesta persona
