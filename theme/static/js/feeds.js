// Copies the address of a feed. Without this script the links remain.
const status = document.querySelector("[data-disalin]");

for (const button of document.querySelectorAll("[data-salin]")) {
  const words = button.textContent;
  button.hidden = !navigator.clipboard;
  button.disabled = button.hidden;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.salin);
      button.textContent = status.dataset.disalin;
      status.textContent = `${status.dataset.disalin}: ${button.dataset.nama}`;
    } catch {
      status.textContent = status.dataset.gagal;
    }
    setTimeout(() => (button.textContent = words), 3000);
  });
}
