"""Patterns around a name that tell whether it is a private person, and in which part.

Their words stand in `data/phrases.toml` and `data/roles.toml`.
"""

from __future__ import annotations

from kentongan.gate.pattern import Endings, Pattern, Phrases
from kentongan.gate.tables import phrases, table, words_of

_PHRASES = phrases("phrases")
_ROLES = phrases("roles")

KINDS = {
    phrase: "victim" if kind == "road" else kind
    for kind, entries in _ROLES.items()
    for phrase in entries
}
OFFSPRING = frozenset("anaknya putranya putrinya cucunya cucu putra putri".split())
ROAD = frozenset(_ROLES["road"])


def _any(*keys: str) -> str:
    """The phrases of these lists as alternatives of a pattern."""
    return "|".join(phrase for key in keys for phrase in _PHRASES[key])


# Behind a role word: business people, the general public, experts and others that are no part.
NOT_A_PART = Pattern(
    rf"\s+(?:{_any('not_a_part')}|ahli\b|"
    r"kandung\b(?!\s+(?:korban|pelaku|tersangka|bernama)))"
)
NOT_A_WITNESS = Pattern(r"\s+(?:ahli|bisu|parpol|partai|paslon|tps)")

ARREST = Phrases(
    _any("arrest"),
    r"mengamankan(?!\s+(?:jalannya|kegiatan|acara|arus|lalu|lokasi|jalur|rute|perayaan|prosesi))",
    r"menahan(?!\s+(?:tangis|diri|emosi|haru|air|rasa|sakit|napas))",
)
HARM = Phrases(_any("harm"))
SEIZURE = Phrases(_any("seizure"))
FESTIVE = Phrases(_any("festive"))

# Words and phrases that make a text a case: of a party, and of what was done or suffered.
PARTIES = Phrases(
    "|".join(phrase for kind in ("suspect", "victim", "witness") for phrase in _ROLES[kind]),
    *"inisial berinisial identitas kejadian peristiwa kecelakaan kebakaran kebobolan".split(),
    *("rata dengan tanah", "anak buah", "dimintai keterangan", "minta tolong", "teriakan"),
    *("melihat api", "melihat asap", "memergoki", "pertama kali melihat", "menolong korban"),
    *("keterlibatan", "saya lihat", "saya dengar", "santunan jasa raharja"),
)
DEEDS = Phrases(_any("suffers", "falls"))
# What police do with a suspect: where nothing else is told of, the whole is of a case.
CHARGE = Phrases(_any("charge"))
CASES = (PARTIES, ARREST, HARM, SEIZURE, DEEDS)
CASE_WORDS = frozenset().union(*(told.words for told in CASES))
CASE_HINTS = frozenset().union(*(told.hints for told in CASES)) - CASE_WORDS
# Of these also news of advice tells only where somebody is a party now.
FIRM_CASES = (PARTIES, ARREST)
ADVICE = Phrases(_any("advice"))
# Who does or suffers something in a drill only plays it.
DRILL = Phrases(_any("drill"))
# What else a release may open with; then weak words of cases say nothing.
AT_EASE = Phrases(_any("festive", "at_ease"))
# Where a release opens so, it is news of a case.
UNCOVERS = Phrases(_any("uncovers"))
OPENINGS = (*CASES, UNCOVERS)
# Words of cases that other news has as well, and parties of none: of any news, of good news, and
# of what good news tells in passing.
VAGUE = frozenset(_PHRASES["vague"])
WEAK = VAGUE.union(_PHRASES["weak"])
IN_PASSING = WEAK.union(_PHRASES["in_passing"])
# Behind a name.
SUFFIX = Pattern(
    r"\s*(?:\([^)\n]{0,40}\))?\s*,?\s*(?:\d{1,2}\s*(?:tahun|thn|th)\.?\s*,?\s*)?"
    rf"(?:(?:{_any('between_name_and_role')}|,|\()\s*)*"
)
COPULA = Pattern(
    r"\s*(?:\([^)\n]{0,30}\))?\s*,?\s*(?:telah |sudah |resmi |kini )?"
    r"(?:merupakan|adalah|selaku|sebagai|ditetapkan|ialah|dijadikan)\b"
)
FAMILY_OF = Pattern(
    r"\s*(?:kandung |tiri |angkat )?(?:dari )?"
    r"(?:korban|anak|bocah|pelaku|tersangka|saksi|balita|bayi|siswi|siswa)"
)
CLOSED = Pattern(r"\s+yang\b|(?:\s+\w+){0,4}\s*[,.)”\"\n]|(?:\s+\w+){0,3}\s*$")
OFFICE_AFTER = Pattern(
    r"\s*,\s*(?:selaku |sebagai )?(?:ketua(?! r[tw]\b)|kepala|camat|lurah|direktur|wakil|"
    r"anggota dpr\w*|perwakilan|tokoh|kuasa hukum|pengacara|penasihat hukum|humas|"
    r"pimpinan|pengurus|pembina|"
    r"koordinator|manajer|sekretaris|bendahara|pengasuh|juru bicara|pendiri|dosen|pakar|pengamat|"
    r"anggota komisi)\b(?! (?:geng|komplotan|sindikat|kelompok kriminal))"
)
DEGREE_AFTER = Pattern(
    r",\s*(?:[A-Z]\.?\s?[A-Z][A-Za-z]{0,4}\b\.?|Amd|A\.Md|Dipl|Drs?\b|Psi|M\.?\w+\.?|"
    r"S\.?\s?\w{1,4}\b\.?)(?![a-z])"
)
# Before `putra` and `putri` that tell women's games from men's.
GAME_BEFORE = Endings(
    "tim kelas kategori tunggal ganda nomor regu kadet junior senior basket voli bola bagian "
    "asrama kos pemain pasukan atlet beregu estafet remaja".split()
)
IS_YOUNG = Pattern(rf"[^.;]{{0,40}}\b(?:{_any('is_young')})\b")
NEAR_SOMEBODY = Pattern(rf"\s*,\s*(?:{_any('somebody')}|penduduk)\b[^,.\n]{{0,45}}[,.]")
TRADE_BEHIND = Pattern(
    rf", (?:seorang )?(?:{'|'.join(sorted(table('words')['people']))})\b[^,.\n]{{0,45}},"
)
# `Ros, sang asisten, …`.
THE_ONE = Pattern(r"\s*, (?:sang|si) [a-z]+\b")
NEIGHBOUR_BEHIND = Pattern(
    r"\s*,\s*(?:tetangga|teman|rekan|kerabat|majikan|satpam|pemilik warung|pemilik rumah|"
    r"penghuni kamar|penghuni kos|penjaga malam|pemilik kos|tonggo)\b"
    r"[^,.\n]{0,45}[,.]"
)
PSEUDONYM_AFTER = Pattern(
    r"\s*(?:\([^)]{0,30}\))?\s*[,(]?\s*"
    r"(?:bukan nama|nama samaran|nama disamarkan|samaran)"
)

_CATCHING = "menangkap menahan membekuk meringkus menciduk mencokok menggiring memburu".split()
_ACCUSING = (
    *_CATCHING,
    *"menjebloskan menjerat mendakwa menuntut memvonis menghukum menggelandang".split(),
)
_PARTS = "tersangka|terdakwa|terpidana|terduga|pelaku|terlapor"

# `Lurah Hartono ditahan`: whoever holds an office is a party all the same.
ACCUSED = Pattern(
    r"\s*(?:\([^)\n]{0,30}\))?\s*,?\s*(?:(?:juga|kini|telah|resmi|akhirnya|sudah|yang|pun) ){0,2}"
    r"(?:ditahan|ditangkap|ditetapkan|dijadikan tersangka|dijerat|divonis|dituntut|didakwa|"
    r"disangka|dipenjara|"
    r"diamankan (?:polisi|petugas|tim|aparat|ke|di|karena)|"
    r"diduga (?:me|kor|ter(?!jatuh|tabrak))\w+|sebagai (?:tersangka|terdakwa))"
)

# `menahan Kades Sumarno`, `diduga dilakukan dr. Bramantyo`, `menuntut Lurah Darmo 5 tahun`.
ACCUSED_BEFORE = Pattern(
    # Also what somebody is: `menangkap pemilik klinik, Dr. Hendarto`.
    rf"(?:\b(?:{'|'.join(_ACCUSING)})(?:(?: [a-z]+){{1,3}},)?|"
    r"\b(?:diduga|didakwa|dituduh) (?:di\w{3,}|ulah|perbuatan)(?: oleh)?|"
    rf"\b(?:{_PARTS})(?: (?:yakni|yaitu|adalah|bernama))?) $"
)

# `Fitri saya setubuhi`: what the speaker did.
HURT_BY = Pattern(
    r"\s+(?:(?:itu|lalu|kemudian|sudah|sempat|pernah|langsung) ){0,2}(?:saya|aku|kami|dia|ia) "
    rf"(?:{_any('hurt_by')})\b"
)

# Takes up whom the sentence before was about.
PRONOUN = Pattern(
    r"\s*(?:ia|dia|(?:pria|wanita|perempuan|lelaki|laki-laki|pemuda|kakek|nenek|ibu|bapak)"
    r"(?: [a-z]+)?(?: \d{1,2} tahun)? (?:itu|tersebut|ini)) "
)
# Opens a sentence that tells who the parties are.
BOTH_ARE = Pattern(
    r"\W*(?:keduanya|ketiganya|keempatnya|kelimanya|mereka|(?:kedua|ketiga|keempat|para) \w+)"
    r"(?: itu| tersebut)? (?:adalah|ialah|yakni|yaitu|masing-masing|antara lain)\b"
)
# Before a name.
OF_WHOM = Pattern(
    r"\s+(?:besar |dekat |inti )?dari\s+(?:(?:almarhum|almarhumah|alm|pak|bu)\.?\s+)?"
)
DRIVEN = tuple(
    f"{vehicle} "
    for vehicle in (
        "bus truk angkot travel taksi ojek mobil motor pikap tronton elf becak speedboat "
        "perahu kapal"
    ).split()
)
DRIVES = Pattern(
    r"\b(?:sopir|supir|pengemudi|pengendara|penumpang|kernet|kondektur|motoris|nakhoda|juragan) "
    r"\w+ $"
)
ITEM = Pattern(r"\s*(?:[-*•+–>]|\(?(?:\d{1,2}|[a-z])[.)])\s*(?:(?:sdr|sdri|pak|bu|tn|ny|an)\.? )?")
HEADING = Pattern(
    r"\W*(?:(?:data|daftar|identitas|nama|nama-nama|para|inisial|berikut|untuk) ){0,3}"
    r"(?:korban|tersangka|terduga|pelaku|saksi|pelapor|terlapor|tsk)\b(?!.{0,50}(?:barang|bukti|"
    r"milik|kerugian|kronologi|perkara|tkp|kendaraan))[^.;]{0,40}$"
)
NAMED = Pattern(
    rf"(?:\b(?:{_any('naming')}|identitas\w*\b[^.:\n]{{1,50}}:|a\.\s?n\.?)\s*"
    r"[:=]?|\b(?:an|sdr|sdri)\.?\s*:?)\s*[“\"'‘(]?\s*(?:\d{1,2}[.)]\s*)?"
    r"(?:(?:sdr|sdri|saudara|saudari|bapak|ibu|pak|bu|alm|almh|tn|ny|nn|h|hj)\.?\s+)*$"
)
TOLD = Pattern(r"\b(?:bernama|atas nama|a\.\s?n\.?|identitas(?:nya)?)\s*:?\s*(?:\w{1,4}\.?\s+)?$")
THING_NAMING = Pattern(
    r"\b(?:bernama|diberi nama|dinamai|berjudul|bertajuk|atas nama|nama)\s*[“\"'‘(]?\s*(?:si\s+)?$"
)
# What somebody is called, whatever word that is: `residivis panggilan Kancil`.
CALLED = Endings(
    "bernama panggilan dipanggil disapa sapaan julukan berjuluk dijuluki".split(), "“\"'‘("
)
FORM = Pattern(
    r"\b(?:(?:nama|nm|nma)(?: lengkap| korban| saksi| anak| pelaku)?"
    r"|(?:saksi|korban|pelaku|tsk|s|k)[ -]?\d{1,2})\s*[:=]\s*$"
)
# The title of a column: what stands behind is whose names it holds.
NAME_OF = Pattern(r"^[ *]*nama(?:-nama)?(?: (?:lengkap|orang|terang))?\b(?: para)?")
# What a cell of a table says of somebody in a case.
CELL_OF_SUSPECT = Pattern(rf"\|[ *]*(?:{_any('in_cells')})\b")
# `SMA Negeri 1 Singosari`: the town of a school.
SCHOOL_NUMBER = Pattern(
    r"\b(?:negeri|sd|smp|sma|smk|mi|mts|ma|sdn|smpn|sman|smkn|pgri|percobaan) \d{1,3} $"
)
# Whoever tells what was seen or heard, and speaks for nobody else.
TELLS = Pattern(
    r"\s*,?\s*(?:mengatakan|menuturkan|menceritakan|bercerita|mengaku|berkata|kepada polisi)\b"
    r"[^.\n]{0,50}\b(?:mendengar|melihat|mencium|terbangun|dirampok|ditodong|kehilangan|ditipu|"
    r"mondar-mandir)\b"
)
TO_POLICE = tuple(f"kepada {listener}, " for listener in "polisi penyidik petugas".split())
SPEAKS_SHAKEN = Pattern(
    r"\s*,?\s*(?:yang (?:masih|tampak|terlihat|menjadi korban|pertama|mengaku)|seusai|usai|"
    r"saat ditemui|sambil (?:menangis|terisak)|dengan (?:suara|mata)|sembari|lirih)\b"
)
# Sex and age behind a name in a list of persons, and what more cells hold.
ROW = Pattern(
    r"[ |–:;,-]{1,4}(?:(?:lk|pr|l|p|laki-laki|perempuan|pria|wanita)[ |:;,-]{1,4})?"
    r"\d{1,2}(?: ?(?:tahun|thn|th)\b\.?)?(?:[ |.;,]*| \|.*)"
)
# Dead, badly hurt, slightly hurt.
MARK_BEHIND = Pattern(r"\s*[(,:-]?\s*(?:md|m\.d\.?|lb|lr|luka (?:berat|ringan)|meninggal)\b")
THINGS_NAMED = frozenset(_PHRASES["thing_named"])
NOT_NAME_BEFORE = Endings((*_PHRASES["not_before"], "dr", "dr."))
# Whose house and belongings are private as well: `praktik dr. Fransiska dibobol`.
LAY_BEFORE = Endings((*table("words")["lay_offices"], "dr."))
THING_BEFORE = Endings(_PHRASES["before_things"])
POINTED_AT = Pattern(r"\s+(?:itu|ini|tersebut|lalu|milik|depan)\b")
PLACE_BEFORE = Endings(_PHRASES["before_places"])
OCCASION_BEFORE = Endings(_PHRASES["before_occasions"])
HOME_BEFORE = Endings(_PHRASES["home_before"])
SPEECH = Pattern(rf"\b(?:{_any('speech')})\s*,?\s*$")
LAWYER = Endings(_PHRASES["helper"])
# `ketua paguyuban sopir travel, …`
OF_PEOPLE = words_of(
    "paguyuban komunitas asosiasi serikat persatuan ikatan himpunan forum perkumpulan perhimpunan"
)
HEAD_OF_PEOPLE = Pattern(rf"\b(?:{_any('office')}) (?:{'|'.join(sorted(OF_PEOPLE))}) (?:\w+ )?$")
PSEUDONYM_BEFORE = Pattern(r"\b(?:sebut saja|samaran|nama samaran|disamarkan|panggil saja)\W*$")
HURTS = Pattern(rf"\b(?:{_any('hurts')})\b[\w\s]{{0,30}}$")
STRUCK_DIRECTLY = Endings(_PHRASES["hurts"])
TAKES = Pattern(rf"\b(?:{_any('takes')})\s+(?:[a-z]+\s){{0,3}}$")
CATCHES = Endings(_CATCHING)
# Between that and an office: `menahan mantan kepala desa`.
FORMER = Pattern(r"(?:\b(?:mantan|eks|oknum|seorang|bekas) ?)+$")
# `dari Marisi disita 5 butir ekstasi`: whose hands it was in.
SEIZED = Pattern(
    r"[^.;\n]{0,60}\b(?:disita|menyita|ditemukan|menemukan|diamankan|mengamankan|diperoleh|didapati|"
    r"dirampas|gram|paket|butir|klip|poket|linting|batang|unit|buah|botol)\b"
)
# `saya kembalikan ke Sulastri`, `beli dari Marwan`: with whom somebody deals.
FROM_OR_TO = ("ke ", "sama ", "pada ", "dari ", "lewat ")
DEALS_WITH = Pattern(
    r"\b(?:me\w{0,3}|di|ku)?(?:kembali|serah|beri|kasih|jual|setor|antar|untun|arah|titip|kirim|pinjam|bayar|"
    r"utang|beli|dapat|ambil|curi|pesan|transfer|minta|gadai|oper)\w{0,3}\s+(?:\w+\s+){0,2}"
    r"(?:ke|sama|pada|dari|lewat)\s+$"
)
# `warga Melati`: who lives there, or what happens there.
AT_A_PLACE = Pattern(
    r"\b(?:di|asal|berasal dari|warga|penduduk|masyarakat|wilayah|kawasan|daerah|sekitar)\s+$"
)
# What police do, and whoever helps them: the subject is no party of the case.
SECURES = Pattern(
    r"\W*(?:(?:ikut|turut|juga|langsung|segera|sigap) )?"
    rf"(?:{'|'.join(_CATCHING)}|mengamankan|menyita|menertibkan|membubarkan|mengevakuasi|"
    r"melerai|menggagalkan|menyergap)\b"
)
SEEN_BY = Pattern(
    r"\b(?:diketahui\s+(?:pertama kali\s+)?(?:oleh\s+)?|(?:ditemukan|dilaporkan|disaksikan|dilihat|"
    r"didengar|dipergoki)\s+(?:pertama kali\s+)?(?:oleh\s+)?"
    r"|(?:tercium|terdengar|terlihat) oleh |pengaduan (?:dari )?"
    r"|(?:laporan|keterangan|penuturan|kesaksian) (?:dari )?|"
    r"(?:informasi|aduan|penuturan|kesaksian) "
    r"(?:[a-z]+ ){0,2}dari |(?:laporan|aduan) (?:polisi )?(?:itu )?"
    r"(?:dibuat|disampaikan) (?:oleh )?)(?:(?:seorang|warga|saksi|tetangga|bernama|anak|korban|"
    r"perangkat desa|ketua rt|ketua rw|kepala dusun|pemilik rumah|pemilik kos|pelapor|pak|bu|ibu|"
    r"bapak|sdri?|saudara|saudari|h|hj)\.?\s+)*$"
)
OF_SUSPECT = Endings(_PHRASES["of_suspect"], marks=",")
OF_VICTIM = Endings(_PHRASES["of_victim"])
GLAD_BEFORE = Pattern(
    rf"\b(?:{_any('glad_before')})\b(?! (?:pe\w+an|kejahatan|korupsi|aksi|utama|di balik)\b)"
    r"(?:\s+(?:lomba|bantuan|sembako|piagam|penghargaan|hadiah|"
    rf"beasiswa|"
    r"video|warga|bernama|yakni|yaitu|adalah|[a-z]+)){0,3}\s*[,:]?\s*"
    r"(?:(?:pak|bu|bapak|ibu|sdr|sdri|mbah|h|hj)\.?\s+)*$"
)
OWNS = Pattern(
    rf"\b(?:{_any('owns')})\w*\s+(?:pribadi\s+|milik\s+|panggung\s+|matik\s+|bebek\s+|tua\s+|"
    r"semipermanen\s+|kontrakan\s+|tetangganya\s+|mewah\s+|kos\s+|orang tua\s+)?$"
)
# `112 siswa`, `para santri`: not one of them.
COUNTED = Pattern(
    r"\b(?:\d{2,}|[2-9]|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|\w+ (?:belas|puluh|ratus)|"
    r"sepuluh|\w+an|para|sejumlah|seluruh|semua)(?: orang)? $"
)
MEMBERS = Endings("petugas anggota personel aparat tim pegawai pasukan regu unit jajaran".split())
BESIDE = Endings(_PHRASES["somebody"])
# `rekannya, …`, `seorang buruh, …`: a person, and who it is.
PERSON_BEFORE = Pattern(
    rf"\b(?:{'|'.join(sorted(table('words')['people']))}|{_any('somebody')})(?:nya)?"
    r"(?:\s[a-z]+){0,2}\s*,\s*$"
)
PERSON_BEHIND = Endings("kepada terhadap oleh bersama pasangan antara dialami menimpa".split())
BODY_OF = Endings(("tubuh", "jasad", "jenazah", "mayat", "jasat"))
# Whoever comes to harm, in front of a rank: not `usai menemui korban, AKP …`.
VICTIM_IS = Pattern(
    r"\b(?:korban|penumpang|pengemudi|pengendara|sopir|pembonceng)\w*(?: [a-z-]+){0,3}"
    r"(?: (?:ialah|adalah|yakni|yaitu|bernama|atas nama|merupakan)|,? masing-masing|:) $|"
    r"\b(?:kedua|ketiga|keempat|kelima|para|salah satu|seorang) (?:korban|pengendara|penumpang)\w*"
    r"(?: [a-z-]+){0,3}, $|"
    r"\b(?:pengemudi|pengendara|sopir|pembonceng|penumpang|korban|ajudan)nya, $"
)
_RANKS = "|".join(sorted(table("words")["ranks"]))
JOINED_RANK = Pattern(
    rf"\b(?:{_RANKS}) [\w.', ]{{3,60}} (?:dan|serta|sedangkan|sementara) $|; (?:dan )?$"
)
# `melempar botol ke arah Frans`
AIMED = Pattern(
    r"\b(?:melempar|menembak|mengayun|menyabet|menodong|menyiram|memanah|menyerang|berlari|meludah|"
    r"membidik|mengarah)\w* (?:[a-z]+ ){0,4}ke arah $"
)
# `pencurian di kios Daeng Rewa`: what happens to a shop happens to its owner.
STRUCK_AT = Pattern(
    r"\b(?:pencurian|pembobolan|perampokan|kebakaran|mencuri|membobol|merampok|menyatroni|menjarah|"
    rf"merusak|membakar|menggasak)\b(?: di| isi)? (?:{'|'.join(sorted(table('words')['owned']))}) $"
)
# Between a name and where its trade is: `, juragan sayur `.
TRADE = Pattern(
    rf", (?!(?:{_any('somebody')}|anak|yakni|yaitu|bernama|alias|milik|sedangkan|sementara|serta|"
    r"dan|lalu|kemudian|sang)\b)[a-z]{4,} (?:[a-z]{3,} )?"
)
TRADE_OF_HIDDEN = Pattern(rf"\){TRADE.text}$")  # behind initials and an age
# `Warung Bu Sarinem yang ludes terbakar`: what its owner suffers.
STRUCK_BEHIND = Pattern(
    r"(?: yang)?(?: telah| sudah| sempat)? (?:ludes|terbakar|dibakar|dibobol|digasak|disatroni|"
    r"dirampok|dijarah|kemalingan|kebobolan|kerampokan)\b"
)
# `Serda Anton yang mencoba menghadang ditusuk`.
HARMED_BEHIND = Pattern(
    r"\s*yang (?:(?:meng?(?:hadang|adang|ejar|amankan)|menolong|menangkap|melerai|membantu|menegur|"
    r"menyelamatkan) (?:korban|pelaku|tersangka|warga) |"
    r"(?!korban|pelaku|tersangka|warga|saksi|menye|menje|meneg|menut|meng(?:ata|ung|imb|apr|aku))"
    r"[a-z]+ ){1,5}?"
    r"(?:mengalami (?:luka|retak|patah|memar|cedera|lebam|gegar)|terluka|luka|ditusuk|dibacok|"
    r"ditembak|tertembak|dipukul|didorong|ditendang|dikeroyok|dianiaya|tewas|meninggal|kena|terkena)\b"
)
# Whoever falls on duty is honoured by name.
HONOURED = Pattern(r"[^.\n]{0,20}\b(?:gugur|selamat|pamit)\b")
CHILD_OF = Pattern(
    r"\b(?:diduga|adalah|ialah|merupakan) (?:anak|putra|putri|cucu)(?: kandung| tiri| angkat|"
    r" bungsu| sulung| kedua| pertama| ketiga)?\s+$|"
    r"\b(?:anak|putra|putri|bocah|cucu)\w*\b.{0,20}\b(?:dari|pasangan)\b.{0,12}$"
)
# `anak sulung almarhum`: somebody's child, of any age.
CHILD_IN_ROW = Pattern(r"anak (?:sulung|bungsu|pertama|kedua|ketiga|keempat|kelima|almarhum\w*)\b")
# `Korban adalah keponakan Lurah Darmo`.
_KIN = "anak|putra|putri|cucu|keponakan|istri|suami|adik|kakak|sepupu|menantu|mertua|ayah|ibu"
_OF_KIN = "kandung|tiri|angkat|bungsu|sulung|ipar"
RELATIVE_OF = Pattern(
    r"\b(?:korban|pelaku|tersangka|adalah|ialah|merupakan)(?: itu| adalah| ialah| merupakan)? "
    rf"(?:{_KIN})(?: (?:{_OF_KIN}))?(?: dari)? (?:(?:pak|bu|bapak|ibu) )?$"
)
# The last word before a name where one of these two patterns may fit.
BEFORE_PARTY = frozenset(
    f"{_KIN}|{_OF_KIN}|{_PARTS}|dari|oleh|ulah|perbuatan|yakni|yaitu|adalah|bernama".split("|")
).union(_ACCUSING)
AGENT = Pattern(r"\b(?:oleh|di[a-z]{4,})\s+(?:seorang\s+|para\s+|dua\s+|tiga\s+|kawanan\s+)?$")
# Who did what a passive verb says: `dipakai Nyoman Gunarsa`.
DONE_BY = Pattern(rf"\b(?!(?:{_any('done_by_officials')})\b)di[a-z]{{3,}}(?: oleh)?\s+$")
# Whoever runs what is forbidden: `arisan bodong itu dikelola …`.
RUN_BY = Pattern(
    r"\b(?:bodong|ilegal|gelap|haram|judi\w*|palsu|oplosan|sindikat|komplotan|geng|fiktif|terlarang|"
    r"curian|sabu|narkoba|ganja|togel)\b[^.,\n]{0,30}"
    r"\bdi(?:kelola|dirikan|bangun|produksi|pimpin|ketuai|gelar|selenggarakan|jalankan)(?: oleh)? $"
)
# A spokesman is an office, who steers a boat or guards a car park is none.
_TITLES = "|".join(sorted(table("words")["titles"] - table("words")["lay_offices"] - {"juru"}))
OFFICE = Pattern(
    rf"\b(?:(?:{_any('office')})(?! waris\b)(?:(?<!manajer)(?<!anggota)nya)?|wali ?kota|"
    rf"kapol\w+|kasat\w*|kanit\w*|kasi(?!r\b)\w*|kabag\w*|kabid\w*|kadis\w*|kaur\w*|panit\w*|{_TITLES})\b"
)
# What an official does who is asked about a case.
# Who has an account that somebody breaks into: `akun WhatsApp Mansur diretas`.
ACCOUNTS = tuple(
    f"{site} " for site in "whatsapp facebook instagram telegram tiktok wa ig fb".split()
)
BROKEN_INTO = Pattern(
    r"\s*(?:telah |sudah |sempat )?di(?:retas|bajak|hack|kloning|sadap|ambil alih|curi)\b"
)
DENIES = Pattern(r"\s*,?\s*(?:juga |pun |langsung )?(?:membantah|berdalih|berkilah)\b")
# Degrees, and the title of a pilgrim.
ADULT = Pattern(r"\b(?:ir|drs|dra|drg|dr|prof|h|hj|haji|hajah)\.? $")
# A high office in apposition: `Dedi Mulyadi, Gubernur Jawa Barat,`.
HIGH_OFFICE_BEHIND = Pattern(
    r"\s*,\s*(?:selaku |sebagai )?(?:wakil )?(?:gubernur|bupati|wali ?kota|menteri|presiden|"
    r"kapol\w+|kasat\w*|dandim|danramil|camat|lurah|rektor|ketua dprd|anggota dpr\w*)\b"
)
# `Nanang selaku pemilik warung`, beside an officer Nanang.
LAY_BEHIND = Pattern(
    r"\s*,? (?:selaku|sebagai) (?:pemilik|penjaga|penghuni|warga|saksi|pelapor|korban|tetangga)\b"
)
# `Letkol Laut (P) Hafidz`: a rank with its corps.
CORPS_BEFORE = Pattern(
    r"\b(?:laksa\w+|jenderal|\w+jen|kolonel|letkol|mayor|kapten|lettu|letda|pel\w+|ser\w+|kop\w+)"
    r"(?: tni| laut)?\s*\([a-z]{1,4}\)\s*$"
)
# The head that is struck, not that of a body.
STRUCK = Pattern(r"\b(?:me|di)[a-z]{4,} (?:bagian )?kepala\s+$")
# Whoever explains a case to a court: `ahli pidana dari Universitas Riau, Dr. …`.
EXPERT = Pattern(r"\bahli (?!waris\b)[^.,;\n]{3,50}, (?:dr|prof)\.? $|\bsaksi ahli\b[^.;\n]{0,50}$")
AMONG = Pattern(r"\b(?:antara lain|di antaranya|salah satunya|termasuk)\s+$")
# `Dinas Sosial diwakili Pekerja Sosial Ahli Muda …`.
SPEAKS_FOR = Pattern(r"\bdiwakili(?: oleh)?(?: [\w.]+){0,4} $|\b(?:melalui|lewat) [a-z]+nya, $")
# Whoever lives next door holds these: a neighbour who sees something is a witness.
LAY_OFFICE = Pattern(
    r"\b(?:ketua (?:rt|rw)|kepala dusun|kadus|kepala lingkungan|hansip|linmas|pengurus|penjaga|"
    r"pengelola|marbot|modin|takmir|mantri)\b"
)
# What nobody holds an office of, and who leads to another.
NO_OFFICE = words_of(
    "geng komplotan sindikat judi mafia preman begal arisan pengedar jaringan gerombolan kelompok "
    "kawanan yang dan atau korban anak istri suami ibu ayah keluarga bernama berinisial inisial "
    "terhadap kepada oleh dengan dari di ke itu ini tersebut pelaku tersangka saksi terduga"
) | frozenset(KINDS)
OFFICE_GAP = frozenset(_PHRASES["between_office_and_name"])

# Between two of them.
GAP = Pattern(
    r"(?:[\s,:;(“\"'‘–—-]|\d{1,2}[.)]\s|\d{1,2}(?=\s*(?:tahun|thn|th|orang))|\(\d{1,2}\)|"
    rf"\b(?:{_any('between_role_and_name')}|a\.?n\.?|vi{{0,3}}|xi{{0,2}}|i{{1,3}})\b\.?)*"
)
LIST_GAP = Pattern(
    # What each is, what each paid or lost, where each was hit: `Noldy, makelar, dan Christian`.
    r"(?>, [a-z ]{3,40}(?:;|, (?:dan|serta) )|"
    r"\b(?:(?:(?:me)?rugi|sebesar|senilai|menyetor|menyerahkan|membayar|mentransfer|kehilangan) )?"
    r"rp ?[\d.,]+(?: (?:ribu|juta|miliar))?\b|"
    r"\b(?:terluka |luka |tertembak |terkena )(?:\w+ )?di \w+, (?:sedangkan|sementara) |"
    r"\b(?:(?:berperan|bertugas|bertindak) )?(?:sebagai|selaku) [a-z ]{3,30},? "
    r"(?:dan |serta |sedangkan |sementara )?(?=$)|"
    r"\b(?:asal|dari|warga) \w+(?: \w+)?(?=,| dan | serta )|"
    r"[\s,;&/•·+-]|\d{1,2}(?=\s*(?:tahun|thn|th)\b)|\([^)\n]{0,60}\)|\d{1,2}[.)]|"
    rf"\b(?:{_any('between_names')})\b)*"
)
THING_GAP = Pattern(r"\s*(?:[,/&–-]|,?\s*\b(?:dan|serta|dengan|atau|maupun|hingga|sampai|ke)\b)\s*")
