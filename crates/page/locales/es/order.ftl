order-title = Moderación
order-lead = Qué se ha ocultado, quién lo ha hecho y por qué. Lo que se ha ocultado no se repite aquí; quien lo escribió puede apelar.
order-waiting = { $n ->
    [0] No hay ningún aviso por mirar
    [one] { $n } aviso por mirar
   *[other] { $n } avisos por mirar
}
order-waiting-why = Los avisos solo los lee la moderación.
order-decide = Mirarlo y decidir
order-cases = { $n ->
    [0] La moderación aún no ha tenido que hacer nada
    [one] { $n } caso
   *[other] { $n } casos
}
order-is-hidden = Oculto
order-is-shown = A la vista
order-answers = responde a una apelación
order-appeal-waits = espera respuesta
order-reason = Motivo
order-choose = Elige un motivo
order-no-reason = Elige un motivo.
order-no-text = Escribe el porqué.
order-no-outcome = Elige qué se hace.
report-title = Avisar a la moderación
report-lead = Dirás a la moderación que esto no debería estar aquí. Lo mirará una persona, y su decisión será pública.
report-text = ¿Qué pasa?
report-seen = Lo que escribes va cerrado: solo lo lee la moderación. Cualquiera puede ver que has hecho un aviso.
report-send = Enviar el aviso
label-title = Ocultar o mostrar
label-lead = Tu motivo será público, con tu nombre. Quien lo escribió podrá apelar.
label-outcome = ¿Qué se hace?
label-hide = Ocultarlo
label-show = Volver a mostrarlo
label-stay = Sigue oculto
label-leave = Se queda a la vista
label-text = Explica por qué
label-seen = Lo puede leer cualquiera, con tu nombre.
label-send = Publicar la decisión
appeal-title = Apelar
appeal-lead = Si crees que esto no se tenía que ocultar, di por qué. La moderación lo volverá a mirar y te responderá en público.
appeal-text = ¿Por qué no se tenía que ocultar?
appeal-seen = Lo puede leer cualquiera, con tu nombre.
appeal-send = Presentar la apelación
settle-title = Responder a la apelación
settle-lead = Tu respuesta será pública, con tu nombre.
settle-text = Explica la respuesta
settle-seen = Lo puede leer cualquiera, con tu nombre.
settle-send = Publicar la respuesta
order-report = Avisar
order-hide = Ocultar
log-title = Actos oficiales
log-lead = Todo lo que se ha hecho en nombre de la comunidad: fases, respuestas, votaciones, normas y moderación. Cada acto va firmado.
log-kind = Clase de acto
log-spaces = Procesos, fases y documentos
log-answers = Respuestas y conclusiones
log-polls = Votaciones
log-rules = Normas y fundación
log-order = Moderación y borrados
log-count = { $n ->
    [0] No hay ningún acto así
    [one] { $n } acto
   *[other] { $n } actos
}
log-steward = cuidado de las normas
log-registrar = censo
log-organiser = organización
log-moderator = moderación
log-sealer = sellado
log-importer = importación
log-data = datos personales
log-in-force = En vigor
log-not-in-force = Aún no está en vigor
log-station = mesa electoral
