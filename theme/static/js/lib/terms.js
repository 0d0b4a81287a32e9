// Words and stems of a query. The same rules as words.py and affixes.py of
// plugins/kentongan/parts/search; tests/vectors/terms.json holds both to them.

const STOP = new Set(
  (
    "yang dan di ke dari untuk dengan pada oleh dalam ini itu para akan telah sudah juga " +
    "serta atau agar adalah ada bahwa saat sebagai secara guna tersebut kepada karena bagi " +
    "hal lalu maupun yaitu hingga sehingga setelah saja kami kita mereka ia pun the of and " +
    "saya aku kamu anda apa apakah bagaimana gimana dimana mana kapan siapa kenapa mengapa tolong " +
    "mau ingin bisa dapat kalau yg dgn utk dr pd gak nggak ga lewat " +
    "wib wita wit tidak sampai satu belum masih tetap tiap setiap kembali demikian tanpa " +
    "lain lainnya semua seluruh bila jika namun tetapi sementara sejak antara selain melalui " +
    "sebelum sesudah kemudian selanjutnya sekitar seperti terhadap sebuah seorang beberapa " +
    "hanya lebih sangat lagi tentang yakni ialah selama sambil dilakukan melakukan jadi " +
    "menjadi kata katanya mengatakan dikatakan ujar ujarnya tutur tuturnya ucap ucapnya " +
    "imbuhnya"
  ).split(" "),
);
const STANDARD = {
  himbau: "imbau",
  personil: "personel",
  aktifitas: "aktivitas",
  resiko: "risiko",
  ijin: "izin",
  nopember: "november",
  pebruari: "februari",
  kwalitas: "kualitas",
  hoax: "hoaks",
  "e-tle": "etle",
  "e-tilang": "etilang",
};
const SPELLED = new RegExp(Object.keys(STANDARD).join("|"), "g");

// One word or text in the compared spelling; the spaces between words stay.
export function fold(text) {
  return text
    .replace(/['’‘ʼ\x60´]/g, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(SPELLED, (wrong) => STANDARD[wrong]);
}

export const tokens = (text) => fold(text).match(/[a-z0-9]+/g) ?? [];
export const isSearched = (word) => word.length >= 2 && word.length <= 24 && !STOP.has(word);

const VOWELS = "aiueo";
const NASALS = [
  ["meny", ["s", "ny"]],
  ["peny", ["s", "ny"]],
  ["meng", ["", "k"]],
  ["peng", ["", "k"]],
  ["mem", ["p", "m"]],
  ["pem", ["p", "m"]],
  ["men", ["t", "n"]],
  ["pen", ["t", "n"]],
];
const PREFIXES = [["di", 3], ["ber", 4], ["ter", 4], ["per", 5]];
const ENDINGS = ["lah", "kah", "tah", "pun", "nya"];
const AFTER_VERB = ["kan", "i"];
const AFTER_NOUN = ["an", "kan"];
const isOneOf = (letters, letter) => letters.includes(letter);

export const light = (word) => candidates(word)[0];

// What a word may be derived from, likeliest first.
export function candidates(word) {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return [word];
  const ending = ENDINGS.find((part) => word.endsWith(part) && word.length - part.length >= 4);
  const bare = ending ? derivedFrom(word.slice(0, -ending.length)) : [];
  return [...new Set([...bare, ...derivedFrom(word)])]; // the ending may be that of the root: menikah
}

function derivedFrom(word) {
  const [roots, suffixes] = withoutPrefix(word);
  const forms = roots.flatMap((root) => withoutSuffix(root, suffixes, root === word));
  const short = roots.filter((root) => /^...i$/.test(root)).map((root) => root.slice(0, 3));
  const commanded = /^.{5,}i$/.test(word) ? [word.slice(0, -1)] : []; // kelabui, lindungi
  return [...forms, ...short, ...spoken(word), ...commanded, word];
}

const SPOKEN = [["ny", ["s", "c"]], ["ng", ["", "k"]], ["n", ["t"]], ["m", ["p"]]];

// Without the nasal prefix of spoken language: nyuri, ngambil, nabrak, mukul.
function spoken(word) {
  const [nasal, replaced] = SPOKEN.find(
    ([start]) => word.startsWith(start) && isOneOf(VOWELS, word[start.length]),
  ) ?? ["", []];
  const roots = replaced.map((start) => start + word.slice(nasal.length));
  return [...roots, ...roots.filter((root) => root.endsWith("in")).map((root) => root.slice(0, -2))];
}

function withoutPrefix(word) {
  const suffixes = isOneOf("dmt", word[0]) ? AFTER_VERB : AFTER_NOUN;
  for (const [prefix, replaced] of NASALS) {
    if (!word.startsWith(prefix) || word.length - prefix.length < 3) continue;
    const rest = word.slice(prefix.length);
    const isVelar = prefix.slice(2) === "ng";
    if (isOneOf(VOWELS, rest[0])) {
      const roots = replaced.map((start) => start + rest);
      return [isVelar && rest[0] === "e" ? [...roots, rest.slice(1)] : roots, suffixes];
    }
    if (isVelar ? isOneOf("ghkx", rest[0]) : prefix.length === 3) return [[inner(rest)], suffixes];
  }
  for (const [prefix, most] of PREFIXES) {
    if (!word.startsWith(prefix) || word.length - prefix.length < most) continue;
    const rest = word.slice(prefix.length);
    const both = prefix !== "di" && isOneOf(VOWELS, rest[0]);
    return [both ? [inner(rest), `r${rest}`] : [inner(rest)], suffixes];
  }
  if (/^me[lrwy]/.test(word) && word.length > 6) return [[word.slice(2)], suffixes];
  if (/^ke.*an$/.test(word) && word.length > 7) return [[word.slice(2), word], ["an"]];
  if (/^pe/.test(word) && word.length > 6) {
    const roots = [word.slice(2), word];
    return [isOneOf("lwy", word[2]) ? roots : roots.reverse(), suffixes];
  }
  return [[word], AFTER_NOUN];
}

const inner = (word) => (/^(?:per|ber)/.test(word) && word.length > 7 ? word.slice(3) : word);

function withoutSuffix(word, suffixes, isWhole) {
  const least = (part) => (isWhole || part === "i" ? 4 : 3);
  const fits = (part) => word.endsWith(part) && word.length - part.length >= least(part);
  const fitting = suffixes.filter(fits);
  return [...fitting.map((part) => word.slice(0, -part.length)), word];
}

// A query as phrases and words: {words: [form], phrases: [[form]]}.
export function parseQuery(text) {
  const phrases = [];
  const rest = text.replace(/["“”„]([^"“”„]+)["“”„]/g, (_, inside) => {
    const forms = tokens(inside);
    if (forms.length > 1) phrases.push(forms);
    return ` ${inside} `;
  });
  return { words: [...new Set(tokens(rest))].filter(isSearched), phrases };
}
