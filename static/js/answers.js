// Saves an answer when the reader leaves its field, with the version that the form was made from. Whatever goes otherwise than well is left
// to the answer's own button, which sends the form the plain way and shows why.

for (const room of document.querySelectorAll("[data-answers]")) {
  const form = room.querySelector("form");
  for (const answer of room.querySelectorAll("[data-answer]")) {
    if (answer.querySelector("input[type=file], .versions")) continue;
    let saving = Promise.resolve();
    answer.addEventListener("change", () => {
      saving = saving.then(() => save(form, answer, room.dataset.failed));
    });
  }
}

async function save(form, answer, failed) {
  const body = new URLSearchParams({ save: answer.dataset.answer });
  for (const field of answer.querySelectorAll("input, textarea, select")) {
    if (field.type === "radio" || field.type === "checkbox" ? field.checked : field.name) body.append(field.name, field.value);
  }
  const state = answer.querySelector("[data-answer-state]");
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    state.outerHTML = await response.text();
  } catch {
    state.querySelector("[role=status]").textContent = failed;
  }
}
