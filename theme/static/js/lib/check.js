// Which release a pasted text, link or code belongs to. The steps of plugins/kentongan/parts/authenticity/check.py,
// over the files of the site. Nothing that is pasted leaves the browser: only shards, the
// manifest and texts are fetched, by numbers that do not give the text away.

import { isCode, nearCodes, plainCode, printedCode } from "./codes.js";
import { compare } from "./compare.js";
import { crc32 } from "./crc32.js";
import { originals } from "./originals.js";
import { segments } from "./segments.js";
import { decode, decodeShard, fingerprints, ofTitle, resemblance } from "./shingles.js";
import { MAX_CHARACTERS, clean, tokenise } from "./words.js";

const MANIFEST = "/.well-known/kentongan/manifest";
const SHARDS_AT_ONCE = 3;
const ROUNDS = 3;
const COMPARED = 6;
const MOST_COMPARED = 12;
// Among texts that are nearly alike the hashes that tell them apart are few: more are asked for.
const ROUNDS_AMONG_LIKE = 10;
const MOST_COMPARED_AMONG_LIKE = 48;
const TITLE_WORDS = 40; // a longer text is no title
const ORDER = { asli: 0, potongan: 1, diubah: 2 };
const SHORT_LINK = /\/r\/([0-9A-Za-z-]{9,11})\/?$/;

// `read(path)` promises the text of a file of the site and fails when there is none.
export class Checker {
  constructor(read) {
    this.read = read;
    this.files = new Map();
    this.prepared = new Map();
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
    const link = text.includes("://") ? text : `https://${text}`;
    const path = await this.path(link);
    if (path === null) return this.nothing("luar");
    const short = SHORT_LINK.exec(path);
    if (short) return this.byCode(short[1]);
    const entry = await this.at(link);
    return entry ? this.answer(stateOf(entry), { code: entry.kode, entry }) : this.nothing("tautan");
  }

  // The path of a link below the site; null where it leads elsewhere.
  async path(link) {
    if (!URL.canParse(link)) return "";
    const url = new URL(link);
    const root = await this.node("");
    const home = root && new URL(root.situs);
    const host = ({ host }) => host.replace(/^www\./, "");
    if (home && host(url) !== host(home)) return null;
    const base = home ? home.pathname.replace(/\/$/, "") : "";
    const isBelow = base && url.pathname.startsWith(base);
    return isBelow ? url.pathname.slice(base.length) : url.pathname;
  }

  // The release at a full address of the site.
  async at(link) {
    let path = await this.path(link);
    if (!path) return null;
    path = `${path.replace(/\/+$/, "")}/`;
    const number = crc32(`url:${path}`);
    for (const start of (await this.owners([number])).get(number) ?? []) {
      for (const entry of await this.entries(start)) if (entry.alamat === path) return entry;
    }
    return null;
  }

  // The codes of the releases that a text names by code or by address.
  async named(forms) {
    const named = [];
    const links = forms.filter((form) => /^(?:kode|url):/.test(form));
    for (const form of [...new Set(links)].slice(0, MOST_COMPARED)) {
      const rest = form.slice(form.indexOf(":") + 1);
      const short = SHORT_LINK.exec(rest);
      if (form.startsWith("kode:")) named.push(rest);
      else if (short) named.push(short[1].toUpperCase());
      else {
        const entry = await this.at(`https://${rest}`);
        if (entry) named.push(entry.kode);
      }
    }
    return named;
  }

  async byText(pasted) {
    const forms = tokenise(pasted).map((token) => token.form);
    const words = forms.filter((form) => !/^(?:kode|url):/.test(form));
    const numbers = fingerprints(words);
    const named = await this.named(forms);
    let best = numbers.length || named.length ? await this.best(pasted, numbers, named) : null;
    if (!best && words.length <= TITLE_WORDS) best = await this.best(pasted, [ofTitle(words)], []);
    if (best) {
      const { entry, verdict, original } = best;
      return this.answer(resultOf(best), { code: entry.kode, entry, verdict, original, pasted });
    }
    for (const code of named) {
      const entry = await this.entry(code);
      if (entry && stateOf(entry) === "dicabut") return this.answer("dicabut", { code, entry });
    }
    return this.nothing(numbers.length ? "teks" : "terlalu-pendek");
  }

  // The release that a text is nearest to, among those that share hashes with it.
  async best(pasted, numbers, named) {
    const seen = new Set();
    const votes = new Map();
    let best = null;
    for (let turn = 0; turn < ROUNDS_AMONG_LIKE; turn++) {
      const asked = numbers.slice(turn * SHARDS_AT_ONCE, (turn + 1) * SHARDS_AT_ONCE);
      const isLate = turn >= ROUNDS || (turn > 0 && !asked.length);
      if (isLate && !(best && hasRival(votes, seen))) break;
      const owners = await this.owners(asked);
      for (const starts of owners.values()) {
        for (const start of starts) {
          votes.set(start, (votes.get(start) ?? 0) + Math.floor(27720 / starts.length));
        }
      }
      const wanted = [...votes.keys()]
        .sort((a, b) => votes.get(b) - votes.get(a) || (a < b ? -1 : 1))
        .filter((start) => !isLate || !seen.has(start))
        .slice(0, COMPARED);
      const first = turn ? [] : named.map((code) => plainCode(code).slice(0, 4));
      for (const start of [...first, ...wanted]) {
        const most = isLate ? MOST_COMPARED_AMONG_LIKE : MOST_COMPARED;
        if (seen.has(start) || seen.size >= most) continue;
        seen.add(start);
        for (const entry of await this.entries(start)) {
          const match = await this.nearest(entry, pasted, numbers);
          if (match && (!best || isBefore(match.rank, best.rank))) best = match;
        }
      }
      const isSure = owners.size > 1 && [...votes.keys()].every((start) => seen.has(start));
      if (best && (best.rank[0] <= Math.min(turn, 1) || (isSure && hasAll(best, owners)))) break;
    }
    return best;
  }

  // How well a release fits the paste: by the one of its texts that explains most of it, or, for
  // a withdrawn one, by hashes.
  async nearest(entry, pasted, numbers) {
    let nearest = null;
    for (const original of await this.originals(entry)) {
      const verdict = compare(original, pasted);
      if (!(verdict.result in ORDER)) continue;
      const rank = [ORDER[verdict.result], verdict.changes.length, -verdict.similarity];
      const order = [verdict.distance, ...rank];
      if (!nearest || isBefore(order, nearest.order)) nearest = { rank, order, entry, verdict, original };
    }
    const near = entry.sidik && numbers.length ? await this.resemblance(entry, numbers) : null;
    const rank = near && [ORDER.diubah, near[0], -near[1]];
    return rank && (!nearest || isBefore(rank, nearest.rank)) ? { rank, entry, verdict: null } : nearest;
  }

  async resemblance(entry, numbers) {
    const path = `/cek/sidik/${entry.kode}.json`;
    const data = await this.json(path);
    try {
      return data && resemblance(numbers, new Set(decode(data.sidik)));
    } catch {
      this.trouble.add(path);
      return null;
    }
  }

  // Its public texts. They are the same for every paste, so they are prepared once.
  async originals(entry) {
    const { kode, sha256, kiriman } = entry;
    if (!sha256 && !kiriman) return [];
    const data = await this.text(entry);
    if (data && !this.prepared.has(kode)) this.prepared.set(kode, originals(data));
    return this.prepared.get(kode) ?? [];
  }

  async owners(numbers) {
    const found = new Map();
    const root = await this.node("");
    if (!root) return found;
    const { pemilik: width = 4 } = root;
    const look = async ({ path, bits, number }) => {
      const shard = await this.json(path);
      if (!shard) return [];
      try {
        return decodeShard(shard.isi, bits, width, number % 2 ** bits).get(number) ?? [];
      } catch {
        this.trouble.add(path);
        return [];
      }
    };
    const owners = await Promise.all(
      numbers.map((number) => Promise.all(shardsOf(number, root).map(look))),
    );
    numbers.forEach((number, i) => {
      const starts = [...new Set(owners[i].flat())];
      if (starts.length) found.set(number, starts);
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

  // The public texts of an entry of the manifest; of what is withdrawn, its notices alone.
  text({ kode, sha256 }) {
    return this.json(`/cek/${sha256 ? "teks" : "pemberitahuan"}/${kode}.json`);
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

// The shards where a hash may stand, how many of its bits name each, and what stands there of the
// hash: in those that wait its low bits. A site of the older layout has one.
function shardsOf(number, { pecahan: bits, terkini: recent, ringkas: kept = 32 }) {
  if (recent === undefined) return [{ path: `/cek/s/${(number % 2 ** bits).toString(16)}.json`, bits, number }];
  return segments(number, bits, recent).map(({ name, bits }, i) => {
    return { path: `/cek/i/${name}.json`, bits, number: i ? number % 2 ** kept : number };
  });
}

// A withdrawn release is withdrawn, but for a notice of it that was altered.
function resultOf({ entry, verdict, original }) {
  const isNotice = original?.isNotice && verdict.result === "diubah";
  return verdict && (entry.status === "terbit" || isNotice) ? verdict.result : stateOf(entry);
}

const stateOf = (entry) => (entry.status === "terbit" ? "asli" : "dicabut");

// Whether a release that was not compared shares nearly as much as the one that shares most.
function hasRival(votes, seen) {
  const enough = Math.max(0, ...votes.values()) * 0.9;
  return [...votes].some(([start, count]) => count >= enough && !seen.has(start));
}

// Whether the release has every hash that anybody has.
function hasAll({ entry }, owners) {
  const code = plainCode(entry.kode);
  return [...owners.values()].every((starts) => starts.some((start) => code.startsWith(start)));
}

function isBefore(a, b) {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && a[first] < b[first];
}
