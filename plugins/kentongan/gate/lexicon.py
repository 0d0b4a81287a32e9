"""Which words are verbs: a verb tells of its subject."""

from __future__ import annotations

from functools import cache

from kentongan.gate.tables import words_of
from kentongan.manuscripts.dictionary import is_word, roots

_OF_VERBS = ("me", "di", "ber", "be", "ter", "te")
# Whoever speaks for a body says; a place is reached: neither tells of a party.
_SAID = words_of(
    "mengatakan menjelaskan menyampaikan menegaskan menambahkan mengungkapkan mengimbau menghimbau "
    "membenarkan menyebut menyebutkan menuturkan memaparkan menerangkan berharap berpesan mengajak "
    "mengingatkan menyatakan mengucapkan mengapresiasi memimpin membuka menutup meresmikan"
)
# What things undergo.
_OF_THINGS = words_of(
    "disita dijual dibeli dipasang digelar ditutup dibuka dialihkan dilaksanakan diadakan dimulai "
    "diselenggarakan berlangsung berlaku bermula berlokasi terletak berada dibangun beroperasi "
    "bertanding berlaga bermain bersiap berakhir disiagakan dipadati dijaga diputar dipakai "
    "dikawal disambut diresmikan diguncang dilanda terendam tertutup macet beredar bernilai "
    "bermerek berwarna dihadiri dipusatkan berjalan berpatroli dipimpin melalui menuju melibatkan "
    "diperingati dirayakan dimeriahkan menyingsing dicapai tercapai terwujud disepakati terbit"
)
# Verbs without an affix.
_BARE = words_of(
    "pasrah lolos tiba datang pulang pergi tidur duduk lari jatuh bangun hilang tewas mati tinggal "
    "naik turun masuk keluar kabur buron ikut tahu lupa sadar minta mau ingin lewat mandi makan "
    "minum curiga panik emosi kesal marah kalap mabuk sakit luka selamat kenal percaya sempat "
    "cekcok nekat tega pamit bolos mudik kaget heran bingung histeris syok trauma pusing lemas "
    "kejang"
)
_NO_VERBS = words_of(
    "menjadi merupakan memiliki dini dinas diri dia mereka meski meskipun berita benda bersama "
    "terhadap meja"
)


# Behind what somebody says.
_QUOTED = frozenset(
    word + ending
    for word in words_of(
        "ujar kata tutur ucap jelas terang ungkap tegas imbuh tambah sebut pesan papar"
    )
    for ending in ("", "nya")
)


@cache
def said() -> frozenset[str]:
    """Verbs of speech."""
    return _SAID | _QUOTED


def has_affix(word: str) -> bool:
    """Whether it may be a verb of any kind."""
    return word.startswith(_OF_VERBS) and word not in roots()


@cache
def is_verb(word: str) -> bool:
    """Whether a lower-case word with the affix of a verb says what somebody does or suffers."""
    if word in _BARE:
        return True
    if not word.startswith(_OF_VERBS) or word in _SAID | _OF_THINGS | _NO_VERBS:
        return False
    return word not in roots() and is_word(word)
