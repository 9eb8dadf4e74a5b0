/* Small comforts; every page works without this file. */

/* A form is sent once: its button sleeps until the answer comes or the page is shown again. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // After the browser has collected the answers, else the pressed button's own value would be lost.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = true;
  });
});

const wake = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = false;
};
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(wake);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form[data-sent]");
  if (form) wake(form);
});

/* A menu closes when one presses elsewhere, or Escape. */
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.activeElement?.closest("details.menu[open]")?.querySelector("summary").focus();
  closeMenus(null);
});

/* Light or dark by hand; a cookie, so that the server draws the next page right at once. */
for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const now = root.dataset.bsTheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.bsTheme = now === "dark" ? "light" : "dark";
    document.cookie = `jaqyn_theme=${root.dataset.bsTheme}; path=/; max-age=31536000; samesite=strict`;
  });
}

/* A field is copied by its button, where the browser allows it; else it is marked, ready for Ctrl+C. */
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    const said = button.querySelector("[data-copied]");
    if (said) said.hidden = false;
  });
}
