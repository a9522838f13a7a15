kind-proposals = Propuestas
kind-amendments = Enmiendas
kind-debates = Debates
kind-posts = Noticias
kind-pages = Páginas
kind-meetings = Encuentros
kind-projects = Proyectos
kind-results = Resultados
kind-taxons = Temas
kind-proposal = Propuesta
kind-amendment = Enmienda
kind-debate = Debate
kind-post = Noticia
kind-page = Página
kind-meeting = Encuentro
kind-project = Proyecto
kind-result = Resultado
kind-taxon = Tema
proposals-count = { $n ->
    [one] { $n } propuesta
   *[other] { $n } propuestas
}
debates-count = { $n ->
    [one] { $n } debate
   *[other] { $n } debates
}
meetings-count = { $n ->
    [one] { $n } encuentro
   *[other] { $n } encuentros
}
documents-count = { $n ->
    [one] { $n } en total
   *[other] { $n } en total
}
supports-count = { $n ->
    [one] { $n } apoyo
   *[other] { $n } apoyos
}
supports-word = { $n ->
    [one] vecino o vecina la apoya
   *[other] vecinos y vecinas la apoyan
}
supports-goal = El objetivo es { $n }.
supports-imported = { $n } vienen de la importación; esos nadie los puede comprobar.
supports-hidden = El número de apoyos se muestra cuando termina esta fase.
supports-mine = La apoyas.
supports-closed = En esta fase no se pueden dar apoyos.
support = Apoyar
unsupport = Retirar mi apoyo
support-seen = Toda la comunidad puede ver que la apoyas.
login-support = Entra para apoyarla
comments-count = { $n ->
    [0] Todavía no hay comentarios
    [one] { $n } comentario
   *[other] { $n } comentarios
}
in-favour-count = { $n } a favor
against-count = { $n } en contra
agree-count = { $n } de acuerdo
disagree-count = { $n } en desacuerdo
versions-count = { $n } versiones
list-filter = Filtrar y ordenar
list-words = Palabras
list-space = Proceso o asamblea
list-everywhere = En todas partes
list-state = Estado
list-sort = Orden
list-go = Mostrar
list-none = No hay nada que responda a eso.
sort-recent = Primero las nuevas
sort-supported = Con más apoyos
sort-commented = Más comentadas
sort-random = Por sorteo
sort-furthest = Con más progreso
state-all = Todos
state-evaluating = En estudio
state-accepted = Aceptada
state-rejected = Rechazada
state-merged = Fusionada
state-split = Dividida
state-withdrawn = Retirada
state-closed = Cerrado
field-announcement = Anuncio
field-instructions = Cómo participar
field-place = Lugar
field-updates = Desde entonces
answer = Respuesta oficial
conclusion = Conclusión
amendments = Enmiendas
related = Relacionado
document-erased = Lo que decía lo borró quien lo escribió o la persona responsable de datos.
hidden = La moderación lo ha ocultado.
hidden-because = La moderación lo ha ocultado: { $reason }.
hidden-because-text = La moderación lo ha ocultado: { $reason }. Dice: «{ $text }»
reason-spam = es basura
reason-offensive = ofende
reason-off-topic = trata de otra cosa
reason-private = cuenta algo privado
reason-illegal = puede ser contrario a la ley
reason-other = otro motivo
comment-erased = Este comentario se ha borrado.
comment-withdrawn = Quien lo escribió ha retirado este comentario.
comment-edited = cambiado
comment-write = Escribe un comentario
comment-text = Tu comentario
comment-seen = Cualquiera podrá leerlo, con tu nombre. Después puedes retirarlo y borrarlo.
comment-send = Publicar el comentario
comment-is-reply = Es una respuesta.
comments-closed = Aquí no se pueden hacer comentarios.
login-comment = Entra para comentar
side = ¿Cuál es tu posición?
side-in-favour = A favor
side-against = En contra
side-neutral = Ni una ni otra
answers = responde a { $name }
reply-to = Responder a { $name }
reply-text = Tu respuesta
reply-send = Publicar la respuesta
write-proposal = Escribe una propuesta
write-debate = Abre un debate
write-title = Título
write-body = ¿Qué propones, y por qué?
write-body-hint = Deja una línea vacía entre párrafos. Las líneas que empiezan por «- » forman una lista.
write-language = Idioma del texto
write-seen = Cualquiera podrá leerlo, con tu nombre. Puedes cambiarlo o retirarlo mientras la fase lo permita.
write-publish = Publicar
write-look = Ver cómo quedará
write-preview = Cómo quedará
write-alike = Estas se parecen
write-alike-why = Si alguna dice lo que quieres decir, apóyala: juntas tienen más peso.
write-no-title = Escribe un título.
write-no-body = Escribe qué propones.
write-no-text = Primero escribe algo.
