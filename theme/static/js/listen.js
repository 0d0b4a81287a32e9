// Reads a release aloud. Only a voice of this device is asked: others send the text away.
const button = document.querySelector("[data-listen]");
const speech = globalThis.speechSynthesis;

if (button && speech) {
  const names = { id: ["id", "in", "ind"], en: ["en", "eng"] }[document.documentElement.lang] ?? [];
  const [begin, stop] = [button.textContent, button.dataset.listen];
  let voice;

  const find = () => {
    const own = (one) => one.localService && names.includes(one.lang.toLowerCase().split(/[-_]/)[0]);
    voice = speech.getVoices().find(own);
    button.hidden = !voice;
  };
  const end = () => {
    speech.cancel();
    button.textContent = begin;
  };
  const read = () => {
    const blocks = document.querySelectorAll("h1, .release__summary, .release__body > .prose > *");
    const parts = [...blocks].map((block) => block.innerText.trim()).filter(Boolean);
    for (const [position, part] of parts.entries()) {
      const words = new SpeechSynthesisUtterance(part);
      Object.assign(words, { voice, lang: voice.lang });
      if (position === parts.length - 1) words.onend = words.onerror = end;
      speech.speak(words);
    }
    button.textContent = stop;
  };

  find();
  speech.addEventListener?.("voiceschanged", find);
  button.addEventListener("click", () => (button.textContent === begin ? read() : end()));
  addEventListener("pagehide", end);
}
