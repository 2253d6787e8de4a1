// A button that prints is of no use without scripts, so it is hidden until this shows it.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
