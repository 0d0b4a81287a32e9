// The releases that answer a query, best first.

import { dayOf, idOf } from "./postings.js";

// BM25's part of a word: once in a text, more often, often, in the title; and of one that means the same.
const WEIGHTS = [0.9, 1.2, 1.5, 1.9, 0.6];
const USUAL = 10000; // number of releases for judging how rare a word is
export const ENOUGH = 10;
const STEPS = 5; // files of older releases to load for one answer at most
const NEAR = 0.6;
const IN_FORCE = 1000; // more than any words can reach

const dayOfYear = (year) => Date.UTC(year, 0, 1) / 86400000;
export const rangeOf = ([first, end]) => [idOf(first, 0), idOf(end, 0)];
export const yearRange = (year) => rangeOf([dayOfYear(year), dayOfYear(year + 1)]);

// `lists` hold the words, `filters` what a release must also be in. All words must occur.
// What is in force comes first, if it says so. Older ones are asked for while these are fewer
// than `wanted`.
export async function search(lists, filters, range, today, inForce, wanted = ENOUGH) {
  const all = [...lists, ...filters];
  let found = matching(all, range);
  const floor = range ? range[0] : 0;
  for (let step = 0; step < STEPS; step++) {
    const behind = all.filter((list) => list.left && list.oldest > floor);
    if (found.length >= wanted || !behind.length) break;
    const next = Math.max(...behind.map((list) => list.oldest));
    await Promise.all(behind.filter((list) => list.oldest === next).map((list) => list.reach(next - 1)));
    found = matching(all, range);
  }
  const complete = all.every((list) => !list.left || list.oldest <= floor);
  return { ids: ranked(found, lists, today, inForce), complete };
}

// Where no release holds all words: those that hold nearly as much of the query as the best,
// among the newest of each word.
export function searchMost(lists, filters, range, today, inForce) {
  const worth = new Map();
  lists.forEach((list) => {
    for (const id of matching([list, ...filters], range)) {
      worth.set(id, (worth.get(id) ?? 0) + rarityOf(list));
    }
  });
  const best = Math.max(...worth.values());
  const near = [...worth.keys()].filter((id) => worth.get(id) > NEAR * best);
  const ids = ranked(near, lists, today, new Map());
  const isFirst = (id) => (worth.get(id) === best ? ahead(id, lists, inForce) : 0) + worth.get(id);
  return { ids: ids.sort((a, b) => isFirst(b) - isFirst(a)), complete: true };
}

const rarityOf = ({ count }) => Math.log(1 + (USUAL + 0.5) / (count + 0.5));

// What is in force stands ahead where it holds the words themselves; what only means the same must
// be in its title. In a text, a word that means the same is often said of something else.
function ahead(id, lists, inForce) {
  const title = inForce.get(id);
  const isIn = ({ postings }) => postings.has(id);
  const says = (list) => (list.own ?? [list]).some(isIn) || list.lists?.some(({ stem }) => title.includes(stem));
  return title && lists.filter(isIn).every(says) ? IN_FORCE : 0;
}

function ranked(ids, lists, today, inForce) {
  const rarities = lists.map(rarityOf);
  const scored = ids.map((id) => [id, score(lists, rarities, id, today) + ahead(id, lists, inForce)]);
  scored.sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return scored.map(([id]) => id);
}

export const haveCommon = (lists) => matching(lists, null).length > 0;

function matching(lists, range) {
  if (!lists.length) return [];
  const [smallest, ...others] = [...lists].sort((a, b) => a.postings.size - b.postings.size);
  return [...smallest.postings.keys()].filter(
    (id) =>
      (!range || (id >= range[0] && id < range[1])) &&
      others.every((list) => list.postings.has(id)),
  );
}

function score(lists, rarities, id, today) {
  let sum = 0;
  lists.forEach((list, i) => (sum += rarities[i] * (WEIGHTS[list.postings.get(id)] ?? 0)));
  const years = Math.max(0, today - dayOf(id)) / 365;
  return (sum || 1) * (0.75 + 0.25 * 2 ** -years);
}
