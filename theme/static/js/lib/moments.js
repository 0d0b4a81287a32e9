// Days and months that a query names: "23 november 2026", "Senin, 23-11-2026", "2026-11-23",
// "november 2026".

const MONTHS =
  "januari februari maret april mei juni juli agustus september oktober november desember".split(" ");
const WEEKDAYS = "senin|selasa|rabu|kamis|jumat|jum'?at|sabtu|minggu";
const DAY = 86400000;
const before = `(?:\\b(?:hari |${WEEKDAYS})[,/ ]*)*`;
const FORMS = [
  [new RegExp(`${before}\\b(\\d{4})-(\\d\\d?)-(\\d\\d?)\\b`), (y, m, d) => [y, m - 1, d]],
  [new RegExp(`${before}\\b(\\d\\d?)([-./])(\\d\\d?)\\2(\\d{4})\\b`), (d, _, m, y) => [y, m - 1, d]],
  [new RegExp(`${before}\\b(\\d\\d?) ([a-z]{3,})\\.? (\\d{4})\\b`), (d, m, y) => [y, monthOf(m), d]],
  [new RegExp(`\\b(?:bulan )?([a-z]{3,})\\.? (\\d{4})\\b`), (m, y) => [y, monthOf(m), 0]],
];

const monthOf = (word) => MONTHS.findIndex((month) => month.startsWith(word));

// [first day, day after the last] since 1970, and the text without them; null without a date.
export function period(text) {
  const plain = text.toLowerCase().replaceAll("nopember", "november").replaceAll("pebruari", "februari");
  for (const [form, read] of FORMS) {
    const match = form.exec(plain);
    if (!match) continue;
    const [year, month, day] = read(...match.slice(1)).map(Number);
    const begin = Date.UTC(year, month, day || 1) / DAY;
    const real = new Date(begin * DAY);
    if (month < 0 || real.getUTCMonth() !== month || (day && real.getUTCDate() !== day)) continue;
    const end = day ? begin + 1 : Date.UTC(year, month + 1, 1) / DAY;
    return { days: [begin, end], rest: `${plain.slice(0, match.index)} ${plain.slice(match.index + match[0].length)}` };
  }
  return null;
}
