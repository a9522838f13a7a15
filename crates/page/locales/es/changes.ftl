versions = Versiones
versions-from = De la versión
versions-to = A la versión
versions-go = Comparar
versions-changes = Qué ha cambiado
versions-all = Todas las versiones
versions-none = No ha cambiado nada de los textos.
diff-in = Añadido:
diff-out = Quitado:
field-body = Texto
field-subtitle = Segunda línea
field-summary = En pocas palabras
found-comment = Comentario
found-count = { $n ->
    [one] { $n } resultado
   *[other] { $n } resultados
}
found-none = No se ha encontrado nada. Prueba con otra palabra, o solo con una parte.
edit = Cambiar el texto
amend = Proponer una enmienda
amend-lead = Cambia el texto como tú lo querrías. Quien lo escribió decide si la acepta.
amendment-of = La propuesta que cambiaría
amendment-evaluating = Todavía no se ha decidido
overtaken = Alguien ha cambiado este texto mientras escribías. Debajo está lo que ahora cambiaría tu versión. Míralo y publica otra vez.
change-seen = Cualquiera podrá leerlo, con tu nombre. Las versiones anteriores se pueden seguir leyendo.
change-look = Ver qué cambia
decide-lead = Esta enmienda es a una propuesta tuya.
decide-reason = ¿Por qué? (opcional)
decide-accept = Aceptarla
decide-reject = Rechazarla
decide-seen = Cualquiera puede ver qué decides.
agree = Estoy de acuerdo
disagree = No estoy de acuerdo
