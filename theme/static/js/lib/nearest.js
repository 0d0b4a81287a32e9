// The nearest words that occur, for one that does not.

const BANDS = [0, 1, 2, 3];
const MOST = 4;
const band = (length) => Math.min(Math.floor(length / 4), 3);

// Typing errors of a word: one in a short word, none in a shorter one.
const errorsIn = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

// What may be meant, likeliest first: one word, or two that were written as one.
export async function instead(index, word) {
  if (!/^[a-z]{4,}$/.test(word)) return [];
  const start = await begun(index, word);
  if (start) return [start];
  const near = await nearest(index, word, 1);
  if (near.length) return near;
  const two = await parted(index, word);
  return two.length ? two : nearest(index, word, 2);
}

// The words with the fewest typing errors between them and this one, the most frequent first.
export async function nearest(index, word, most) {
  if (most > errorsIn(word)) return [];
  const bands = [...new Set([word.length - most, word.length, word.length + most].map(band))];
  const forms = await sameEnds(index, word, bands);
  const isAsLong = (form) => Math.abs(form.length - word.length) <= most;
  const counted = [...forms]
    .filter(([form]) => isAsLong(form) && !isOtherWord(word, form))
    .map(([form, size]) => [distance(word, form), size, form]);
  const least = Math.min(most, ...counted.map(([steps]) => steps));
  return counted
    .filter(([steps]) => steps === least)
    .sort((a, b) => b[1] - a[1] || (a[2] < b[2] ? -1 : 1))
    .slice(0, MOST)
    .map(([, , form]) => form);
}

// Two words without the space between them: kakilima.
async function parted(index, word) {
  const forms = await sameEnds(index, word, BANDS);
  const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, i) => i + 3);
  const pairs = cuts.map((cut) => [word.slice(0, cut), word.slice(cut)]);
  const rarer = (pair) => Math.min(...pair.map((part) => forms.get(part) ?? 0));
  const known = pairs.filter(rarer).sort((a, b) => rarer(b) - rarer(a));
  return known.slice(0, 1).map((pair) => pair.join(" "));
}

// The words that begin or end as this one does.
const sameEnds = (index, word, bands) =>
  formsOf(index, bands.flatMap((size) => [`a${word[0]}${size}`, `z${word.at(-1)}${size}`]));

async function formsOf(index, names) {
  const files = await Promise.all(names.map((name) => index.forms(name).catch(() => ({}))));
  return new Map(files.flatMap((file) => Object.entries(file)));
}

// A letter instead of another makes another word of a short one, or at its beginning: saya, daya.
function isOtherWord(word, form) {
  if (word.length !== form.length || [...word].sort().join() === [...form].sort().join()) return false;
  return word.length < 5 || (word[0] !== form[0] && word.length < 8);
}

// The most frequent word that begins with these letters.
export async function begun(index, start) {
  if (!/^[a-z]{4,}$/.test(start)) return "";
  const bands = [...new Set([0, 4, 8, 12].map((more) => band(start.length + more)))];
  const forms = await formsOf(index, bands.map((size) => `a${start[0]}${size}`));
  const all = [...forms].filter(([form]) => form.startsWith(start));
  all.sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  return all[0]?.[0] ?? "";
}

// Letters added, dropped, replaced or swapped with their neighbour.
export function distance(a, b) {
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}
