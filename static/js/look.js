// The search of the directory and of the glossary. It looks in an index that is fetched
// when the field is wanted (package internal/site/lookup); what is typed goes nowhere.

const most = 2_000; // characters of a line that are read

for (const form of document.querySelectorAll("[data-look]")) attend(form);

function attend(form) {
  const field = form.querySelector("input");
  const say = form.querySelector("[data-said]");
  const hint = [...say.childNodes]; // what stands below the empty field
  let index = null; // promise of what answers
  form.addEventListener("submit", (event) => { event.preventDefault(); look(); });
  field.addEventListener("focus", () => { load().catch(() => {}); }); // it is told of when it is needed
  field.addEventListener("input", look);
  if (field.value) look(); // what the browser kept

  function load() {
    return index ??= fetch(form.dataset.index).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.json();
    }).then(kinds[form.dataset.look](form), (error) => {
      index = null;
      throw error;
    });
  }

  async function look() {
    const { value } = field;
    if (!fold(value)) say.replaceChildren(...hint);
    try {
      const answer = await load();
      if (field.value !== value) return;
      const said = answer(value.slice(0, most));
      if (said) say.replaceChildren(said);
    } catch (error) {
      console.warn("the index could not be loaded:", error);
      say.replaceChildren(copy(form, "failed"));
    }
  }
}

// copy clones one of the form's templates and fills in texts by their names.
function copy(form, name, texts = {}) {
  const part = document.importNode(form.querySelector(`template[data-part=${name}]`).content, true);
  for (const [key, text] of Object.entries(texts)) {
    for (const element of part.querySelectorAll(`[data-text=${key}]`)) element.textContent = text;
  }
  return part;
}

// fold writes small letters without accents, and single spaces for all that is neither
// letter nor digit, as the builder does.
export const fold = (text) => text.normalize("NFKD").replaceAll(/[\p{Mn}'’]/gu, "").toLowerCase().replaceAll(/[^\p{L}\p{Nd}]+/gu, " ").trim();

const kinds = {
  // carriers hides those that do not fit from the lists of the page.
  carriers: (form) => (index) => {
    const rows = [...document.querySelectorAll(".carriers > li")].map((row) => {
      const [slug] = row.querySelector("a").pathname.split("/").slice(-2);
      return [row, ` ${index[slug] ?? ""}`];
    });
    return (value) => {
      const asked = fold(value).split(" ").filter(Boolean);
      let found = 0;
      for (const [row, words] of rows) {
        row.hidden = !asked.every((word) => words.includes(` ${word}`));
        if (!row.hidden) found++;
      }
      for (const section of document.querySelectorAll("section:has(> .carriers)")) {
        section.hidden = !section.querySelector(".carriers > li:not([hidden])");
      }
      for (const letters of document.querySelectorAll(".letters")) letters.hidden = asked.length > 0;
      if (!asked.length) return null;
      return copy(form, found ? found === 1 ? "one" : "some" : "none", { count: String(found) });
    };
  },

  // wordings says what a carrier's line means.
  wordings: (form) => (index) => {
    const means = reader(index.phrases);
    const own = new Map(index.carriers.map(([text, status]) => [fold(text), status]));
    return (value) => {
      if (!fold(value)) return null;
      return copy(form, own.get(fold(value)) || means(value) || "no-phrase");
    };
  },
};

// reader reads wordings as package internal/wording does: of all phrases whose words
// stand in a text side by side, the longest says what it means. "…" stands for any words
// between two parts; scripts without spaces are looked for anywhere.
export function reader(phrases) {
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
  const bytes = new TextEncoder();
  const patterns = [];
  for (const [status, texts] of Object.entries(phrases)) {
    for (const text of texts) {
      const parts = text.split("…").map(fold).filter(Boolean);
      const [gap, edge] = unspaced.test(parts[0]) ? ["", ""] : [" ", " "];
      const length = parts.reduce((sum, part) => sum + bytes.encode(part).length, 0);
      patterns.push({ status, length, parts: parts.map((part) => gap + part + edge) });
    }
  }
  patterns.sort((a, b) => b.length - a.length);
  return (text) => {
    const folded = ` ${fold(text)} `;
    return patterns.find(({ parts }) => {
      let from = 0;
      return parts.every((part) => {
        const at = folded.indexOf(part, from);
        from = at + part.length - (part.endsWith(" ") ? 1 : 0);
        return at >= 0;
      });
    })?.status ?? "";
  };
}
