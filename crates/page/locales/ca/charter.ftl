done-suggested = S’ha proposat. Encara no ho ha signat ningú.
done-signed = Has signat. Encara hi falten signatures.
done-backed = Has dit que hi dones suport.
done-abandoned = Has promès que no ho signaràs mai.
foot-charter = Normes
charter-title = Normes de la comunitat
charter-lead = Qui fa què en nom de la comunitat, amb quines regles, i com s’hi ha arribat. Tot canvi queda escrit i signat.
charter-waiting = { $n ->
    [one] { $n } canvi proposat
   *[other] { $n } canvis proposats
}
charter-propose = Proposa un canvi
charter-offices = Qui fa què
charter-signing = Perquè un canvi valgui cal que signin { $n } de { $of } persones que tenen cura de les normes.
charter-signed = { $n } de { $of } signatures
charter-nobody = Ningú
charter-key = Algú de fora del cens
charter-rules-title = Regles
charter-options = { $n ->
    [one] Una votació té com a màxim { $n } opció.
   *[other] Una votació té com a màxim { $n } opcions.
}
charter-retention = { $n ->
    [one] Els vots es guarden com a mínim { $n } dia després del recompte.
   *[other] Els vots es guarden com a mínim { $n } dies després del recompte.
}
charter-recovery = Si es perden les claus de qui té cura de les normes, pot signar més de { $share } del cens.
charter-no-recovery = Si es perden les claus de qui té cura de les normes, ningú més no pot canviar-les.
charter-rules = Es compta amb la versió { $n } de les regles del programa.
charter-nodes = La comunitat té nodes propis: { $nodes }.
charter-no-nodes = La comunitat no té nodes propis a les normes.
charter-history = Història
charter-versions = { $n ->
    [one] { $n } versió
   *[other] { $n } versions
}
charter-founding = La fundació de la comunitat
charter-waits = Espera signatures
charter-cannot = Ja no pot ser
does-steward = Proposen i signen els canvis d’aquestes normes.
does-registrar = Donen d’alta persones i fan les targetes.
does-organiser = Obren processos, fases i votacions, i responen.
does-moderator = Oculten el que no compleix les normes, amb el motiu.
does-data = Demanen esborrats que mana la llei.
does-importer = Signen el que ve d’altres llocs.
does-station = Entren vots en paper.
does-sealer = Poden segellar recomptes.
revision-title = Versió { $number } de les normes
revision-changes = Què canvia
revision-reason = Per què
revision-signed = Ho han signat
revision-supported = Hi donen suport
revision-abandoned = No ho signaran mai
revision-seen = Tothom ho pot veure, i no es pot desfer.
revision-sign = Signa
revision-sign-why = La teva signatura compta. Quan n’hi ha prou, el canvi val.
revision-support = Hi dono suport
revision-support-why = Dius que ho signaries, sense comprometre’t encara.
revision-abandon = No ho signaré mai
revision-abandon-why = És una promesa per sempre. Allibera qui ho ha signat perquè pugui signar una altra cosa.
change-name = Nom de la comunitat
change-seats = Tenen cura de les normes
change-grant = Rep un encàrrec:
change-end = Deixa un encàrrec:
change-suspend = Queda en suspens:
change-reinstate = Torna a entrar:
change-revoke = Surt del cens:
change-limits = Límits
change-rules = Versió de les regles
change-recovery = Si es perden claus
change-raise = Es recull el que va arribar tard de:
change-erase = S’esborra el que demana l’entrada
change-nodes = Nodes propis
propose-title = Proposa un canvi de les normes
propose-lead = Tria un canvi i digues per què. No val fins que el signen prou persones.
propose-what = Què vols canviar?
propose-grant = Dona un encàrrec a algú
propose-role = Encàrrec
propose-who = A qui
propose-who-hint = El nom que es dona a la comunitat, o els quatre signes que hi surten al costat.
propose-who-wrong = No hi ha ningú que es digui així, o n’hi ha més d’un. Escriu els signes que surten al costat del nom.
propose-end = Treu un encàrrec a algú
propose-held = Qui té què
propose-held-wrong = Tria un encàrrec de la llista.
propose-rename = Canvia el nom de la comunitat
propose-name-wrong = Escriu un altre nom, més curt.
propose-limits = Canvia els límits
propose-options = Opcions d’una votació, com a màxim
propose-days = Dies que es guarden els vots, com a mínim
propose-number-wrong = Escriu un nombre, de 1 a { $most }.
propose-recovery = Canvia què passa si es perden claus
propose-share = Part del cens que ha de signar
propose-no-recovery = El cens no pot signar
propose-kind-wrong = Tria què vols canviar.
propose-reason = Per què?
propose-no-reason = Escriu-ne el motiu.
propose-sign = Signa-ho ara mateix
propose-seen = La proposta, el motiu i qui la fa els pot llegir tothom.
propose-send = Proposa-ho
desk-title = La teva feina
desk-moderation = Moderació
propose-seats = Canvia qui té cura de les normes
propose-stays = Qui continua
propose-new-seats = Qui s’hi afegeix
propose-new-seats-hint = Un seient per línia. Cada persona se’l fa a la seva pàgina, i et dona el text que en surt.
propose-seat-wrong = La línia { $n } no és cap seient. Copia sencer el text que surt a la pàgina de la persona.
propose-threshold = Quantes persones han de signar cada canvi
propose-threshold-hint = Més de la meitat de les que seuran. Seuen una persona, o de tres en amunt.
propose-nodes = Canvia els nodes propis de la comunitat
propose-addresses = Adreces
propose-addresses-hint = Una per línia, com /dns4/…/tcp/…/p2p/…; cap línia vol dir cap node. Tothom les pot llegir: hi van màquines de la comunitat, mai la casa de ningú.
propose-node-wrong = La línia { $n } no és cap adreça: { $detail }
propose-nodes-many = Són massa adreces.
propose-late = Recull el que va arribar tard
propose-right = Què tenia i va perdre
right-member = Plaça al cens
propose-whose = De qui
propose-erase = Esborra el que demana qui vetlla per les dades
propose-erasure = Què es demana esborrar
propose-erasure-hint = Quan el canvi val, s’esborra a tots els nodes i per sempre.
propose-erasure-wrong = Tria una petició de la llista.
seat-title = Fes-te un seient
seat-lead = Si la comunitat t’ha triat per tenir cura de les normes, et cal un seient. És un text per donar, i una clau en paper per guardar.
seat-go = Fes el seient
seat-give = Dona aquest text a qui proposarà el canvi:
seat-paper = Imprimeix la clau en paper, o copia-la
seat-warning = La clau en paper signa en lloc teu si perds les altres. No es guarda enlloc més i no es torna a mostrar.
own-seat = Seient per tenir cura de les normes
