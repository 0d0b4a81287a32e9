"""The words and phrases of press texts that tell who plays which part."""

from __future__ import annotations

from kentongan.gate.pattern import Pattern, Phrases
from kentongan.gate.tables import words_of

SUSPECT = (
    "daftar pencarian orang|tersangka|terduga|pelaku|terdakwa|terpidana|residivis|buronan|buron|"
    "dpo|pengedar|bandar|kurir|"
    "pencuri|maling|penadah|begal|perampok|pembunuh|penganiaya|terlapor|eksekutor|napi|narapidana|"
    "tahanan|pejudi|penjudi|provokator|oknum|penipu|pemerkosa|pengeroyok|penjambret|jambret|copet|"
    "pencopet|pembacok|penusuk|pengguna narkoba|pemakai|penyalahguna|mucikari|muncikari|pemasok|"
    "otak|pelakunya|tersangkanya|komplotan|sindikat|joki|calo"
)

VICTIM = (
    "pemiliknya|korban|korbannya|almarhum|almarhumah|alm|jenazah|mayat|mendiang|penyintas|"
    "pengendara|"
    "pengemudi|"
    "sopir|supir|pembonceng|penumpang|pejalan kaki|pesepeda|pemotor|pengendaranya|pembonceng|"
    "pengemudinya|ditumpangi|dikendarai|dikemudikan|dibonceng|membonceng|berboncengan|"
    "mengendarai|jasad"
)

WITNESS = "kesaksian|saksi|pelapor|pengadu|informan|saksi mata|pelapornya|saksinya"

CHILD = (
    "anak|bocah|balita|bayi|remaja|pelajar|siswa|siswi|santri|santriwati|murid|abh|anaknya|"
    "putra|putri|putranya|putrinya|cucu|cucunya|abg|anak-anak"
)

FAMILY = (
    "ayah|ibu|bapak|bapaknya|orang tua|orangtua|wali|paman|bibi|kakek|nenek|kakak|adik|istri|"
    "isteri|suami|"
    "ayahnya|ibunya|ibunda|ayahanda|ayahandanya|ibundanya|keluarga|kakaknya|adiknya|istrinya|"
    "suaminya|neneknya|kakeknya|pamannya|kerabat|"
    "orang tuanya|orangtuanya|tante|mertua|menantu|sepupu|keponakan|saudara kandung"
)

KINDS = {
    **dict.fromkeys(SUSPECT.split("|"), "suspect"),
    **dict.fromkeys(VICTIM.split("|"), "victim"),
    **dict.fromkeys(WITNESS.split("|"), "witness"),
    **dict.fromkeys(CHILD.split("|"), "child"),
    **dict.fromkeys(FAMILY.split("|"), "family"),
}


# Behind a role word: business people, the general public, experts and others that are no part.
NOT_A_PART = (
    r"\s+(?:usaha|ekonomi|umkm|perjalanan|industri|wisata|seni|pasar|bisnis|ahli\b|jiwa|"
    r"buah|muda|panah|cabang|perusahaan|tangga|sungai|bangsa|didik|pertanian|pendidikan|bisu|"
    r"kandung\b(?!\s+(?:korban|pelaku|tersangka|bernama))|harta|materi|angkat bicara)"
)
NOT_A_WITNESS = r"\s+(?:ahli|bisu|parpol|partai|paslon|tps)"

TRIGGER_WORDS = (
    frozenset(word for phrase in KINDS for word in phrase.split())
    | words_of("bernama inisial berinisial identitas nama kejadian peristiwa kecelakaan kebakaran")
) - words_of("orang kaki mata kandung daftar pencarian")

ARREST = Phrases(
    "membobol|mencongkel|memalak|memeras|menggeledah|menggerebek|digerebek|diinterogasi|"
    "kami tangkap|kami amankan|daftar pencarian orang|penjara|dibui|sel tahanan|"
    "diperiksa polisi|ditembak|digeledah|berurusan dengan|kabur|melarikan diri|menggasak|"
    "menggondol|nekat|menodong|beraksi|ditangkap|diamankan|dibekuk|diringkus|dicokok|"
    "dijebloskan|ditahan|digelandang|menangkap|mengamankan|menciduk|diciduk|digiring|memburu|"
    "diburu|mendekam|meringkuk|membekuk|meringkus|dijerat|divonis|mencuri|membacok|"
    "menganiaya|menusuk|mengedarkan|memperkosa|mencabuli|menyetubuhi|menggelapkan|menipu|"
    "mengeroyok|membegal|merampok|membunuh|menjambret|disangkakan|menyerahkan diri|kedapatan|"
    "tertangkap|mengaku mencuri",
    r"menahan(?!\s+(?:tangis|diri|emosi|haru|air|rasa|sakit|napas))",
)

HARM = Phrases(
    "tergantung|tubuh|ditodong|raib|digondol|digasak|menghantam|dihantam|menabrak|"
    "bertabrakan|terbakar|diculik|tertipu|tewas|meninggal|terluka|luka-luka|luka|tenggelam|"
    "hanyut|terseret|tertabrak|ditabrak|terlindas|terjepit|tersengat|tersambar|terbalik|"
    "terperosok|gantung diri|dianiaya|dibacok|ditusuk|dikeroyok|dirampok|dibegal|dijambret|"
    "dicabuli|diperkosa|disetubuhi|dilecehkan|dirudapaksa|dibunuh|kehilangan|tertimpa|"
    "tertimbun|hilang|tak bernyawa|tidak bernyawa|bunuh diri|patah|kritis|ditipu|terjatuh|"
    "kecelakaan|dirundung|melaporkan|melapor",
)

AGE_AFTER = Pattern(
    r"\s*(?:"
    r"\(\s*(?:[LPlp]\s*[,/]\s*)?(?:(?:umur|usia|berusia|sekitar|kurang lebih|inisial|alias|"
    r"\w{1,12})\s+){0,2}"
    r"(?P<a>\d{1,2})(?P<u>\s*(?:tahun|thn|th|bulan|bln|hari)\b\.?)?(?=\s*[),/;]|"
    r"\s+[a-z])(?!\s*/\s*\d)|"
    r",?\s*(?:yang\s+)?(?:umur|usia|berumur|berusia|"
    r"usianya)\s*:?\s*(?P<b>\d{1,2})(?P<v>\s*(?:tahun|thn|th|bulan|bln))?|"
    r",?\s*(?:yang\s+)?(?:(?:baru|masih|baru berusia|"
    r"masih berusia)\s+)?(?P<c>\d{1,2})\s*(?P<w>tahun|thn|th|bulan|bln)\b(?!\s*\d{4})|"
    r",\s*(?P<d>[1-9]\d?)(?=,\s))"
)

AGE_WORDS = words_of("umur usia berumur berusia")
AGE_STATED = Pattern(r"\b(?:umur|usia|berumur|berusia)\s*:?\s*\d{1,2}\b")
YEARS_BEHIND = Pattern(r"\s*(?:tahun|thn|th)\b")
AGE_BRACKET = Pattern(r"\((?:[lp]\s*[,/]\s*)?(?:\w{1,12}\s+)?\Z")
AGE_CLOSED = Pattern(r"(?:\s*(?:tahun|thn|th)\b\.?)?(?=\s*[),]|/[lp]\b)")

# What an age behind a name may begin with: `(34)`, `, 34 tahun`, `usia`, `berumur`, `masih`.
AGE_MARKS = frozenset("(,;|-•+yubm")

AGE_LINE = Pattern(r"\s*[\n,;|]?\s*[-•+]?\s*(?:umur|usia)\s*:?\s*(\d{1,2})")

GAP = Pattern(
    r"(?:[\s,:;(“\"'‘–—-]|\d{1,2}[.)]\s|\d{1,2}(?=\s*(?:tahun|thn|th|orang))|\(\d{1,2}\)|"
    r"\b(?:di bawah umur|dibawah umur|yang|atas|nama|a\.?n\.?|ini|itu|tersebut|yakni|yaitu|"
    r"adalah|ialah|"
    r"merupakan|diketahui|teridentifikasi|diidentifikasi|dikenali|sebagai|bernama|berinisial|"
    r"inisial|"
    r"dengan|identitas|lengkap|utama|pertama|kedua|ketiga|keempat|lain|lainnya|tewas|meninggal|"
    r"dunia|luka|"
    r"pria|wanita|laki-laki|lelaki|perempuan|seorang|orang|dua|tiga|remaja|pemuda|gadis|pelajar|"
    r"siswi|siswa|"
    r"anak|korban|pelaku|tersangka|saksi|terduga|mata|sdr|sdri|saudara|saudari|bapak|ibu|pak|bu|"
    r"almarhum|"
    r"almarhumah|alm|almh|warga|kelas|kaki|motor|mobil|truk|sepeda|roda|smp|sma|smk|sd|mts|mi|ma|"
    r"tk|paud|kecil|"
    r"kandung|tiri|angkat|sulung|bungsu|malang|si|sang|mahasiswa|mahasiswi|yg|bersama|hanya|"
    r"menjadi|juga|"
    r"vi{0,3}|ix|iv|x|xi{0,2}|i{1,3}|bin|curanmor|pencurian|penipuan|penganiayaan|pembunuhan|"
    r"narkoba|"
    r"sabu|begal|pengeroyokan|penggelapan|pengedar|bandar|kurir|residivis|oknum|perampokan|jambret|"
    r"penjambretan|pencabulan|pemerkosaan|persetubuhan|kasus|laka|kecelakaan|tenggelam|hanyut|"
    r"dewasa|"
    r"satu|masing-masing|para|antara|jenazah|mayat|jasad|sopir|pengendara|pengemudi|pembonceng|"
    r"penumpang|oleh|"
    r"ditumpangi|dikendarai|dikemudikan|dan|pemilik|rumah|toko|warung|h|hj|haji|hajah|sdr|tn|ny|"
    r"pedagang|"
    r"petani|nelayan|sekaligus|"
    r"menyebut|"
    r"bahwa|bocah|balita|bayi|berusia|usia|tahun|berumur|umur|jenis|kelamin|residen|"
    r"tunggal)\b\.?)*"
)

NAMED = Pattern(
    r"(?:\b(?:bernama|atas nama|a\.\s?n\.?|nama lengkap|nama|identitas(?:nya)?|yakni|yaitu|"
    r"dikenali sebagai|"
    r"diidentifikasi sebagai|teridentifikasi sebagai|diketahui bernama|panggilan|disapa|inisial|"
    r"ialah|adalah)\s*"
    r"[:=]?|\b(?:an|sdr|sdri)\.?\s*:?|[:=])\s*[“\"'‘(]?\s*(?:\d{1,2}[.)]\s*)?"
    r"(?:(?:sdr|sdri|saudara|saudari|bapak|ibu|pak|bu|alm|almh|tn|ny|nn|h|hj)\.?\s+)*$"
)

SUFFIX = Pattern(
    r"\s*(?:\([^)\n]{0,40}\))?\s*,?\s*(?:\d{1,2}\s*(?:tahun|thn|th)\.?\s*,?\s*)?"
    r"(?:(?:yang|selaku|"
    r"sebagai|menjadi|merupakan|adalah|ialah|seorang|salah satu|salah seorang|"
    r"pihak|telah|sudah|"
    r"resmi|akhirnya|kini|langsung|juga|saat ini|ditetapkan|dijadikan|berstatus|diperiksa|"
    r"dihadirkan|diduga|"
    r"jadi|turut|bertindak|disebut|,|\()\s*)*"
)

LIST_GAP = Pattern(
    r"(?:[\s,;&/•·+-]|\d{1,2}(?=\s*(?:tahun|thn|th)\b)|\([^)\n]{0,60}\)|\d{1,2}[.)]|\b(?:dan|"
    r"serta|juga|bersama|beserta|alias|"
    r"tahun|thn|th|"
    r"warga|asal|umur|usia|kemudian|lalu)\b)*"
)

SPEECH = Pattern(
    r"\b(?:ujar|kata|ungkap|tutur|jelas|imbuh|tambah|terang|papar|pungkas|ucap|tegas|sebut|beber|"
    r"menurut|"
    r"katanya|ujarnya|harap|himbau|imbau)\s*,?\s*$"
)

NOT_NAME_BEFORE = Pattern(
    r"\b(?:di|ke|bus|po|kapal|perahu|kereta|toko|depot|rumah makan|hotel|kafe|salon|bengkel|"
    r"apotek|klinik|gudang|pabrik|klub|tim|restoran|"
    r"kuasa hukum|pengacara|penasihat hukum|advokat|ketua|hakim|jaksa|dokter|dr\.?|"
    r"psikolog|kepala|"
    r"bupati|camat|wakil|oleh tim|pakar|ahli|artis|aktris|aktor|penyanyi|presenter|pelatih|atlet|"
    r"ustaz|"
    r"ustadz|kiai|komandan|direktur|manajer|merek|merk|jenis|tipe|type|model|operasi|bertajuk|"
    r"bertema|"
    r"program|lagu|film|aplikasi|akun|grup|channel|portal|media|kawasan|wilayah|wilkum|"
    r"perumahan)\s+$"
)

LAWYER = Pattern(
    r"\b(?:kuasa hukum|pengacara|penasihat hukum|advokat|pendamping|bantuan|santunan|penyidik|"
    r"dokter|psikolog)\s+$"
)

PSEUDONYM_BEFORE = Pattern(r"\b(?:sebut saja|samaran|nama samaran|disamarkan|panggil saja)\W*$")

PSEUDONYM_AFTER = Pattern(
    r"\s*(?:\([^)]{0,30}\))?\s*[,(]?\s*(?:bukan nama|nama samaran|nama disamarkan|samaran)"
)

HURTS = Pattern(
    r"\b(?:membobol|menggasak|mencuri|menggondol|menyatroni|menguras|membakar|mengambil|menjarah|"
    r"merampas|memukul|memukuli|menganiaya|menabrak|membacok|menipu|menusuk|mengeroyok|"
    r"membunuh|memperkosa|"
    r"mencabuli|menyetubuhi|merampok|membegal|menjambret|menyerempet|menendang|mengancam|memeras|"
    r"menculik|menyiram|"
    r"melukai|mencekik|menikam|menewaskan|menyasar|menimpa|menghabisi|menodong|melindas|milik|"
    r"menyekap)\b[\w\s]{0,30}$"
)

SEEN_BY = Pattern(
    r"\b(?:diketahui\s+(?:pertama kali\s+)?oleh\s+|(?:ditemukan|dilaporkan|disaksikan|dilihat|"
    r"didengar|dipergoki)\s+(?:pertama kali\s+)?(?:oleh\s+)?"
    r"|laporan (?:dari )?|keterangan (?:dari )?)(?:(?:seorang|warga|saksi|tetangga|bernama|anak|"
    r"pak|bu|ibu|bapak|sdr|h|hj)"
    r"\.?\s+)*$"
)
_LINK = (
    r"\s*(?:\([^)\n]{0,40}\))?\s*(?:,[^,.\n]{3,45},)?,?\s*(?:alias \w+\s+)?(?:(?:akhirnya|"
    r"langsung|kemudian|juga|berhasil|"
    r"sempat|telah|sudah|harus|nekat|pun|lantas|lalu|kini|saat ini|diduga|dilaporkan|dikabarkan|"
    r"dinyatakan|hanya|yang|"
    r"masih|ditemukan|mengaku|terpaksa|turut|ikut|pada|diketahui|tersebut|itu)\s+){0,3}"
)
SUFFERS = Phrases(
    "tersesat|tak sadarkan diri|tidak sadarkan diri|pingsan|dibius|tewas|meninggal|wafat|"
    "tak bernyawa|tidak bernyawa|gantung diri|lemas|selamat|terluka|luka|tertabrak|ditabrak|"
    "dibacok|dianiaya|dirampok|ditodong|tenggelam|hanyut|terseret|kehilangan|tersambar|"
    "tersengat|terjatuh|jatuh|terpental|terlindas|terjepit|tertimbun|tertimpa|diselamatkan|"
    "dievakuasi|dilarikan|menjadi korban|jadi korban|mengalami luka|mengalami kerugian|"
    "mengalami patah|mengalami trauma|mengalami memar|kritis|dirawat|dimakamkan|dikeroyok|"
    "dipukul|dipukuli|ditusuk|dijambret|dibegal|ditipu|tertipu|raib|hilang|diculik|disiram|"
    "tersiram|ditikam|menderita|merugi|dibunuh|dicabuli|diperkosa|disetubuhi|dilecehkan",
    r"ditembak(?! kakinya)",
    lead=_LINK,
)
FALLS = Phrases(
    "ditetapkan tersangka|ditetapkan sebagai tersangka|menjadi tersangka|jadi tersangka|"
    "kami tangkap|kami amankan|kami tahan|kita tangkap|kita amankan|kita tahan|tertunduk|"
    "dihadirkan|ditangkap|diamankan|dibekuk|diringkus|digiring|ditahan|dijerat|divonis|"
    "dituntut|ditembak kakinya|dijebloskan|diciduk|dicokok|digelandang|menyerahkan diri|"
    "berurusan dengan|mendekam|kabur|melarikan diri|buron|mencuri|membacok|menganiaya|"
    "menusuk|menipu|menggelapkan|mengedarkan|menjambret|membegal|merampok|membunuh|"
    "memperkosa|mencabuli|menyetubuhi|disangka|menyesal|tertangkap|kedapatan|terbukti|dibui|"
    "berulah|gelapkan|curi|bacok|aniaya|dipenjara",
    lead=_LINK,
)
OWNS = Pattern(
    r"\b(?:saku|celana|tas|rumah|tangan|kamar|dompet|motor|mobil|uang|kediaman|kos|kontrakan|jok|"
    r"badan|tubuh|milik|perhiasan|"
    r"jasad|jenazah|handphone|ponsel|toko|warung|sepeda)\w*\s+(?:pribadi\s+|milik\s+)?$"
)
AGENT = Pattern(r"\b(?:oleh|di[a-z]{4,})\s+(?:seorang\s+|para\s+|dua\s+|tiga\s+|kawanan\s+)?$")
COPULA = Pattern(
    r"\s*(?:\([^)\n]{0,30}\))?\s*,?\s*(?:telah |sudah |resmi |kini )?(?:merupakan|adalah|selaku|"
    r"sebagai|ditetapkan|ialah|dijadikan)\b"
)

FAMILY_OF = Pattern(
    r"\s*(?:kandung |tiri |angkat )?(?:dari )?(?:korban|anak|bocah|pelaku|tersangka|saksi|balita|"
    r"bayi|siswi|siswa)"
)

CLOSED = Pattern(r"\s+yang\b|(?:\s+\w+){0,4}\s*[,.)”\"\n]|(?:\s+\w+){0,3}\s*$")

FORM = Pattern(r"\bnama(?: lengkap)?\s*[:=]\s*$")

OFFICE = Pattern(
    r"\b(?:kepala|ketua|wakil|bupati|camat|lurah|kades|wali ?kota|gubernur|menteri|direktur|"
    r"manajer|komandan|danramil|"
    r"jaksa|hakim|kapol\w+|kasat\w*|kanit\w*|kasi\w*|kabag\w*|kabid\w*|sekretaris|sekda|kadis\w*|"
    r"humas|kasubag|kasubsi|"
    r"kasubbag|juru bicara|jubir|dokter|psikolog|psikiater|pengacara|advokat|kuasa hukum|"
    r"penasihat hukum|tokoh|ustaz|kiai|"
    r"pimpinan|pengasuh|koordinator|anggota|perwakilan|presiden|rektor|dekan|dosen|kapuskesmas|"
    r"pakar|pengamat|ahli|"
    r"relawan|kapten|pemain|pelatih|bhabinkamtibmas|babinsa|kaur\w*|kasium|panit\w*|"
    r"penyidik)\b"
)

# Small words that may stand between an office and its holder.
OFFICE_GAP = words_of(
    "umum penuntut desa dusun kelurahan kecamatan rt rw hukum korban tersangka terdakwa keluarga "
    "tim dan "
    "bidang harian majelis forensik polisi masyarakat agama adat pemuda sekolah dinas bagian unit "
    "pelapor saksi pelaku terlapor tunggal muda madya utama pertama besar daerah negeri tinggi "
    "bersama sementara "
    "satuan seksi setempat kampung lingkungan pidana dari di kriminal"
)
TAKES = Pattern(
    r"\b(?:menggeledah|menggerebek|menangkap|menahan|mengamankan|membekuk|meringkus|menciduk|"
    r"mencokok|menetapkan|"
    r"menggiring|memburu|"
    r"menjebloskan|amankan|tangkap|bekuk|ringkus|ciduk|tahan)\s+(?:[a-z]+\s){0,3}$"
)
THING_NAMED = Pattern(
    r"\b(?:akun|grup|kapal|perahu|operasi|situs|aplikasi|program|kampung|desa|toko|kafe|kucing|"
    r"anjing|perusahaan|channel|"
    r"kanal|tim|organisasi|komunitas|kegiatan|lagu|tempat|lokasi|gunung|sungai|jalan|hotel|"
    r"warung|geng|kelompok|website|"
    r"produk|obat|laman|posko|pondok|sekolah|usaha|barang|zat|bahan|virus|inovasi)\b[\w ]{0,25}$"
)

INITIALS = Pattern(r"(?:[A-Z]\.?){1,4}$")

NAMINGS = ("bernama", "atas nama", "a.n")
CHAT_NAME = Pattern(
    r"\b(?:bernama|atas nama|a\.n\.?)\s+(?P<n>[a-z][a-z'’]{2,}(?:\s+(?!yang|dan|umur|usia|warga|"
    r"asal|dari|di|"
    r"serta|alias|berusia|berumur|ini|itu|tersebut|saat|ditemukan|meninggal|"
    r"ditangkap)[a-z][a-z'’]{2,}){0,3})"
)

INITIALS_BEFORE_AGE = Pattern(
    r"(?P<n>[A-Z](?:\.(?:[A-Z]\.){0,3}|[A-Z]{0,3}))\s*(?:\(|,\s*|\busia\s+|\bumur\s+|"
    r"berusia\s+)(?:[LP]\s*[,/]\s*)?\Z"
)
INITIALS_LEADS = ("(", ",", "/", "usia", "umur")
AGE_UNIT = Pattern(r"\s*(?:tahun|thn|th|[),/])")

NAMED_INITIALS = Pattern(
    r"\b(?i:anak|bocah|balita|bayi|pelajar|siswa|siswi|santri|santriwati|murid|abh)\b"
    r"(?P<gap>[\w\s,()]{0,40}?)\b(?i:berinisial|inisial)\s+(?P<n>(?:[A-Z]\.?\s?){1,4})(?![\w])"
)

OFFICE_AFTER = Pattern(
    r"\s*,\s*(?:selaku |sebagai )?(?:ketua|kepala|camat|lurah|direktur|wakil|anggota|perwakilan|"
    r"tokoh|kuasa hukum|pengacara|penasihat hukum|selaku kepala|humas)"
)
DEGREE_AFTER = Pattern(
    r",\s*(?:[A-Z]\.?\s?[A-Z][A-Za-z]{0,4}\b\.?|Amd|A\.Md|Dipl|Drs?\b|Psi|M\.?\w+\.?|"
    r"S\.?\s?\w{1,4}\b\.?)(?![a-z])"
)
CHILD_OF = Pattern(r"\b(?:anak|putra|putri|bocah|cucu)\w*\b.{0,20}\b(?:dari|pasangan)\b.{0,12}$")
SEIZURE = Phrases(
    "berkas perkara|dilimpahkan|kejaksaan|menyita|disita|menggerebek|digerebek|penggerebekan|"
    "barang bukti|sabu|narkotika|pil koplo|curanmor|pencurian|penggelapan|perjudian|togel",
)
FESTIVE = Phrases(
    "juara|lomba|penghargaan|pemenang|meraih|wisuda|hadiah|atlet|pentas|bakti sosial|"
    "santunan|turnamen|kejuaraan|ulang tahun|syukuran|khitan",
)
IS_YOUNG = Pattern(
    r"[^.;]{0,40}\b(?:duduk di (?:bangku )?(?:kelas|tk|sd|smp|sma|smk|paud|mi|mts)|"
    r"berstatus pelajar|"
    r"di bawah umur|masih (?:pelajar|balita|bocah|sekolah|anak-anak))\b"
)
BODY_OF = Pattern(r"\b(?:tubuh|jasad|jenazah|mayat|jasat)\s+$")
TOLD = Pattern(r"\b(?:bernama|atas nama|a\.\s?n\.?|identitas(?:nya)?)\s*:?\s*(?:\w{1,4}\.?\s+)?$")
NEAR_SOMEBODY = Pattern(
    r"\s*,\s*(?:tetangga|teman|rekan|kerabat|guru|majikan|pacar|sahabat|mantan|satpam|"
    r"warga)\b[^,.\n]{0,45}[,.]"
)
CATCHES = Pattern(
    r"\b(?:menangkap|menahan|membekuk|meringkus|menciduk|mencokok|menggiring|memburu)\s+$"
)


HOME_BEFORE = Pattern(r"\b(?:warga|asal|penduduk|berasal dari|berdomisili di|tinggal di)\s+$")

# Words that make a text a case by themselves, and the tell-tale words of phrases that may.
CASES = (ARREST, HARM, SEIZURE)
CASE_WORDS = TRIGGER_WORDS.union(*(phrases.words for phrases in CASES))
CASE_HINTS = frozenset().union(*(phrases.hints for phrases in CASES)) - CASE_WORDS
