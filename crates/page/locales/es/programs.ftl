# Para quien escribe programas: la referencia de la interfaz, y las claves de acceso.
api-title = Para programas
api-lead = Los programas pueden leer lo que muestra esta página, y actuar por quien se lo permita.
api-file = La descripción en un archivo (OpenAPI 3.1)
api-english = El resto de esta página está en inglés, como lo escriben los programadores.
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
scope-support = Apoyar propuestas
scope-vote = Votar
scope-moderate = Ocultar y volver a mostrar, si eres de moderación
open-title = Datos abiertos
open-lead = Todo lo que se muestra aquí, en archivos que leen los programas.
open-private = Esta comunidad es privada. Solo sus miembros pueden bajar estos archivos, y responden de ellos.
open-files = Archivos
open-json = Todo en JSON: fases, textos, comentarios y respuestas.
open-proposals = Propuestas, con las columnas de Decidim, para una hoja de cálculo.
open-projects = Proyectos de presupuestos, con las columnas de Decidim, para una hoja de cálculo.
open-comments = Comentarios, con las columnas de Decidim, para una hoja de cálculo.
open-budget = Las papeletas que cuentan, en el formato de Pabulib y sin nombres:
open-readme = Qué significa cada columna.
open-licence = La licencia entera.
open-may = Qué puedes hacer con ellos
open-odbl = Compártelos, cámbialos y haz cosas nuevas. Cita a la comunidad y deja abierto lo que hagas:
open-texts = Los textos son de quienes los escribieron:
open-names = Los nombres son datos personales. Quien los use responde de ello ante la ley.
open-api = Para programas que preguntan a menudo
