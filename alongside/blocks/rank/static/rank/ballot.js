// Says at once what is left while somebody ticks. Without it the button "Show what is left" says the same.
for (const form of document.querySelectorAll("form[data-budget]")) {
  const left = form.querySelector("[data-left]");
  const words = form.querySelector("[data-left-words]");
  const count = form.querySelector("[data-count]");
  const bar = form.querySelector("[data-bar]");
  const budget = Number(form.dataset.budget);
  const money = (pence) => form.dataset.money.replace("1", (pence / 100).toLocaleString("en-GB", { maximumFractionDigits: 2 }));
  const tell = () => {
    const ticked = [...form.querySelectorAll("input[name=choice]:checked")];
    const spent = ticked.reduce((sum, box) => sum + Number(box.dataset.cost), 0);
    const over = spent > budget;
    left.textContent = money(Math.abs(budget - spent));
    words.textContent = over ? form.dataset.over : form.dataset.words;
    count.textContent = String(ticked.length);
    bar.setAttribute("width", String(Math.min(100, Math.round((100 * spent) / budget))));
  };
  form.addEventListener("change", tell);
  tell();
}
