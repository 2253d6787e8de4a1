// Lets meetings be put in order by buttons and by dragging. The selects of each row stay in the form and hold the numbers; without
// scripts they are what the reader uses, and the server says what is missing or given twice. Nothing is numbered until the reader has moved
// something or said that the order stands: an order nobody chose is no wish. What moved is said to those who cannot see it, and focus stays
// on the button. Texts come from data-* of the list.

const arrows = { up: "M8 13V3.5M3.5 8 8 3.5 12.5 8", down: "M8 3v9.5M3.5 8 8 12.5 12.5 8", grip: "M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01" };

for (const ranking of document.querySelectorAll("[data-ranking]")) enhance(ranking);

function enhance(ranking) {
  const text = ranking.dataset;
  const told = ranking.querySelector("[data-ranking-said]");
  const rows = [...ranking.querySelectorAll(":scope > fieldset")].map((fieldset) => {
    const select = fieldset.querySelector("select");
    const row = { fieldset, select, name: fieldset.dataset.name, number: document.createElement("span"), grip: icon("span", "grip"), up: mover("up"), down: mover("down") };
    row.number.className = "rank";
    row.number.setAttribute("aria-hidden", "true");
    // The summary of errors leads to the select's id.
    row.up.id = select.id;
    select.id += "-select";
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) row.up.setAttribute(name, select.getAttribute(name));
    }
    select.hidden = true;
    for (const label of select.labels) label.hidden = true;
    const place = document.createElement("span");
    place.className = "rank-place";
    place.append(row.grip, row.number);
    const buttons = document.createElement("span");
    buttons.className = "rank-buttons";
    buttons.append(row.up, row.down);
    fieldset.append(place, buttons);
    row.up.addEventListener("click", () => step(row, -1));
    row.down.addEventListener("click", () => step(row, 1));
    row.grip.addEventListener("pointerdown", (event) => drag(row, event));
    return row;

    function mover(way) {
      const button = icon("button", way);
      button.type = "button";
      button.className = "rank-move";
      const label = document.createElement("span");
      label.className = "visually-hidden";
      label.textContent = `${text[way]} ${fieldset.dataset.name}`;
      button.append(label);
      button.title = text[way];
      return button;
    }
  });
  ranking.dataset.moves = "";

  const help = document.createElement("p");
  help.className = "hint";
  help.textContent = text.help;
  ranking.before(help);
  const keep = document.createElement("button");
  keep.type = "button";
  keep.className = "ds-button";
  keep.dataset.variant = "tertiary";
  keep.textContent = text.keep;
  keep.addEventListener("click", () => {
    number();
    told.textContent = text.kept;
    order[0].up.focus();
  });
  ranking.append(keep);

  let order = rows;
  const given = rows.map((row) => Number(row.select.value));
  const numbered = given.toSorted((a, b) => a - b).every((n, i) => n === i + 1);
  if (numbered) {
    order = rows.toSorted((a, b) => Number(a.select.value) - Number(b.select.value));
    for (const row of order) told.before(row.fieldset);
    number();
  }
  ends();

  // number gives every meeting its place, now that the order is the reader's.
  function number() {
    keep.hidden = true;
    order.forEach((row, i) => {
      row.number.textContent = i + 1;
      if (row.select.value === String(i + 1)) return;
      row.select.value = i + 1;
      row.select.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // ends tells that the first cannot go up nor the last down. The buttons stay: one that went away would take focus with it.
  function ends() {
    order.forEach((row, i) => {
      row.up.setAttribute("aria-disabled", String(i === 0));
      row.down.setAttribute("aria-disabled", String(i === order.length - 1));
    });
  }

  function say(words, row) {
    told.textContent = words.replace("{meeting}", row.name).replace("{n}", order.indexOf(row) + 1);
  }

  function step(row, by) {
    const from = order.indexOf(row);
    const to = from + by;
    if (to < 0 || to >= order.length) {
      say(by < 0 ? text.first : text.last, row);
      return;
    }
    const focused = document.activeElement;
    move(row, to);
    focused.focus();
    row.fieldset.scrollIntoView({ block: "nearest" });
    say(text.said, row);
  }

  function move(row, to) {
    order = order.filter((other) => other !== row);
    order.splice(to, 0, row);
    const next = order[to + 1];
    (next ? next.fieldset : told).before(row.fieldset);
    number();
    ends();
  }

  function drag(row, event) {
    if (event.button !== 0) return;
    event.preventDefault();
    row.grip.setPointerCapture(event.pointerId);
    row.fieldset.dataset.dragged = "";
    const follow = ({ clientY }) => {
      const others = order.filter((other) => other !== row);
      const below = others.findIndex((other) => {
        const box = other.fieldset.getBoundingClientRect();
        return clientY < box.top + box.height / 2;
      });
      const to = below < 0 ? others.length : below;
      if (to !== order.indexOf(row)) move(row, to);
    };
    const drop = () => {
      row.grip.removeEventListener("pointermove", follow);
      delete row.fieldset.dataset.dragged;
      if (row.number.textContent !== "") say(text.said, row);
    };
    row.grip.addEventListener("pointermove", follow);
    row.grip.addEventListener("lostpointercapture", drop, { once: true });
  }
}

function icon(tag, name) {
  const element = document.createElement(tag);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", arrows[name]);
  svg.append(path);
  element.append(svg);
  if (name === "grip") element.className = "rank-grip";
  return element;
}
