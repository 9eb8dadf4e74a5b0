/* Ticking many cases at once; the list works without it. */

const tools = document.querySelector("[data-tick-tools]");
const boxes = [...document.querySelectorAll(".batch-cases input[type=checkbox]")];

if (tools) {
  const count = tools.querySelector("[data-ticked]");
  const tell = () => {
    count.textContent = boxes.filter((box) => box.checked).length;
  };
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-tick]")?.dataset.tick;
    if (!wanted) return;
    for (const box of boxes) box.checked = wanted === "all";
    tell();
  });
  document.addEventListener("change", tell);
  tell();
}
