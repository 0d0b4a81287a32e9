// The nearest words that occur, for one that does not.

import { crc32 } from "./crc32.js";

const MOST = 4;
// How words are listed, as in plugins/kentongan/parts/search/vocabulary.py: by so many letters of
// their ends, in files that so many bits name.
const lettersOf = (length) => (length < 5 ? 1 : length < 9 ? 2 : 3);
const MOST_BITS = 7;

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
  const forms = await sameEnds(index, word, word.length - most, word.length + most);
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
  if (word.length < 6) return [];
  const forms = await sameEnds(index, word, 3, word.length - 3);
  const cuts = Array.from({ length: word.length - 5 }, (_, i) => i + 3);
  const pairs = cuts.map((cut) => [word.slice(0, cut), word.slice(cut)]);
  const rarer = (pair) => Math.min(...pair.map((part) => forms.get(part) ?? 0));
  const known = pairs.filter(rarer).sort((a, b) => rarer(b) - rarer(a));
  return known.slice(0, 1).map((pair) => pair.join(" "));
}

// The words of a length between these that begin or end as this one does.
const sameEnds = (index, word, least, most) =>
  formsOf(index, [...begins(word, least, most), ...ends(word, least, most)]);
const begins = (word, least, most) => counts(least, most).map((count) => ["a", word.slice(0, count)]);
const ends = (word, least, most) => counts(least, most).map((count) => ["z", word.slice(-count)]);
const counts = (least, most) => [1, 2, 3].filter((count) => count >= lettersOf(least) && count <= lettersOf(most));

async function formsOf(index, listed) {
  const files = 2 ** Math.min(index.bits, MOST_BITS);
  const names = new Set(listed.map(([side, end]) => side + (crc32(end) % files).toString(16)));
  const found = await Promise.all([...names].map((name) => index.forms(name).catch(() => ({}))));
  return new Map(found.flatMap((file) => Object.entries(file)));
}

// A letter instead of another makes another word of a short one, or at its beginning: saya, daya.
function isOtherWord(word, form) {
  if (word.length !== form.length || [...word].sort().join() === [...form].sort().join()) return false;
  return word.length < 5 || (word[0] !== form[0] && word.length < 8);
}

// The most frequent word that begins with these letters.
export async function begun(index, start) {
  if (!/^[a-z]{4,}$/.test(start)) return "";
  const forms = await formsOf(index, begins(start, start.length, Infinity));
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
