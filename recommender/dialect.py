"""Forms of Bavarian, Franconian and Swabian as people type them, with the standard German word for each.

Small on purpose: negation, pronouns, numbers, and the words that needs speak of. `PLAIN` forms are no words of standard German
or English and are always read; `SHARED` ones ("i", "net", "de") are read only in a German text that has a plain form as well.
"""


def _pairs(block: str) -> dict[str, str]:
    """Form -> standard word, from lines of "form form: word"."""
    lines = [line.partition(":") for line in block.strip().splitlines()]
    return {form: word.strip() for forms, _, word in lines for form in forms.split()}


PLAIN = _pairs(
    """
    ned nedd nert nöd ita: nicht
    koa koan koane koana koi koine kaane: keine
    nix nixn: nichts
    mia: wir
    oabeit oarbat arwet ärwed: Arbeit
    oabeiten oarbatn schaffa: arbeiten
    leit leut leitla: Leute
    lehrbua lehrbub: Lehrling
    lehrbuam lehrbuben lehrbuama: Lehrlinge
    gsell: Geselle
    gselln: Gesellen
    moasta moaster meischder meischter: Meister
    bissl bissal bissle bisserl bissla: bisschen
    gscheid gscheit gscheits gscheids gscheide: gescheit
    schee scheen schea: schön
    eppes ebbes eppas: etwas
    isch: ist
    hom hend hamma: haben
    hob: habe
    hod: hat
    ois: alles
    oid oide oiden oida: alte
    nei neie neia neien: neue
    jetz etz etzad jetzad: jetzt
    heid heit: heute
    wos: was
    wia: wie
    fia füa fier: für
    aa: auch
    fei: halt
    vui vüi vil: viel
    kemma kenna könna: können
    miassn miaßn mias miaßma müssa: müssen
    derfa derfn dürfa derf: dürfen
    woin wolla wolln: wollen
    soin solla solln: sollen
    lerna lernan: lernen
    macha: machen
    schaugn schaun gucka: schauen
    zoang zoagn zeiga: zeigen
    zeid: Zeit
    dooch: Tag
    hoiber hoiba hoibn hoibe halba: halber
    stund stundn: Stunden
    zwoa zwoi zwo: zwei
    draa: drei
    maschin maschina: Maschine
    werkstod: Werkstatt
    buidl: Bild
    buidln: Bilder
    dahoam: daheim
    mitm: mit
    aufm: auf
    ausm: aus
    dene: denen
    """
)
"""Always read."""

SHARED = _pairs(
    """
    i: ich
    a: ein
    de: die
    des: das
    net: nicht
    mir mer ma: wir
    san: sind
    ham: haben
    is: ist
    do: da
    dog: Tag
    oan: einen
    """
)
"""Read beside a plain form only: these are words of standard German or English as well."""
