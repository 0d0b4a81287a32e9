// The page /cari/: a query is answered in the browser from small files of the site.
import { isCode, printedCode } from "./lib/codes.js";
import { period } from "./lib/moments.js";
import { Either, Index } from "./lib/postings.js";
import { haveCommon, rangeOf, search, searchMost, yearRange } from "./lib/rank.js";
import { candidates, fold, parseQuery, tokens } from "./lib/terms.js";

const PAGE = 10;
const PHRASES_CHECKED = 40;
const form = document.querySelector("[data-cari]");
const box = document.querySelector("[data-hasil]");
const status = document.querySelector("[data-status]");
const more = document.querySelector("[data-lagi]");
const replaced = document.querySelector("[data-diganti]");
const { alike, beside } = JSON.parse(document.querySelector("[data-semakna]").textContent);
const known = new Set([...Object.keys(alike), ...Object.values(alike).flat()]);
const base = form.dataset.dasar;
const files = new Map();
let turn = 0;
let showMore = null;

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

function element(name, text = "", properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.textContent = text;
  return made;
}

// A text of the page, with {names} replaced by values.
function say(name, values = {}) {
  const { textContent } = document.querySelector(`template[data-kata="${name}"]`).content;
  return textContent.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

function label(select, value) {
  return [...form.elements[select].options].find((option) => option.value === value)?.text ?? "";
}

const dates = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });

async function run(query) {
  const mine = ++turn;
  more.hidden = true;
  replaced.hidden = true;
  const days = period(query.q);
  const parsed = parseQuery(days ? days.rest : query.q);
  const isEmpty = !parsed.words.length && !days;
  if (isEmpty && !query.satuan && !query.jenis && !query.tahun) {
    box.replaceChildren();
    status.textContent = query.q.trim() ? say("umum") : "";
    return;
  }
  status.textContent = say("mencari");
  const isCurrent = () => mine === turn;
  try {
    if (await answerCode(query.q, isCurrent)) return;
    await answer(parsed, days?.days, query, isCurrent);
  } catch {
    if (!isCurrent()) return;
    box.replaceChildren();
    status.textContent = say("gagal");
  }
}

// Shows the release of a code, if the query is one.
async function answerCode(text, isCurrent) {
  const code = text.trim().replace(/^kode\b[\s:]*/i, "");
  const found = isCode(code) ? await textOf(printedCode(code)) : null;
  if (!found || !isCurrent()) return Boolean(found);
  const list = element("ol", "", { className: "find__list" });
  list.append(item({ code: found.kode, url: found.alamat, title: found.judul, unit: found.satuan }, new Set()));
  box.replaceChildren(list);
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
  let result = onlyTime
    ? await anyOf(filters, range, today, inForce)
    : filters.includes(null)
      ? { ids: [], complete: true }
      : await search(lists, filters, range, today, inForce);
  const isPart = !parsed.phrases.length && !result.ids.length && lists.length > 1 && !filters.includes(null);
  if (isPart) result = searchMost(lists, filters, range, today, inForce);
  if (parsed.phrases.length) result = await withPhrases(result, parsed.phrases);
  if (!isCurrent()) return;
  tell(words, isPart && result.ids.length);
  const shown = there.flatMap(({ word, instead }) => (instead || word).split(" "));
  const stems = lists.flatMap((list) => [list.stem, ...(list.lists ?? []).map(({ stem }) => stem)]);
  await show(result, new Set([...shown, ...stems]), isCurrent);
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

async function meaning(word, query) {
  const list = await index.word(word);
  const stem = list?.stem ?? candidates(word).find((guess) => guess in alike) ?? word;
  const listsOf = async (stems) => (await Promise.all(stems.map((other) => index.word(other)))).filter(Boolean);
  const [meant, others] = await Promise.all([company(stem, query), alike[stem] ?? []].map(listsOf));
  const unique = (some) => [...new Map(some.map((one) => [one.stem, one])).values()];
  const first = unique(list ? [list, ...meant] : meant);
  const lists = unique([...first, ...others]);
  return lists.length > 1 ? new Either(lists, first.length || 1) : (lists[0] ?? null);
}

// What a word means beside another one: a lost licence is a lost document.
function company(stem, query) {
  const isThere = (group) => query.some((word) => candidates(word).some((guess) => group.with.includes(guess)));
  return beside.filter((group) => group.typed.includes(stem) && isThere(group)).flatMap((group) => group.found);
}

// What was asked and what is shown, where these are not the same.
function tell(words, isPart) {
  const sentences = words
    .filter(({ instead, lists }) => instead || !lists.length)
    .map(({ word, instead }) => say(instead ? "diganti" : "tanpa", { kata: word, pengganti: instead }));
  if (isPart) sentences.push(say("terdekat"));
  replaced.textContent = sentences.join(" ");
  replaced.hidden = !sentences.length;
}

async function anyOf(filters, range, today, inForce) {
  const found = await Promise.all(
    filters.filter(Boolean).map((list) => search([], [list], range, today, inForce)),
  );
  const ids = found.flatMap(({ ids }) => ids).sort((a, b) => b - a);
  return { ids, complete: found.every(({ complete }) => complete) };
}

async function withPhrases({ ids }, phrases) {
  const wanted = phrases.map((forms) => ` ${forms.join(" ")} `);
  const checked = ids.slice(0, PHRASES_CHECKED);
  const fits = await Promise.all(
    checked.map(async (id) => {
      const text = await textOf((await index.row(id)).code);
      const line = text ? ` ${tokens(text.judul).join(" ")} . ${tokens(text.teks).join(" ")} ` : "";
      return wanted.every((phrase) => line.includes(phrase));
    }),
  );
  return { ids: checked.filter((_, i) => fits[i]), complete: checked.length === ids.length };
}

async function show({ ids, complete }, marks, isCurrent) {
  const list = element("ol", "", { className: "find__list" });
  let shown = 0;
  const next = async () => {
    const rows = ids.slice(shown, shown + PAGE).map((id) => index.row(id));
    Promise.all(rows).catch(() => {}); // the loop reports errors: it awaits each row
    for (const row of rows) {
      const entry = await row;
      if (!isCurrent()) return;
      list.append(item(entry, marks));
      if (list.parentNode !== box) box.replaceChildren(list);
    }
    if (!rows.length) box.replaceChildren();
    shown += rows.length;
    more.hidden = shown >= ids.length;
    const name = !ids.length ? "nihil" : shown < ids.length ? "sebagian" : "ditemukan";
    status.textContent = say(name, { jumlah: `${ids.length}${complete ? "" : "+"}`, tampil: shown });
  };
  showMore = next;
  await next();
}

function item({ code, url, title, unit, kind, date, picture }, marks) {
  const line = element("li", "", { className: "item" });
  const heading = element("h2", "", { className: "item__title" });
  const link = element("a", "", { className: "item__link", href: url.includes("://") ? url : base + url });
  link.append(...marked(title, marks));
  heading.append(link);
  const facts = element("p", "", { className: "item__meta" });
  if (date) facts.append(element("time", dates.format(new Date(date)), { dateTime: date }), " ");
  facts.append(element("span", label("satuan", unit) || unit, { className: "item__unit" }));
  if (kind) {
    facts.append(" ", element("span", label("jenis", kind), { className: "kind" }));
  }
  const excerpt = element("p", "", { className: "item__text" });
  if (picture) line.append(thumbnail(picture));
  line.append(heading, facts, excerpt);
  seen.observe(line);
  waiting.set(line, async () => {
    const text = await textOf(code);
    if (text) excerpt.append(...marked(around(text.teks, marks), marks));
    if (text?.berlaku) facts.append(" ", validity(text));
  });
  return line;
}

// When a closure holds, or that it is over.
function validity({ berlaku, sampai }) {
  const isOver = sampai > 0 && sampai * 1000 <= Date.now();
  const words = say(isOver ? "lewat" : "berlaku", { masa: berlaku });
  return element("span", words, { className: isOver ? "validity validity--over" : "validity" });
}

// `name width height alt` of the smallest form of a picture.
function thumbnail(text) {
  const [name, width, height, ...alt] = text.split(" ");
  const frame = element("picture", "", { className: "item__picture" });
  const address = `${base}/gambar/${name}`;
  frame.append(element("source", "", { type: "image/avif", srcset: `${address}.avif` }));
  frame.append(
    element("img", "", { loading: "lazy", alt: alt.join(" "), width, height, src: `${address}.jpg` }),
  );
  return frame;
}

// Excerpts are fetched when their result comes into view.
const waiting = new Map();
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    waiting.get(target)?.();
    waiting.delete(target);
  }
});

function isMarked(word, marks) {
  const plain = fold(word);
  return marks.has(plain) || candidates(plain).some((stem) => stem.length > 3 && marks.has(stem));
}

function* wordsIn(text) {
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)) yield match;
}

function marked(text, marks) {
  const parts = [];
  let position = 0;
  for (const match of wordsIn(text)) {
    if (!isMarked(match[0], marks)) continue;
    parts.push(text.slice(position, match.index), element("mark", match[0]));
    position = match.index + match[0].length;
  }
  parts.push(text.slice(position));
  return parts;
}

// About 200 letters around the passage with the most different marked words.
function around(text, marks) {
  const plain = text.replaceAll("\n", " ");
  const hits = [...wordsIn(plain)].filter(([word]) => isMarked(word, marks));
  const near = (at) => hits.filter(({ index }) => index >= at && index < at + 130);
  const worth = ({ index }) => new Set(near(index).map(([word]) => candidates(fold(word))[0])).size;
  const best = hits.reduce((a, b) => (worth(b) > worth(a) ? b : a), hits[0]);
  const start = Math.max(0, (best?.index ?? 0) - 70);
  const from = start ? plain.indexOf(" ", start) + 1 : 0;
  const end = from + 200 < plain.length ? plain.lastIndexOf(" ", from + 200) : plain.length;
  return `${from ? "… " : ""}${plain.slice(from, end)}${end < plain.length ? " …" : ""}`;
}

function showMissing(words) {
  status.textContent = say("nihil");
  box.replaceChildren(...words.map(({ word }) => element("p", say("tak-ada", { kata: word }))));
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
more.addEventListener("click", () => showMore?.());
addEventListener("popstate", () => {
  fill(fromAddress());
  run(fromAddress());
});
const filters = document.querySelector("[data-saring]");
const given = fromAddress();
filters.open = Boolean(given.satuan || given.jenis || given.tahun) || matchMedia("(min-width: 48em)").matches;
fill(given);
run(given);
