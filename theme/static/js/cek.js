// The form of /cek/. What it computes with is large and comes when the page has been shown.
const form = document.querySelector("[data-cek]");
const box = document.querySelector("[data-hasil]");
const help = document.querySelector("[data-bantuan]");

let failures = 0;
let turn = 0;

async function load() {
  // A browser may keep that an address has failed.
  const path = failures ? `./checking.js?${failures}` : "./checking.js";
  await import(path).catch((error) => {
    failures += 1;
    throw error;
  });
}

function say(name) {
  box.replaceChildren(document.querySelector(`template[data-kata="${name}"]`).content.cloneNode(true));
}

// The help gives way while the answer comes, so that nothing is pushed down under the reader's eyes.
async function check() {
  const mine = ++turn;
  box.dataset.putusan = "";
  say("memeriksa");
  help.hidden = true;
  try {
    await load();
  } catch {
    if (mine !== turn) return;
    say("gagal");
    box.dataset.putusan = "gagal";
    help.hidden = false;
    return;
  }
  if (mine === turn) form.dispatchEvent(new Event("cek"));
}

document.querySelector("[data-pemeriksaan]").hidden = false;
form.querySelector("button").disabled = false;
form.noValidate = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
const prepare = () => load().catch(() => {});
if (document.readyState === "complete") prepare();
else addEventListener("load", () => setTimeout(prepare));
