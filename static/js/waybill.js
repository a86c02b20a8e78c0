// Brings the number reader to the page, when somebody wants it and not before.
//
// The reader is a WebAssembly module (package wasm). It is fetched, with its
// number table and its style sheet, on the first focus of the number field, on a
// paste, or when the address names a number. What is typed or submitted
// meanwhile is kept. Everything else is done in the module; this file offers it
// only what JavaScript does better: a fetch that ends in time and in size.

const patience = 25_000; // ms until a request is given up
const longest = 4 << 20; // characters of an answer; a real one has a few thousand
const pasteable = 200_000; // characters of a pasted text that are looked at

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
  let pasted = "";

  field.addEventListener("focus", load, once);
  field.addEventListener("paste", (event) => {
    pasted = (event.clipboardData?.getData("text") ?? "").slice(0, pasteable);
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
    const { wasm, exec, table, css } = box.dataset;
    const [, code, numbers] = await Promise.all([
      // A failed import is remembered by its address, so each attempt has its own.
      import(attempts > 1 ? `${exec}#${attempts}` : exec),
      get(wasm),
      get(table).then((answer) => answer.arrayBuffer()),
      style(css),
    ]);
    const go = new Go();
    const instance = await instantiate(code, go.importObject);
    arrived.abort();
    reading.replaceChildren(...hint);
    globalThis.waybill = { box, table: new Uint8Array(numbers), pasted, ask };
    go.run(instance).then(() => tell("t-stopped"), () => tell("t-stopped")); // it never ends of itself
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

// ask fetches JSON and returns the promise of an answer, and a way to stop. The
// promise fails when nobody answers; any answer at all is a value, whose body is
// null when it is no JSON.
function ask(url) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), patience);
  return {
    answer: read(url, stopper.signal).finally(() => clearTimeout(timer)),
    stop: () => stopper.abort(),
  };
}

async function read(url, signal) {
  const answer = await fetch(url, { signal, credentials: "omit", headers: { Accept: "application/json" } });
  return {
    ok: answer.ok,
    type: answer.headers.get("content-type") ?? "",
    retry: answer.headers.get("retry-after") ?? "",
    body: parse(await text(answer)),
  };
}

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

async function text(answer) {
  if (!answer.body) return "";
  let all = "";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return all;
    all += value;
    if (all.length > longest) {
      await reader.cancel();
      return "";
    }
  }
}
