// Keys 1 to 9 tick the themes in their order; Enter is the form's own. Without this file the page works the same.
const desk = document.querySelector("[data-desk]");
const boxes = desk ? desk.querySelectorAll("input[name=themes]") : [];
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (writes || event.ctrlKey || event.altKey || event.metaKey) return;
  const box = boxes[Number(event.key) - 1];
  if (box) {
    box.checked = !box.checked;
    box.focus();
    event.preventDefault();
  } else if (event.key === "Enter" && event.target.matches("input[type=checkbox], body")) {
    event.preventDefault();
    desk.requestSubmit();
  }
});
