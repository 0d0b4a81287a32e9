// Shards of the search index, as plugins/kentongan/parts/search/postings.py writes them.

import { crc32 } from "./crc32.js";
import { numbersIn } from "./digits.js";
import { segments } from "./segments.js";
import { candidates, light } from "./terms.js";

export const CHUNK = 2048;
const ORDERS = 2 ** 20;
const PARTS = 6; // of a row

export const idOf = (day, order) => day * ORDERS + order;
export const dayOf = (id) => Math.floor(id / ORDERS);
export const orderOf = (id) => id % ORDERS;

// Release → class of weight (0 to 3).
export function decode(text, into = new Map()) {
  const { isLeft, next } = numbersIn(text);
  let day = 0;
  let order = 0;
  while (isLeft()) {
    const gap = next();
    const rest = next();
    order = (gap ? 0 : order) + (rest >> 2);
    day += gap;
    into.set(idOf(day, order), rest & 3);
  }
  return into;
}

const isIn = (shards, term) => shards.some(({ t }) => term in t);
const stemIn = (shards, form) => shards.find(({ a }) => form in a)?.a[form];

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
    return Promise.all(files.map(({ name }) => this.read(`/cari/i/${name}.json`)));
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
    const [settled, ...waiting] = shards.map((shard) => shard.t[stem] ?? "");
    const [days, text] = Array.isArray(settled) ? settled : [[], settled];
    const postings = decode(text);
    for (const newer of waiting) decode(newer, postings);
    return new List(this.read, stem, days, postings);
  }

  // Releases in force at a moment (ms): persons sought, closures, warnings.
  async inForce(now) {
    const rows = await this.read("/cari/berlaku.json").catch(() => []);
    const holds = ([, , from, until]) => from * 1000 <= now && (!until || now < until * 1000);
    return new Set(rows.filter(holds).map(([day, order]) => idOf(day, order)));
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
      url: address.includes("/") ? address : `/berita/${date.slice(0, 7).replace("-", "/")}/${address}/`,
    };
  }
}

// The releases of a term. Those of a frequent one are loaded newest first.
export class List {
  constructor(read, stem, days, postings) {
    this.read = read;
    this.stem = stem;
    this.days = days;
    this.postings = postings;
    this.left = days.length;
    this.count = days.length * CHUNK + postings.size;
    this.oldest = this.left ? Math.min(...postings.keys()) : 0;
  }

  // Load older chunks until all releases from `id` on are known.
  async reach(id) {
    while (this.left && this.oldest > id) {
      const chunkNumber = --this.left;
      const chunk = decode(await this.read(`/cari/t/${this.stem}-${chunkNumber}.json`));
      for (const [release, weight] of chunk) this.postings.set(release, weight);
      this.oldest = this.left ? Math.min(...chunk.keys()) : 0;
    }
  }
}

// A word and its synonyms: what is meant keeps its weights, the synonyms behind it get a low one.
export class Either {
  constructor(lists, meant = 1) {
    this.lists = lists;
    this.meant = meant;
    this.stem = lists[0].stem;
    this.gather();
  }

  gather() {
    this.postings = new Map();
    this.lists.forEach(({ postings }, i) => {
      for (const [id, weight] of postings) {
        this.postings.set(id, Math.max(this.postings.get(id) ?? 0, i < this.meant ? weight : 0));
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
