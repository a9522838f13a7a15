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
for (const form of document.querySelectorAll("[data-keep]")) {
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

// The first thing that is wrong is where one goes on.
document.querySelector(".problems")?.querySelector("a")?.focus();
