// Keeps an order whole while it is made: a meeting that is given another's number gives that one its own, and the last number falls to
// the last meeting. Without scripts the server says what is missing or given twice. What changed by itself is said to those who cannot
// see it.

for (const ranking of document.querySelectorAll("[data-ranking]")) {
  const selects = [...ranking.querySelectorAll("select")];
  const said = ranking.querySelector("[data-ranking-said]");
  let before = selects.map((select) => select.value);

  const name = (select) => select.closest("fieldset").querySelector("legend strong").textContent;
  const give = (select, value, changes) => {
    select.value = value;
    if (value !== "") changes.push(`${name(select)}: ${select.selectedOptions[0].label}.`);
  };

  ranking.addEventListener("change", (event) => {
    const at = selects.indexOf(event.target);
    if (at < 0) return;
    const changes = [];
    const other = selects.find((select, i) => i !== at && select.value === event.target.value && select.value !== "");
    if (other) give(other, before[at], changes);
    const empty = selects.filter((select) => select.value === "");
    if (empty.length === 1 && empty[0] !== event.target) {
      const last = [...empty[0].options].find((option) => option.value !== "" && !selects.some((select) => select.value === option.value));
      if (last) give(empty[0], last.value, changes);
    }
    before = selects.map((select) => select.value);
    said.textContent = changes.join(" ");
  });
}
