// Words and stems of a query. The same rules as plugins/kentongan/parts/search/words.py;
// tests/vectors/terms.json holds both to them.

const STOP = new Set(
  (
    "yang dan di ke dari untuk dengan pada oleh dalam ini itu para akan telah sudah juga " +
    "serta atau agar adalah ada bahwa saat sebagai secara guna tersebut kepada karena bagi " +
    "hal lalu maupun yaitu hingga sehingga setelah saja kami kita mereka ia pun the of and"
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
};
const SPELLED = new RegExp(Object.keys(STANDARD).join("|"), "g");

// One word or text in the compared spelling; words are still apart where they were.
export function fold(text) {
  return text
    .replace(/['’‘ʼ`´]/g, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(SPELLED, (wrong) => STANDARD[wrong]);
}

export const tokens = (text) => fold(text).match(/[a-z0-9]+/g) ?? [];
export const isSearched = (word) => word.length >= 2 && word.length <= 24 && !STOP.has(word);

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
const PREFIXES = [["di", 3], ["ber", 3], ["ter", 3], ["per", 4], ["me", 4]];
const ENDINGS = ["lah", "kah", "tah", "pun", "nya"];
const isOneOf = (letters, letter) => letters.includes(letter);

export const light = (word) => candidates(word)[0];

// What a word may be derived from, likeliest first.
export function candidates(word) {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return [word];
  const ending = ENDINGS.find((part) => word.endsWith(part) && word.length - part.length >= 4);
  const stripped = ending ? word.slice(0, -ending.length) : word;
  const [roots, prefixed] = withoutPrefix(stripped);
  return [...new Set([...roots.flatMap((root) => withoutSuffix(root, prefixed)), stripped])];
}

function withoutPrefix(word) {
  for (const [prefix, replaced] of NASALS) {
    if (!word.startsWith(prefix) || word.length - prefix.length < 3) continue;
    const rest = word.slice(prefix.length);
    if (isOneOf("aiueo", rest[0])) return [replaced.map((start) => start + rest), true];
    if (prefix.slice(2) === "ng" && isOneOf("ghkx", rest[0])) return [[inner(rest)], true];
    if (prefix.length === 3) return [[inner(rest)], true];
  }
  for (const [prefix, most] of PREFIXES) {
    if (!word.startsWith(prefix) || word.length - prefix.length <= most) continue;
    const rest = word.slice(prefix.length);
    if (prefix === "me" && !isOneOf("lrwy", rest[0])) continue;
    return [[inner(rest)], true];
  }
  if (/^ke.{4,}an$/.test(word) && word.length > 7) return [[word.slice(2)], true];
  if (/^pe[lwy]/.test(word) && word.length > 6) return [[word.slice(2)], true];
  return [[word], false];
}

const inner = (word) => (/^(?:per|ber)/.test(word) && word.length > 7 ? word.slice(3) : word);

function withoutSuffix(word, prefixed) {
  for (const suffix of ["kan", "an", "i"]) {
    if (!word.endsWith(suffix) || word.length - suffix.length < 4) continue;
    if (suffix === "i" && !prefixed) continue;
    const shorter = word.slice(0, -suffix.length);
    return suffix === "kan" ? [shorter, `${shorter}k`, word] : [shorter, word];
  }
  return [word];
}

// A query as phrases and words: {words: [form], phrases: [[form]]}.
export function parseQuery(text) {
  const phrases = [];
  const rest = text.replace(/["“”„]([^"“”„]+)["“”„]/g, (_, inside) => {
    const forms = tokens(inside);
    if (forms.length > 1) phrases.push(forms);
    return ` ${inside} `;
  });
  const words = [...new Set(tokens(rest))];
  const searched = words.filter(isSearched);
  return { words: searched.length ? searched : [], phrases };
}
