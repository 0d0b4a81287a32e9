// The nearest word that occurs, for one that does not.

const band = (length) => Math.min(Math.floor(length / 4), 3);

// Typing errors of a word: one in a short word, none in a shorter one.
const errorsIn = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

export async function nearest(index, word) {
  const most = errorsIn(word);
  if (!most || !/^[a-z]+$/.test(word)) return "";
  const bands = new Set([word.length - 1, word.length, word.length + 1].map(band));
  const names = [...bands].flatMap((size) => [`a${word[0]}${size}`, `z${word.at(-1)}${size}`]);
  const files = await Promise.all(names.map((name) => index.forms(name).catch(() => ({}))));
  let best = ["", most + 1, 0];
  for (const file of files) {
    for (const [form, size] of Object.entries(file)) {
      if (Math.abs(form.length - word.length) > most) continue;
      const steps = distance(word, form);
      if (steps > most || isOtherWord(word, form)) continue;
      const better = steps - best[1] || best[2] - size || (form < best[0] ? -1 : 1);
      if (better < 0) best = [form, steps, size];
    }
  }
  return best[0];
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
  const files = await Promise.all(bands.map((size) => index.forms(`a${start[0]}${size}`).catch(() => ({}))));
  const all = files.flatMap((file) => Object.entries(file)).filter(([form]) => form.startsWith(start));
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
