// The results of a query on the page, and the excerpts of those that come into view.
//
// Nothing that is seen moves while more arrives: what stands below is hidden or off the screen, and
// an excerpt has its place before it is there.
import { candidates, fold } from "./terms.js";

const PAGE = 10;
const LETTERS = 200; // of an excerpt
const BEFORE = 40; // letters before the first marked word

function element(name, text = "", properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.textContent = text;
  return made;
}

const find = (name) => document.querySelector(`[data-${name}]`);

export class Results {
  // `say(name, values)` gives a text of the page, `textOf(code)` promises the text of a release.
  constructor(form, index, textOf, say) {
    Object.assign(this, { form, index, textOf, say, base: form.dataset.dasar });
    this.box = find("hasil");
    this.status = find("status");
    this.more = find("lagi");
    this.replaced = find("diganti");
    this.archive = find("arsip");
    this.dates = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
    this.waiting = new Map();
    this.seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        this.seen.unobserve(target);
        this.waiting.get(target)?.();
        this.waiting.delete(target);
      }
    });
    this.more.addEventListener("click", () => this.next?.());
  }

  put(children, told, isArchive) {
    this.box.style.minHeight = "";
    this.box.replaceChildren(...children);
    this.replaced.textContent = told;
    this.replaced.hidden = !told;
    this.more.hidden = true;
    this.leadElsewhere(isArchive);
  }

  // The way to the archive stands where no results do.
  leadElsewhere(isShown) {
    if (this.archive) this.archive.hidden = !isShown;
  }

  await() {
    this.leadElsewhere(false);
    this.more.hidden = true;
  }

  nothing(lines = []) {
    this.put(lines.map((line) => element("p", line)), "", true);
  }

  one(entry) {
    const list = element("ol", "", { className: "find__list" });
    list.append(this.item(entry, new Set()));
    this.put([list], "", false);
  }

  // Where a result is not complete, `further(count)` promises one of at least so many releases.
  async show({ ids, complete }, { marks, told, isCurrent, further }) {
    const list = element("ol", "", { className: "find__list" });
    let shown = 0;
    this.next = async () => {
      if (shown) this.reserve();
      if (shown && shown === ids.length) {
        const more = await further(shown + PAGE);
        ids = [...new Set([...ids, ...more.ids])];
        complete = more.complete;
      }
      const rows = ids.slice(shown, shown + PAGE).map((id) => this.index.row(id));
      Promise.all(rows).catch(() => {}); // the loop reports errors: it awaits each row
      for (const row of rows) {
        const entry = await row;
        if (!isCurrent()) return;
        list.append(this.item(entry, marks));
        if (list.parentNode !== this.box) this.put([list], told, false);
      }
      if (!ids.length) this.put([], told, true);
      shown += rows.length;
      this.more.hidden = shown >= ids.length && (complete || !further);
      const name = !ids.length ? "nihil" : shown < ids.length ? "sebagian" : "ditemukan";
      this.status.textContent = this.say(name, { jumlah: `${ids.length}${complete ? "" : "+"}`, tampil: shown });
    };
    await this.next();
  }

  // Room for what is about to come, so that the foot of the page is off the screen.
  reserve() {
    this.more.hidden = true;
    this.box.style.minHeight = `${this.box.offsetHeight + innerHeight}px`;
  }

  item({ code, url, title, unit, kind, date, picture }, marks) {
    const line = element("li", "", { className: "item" });
    const heading = element("h2", "", { className: "item__title" });
    const link = element("a", "", { className: "item__link", href: url.includes("://") ? url : this.base + url });
    link.append(...marked(title, marks));
    heading.append(link);
    const facts = element("p", "", { className: "item__meta" });
    if (date) facts.append(element("time", this.dates.format(new Date(date)), { dateTime: date }), " ");
    facts.append(element("span", this.label("satuan", unit) || unit, { className: "item__unit" }));
    if (kind) facts.append(" ", element("span", this.label("jenis", kind), { className: "kind" }));
    const excerpt = element("p", "", { className: "item__text" });
    if (picture) line.append(this.thumbnail(picture));
    line.append(heading, facts, excerpt);
    this.seen.observe(excerpt);
    this.waiting.set(excerpt, async () => {
      const text = await this.textOf(code);
      if (text?.berlaku) excerpt.append(this.validity(text), " ");
      if (text) excerpt.append(...marked(around(text.teks, marks), marks));
    });
    return line;
  }

  label(select, value) {
    return [...this.form.elements[select].options].find((option) => option.value === value)?.text ?? "";
  }

  // When a closure holds, or that it is over.
  validity({ berlaku, sampai }) {
    const isOver = sampai > 0 && sampai * 1000 <= Date.now();
    const words = this.say(isOver ? "lewat" : "berlaku", { masa: berlaku });
    return element("span", `${words}.`, { className: isOver ? "validity validity--over" : "validity" });
  }

  // `name width height alt` of the smallest form of a picture.
  thumbnail(text) {
    const [name, width, height, ...alt] = text.split(" ");
    const frame = element("picture", "", { className: "item__picture" });
    const address = `${this.base}/gambar/${name}`;
    frame.append(element("source", "", { type: "image/avif", srcset: `${address}.avif` }));
    frame.append(element("img", "", { loading: "lazy", alt: alt.join(" "), width, height, src: `${address}.jpg` }));
    return frame;
  }
}

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

// The letters around the passage with the most different marked words.
function around(text, marks) {
  const plain = text.replaceAll("\n", " ");
  const hits = [...wordsIn(plain)].filter(([word]) => isMarked(word, marks));
  const near = (at) => hits.filter(({ index }) => index >= at && index < at + 130);
  const worth = ({ index }) => new Set(near(index).map(([word]) => candidates(fold(word))[0])).size;
  const best = hits.reduce((a, b) => (worth(b) > worth(a) ? b : a), hits[0]);
  const start = Math.max(0, (best?.index ?? 0) - BEFORE);
  const from = start ? plain.indexOf(" ", start) + 1 : 0;
  const end = from + LETTERS < plain.length ? plain.lastIndexOf(" ", from + LETTERS) : plain.length;
  return `${from ? "… " : ""}${plain.slice(from, end)}${end < plain.length ? " …" : ""}`;
}
