// Which release a pasted text, link or code belongs to. The steps of plugins/kentongan/parts/authenticity/check.py,
// over the files of the site. Nothing that is pasted leaves the browser: only shards, the
// manifest and texts are fetched, by numbers that do not give the text away.

import { isCode, nearCodes, plainCode, printedCode } from "./codes.js";
import { compare, prepare } from "./compare.js";
import { crc32 } from "./crc32.js";
import { decode, decodeShard, fingerprints, resemblance } from "./shingles.js";
import { MAX_CHARACTERS, clean, tokenise } from "./words.js";

const MANIFEST = "/.well-known/kentongan/manifest";
const SHARDS_AT_ONCE = 3;
const ROUNDS = 3;
const COMPARED = 6;
const MOST_COMPARED = 12;
const ORDER = { asli: 0, potongan: 1, diubah: 2 };
const SHORT_LINK = /\/r\/([0-9A-Za-z-]{9,11})\/?$/;

// `read(path)` promises the text of a file of the site and fails when there is none.
export class Checker {
  constructor(read) {
    this.read = read;
    this.files = new Map();
    this.trouble = new Set();
  }

  async check(text) {
    this.trouble.clear();
    const plain = text.trim();
    if (!plain) return this.nothing("kosong");
    if ([...plain].length > MAX_CHARACTERS) return this.nothing("terlalu-panjang");
    if (/^[0-9A-Za-z](?:[\s-]*[0-9A-Za-z]){7,9}$/.test(plain) && /[0-9-]/.test(plain)) {
      return this.byCode(plain);
    }
    if (/^(?:https?:\/\/\S+|www\.\S+)$/i.test(plain)) return this.byLink(plain);
    return this.byText(clean(plain));
  }

  nothing(reason, more = {}) {
    return this.answer("tidak-ditemukan", { reason, ...more });
  }

  answer(result, more = {}) {
    const empty = { code: "", entry: null, verdict: null, reason: "", nearest: [] };
    return { result, ...empty, ...more, trouble: [...this.trouble] };
  }

  async byCode(text) {
    if (!isCode(text)) {
      const near = nearCodes(text);
      const known = await Promise.all(near.map((code) => this.entry(code)));
      return this.nothing("kode", { nearest: near.filter((_, i) => known[i]) });
    }
    const code = printedCode(text);
    const entry = await this.entry(code);
    return entry ? this.answer(stateOf(entry), { code, entry }) : this.nothing("kode");
  }

  async byLink(text) {
    let link;
    try {
      link = new URL(text.includes("://") ? text : `https://${text}`);
    } catch {
      return this.nothing("tautan");
    }
    const root = await this.node("");
    const home = root && new URL(root.situs);
    const host = (url) => url.host.replace(/^www\./, "");
    if (home && host(link) !== host(home)) return this.nothing("luar");
    let path = link.pathname;
    const base = home ? home.pathname.replace(/\/$/, "") : "";
    if (base && path.startsWith(base)) path = path.slice(base.length);
    const short = SHORT_LINK.exec(path);
    if (short) return this.byCode(short[1]);
    path = `${path.replace(/\/+$/, "")}/`;
    const number = crc32(`url:${path}`);
    for (const start of (await this.owners([number])).get(number) ?? []) {
      for (const entry of await this.entries(start)) {
        if (entry.alamat === path) return this.answer(stateOf(entry), { code: entry.kode, entry });
      }
    }
    return this.nothing("tautan");
  }

  async byText(pasted) {
    const forms = tokenise(pasted).map((token) => token.form);
    const named = forms.filter((form) => form.startsWith("kode:")).map((form) => form.slice(5));
    for (const form of forms) {
      const short = form.startsWith("url:") && SHORT_LINK.exec(form);
      if (short) named.push(short[1].toUpperCase());
    }
    const numbers = fingerprints(forms.filter((form) => !/^(?:kode|url):/.test(form)));
    if (!numbers.length) return this.nothing("terlalu-pendek");
    const seen = new Set();
    const votes = new Map();
    let best = null;
    for (let turn = 0; turn < ROUNDS; turn++) {
      const asked = numbers.slice(turn * SHARDS_AT_ONCE, (turn + 1) * SHARDS_AT_ONCE);
      if (!asked.length && turn) break;
      for (const starts of (await this.owners(asked)).values()) {
        for (const start of starts) {
          votes.set(start, (votes.get(start) ?? 0) + Math.floor(27720 / starts.length));
        }
      }
      const wanted = [...votes.keys()]
        .sort((a, b) => votes.get(b) - votes.get(a) || (a < b ? -1 : 1))
        .slice(0, COMPARED);
      const first = turn ? [] : named.map((code) => plainCode(code).slice(0, 4));
      for (const start of [...first, ...wanted]) {
        if (seen.has(start) || seen.size >= MOST_COMPARED) continue;
        seen.add(start);
        for (const entry of await this.entries(start)) {
          const found = await this.ranked(entry, pasted, numbers);
          if (found && (!best || isBefore(found.rank, best.rank))) best = found;
        }
      }
      if (best && best.rank[0] <= Math.min(turn, 1)) break;
    }
    if (!best) return this.nothing("teks");
    const { entry, verdict, original } = best;
    const result = verdict && entry.status === "terbit" ? verdict.result : stateOf(entry);
    return this.answer(result, { code: entry.kode, entry, verdict, original, pasted });
  }

  // How well a release fits the paste, by its words or, for a withdrawn one, by hashes.
  async ranked(entry, pasted, numbers) {
    if (!entry.sidik) return this.compared(entry, pasted);
    const path = `/cek/sidik/${entry.kode}.json`;
    const data = await this.json(path);
    try {
      const near = data && resemblance(numbers, new Set(decode(data.sidik)));
      return near && { rank: [ORDER.diubah, near[0], -near[1]], entry, verdict: null };
    } catch {
      this.trouble.add(path);
      return null;
    }
  }

  async compared(entry, pasted) {
    const data = entry.sha256 && (await this.text(entry.kode));
    if (!data) return null;
    const original = prepare(data.judul, data.teks, data.pengirim);
    const verdict = compare(original, pasted);
    if (!(verdict.result in ORDER)) return null;
    const rank = [ORDER[verdict.result], verdict.changes.length, -verdict.similarity];
    return { rank, entry, verdict, original };
  }

  async owners(numbers) {
    const found = new Map();
    const root = await this.node("");
    if (!root) return found;
    const bits = root.pecahan;
    const shards = await Promise.all(
      numbers.map((number) => this.json(`/cek/s/${(number % 2 ** bits).toString(16)}.json`)),
    );
    numbers.forEach((number, i) => {
      if (!shards[i]) return;
      const shard = number % 2 ** bits;
      try {
        const owners = decodeShard(shards[i].isi, bits, shard).get(number);
        if (owners) found.set(number, owners);
      } catch {
        this.trouble.add(`/cek/s/${shard.toString(16)}.json`);
      }
    });
    return found;
  }

  async entry(code) {
    const entries = await this.entries(plainCode(code).slice(0, 4));
    return entries.find((entry) => entry.kode === code);
  }

  async entries(start) {
    let prefix = "";
    for (;;) {
      const node = await this.node(prefix);
      if (!node) return [];
      if (node.siaran) return node.siaran.filter(({ kode }) => plainCode(kode).startsWith(start));
      prefix = start.slice(0, prefix.length + 1);
      if (!(prefix in node.bagian)) return [];
    }
  }

  node(prefix) {
    return this.json(prefix ? `${MANIFEST}/${prefix}.json` : `${MANIFEST}.json`);
  }

  text(code) {
    return this.json(`/cek/teks/${code}.json`);
  }

  async json(path) {
    if (!this.files.has(path)) this.files.set(path, this.read(path).then(JSON.parse));
    try {
      return await this.files.get(path);
    } catch {
      this.files.delete(path);
      this.trouble.add(path);
      return null;
    }
  }
}

const stateOf = (entry) => (entry.status === "terbit" ? "asli" : "dicabut");

function isBefore(a, b) {
  const place = a.findIndex((value, i) => value !== b[i]);
  return place >= 0 && a[place] < b[place];
}
