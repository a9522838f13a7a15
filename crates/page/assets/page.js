// Nothing here is needed: every form works without it.

// How many characters are left.
for (const area of document.querySelectorAll("[data-count]")) {
  const hint = document.getElementById(area.id + "-hint");
  const most = area.maxLength;
  if (!hint || most <= 0) continue;
  const left = document.createElement("span");
  hint.append(" ", left);
  const show = () => {
    left.textContent = `(${area.value.length}/${most})`;
  };
  area.addEventListener("input", show);
  show();
}

// What is typed stays in this browser until it is sent.
const shared = "kiosk" in document.body.dataset;
for (const form of shared ? [] : document.querySelectorAll("[data-keep]")) {
  const place = "draft " + form.dataset.keep;
  const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea")];
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "{}");
    for (const field of fields) {
      if (!field.value && kept[field.name]) field.value = kept[field.name];
    }
    form.addEventListener("input", () => {
      localStorage.setItem(place, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.value === "publish") localStorage.removeItem(place);
    });
  } catch {
    // Without storage there is nothing to keep.
  }
}

// The basket of a budget follows what is ticked.
for (const form of document.querySelectorAll("[data-budget]")) {
  const budget = Number(form.dataset.budget);
  const one = 10 ** Number(form.dataset.decimals);
  const [sum, rest, chosen, unsaved] = ["sum", "rest", "chosen", "unsaved"].map((name) => form.querySelector(`[data-${name}]`));
  const boxes = [...form.querySelectorAll("[data-cost] input")];
  const cost = (box) => Number(box.closest("[data-cost]").dataset.cost);
  const number = (value, least) => new Intl.NumberFormat(document.documentElement.lang, { useGrouping: document.documentElement.lang === "en" ? "always" : "min2", minimumFractionDigits: least }).format(value);
  const money = (units) => form.dataset.money.replace("{}", number(units / one, units % one ? Math.log10(one) : 0));
  const show = () => {
    const ticked = boxes.filter((box) => box.checked);
    const all = ticked.reduce((sum, box) => sum + cost(box), 0);
    const left = budget - all;
    sum.textContent = money(all);
    rest.textContent = (left < 0 ? rest.dataset.overText : rest.dataset.leftText).replace("{}", money(Math.abs(left)));
    chosen.textContent = chosen.dataset.text.replace("{}", number(ticked.length, 0));
    form.querySelector("meter").value = all;
    form.querySelector(".basket").classList.toggle("over", left < 0);
    for (const box of boxes) {
      box.closest("[data-cost]").classList.toggle("dear", !box.checked && cost(box) > left);
    }
  };
  form.addEventListener("change", () => {
    unsaved.hidden = false;
    show();
  });
  // A browser that goes back has kept the ticks.
  show();
}

// The first thing that is wrong is where one goes on.
document.querySelector(".problems")?.querySelector("a")?.focus();

// At a computer that neighbours share: 60 seconds in which nothing is done, 30 in which somebody is
// asked, and then they are forgotten, as the node does by itself.
for (const bar of document.querySelectorAll("[data-idle]")) {
  const [ask, said, left] = ["ask", "said", "left"].map((name) => bar.querySelector(`[data-${name}]`));
  const over = () => location.replace(`${bar.dataset.idle}?done=away`);
  let last = Date.now();
  let told = last;
  const here = (now) => {
    told = now;
    fetch(`${bar.dataset.idle}/here`, { cache: "no-store" }).then((answer) => answer.ok || over(), () => {});
  };
  const stay = () => {
    last = Date.now();
    if (!ask.hidden || last - told > 15000) here(last);
    ask.hidden = true;
    said.textContent = "";
  };
  for (const event of ["keydown", "pointerdown", "input", "scroll"]) addEventListener(event, stay, { passive: true });
  ask.querySelector("button").addEventListener("click", stay);
  setInterval(() => {
    const rest = 90 - Math.round((Date.now() - last) / 1000);
    if (rest <= 0) over();
    if (rest > 30) return;
    left.textContent = rest;
    ask.hidden = false;
    // Read aloud twice, and not every second.
    if (!said.textContent || rest === 10) said.textContent = said.dataset.text.replace("{}", rest);
  }, 1000);
  // Whoever comes back with the browser's button finds nothing.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
