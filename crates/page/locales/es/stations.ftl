stations = Votar en papel
stations-lead = Un punto de votación lo abren dos personas. Lo que se cuenta en él también lo firman dos personas.
stations-none = Todavía no hay ningún punto de votación.
stations-over = Esta votación ya no admite papel.
station-new = Abre un punto de votación
station-place = Dónde está
station-place-hint = Como lo llama el vecindario, por ejemplo: el centro cívico.
station-new-seen = Lo verá toda la comunidad. Valdrá cuando una segunda persona lo firme.
station-new-send = Ábrelo
station-no-place = Escribe dónde está el punto de votación.
station-open = Abierto
station-closed = Cerrado
station-papers = Papeletas dadas: { $marks }. Contadas: { $papers }.
station-missing = { $n ->
    [one] Falta contar { $n } papeleta dada.
   *[other] Faltan contar { $n } papeletas dadas.
}
station-sign-why = Otra persona ha abierto este punto. Fírmalo si estás allí y la urna está vacía.
station-seen = Tu firma la verá todo el mundo.
station-sign = Firma como segunda persona
give-title = Da una papeleta
give-who = ¿Quién vota?
give-who-hint = El código de la tarjeta o el nombre. Comprueba quién es antes de darle la papeleta.
give-look = Busca
give-nobody = No hay nadie así en el censo de esta votación.
give-marked = Ya tiene papeleta. No le des otra.
give-online = Ha votado en línea. Si le das papel, el voto en línea deja de contar.
give-send = Dale la papeleta
give-seen = Todo el mundo verá que ha votado en papel. Nadie verá qué ha votado.
bundles = Fajos contados
bundles-none = Todavía no se ha contado ningún fajo.
bundle-number = Fajo { $number }
bundle-papers = { $n ->
    [one] { $n } papeleta
   *[other] { $n } papeletas
}
bundle-counts = Cuenta
bundle-sign = Firma el fajo { $number }
typing-title = Introduce un fajo
typing-lead = Cada fajo lo introducen dos personas, sin mirar lo que ha escrito la otra. Como máximo 50 papeletas.
typing-mine = Has introducido el fajo { $number }. Ahora lo debe introducir otra persona.
typing-other = Otra persona ha introducido el fajo { $number }. Introdúcelo tú también.
typing-differs = No habéis escrito lo mismo. Volved a mirar el papel y corregidlo.
typing-numbers = Los números de las opciones
typing-bundle = Número del fajo
typing-no-bundle = Escribe el número del fajo, a partir del 1.
typing-papers = Las papeletas, una en cada línea
typing-choices = Escribe los números marcados, por ejemplo: 1 3.
typing-ranking = Escribe los números por orden, el preferido primero, por ejemplo: 3 1 2.
typing-points = Escribe cada número con los puntos, por ejemplo: 1=3 4=2.
typing-signs = Un guion (-) para una en blanco, un interrogante (?) para una nula.
typing-seen = Lo que escribes se queda en este nodo hasta que coincidáis. Después lo verá todo el mundo, sin nombres.
typing-send = Guarda el fajo
typed-paper = Papeleta
typed-place = Dónde
typed-first = Primera persona
typed-second = Segunda persona
typed-whole = Toda la papeleta
typed-readable = se puede leer
typed-unreadable = nula
typed-marked = marcada
typed-rank = Puesto { $rank }
typed-nothing = nada
close-title = Cierra el punto de votación
close-why = Cuando la urna esté contada, dos personas lo cierran. Después no se da ninguna papeleta más.
close-waits = Espera la firma de una segunda persona.
close-send = Ciérralo
close-sign-why = Otra persona quiere cerrar este punto. Fírmalo si todo se ha contado.
close-sign = Firma el cierre
paper-one-signature = Espera una segunda firma
paper-no-station = El punto de votación no es válido
paper-after-closing = El punto ya estaba cerrado
paper-marked-twice = La misma persona ya tenía papeleta
paper-superseded = Se ha vuelto a introducir
paper-beyond-marks = { $n ->
    [one] Habría más papeletas que la { $n } dada
   *[other] Habría más papeletas que las { $n } dadas
}
paper-not-sealed = No está en el sello
paper-print = Imprime la papeleta y el cuaderno
paper-title = Papeleta y cuaderno
paper-lead = Imprime esta página con el navegador. La papeleta y el cuaderno salen en hojas separadas.
paper-ballot = Papeleta
paper-booklet = Cuaderno
paper-how-one = Haz una cruz en un cuadro.
paper-how-several = Haz una cruz en los cuadros que elijas.
paper-how-points = Escribe los puntos en los cuadros.
paper-how-rank = Escribe 1 en el cuadro de la preferida, 2 en el de la siguiente, y así.
paper-secret = No escribas tu nombre. Dobla la papeleta y métela en la urna.
paper-rule = Quien vota en papel no vota en línea: si te dan una papeleta, solo cuenta el papel.
paper-qr = La página de esta votación:
mine-on-paper = Te dieron una papeleta de papel. Cuenta el papel, y lo que votes aquí no cuenta.
channels = En línea y en papel
channels-why = Dos personas de cada punto de votación han introducido y firmado las papeletas de papel.
channel-online = En línea
channel-paper = En papel
channel-together = Total
channel-ballots = Votos
channel-spoilt = { $n ->
    [one] Hay { $n } papeleta nula.
   *[other] Hay { $n } papeletas nulas.
}
paper-excluded = Actos de los puntos de votación que no cuentan
station-same-officer = Lo has firmado tú primero. Debe firmar otra persona.
station-signed-by-two = Ya lo han firmado dos personas.
close-waiting = El fajo { $number } espera la segunda firma.
close-beyond = Con el fajo { $number } hay más papeletas que personas. Volved a contar.
typing-none = Escribe las papeletas del fajo.
typing-too-many = Un fajo tiene como máximo 50 papeletas. Haced dos.
typing-line = Línea { $line }:
typing-empty = está vacía. Escribe - o ?.
typing-word = «{ $word }» no es ningún número de opción.
typing-spoilt = Si la papeleta lo dice así, es nula: escribe ?.
mine-not-there = Si no estuviste allí, dilo a quien organiza la votación.
