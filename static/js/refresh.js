// Draws a part of the page anew every few seconds while something is going on, for as long as the server says so. Without scripts the
// part has a link that does the same.

const again = () => {
  const part = document.querySelector("[data-refresh]");
  if (!part) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      if (!fresh) return;
      if (!("refresh" in fresh.dataset)) {
        location.reload(); // it is over: the headings say so, too
        return;
      }
      part.querySelector("[role=status]").textContent = fresh.querySelector("[role=status]").textContent;
      part.querySelector("progress").value = fresh.querySelector("progress").value;
      const facts = fresh.querySelector("dl");
      if (facts) part.querySelector("dl")?.replaceWith(facts);
    } catch {
      // the network is away for a moment: the next round may reach it
    }
    again();
  }, Number(part.dataset.refresh) * 1000);
};
again();
