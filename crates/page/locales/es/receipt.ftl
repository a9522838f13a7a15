receipt = Recibo
receipt-check = Recibo
receipt-here = Está aquí, y sin cambios: la firma y el contenido son buenos.
receipt-damaged = Está aquí, pero la firma o el contenido no son buenos. Avisa a quien lleva este nodo.
receipt-stands = Es válido.
receipt-stands-not = No es válido:
receipt-counted = Está en el sello, y cuenta.
receipt-counts-so-far = De momento cuenta: el recuento todavía no está sellado.
receipt-not-counted = No cuenta:
receipt-poll = A la votación
receipt-qr = Código QR con la dirección de este recibo
receipt-elsewhere = Cualquier otro nodo de esta comunidad responde lo mismo. Apunta el código, o hazle una foto.
receipt-id = Entero:
receipts-title = Comprobar un recibo
receipts-lead = Escribe el código de un recibo: este nodo dice si está, sin cambios y contado. No hace falta entrar.
receipts-code = Código
receipts-go = Comprobar
receipts-none = No hay ninguna entrada así en este nodo. Nunca llegó, o el código es otro.
ballot-superseded = la misma persona ha vuelto a votar, y cuenta la papeleta posterior.
ballot-on-paper = a la persona se le dio una papeleta de papel. Vale el papel.
ballot-not-sealed = llegó después del sello, o quedó fuera.
ballot-body-missing = el sello la incluye, pero lo que dice no ha llegado a este nodo.
kept-alone = Que se sepa, solo está en este nodo.
kept-unsaid = Guardado en este nodo. Ningún otro ha dicho todavía que lo tenga.
kept-elsewhere = { $n ->
    [one] Otro nodo dice que también lo tiene.
   *[other] Otros { $n } nodos dicen que también lo tienen.
}
kept-short-unsaid = todavía solo aquí
kept-short-elsewhere = { $n ->
    [one] también en otro nodo
   *[other] también en otros { $n } nodos
}
