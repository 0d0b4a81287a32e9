"""What a typed key, or a value, may be meant for: words, slips of the thumb, other languages.

The question is asked the other way round: a key is harmless when its words are known to be, and
else it may be meant to protect.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kentongan.manuscripts import keylines
from kentongan.manuscripts.dictionary import is_word
from kentongan.manuscripts.keys import DRAFT, RELEASE, Table

# A key that contains one of these words means the same.
_STEMS = {
    word: name
    for name, words in {
        "Status": "status draft draf unpublished acc disetujui persetujuan approval approved "
        "final rahasia internal hold pending review",
        "Terbit": "terbit terbitkan diterbitkan penerbitan publish published publikasi "
        "publikasikan dipublikasikan embargo tayang tayangkan ditayangkan penayangan siarkan "
        "disiarkan tunda schedule scheduled",
        "Dicabut": "cabut dicabut withdrawn ditarik tarik takedown hapus batal copot",
        "Samarkan": "samarkan blur sensor buram pixel piksel mosaik kaburkan",
        "Berlaku-Sampai": "berlaku valid sampai hingga until expires expire unpublish",
    }.items()
    for word in words.split()
}
# What other languages, Indonesian ones among them, call these keys. An exact list: words that are
# only near one of them are words.
_ELSEWHERE = {
    word: name
    for name, words in {
        "Status": "estado etat estatus statut stato zustand stav staat toestand tilstand tillstand "
        "durum kahanan kawontenan kaayaan kaadaan entwurf brouillon borrador bozza rascunho "
        "concept klad kladde utkast luonnos taslak szkic visibilidad visibilite sichtbarkeit "
        "zichtbaarheid oculto cache versteckt verborgen nascosto ulatan burak",
        "Terbit": "publicar publicado publicada publicacion publicacao publier publie parution "
        "pubblicare pubblicato veroffentlichen veroffentlicht veroffentlichung publiceren "
        "gepubliceerd publikasikeun medal wedal wedalipun diterbitake diterbitna siarna sebarkeun "
        "terbitake terbitna nunggu",
        "Dicabut": "retirado retirar retire zuruckgezogen ingetrokken ritirato eliminar eliminado "
        "loschen geloscht verwijderd verwijderen dijabel jabel dibusak busak dicabutna tarikbalik",
        "Samarkan": "difuminar desenfocar flouter verpixeln blurren offuscare samarna burekake",
        "Berlaku-Sampai": "valable vence vencimiento caduca gultigbis geldigtot scadenza scade "
        "nganti dugi tepikeun kasadaluwarsa",
        "Jenis": "categoria categorie soort",
        "Status-Kasus": "fall caso",
    }.items()
    for word in words.split()
}
# Words of keys that other generators and editors write, and that hide nothing.
_HARMLESS = frozenset(
    "layout weight keywords keyword author authors writer byline description desc excerpt summary "
    "subtitle subjudul permalink url uri link links alias aliases image images thumbnail cover "
    "banner photo photos caption credit gallery video audio source sources reporter lang language "
    "locale toc comments comment featured sticky pinned series order template id uuid guid name "
    "title titles heading headline lead tags tag topic topics section city place location region "
    "province address phone email website web whatsapp wa hp telp redaksi redaktur pewarta "
    "wartawan humas dok sumber foto fotografer kontributor copyright license version revision "
    "modified updated created date slug unit units judul no nmr nomor nrp nip nik wib gelar "
    "polres polsek polda satuan kota meta og seo schema twitter facebook instagram".split()
)
DRAFT_WORDS = frozenset(
    {"draf", "draft", "embargo", "konsep", "jangan terbit", "jangan diterbitkan", "jangan tayang",
     "belum terbit", "belum tayang", "belum final", "tahan", "hidden", "private", "unpublished",
     "rahasia", "internal", "tunda", "ditunda", "pending", "hold", "on hold", "wip", "ditahan",
     "belum disetujui", "belum acc", "menunggu acc", "menunggu persetujuan", "belum boleh tayang",
     "jangan ditayangkan", "tidak tayang", "tidak terbit", "jangan dipublikasikan", "review",
     "jangan publish", "belum siap", "menunggu konfirmasi", "menunggu rilis", "batal tayang",
     "borrador", "entwurf", "brouillon", "bozza", "rascunho", "kladde", "utkast", "taslak",
     "szkic", "naskah mentah", "durung terbit", "ojo terbit", "ulah terbit", "non publik",
     "no publicar", "do not publish", "not for publication", "embargoed", "scheduled"}
)  # fmt: skip
_WORDS_OF = {
    "Status": DRAFT_WORDS | {"terbit", "published", "tayang"},
    "Dicabut": {"salah", "digabung", "tetap", "privasi", "putusan", "ya", "yes", "true"},
    "Status-Kasus": {"dicari", "ditemukan", "selesai"},
    "Jenis": {"siaran pers", "imbauan", "pengumuman", "klarifikasi", "lalu lintas",
              "orang hilang", "dpo"},
}  # fmt: skip
YES_OR_NO = frozenset(
    "false no tidak true yes ya off on 0 1 belum sudah iya y t n ja nein nee non oui si sim nao da "
    "net evet hayir ora durung henteu teu".split()
)
_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}|\d{4}-\d|\b\d{1,2}\s+[A-Za-z]{3}|\b(?:besok|lusa|nanti)\b"
)
_OF_MOMENTS = frozenset(
    "januari februari maret april mei juni juli agustus september oktober november desember jan "
    "feb mar apr jun jul agu agt ags sep sept okt nov des january february march may june july "
    "august october december aug oct dec wib wita wit pukul pkl jam tgl tanggal pada sampai "
    "hingga sd s d besok lusa nanti malam pagi siang sore sebelum sesudah setelah utc gmt t z "
    "until".split()
)
_REGION = re.compile(r"\d+(?:\.\d+)?%?\s*,\s*\d+(?:\.\d+)?%?\s*,\s*\d+(?:\.\d+)?%?\s*,\s*\d")
_SHORT = 60


# Keys


def of_key(key: str, table: Table = RELEASE) -> str:
    """The protecting key that an unknown one resembles or means, or nothing."""
    plain = compact(key)
    if not plain:
        return "Status"  # not a single letter of a key
    exact = spellings().get(plain) or _ELSEWHERE.get(plain)
    if exact:
        return exact
    if not plain.isascii():
        return _nearest(plain, table) or "Status"
    words = re.findall(r"[a-z]+", _bare(key))
    stems = [_STEMS[word] for word in words if word in _STEMS]
    stems += [_ELSEWHERE[word] for word in words if word in _ELSEWHERE]
    if len(words) == 1 and stems:
        return stems[0]
    return _nearest(plain, table) or (stems[0] if stems else "") or _begun(plain)


def is_harmless(key: str) -> bool:
    """Whether all words of a key are known, so that it is not meant for a protecting one."""
    words = re.findall(r"[^\W\d_]+", _bare(key))
    return all(len(word) < 3 or word in _HARMLESS or is_word(word) for word in words)


def of_value(value: str) -> str:
    """The protecting key that alone has such a value, or nothing."""
    words = spaced(value)
    if words in DRAFT_WORDS or _near_draft(words):
        return "Status"
    return "Samarkan" if _REGION.match(value.strip()) else ""


def may_protect(value: str) -> bool:
    """Whether a value is of the kind that protecting keys have: a state, a moment, yes or no."""
    words = spaced(value)
    is_state = words in YES_OR_NO or compact(words) in _ELSEWHERE
    return is_state or bool(of_value(value)) or is_moment(value)


def is_moment(value: str) -> bool:
    """Whether a value is a day or a time and nothing else."""
    tokens = re.findall(r"[^\W\d_]+|\d+", value.casefold())
    counts = any(token.isdigit() or token in ("besok", "lusa", "nanti") for token in tokens)
    return counts and all(token.isdigit() or token in _OF_MOMENTS for token in tokens)


def fits(name: str, value: str) -> bool:
    """Whether the value is one that this key may have."""
    words = spaced(value)
    if name in _WORDS_OF:
        return words in _WORDS_OF[name] or (name == "Status" and _near_draft(words))
    if name == "Samarkan":
        return bool(_REGION.match(value.strip()))
    return len(value) <= _SHORT and bool(_DATE.search(value.casefold()))


def _near_draft(words: str) -> bool:
    """Whether this is `draf` with a slip, or with its letters spaced."""
    plain = words.replace(" ", "")
    return 3 < len(plain) < 8 and not is_word(plain) and min(
        distance(plain, word) for word in ("draf", "draft", "embargo", "konsep")
    ) <= 1  # fmt: skip


def spaced(value: str) -> str:
    """The words of a value in lower case, without marks."""
    return " ".join(re.sub(r"[\W_]+", " ", _bare(value)).split())


@cache
def names() -> frozenset[str]:
    """The spellings of protecting keys that are not ordinary words."""
    keys = RELEASE.keys.items()
    words = [word for name, key in keys if key.protects for word in (name, key.also)]
    more = (*DRAFT, "embargo", "cabut", "pencabutan", "publish-date")
    return frozenset(compact(word) for word in (*words, *more) if word)


@cache
def spellings() -> dict[str, str]:
    """Every way to write a protecting key, and every word that means one."""
    found = dict.fromkeys(DRAFT, "Status")
    for name, key in RELEASE.keys.items():
        if key.protects:
            for word in (name, key.also, *key.kin.split()):
                found.setdefault(compact(word), name)
    found.pop("", None)
    return found


@lru_cache(4096)
def spelt_like(plain: str) -> str:
    """The key with this name, or with this name mistyped. The words that begin lines recur."""
    if plain in names():
        return spellings()[plain]
    allowed = 1 if len(plain) < 8 else 2
    near = [
        (distance(plain, word), word) for word in names() if abs(len(word) - len(plain)) <= allowed
    ]
    least, word = min(near, default=(9, ""))
    return spellings()[word] if len(plain) > 3 and least <= allowed else ""


def _nearest(plain: str, table: Table) -> str:
    """The protecting key that differs only by a slip, unless another key is spelt more like it."""
    allowed = 1 if len(plain) < 6 else 2 if len(plain) < 12 else 3
    near = [
        (distance(plain, word), name)
        for word, name in spellings().items()
        if abs(len(word) - len(plain)) <= allowed
    ]
    least, meant = min(near, default=(9, ""))
    if least > allowed or len(plain) < 3:
        return ""
    other_words = [
        compact(word) for word, name in table.names.items() if not table.keys[name].protects
    ]
    return meant if least <= min(distance(plain, word) for word in other_words) else ""


def _begun(plain: str) -> str:
    """The protecting key that begins with this."""
    longer = [name for word, name in spellings().items() if word.startswith(plain)]
    return longer[0] if len(plain) >= 4 and longer else ""


def compact(key: str) -> str:
    """Only the letters and figures of a key, lower case, without accents."""
    return "".join(filter(str.isalnum, _bare(key)))


def _bare(text: str) -> str:
    """A key or a value as it looks, in small letters, without HTML tags and accents."""
    seen = keylines.untagged(keylines.visible(text))
    if not seen.isascii():
        seen = unicodedata.normalize("NFKD", seen)
        seen = "".join(letter for letter in seen if not unicodedata.combining(letter))
    return seen.casefold()


def distance(first: str, second: str) -> int:
    """How many letters are wrong, missing, too many or exchanged with their neighbour.

    A letter of another alphabet matches any letter.
    """
    before: list[int] = []
    above: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first):
        before, above, row = above, row, [i + 1]
        for j, right in enumerate(second):
            differs = left != right and left.isascii()
            best = min(above[j + 1] + 1, row[j] + 1, above[j] + differs)
            if i and j and left == second[j - 1] and first[i - 1] == right:
                best = min(best, before[j - 1] + 1)
            row.append(best)
    return row[-1]
