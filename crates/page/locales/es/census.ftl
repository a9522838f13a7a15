done-registered = La lista ya está en el registro. Las tarjetas están listas para imprimir.
done-admitted = Ya está en el censo. Si le has hecho una tarjeta, imprímela ahora.
done-noted = El registro se ha guardado.
done-forgot = El nombre se ha borrado del registro.
done-readmitted = La clave nueva ya habla en su nombre.
done-settled = La tarjeta ya admite a una persona, y a nadie más.
done-proposed = Se ha propuesto y firmado. Falta que lo firmen otras personas que cuidan de las normas.
done-enacted = Ya está en vigor.
census-title = Censo
census-lead = Quién forma parte, quién tiene una tarjeta sin usar, y quién es quién.
census-closed = Los nombres de este nodo los guardó otra persona del censo. Podrás leerlos cuando ella vuelva a guardar algo.
census-add = Dar de alta a una persona
census-file = Cargar una lista
census-print = Imprimir las tarjetas
census-active = { $n ->
    [one] { $n } persona en el censo
   *[other] { $n } personas en el censo
}
census-cards = { $n ->
    [0] Ninguna tarjeta sin usar
    [one] { $n } tarjeta sin usar
   *[other] { $n } tarjetas sin usar
}
census-words = Nombre, número o contacto
census-state = Estado
census-count = { $n ->
    [0] Nadie
    [one] { $n } persona
   *[other] { $n } personas
}
census-in = Está en el censo
census-waiting = Tiene la tarjeta sin usar
census-unmade = La tarjeta se está haciendo
census-contended = Tarjeta usada dos veces
census-suspended = En suspenso
census-removed = Fuera del censo
census-void = No cuenta
census-nothing = Sin tarjeta
census-unnamed = sin nombre en el registro
census-card = Tarjeta sin nombre
census-where = Los nombres están solo en este nodo, cifrados para quien lleva el censo. No se envían a ningún otro nodo, y se pueden borrar.
register-name = Nombre y apellidos
register-number = Número de socio o socia (opcional)
register-contact = Teléfono o correo (opcional)
register-seen = Solo lo lee quien lleva el censo, en este nodo.
register-save = Guardar en el registro
register-no-name = Escribe el nombre.
register-known = Ya hay alguien con ese número o ese nombre.
register-too-long = Es demasiado largo.
register-full = El registro está lleno: caben diez mil personas.
add-title = Dar de alta a una persona
add-lead = Mira un documento, como lo hacéis en la asociación. Recibirá una tarjeta para unirse cuando quiera, desde cualquier navegador.
add-key = Su clave
add-key-why = Tiene un nodo propio y trae la clave
add-key-hint = Empieza por did:key. Si la escribes, entra en el censo ahora mismo y no necesita tarjeta.
add-key-wrong = Esto no es una clave, o falta algo.
add-key-in = Esta clave ya está en el censo.
add-seen = La comunidad ve que hay una tarjeta o una persona más, sin ningún nombre. El nombre se queda en este nodo.
add-send = Dar de alta
file-title = Cargar una lista
file-lead = Guarda la hoja de cálculo como CSV y elígela aquí. En el paso siguiente dirás qué es cada columna, y aún no se hará nada.
file-file = Archivo
file-hint = CSV o texto, hasta 900 KB y 5.000 filas. La primera fila debe tener los títulos de las columnas.
file-paste = O pega aquí las filas
file-seen = La lista no sale de este nodo. Si cierras la sesión antes de acabar, se olvida.
file-send = Continuar
file-again = Cargar otra
file-none = Elige un archivo o pega las filas.
file-empty = No hay ninguna fila. La primera es la de los títulos.
file-large = Es demasiado grande: caben 900 KB.
file-many = Hay demasiadas filas o demasiadas columnas. Parte la lista.
file-no-text = No es un texto. En la hoja de cálculo, elige «Guardar como» y «CSV».
check-title = ¿Qué es cada columna?
check-lead = Compruébalo y mira el resultado. Aún no se ha guardado nada.
check-name = Nombre
check-surname = Apellidos
check-none = Ninguna
check-column = Columna { $number }
check-look = Ver cómo queda
check-line = Línea
check-come = { $n ->
    [0] No entraría nadie
    [one] Entraría { $n } persona
   *[other] Entrarían { $n } personas
}
check-more = { $n ->
    [one] y { $n } más.
   *[other] y { $n } más.
}
check-faults = { $n ->
    [one] { $n } fila no entra
   *[other] { $n } filas no entran
}
check-faults-why = Las demás sí. Si quieres corregirlas, hazlo en la hoja de cálculo y vuelve a cargar la lista.
check-at = Línea { $line }
check-seen = Se hará una tarjeta para cada cual. La comunidad verá cuántas, sin ningún nombre.
check-send = { $n ->
    [one] Hacer { $n } tarjeta
   *[other] Hacer { $n } tarjetas
}
check-gone = La lista ya no está. Vuelve a cargarla.
fate-no-name = no tiene nombre
fate-too-long = alguna celda es demasiado larga
fate-known = ya está en el registro
fate-twice = es la misma persona que la línea { $line }
cards-title = Tarjetas
cards-lead = Caben ocho en una hoja A4. Recórtalas y da cada una a quien lleva el nombre.
cards-print = Imprime esta página con el navegador. Quien tiene una tarjeta puede entrar en lugar de esa persona: no las dejes a la vista.
cards-how = Abre { $place }, elige «Únete» y escribe este código, o lee el cuadrado con el móvil. Sirve una sola vez.
cards-qr = Código QR de la tarjeta
cards-spent = Tarjeta usada
person-called = En la comunidad se llama
person-register = En el registro
person-unnamed = Este nodo no sabe quién es. Si lo sabes tú, escríbelo.
person-card = Su tarjeta
person-card-why = Aún no la ha usado. Puedes volver a imprimirla.
person-card-print = Imprimir la tarjeta
person-draw = Hacerle otra tarjeta
person-draw-why = Si la ha perdido sin usarla, hazle una nueva. La anterior aún serviría: si alguien la usa, suspéndelo.
person-draw-send = Hacer la tarjeta
person-readmit = Ha perdido las claves
person-readmit-why = Su lugar en el censo sigue igual: los votos y los textos de antes siguen siendo suyos. Comprueba que es esta persona.
person-readmit-hint = Que la escriba ella misma, sin que la veas. Como mínimo 8 caracteres.
person-readmit-seen = La comunidad ve que este lugar tiene una clave nueva.
person-readmit-send = Darle una clave nueva
person-key = O la clave de un nodo propio
person-suspend = Suspender
person-suspend-why = No podrá votar ni escribir hasta que vuelvas a dejarle entrar. Lo que ha hecho hasta ahora vale.
person-reinstate = Dejarle volver a entrar
person-reinstate-why = Podrá volver a votar y a escribir.
person-remove = Sacar del censo
person-remove-why = Es para siempre: su lugar no vuelve. Lo que ha hecho hasta ahora vale.
person-reason = Motivo
person-no-reason = Escribe el motivo.
person-step-seen = Es un cambio de las normas: el motivo será público, y quizá tengan que firmarlo más personas. No escribas ningún nombre.
person-forget = Borrar del registro
person-forget-why = Se borra el nombre, el número y el contacto. Su lugar en el censo sigue. Las copias de seguridad hechas antes aún lo tienen.
person-forget-send = Borrar el nombre
settle-card = ¿Quién se queda?
settle-card-why = Más de una persona ha usado esta tarjeta, y por eso no admite a nadie.
settle-card-who = La tarjeta es de:
settle-card-none = Elige una persona.
settle-card-seen = La comunidad ve cuál de los dos lugares queda.
settle-card-send = Admitir a esta persona
