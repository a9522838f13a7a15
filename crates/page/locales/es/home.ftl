communities = Comunidades de este nodo
communities-none = Este nodo todavía no tiene ninguna comunidad. Abre aquí tu invitación, o pregunta a quien lleva el nodo.
community-private = Comunidad privada
home-title = Lo que decidimos juntos
home-lead = Lee, propón, debate y vota. Todo lo que hay aquí lo ha firmado el vecindario, y cualquiera puede volver a contar cada resultado.
join-card = Tengo una tarjeta de invitación
home-open = Vota ahora
home-vote = Tu voto cuenta en cuanto lo guardas.
home-recent = Propuestas nuevas
home-all = Todas las propuestas
people-count = { $n ->
    [one] { $n } vecino o vecina
   *[other] { $n } vecinos y vecinas
}
polls-count = { $n ->
    [one] { $n } votación
   *[other] { $n } votaciones
}
space-process = Proceso
space-assembly = Asamblea
spaces-none = Todavía no hay ningún proceso ni ninguna asamblea.
phases = Fases
phase-now = Ahora
phase-reading = En esta fase puedes leer qué se ha dicho y qué se ha decidido.
phase-you-can = En esta fase puedes:
you-can = Abierto: { $what }
may-propose = escribir propuestas
may-support = apoyar propuestas
may-comment = comentar
may-debate = abrir debates
may-amend = proponer enmiendas
may-decide = decidir sobre enmiendas
may-promote = convertir una enmienda rechazada en propuesta
may-edit = cambiar tus textos
may-endorse = adherirte
may-rate = decir si estás de acuerdo con los comentarios
may-attach = adjuntar ficheros
all-of = Todo: { $what }
