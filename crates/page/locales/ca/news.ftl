news-title = Novetats
news-lead = Què hi ha de nou des que vas marcar-ho com a llegit.
news-first = Les darreres novetats. Quan les hagis llegit, marca-ho: després només veuràs el que sigui nou.
news-own = Del que escrius i segueixes
news-own-none = Res de nou. Pots seguir una proposta o un procés des de la seva pàgina.
news-others = A la comunitat
news-none = Res de nou.
news-more = N’hi ha més: marca això com a llegit per veure la resta.
news-read = Ja ho he llegit
news-read-why = Això només ho sap aquest node.
news-feed = Canal Atom, per a un lector de novetats
news-times = { $n ->
    [one] una vegada
   *[other] { $n } vegades
}
follow = Segueix
unfollow = Deixa de seguir
follow-seen = Només ho sap aquest node; ningú més ho veu.
follow-too-many = Segueixes massa coses. Deixa’n de seguir alguna.
done-read = Queda marcat com a llegit.
