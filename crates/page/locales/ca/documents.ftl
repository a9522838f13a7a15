kind-proposals = Propostes
kind-amendments = Esmenes
kind-debates = Debats
kind-posts = Notícies
kind-pages = Pàgines
kind-meetings = Trobades
kind-projects = Projectes
kind-results = Resultats
kind-taxons = Temes
kind-proposal = Proposta
kind-amendment = Esmena
kind-debate = Debat
kind-post = Notícia
kind-page = Pàgina
kind-meeting = Trobada
kind-project = Projecte
kind-result = Resultat
kind-taxon = Tema
proposals-count = { $n ->
    [one] { $n } proposta
   *[other] { $n } propostes
}
debates-count = { $n ->
    [one] { $n } debat
   *[other] { $n } debats
}
meetings-count = { $n ->
    [one] { $n } trobada
   *[other] { $n } trobades
}
documents-count = { $n ->
    [one] { $n } en total
   *[other] { $n } en total
}
supports-count = { $n ->
    [one] { $n } suport
   *[other] { $n } suports
}
supports-word = { $n ->
    [one] veí o veïna hi dona suport
   *[other] veïns i veïnes hi donen suport
}
supports-goal = L’objectiu és { $n }.
supports-imported = { $n } vénen de la importació; aquests ningú els pot comprovar.
supports-hidden = El nombre de suports es mostra quan acaba aquesta fase.
supports-mine = Hi dones suport.
supports-closed = En aquesta fase no es poden donar suports.
support = Dona-hi suport
unsupport = Retira el meu suport
support-seen = Tothom de la comunitat pot veure que hi dones suport.
login-support = Entra per donar-hi suport
comments-count = { $n ->
    [0] Encara no hi ha comentaris
    [one] { $n } comentari
   *[other] { $n } comentaris
}
in-favour-count = { $n } a favor
against-count = { $n } en contra
agree-count = { $n } hi estan d’acord
disagree-count = { $n } no hi estan d’acord
versions-count = { $n } versions
list-filter = Filtra i ordena
list-words = Paraules
list-space = Procés o assemblea
list-everywhere = A tot arreu
list-state = Estat
list-sort = Ordre
list-go = Mostra
list-none = No hi ha res que hi respongui.
sort-recent = Primer les noves
sort-supported = Amb més suports
sort-commented = Més comentades
sort-random = Per sorteig
sort-furthest = Amb més progrés
state-all = Tots
state-evaluating = En estudi
state-accepted = Acceptada
state-rejected = Rebutjada
state-merged = Fusionada
state-split = Dividida
state-withdrawn = Retirada
state-closed = Tancat
field-announcement = Anunci
field-instructions = Com hi pots participar
field-place = Lloc
field-updates = Des d’aleshores
answer = Resposta oficial
conclusion = Conclusió
amendments = Esmenes
related = Relacionat
document-erased = El que deia ho va esborrar qui ho va escriure o la persona responsable de dades.
hidden = La moderació ho ha amagat.
hidden-because = La moderació ho ha amagat: { $reason }.
hidden-because-text = La moderació ho ha amagat: { $reason }. Diu: «{ $text }»
reason-spam = és brossa
reason-offensive = ofèn
reason-off-topic = tracta d’una altra cosa
reason-private = explica una cosa privada
reason-illegal = pot ser contrari a la llei
reason-other = un altre motiu
comment-erased = Aquest comentari s’ha esborrat.
comment-withdrawn = Qui el va escriure ha retirat aquest comentari.
comment-edited = canviat
comment-write = Escriu un comentari
comment-text = El teu comentari
comment-seen = Tothom el podrà llegir, amb el teu nom. Després el pots retirar i esborrar.
comment-send = Publica el comentari
comment-is-reply = És una resposta.
comments-closed = Aquí no es poden fer comentaris.
login-comment = Entra per comentar
side = Quina és la teva posició?
side-in-favour = A favor
side-against = En contra
side-neutral = Ni l’una ni l’altra
answers = respon a { $name }
reply-to = Respon a { $name }
reply-text = La teva resposta
reply-send = Publica la resposta
write-proposal = Escriu una proposta
write-debate = Obre un debat
write-title = Títol
write-body = Què proposes, i per què?
write-body-hint = Deixa una línia buida entre paràgrafs. Les línies que comencen amb «- » fan una llista.
write-language = Llengua del text
write-seen = Tothom ho podrà llegir, amb el teu nom. Ho pots canviar o retirar mentre la fase ho permeti.
write-publish = Publica
write-look = Mira com quedarà
write-preview = Com quedarà
write-alike = Aquestes s’hi assemblen
write-alike-why = Si alguna diu el que vols dir, dona-hi suport: juntes tenen més pes.
write-no-title = Escriu un títol.
write-no-body = Escriu què proposes.
write-no-text = Primer escriu alguna cosa.
