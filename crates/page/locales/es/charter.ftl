done-suggested = Se ha propuesto. Todavía no lo ha firmado nadie.
done-signed = Has firmado. Todavía faltan firmas.
done-backed = Has dicho que lo apoyas.
done-abandoned = Has prometido que no lo firmarás nunca.
foot-charter = Normas
charter-title = Normas de la comunidad
charter-lead = Quién hace qué en nombre de la comunidad, con qué reglas, y cómo se ha llegado a ellas. Todo cambio queda escrito y firmado.
charter-waiting = { $n ->
    [one] { $n } cambio propuesto
   *[other] { $n } cambios propuestos
}
charter-propose = Proponer un cambio
charter-offices = Quién hace qué
charter-signing = Para que un cambio valga tienen que firmar { $n } de { $of } personas que cuidan de las normas.
charter-signed = { $n } de { $of } firmas
charter-nobody = Nadie
charter-key = Alguien de fuera del censo
charter-rules-title = Reglas
charter-options = { $n ->
    [one] Una votación tiene como máximo { $n } opción.
   *[other] Una votación tiene como máximo { $n } opciones.
}
charter-retention = { $n ->
    [one] Los votos se guardan como mínimo { $n } día después del recuento.
   *[other] Los votos se guardan como mínimo { $n } días después del recuento.
}
charter-recovery = Si se pierden las claves de quienes cuidan de las normas, puede firmar más de { $share } del censo.
charter-no-recovery = Si se pierden las claves de quienes cuidan de las normas, nadie más puede cambiarlas.
charter-rules = Se cuenta con la versión { $n } de las reglas del programa.
charter-nodes = La comunidad tiene nodos propios: { $nodes }.
charter-no-nodes = La comunidad no tiene nodos propios en las normas.
charter-history = Historia
charter-versions = { $n ->
    [one] { $n } versión
   *[other] { $n } versiones
}
charter-founding = La fundación de la comunidad
charter-waits = Espera firmas
charter-cannot = Ya no puede ser
does-steward = Proponen y firman los cambios de estas normas.
does-registrar = Dan de alta a personas y hacen las tarjetas.
does-organiser = Abren procesos, fases y votaciones, y responden.
does-moderator = Ocultan lo que no cumple las normas, con el motivo.
does-data = Piden borrados que manda la ley.
does-importer = Firman lo que viene de otros sitios.
does-station = Introducen votos en papel.
does-sealer = Pueden sellar recuentos.
revision-title = Versión { $number } de las normas
revision-changes = Qué cambia
revision-reason = Por qué
revision-signed = Lo han firmado
revision-supported = Lo apoyan
revision-abandoned = No lo firmarán nunca
revision-seen = Lo puede ver todo el mundo, y no se puede deshacer.
revision-sign = Firmar
revision-sign-why = Tu firma cuenta. Cuando hay bastantes, el cambio vale.
revision-support = Lo apoyo
revision-support-why = Dices que lo firmarías, sin comprometerte aún.
revision-abandon = No lo firmaré nunca
revision-abandon-why = Es una promesa para siempre. Libera a quien lo ha firmado para que pueda firmar otra cosa.
change-name = Nombre de la comunidad
change-seats = Cuidan de las normas
change-grant = Recibe un encargo:
change-end = Deja un encargo:
change-suspend = Queda en suspenso:
change-reinstate = Vuelve a entrar:
change-revoke = Sale del censo:
change-limits = Límites
change-rules = Versión de las reglas
change-recovery = Si se pierden claves
change-raise = Se recoge lo que llegó tarde de:
change-erase = Se borra lo que pide la entrada
change-nodes = Nodos propios
propose-title = Proponer un cambio de las normas
propose-lead = Elige un cambio y di por qué. No vale hasta que lo firman bastantes personas.
propose-what = ¿Qué quieres cambiar?
propose-grant = Dar un encargo a alguien
propose-role = Encargo
propose-who = A quién
propose-who-hint = El nombre que se da en la comunidad, o los cuatro signos que salen al lado.
propose-who-wrong = No hay nadie que se llame así, o hay más de uno. Escribe los signos que salen al lado del nombre.
propose-end = Quitar un encargo a alguien
propose-held = Quién tiene qué
propose-held-wrong = Elige un encargo de la lista.
propose-rename = Cambiar el nombre de la comunidad
propose-name-wrong = Escribe otro nombre, más corto.
propose-limits = Cambiar los límites
propose-options = Opciones de una votación, como máximo
propose-days = Días que se guardan los votos, como mínimo
propose-number-wrong = Escribe un número, de 1 a { $most }.
propose-recovery = Cambiar qué pasa si se pierden claves
propose-share = Parte del censo que tiene que firmar
propose-no-recovery = El censo no puede firmar
propose-kind-wrong = Elige qué quieres cambiar.
propose-reason = ¿Por qué?
propose-no-reason = Escribe el motivo.
propose-sign = Firmarlo ahora mismo
propose-seen = La propuesta, el motivo y quién la hace los puede leer todo el mundo.
propose-send = Proponer
desk-title = Tu tarea
desk-moderation = Moderación
propose-seats = Cambia quién cuida de las normas
propose-stays = Quién continúa
propose-new-seats = Quién se añade
propose-new-seats-hint = Un asiento por línea. Cada persona se lo hace en su página, y te da el texto que sale.
propose-seat-wrong = La línea { $n } no es ningún asiento. Copia entero el texto que sale en la página de la persona.
propose-threshold = Cuántas personas tienen que firmar cada cambio
propose-threshold-hint = Más de la mitad de las que se sentarán. Se sienta una persona, o de tres en adelante.
propose-nodes = Cambia los nodos propios de la comunidad
propose-addresses = Direcciones
propose-addresses-hint = Una por línea, como /dns4/…/tcp/…/p2p/…; ninguna línea quiere decir ningún nodo. Todo el mundo las puede leer: van máquinas de la comunidad, nunca la casa de nadie.
propose-node-wrong = La línea { $n } no es ninguna dirección: { $detail }
propose-nodes-many = Son demasiadas direcciones.
propose-late = Recoge lo que llegó tarde
propose-right = Qué tenía y perdió
right-member = Plaza en el censo
propose-whose = De quién
propose-erase = Borra lo que pide quien vela por los datos
propose-erasure = Qué se pide borrar
propose-erasure-hint = Cuando el cambio vale, se borra en todos los nodos y para siempre.
propose-erasure-wrong = Elige una petición de la lista.
seat-title = Hazte un asiento
seat-lead = Si la comunidad te ha elegido para cuidar de las normas, necesitas un asiento. Es un texto para dar, y una clave en papel para guardar.
seat-go = Haz el asiento
seat-give = Da este texto a quien propondrá el cambio:
seat-paper = Imprime la clave en papel, o cópiala
seat-warning = La clave en papel firma en tu lugar si pierdes las otras. No se guarda en ningún otro sitio y no se vuelve a mostrar.
own-seat = Asiento para cuidar de las normas
