// Says at once what is left while somebody ticks. Without it the button "Show what I chose" says the same.
for (const form of document.querySelectorAll("form[data-budget]")) {
  const left = form.querySelector("[data-left]"); // A ballot that spends the pot says what is left of it,
  const together = form.querySelector("[data-spent]"); // any other what the choices cost together.
  const words = form.querySelector("[data-left-words]");
  const count = form.querySelector("[data-count]");
  const bar = form.querySelector("[data-bar]");
  const budget = Number(form.dataset.budget);
  const money = (pence) => form.dataset.money.replace("1", (pence / 100).toLocaleString("en-GB", { maximumFractionDigits: 2 }));
  const tell = () => {
    const ticked = [...form.querySelectorAll("input[name=choice]:checked")];
    const spent = ticked.reduce((sum, box) => sum + Number(box.dataset.cost), 0);
    const over = spent > budget;
    if (left) {
      left.textContent = money(Math.abs(budget - spent));
      words.textContent = over ? form.dataset.over : form.dataset.words;
    } else {
      together.textContent = money(spent);
    }
    count.textContent = String(ticked.length);
    bar.setAttribute("width", String(Math.min(100, Math.round((100 * spent) / budget))));
  };
  form.addEventListener("change", tell);
  if (form.querySelector("input[name=choice]")) tell();
}
