// Brings the tracker to the page, when somebody wants it and not before.
//
// The number reader is a WebAssembly module (package wasm). It is fetched on the first
// focus of the number field, on a paste, or when the address names a number; with it
// come its number table, its style sheet, its templates, and page.js, which is its
// hands in the page. What is typed, pasted or submitted meanwhile is kept. The module
// of parcels (package wasm/parcels) follows when a number is to be tracked, or comes
// first where this browser keeps a list.

const box = document.querySelector("[data-tracker]");
if (box) attend(box);

function attend(box) {
  const form = box.querySelector("[data-form]");
  const field = box.querySelector("[data-input]");
  const reading = box.querySelector("[data-reading]");
  const arrived = new AbortController(); // ends the listeners below, which page.js then has
  const once = { signal: arrived.signal };
  const meanwhile = { submitted: false, pasted: null }; // what happened before that
  let bringing = null; // promise of the page's functions
  let reader = null; // promise of the reader
  let early = null; // the reader's code, fetched while the rest is
  const failures = new Map(); // how often the import of an address has failed

  for (const sign of ["focus", "pointerdown", "input"]) field.addEventListener(sign, load, once);
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    const pasted = meanwhile.pasted = { text };
    setTimeout(() => { pasted.value = field.value; }); // once it stands there
    load();
  }, once);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    meanwhile.submitted = true;
    load();
    tell("t-wait");
  }, once);
  addEventListener("hashchange", loadNamed, once);
  for (const fold of box.querySelectorAll("[data-leaves], [data-reckon]")) fold.addEventListener("toggle", loadList, once);
  loadNamed();
  if (document.activeElement === field) load();
  if (box.querySelector("[data-parcels]")) hasList().then((yes) => { if (yes) loadList(); });

  function loadNamed() {
    if (/[#&]n=./.test(location.hash)) load();
  }

  // load brings the reader of numbers.
  function load() {
    early ??= get(box.dataset.wasm);
    early.catch(() => { early = null; }); // it is told of where it is awaited
    reader ??= bring().then((page) => page.enter(meanwhile)).catch((error) => {
      console.warn("the number reader could not be loaded:", error);
      reader = bringing = null;
      meanwhile.submitted = false;
      tell("t-failed");
    });
  }

  // loadList brings the list alone.
  function loadList() {
    bring().then((page) => page.parcels()).catch((error) => {
      console.warn("the list could not be loaded:", error);
      bringing = null;
    });
  }

  // bring fetches what both modules need.
  function bring() {
    return bringing ??= (async () => {
      const { exec, hands, parts, table, css } = box.dataset;
      const [, { makePage }, templates, numbers] = await Promise.all([
        script(exec),
        script(hands),
        read(parts),
        get(table).then((answer) => answer.arrayBuffer()),
        style(css),
      ]);
      const page = makePage(box, templates, new Uint8Array(numbers), { script, run });
      arrived.abort();
      page.listen();
      return page;
    })();
  }

  // script imports one. Some browsers remember by its address that an import has failed, so
  // that each attempt after it has an address of its own.
  async function script(url) {
    const failed = failures.get(url) ?? 0;
    try {
      return await import(failed ? `${url}#${failed}` : url);
    } catch (error) {
      failures.set(url, failed + 1);
      throw error;
    }
  }

  // run compiles a module and leaves it waiting for events.
  async function run(url, border) {
    const code = url === box.dataset.wasm && early ? early : get(url);
    early = null;
    const go = new Go();
    go.env.GOGC = "400"; // a few MB more, and no pause to collect them within an answer
    const instance = await instantiate(await code, { ...go.importObject, waybill: border.imports });
    border.begin(instance.exports);
    const over = go.run(instance); // returns once the module waits for events
    over.then(() => tell("t-stopped"), () => tell("t-stopped")); // which it does for ever
  }

  // tell puts words of the page where the reading stands.
  function tell(id) {
    reading.replaceChildren(document.getElementById(id).content.cloneNode(true));
  }
}

// hasList reports whether this browser keeps parcels, without making a store where
// there is none. A browser that cannot tell brings the list with the first number.
async function hasList() {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === "waybill");
  } catch {
    return false;
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
