"""Words whose meaning Cek knows: what turns a sense, what only tells who passed a text on.

`theme/static/js/lib/compare.js` holds the same words; `test_usual.py` compares them.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set(
    "tidak tak bukan belum jangan tanpa tiada nggak gak ga enggak bukanlah tidaklah janganlah "
    "hoaks hoax palsu bohong benar salah anti"
)
MONTHS = _set(
    "januari februari maret april mei juni juli agustus september oktober november desember "
    "senin selasa rabu kamis jumat sabtu minggu ahad"
)
NUMBERS = _set(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus "
    "ratus seribu ribu juta miliar triliun setengah pertama kedua ketiga keempat kelima"
)
# Words that forwarding adds at the beginning or end of a text.
SIGNATURE = _set(
    "humas polsek polres polresta polrestabes polda polri metro divhumas bidhumas sihumas seksi "
    "tribratanews tribrata news sumber red redaksi admin adm editor penulis pewarta reporter "
    "jurnalis wartawan dok doc foto ket oleh dari dikirim diteruskan terusan forwarded fwd many "
    "times berkali kali salam presisi hormat kami ttd wassalam wassalamualaikum terima kasih "
    "terimakasih tks trims via info infonya grup group wa whatsapp sebelah copas copy paste "
    "share bagikan sebarkan siaran pers rilis release kode tautan link baca selengkapnya lengkap "
    "di klik cek keaslian views view dilihat the of and polisi indonesia hashtag wib wita wit "
    "ponsel saya iphone android"
)
# Words of a chat that can state nothing about a release, and so change nothing in lines of their
# own before or after it.
CHAT = SIGNATURE | _set(
    "assalamualaikum assalamu alaikum waalaikumsalam wr wb salam selamat pagi siang sore malam "
    "bapak ibu bpk pak bu om tante kak kakak mas mbak bang bro sis gan guys min mimin teman "
    "temen kawan rekan sobat saudara semua semuanya sekalian mohon tolong bantu bantuannya izin "
    "ijin ya yah yg yang ini itu nih tuh eh wah waduh wow aduh astaga astagfirullah subhanallah "
    "alhamdulillah bismillah amin aamiin ngeri serem seram sekali banget juga loh lho dong deh "
    "sih aja saja dulu ke untuk buat utk dr gw gue aku penting valid hati waspada semoga "
    "bermanfaat makasih infokan dapat dapet dpt barusan tadi baru rt rw masing wali murid "
    "alumni tetangga keluarga kantor sebar sebarin disebar disebarkan sebarluaskan "
    "disebarluaskan dibagikan teruskan forward viralkan wk wkwk wkwkwk haha hehe hihi monggo "
    "suwun nuwun meneruskan nerusin menyampaikan sekadar sekedar udah sudah belum blm baca"
)
