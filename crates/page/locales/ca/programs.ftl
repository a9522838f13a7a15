# Per a qui escriu programes: la referència de la interfície, i les claus d’accés.
api-title = Per a programes
api-lead = Els programes poden llegir el que mostra aquesta pàgina, i actuar per a qui els en deixi.
api-file = La descripció en un fitxer (OpenAPI 3.1)
api-english = La resta d’aquesta pàgina és en anglès, com ho escriuen els programadors.
api-shapes = Què s’envia i què es rep
tokens-title = Programes que actuen per tu
tokens-lead = Amb una clau d’accés, un programa actua en nom teu sense la teva contrasenya. Tu tries què pot fer.
tokens-full = Ja tens tantes claus com pot tenir una persona. Primer anul·la’n una.
tokens-count = { $n ->
    [one] { $n } clau d’accés
   *[other] { $n } claus d’accés
}
token-new = Una clau nova
token-label = Per a què serà?
token-label-hint = Un nom que et recordi què és, com ara «Arxiu de l’escola».
token-scopes = Què podrà fer?
token-until = Durant quant de temps?
token-days = { $n ->
    [one] { $n } dia
   *[other] { $n } dies
}
token-seen = El que escrigui sortirà com a escrit per tu. Ho veurà tothom, com quan escrius aquí.
token-make = Fes la clau
token-no-label = Posa-li un nom.
token-long-label = Aquest nom és massa llarg.
token-no-scope = Tria almenys una cosa que pugui fer.
token-title = La teva clau nova
token-once = És l’única vegada que la veus. Copia-la ara.
token-keep = Qui la tingui podrà fer el que has permès. Si la perds, anul·la-la i fes-ne una altra.
token-done = Ja l’he copiada
token-ended = acabada
token-made = Feta el { $day }.
token-ends = S’acaba el { $day }.
token-revoke = Anul·la «{ $label }»
scope-read = Llegir el que llegeixen els membres
scope-write-comments = Escriure comentaris
scope-write-proposals = Publicar propostes i debats
scope-write-files = Adjuntar fitxers
scope-support = Donar suport a propostes
scope-vote = Votar
scope-organise = Obrir i portar processos i votacions, publicar i respondre, si ets de l’organització
scope-seal = Signar recomptes i fer-hi objeccions
scope-moderate = Amagar i tornar a mostrar, si ets de moderació
taken-title = Dades obertes
taken-lead = Tot el que es mostra aquí, en fitxers que llegeixen els programes.
taken-private = Aquesta comunitat és privada. Només els membres poden baixar aquests fitxers, i en responen.
taken-files = Fitxers
taken-json = Tot en JSON: fases, textos, comentaris i respostes.
taken-proposals = Propostes, amb les columnes de Decidim, per a un full de càlcul.
taken-projects = Projectes de pressupostos, amb les columnes de Decidim, per a un full de càlcul.
taken-results = Resultats, amb el seu progrés i les columnes de Decidim, per a un full de càlcul.
taken-comments = Comentaris, amb les columnes de Decidim, per a un full de càlcul.
taken-budget = Les butlletes que compten, en el format de Pabulib i sense noms:
taken-readme = Què vol dir cada columna.
taken-licence = La llicència sencera.
taken-may = Què en pots fer
taken-odbl = Comparteix-les, canvia-les i fes-ne coses noves. Cita la comunitat i deixa obert el que en facis:
taken-texts = Els textos són de qui els ha escrit:
taken-under = La comunitat ha triat una llicència per a les dades i els textos:
taken-names = Els noms són dades personals. Qui els faci servir en respon davant la llei.
taken-api = Per a programes que pregunten sovint
