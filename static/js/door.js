// Finds people in the list at the door while somebody types, and takes the words along when somebody is checked in, so that the next search
// begins empty. Enter goes to the first who is found. Without this the search is a page of its own.
import { bare } from "./unit-search.js";

const list = document.querySelector("[data-door]");
const search = document.querySelector("[data-door-search]");
if (list && search) {
  const people = [...list.querySelectorAll("li[data-words]")].map((row) => ({ row, words: bare(row.dataset.words) }));
  const told = document.querySelector("[data-door-hits]");
  const before = search.value.trim();

  const find = () => {
    const wanted = bare(search.value).split(/\s+/).filter(Boolean);
    let hits = 0;
    for (const { row, words } of people) {
      row.hidden = !wanted.every((word) => words.includes(word));
      if (!row.hidden) hits++;
    }
    for (const unit of list.querySelectorAll("section")) unit.hidden = !unit.querySelector("li[data-words]:not([hidden])");
    const { one, other, none } = told.dataset;
    told.textContent = wanted.length === 0 ? "" : hits === 0 ? none : hits === 1 ? one : other.replace("{n}", hits);
  };

  if (before === "") {
    search.addEventListener("input", find);
    search.form.addEventListener("submit", (event) => {
      const first = list.querySelector("li[data-words]:not([hidden]) button");
      if (search.value.trim() === "" || !first) return;
      event.preventDefault();
      first.focus();
    });
  }
  list.addEventListener("submit", (event) => {
    const words = event.target.querySelector("input[name=sok]");
    if (words) words.value = search.value.trim();
  });
}
