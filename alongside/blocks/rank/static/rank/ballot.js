// Says at once what is left while somebody fills in. Without it the button "Show what I chose" says the same.
for (const form of document.querySelectorAll("form[data-budget]")) {
  const part = (name) => form.querySelector(`[data-${name}]`);
  const left = part("left"); // A ballot that spends the pot says what is left of it,
  const points = part("points"); // one that shares out points how many are left,
  const together = part("spent"); // and any other what the choices cost together.
  const budget = Number(form.dataset.budget);
  const money = (pence) =>
    form.dataset.money.replace("1", (pence / 100).toLocaleString("en-GB", { maximumFractionDigits: 2 }));
  const given = (box) => (box.type !== "radio" || box.checked) && (/^\d{1,6}$/.test(box.value.trim()) ? Number(box.value) : 0);
  const tell = () => {
    const boxes = [...form.querySelectorAll("input[name^=give-]")].filter(given);
    const chosen = [...form.querySelectorAll("input[name=choice]:checked"), ...boxes];
    const spent = chosen.reduce((sum, box) => sum + Number(box.dataset.cost), 0);
    let share = spent / budget;
    if (left) {
      left.textContent = money(Math.abs(budget - spent));
      part("left-words").textContent = spent > budget ? form.dataset.over : form.dataset.words;
    } else if (points) {
      const gone = boxes.reduce((sum, box) => sum + given(box), 0);
      points.textContent = String(Number(points.dataset.points) - gone);
      share = gone / Number(points.dataset.points);
    } else {
      together.textContent = money(spent);
    }
    part("count").textContent = String(chosen.length);
    part("bar").setAttribute("width", String(Math.min(100, Math.round(100 * share))));
  };
  form.addEventListener("input", tell);
  if (form.querySelector("input[name=choice], input[name^=give-]")) tell();
}
