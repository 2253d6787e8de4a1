// Shows how a Markdown text will look, under its field. Without scripts the button opens the same preview in a new tab.
// The server is sent preview=text, text, lang and fragment=1, and answers with safe HTML.

for (const button of document.querySelectorAll("button[data-preview]")) {
  button.addEventListener("click", async (event) => {
    const field = document.getElementById(button.dataset.preview);
    const place = document.getElementById(`${button.dataset.preview}-preview`);
    if (!field || !place) return;
    event.preventDefault();
    const body = new URLSearchParams({ preview: "text", text: field.value, lang: field.lang, fragment: "1" });
    try {
      const answer = await fetch(button.formAction, { method: "POST", body });
      if (!answer.ok) throw new Error(String(answer.status));
      place.innerHTML = await answer.text();
      place.hidden = false;
    } catch {
      button.removeAttribute("data-preview"); // let the next click open it the plain way
      button.click();
    }
  });
}
