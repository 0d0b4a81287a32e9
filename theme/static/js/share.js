// Copy and print buttons of a release. Without this script the WhatsApp link remains.
const box = document.querySelector("[data-share]");

if (box) {
  const link = box.querySelector("[data-share-text]");
  const status = box.querySelector("[role=status]");
  const text = new URL(link.href).searchParams.get("text");
  const address = text.match(/https?:\S+\/r\/[\w-]+\/$/m)?.[0] ?? location.href;

  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = status.dataset.failed;
    }
  };

  for (const button of box.querySelectorAll("[data-copy]")) {
    button.parentElement.hidden = !navigator.clipboard;
    button.addEventListener("click", () => copy(button.dataset.copy === "link" ? address : text));
  }
  for (const button of box.querySelectorAll("[data-send]")) {
    button.parentElement.hidden = !navigator.share;
    // The whole text, address included: whatever the phone does with it, Cek Rilis knows it.
    const title = text.split("\n")[0].replaceAll("*", "");
    button.addEventListener("click", () => navigator.share({ title, text }).catch(() => {}));
  }
  for (const button of box.querySelectorAll("[data-print]")) {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => print());
  }
}
