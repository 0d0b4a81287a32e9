// What /cek/ computes, all in the browser: the pasted text never leaves it.
import { Checker } from "./lib/check.js";
import { listState } from "./lib/freshness.js";
import { isProven, sha256 } from "./lib/signature.js";
import { clean, tokenise } from "./lib/words.js";

const form = document.querySelector("[data-cek]");
const box = document.querySelector("[data-hasil]");
const base = form.dataset.dasar;
const files = new Map();

async function load(path) {
  // Parts of the list belong together, so none comes from a cache unasked.
  const cache = path.startsWith("/.well-known/") ? "no-cache" : "default";
  const answer = await fetch(base + path, { cache });
  if (!answer.ok) throw new Error(path);
  return answer;
}

function read(path) {
  if (!files.has(path)) {
    const promise = load(path).then((answer) => answer.text());
    promise.catch(() => files.delete(path));
    files.set(path, promise);
  }
  return files.get(path);
}

const bytes = async (path) => (await load(path)).arrayBuffer();

// The highest number that the list had with each key, on this device. Without storage nothing is
// remembered.
const memory = {
  all() {
    try {
      return JSON.parse(localStorage.getItem("kentongan-urut")) ?? {};
    } catch {
      return {};
    }
  },
  get(name) {
    const number = this.all()[name];
    return Number.isSafeInteger(number) ? number : 0;
  },
  put(name, number) {
    if (number <= this.get(name)) return;
    try {
      localStorage.setItem("kentongan-urut", JSON.stringify({ ...this.all(), [name]: number }));
    } catch {
      // Full or forbidden.
    }
  },
};

const checker = new Checker(read);
const help = document.querySelector("[data-bantuan]");
const words = (name) =>
  document.querySelector(`template[data-kata="${name}"]`).content.cloneNode(true);

function element(name, text = "", properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.textContent = text;
  return made;
}

const fact = (name, value) => words(name).textContent.replace("{nilai}", value);
const MONTHS = form.dataset.bulan.split(" ");

function day(iso) {
  const zone = iso.slice(-6);
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  const written = `${date} ${MONTHS[month - 1]} ${year}`; // Intl costs a slow phone 50 ms
  const time = iso.slice(11, 16);
  if (time === "00:00") return written; // as on every page: no time was told
  const name = { "+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT" }[zone] ?? "";
  return `${written}, ${time.replace(":", ".")} ${name}`.trim();
}

function nameOf({ result, reason, entry, verdict, trouble }) {
  if (result === "tidak-ditemukan") {
    if (trouble.length && !["kosong", "terlalu-panjang", "luar"].includes(reason)) return "gagal";
    return reason === "teks" ? "tidak-ditemukan" : reason;
  }
  if (result === "asli" && !verdict) return "asli-kode";
  return entry.status === "ditutup" ? "ditutup" : result;
}

async function release({ code, entry }) {
  const paragraph = element("p");
  const text = entry.sha256 ? await checker.text(entry) : null;
  const address = entry.alamat ?? `/r/${code}/`;
  paragraph.append(element("a", text?.judul ?? code, { href: base + address }));
  const facts = [text?.satuan, entry.terbit && day(entry.terbit), fact("kode-siaran", code)];
  paragraph.append(element("br"), element("small", facts.filter(Boolean).join(" · ")));
  if (entry.dicabut) paragraph.append(element("br"), element("small", fact("dicabut-pada", day(entry.dicabut))));
  return paragraph;
}

function changeLine(change) {
  const line = element("li");
  if (change.asli) line.append(element("del", change.asli));
  if (change.asli && change.teks) line.append(" → ");
  if (change.teks) line.append(element("ins", change.teks));
  return line;
}

function changeList(changes) {
  const list = element("ul", "", { className: "check__changes" });
  list.append(...changes.map(changeLine));
  return list;
}

// A long text scrolls, so the keyboard must reach it.
function passage() {
  const quote = element("blockquote", "", { className: "check__text", tabIndex: 0, role: "region" });
  quote.ariaLabel = words("teks-bertanda").textContent;
  return quote;
}

function markedText(pasted, changes) {
  const quote = passage();
  let position = 0;
  for (const { asli, teks, start, end } of [...changes].sort((a, b) => a.start - b.start)) {
    if (start < position) continue;
    quote.append(pasted.slice(position, start));
    if (asli) quote.append(element("del", asli), " ");
    if (teks) quote.append(element("ins", teks));
    position = end;
  }
  quote.append(pasted.slice(position));
  return quote;
}

function excerpt(original, { first, last }) {
  const quote = passage();
  quote.append(original.text.slice(0, first), element("mark", original.text.slice(first, last)));
  quote.append(original.text.slice(last));
  return quote;
}

// Those of some links and codes that lead to another site.
async function elsewhere(links) {
  const paths = await Promise.all(links.map((link) => checker.path(link.includes("://") ? link : `https://${link}`)));
  return links.filter((link, i) => /[./]/.test(link) && paths[i] === null);
}

// Links that others put to the words of a release: what a fraud adds to a text that is genuine.
function added(links) {
  const warning = element("div", "", { className: "check__added" });
  const list = element("ul");
  list.append(...links.map((link) => element("li", link)));
  warning.append(words("tautan-tambahan"), list);
  return warning;
}

// Shows the answer, unless another text was asked about meanwhile.
async function show(answer, isCurrent) {
  const name = nameOf(answer);
  const parts = [words(name)];
  const { verdict } = answer;
  const links = await elsewhere(verdict?.ignored ?? []);
  if (links.length) parts.push(added(links));
  if (answer.entry) parts.push(await release(answer));
  if (answer.result === "diubah") {
    const critical = verdict.changes.filter((change) => change.critical);
    const others = verdict.changes.filter((change) => !change.critical);
    if (critical.length) parts.push(words("penting"), changeList(critical));
    if (others.length) parts.push(words("lain"), changeList(others));
    parts.push(markedText(answer.pasted, verdict.changes));
  }
  if (answer.result === "potongan") parts.push(excerpt(answer.original, verdict));
  if (answer.nearest.length) {
    const list = element("ul");
    for (const code of answer.nearest) {
      const line = element("li");
      line.append(element("a", code, { href: `${base}/r/${code}/` }));
      list.append(line);
    }
    parts.push(words("dekat"), list);
  }
  if (answer.trouble.length && name !== "gagal") parts.push(words("sebagian"));
  const contact = document.querySelector("[data-kontak]");
  if (answer.result === "tidak-ditemukan") {
    parts.push(Object.assign(contact.cloneNode(true), { className: "check__contact" }));
  }
  if (!isCurrent()) return;
  box.replaceChildren(...parts);
  box.dataset.putusan = name === "gagal" ? "gagal" : answer.result;
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

// Whether the texts or hashes behind an answer are those that the manifest names.
async function isFaithful({ code, entry }) {
  const { sidik, sha256: digest, kiriman } = entry;
  if (sidik && (await sha256(await read(`/cek/sidik/${code}.json`))) !== sidik) return false;
  if (!digest && !kiriman) return true;
  const text = await checker.text(entry);
  const own = [text.kiriman, text.ringkasan, ...text.pemberitahuan];
  return (await isDigest(digest, [text.judul, text.teks])) && (await isDigest(kiriman, own));
}

async function isDigest(digest, texts) {
  const forms = texts.flatMap((text) => tokenise(clean(text ?? "")).map(({ form }) => `${form}\n`));
  return forms.length ? (await sha256(forms.join(""))) === digest : !digest;
}

// The state of the signature of the manifest and, for an answer, whether manifest and text are
// as they were signed.
async function showSignature(answer) {
  if (!("kunci" in form.dataset)) return "tanpa-tanda";
  const state = await listState(read, bytes, memory, Date.now());
  let shown = state;
  if (state === "sah" && answer?.entry) {
    const fits = (await isFaithful(answer)) && (await isProven(read, answer.code));
    if (!fits) shown = "rusak";
  }
  const line = document.querySelector("[data-tanda]");
  line.dataset.tanda = shown;
  line.firstElementChild.replaceWith(words(shown));
  return shown;
}

function seal(state) {
  const note = element("p", "", { className: "check__seal" });
  note.dataset.segel = state;
  note.append(words(state));
  box.append(note);
}

let turn = 0;

async function run() {
  const mine = ++turn;
  await answered(mine).finally(() => mine === turn && (help.hidden = false));
}

async function answered(mine) {
  const answer = await checker.check(form.elements.teks.value);
  if (mine !== turn) return;
  await show(answer, () => mine === turn);
  const state = await showSignature(answer).catch(() => "tanpa-tanda");
  const isDoubtful = state !== "sah" && box.dataset.putusan; // a list to doubt may lack the release
  if (mine === turn && state !== "tanpa-tanda" && (answer.entry || isDoubtful)) seal(state);
}

form.addEventListener("cek", run);
showSignature().catch(() => {});
