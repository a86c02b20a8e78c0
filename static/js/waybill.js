// Brings the number reader to the page, when somebody wants it and not before.
//
// The reader is a WebAssembly module (package wasm). It is fetched on the first
// focus of the number field, on a paste, or when the address names a number; with
// it come its number table, its style sheet, its templates, and page.js, which is
// its hands in the page. What is typed, pasted or submitted meanwhile is kept.

const box = document.querySelector("[data-tracker]");
if (box) attend(box);

function attend(box) {
  const form = box.querySelector("[data-form]");
  const field = box.querySelector("[data-input]");
  const reading = box.querySelector("[data-reading]");
  const hint = [...reading.childNodes];
  const arrived = new AbortController(); // ends the listeners below
  const once = { signal: arrived.signal };
  let loading = null;
  let attempts = 0;
  let submitted = false;
  let pasted = null; // a text, and what the field held then

  for (const sign of ["focus", "pointerdown", "input"]) field.addEventListener(sign, load, once);
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    setTimeout(() => { pasted = { text, value: field.value }; }); // once it stands there
    load();
  }, once);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted = true;
    load();
    tell("t-wait");
  }, once);
  addEventListener("hashchange", loadNamed, once);
  loadNamed();
  if (document.activeElement === field) load();

  function loadNamed() {
    if (/[#&]n=./.test(location.hash)) load();
  }

  function load() {
    loading ??= start().catch((error) => {
      console.warn("the number reader could not be loaded:", error);
      loading = null;
      submitted = false;
      tell("t-failed");
    });
  }

  async function start() {
    attempts++;
    const { wasm, exec, hands, parts, table, css } = box.dataset;
    // A failed import is remembered by its address, so each attempt has its own.
    const module = (url) => import(attempts > 1 ? `${url}#${attempts}` : url);
    const [, page, templates, code, numbers] = await Promise.all([
      module(exec),
      module(hands),
      read(parts),
      get(wasm),
      get(table).then((answer) => answer.arrayBuffer()),
      style(css),
    ]);
    const go = new Go();
    const reader = page.connect(box, templates, new Uint8Array(numbers));
    const instance = await instantiate(code, { ...go.importObject, waybill: reader.imports });
    arrived.abort();
    reading.replaceChildren(...hint);
    reader.begin(instance.exports);
    const over = go.run(instance); // returns once the reader waits for events
    over.then(() => tell("t-stopped"), () => tell("t-stopped")); // which it does for ever
    if (field.value) reader.tell("typed", field.value);
    if (pasted?.value === field.value) reader.tell("pasted", pasted.text);
    page.openAddress(reader.tell);
    if (submitted) form.requestSubmit();
  }

  // tell puts words of the page where the reading stands.
  function tell(id) {
    reading.replaceChildren(document.getElementById(id).content.cloneNode(true));
  }
}

async function get(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

// read fetches a document without running or showing anything of it.
function read(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch has no documents
    request.open("GET", url);
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.response ? resolve(request.response) : reject(new Error(`${url}: ${request.status}`)));
    request.onerror = () => reject(new Error(`${url}: no answer`));
    request.send();
  });
}

// instantiate compiles while the bytes arrive, where the host says that they are
// WebAssembly; a host that does not is no reason to fail.
async function instantiate(answer, imports) {
  const type = answer.headers.get("content-type") ?? "";
  const { instance } = /^application\/wasm\s*($|;)/i.test(type)
    ? await WebAssembly.instantiateStreaming(answer, imports)
    : await WebAssembly.instantiate(await answer.arrayBuffer(), imports);
  return instance;
}

// style adds the tracker's sheet and waits for it, so that nothing is drawn
// without it. A sheet that does not come is no reason to fail.
function style(url) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    link.onload = resolve;
    link.onerror = () => resolve(link.remove());
    document.head.append(link);
  });
}
