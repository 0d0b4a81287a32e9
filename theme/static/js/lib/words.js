// The words of a text as they are compared. The same rules as plugins/kentongan/parts/authenticity/words.py;
// tests/vectors/words.json holds both to them.

import { isCode, printedCode } from "./codes.js";

export const MAX_CHARACTERS = 200000;

const QUOTES = /[´\x60ʼ‘’‛′ʹ＇]/g;
const UNSEEN = /(?!\n)[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
const SPACES = /[\p{Zs}\u2028\u2029\t\v\f\x85]/gu;
const DIGITS = /(?![0-9])\p{Nd}/gu;
const KEYCAPS = /[0-9#*]\ufe0f?\u20e3|[\u2460-\u24ff\u2776-\u2793]|[\u{1f100}-\u{1f1ff}]/gu;
const IS_HTML = /<\/?(?:p|div|br|span|html|body|b|i|strong|em|a|h[1-6]|li|ul|ol|table)\b[^<>]*>/i;
const HIDDEN = /<(script|style)\b[^<>]*>.*?<\/\1>/gis;
const BLOCK = /<\/?(?:p|div|br|h[1-6]|li|ul|ol|table|tr|blockquote)\b[^<>]*>/gi;
const TAG = /<[^<>]*>/g;
const ENTITY = /&(#\d{1,6}|[a-z]{2,6});/gi;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const HEADER =
  /^[^\w\n]*(?:diteruskan|forwarded)(?:[ \t]+(?:berkali-kali|berulang kali|many times))?[^\w\n]*$/gim;
const CHAT = new RegExp(
  "^[ \\t>*_~•-]*(?:\\[\\d{1,2}[/.]\\d{1,2}(?:[/.]\\d{2,4})?[, ]+\\d{1,2}[.:]\\d{2}(?:[.:]\\d{2})?\\]" +
    "|\\[\\d{1,2}[.:]\\d{2}, ?\\d{1,2}[/.]\\d{1,2}(?:[/.]\\d{2,4})?\\]" +
    "|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}[, ]+\\d{1,2}[.:]\\d{2}[ \\t]+-)[ \\t]*[^:\\n]{1,40}:[ \\t]",
  "gm",
);
const EDITED = /<?\b(?:pesan ini (?:telah )?diedit|this message was edited)\b>?/gi;
// What numbers an item at the head of a line, also of a quoted or bold one; a number before a
// number, or in a time, is a word.
const LIST_MARK = /^[ \t>*_~•-]*(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)])(?=[ \t*_~]|[\p{L}_])[ \t]*/gmu;
const TOKEN = new RegExp(
  '(?<url>(?:[hH][tT][tT][pP][sS]?://|www\\.)[^\\s<>"]+' +
    '|(?<![\\p{L}\\p{N}_@.])(?:[a-z0-9-]{1,63}\\.){1,20}[a-z]{2,7}/[^\\s<>"]*' +
    "|(?<![\\p{L}\\p{N}_@.])(?:[a-z0-9-]{1,63}\\.){1,20}(?:go\\.id|co\\.id|or\\.id|com|net|org)(?![\\p{L}\\p{N}_.])" +
    "|(?<![\\p{L}\\p{N}_@.])(?:[A-Z0-9-]{1,63}\\.){1,20}(?:GO\\.ID|CO\\.ID|OR\\.ID|COM|NET|ORG)" +
    '(?![\\p{L}\\p{N}_.])(?:/[^\\s<>"]*)?)' +
    "|(?<code>(?<![\\p{L}\\p{N}_-])[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}(?![\\p{L}\\p{N}_-]))" +
    "|(?<word>[\\p{L}\\p{N}]+(?:'[\\p{L}\\p{N}]+)*)",
  "gu",
);
const SENTENCE_END = /[.!?…\n]/;

export function clean(text) {
  text = text.replace(/\r\n?/g, "\n").replaceAll("\0", "");
  if (IS_HTML.test(text)) {
    text = text.replace(HIDDEN, "").replace(BLOCK, "\n").replace(TAG, "");
  }
  text = comparable(text.replace(ENTITY, entity).replace(KEYCAPS, " ").replace(QUOTES, "'"));
  return text.replace(EDITED, "").replace(HEADER, "").replace(CHAT, "").replace(LIST_MARK, "");
}

// The same as in plugins/kentongan/domain/folding.py.
export function comparable(text) {
  text = text.replace(SPACES, " ").replace(UNSEEN, "").normalize("NFKC");
  return text.replace(DIGITS, plainDigit);
}

// The digits of an alphabet stand side by side, from a code that ends in 0 or 6.
function plainDigit(sign) {
  const code = sign.codePointAt(0);
  const zero = String.fromCodePoint(code - (code % 16));
  return String((/\p{Nd}/u.test(zero) ? code % 16 : (code % 16) + 4) % 10);
}

// Words as {form, start, end, first}; `first` tells that a sentence or line begins with it.
export function tokenise(cleaned) {
  const tokens = [];
  let before = 0;
  for (const match of cleaned.matchAll(TOKEN)) {
    const start = match.index;
    const end = start + match[0].length;
    let first = !tokens.length || SENTENCE_END.test(cleaned.slice(before, start));
    for (const form of forms(match)) {
      tokens.push({ form, start, end, first });
      first = false;
    }
    before = end;
  }
  return tokens;
}

function forms(match) {
  const text = match[0];
  if (match.groups.url) return [`url:${address(text)}`];
  if (match.groups.code) {
    if (isCode(text)) return [`kode:${printedCode(text)}`];
    return text.split("-").flatMap((part) => pieces(part.toLowerCase()));
  }
  return pieces(fold(text));
}

export function fold(word) {
  return word
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll("'", "");
}

const pieces = (text) => (text.match(/[0-9]+|[^0-9]+/g) || []).map(number);
const number = (form) => (/^0[0-9]$/.test(form) ? form[1] : form);

function address(text) {
  return text
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, "")
    .replace(/[.,;:!?)\]}'*_~/]+$/, "");
}

function entity(whole, name) {
  name = name.toLowerCase();
  if (name[0] !== "#") return ENTITIES[name] ?? whole;
  const number = Number(name.slice(1));
  const fine = (number > 31 && number < 0xd800) || (number >= 0xe000 && number < 0x110000);
  return fine ? String.fromCodePoint(number) : " ";
}
