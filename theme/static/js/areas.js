// "Polsek saya": leaves of the list of places those that hold the words typed.
const form = document.querySelector("[data-wilayah]");

if (form) {
  const field = form.querySelector("input");
  const list = document.querySelector("[data-daftar-wilayah]");
  const status = form.querySelector("[role=status]");
  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const places = [...list.querySelectorAll("li")].map((item) => [item, plain(item.textContent)]);

  const narrow = () => {
    const words = plain(field.value).split(" ").filter(Boolean);
    for (const [item, text] of places) item.hidden = !words.every((word) => text.includes(word));
    const left = places.filter(([item]) => !item.hidden);
    list.open ||= words.length > 0;
    status.textContent = left.length ? "" : status.dataset.none;
    return words.length ? left : [];
  };

  field.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = narrow();
    if (found.length === 1) location.href = found[0][0].querySelector("a").href;
  });
}
