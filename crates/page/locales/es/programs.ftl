# Para quien escribe programas: la referencia de la interfaz, y las claves de acceso.
api-title = Para programas
api-lead = Los programas pueden leer lo que muestra esta página, y actuar por quien se lo permita.
api-file = La descripción en un archivo (OpenAPI 3.1)
api-english = El resto de esta página está en inglés, como lo escriben los programadores.
api-shapes = Qué se envía y qué se recibe
tokens-title = Programas que actúan por ti
tokens-lead = Con una clave de acceso, un programa actúa en tu nombre sin tu contraseña. Tú eliges qué puede hacer.
tokens-full = Ya tienes tantas claves como puede tener una persona. Anula una primero.
tokens-count = { $n ->
    [one] { $n } clave de acceso
   *[other] { $n } claves de acceso
}
token-new = Una clave nueva
token-label = ¿Para qué será?
token-label-hint = Un nombre que te recuerde qué es, como «Archivo de la escuela».
token-scopes = ¿Qué podrá hacer?
token-until = ¿Durante cuánto tiempo?
token-days = { $n ->
    [one] { $n } día
   *[other] { $n } días
}
token-seen = Lo que escriba saldrá como escrito por ti. Lo verá todo el mundo, como cuando escribes aquí.
token-make = Haz la clave
token-no-label = Ponle un nombre.
token-long-label = Este nombre es demasiado largo.
token-no-scope = Elige al menos una cosa que pueda hacer.
token-title = Tu clave nueva
token-once = Es la única vez que la ves. Cópiala ahora.
token-keep = Quien la tenga podrá hacer lo que has permitido. Si la pierdes, anúlala y haz otra.
token-done = Ya la he copiado
token-ended = terminada
token-made = Hecha el { $day }.
token-ends = Termina el { $day }.
token-revoke = Anula «{ $label }»
scope-read = Leer lo que leen los miembros
scope-write-comments = Escribir comentarios
scope-write-proposals = Publicar propuestas y debates
scope-write-files = Adjuntar archivos
scope-support = Apoyar propuestas
scope-vote = Votar
scope-organise = Abrir y llevar procesos y votaciones, publicar y responder, si eres de la organización
scope-seal = Firmar recuentos y objetar
scope-moderate = Ocultar y volver a mostrar, si eres de moderación
taken-title = Datos abiertos
taken-lead = Todo lo que se muestra aquí, en archivos que leen los programas.
taken-private = Esta comunidad es privada. Solo sus miembros pueden bajar estos archivos, y responden de ellos.
taken-files = Archivos
taken-json = Todo en JSON: fases, textos, comentarios y respuestas.
taken-proposals = Propuestas, con las columnas de Decidim, para una hoja de cálculo.
taken-projects = Proyectos de presupuestos, con las columnas de Decidim, para una hoja de cálculo.
taken-results = Resultados, con su progreso y las columnas de Decidim, para una hoja de cálculo.
taken-comments = Comentarios, con las columnas de Decidim, para una hoja de cálculo.
taken-budget = Las papeletas que cuentan, en el formato de Pabulib y sin nombres:
taken-readme = Qué significa cada columna.
taken-licence = La licencia entera.
taken-may = Qué puedes hacer con ellos
taken-odbl = Compártelos, cámbialos y haz cosas nuevas. Cita a la comunidad y deja abierto lo que hagas:
taken-texts = Los textos son de quienes los escribieron:
taken-under = La comunidad ha elegido una licencia para los datos y los textos:
taken-names = Los nombres son datos personales. Quien los use responde de ello ante la ley.
taken-api = Para programas que preguntan a menudo
