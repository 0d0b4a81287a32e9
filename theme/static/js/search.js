// The page /cari/: a query is answered in the browser from small files of the site.
import { Index } from "./lib/postings.js";
import { search, yearRange } from "./lib/rank.js";
import { candidates, fold, parseQuery, tokens } from "./lib/terms.js";

const PAGE = 10;
const PHRASES_CHECKED = 40;
const form = document.querySelector("[data-cari]");
const box = document.querySelector("[data-hasil]");
const status = document.querySelector("[data-status]");
const more = document.querySelector("[data-lagi]");
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

const index = new Index(read, Number(form.dataset.pecahan));
const textOf = (code) => read(`/cek/teks/${code}.json`).catch(() => null);

function element(name, text = "", properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.textContent = text;
  return made;
}

// A text of the page, with values in the place of {names}.
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
  const parsed = parseQuery(query.q);
  more.hidden = true;
  const isEmpty = !parsed.words.length;
  if (isEmpty && !query.satuan && !query.jenis && !query.tahun) {
    box.replaceChildren();
    status.textContent = query.q.trim() ? say("umum") : "";
    return;
  }
  status.textContent = say("mencari");
  try {
    await answer(parsed, query, () => mine === turn);
  } catch {
    if (mine !== turn) return;
    box.replaceChildren();
    status.textContent = say("gagal");
  }
}

async function answer(parsed, query, isCurrent) {
  const names = [query.satuan && `u-${query.satuan}`, query.jenis && `k-${query.jenis}`];
  if (!parsed.words.length && !names.some(Boolean)) {
    names.push(...[...form.elements.jenis.options].slice(1).map((option) => `k-${option.value}`));
  }
  const [lists, filters] = await Promise.all([
    Promise.all(parsed.words.map((word) => index.word(word))),
    Promise.all(names.filter(Boolean).map((name) => index.filter(name))),
  ]);
  const missing = parsed.words.filter((_, i) => !lists[i]);
  if (missing.length) {
    const { nearest } = await import("./lib/nearest.js");
    const near = await Promise.all(missing.map((word) => nearest(index, word)));
    if (isCurrent()) showMissing(query, missing, near);
    return;
  }
  const range = query.tahun ? yearRange(Number(query.tahun)) : null;
  const today = Math.floor(Date.now() / 86400000);
  const known = [...new Map(lists.map((list) => [list.stem, list])).values()];
  const onlyYear = !known.length && !query.satuan && !query.jenis;
  let result = onlyYear
    ? await anyOf(filters, range, today)
    : filters.includes(null)
      ? { ids: [], complete: true }
      : await search(known, filters, range, today);
  if (parsed.phrases.length) result = await withPhrases(result, parsed.phrases);
  if (!isCurrent()) return;
  const marks = new Set([...parsed.words, ...known.map((list) => list.stem)]);
  await show(result, marks, isCurrent);
}

async function anyOf(filters, range, today) {
  const found = await Promise.all(
    filters.filter(Boolean).map((list) => search([], [list], range, today)),
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
    Promise.all(rows).catch(() => {}); // told by the loop, which waits for them one by one
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

function item({ code, url, title, unit, kind, date }, marks) {
  const line = element("li", "", { className: "item" });
  const heading = element("h2", "", { className: "item__title" });
  const link = element("a", "", { className: "item__link", href: base + url });
  link.append(...marked(title, marks));
  heading.append(link);
  const facts = element("p", "", { className: "item__meta" });
  facts.append(element("time", dates.format(new Date(date)), { dateTime: date }), " ");
  facts.append(element("span", label("satuan", unit) || unit, { className: "item__unit" }));
  if (kind) {
    facts.append(" ", element("span", label("jenis", kind), { className: "kind" }));
  }
  const excerpt = element("p", "", { className: "item__text" });
  line.append(heading, facts, excerpt);
  seen.observe(line);
  waiting.set(line, async () => {
    const text = await textOf(code);
    if (text) excerpt.append(...marked(around(text.teks, marks), marks));
  });
  return line;
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
  let place = 0;
  for (const match of wordsIn(text)) {
    if (!isMarked(match[0], marks)) continue;
    parts.push(text.slice(place, match.index), element("mark", match[0]));
    place = match.index + match[0].length;
  }
  parts.push(text.slice(place));
  return parts;
}

// About 200 letters where the most different marked words stand together.
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

function showMissing(query, missing, near) {
  box.replaceChildren();
  const lines = missing.map((word, i) => {
    const line = element("p", say("tak-ada", { kata: word }));
    if (near[i]) {
      const better = query.q.toLowerCase().includes(word)
        ? query.q.toLowerCase().replace(word, near[i])
        : near[i];
      const link = element("a", near[i], { href: `?${new URLSearchParams({ ...query, q: better })}` });
      const [before, after] = say("mungkin").split("{kata}");
      line.append(` ${before}`, link, after);
    }
    return line;
  });
  status.textContent = say("nihil");
  box.append(...lines);
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
fill(fromAddress());
run(fromAddress());
