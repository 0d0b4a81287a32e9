// The page /cari/: a query is answered in the browser from small files of the site.
import { Either, Index } from "./lib/postings.js";
import { ENOUGH, haveCommon, rangeOf, search, searchMost, yearRange } from "./lib/rank.js";
import { Results } from "./lib/results.js";
import { candidates, parseQuery } from "./lib/terms.js";

const form = document.querySelector("[data-cari]");
const status = document.querySelector("[data-status]");
// The table of meanings, as far as its words occur, and those of its words that no release says.
const { alike, beside, unsaid } = JSON.parse(document.querySelector("[data-semakna]").textContent);
const known = new Set([...Object.keys(alike), ...Object.values(alike).flat(), ...unsaid]);
const base = form.dataset.dasar;
const files = new Map();
let turn = 0;

function read(path) {
  if (!files.has(path)) {
    const promise = fetch(base + path).then((answer) => {
      if (!answer.ok) throw new Error(path);
      return answer.json();
    });
    promise.catch(() => files.delete(path));
    files.set(path, promise);
  }
  return files.get(path);
}

const index = new Index(read, Number(form.dataset.pecahan), Number(form.dataset.terkini));
const textOf = (code) => read(`/cek/teks/${code}.json`).catch(() => null);
const results = new Results(form, index, textOf, say);

// A text of the page, with {names} replaced by values.
function say(name, values = {}) {
  const { textContent } = document.querySelector(`template[data-kata="${name}"]`).content;
  return textContent.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

// The days that a query names; most name none.
const periodIn = async (text) => (/\d{4}/.test(text) ? (await import("./lib/moments.js")).period(text) : null);

async function run(query) {
  const mine = ++turn;
  const isCurrent = () => mine === turn;
  try {
    const days = await periodIn(query.q);
    const parsed = parseQuery(days ? days.rest : query.q);
    const isEmpty = !parsed.words.length && !days;
    if (isEmpty && !query.satuan && !query.jenis && !query.tahun) {
      status.textContent = query.q.trim() ? say("umum") : "";
      results.nothing();
      return;
    }
    status.textContent = say("mencari");
    results.await();
    if (await answerCode(query.q, isCurrent)) return;
    await answer(parsed, days?.days, query, isCurrent);
  } catch {
    if (!isCurrent()) return;
    status.textContent = say("gagal");
    results.nothing();
  }
}

// Shows the release of a code, if the query is one.
async function answerCode(text, isCurrent) {
  const plain = text.trim().replace(/^kode\b[\s:]*/i, "");
  if (!/^(?:[\s-]*\w){9}$/.test(plain)) return false;
  const { isCode, printedCode } = await import("./lib/codes.js");
  const found = isCode(plain) ? await textOf(printedCode(plain)) : null;
  if (!found || !isCurrent()) return Boolean(found);
  results.one({ code: found.kode, url: found.alamat, title: found.judul, unit: found.satuan });
  status.textContent = say("ditemukan", { jumlah: 1 });
  return true;
}

async function answer(parsed, days, query, isCurrent) {
  const names = [query.satuan && `u-${query.satuan}`, query.jenis && `k-${query.jenis}`];
  if (!parsed.words.length && !names.some(Boolean)) {
    names.push(...[...form.elements.jenis.options].slice(1).map((option) => `k-${option.value}`));
  }
  const [found, filters, inForce] = await Promise.all([
    Promise.all(parsed.words.map((word) => wordOrNearest(word, parsed.words))),
    Promise.all(names.filter(Boolean).map((name) => index.filter(name))),
    index.inForce(Date.now()),
  ]);
  if (!isCurrent()) return;
  const words = together(found);
  const there = words.filter(({ lists }) => lists.length);
  const isHopeless = !there.length || parsed.phrases.length > 0;
  if (isHopeless && there.length < words.length) return showMissing(words.filter(({ lists }) => !lists.length));
  const range = days ? rangeOf(days) : query.tahun ? yearRange(Number(query.tahun)) : null;
  const today = Math.floor(Date.now() / 86400000);
  const lists = [...new Map(there.flatMap(({ lists }) => lists).map((list) => [list.stem, list])).values()];
  const onlyTime = !lists.length && !query.satuan && !query.jenis;
  let narrow = lists.filter((list) => list.also?.length);
  const find = async (wanted) => {
    if (filters.includes(null) && !onlyTime) return { ids: [], complete: true };
    const result = await (onlyTime ? anyOf(filters, range, today, inForce) : search(lists, filters, range, today, inForce, wanted));
    return { ...result, complete: result.complete && !narrow.length };
  };
  // With the other words that mean the same, and older releases.
  const further = async (wanted) => {
    await Promise.all(narrow.map((list) => list.widen(index)));
    narrow = [];
    return find(wanted);
  };
  let result = await find();
  // What is in force comes first, whichever word it says.
  const isLittle = result.ids.length < ENOUGH || parsed.phrases.length;
  if (narrow.length && (isLittle || narrow.some((list) => inForce.names(list.also)))) result = await further();
  const isPart = !parsed.phrases.length && !result.ids.length && lists.length > 1 && !filters.includes(null);
  if (isPart) result = searchMost(lists, filters, range, today, inForce);
  if (parsed.phrases.length) result = await inOrder(result, parsed.phrases);
  if (!isCurrent()) return;
  const shown = there.flatMap(({ word, instead }) => (instead || word).split(" "));
  const stems = lists.flatMap((list) => [list.stem, ...(list.lists ?? []).map(({ stem }) => stem)]);
  const told = sentences(words, isPart && result.ids.length);
  const marks = new Set([...shown, ...stems, ...stems.flatMap((stem) => alike[stem] ?? [])]);
  await results.show(result, { marks, told, isCurrent, further: isPart || parsed.phrases.length ? null : further });
}

// What a word may mean, each with the lists of its releases: the word and its synonyms; where there
// are none, the nearest words. A word that the table knows is no typing error.
async function wordOrNearest(word, query) {
  const list = await meaning(word, query);
  if (list) return [{ word, lists: [list] }];
  if (candidates(word).some((guess) => known.has(guess))) return [{ word, lists: [] }];
  const { instead } = await import("./lib/nearest.js");
  const near = await instead(index, word);
  const options = await Promise.all(
    near.map(async (words) => {
      const lists = await Promise.all(words.split(" ").map((one) => meaning(one, query)));
      return { word, instead: words, lists: lists.filter(Boolean) };
    }),
  );
  const there = options.filter(({ lists }) => lists.length);
  return there.length ? there : [{ word, lists: [] }];
}

// One meaning for each word: of several that are equally near, one that occurs with the others.
function together(found) {
  const sure = found.filter((options) => options.length === 1).flatMap(([{ lists }]) => lists);
  return found.map((options) => options.find(({ lists }) => haveCommon([...sure, ...lists])) ?? options[0]);
}

// The list of a word and of what it means in this query; `also` are the roots that mean the same.
// They are asked for at once only where the word itself does not occur.
async function meaning(word, query) {
  const list = unsaid.includes(word) ? null : await index.word(word);
  const stem = list?.stem ?? candidates(word).find((guess) => guess in alike) ?? word;
  const meant = await index.terms(company(stem, query));
  const also = [word, stem].flatMap((one) => alike[one] ?? []);
  const either = new Either(list ? [list, ...meant] : meant, [...new Set(also)]);
  if (!either.lists.length) await either.widen(index);
  if (!either.lists.length) return null;
  return either.lists.length > 1 || either.also.length ? either : either.lists[0];
}

// What a word means beside another one: a lost licence is a lost document.
function company(stem, query) {
  const isThere = (group) => query.some((word) => candidates(word).some((guess) => group.with.includes(guess)));
  return beside.filter((group) => group.typed.includes(stem) && isThere(group)).flatMap((group) => group.found);
}

async function inOrder(result, phrases) {
  const { withPhrases } = await import("./lib/phrases.js");
  return withPhrases(result, phrases, async (id) => textOf((await index.row(id)).code));
}

// What was asked and what is shown, where these are not the same.
function sentences(words, isPart) {
  const said = words
    .filter(({ instead, lists }) => instead || !lists.length)
    .map(({ word, instead }) => say(instead ? "diganti" : "tanpa", { kata: word, pengganti: instead }));
  return [...said, ...(isPart ? [say("terdekat")] : [])].join(" ");
}

async function anyOf(filters, range, today, inForce) {
  const found = await Promise.all(
    filters.filter(Boolean).map((list) => search([], [list], range, today, inForce)),
  );
  const ids = found.flatMap(({ ids }) => ids).sort((a, b) => b - a);
  return { ids, complete: found.every(({ complete }) => complete) };
}

function showMissing(words) {
  status.textContent = say("nihil");
  results.nothing(words.map(({ word }) => say("tak-ada", { kata: word })));
}

function fromAddress() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(
    ["q", "satuan", "jenis", "tahun"].map((name) => [name, given.get(name) ?? ""]),
  );
}

function fill(query) {
  for (const [name, value] of Object.entries(query)) form.elements[name].value = value;
}

function fromForm() {
  return Object.fromEntries(
    ["q", "satuan", "jenis", "tahun"].map((name) => [name, form.elements[name].value]),
  );
}

function submit(event) {
  event.preventDefault();
  const query = fromForm();
  const given = Object.entries(query).filter(([, value]) => value);
  history.pushState(null, "", `${location.pathname}?${new URLSearchParams(given)}`);
  run(query);
}

form.addEventListener("submit", submit);
for (const select of form.querySelectorAll("select")) select.addEventListener("change", submit);
addEventListener("popstate", () => {
  fill(fromAddress());
  run(fromAddress());
});
const filters = document.querySelector("[data-saring]");
const given = fromAddress();
filters.open = Boolean(given.satuan || given.jenis || given.tahun) || matchMedia("(min-width: 48em)").matches;
fill(given);
run(given);
document.querySelector("[data-jawaban]").dataset.siap = "";
