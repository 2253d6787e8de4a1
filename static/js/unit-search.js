// Search-as-you-type over a plain <select data-search>, by the ARIA combobox pattern (list, manual selection). The select
// stays in the form and holds the value; without scripts it is what the reader uses. An option may carry more words to be
// found by in data-words (former and Sámi names). Texts come from the select's data-*: data-hits-one, data-hits-other (with
// the number as {n}) and data-no-hits.

const longest = 60; // rows shown; more are found by typing more

// bare drops accents and case, so «Karasjok/Kárášjohka» is found by «karasjohka» and «Røros» by «roros».
export const bare = (s) =>
  s.toLowerCase().replaceAll("ø", "o").replaceAll("æ", "ae").replaceAll("đ", "d").replaceAll("ŋ", "n").replaceAll("ŧ", "t")
    .normalize("NFD").replace(/\p{M}/gu, "").trim();

for (const select of document.querySelectorAll("select[data-search]")) enhance(select);

function enhance(select) {
  const rows = [...select.options].filter((option) => option.value !== "").map((option) => ({
    option,
    name: option.label,
    group: option.closest("optgroup")?.label ?? "",
    bare: bare(option.label),
    words: bare(`${option.label} ${option.dataset.words ?? ""}`),
  }));

  const id = select.id;
  const input = document.createElement("input");
  input.type = "text";
  input.className = "ds-input";
  input.id = id; // the label and the error summary lead here
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", `${id}-list`);
  for (const name of ["aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const list = document.createElement("ul");
  list.className = "combobox-list";
  list.id = `${id}-list`;
  list.setAttribute("role", "listbox");
  const label = select.labels[0];
  label.id ||= `${id}-label`;
  list.setAttribute("aria-labelledby", label.id);
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");

  const box = document.createElement("div");
  box.className = "combobox";
  select.id = `${id}-select`;
  select.before(box);
  box.append(input, list, told);
  select.hidden = true;
  label.htmlFor = id;

  let shown = [];
  let active = -1;

  const chosen = () => rows.find((row) => row.option.selected);
  const writeChosen = () => (input.value = chosen()?.name ?? "");

  function find(text) {
    const wanted = bare(text);
    if (wanted === "") return rows;
    const rank = (row) => {
      if (row.bare.startsWith(wanted)) return 0;
      if (row.words.split(/[\s/(),-]+/).some((word) => word.startsWith(wanted))) return 1;
      return row.words.includes(wanted) ? 2 : 3;
    };
    return rows.map((row) => [rank(row), row]).filter(([r]) => r < 3).sort((a, b) => a[0] - b[0]).map(([, row]) => row);
  }

  function open(text) {
    const hits = find(text);
    shown = hits.slice(0, longest);
    active = -1;
    list.replaceChildren(...shown.map((row, i) => {
      const item = document.createElement("li");
      item.id = `${id}-row-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(row.name);
      if (row.group) {
        const group = document.createElement("span");
        group.className = "group-name";
        group.textContent = row.group;
        item.append(" ", group);
      }
      item.addEventListener("pointerdown", (event) => event.preventDefault()); // keep focus in the field
      item.addEventListener("click", () => choose(row));
      return item;
    }));
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    const { hitsOne, hitsOther, noHits } = select.dataset;
    told.textContent = hits.length === 0 ? noHits : hits.length === 1 ? hitsOne : hitsOther.replace("{n}", hits.length);
    told.classList.toggle("visually-hidden", hits.length > 0);
    told.classList.toggle("hint", hits.length === 0);
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(row) {
    select.value = row.option.value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
    writeChosen();
    close();
    told.textContent = "";
    told.classList.add("visually-hidden");
  }

  function move(to) {
    if (list.hidden) open(chosen()?.name === input.value ? "" : input.value);
    if (shown.length === 0) return;
    list.children[active]?.setAttribute("aria-selected", "false");
    active = (to + shown.length) % shown.length;
    const item = list.children[active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }

  input.addEventListener("input", () => {
    select.value = ""; // what is typed is not a choice yet
    open(input.value);
  });
  input.addEventListener("click", () => list.hidden && open(chosen() ? "" : input.value));
  input.addEventListener("keydown", (event) => {
    switch (event.key) {
      case "ArrowDown":
        move(active + 1);
        break;
      case "ArrowUp":
        move(active < 0 ? -1 : active - 1);
        break;
      case "Enter":
        if (list.hidden || active < 0) return; // send the form as usual
        choose(shown[active]);
        break;
      case "Escape":
        if (list.hidden) return;
        close();
        break;
      default:
        return;
    }
    event.preventDefault();
  });
  input.addEventListener("blur", () => {
    // A name typed in full, or the only one left, is a choice.
    if (!chosen() && input.value.trim() !== "") {
      const hits = find(input.value);
      const same = hits.find((row) => row.bare === bare(input.value));
      if (same) choose(same);
      else if (hits.length === 1) choose(hits[0]);
    }
    close();
  });
  input.form?.addEventListener("reset", () => setTimeout(writeChosen));
  writeChosen();
}
