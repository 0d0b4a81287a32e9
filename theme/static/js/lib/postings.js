// Shards of the search index, as plugins/kentongan/parts/search/postings.py writes them.

import { crc32 } from "./crc32.js";
import { segments } from "./segments.js";
import { candidates, light } from "./terms.js";

const ORDERS = 2 ** 20;
const PARTS = 6; // of a row
const SAME = 4; // instead of a class of weight: another word, which means the same
const SINGLE = 64;
const LAST = 80;
const BASE = 92;
const LONG = BASE - 1;
const PAIRS = SINGLE + (LONG - SINGLE) * LAST;
const VALUES = new Map();
for (let code = 33; code < 127; code++) if (code !== 34 && code !== 92) VALUES.set(code, VALUES.size);

export const idOf = (day, order) => day * ORDERS + order;
export const dayOf = (id) => Math.floor(id / ORDERS);
export const orderOf = (id) => id % ORDERS;

// Release → class of weight (0 to 3), as plugins/kentongan/parts/search/coding.py writes it.
export function decode(text, day = 0, into = new Map()) {
  let position = 0;
  const sign = () => {
    const value = VALUES.get(text.charCodeAt(position++));
    if (value === undefined) throw new Error("text ends within a number");
    return value;
  };
  const next = () => {
    const value = sign();
    if (value < SINGLE) return value;
    if (value < LONG) return SINGLE + (value - SINGLE) * LAST + sign();
    return PAIRS + ((sign() * BASE + sign()) * BASE + sign()) * LAST + sign();
  };
  let order = 0;
  while (position < text.length) {
    const number = next();
    const gap = number >> 4;
    const rest = (number >> 2) & 3;
    order = (gap ? 0 : order) + (rest < 3 ? rest : 3 + next());
    day += gap;
    into.set(idOf(day, order), number & 3);
  }
  return into;
}

// A shard as it is asked: the postings of a term, the stem of a form.
export class Shard {
  constructor({ w, n, a, b = 0, d = {} }) {
    const texts = n.split(" ");
    this.texts = new Map(w.split(" ").map((term, i) => [term, texts[i]]));
    this.stems = new Map(a.split(" ").map((pair) => pair.split("/")));
    this.day = b;
    this.older = d;
  }
}

const isIn = (shards, term) => shards.some(({ texts }) => texts.has(term));
const stemIn = (shards, form) => shards.find(({ stems }) => stems.has(form))?.stems.get(form);

export class Index {
  // `read(path)` promises the JSON of a file of the site and fails when there is none.
  constructor(read, bits, recent) {
    this.read = read;
    this.bits = bits;
    this.recent = recent;
  }

  // The shards where a word may stand: settled, recent, newest.
  shards(key) {
    const files = segments(crc32(key), this.bits, this.recent);
    return Promise.all(files.map(async ({ name }) => new Shard(await this.read(`/cari/i/${name}.json`))));
  }

  // A word of the query as a list, or null when neither it nor a relative occurs.
  async word(form) {
    const shards = await this.shards(light(form));
    const stem = stemIn(shards, form) ?? (isIn(shards, form) ? form : null);
    if (stem) return this.term(stem, isIn(shards, stem) ? shards : await this.shards(light(stem)));
    for (const guess of candidates(form)) {
      const others = await this.shards(light(guess));
      const term = stemIn(others, guess) ?? guess;
      if (isIn(others, term)) return this.term(term, others);
    }
    return null;
  }

  async filter(name) {
    return this.term(name, await this.shards(name));
  }

  term(stem, shards) {
    if (!isIn(shards, stem)) return null;
    const [settled, ...waiting] = shards.map(({ texts, day }) => [texts.get(stem) ?? "", day]);
    const list = new List(this.read, stem, shards[0].older[stem] ?? [], decode(...settled));
    for (const newer of waiting) decode(...newer, list.postings);
    return list;
  }

  // The lists of those roots that occur.
  async terms(stems) {
    return (await Promise.all(stems.map((stem) => this.word(stem)))).filter(Boolean);
  }

  // Releases in force at a moment (ms): persons sought, closures, warnings.
  async inForce(now) {
    const rows = await this.read("/cari/berlaku.json").catch(() => []);
    return new InForce(rows.filter(([, , from, until]) => from * 1000 <= now && (!until || now < until * 1000)));
  }

  forms(name) {
    return this.read(`/cari/k/${name}.json`);
  }

  // What a result shows: code, unit, kind, title and address.
  async row(id) {
    const [day, order] = [dayOf(id), orderOf(id)];
    const days = await this.read(`/cari/d/${day >> 1}-${order >> 2}.json`);
    const start = (order & 3) * PARTS;
    const [code, unit, kind, title, address, picture] = days[day & 1].slice(start, start + PARTS);
    const date = new Date(day * 86400000).toISOString().slice(0, 10);
    return {
      code: code.replace(/(...)(...)/, "$1-$2-"),
      unit,
      kind,
      title,
      date,
      picture,
      // Whole where it is a path or a page of another site.
      url: address.includes("/")
        ? address
        : `/berita/${date.slice(0, 7).replace("-", "/")}/${slugOf(title, address)}/`,
    };
  }
}

const firstOf = (postings) => postings.keys().next().value;

// The slug that a row says in short: what `slugify` in plugins/kentongan/domain/text.py makes of the
// title, or the beginning of it (`=40`).
export function slugOf(title, said) {
  if (said && said[0] !== "=") return said;
  const plain = title.normalize("NFKD").replace(/[^\0-\x7f]|'/g, "").toLowerCase();
  const whole = (plain.match(/[a-z0-9]+/g) ?? []).join("-");
  return whole.slice(0, Number(said.slice(1)) || whole.length);
}

// The releases of a term. Those of a frequent one are loaded newest first.
export class List {
  // `older` says how many releases each of its files of older ones holds.
  constructor(read, stem, older, postings) {
    this.read = read;
    this.stem = stem;
    this.older = older;
    this.postings = postings;
    this.left = older.length;
    this.oldest = this.left ? firstOf(postings) : 0;
  }

  get count() {
    return this.older.slice(0, this.left).reduce((sum, count) => sum + count, this.postings.size);
  }

  // Load older releases until all releases from `id` on are known.
  async reach(id) {
    while (this.left && this.oldest > id) {
      const number = --this.left;
      const older = decode(await this.read(`/cari/l/${this.stem}-${number}.json`));
      for (const [release, weight] of older) this.postings.set(release, weight);
      this.oldest = this.left ? firstOf(older) : 0;
    }
  }
}

// The releases in force, each with the roots of its title.
class InForce extends Map {
  constructor(rows = []) {
    super(rows.map(([day, order, , , roots = ""]) => [idOf(day, order), roots.split(" ")]));
  }

  // Whether the title of one holds one of these roots.
  names = (stems) => [...this.values()].flat().some((root) => stems.includes(root));
}

// A word and what it means: these lists, its `own`, keep their weights. `also` are roots that mean the same, which
// are asked for later and get a low weight.
export class Either {
  constructor(lists, also) {
    this.lists = this.own = unique(lists);
    this.meant = this.lists.length;
    this.also = also;
    this.gather();
  }

  async widen(index) {
    const others = await index.terms(this.also);
    this.also = [];
    this.lists = unique([...this.lists, ...others]);
    this.meant ||= 1;
    this.gather();
  }

  gather() {
    this.stem = this.lists[0]?.stem;
    this.postings = new Map();
    this.lists.forEach(({ postings }, i) => {
      for (const [id, weight] of postings) {
        const known = this.postings.get(id);
        if (i >= this.meant) this.postings.set(id, known ?? SAME);
        else this.postings.set(id, Math.max(known ?? 0, weight));
      }
    });
    const behind = this.lists.filter((list) => list.left);
    this.left = behind.length;
    this.oldest = Math.max(0, ...behind.map((list) => list.oldest));
    this.count = this.lists.reduce((sum, list) => sum + list.count, 0);
  }

  async reach(id) {
    await Promise.all(this.lists.map((list) => list.reach(id)));
    this.gather();
  }
}

const unique = (lists) => [...new Map(lists.map((list) => [list.stem, list])).values()];
