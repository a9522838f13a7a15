result-of = Resultado: { $title }
provisional = Provisional
provisional-why = El recuento todavía no está sellado y puede cambiar.
disputed = Hay dos sellos distintos de la misma ronda: alguien ha firmado dos.
contests = { $n ->
    [one] { $n } persona ha objetado este resultado en público.
   *[other] { $n } personas han objetado este resultado en público.
}
uncountable = Con lo que hay en este nodo no se puede hacer el recuento. Es mejor ningún número que uno equivocado.
not-binding = El resultado no obliga: no hay bastantes votos válidos, o falta cuórum.
set-aside = { $n ->
    [one] { $n } voto sin elección válida
   *[other] { $n } votos sin elección válida
}
spent = Se gastan { $sum }
unspent = Quedan { $sum }
scores = Opción por opción
option = Opción
cost = Coste
fate = Qué resulta
unit-votes = Votos
unit-points = Puntos
unit-median = Nota mediana
unit-first = Primeras preferencias
unit-beaten = Opciones por debajo
unit-defeat = Peor derrota (menos es mejor)
unit-comparisons = Comparaciones ganadas (2 por victoria, 1 por empate)
fate-fits = cabe
fate-too-dear = no cabe: cuesta más de lo que queda
fate-stops = no cabe, y aquí se acaba
fate-below = no llega al mínimo
fate-seat = sale elegida
fate-no-seat = no queda sitio
fate-no-votes = sin votos
fate-reached = pasa
fate-bought = pagada por quien la ha votado
fate-other = –
how-counted = Cómo se ha contado
ties = Empates
ties-none = No ha habido ningún empate.
tie = Empate: { $names }. Lo decide { $by }.
tie-listed = el orden de la lista
tie-lot = el sorteo
tie-order = un orden fijado antes
tie-earlier = una ronda anterior
tie-cost = el coste más bajo
tie-votes = el número de votos
tie-decisive = Con otro orden, el resultado sería distinto.
tie-idle = No cambia quién gana.
seals = El sello
seals-none = Todavía no lo ha firmado nadie.
seal-signed = { $signed } de { $needs } han firmado la lista de { $ballots } votos.
seal-holds = vale
seal-list = Lista:
excluded = { $n ->
    [one] { $n } voto no cuenta
   *[other] { $n } votos no cuentan
}
excluded-first = Aquí están los primeros { $n }.
verify = Vuelve a contarlo
verify-text = No hace falta que te fíes. En cualquier nodo de la comunidad, estas órdenes vuelven a comprobar cada firma y a contar cada voto:
steps = Paso a paso
steps-first = Aquí están los primeros { $n } pasos; el resto los da la orden de más abajo.
step-numbers = Los números
step-bought = Qué se ha comprado, por orden
step-each = Pone cada cual, como máximo
step-uncounted = Votos sin elección válida
aside-blank = En blanco:
aside-shared = Con dos primeras opciones:
aside-few = Con menos de lo que hace falta:
aside-many = Con más de lo que se puede:
aside-credits = Con más créditos de los que hay:
aside-other = Por otro motivo:
step-first-round = Primera vuelta
step-first-text = { $valid } votos válidos; para ganar hacen falta { $needed }.
step-second-round = Segunda vuelta
step-elected = Gana { $name }.
step-finalists = Nadie llega. Pasan a la segunda vuelta: { $names }.
step-neither = { $n ->
    [one] { $n } voto no prefiere ninguna de las dos.
   *[other] { $n } votos no prefieren ninguna de las dos.
}
step-grades = Notas
step-given = Nota: votos
step-same-median = La misma mediana
step-medians = { $one } pasa delante de { $other }: quitando medianas, se queda con una nota más alta.
step-credits = Créditos
step-credits-text = Cada cual tiene { $each }; se han gastado { $spent } en total.
step-decided = Qué hacía falta y qué ha habido
step-answers = A favor { $yes }, en contra { $no }, abstenciones { $abstain }, bloqueos { $block }.
step-passes = Se aprueba.
step-fails = No se aprueba.
step-no-quorum = No se decide nada: falta cuórum.
test = { $what }: hace falta { $asked }, es decir { $bound }; hay { $count }. { $holds }
needs-at-most = como máximo { $share } { $of }
test-quorum = Cuórum
test-blocks = Bloqueos
test-majority = Mayoría
test-second = Segunda mayoría
test-holds = Se cumple.
test-missed = No se cumple.
step-share = Una parte igual para todo el mundo
step-share-text = Cada uno de los { $voters } votantes tiene { $share }.
step-stage = Ronda { $n }
step-quota = Para salir elegida hay que llegar a { $quota }.
step-surplus = Lo que le sobra a { $name } ({ $votes }) pasa a las opciones siguientes.
step-exclusion = Los votos de { $name } ({ $votes }) pasan a las opciones siguientes.
step-elected-all = Sale elegida: { $names }.
step-filled = Llena los puestos que quedan: { $names }.
step-excluded = Queda fuera: { $names }.
step-pairs = De dos en dos
step-condorcet = { $name } gana a todas las demás de dos en dos.
step-no-condorcet = Ninguna opción gana a todas las demás.
step-pairs-read = Cada número dice cuántos votos prefieren la opción de la fila a la de la columna.
step-paths = Cadenas de victorias
step-paths-read = Cada número dice qué fuerza tiene la mejor cadena de la fila a la columna: la de su victoria más débil.
step-victories = Victorias, de la más fuerte a la más débil
step-locked = { $winner } gana a { $loser } ({ $votes } a { $against }): se mantiene.
step-left-out = { $winner } gana a { $loser } ({ $votes } a { $against }): no se cuenta, cerraría un círculo.
step-defeats = La peor derrota de cada opción
step-beaten-by = Contra
step-comparisons = Comparaciones
step-wins = Ganadas
step-draws = Empatadas
step-losses = Perdidas
step-ranking = El orden que sale
step-place = Lugar
fate-unpaid = quien la ha votado no la podía pagar
