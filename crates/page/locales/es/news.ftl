news-title = Novedades
news-lead = Qué hay de nuevo desde que lo marcaste como leído.
news-first = Las últimas novedades. Cuando las hayas leído, márcalo: después solo verás lo que sea nuevo.
news-own = De lo que escribes y sigues
news-own-none = Nada nuevo. Puedes seguir una propuesta o un proceso desde su página.
news-others = En la comunidad
news-none = Nada nuevo.
news-more = Hay más: marca esto como leído para ver el resto.
news-read = Ya lo he leído
news-read-why = Esto solo lo sabe este nodo.
news-feed = Canal Atom, para un lector de novedades
news-times = { $n ->
    [one] una vez
   *[other] { $n } veces
}
follow = Seguir
unfollow = Dejar de seguir
follow-seen = Solo lo sabe este nodo; nadie más lo ve.
follow-too-many = Sigues demasiadas cosas. Deja de seguir alguna.
done-read = Queda marcado como leído.
