polls-lead = Aquí se decide. Mientras una votación está abierta puedes votar y cambiar el voto; después se cuenta y se sella.
booth-of = Votación: { $title }
polls-open = Abiertas
polls-none-open = Ahora no hay ninguna votación abierta.
polls-sealed = Decididas
polls-other = No se pueden usar en este nodo
kind-poll = Votación
kind-budget = Presupuesto
poll-until = Hasta el { $day }
voted = Ya has votado
voted-not = Todavía no has votado
winners = Ha ganado:
winners-so-far = Por ahora gana:
no-winner = ninguna opción
and-more = y { $n } más
won = Gana
turnout = Han votado { $ballots } de { $roll }
result = Resultado
result-none = En este nodo no se puede calcular el resultado.
result-why-none = ¿Por qué?
result-steps = Cómo se ha contado
result-provisional = Mira el recuento provisional
status-open = Abierta
status-sealed = Sellada
poll-waits = Este nodo todavía no tiene todo lo necesario. Lo recibirá de otro nodo.
poll-other-roll = A este nodo le faltan altas del censo. Las recibirá de otro nodo.
poll-void = Esta votación no es válida: { $detail }
ballot-not-saved = El voto no se ha guardado
ballot-before-stands = Sigue contando el voto que tenías antes.
mine-cast = Ya has votado, y tu voto cuenta.
mine-change = Puedes cambiarlo hasta el recuento: cuenta el último.
mine-counted = Tu voto se ha contado.
mine-not-counted = Tu último voto no cuenta:
mine-receipt = Recibo:
login-vote = Entra para votar
vote-no-member = Para votar hay que ser miembro de esta comunidad.
vote-not-in-roll = No estás en el censo de esta votación: se fijó al abrirla. Si te parece un error, habla con quien lleva el censo.
vote-is-sealed = La votación ya se ha contado y sellado. Este voto no se ha guardado.
options = Opciones
budget-is = Presupuesto: { $sum }
rules = Cómo funciona
who-votes = { $n ->
    [one] Puede votar { $n } persona: quien estaba en el censo al abrirse.
   *[other] Pueden votar { $n } personas: las que estaban en el censo al abrirse.
}
ballots-public = Los votos van firmados y son públicos: cualquiera puede ver quién ha votado qué, y volver a contarlos.
vote-seen = ¿Quién lo verá? Toda la comunidad: hoy el voto va firmado con tu nombre y es público. No es un voto secreto.
vote-saving = Guardar es votar: no hay que confirmar nada más.
vote = Guarda el voto
vote-again = Guarda el cambio
your-ballot = Tu voto
basket = Tu cesta
of-budget = de { $sum }
basket-used = Parte del presupuesto que usas
basket-left = Quedan { $sum }
basket-over = Te pasas en { $sum }
basket-free = Puedes elegir proyectos que juntos cuesten más de lo que hay.
basket-least = Hay que usar al menos { $sum }.
basket-chosen = Proyectos elegidos: { $n }
basket-unsaved = Todavía no está guardado.
choose-none = Ninguna (voto en blanco)
choose-one = Elige una opción.
choose-one-or-none = Elige una opción, o ninguna.
choose-exactly = Elige exactamente { $n } opciones.
choose-any = Elige todas las opciones que te parezcan bien.
choose-most = Elige como máximo { $n } opciones.
choose-least = Elige al menos { $n } opciones.
choose-from-to = Elige de { $min } a { $max } opciones.
order-one = Pon un 1 a la opción que prefieres.
order-one-or-none = Pon un 1 a la opción que prefieres, o déjalo en blanco.
order-exactly = Ordena { $n } opciones: 1 es la que más quieres.
order-any = Ordena las opciones que quieras: 1 es la que más quieres.
order-most = Ordena como máximo { $n } opciones: 1 es la que más quieres.
order-least = Ordena al menos { $n } opciones: 1 es la que más quieres.
order-from-to = Ordena de { $min } a { $max } opciones: 1 es la que más quieres.
fill-fits = Elige proyectos que quepan en el presupuesto.
fill-percent = Elige proyectos que quepan en el presupuesto y usen al menos el { $n } %.
fill-minimum = { $n ->
    [one] Elige al menos { $n } proyecto, y que todos juntos quepan en el presupuesto.
   *[other] Elige al menos { $n } proyectos, y que todos juntos quepan en el presupuesto.
}
points-rule = Reparte puntos: hasta { $most } por opción, y de { $min } a { $max } en total.
points-options = { $n ->
    [one] Solo { $n } opción puede tener puntos.
   *[other] Como máximo { $n } opciones pueden tener puntos.
}
no-option = Algo del formulario no es de esta votación. Vuelve a elegir.
no-number = «{ $typed }» no es un número entero. Escribe cifras, o déjalo vacío.
nothing-chosen = { $n ->
    [one] No has elegido nada. Elige { $n } opción.
   *[other] No has elegido nada. Elige al menos { $n } opciones.
}
too-few = Tienes { $n } y hacen falta al menos { $least }. Añade más.
too-many-chosen = Tienes { $n } y puedes tener como máximo { $most }. Quita alguna.
over-budget = Los proyectos elegidos cuestan { $cost } y el presupuesto es de { $budget }. Quita { $over } o más.
under-budget = Los proyectos elegidos cuestan { $cost }, y hay que usar al menos { $least }. Añade alguno.
no-budget = Esta votación se abrió sin presupuesto: no se puede votar.
points-of-option = Una opción puede tener como máximo { $n } puntos.
points-in-all = Has dado { $n } puntos, y debes dar de { $min } a { $max }.
over-credits = Tus votos cuestan { $spent } créditos y tienes { $max }. Varios votos a una opción cuestan su cuadrado.
rank-zero = El primer lugar es el 1.
rank-twice = Dos opciones tienen el lugar { $n }. Da un lugar distinto a cada una.
rule-plurality = Gana la opción con más votos.
rule-two-round = Gana quien tiene más de la mitad de los votos. Si nadie llega, las dos primeras van a una segunda vuelta.
rule-approval = Gana la opción que más gente aprueba.
rule-score = Se suman los puntos de cada opción, y gana la suma más alta.
rule-majority-judgment = Gana la opción con la mediana más alta: la nota que deja la mitad de los votos a cada lado.
rule-quadratic = Varios votos a una misma opción cuestan su cuadrado en créditos. Gana la que tiene más votos.
rule-irv = La última se elimina y sus votos pasan a la siguiente de cada papeleta, hasta que una tiene más de la mitad.
rule-stv-scottish = Voto único transferible: quien llega a la cuota sale elegido, y lo que le sobra pasa a la siguiente de cada papeleta.
rule-stv-meek = Voto único transferible por el método de Meek: quien sale elegido solo se queda la parte de cada voto que necesita.
rule-schulze = Las opciones se comparan de dos en dos, y gana la cadena de victorias más fuerte (Schulze).
rule-ranked-pairs = Las opciones se comparan de dos en dos. Las victorias más fuertes se mantienen si no cierran un círculo.
rule-minimax = Las opciones se comparan de dos en dos, y gana la que tiene la peor derrota más pequeña.
rule-copeland = Las opciones se comparan de dos en dos, y gana la que gana más comparaciones.
rule-supports = Salen todas las opciones que llegan a los apoyos que se piden.
rule-consent = Se aprueba si nadie lo bloquea y hay bastante gente de acuerdo.
rule-majority = Se aprueba si hay bastantes votos a favor.
rule-greedy = Se va de más votos a menos, y se coge cada proyecto que cabe en el dinero que queda.
rule-greedy-no-skip = Se va de más votos a menos hasta que un proyecto no cabe: entonces se acaba.
rule-greedy-threshold = Se va de más votos a menos entre los que llegan al mínimo, y se coge cada proyecto que cabe.
rule-equal-shares = Todo el mundo tiene la misma parte del dinero, y solo paga por los proyectos que ha elegido.
rule-equal-shares-add1 = Todo el mundo tiene la misma parte del dinero y solo paga por lo que ha elegido. La parte crece hasta que no cabe nada más.
rule-equal-shares-add1-overspend = Todo el mundo tiene la misma parte del dinero y solo paga por lo que ha elegido. La parte crece mientras no se supere el presupuesto.
rule-unknown = Se cuenta con una regla que este nodo no conoce: { $name }.
rule-needs = Qué hace falta: { $what }.
rule-seats = Se eligen { $n }.
rule-threshold = Una opción tiene que llegar a { $n }.
needs-quorum = cuórum:
needs-at-least = al menos { $share } { $of }
needs-more-than = más de { $share } { $of }
needs-share = { $share } { $of }
needs-valid = de los votos válidos
needs-cast = de los votos emitidos
needs-present = de las personas presentes
needs-roll = del censo
ties-listed = Si hay empate, gana la que sale antes en la lista.
ties-lot = Si hay empate, decide un sorteo que cualquiera puede repetir: sale del sello, y nadie lo conoce antes.
sealed-by-stewards = El recuento lo sellan las personas responsables de la asociación.
sealed-by-trustees = { $n ->
    [one] El recuento lo sella { $n } persona de confianza.
   *[other] El recuento lo sellan { $n } personas de confianza.
}
decision = Resultado:
decision-so-far = Por ahora:
rule-other = Se cuenta con otra regla.
points-free = Da hasta { $n } puntos a cada opción.
project-read = Leerlo
