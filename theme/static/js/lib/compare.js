// Whether a pasted text is a release, an excerpt of it, or an altered form, word by word.
// The same algorithm as plugins/kentongan/parts/authenticity/compare.py, with the words of usual.py beside it;
// tests/vectors/compare.json and test_usual.py hold both.

import { SEPARATOR } from "./originals.js";
import { tokenise } from "./words.js";

const RUN = 4;
const EXCERPT_WORDS = 8;
const SIMILAR_SHORT = 0.8;
const SIMILAR = 0.75;
const SHORT = 40;
const MOSTLY_INSIDE = 0.85;
const MAX_CELLS = 250000;
const SIGNATURE_WORDS = 12;
const LINK_WORDS = 6;

const set = (words) => new Set(words.split(" "));
const NEGATIONS = set(
  "tidak tak bukan belum jangan tanpa tiada nggak gak ga enggak bukanlah tidaklah janganlah " +
    "hoaks hoax palsu bohong benar salah anti",
);
const MONTHS = set(
  "januari februari maret april mei juni juli agustus september oktober november desember " +
    "senin selasa rabu kamis jumat sabtu minggu ahad",
);
const NUMBERS = set(
  "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus " +
    "ratus seribu ribu juta miliar triliun setengah pertama kedua ketiga keempat kelima",
);
const SIGNATURE = set(
  "humas polsek polres polresta polrestabes polda polri metro divhumas bidhumas sihumas seksi " +
    "tribratanews tribrata news sumber red redaksi admin adm editor penulis pewarta reporter " +
    "jurnalis wartawan dok doc foto ket oleh dari dikirim diteruskan terusan forwarded fwd many " +
    "times berkali kali salam presisi hormat kami ttd wassalam wassalamualaikum terima kasih " +
    "terimakasih tks trims via info infonya grup group wa whatsapp sebelah copas copy paste " +
    "share bagikan sebarkan siaran pers rilis release kode tautan link baca selengkapnya lengkap " +
    "di klik cek keaslian views view dilihat the of and polisi indonesia hashtag wib wita wit " +
    "ponsel saya iphone android",
);
// Words of a chat that can state nothing about a release, and so change nothing in lines of their
// own before or after it.
const CHAT = set(
  "assalamualaikum assalamu alaikum waalaikumsalam wr wb salam selamat pagi siang sore " +
    "malam bapak ibu bpk pak bu om tante kak kakak mas mbak bang bro sis gan guys min mimin " +
    "teman temen kawan rekan sobat saudara semua semuanya sekalian mohon tolong bantu " +
    "bantuannya izin ijin ya yah yg yang ini itu nih tuh eh wah waduh wow aduh astaga " +
    "astagfirullah subhanallah alhamdulillah bismillah amin aamiin ngeri serem seram sekali " +
    "banget juga loh lho dong deh sih aja saja dulu ke untuk buat utk dr gw gue aku penting " +
    "valid hati waspada semoga bermanfaat makasih infokan dapat dapet dpt barusan tadi baru " +
    "rt rw masing wali murid alumni tetangga keluarga kantor sebar sebarin disebar disebarkan " +
    "sebarluaskan disebarluaskan dibagikan teruskan forward viralkan wk wkwk wkwkwk haha hehe " +
    "hihi monggo suwun nuwun meneruskan nerusin menyampaikan sekadar sekedar udah sudah belum " +
    "blm baca",
);
const LETTER = /[\p{L}\p{N}]/u;
const isUpper = (text) => text !== text.toLowerCase() && text === text.toUpperCase();
const isLower = (text) => text !== text.toUpperCase() && text === text.toLowerCase();

// `pasted` is a text that `clean` returned.
export function compare(original, pasted) {
  let tokens = tokenise(pasted);
  const a = original.tokens.map((token) => token.form);
  const known = new Set(a);
  const isAdded = ({ form }) => /^(?:url|kode):/.test(form) && !known.has(form);
  const isForeign = (token) => isAdded(token) && !original.names.has(token.form);
  const links = tokens.filter(isForeign).map(({ start, end }) => pasted.slice(start, end));
  tokens = tokens.filter((token) => !isAdded(token));
  const b = tokens.map((token) => token.form);
  if (!a.length || !b.length) return verdict("tidak-ditemukan");
  const blocks = findBlocks(a, b);
  if (!blocks.length) return verdict("tidak-ditemukan", { ignored: links });
  const kept = withoutSignatures(original, pasted, tokens, blocks);
  const ops = operations(a, b, blocks, kept);
  return judge(original, pasted, tokens, ops, kept, links);
}

function verdict(result, more = {}) {
  const nothing = { changes: [], first: 0, last: 0, similarity: 0, ignored: [], distance: 0 };
  return { result, ...nothing, ...more };
}

function findBlocks(a, b) {
  if (a.length === b.length && a.every((word, i) => word === b[i])) return [[0, 0, a.length]];
  let run = Math.min(RUN, a.length, b.length);
  let pairs = [];
  while (run && !pairs.length) {
    const inA = uniqueRuns(a, run);
    for (const [key, j] of uniqueRuns(b, run)) if (inA.has(key)) pairs.push([inA.get(key), j]);
    if (a.length > 12 && b.length > 12) break;
    run--;
  }
  pairs.sort((p, q) => p[1] - q[1]);
  const blocks = [];
  let endA = 0;
  let endB = 0;
  for (let [i, j] of longestRising(pairs)) {
    if (i < endA || j < endB) continue;
    while (i > endA && j > endB && a[i - 1] === b[j - 1]) {
      i--;
      j--;
    }
    let length = 0;
    while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++;
    if (blocks.length && i === endA && j === endB) {
      const first = blocks.pop();
      length += first[2];
      [i, j] = first;
    }
    blocks.push([i, j, length]);
    endA = i + length;
    endB = j + length;
  }
  return blocks;
}

function uniqueRuns(words, run) {
  const found = new Map();
  for (let start = 0; start + run <= words.length; start++) {
    const key = words.slice(start, start + run).join(" ");
    found.set(key, found.has(key) ? -1 : start);
  }
  for (const [key, start] of found) if (start < 0) found.delete(key);
  return found;
}

function longestRising(pairs) {
  const tops = [];
  const heads = [];
  const before = [];
  pairs.forEach(([i], index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tops[middle] < i) low = middle + 1;
      else high = middle;
    }
    before.push(low ? heads[low - 1] : -1);
    tops[low] = i;
    heads[low] = index;
  });
  const chain = [];
  for (let index = heads.length ? heads.at(-1) : -1; index >= 0; index = before[index]) {
    chain.push(pairs[index]);
  }
  return chain.reverse();
}

function withoutSignatures(original, pasted, b, blocks) {
  const a = original.tokens;
  const [top, first] = blocks[0];
  const lastBlock = blocks.at(-1);
  const end = lastBlock[0] + lastBlock[2];
  const last = lastBlock[1] + lastBlock[2];
  let [left, right] = withoutChat(original, pasted, b, first, last);
  const missing = top - original.starts.findLast((start) => start <= top);
  for (let cut = first; cut > left; cut--) {
    if (missing > 0 && missing <= cut - left + 2) break;
    const atEdge = b[cut].first || (cut === first && !missing);
    if (atEdge && isSignature(original, pasted, b.slice(left, cut))) {
      left = cut;
      break;
    }
  }
  for (let cut = last; cut < right; cut++) {
    if (a.length > end && a.length - end <= right - cut + 2) break;
    const atEdge = b[cut].first || (cut === last && end === a.length);
    if (atEdge && isSignature(original, pasted, b.slice(cut, right))) {
      right = cut;
      break;
    }
  }
  return [left, right];
}

// The range that is left without lines of mere chat before `first` and from `last` on.
function withoutChat(original, pasted, tokens, first, last) {
  const isTwo = ({ form, start, end }) => form === "2" && !/^[0-9]+$/.test(pasted.slice(start, end)); // teman2
  const isChat = (token) =>
    CHAT.has(token.form) || SIGNATURE.has(token.form) || original.names.has(token.form) || isTwo(token);
  const beginsLine = (cut) => pasted.slice(tokens[cut - 1].end, tokens[cut].start).includes("\n");
  let left = 0;
  for (let place = 0; place < first && isChat(tokens[place]); place++) {
    if (beginsLine(place + 1)) left = place + 1;
  }
  let right = tokens.length;
  for (let place = right - 1; place >= last && isChat(tokens[place]); place--) {
    if (beginsLine(place)) right = place;
  }
  return [left, right];
}

function isSignature(original, pasted, tokens) {
  if (tokens.length > SIGNATURE_WORDS) return false;
  let usual = 0;
  for (const { form, start, end } of tokens) {
    const raw = pasted.slice(start, end);
    if (NEGATIONS.has(form) && form !== "anti") return false;
    if (/[#@]/.test(pasted.slice(start - 1, start)) || SIGNATURE.has(form) || original.names.has(form)) {
      usual++;
    } else if (/^[0-9]+$/.test(raw)) {
      if (raw.length > 2 || Number(raw) > 0) return false;
    } else if (!(isUpper(raw.slice(0, 1)) && (isLower(raw.slice(1)) || raw.length < 4))) {
      return false;
    }
  }
  if (usual) return true;
  const before = pasted.slice(0, tokens[0].start).trimEnd().slice(-1);
  const after = pasted.slice(tokens.at(-1).end).trimStart().slice(0, 1);
  return tokens.length <= 4 && ((before === "(" && after === ")") || /^[-–—~©^]$/.test(before));
}

function operations(a, b, blocks, [left, right]) {
  const ops = [];
  let [i, j] = blocks[0];
  const before = b.slice(left, j);
  if (before.length) {
    const window = Math.max(0, i - before.length - 8);
    const part = align(a.slice(window, i).reverse(), before.toReversed?.() ?? [...before].reverse(), true);
    const n = i - window;
    const m = before.length;
    for (const [tag, p, q, r, s] of part.reverse()) {
      ops.push([tag, window + n - q, window + n - p, left + m - s, left + m - r]);
    }
  }
  blocks.forEach(([startA, startB, length], number) => {
    if (number) ops.push(...shift(align(a.slice(i, startA), b.slice(j, startB), false), i, j));
    ops.push(["sama", startA, startA + length, startB, startB + length]);
    i = startA + length;
    j = startB + length;
  });
  const after = b.slice(j, right);
  if (after.length) ops.push(...shift(align(a.slice(i, i + after.length + 8), after, true), i, j));
  return merge(ops);
}

const shift = (ops, i, j) => ops.map(([tag, p, q, r, s]) => [tag, p + i, q + i, r + j, s + j]);
const size = ([, i, iEnd, j, jEnd]) => iEnd - i + jEnd - j;

function align(a, b, freeEnd) {
  const n = a.length;
  const m = b.length;
  if (!n || !m || n * m > MAX_CELLS) {
    const used = freeEnd && n * m <= MAX_CELLS ? 0 : n;
    return [["hapus", 0, used, 0, 0], ["tambah", used, used, 0, m]].filter(size);
  }
  const rows = [Array.from({ length: m + 1 }, (_, j) => j)];
  for (let i = 1; i <= n; i++) {
    const above = rows[i - 1];
    const row = [i];
    for (let j = 1; j <= m; j++) {
      const cost = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(cost, above[j] + 1, row[j - 1] + 1));
    }
    rows.push(row);
  }
  let i = n;
  let j = m;
  if (freeEnd) {
    for (let k = n; k >= 0; k--) {
      const better = rows[k][m] - rows[i][m] || Math.abs(k - m) - Math.abs(i - m) || k - i;
      if (better < 0) i = k;
    }
  }
  const ops = [];
  while (i || j) {
    const same = i && j && a[i - 1] === b[j - 1];
    if (same && rows[i][j] === rows[i - 1][j - 1]) ops.push(["sama", --i, i + 1, --j, j + 1]);
    else if (i && j && rows[i][j] === rows[i - 1][j - 1] + 1) ops.push(["ganti", --i, i + 1, --j, j + 1]);
    else if (i && rows[i][j] === rows[i - 1][j] + 1) ops.push(["hapus", --i, i + 1, j, j]);
    else ops.push(["tambah", i, i, --j, j + 1]);
  }
  return ops.reverse();
}

function merge(ops) {
  const merged = [];
  for (let op of ops) {
    if (!size(op)) continue;
    const same = op[0] === "sama";
    if (merged.length && (merged.at(-1)[0] === "sama") === same) {
      const [, i, , j] = merged.pop();
      op = [same ? "sama" : tagOf(i, op[2], j, op[4]), i, op[2], j, op[4]];
    }
    merged.push(op);
  }
  return merged;
}

function tagOf(i, iEnd, j, jEnd) {
  if (i === iEnd) return "tambah";
  return j === jEnd ? "hapus" : "ganti";
}

function judge(original, pasted, tokens, ops, [left, right], ignored) {
  const words = right - left;
  const equal = ops.reduce((sum, op) => sum + (op[0] === "sama" ? op[2] - op[1] : 0), 0);
  const low = ops[0][1];
  const high = ops.at(-1)[2];
  const total = original.tokens.length;
  const similarity = words ? equal / words : 0;
  const apart = ops.filter((op) => op[0] !== "sama");
  let changed = apart.filter((op) => !isFree(original, pasted, tokens, op));
  const found = { ignored, similarity, distance: tokens.length - words };
  if (high > low) {
    found.first = original.tokens[low].start;
    found.last = original.tokens[high - 1].end;
  }
  if (!changed.length) {
    found.similarity = 1;
    if (original.starts.includes(low) && high === total) return verdict("asli", found);
    const ofCore = cutCore(original, low, high);
    const cut = ofCore.length ? ofCore : cutSentences(original, low, high);
    if (!cut.length) {
      const enough = words >= EXCERPT_WORDS || (low === 0 && high === original.titleLength);
      return verdict(enough ? "potongan" : "tidak-ditemukan", found);
    }
    changed = cut.map(([start, end]) => ["hapus", start, end, start >= high ? right : left, left]);
    found.similarity = similarity;
  } else if (words < SHORT && lost(changed) > words / 2) {
    return verdict("tidak-ditemukan", found);
  }
  const enough = words >= SHORT ? SIMILAR : SIMILAR_SHORT;
  const body = total - original.titleLength;
  const covered = body ? equal / body : 0;
  if (equal < Math.min(EXCERPT_WORDS - 1, body) || (similarity < enough && covered < MOSTLY_INSIDE)) {
    return verdict("tidak-ditemukan", found);
  }
  const changes = changed.map((op) => changeOf(original, pasted, tokens, op));
  changes.sort((p, q) => q.critical - p.critical || p.start - q.start);
  found.distance += lost(changed);
  return verdict("diubah", { ...found, changes });
}

function isFree(original, pasted, tokens, op) {
  return isDateline(original, pasted, tokens, op) || isLink(original, op);
}

function isLink({ text, tokens }, [tag, i, iEnd]) {
  const leftOut = tokens.slice(i, iEnd);
  if (tag !== "hapus" || leftOut.length > LINK_WORDS) return false;
  if (leftOut.length > 1 && !leftOut[0].first) return false;
  const { form, start } = leftOut.at(-1);
  const isLine = form.startsWith("url:") && !text.slice(leftOut[0].start, start).includes("\n");
  return isLine && !leftOut.some((token) => NEGATIONS.has(token.form));
}

function isDateline({ starts, titleLength, names }, pasted, tokens, [, i, iEnd, j, jEnd]) {
  if (i === starts[1] && iEnd === starts[2] && j >= jEnd) return true;
  const added = tokens.slice(j, jEnd);
  if (i !== titleLength || iEnd !== i || !added.every(({ form }) => names.has(form))) return false;
  const after = pasted.slice(added.at(-1).end);
  return after.search(SEPARATOR) === 0;
}

function lost(changed) {
  return changed.reduce((sum, [, i, iEnd, j, jEnd]) => sum + Math.max(iEnd - i, jEnd - j), 0);
}

function cutCore({ core: [start, end] }, low, high) {
  const cuts = [
    [start, Math.min(low, end)],
    [Math.max(high, start), end],
  ];
  return cuts.filter(([from, to]) => from < to);
}

function cutSentences(original, low, high) {
  const { tokens } = original;
  const cuts = [];
  let start = low;
  while (start > 0 && !tokens[start].first) start--;
  const isWhole = start === low || original.starts.includes(low);
  if (!isWhole && turns(tokens.slice(start, low))) cuts.push([start, low]);
  let end = high;
  while (end < tokens.length && !tokens[end].first) end++;
  if (end !== high && turns(tokens.slice(high, end))) cuts.push([high, end]);
  return cuts;
}

const turns = (tokens) => tokens.length <= 2 || tokens.some(({ form }) => NEGATIONS.has(form));

function changeOf(original, pasted, tokens, [, i, iEnd, j, jEnd]) {
  const ofOriginal = original.tokens.slice(i, iEnd);
  const ofPasted = tokens.slice(j, Math.max(j, jEnd));
  const [from, to] = written(original.text, ofOriginal);
  let [start, end] = written(pasted, ofPasted);
  if (jEnd <= j) start = end = j < tokens.length ? tokens[j].start : pasted.length;
  const critical =
    ofOriginal.some((token) => isCritical(token, original.text)) ||
    ofPasted.some((token) => isCritical(token, pasted));
  return {
    op: tagOf(i, iEnd, j, Math.max(j, jEnd)),
    asli: original.text.slice(from, to),
    teks: pasted.slice(start, end),
    start,
    end,
    critical,
  };
}

function written(text, tokens) {
  if (!tokens.length) return [0, 0];
  let { start } = tokens[0];
  let { end } = tokens.at(-1);
  while (start > 0 && !/\s/.test(text[start - 1])) start--;
  while (end < text.length && !/\s/.test(text[end])) end++;
  while (start < end && !LETTER.test(text[start])) start++;
  while (end > start && !LETTER.test(text[end - 1])) end--;
  return [start, end];
}

function isCritical({ form, start }, text) {
  if (/^(?:[0-9]|url:)/.test(form) || NEGATIONS.has(form) || MONTHS.has(form) || NUMBERS.has(form)) return true;
  return isUpper(text[start]);
}
